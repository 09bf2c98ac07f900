package cmd

import (
	"fmt"

	"bestand.example/itbestand/export"
	"bestand.example/itbestand/store"
	"bestand.example/itbestand/survey"
)

// lossNotes names in Plausibilität what of a return the newest version of its
// question set cannot show. What is private is named and not told. Of anonymous
// responses it is only said, once for each question, that there was something:
// a person's answer must not stand in any row. Told is what was said so.
func (a *app) lossNotes(editions *editions, r *export.Response, lost []survey.Loss, told map[string]bool) []export.Note {
	if len(lost) == 0 {
		return nil
	}
	about := r.About
	if about.Key == "" {
		about = r.Unit
	}
	var notes []export.Note
	for _, l := range lost {
		text := a.words.T("version.note_"+string(l.Kind), r.HandedIn, survey.CleanLine(l.Label(a.words.Lang())), r.SetVersion)
		n := export.Note{Severity: export.Warning, Kind: export.NoteVersion, SetID: r.SetID, Variable: l.Question.Name, Text: text}
		if editions.anonymous(r.SetID) {
			if !told[r.SetID+" "+text] {
				told[r.SetID+" "+text] = true
				notes = append(notes, n)
			}
			continue
		}
		n.Unit, n.Row, n.Source, n.Dropped = about, l.Row, r.Source, l.Shown(a.words)
		if l.Private() {
			n.Dropped = a.words.T("version.private")
		}
		notes = append(notes, n)
	}
	return notes
}

// lostEntry is one question of which a newer version shows no answers.
type lostEntry struct {
	Question string `json:"question"`
	Reason   string `json:"reason"` // gone, unfit or unasked
	Answers  int    `json:"answers"`
	Message  string `json:"message"`
}

func (a *app) lostEntries(f store.FileReport) []lostEntry {
	var entries []lostEntry
	for _, l := range f.Lost {
		entries = append(entries, lostEntry{l.Question, string(l.Kind), l.Answers, a.sayLost(l)})
	}
	return entries
}

func (a *app) sayLost(l store.Lost) string {
	label := survey.Fill(l.Label.In(a.words.Lang()), func(string) string { return "…" })
	return a.words.T("version.lost_"+string(l.Kind), l.Question, survey.CleanLine(label), l.Answers)
}

// carriedLines tells of a file in which newer version it is evaluated, and what
// that cannot show.
func (a *app) carriedLines(f store.FileReport) []string {
	if f.ShownAs == "" {
		return nil
	}
	lines := []string{a.words.T("version.shown_as", f.Version, f.ShownAs)}
	for _, l := range f.Lost {
		lines = append(lines, a.sayLost(l))
	}
	return lines
}

// sayCarried sums that up for the screen.
func (a *app) sayCarried(r store.Report) {
	files, answers := 0, 0
	for _, f := range r.Files {
		if f.ShownAs != "" {
			files++
		}
		for _, l := range f.Lost {
			answers += l.Answers
		}
	}
	if files > 0 {
		fmt.Fprintln(a.err, a.words.T("version.merged", files))
	}
	if answers > 0 {
		fmt.Fprintln(a.err, a.words.T("version.merged_lost", answers))
	}
}
