package cmd

import (
	"os"
	"slices"
	"strings"

	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/tracking"
)

// writeReminders writes the units that are to be reminded as a table for a mail
// merge: one row for each, with the sets that are missing.
func (a *app) writeReminders(path string, f *fieldwork) (int, error) {
	rows, deadline := reminders(f), ""
	if f.wave != nil {
		deadline = a.date(f.wave.Deadline)
	}
	records := [][]string{{"schluessel", "name", "kreis", "fragensaetze", "stand", "frist", "kontakt_mail"}}
	for _, r := range rows {
		var titles, states []string
		for _, s := range r.standings {
			titles, states = append(titles, f.title(s.Set, a.words.Lang())), append(states, a.words.T("status.state_"+string(s.State())))
		}
		record := []string{r.unit.Key, r.unit.Name, r.unit.District, strings.Join(titles, ", "), strings.Join(states, ", "), deadline, f.mails[r.unit.Key]}
		for i, cell := range record[1:] {
			record[i+1] = guarded(survey.CleanLine(cell))
		}
		records = append(records, record)
	}
	data, err := csvTable(records)
	if err != nil {
		return 0, err
	}
	return len(rows), os.WriteFile(path, data, 0o600)
}

// guarded keeps a spreadsheet from taking a text for a formula (CWE-1236).
func guarded(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}

type reminder struct {
	unit      survey.Unit
	standings []tracking.Standing
}

// reminders are the units of which something is missing, in the order of their
// keys. Whoever had everything deleted is not asked for it again.
func reminders(f *fieldwork) []reminder {
	var all []reminder
	at := map[string]int{}
	for _, one := range f.sets {
		for _, s := range one.standings {
			if !s.State().Missing() || f.gone[s.Unit.Key] {
				continue
			}
			i, ok := at[s.Unit.Key]
			if !ok {
				i = len(all)
				at[s.Unit.Key], all = i, append(all, reminder{unit: s.Unit})
			}
			all[i].standings = append(all[i].standings, s)
		}
	}
	slices.SortFunc(all, func(a, b reminder) int { return strings.Compare(a.unit.Key, b.unit.Key) })
	return all
}

func (f *fieldwork) title(id, lang string) string {
	for _, one := range f.sets {
		if one.set.ID == id {
			return one.set.Title.In(lang)
		}
	}
	return id
}
