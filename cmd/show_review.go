package cmd

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"bestand.example/itbestand/export/document"
	"bestand.example/itbestand/survey"
)

var reviewFormats = []string{"text", "html", "docx"}

// review shows everything that a response says: on the screen, or as a file
// that can be read without the program.
func (a *app) review(w *working, o showOptions) error {
	data, err := a.reviewOf(w, o.format)
	switch {
	case err != nil:
		return err
	case o.out == "" && o.format == "text":
		_, err = a.out.Write(data)
		return err
	}
	path, err := a.writeReview(w, o, data)
	if err == nil {
		fmt.Fprintln(a.err, a.words.T("cmd.print_done", survey.CleanLine(path)))
	}
	return err
}

func reviewData(d *document.Document, format string) ([]byte, error) {
	switch format {
	case "html":
		return document.HTML(d), nil
	case "docx":
		return document.DOCX(d)
	}
	return []byte(document.Text(d)), nil
}

// handedInOn is the day on which a response was handed in last, as far as the
// file's history knows.
func handedInOn(w *working) (at time.Time, err error) {
	if w.session.Response.Revision == 0 || w.set.Anonymous {
		return at, nil
	}
	events, err := w.file.History(w.nr)
	for _, e := range events {
		if e.What == "handed_in" {
			at = e.At
		}
	}
	return at, err
}

// day writes a day as people do; none is an empty text.
func (a *app) day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	t = t.Local()
	d := survey.Date{Year: t.Year(), Month: int(t.Month()), Day: t.Day()}
	if a.words.Lang() == "de" {
		return d.German()
	}
	return d.String()
}

// reviewOf is the document of all answers in a format.
func (a *app) reviewOf(w *working, format string) ([]byte, error) {
	handedIn, err := handedInOn(w)
	if err != nil {
		return nil, err
	}
	made := ""
	if !w.set.Anonymous { // a day can tell who it was
		made = a.day(time.Now())
	}
	d := document.Review(w.session.Set, w.session.Response, document.ReviewOptions{
		Words: a.words, Nth: w.nth, HandedIn: a.day(handedIn), Made: made, Sign: format != "text",
	})
	return reviewData(d, format)
}

// writeReview writes the file that was named, which must be new, or one beside
// the survey file under a name that is still free: whoever prints a draft again
// tomorrow should not have to think of a name.
func (a *app) writeReview(w *working, o showOptions, data []byte) (string, error) {
	if o.format == "text" {
		data = []byte("\ufeff" + strings.ReplaceAll(string(data), "\n", "\r\n")) // as every editor of Windows reads it
	}
	const private = 0o600 // what is in it is nobody else's business
	if o.out == "" {
		return writeFree(filepath.Join(filepath.Dir(o.path), reviewName(w)+"."+o.format), data, private)
	}
	err := writeNew(o.out, data, private)
	if errors.Is(err, fs.ErrExist) {
		return "", a.usage("file_exists", survey.CleanLine(o.out))
	}
	return o.out, err
}

// reviewName names a review as the return is named, by what is in it.
func reviewName(w *working) string {
	r := w.session.Response
	parts := []string{"antwortbogen", r.Unit.Key, w.set.ID}
	if w.set.Anonymous {
		parts = append(parts, r.ID[:8])
	}
	if w.nth > 0 {
		parts = append(parts, strconv.Itoa(w.nth))
	}
	if r.Closed {
		parts = append(parts, "r"+strconv.Itoa(r.Revision))
	} else {
		parts = append(parts, "entwurf")
	}
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), "_")
}
