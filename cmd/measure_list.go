package cmd

import (
	"fmt"
	"strings"
	"time"

	"bestand.example/itbestand/survey"
)

// measureEntry is a measure as measure --json prints it.
type measureEntry struct {
	Measure  string        `json:"measure"`
	Label    string        `json:"label"`
	Unit     string        `json:"unit,omitempty"`
	Grouping string        `json:"grouping,omitempty"`
	Group    string        `json:"group,omitempty"`
	Row      int           `json:"row,omitempty"` // place in the list
	Found    bool          `json:"found"`         // by the rules, from the answers as they are now
	Priority int           `json:"priority,omitempty"`
	State    string        `json:"state"`
	Again    bool          `json:"found_again,omitempty"` // was done in an earlier wave
	History  []measureNote `json:"history"`               // in order; the last one counts
}

type measureNote struct {
	Wave  string `json:"wave,omitempty"`
	State string `json:"state"`
	Note  string `json:"note,omitempty"`
	Due   string `json:"due,omitempty"`
	By    string `json:"by"`
	At    string `json:"at"`
}

type measuresDocument struct {
	Evaluation string         `json:"evaluation"`
	Version    string         `json:"version"`
	Wave       string         `json:"wave"`
	Counts     map[string]int `json:"counts"`
	Measures   []measureEntry `json:"measures"`
}

// chosen are the measures that the options ask for, and how many there are in
// each state.
func (d *derivedMeasures) chosen(o measureOptions) (some []derivedMeasure, counts map[string]int) {
	counts = map[string]int{}
	for _, s := range survey.MeasureStates() {
		counts[string(s)] = 0
	}
	for _, m := range d.all {
		if o.set == "" && o.state != "" && o.state != string(m.State) || !o.meant(m) {
			continue
		}
		some = append(some, m)
		counts[string(m.State)]++
	}
	return some, counts
}

func (a *app) measuresJSON(list *derivedMeasures, o measureOptions) error {
	some, counts := list.chosen(o)
	d := measuresDocument{list.evaluation.ID, list.evaluation.Version, list.wave, counts, []measureEntry{}}
	for _, m := range some {
		e := measureEntry{
			Measure: m.Measure, Label: survey.CleanLine(m.rule.Label.In(a.words.Lang())), Unit: m.Unit, Grouping: m.Grouping, Group: m.MeasureRef.Group, Row: m.row,
			Found: m.hit != nil, State: string(m.State), Again: m.Again, History: []measureNote{},
		}
		if m.hit != nil {
			e.Priority = m.hit.Priority
		}
		for _, n := range list.history(m) {
			e.History = append(e.History, measureNote{n.Wave, string(n.State), n.Text, dueText(n.Due, survey.Date.String), n.By, n.At.UTC().Format(time.RFC3339)})
		}
		d.Measures = append(d.Measures, e)
	}
	return a.json(d)
}

// history is what was noted about a measure, in earlier waves first.
func (s *standings) history(m derivedMeasure) []survey.MeasureNote {
	var all []survey.MeasureNote
	for i := len(s.earlier) - 1; i >= 0; i-- {
		if before, same := m.InWave(s.earlier[i]); same {
			all = append(all, s.notes[before]...)
		}
	}
	return append(all, s.notes[m.MeasureRef]...)
}

func dueText(d survey.Date, say func(survey.Date) string) string {
	if d == (survey.Date{}) {
		return ""
	}
	return say(d)
}

// listMeasures shows the measures by administration; of a single one, all that
// was ever noted.
func (a *app) listMeasures(list *derivedMeasures, o measureOptions) {
	some, counts := list.chosen(o)
	if len(some) == 0 {
		fmt.Fprintln(a.out, a.words.T("monitoring.none"))
		return
	}
	var parts []string
	for _, s := range survey.MeasureStates() {
		parts = append(parts, fmt.Sprintf("%s %d", a.words.T("monitoring.state_"+string(s)), counts[string(s)]))
	}
	fmt.Fprintln(a.out, a.words.T("monitoring.list", len(some), strings.Join(parts, ", ")))
	heading := ""
	for _, m := range some {
		if next := a.measureHeading(m); next != heading {
			heading = next
			fmt.Fprintln(a.out, heading)
		}
		fmt.Fprintln(a.out, "  "+a.measureLine(m))
	}
	if o.unit+o.group != "" && o.measure != "" {
		a.listHistory(list, some)
	}
}

func (a *app) measureHeading(m derivedMeasure) string {
	if m.Unit != "" {
		return strings.TrimSpace(survey.CleanLine(m.unit.Key + " " + m.unit.Name))
	}
	return a.words.T("monitoring.group", survey.CleanLine(m.MeasureRef.Group), survey.CleanLine(m.group))
}

func (a *app) measureLine(m derivedMeasure) string {
	line := strings.ToUpper(m.Measure) + "  " + survey.CleanLine(m.rule.Label.In(a.words.Lang()))
	if m.row > 0 {
		line += " [" + a.words.T("monitoring.row", m.row)
		if m.entry != "" {
			line += " " + m.entry
		}
		line += "]"
	}
	line += ": " + a.words.T("monitoring.state_"+string(m.State))
	if m.Note != nil && !m.Again {
		line += a.noteWords(*m.Note)
	}
	switch {
	case m.Again:
		line += " (" + a.words.T("monitoring.again", m.Note.Wave) + ")"
	case m.Note != nil && m.Note.Wave != m.Wave:
		line += " (" + a.words.T("monitoring.from_wave", m.Note.Wave) + ")"
	}
	if m.hit == nil {
		line += " (" + a.words.T("monitoring.gone") + ")"
	}
	return line
}

// noteWords is what stands behind a state: since when and by whom, the date, the
// note.
func (a *app) noteWords(n survey.MeasureNote) string {
	text := " " + a.words.T("monitoring.since", n.At.Format("02.01.2006"), n.By)
	if due := dueText(n.Due, a.date); due != "" {
		text += ", " + a.words.T("monitoring.until", due)
	}
	if n.Text != "" {
		text += ": " + n.Text
	}
	return text
}

func (a *app) listHistory(list *derivedMeasures, some []derivedMeasure) {
	var lines []string
	for _, m := range some {
		for _, n := range list.history(m) {
			line := "  " + a.words.T("monitoring.state_"+string(n.State)) + a.noteWords(n)
			if m.row > 0 {
				line += " [" + a.words.T("monitoring.row", m.row) + "]"
			}
			lines = append(lines, line)
		}
	}
	if len(lines) > 0 {
		fmt.Fprintln(a.out, a.words.T("monitoring.history", len(lines)))
		fmt.Fprintln(a.out, strings.Join(lines, "\n"))
	}
}
