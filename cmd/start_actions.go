package cmd

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"

	"bestand.example/itbestand/export/document"
	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/tui"
)

// listening is the program with what it would say gathered in one text, for the
// start screen to show.
func (a *app) listening() (*app, *bytes.Buffer) {
	var said bytes.Buffer
	quiet := *a
	quiet.out, quiet.err = &output{to: &said}, &said
	return &quiet, &said
}

// startNew begins a response in a new file, and goes on to fill it in.
func (a *app) startNew(ctx context.Context, d *desk, r tui.Request) (tui.Report, spot, error) {
	chosen := d.offers[r.Set]
	here := spot{path: filepath.Join(d.folder, r.Name), set: chosen.id}
	if chosen.several {
		here.nth = 1
	}
	c := choice{path: here.path, set: chosen.ref, unit: r.Unit, profile: chosen.profile, wave: chosen.wave, write: true}
	return tui.Report{Line: a.words.T("start.saved")}, here, a.runFill(ctx, d.filling(c))
}

// startCheck lists what is open.
func (a *app) startCheck(s spot) (report tui.Report, err error) {
	w, err := a.open(s.choice(false))
	if err != nil {
		return report, err
	}
	defer func() { err = closing(w.file, err) }()
	quiet, said := a.listening()
	todo := w.session.Assessment().Todo()
	quiet.points(w.session, todo, false)
	quiet.sayUnknownUnit(w)
	switch {
	case len(todo.Settle) > 0:
	case w.session.Response.IsPart():
		fmt.Fprintln(said, a.words.T("join.hint_submit", survey.CleanLine(s.path), a.back(w)))
	default:
		fmt.Fprintln(said, a.words.T("start.can_submit"))
	}
	return tui.Report{Title: w.title(a.words.Lang()), Text: said.String()}, nil
}

// startShow shows all answers.
func (a *app) startShow(s spot) (report tui.Report, err error) {
	w, err := a.open(s.choice(false))
	if err != nil {
		return report, err
	}
	defer func() { err = closing(w.file, err) }()
	quiet, said := a.listening()
	err = quiet.review(w, showOptions{choice: s.choice(false), format: "text"})
	return tui.Report{Title: w.title(a.words.Lang()), Text: said.String()}, err
}

// startDocument writes all answers as a Word file into the folder, for the
// administration's records.
func (a *app) startDocument(d *desk, s spot) (report tui.Report, err error) {
	w, err := a.open(s.choice(false))
	if err != nil {
		return report, err
	}
	defer func() { err = closing(w.file, err) }()
	data, err := a.reviewOf(w, "docx")
	if err != nil {
		return report, err
	}
	path, err := writeFree(filepath.Join(d.folder, reviewName(w)+".docx"), data, 0o600)
	return tui.Report{Line: a.words.T("start.documented", survey.CleanLine(filepath.Base(path)))}, err
}

// startSubmit hands in, and shows the receipt.
func (a *app) startSubmit(s spot, r tui.Request) (tui.Report, error) {
	o := submitOptions{choice: s.choice(true), release: r.Release, released: r.Released && r.Release != "", incomplete: r.Incomplete}
	o.unit, o.whole, o.nth = r.Unit, true, 0
	quiet, said := a.listening()
	if err := quiet.runSubmit(o); err != nil {
		return tui.Report{}, err
	}
	return tui.Report{Title: a.words.T("start.handed_in"), Text: said.String()}, nil
}

func (a *app) startReopen(s spot) (string, error) {
	quiet, _ := a.listening()
	return a.words.T("start.reopened"), quiet.runReopen(s.choice(true))
}

// startPrint writes the blank form of the set of a response.
func (a *app) startPrint(d *desk, s spot) (report tui.Report, err error) {
	w, err := a.open(s.choice(false))
	if err != nil {
		return report, err
	}
	defer func() { err = closing(w.file, err) }()
	return a.printBlank(d.folder, w.set, w.session.Response.Profile)
}

func (a *app) printOffer(d *desk, o offer) (tui.Report, error) {
	set, err := a.loadSet(o.ref)
	if err != nil {
		return tui.Report{}, err
	}
	return a.printBlank(d.folder, set, o.profile)
}

// printBlank writes the blank form of a set, under a name that is free.
func (a *app) printBlank(folder string, set *loadedSet, profile string) (tui.Report, error) {
	data, err := document.DOCX(document.Form(set.Questionnaire, document.Options{Words: a.words, Profile: profile}))
	if err != nil {
		return tui.Report{}, err
	}
	name := printedName(set, printOptions{format: "docx", profile: profile})
	path, err := writeFree(filepath.Join(folder, name), data, 0o644)
	return tui.Report{Line: a.words.T("start.printed", survey.CleanLine(filepath.Base(path)))}, err
}
