package cmd

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"bestand.example/itbestand/survey"
)

type submitOptions struct {
	choice
	dir        string
	release    string
	released   bool // the release was given; otherwise that of last time stands
	incomplete bool
	force      bool
}

func (a *app) submitCmd() *cobra.Command {
	var o submitOptions
	c := a.command("submit "+a.words.T("cmd.arg_file"), "submit")
	c.Args = a.args(1, 1)
	c.Flags().StringVar(&o.set, "questionnaire", "", a.words.T("cmd.flag_questionnaire"))
	c.Flags().StringVarP(&o.dir, "output", "o", "", a.words.T("cmd.flag_out_dir"))
	c.Flags().StringVar(&o.release, "released-by", "", a.words.T("cmd.flag_released_by"))
	c.Flags().BoolVar(&o.incomplete, "incomplete", false, a.words.T("cmd.flag_incomplete"))
	c.Flags().BoolVar(&o.force, "force", false, a.words.T("cmd.flag_force"))
	c.RunE = func(c *cobra.Command, args []string) error {
		o.path, o.write, o.released = args[0], true, c.Flags().Changed("released-by")
		return a.runSubmit(o)
	}
	return c
}

func (a *app) runSubmit(o submitOptions) (err error) {
	if err := a.mustExist(o.path); err != nil {
		return err
	}
	if utf8.RuneCountInString(o.release) > survey.MaxRelease {
		return a.usage("release_long", survey.MaxRelease)
	}
	w, err := a.open(o.choice)
	if err != nil {
		return err
	}
	defer func() { err = closing(w.file, err) }()
	if !o.released {
		o.release = w.session.Response.Release
	}
	if err := a.ready(w, o); err != nil {
		return err
	}
	receipt, err := a.handIn(w, o)
	if err != nil {
		return err
	}
	fmt.Fprint(a.out, receipt)
	return nil
}

// ready makes sure that the unit is known and that nothing is open.
func (a *app) ready(w *working, o submitOptions) error {
	if w.session.Response.Unit.Key == "" {
		if err := a.askUnit(w, o); err != nil {
			return err
		}
	}
	ev := w.session.Assessment()
	blocks, _ := sorted(ev.Findings())
	unfit := slices.DeleteFunc(slices.Clone(blocks), func(f survey.Finding) bool {
		return f.Code != survey.Invalid && f.Code != survey.MissingRefused && f.Code != survey.RowGone
	})
	switch {
	case len(blocks) == 0, o.incomplete && len(unfit) == 0:
		return nil
	case o.incomplete:
		a.list(a.words.T("cmd.check_blocks"), w.session, unfit)
		return a.fail(exitIncomplete, "unfit", len(unfit))
	}
	a.list(a.words.T("cmd.check_blocks"), w.session, blocks)
	return a.fail(exitIncomplete, "incomplete", len(blocks))
}

// askUnit asks for the unit where somebody can answer.
func (a *app) askUnit(w *working, o submitOptions) error {
	if !a.onScreen() {
		return a.usage("unit_open", argument(o.path))
	}
	fmt.Fprint(a.err, a.words.T("cmd.ask_unit"))
	line, _ := bufio.NewReader(a.in).ReadString('\n')
	key := strings.TrimSpace(line)
	switch {
	case key == "":
		return a.usage("unit_open", argument(o.path))
	case !survey.ValidUnitKey(key):
		return a.usage("unit_key", survey.CleanLine(key))
	}
	o.unit = key
	if err := a.enterUnit(w.file, o.choice); err != nil {
		return err
	}
	unit, err := w.file.Unit()
	if err == nil {
		w.session.SetUnit(unit)
	}
	return err
}

// handIn writes the return and its receipt, and gives the receipt's text. The
// revision is recorded before the return is written: should that fail, handing
// in again writes the very same return.
func (a *app) handIn(w *working, o submitOptions) (string, error) {
	next, changed := survey.HandIn(w.session.Set, w.session.Response, o.release, o.incomplete && !w.session.Assessment().Complete())
	dir := o.dir
	if dir == "" {
		dir = filepath.Dir(o.path)
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", err
	}
	target := filepath.Join(dir, fmt.Sprintf("rueckgabe_%s_%s_r%d.itb", next.Unit.Key, next.SetID, next.Revision))
	if changed || !w.session.Response.Closed {
		if err := w.file.MarkSubmitted(w.nr, next, thisAuthor(), time.Now()); err != nil {
			return "", err
		}
	}
	same, err := stands(w, next, target)
	if err != nil {
		return "", err
	}
	if same {
		fmt.Fprintln(a.err, a.words.T("cmd.submit_unchanged"))
	} else if err := w.file.WriteReturn(w.session.Set, next, target, o.force); err != nil {
		return "", err
	}
	receipt := a.receipt(w, next, target)
	return receipt, os.WriteFile(strings.TrimSuffix(target, ".itb")+".txt", []byte("\ufeff"+strings.ReplaceAll(receipt, "\n", "\r\n")), 0o600)
}

// stands reports whether the very same return lies at the target already: the
// same response gives the same bytes.
func stands(w *working, r *survey.Response, target string) (bool, error) {
	old, err := os.ReadFile(target)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	dir, err := os.MkdirTemp("", "itbestand-")
	if err != nil {
		return false, err
	}
	defer os.RemoveAll(dir)
	again := filepath.Join(dir, filepath.Base(target))
	if err := w.file.WriteReturn(w.session.Set, r, again, false); err != nil {
		return false, err
	}
	now, err := os.ReadFile(again)
	return err == nil && bytes.Equal(old, now), err
}

// receipt is the text that the administration keeps.
func (a *app) receipt(w *working, r *survey.Response, target string) string {
	ev := w.session.Assessment()
	done, asked := ev.Progress()
	var b strings.Builder
	line := func(key, value string) {
		fmt.Fprintf(&b, "%-16s %s\n", a.words.T("cmd.receipt_"+key)+":", survey.CleanLine(value))
	}
	fmt.Fprintf(&b, "%s\n\n", a.words.T("cmd.receipt_title"))
	line("file", filepath.Base(target))
	line("unit", strings.TrimSpace(r.Unit.Key+" "+r.Unit.Name))
	line("set", fmt.Sprintf("%s (%s %s)", w.set.Title.In(a.words.Lang()), r.SetID, r.SetVersion))
	line("revision", fmt.Sprint(r.Revision))
	line("answers", a.words.T("cmd.receipt_answers_value", done, asked))
	if r.Release != "" {
		line("release", r.Release)
	}
	line("digest", survey.ShortDigest(r.Digest))
	for _, f := range ev.Findings() {
		if f.Code == survey.Later {
			line("later", ev.Label(f.Key(), a.words.Lang()))
		}
	}
	b.WriteString("\n")
	if r.Incomplete {
		fmt.Fprintln(&b, a.words.T("cmd.receipt_incomplete"))
	}
	fmt.Fprintln(&b, a.words.T("cmd.receipt_unsealed"))
	return b.String()
}
