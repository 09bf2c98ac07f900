package cmd

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"bestand.example/itbestand/export"
	"bestand.example/itbestand/store"
	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/population"
	"bestand.example/itbestand/survey/tracking"
)

// readTerritory reads a table of territorial changes, if one is named. What is
// wrong with it is told row by row.
func (a *app) readTerritory(path string) (*survey.Territory, error) {
	if path == "" {
		return nil, nil
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	t, err := population.Territory(data)
	var wrong *population.Error
	if errors.As(err, &wrong) {
		fmt.Fprint(a.err, wrong.Render(a.words))
		return nil, a.failIn("territory", exitUsage, "wrong", survey.CleanLine(path), len(wrong.Problems))
	}
	return t, err
}

// formerLines tells of a return whose administration is another one by now, and
// what it counts for.
func (a *app) formerLines(f store.FileReport) []string {
	if f.Succession == nil {
		return nil
	}
	return []string{a.succession(*f.Succession, f.Succession.Keys)}
}

// succession is a sentence about what became of an administration. The names
// are those of its successors.
func (a *app) succession(s survey.Succession, names []string) string {
	return a.words.T("territory.became_"+string(s.Kind), a.date(s.Date), strings.Join(names, ", "))
}

// sayFormer counts such returns for the screen.
func (a *app) sayFormer(r store.Report) {
	n := 0
	for _, f := range r.Files {
		if f.Succession != nil {
			n++
		}
	}
	if n > 0 {
		fmt.Fprintln(a.err, a.words.T("territory.merged", n))
	}
}

// standing is what is known of a unit and a set, with how far those are that it
// was formed from.
func (t *tracker) standing(set, unit string) tracking.Known {
	k := *t.of(set, unit)
	for _, old := range t.territory.FormedFrom(unit, t.population) {
		k.Before = append(k.Before, t.standing(set, old).State())
	}
	return k
}

// lastBefore tells when the last of those had handed in that a unit was formed
// from: then it had answered.
func (t *tracker) lastBefore(unit string, arrived map[string]time.Time) time.Time {
	var last time.Time
	for _, old := range t.territory.FormedFrom(unit, t.population) {
		at := arrived[old]
		if at.IsZero() {
			at = t.lastBefore(old, arrived)
		}
		if at.After(last) {
			last = at
		}
	}
	return last
}

// formerReturn is what came from an administration that is not in the
// population.
type formerReturn struct {
	unit       survey.Unit
	set        *survey.Questionnaire
	state      tracking.State
	succession survey.Succession // without successors: the table has none
}

// former lists what came to a set from administrations that the population does
// not have, by key. Without a population there are none.
func (t *tracker) former(set *survey.Questionnaire) []formerReturn {
	var all []formerReturn
	seen := map[string]bool{}
	for _, h := range t.held {
		u := h.Response.Unit
		if !t.listed || t.population.Has(u.Key) || seen[u.Key] || h.Response.SetID != set.ID || h.Response.Wave != t.waveID || h.Rejected {
			continue
		}
		seen[u.Key] = true
		s, _ := t.territory.Successors(u.Key, t.population)
		all = append(all, formerReturn{named(u, t.territory), set, t.standing(set.ID, u.Key).State(), s})
	}
	return all
}

// named gives a unit the name that the table has for it, where it has none.
func named(u survey.Unit, t *survey.Territory) survey.Unit {
	if u.Name == "" {
		u.Name = t.Name(u.Key)
	}
	return u
}

// successorNames names the successors as the population does.
func successorNames(s survey.Succession, p *survey.Population) []string {
	names := make([]string, len(s.Keys))
	for i, key := range s.Keys {
		u, _ := p.Unit(key)
		names[i] = strings.TrimSpace(key + " " + survey.CleanLine(u.Name))
	}
	return names
}

// sayFormerReturns lists them in the terminal.
func (a *app) sayFormerReturns(f *fieldwork) {
	if len(f.former) == 0 {
		return
	}
	fmt.Fprintf(a.out, "\n%s\n", a.words.T("territory.former", len(f.former)))
	for _, r := range f.former {
		fmt.Fprintf(a.out, "    %-9s %s %s, %s\n", r.unit.Key, padded(survey.CleanLine(r.unit.Name), nameWidth), r.set.ID, a.words.T("status.state_"+string(r.state)))
		fmt.Fprintf(a.out, "      %s\n", a.whatBecame(r.succession, f.population))
	}
}

// whatBecame says what became of an administration that is not in the
// population, or that nobody knows.
func (a *app) whatBecame(s survey.Succession, p *survey.Population) string {
	if len(s.Keys) == 0 {
		return a.words.T("territory.unknown")
	}
	return a.succession(s, successorNames(s, p))
}

// formerEntry is such a return as a program reads it.
type formerEntry struct {
	Unit       string   `json:"unit"`
	Name       string   `json:"name,omitempty"`
	Set        string   `json:"questionnaire"`
	State      string   `json:"state"`
	Successors []string `json:"successors"`
	Change     string   `json:"territorial_change,omitempty"` // empty: the table has none
	Date       string   `json:"date,omitempty"`
}

func formerEntries(f *fieldwork) []formerEntry {
	entries := []formerEntry{}
	for _, r := range f.former {
		e := formerEntry{Unit: r.unit.Key, Name: r.unit.Name, Set: r.set.ID, State: string(r.state), Successors: []string{}}
		if s := r.succession; len(s.Keys) > 0 {
			e.Successors, e.Change, e.Date = s.Keys, string(s.Kind), s.Date.String()
		}
		entries = append(entries, e)
	}
	return entries
}

// formerNotes tell in Plausibilität of the returns of administrations that the
// population does not have: their rows stand in the data under their own keys.
// Where a successor has answered as well, the same figures may stand in both.
func (a *app) formerNotes(held []store.Held, p *survey.Population, t *survey.Territory) []export.Note {
	if p == nil {
		return nil
	}
	answered := map[[3]string]bool{}
	for _, h := range held {
		if r := h.Response; !h.Rejected {
			answered[[3]string{r.Wave, r.SetID, r.Unit.Key}] = true
		}
	}
	var notes []export.Note
	told := map[[3]string]bool{}
	for _, h := range held {
		r := h.Response
		place := [3]string{r.Wave, r.SetID, r.Unit.Key}
		if p.Has(r.Unit.Key) || told[place] || h.Rejected || !survey.ValidUnitKey(r.Unit.Key) {
			continue
		}
		told[place] = true
		s, known := t.Successors(r.Unit.Key, p)
		n := export.Note{Kind: export.NoteTerritory, Unit: named(r.Unit, t), SetID: r.SetID, Text: a.whatBecame(s, p)}
		if !known {
			n.Severity = export.Warning
		}
		for _, key := range s.Keys {
			if answered[[3]string{r.Wave, r.SetID, key}] {
				n.Severity, n.Text = export.Warning, n.Text+" "+a.words.T("territory.both")
				break
			}
		}
		notes = append(notes, n)
	}
	return notes
}
