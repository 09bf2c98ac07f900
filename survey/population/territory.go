package population

import (
	"encoding/csv"
	"slices"
	"strconv"
	"strings"

	"bestand.example/itbestand/survey"
)

// territoryColumns are the headings of a table of territorial changes; the
// names may be left out.
var territoryColumns = []struct {
	name     string
	required bool
}{{"alt_schluessel", true}, {"alt_name", false}, {"neu_schluessel", true}, {"neu_name", false}, {"datum", true}, {"art", true}}

// maxChanges is how many changes a table may have: more than a survey sees.
const maxChanges = 5_000

// Territory reads a table of territorial changes: a CSV as Read takes it, with
// the columns alt_schluessel, neu_schluessel, datum (as 2026-01-01 or
// 01.01.2026) and art (see survey.TerritoryKinds), and alt_name and neu_name if
// they are there. The error is an *Error that names every row that is wrong.
func Territory(data []byte) (*survey.Territory, error) {
	text, problem := listText(data)
	if problem != nil {
		return nil, &Error{[]Problem{*problem}}
	}
	r := &territoryReader{records: csv.NewReader(strings.NewReader(text))}
	r.records.Comma = separator(text)
	r.read()
	if len(r.problems) > 0 {
		return nil, &Error{r.problems}
	}
	t, wrong := survey.NewTerritory(r.changes)
	for _, p := range wrong {
		r.problem(r.lines[p.Row], "territory_"+p.Code, p.Args...)
	}
	if len(r.problems) > 0 {
		return nil, &Error{r.problems}
	}
	return t, nil
}

type territoryReader struct {
	records  *csv.Reader
	places   map[string]int
	changes  []survey.TerritoryChange
	lines    []int // of the changes
	problems []Problem
}

func (r *territoryReader) problem(line int, code string, args ...string) {
	r.problems = append(r.problems, Problem{line, code, args})
}

func (r *territoryReader) read() {
	readRecords(r.records, maxChanges, r.problem, r.headings, r.change)
}

func (r *territoryReader) headings(header []string) bool {
	r.places = map[string]int{}
	for _, c := range territoryColumns {
		place := slices.IndexFunc(header, func(h string) bool { return strings.ToLower(strings.TrimSpace(h)) == c.name })
		if place >= 0 {
			r.places[c.name] = place
		} else if c.required {
			r.problem(1, "territory_column", c.name)
		}
	}
	return len(r.problems) == 0
}

func (r *territoryReader) change(line int, record []string) {
	cell := func(column string) string {
		if place, ok := r.places[column]; ok {
			return strings.TrimSpace(record[place])
		}
		return ""
	}
	before := len(r.problems)
	c := survey.TerritoryChange{Old: cell("alt_schluessel"), OldName: cell("alt_name"), New: cell("neu_schluessel"), NewName: cell("neu_name")}
	for _, key := range []string{c.Old, c.New} {
		if !survey.ValidUnitKey(key) {
			r.problem(line, "key", key)
		}
	}
	for _, name := range []string{c.OldName, c.NewName} {
		if strings.ContainsAny(name, "\n\t") || len([]rune(name)) > survey.MaxRelease {
			r.problem(line, "territory_name", strconv.Itoa(survey.MaxRelease))
		}
	}
	var known bool
	if c.Date, known = survey.ParseDate(cell("datum")); !known {
		r.problem(line, "territory_date", cell("datum"))
	}
	if c.Kind, known = territoryKind(cell("art")); !known {
		r.problem(line, "territory_kind", cell("art"))
	}
	if len(r.problems) == before {
		r.changes, r.lines = append(r.changes, c), append(r.lines, line)
	}
}

func territoryKind(text string) (survey.TerritoryKind, bool) {
	kinds := survey.TerritoryKinds()
	i := slices.IndexFunc(kinds, func(k survey.TerritoryKind) bool { return survey.Fold(string(k)) == survey.Fold(text) })
	if i < 0 {
		return "", false
	}
	return kinds[i], true
}
