package tui

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"bestand.example/itbestand/survey"
)

// errLeave ends a conversation in line mode: the person is done, or the input
// is at its end.
var errLeave = errors.New("conversation over")

// Lines asks line by line: no escape sequences, whole sentences, one question
// after the other, so that it serves a screen reader, a dumb terminal, and a
// file of answers through a pipe alike. The package comment has the rules.
//
// It ends well at the end of the input, with all that was entered saved, and
// says so itself; Closing need not be printed. An error means that an entry
// could not be saved or that reading or writing failed.
//
// Lines reads only what it uses of a *bufio.Reader, so that the caller may go
// on reading from it. Where ctx ends while it waits for a line, the reading of
// that one line goes on in the background.
func Lines(ctx context.Context, d Dialogue) (Outcome, error) {
	t := &talk{teller: newTeller(&d), d: &d, ctx: ctx, in: bufio.NewReader(d.In)}
	t.print(line(d.Title), t.t("lines_intro"))
	if t.s.ReadOnly {
		t.print(d.Sealed.Why)
	}
	err := t.preface()
	for err == nil {
		if err = t.stop(); err == nil {
			err = t.errWrite
		}
	}
	outcome := Outcome{Interrupted: ctx.Err() != nil, AtEnd: t.s.AtEnd(), Unsaved: t.unsaved}
	if errors.Is(err, errLeave) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		err = nil
	}
	if err == nil {
		_, err = io.WriteString(d.Out, Closing(d, outcome))
	}
	return outcome, err
}

// talk is one conversation in line mode.
type talk struct {
	teller
	d   *Dialogue
	ctx context.Context
	in  *bufio.Reader

	said      *survey.Section  // the section that was said last
	matrix    *survey.Question // the matrix that was said last
	presented survey.Place     // the place whose question was said last
	shown     []string         // the codes behind the numbers that were said last
	listed    []survey.Finding // the points behind the numbers that were said last
	begun     bool             // the first line was read
	unsaved   bool
	errWrite  error // the first error of writing
}

// print says lines; empty ones are left out.
func (t *talk) print(lines ...string) {
	for _, l := range lines {
		if l == "" || t.errWrite != nil {
			continue
		}
		if t.d.ASCII {
			l = plainSigns(l)
		}
		_, t.errWrite = fmt.Fprintln(t.d.Out, l)
	}
}

// read waits for a line. The last one need not end with a line break; behind it
// comes errLeave.
func (t *talk) read() (string, error) {
	if t.errWrite != nil {
		return "", t.errWrite
	}
	text, err := ReadLine(t.ctx, t.in)
	if err != nil {
		return "", err
	}
	if !t.begun {
		text = strings.TrimPrefix(text, "\ufeff") // editors on Windows begin a file so
	}
	t.begun = true
	return text, nil
}

// ReadLine waits for a line, and takes its end away. Where ctx ends before it
// came, the reading goes on in the background.
func ReadLine(ctx context.Context, in *bufio.Reader) (string, error) {
	type result struct {
		text string
		err  error
	}
	got := make(chan result, 1)
	go func() {
		text, err := in.ReadString('\n')
		got <- result{text, err}
	}()
	select {
	case <-ctx.Done():
		return "", ctx.Err()
	case r := <-got:
		if r.err == io.EOF && r.text == "" {
			return "", errLeave
		}
		if r.err != nil && r.err != io.EOF {
			return "", r.err
		}
		return strings.TrimRight(r.text, "\r\n"), nil
	}
}

// stop deals with one place: it says the question if it was not said yet, asks
// for a line and carries it out.
func (t *talk) stop() error {
	place, q := t.s.Place(), t.s.Question()
	fresh := place != t.presented
	t.presented = place
	switch {
	case q == nil:
		return t.atEnd(fresh)
	case q.Type == survey.TypeNote:
		t.introduce(q, place)
		t.print(t.t("lines_note", t.label(place)))
		return t.save(t.s.Next)
	case fresh && q.Type == survey.TypeRepeat:
		t.sayRoster(q, place)
	case fresh:
		t.sayQuestion(q, place)
	}
	switch {
	case t.s.ReadOnly:
		t.print(t.T("start.lines_sealed_prompt"))
	case q.Type == survey.TypeRepeat:
		if t.s.Fixed(q) != nil {
			t.print(t.T("query.lines_prompt_roster"))
		} else {
			t.print(t.t("lines_prompt_roster"), t.withMissing(q))
		}
	default:
		t.print(t.prompt(q))
	}
	text, err := t.read()
	if err != nil {
		return err
	}
	if t.s.ReadOnly {
		return t.looked(q, text)
	}
	if c, rest, ok := parseCommand(text); ok {
		return t.obey(q, c, rest)
	}
	ended := q.Type == survey.TypeMultiline && strings.TrimSpace(text) == "." // a text of no lines
	text = unescape(text)
	switch {
	case ended, strings.TrimSpace(text) == "":
		return t.goOn()
	case q.Type == survey.TypeRepeat:
		return t.rosterLine(q, text)
	case q.Type == survey.TypeMultiline:
		return t.paragraphs(text)
	}
	return t.answer(q, text)
}

// again has the question said once more.
func (t *talk) again() { t.presented = survey.Place{} }

// save carries out a change of the session. Where it cannot be saved, a person
// may try again; a file of answers ends there, because the lines that follow
// would answer the wrong question.
func (t *talk) save(change func() error) error {
	for {
		err := change()
		t.unsaved = err != nil
		if err == nil {
			return nil
		}
		t.print(t.t("not_saved", t.d.explain(err)))
		if !t.d.person() {
			return err
		}
		t.print(t.t("lines_retry"))
		if text, errRead := t.read(); errRead != nil || strings.TrimSpace(text) != "" {
			return err
		}
	}
}

// settle carries out a change that may be refused. It reports what was
// refused; the session has gone on where nothing was.
func (t *talk) settle(change func() ([]survey.Finding, error)) error {
	var found []survey.Finding
	err := t.save(func() (err error) {
		found, err = change()
		return err
	})
	switch {
	case err != nil || len(found) == 0:
		return err
	case found[0].Code == survey.NeedsReason:
		return t.deviation()
	case found[0].Code == survey.Unconfirmed:
		return t.reason(found)
	}
	for _, f := range found {
		t.print(t.fault(f))
	}
	return nil
}

// goOn leaves the answer as it is; what is open about it is asked.
func (t *talk) goOn() error {
	if slices.ContainsFunc(t.ev().FindingsAt(t.s.Place()), func(f survey.Finding) bool { return f.Code == survey.NeedsReason }) {
		return t.deviation()
	}
	if warnings := t.warnings(); len(warnings) > 0 {
		return t.reason(warnings)
	}
	if a := t.s.Answer(); a.Draft != "" {
		t.print(t.t("lines_draft_stays"))
	}
	return t.save(t.s.Next)
}

// back goes to the question before, over the notes, which go on by themselves.
func (t *talk) back() error {
	for {
		from := t.s.Place()
		if err := t.save(func() error { return t.s.Back(t.kept()) }); err != nil {
			return err
		}
		if t.s.Place() == from {
			t.print(t.t("lines_first"))
			return nil
		}
		if q := t.s.Question(); q == nil || q.Type != survey.TypeNote {
			return nil
		}
	}
}

// kept is what leaving a question keeps: in line mode nothing is half typed, so
// it is the draft that there is.
func (t *talk) kept() string {
	return survey.Clean(t.s.Answer().Draft)
}
