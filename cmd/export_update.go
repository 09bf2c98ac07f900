package cmd

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"

	"bestand.example/itbestand/export"
	"bestand.example/itbestand/export/update"
	"bestand.example/itbestand/store"
	"bestand.example/itbestand/survey"
)

// replaces reports whether the new workbook takes the place of the one that is
// brought up to date.
func (o *exportOptions) replaces() bool {
	if o.update == "" {
		return false
	}
	was, err1 := os.Stat(o.update)
	is, err2 := os.Stat(o.out)
	return err1 == nil && err2 == nil && os.SameFile(was, is)
}

// checkUpdate refuses a workbook that cannot be brought up to date before the
// long work begins.
func (o *exportOptions) checkUpdate() error {
	if o.update == "" {
		return nil
	}
	return update.Check(o.update, o.out)
}

// updateBook exports into a folder of its own and brings the analyst's workbook
// up to date from there.
func (a *app) updateBook(ctx context.Context, central *store.File, o exportOptions) error {
	dir, err := os.MkdirTemp("", "itbestand-update-")
	if err != nil {
		return err
	}
	defer export.RemoveFolder(dir)
	defer debug.SetGCPercent(debug.SetGCPercent(50)) // as newBook does
	sources, err := central.Sources()
	if err != nil {
		return err
	}
	fresh := o
	fresh.out = filepath.Join(dir, "neu.xlsx")
	summary, err := a.writeBook(ctx, central, fresh)
	if err != nil {
		return err
	}
	options := update.Options{Heads: [4]string{a.words.T("update.orphan_table"), a.words.T("update.orphan_row"), a.words.T("update.orphan_column"), a.words.T("update.orphan_value")}}
	state := newest(sources) // of the central file, not of the clock
	if !state.IsZero() {
		options.Date = state.Format("2006-01-02")
	}
	u, err := update.Begin(o.update, fresh.out, options)
	if err != nil {
		return err
	}
	defer u.Close()
	backup, err := a.replaceBook(ctx, o, u)
	if err != nil {
		return err
	}
	a.tellUpdate(o.out, u.Report, state.Format("02.01.2006 15:04"))
	a.sayEvaluation(summary)
	if backup != "" {
		fmt.Fprintln(a.err, a.words.T("update.backup", survey.CleanLine(backup)))
	}
	if o.json {
		return a.json(u.Report)
	}
	return nil
}

// replaceBook writes the new workbook. Where it takes the place of the old one,
// that one is kept beside it.
func (a *app) replaceBook(ctx context.Context, o exportOptions, u *update.Updating) (backup string, err error) {
	replaces := o.replaces()
	err = export.Replace(o.out, func(to io.Writer) error {
		if err := u.Write(&interruptible{ctx, to}); err != nil || !replaces {
			return err
		}
		u.Close() // Windows renames over no file that is open
		backup, err = keepCopy(o.update)
		return err
	})
	if err != nil && backup != "" {
		os.Remove(backup)
	}
	return backup, err
}

// interruptible is a writer that ends with its context.
type interruptible struct {
	ctx context.Context
	to  io.Writer
}

func (w *interruptible) Write(b []byte) (int, error) {
	if err := w.ctx.Err(); err != nil {
		return 0, err
	}
	return w.to.Write(b)
}

// keepCopy copies a file beside itself, under the first number that is free.
func keepCopy(path string) (string, error) {
	from, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer from.Close()
	ext := filepath.Ext(path)
	for i := 1; ; i++ {
		name := fmt.Sprintf("%s_Sicherung%d%s", strings.TrimSuffix(path, ext), i, ext)
		to, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err != nil {
			return "", err
		}
		_, err = io.Copy(to, from)
		if err = errors.Join(err, to.Sync(), to.Close()); err != nil {
			os.Remove(name)
			return "", err
		}
		return name, nil
	}
}

// tellUpdate says what has become of the workbook.
func (a *app) tellUpdate(path string, r update.Report, state string) {
	say := func(key string, args ...any) { fmt.Fprintln(a.err, a.words.T("update."+key, args...)) }
	list := func(key string, names []string) {
		if len(names) > 0 {
			say(key, survey.CleanLine(strings.Join(names, ", ")))
		}
	}
	say("heading", survey.CleanLine(path), state)
	same := 0
	for _, t := range r.Tables {
		switch {
		case t.New:
			say("table_new", t.Table, t.Rows)
		case t.Added+t.Removed+t.Changed+len(t.Columns)+len(t.Emptied)+len(t.Own) > 0:
			say("table", t.Table, t.Rows, t.Added, t.Removed, t.Changed)
		default:
			same++
		}
		list("columns", t.Columns)
		list("emptied", t.Emptied)
		list("own", t.Own)
	}
	if same > 0 {
		say("tables_same", same)
	}
	list("anew", r.SheetsAnew)
	list("added", r.SheetsAdded)
	list("dropped", r.Dropped)
	if r.Assumptions > 0 {
		say("assumptions", r.Assumptions)
	}
	if r.Orphans > 0 {
		say("orphans", r.Orphans, r.OrphanSheet)
	}
	list("broken", r.Broken)
	list("unfilled", r.Unfilled)
	if r.Queries {
		say("queries")
	}
	say("open")
}

// explainUpdate finds the words for a workbook that was not brought up to date:
// all that stands in the way, and what to do about the first kind of it.
func (a *app) explainUpdate(err error) *failure {
	var f *update.Error
	if !errors.As(err, &f) {
		return nil
	}
	const most = 20
	var lines []string
	for i, r := range f.Refusals {
		if i == most {
			lines = append(lines, a.words.T("update.more", len(f.Refusals)-most))
			break
		}
		lines = append(lines, r.Say(a.words))
	}
	var hints []string
	told := map[update.Code]bool{}
	for _, r := range f.Refusals[:min(most, len(f.Refusals))] {
		if !told[r.Code] {
			told[r.Code] = true
			hints = append(hints, r.Hint(a.words))
		}
	}
	code := exitRefused
	switch {
	case f.Busy():
		code = exitBusy
	case f.Misuse():
		code = exitUsage
	}
	return &failure{code: code, message: strings.Join(lines, "\n"), hint: strings.Join(hints, "\n"), cause: err}
}
