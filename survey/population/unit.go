package population

import (
	"slices"
	"strconv"
	"strings"

	"bestand.example/itbestand/survey"
)

// columns are the headings of a list, our own first; the others are those of
// the survey units that are derived from the GV-ISys of Destatis.
var columns = []struct {
	name     string
	also     []string
	required bool
}{
	{"schluessel", []string{"einheit_schluessel"}, true},
	{"name", nil, true},
	{"typ", nil, true},
	{"kreis_schluessel", []string{"kreis_ags"}, true},
	{"kreis", []string{"kreis_name"}, true},
	{"einwohner", []string{"bevoelkerung"}, true},
	{"mitglieder", []string{"mitgliedsgemeinden"}, false},
}

// headings finds the columns. Others may be there and are not read.
func (r *reader) headings(header []string) bool {
	r.places = map[string]int{}
	for _, c := range columns {
		place := slices.IndexFunc(header, func(h string) bool {
			h = strings.ToLower(strings.TrimSpace(h))
			return h == c.name || slices.Contains(c.also, h)
		})
		if place >= 0 {
			r.places[c.name] = place
		} else if c.required {
			r.problem(1, "no_column", c.name)
		}
	}
	return len(r.problems) == 0
}

func (r *reader) unit(line int, record []string) {
	cell := func(column string) string {
		if place, ok := r.places[column]; ok {
			return strings.TrimSpace(record[place])
		}
		return ""
	}
	before := len(r.problems)
	u := survey.Unit{Key: cell("schluessel"), Name: cell("name"), DistrictKey: cell("kreis_schluessel"), District: cell("kreis")}
	if !survey.ValidUnitKey(u.Key) {
		r.problem(line, "key", u.Key)
	}
	if u.Name == "" || strings.ContainsAny(u.Name, "\n\t") || len([]rune(u.Name)) > survey.MaxRelease {
		r.problem(line, "name", strconv.Itoa(survey.MaxRelease))
	}
	if u.DistrictKey != "" && (len(u.DistrictKey) != 5 || !survey.ValidUnitKey(u.DistrictKey)) {
		r.problem(line, "district", u.DistrictKey)
	}
	u.Type = r.unitType(line, u.Key, cell("typ"))
	u.Inhabitants = r.count(line, "einwohner", cell("einwohner"))
	u.Members = r.count(line, "mitglieder", cell("mitglieder"))
	if first, twice := r.lines[u.Key]; twice {
		r.problem(line, "twice", u.Key, strconv.Itoa(first))
	}
	r.lines[u.Key] = line
	if len(r.problems) == before {
		r.units = append(r.units, u)
	}
}

// unitType reads a type by its code or its German name, and holds it against
// the length of the key.
func (r *reader) unitType(line int, key, text string) survey.UnitType {
	for _, t := range survey.UnitTypes() {
		if !named(t, text) {
			continue
		}
		if survey.ValidUnitKey(key) && (t == survey.Landkreis) != (len(key) == 5) {
			r.problem(line, "key_of_type", key, t.Label())
		}
		return t
	}
	var names []string
	for _, t := range survey.UnitTypes() {
		names = append(names, string(t))
	}
	r.problem(line, "type", text, strings.Join(names, ", "))
	return ""
}

// named reports whether a text names a type. GV-ISys calls towns without an
// association verbandsfreie Städte.
func named(t survey.UnitType, text string) bool {
	folded := survey.Fold(text)
	return folded == survey.Fold(string(t)) || folded == survey.Fold(t.Label()) ||
		t == survey.VerbandsfreieGemeinde && folded == survey.Fold("verbandsfreie Stadt")
}

// count reads a number; an empty cell means that it is not known.
func (r *reader) count(line int, column, text string) int {
	if text == "" {
		return 0
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 || n > 100_000_000 {
		r.problem(line, "number", column, text)
		return 0
	}
	return n
}
