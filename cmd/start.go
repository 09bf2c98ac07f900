package cmd

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/i18n"
	"bestand.example/itbestand/survey/tui"
)

type startOptions struct {
	plain    bool
	plainSet bool // --plain was given; otherwise the files decide
}

// runStart shows the start screen, carries out what is chosen there, and comes
// back to it, until the person quits. It remembers nothing: each time the folder
// is looked at afresh.
func (a *app) runStart(ctx context.Context, o startOptions) error {
	report, here := tui.Report{}, spot{}
	for {
		d, err := a.lookAround()
		if err != nil {
			return err
		}
		d.start = o
		request, err := a.choose(ctx, d, report, here)
		switch {
		case err != nil:
			return err
		case request.Interrupted:
			return told(exitInterrupted)
		case request.Action == tui.Quit:
			a.left = a.onScreen()
			return nil
		}
		if report, here, err = a.carryOut(ctx, d, request); err != nil {
			return err
		}
	}
}

// choose lets the person choose, on the screen or line by line.
func (a *app) choose(ctx context.Context, d *desk, report tui.Report, here spot) (tui.Request, error) {
	s := tui.Start{
		Words: a.words, Folder: survey.CleanLine(d.folder), Notes: d.notes, Entries: d.entries, Sets: d.offered(), Report: report,
		Cursor: d.find(here), In: a.in, Out: a.out.to, ASCII: a.ascii(), FileName: func(typed string) (string, string) { return a.fileName(d.folder, typed) },
	}
	if s.Cursor >= 0 && report.Line != "" {
		s.Report.Line = a.words.T("start.after", report.Line, a.standing(d.entries[s.Cursor]))
	}
	if d.byLine() || !a.onScreen() {
		return tui.ChooseByLine(ctx, s, a.lineReader())
	}
	return tui.Choose(ctx, s)
}

// byLine reports whether the start screen is said line by line: as it was asked
// for, otherwise as a file in the folder remembers it.
func (d *desk) byLine() bool {
	if d.start.plainSet {
		return d.start.plain
	}
	return d.plain
}

// filling is how a response is filled in from the start screen.
func (d *desk) filling(c choice) fillOptions {
	return fillOptions{choice: c, plain: d.start.plain, plainSet: d.start.plainSet, fromStart: true}
}

// standing says how far an entry is.
func (a *app) standing(e tui.Entry) string {
	text := a.words.T("start.standing", a.words.T("start.state_"+string(e.State)), e.Done, e.Asked)
	if e.State == tui.Complete && slices.Contains(e.Actions, tui.HandInNow) {
		text += " " + a.words.T("start.can_submit")
	}
	return text
}

// carryOut does what was chosen. Errors become part of the report: the start
// screen comes back after each of them.
func (a *app) carryOut(ctx context.Context, d *desk, r tui.Request) (tui.Report, spot, error) {
	here := spot{}
	if r.Entry >= 0 {
		here = d.spots[r.Entry]
	}
	report, here, err := a.perform(ctx, d, r, here)
	var f *failure
	switch {
	case err == nil:
		return report, here, nil
	case errors.As(err, &f) && f.code == exitInterrupted:
		return report, here, err
	}
	return a.mishap(err), here, nil
}

func (a *app) perform(ctx context.Context, d *desk, r tui.Request, here spot) (tui.Report, spot, error) {
	switch r.Action {
	case tui.Continue:
		return tui.Report{Line: a.words.T("start.saved")}, here, a.runFill(ctx, d.filling(here.choice(true)))
	case tui.ImportList:
		o := d.filling(here.choice(true))
		o.list = r.List + 1
		return tui.Report{Line: a.words.T("start.saved")}, here, a.runFill(ctx, o)
	case tui.View:
		return tui.Report{}, here, a.runFill(ctx, d.filling(here.choice(true)))
	case tui.Another:
		another := here.choice(true)
		another.nth = d.count(here) + 1
		here.nth = another.nth
		return tui.Report{Line: a.words.T("start.saved")}, here, a.runFill(ctx, d.filling(another))
	case tui.New:
		return a.startNew(ctx, d, r)
	case tui.Check:
		report, err := a.startCheck(here)
		return report, here, err
	case tui.HandInNow:
		report, err := a.startSubmit(here, r)
		return report, here, err
	case tui.Reopen:
		line, err := a.startReopen(here)
		return tui.Report{Line: line}, here, err
	case tui.Document:
		report, err := a.startDocument(d, here)
		return report, here, err
	case tui.ShowAll:
		report, err := a.startShow(here)
		return report, here, err
	case tui.PrintBlank:
		report, err := a.startPrint(d, here)
		return report, here, err
	case tui.PrintSet:
		report, err := a.printOffer(d, d.offers[r.Set])
		return report, here, err
	case tui.Language:
		a.words = i18n.In(map[string]string{"de": "en", "en": "de"}[a.words.Lang()])
	}
	return tui.Report{}, here, nil
}

// mishap is a report of what went wrong, and what to do. On the start screen no
// command can be typed, so some advice is another there.
func (a *app) mishap(err error) tui.Report {
	var f *failure
	if !errors.As(err, &f) {
		f = a.explain(err)
	}
	hint := f.hint
	if own := "start.hint_" + f.key; a.words.Has(own) {
		hint = a.words.T(own)
	}
	text := survey.Clean(f.message)
	if hint != "" {
		text += "\n\n" + survey.Clean(hint)
	}
	return tui.Report{Title: a.words.T("start.mishap"), Text: text}
}

// programFolder is where the program itself lies; "" where that is not known.
func programFolder() string {
	path, err := os.Executable()
	if err != nil {
		return ""
	}
	return filepath.Dir(path)
}

// folders are the folders that are looked at: the current one, and after a
// double click that of the program.
func (a *app) folders() ([]string, error) {
	here, err := os.Getwd()
	if err != nil {
		return nil, fmt.Errorf("current folder: %w", err)
	}
	folders := []string{here}
	if own := programFolder(); a.clicked && own != "" && own != here {
		folders = append(folders, own)
	}
	return folders, nil
}
