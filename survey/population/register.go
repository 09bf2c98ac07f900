package population

import (
	"slices"
	"strconv"
	"strings"

	"bestand.example/itbestand/survey"
)

// Register reads the table of Destatis' Gemeindeverzeichnis (GV-ISys,
// "AuszugGV") and makes the administrations out of it: the population of a
// survey. Rows are the cells of the data sheet as text, keys with their leading
// zeros. Lands are the keys of the Länder to take, two digits; none: all.
//
// A record of an association (Satzart 50) is an administration, also the one
// that stands for a municipality without association; so is a Kreis that is
// not a kreisfreie Stadt (Satzart 40). The register gives inhabitants for
// municipalities (Satzart 60) alone: those of an administration are the sum of
// its members'. Areas without a municipality are left out. The order is that of
// the keys.
//
// Columns are found by their headings, because the editions differ. The error
// is an *Error.
func Register(rows [][]string, lands []string) ([]survey.Unit, error) {
	r := &register{rows: rows, lands: lands, districts: map[string]string{}, units: map[string]*survey.Unit{}, free: map[string]bool{}}
	if !r.headings() {
		return nil, &Error{r.problems}
	}
	for i := r.first; i < len(rows); i++ {
		r.record(i)
	}
	r.knownLands()
	units := r.finish()
	if len(units) == 0 && len(r.problems) == 0 {
		r.problem(0, "register_empty")
	}
	if len(r.problems) > 0 {
		return nil, &Error{r.problems}
	}
	return units, nil
}

// Record types (Satzart) of the register.
const (
	recordLand         = "10"
	recordDistrict     = "40"
	recordAssociation  = "50"
	recordMunicipality = "60"
)

// Marks (Textkennzeichen) that decide what kind of administration a record is.
// Whatever else an association is called in its Land (Amt, Samtgemeinde,
// Verbandsgemeinde …), it is one of the kind of a Verwaltungsgemeinschaft.
const (
	markFreeCity      = "41" // kreisfreie Stadt
	markUrbanDistrict = "42" // Stadtkreis, its name in Baden-Württemberg
	markUnassociated  = "50" // verbandsfreie Gemeinde
	markFulfilling    = "58" // erfüllende Gemeinde
	markEmptyArea     = "65" // gemeindefreies Gebiet, inhabited
	markEmptierArea   = "66" // and uninhabited
)

type register struct {
	rows  [][]string
	lands []string
	first int // the row behind the headings

	kind, mark, key, name, inhabitants int // places of columns; the key takes five

	districts map[string]string       // names by key
	cities    []string                // keys of the Kreise that are one city
	units     map[string]*survey.Unit // by key
	free      map[string]bool         // associations that have a municipality
	seenLands []string
	problems  []Problem
}

func (r *register) problem(row int, code string, args ...string) {
	r.problems = append(r.problems, Problem{row, code, args})
}

// headingRows is how many rows are looked through for the headings; they stand
// in the third to fifth.
const headingRows = 12

// headings finds the columns. A heading may stand in any of the rows over the
// data, the parts of the key in their lowest; the columns of the key follow
// each other.
func (r *register) headings() bool {
	r.kind, r.mark, r.key, r.name, r.inhabitants = -1, -1, -1, -1, -1
	for i := 0; i < min(len(r.rows), headingRows); i++ {
		for place, cell := range r.rows[i] {
			switch h := heading(cell); {
			case h == "satzart":
				r.kind = place
			case strings.HasPrefix(h, "textkennzeichen"):
				r.mark = place
			case h == "land":
				r.key = place
			case strings.HasPrefix(h, "gemeindename"):
				r.name = place
			case strings.HasPrefix(h, "bevölkerung") && !strings.Contains(h, "je"), h == "insgesamt" && r.inhabitants < 0:
				if r.inhabitants < 0 {
					r.inhabitants = place // merged over all its columns: the first is the total
				}
			}
		}
		if r.found() && i+1 < len(r.rows) && digits(r.cell(i+1, r.kind), 2) {
			r.first = i + 1
			return true
		}
	}
	for i, found := range []int{r.kind, r.mark, r.key, r.name, r.inhabitants} {
		if found < 0 {
			r.problem(0, "register_column", []string{"Satzart", "Textkennzeichen", "Land", "Gemeindename", "Bevölkerung"}[i])
		}
	}
	if len(r.problems) == 0 {
		r.problem(0, "register_empty")
	}
	return false
}

func (r *register) found() bool {
	return min(r.kind, r.mark, r.key, r.name, r.inhabitants) >= 0
}

// heading is a heading without line breaks, hyphenation, footnote marks and
// case.
func heading(cell string) string {
	cell = strings.NewReplacer("-\n", "", "\n", " ").Replace(strings.ToLower(cell))
	return strings.TrimRight(strings.Join(strings.Fields(cell), " "), " 0123456789)")
}

func (r *register) cell(row, column int) string {
	if row >= len(r.rows) || column < 0 || column >= len(r.rows[row]) {
		return ""
	}
	return strings.TrimSpace(r.rows[row][column])
}

func digits(s string, n int) bool {
	return len(s) == n && strings.Trim(s, "0123456789") == ""
}

// record takes one row. Rows without a Satzart are footnotes.
func (r *register) record(i int) {
	kind := r.cell(i, r.kind)
	parts := [5]string{}
	for p := range parts {
		parts[p] = r.cell(i, r.key+p)
	}
	land, name := parts[0], survey.CleanLine(r.cell(i, r.name))
	if kind == "" || !r.wanted(land) {
		return
	}
	if kind == recordLand {
		r.seenLands = append(r.seenLands, land)
		return
	}
	lengths := map[string][]int{recordDistrict: {2, 1, 2}, recordAssociation: {2, 1, 2, 4}, recordMunicipality: {2, 1, 2, 4, 3}}[kind]
	for p, n := range lengths {
		if !digits(parts[p], n) {
			r.problem(i+1, "register_key", strings.Join(parts[:len(lengths)], " "), kind)
			return
		}
	}
	district, association := strings.Join(parts[:3], ""), strings.Join(parts[:4], "")
	switch kind {
	case recordDistrict:
		r.district(district, name, r.cell(i, r.mark))
	case recordAssociation:
		r.association(i, association, district, name, r.cell(i, r.mark))
	case recordMunicipality:
		r.municipality(i, association, district)
	}
}

func (r *register) wanted(land string) bool {
	return len(r.lands) == 0 || slices.Contains(r.lands, land)
}

func (r *register) district(key, name, mark string) {
	r.districts[key] = name
	if mark == markFreeCity || mark == markUrbanDistrict {
		r.cities = append(r.cities, key)
		return
	}
	r.units[key] = &survey.Unit{Key: key, Name: name, Type: survey.Landkreis, DistrictKey: key, District: name}
}

func (r *register) association(i int, key, district, name, mark string) {
	u := &survey.Unit{Key: key, Name: name, DistrictKey: district, District: r.districts[district], Type: survey.Verwaltungsgemeinschaft}
	switch {
	case slices.Contains(r.cities, district):
		u.Type = survey.KreisfreieStadt
	case mark == markUnassociated:
		u.Type = survey.VerbandsfreieGemeinde
	case mark == markFulfilling:
		u.Type = survey.ErfuellendeGemeinde
	}
	switch {
	case name == "":
		r.problem(i+1, "name", strconv.Itoa(survey.MaxRelease))
	case r.units[key] != nil:
		r.problem(i+1, "register_twice", key)
	default:
		r.units[key] = u
	}
}

// municipality adds a member to its administrations.
func (r *register) municipality(i int, association, district string) {
	if mark := r.cell(i, r.mark); mark == markEmptyArea || mark == markEmptierArea {
		return
	}
	text := strings.NewReplacer(" ", "", "\u00a0", "", ".", "").Replace(r.cell(i, r.inhabitants))
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 {
		r.problem(i+1, "number", "Bevölkerung", text)
		return
	}
	u := r.units[association]
	if u == nil {
		r.problem(i+1, "register_orphan", association)
		return
	}
	r.free[association] = true
	for _, of := range []*survey.Unit{u, r.units[district]} {
		if of != nil {
			of.Members++
			of.Inhabitants += n
		}
	}
}

// knownLands refuses the key of a Land that the register does not have.
func (r *register) knownLands() {
	for _, land := range r.lands {
		if !slices.Contains(r.seenLands, land) {
			r.problem(0, "register_land", land)
		}
	}
}

// finish lists the administrations that there are, the areas without a
// municipality left out.
func (r *register) finish() []survey.Unit {
	var units []survey.Unit
	for key, u := range r.units {
		if u.Type == survey.Landkreis || r.free[key] {
			units = append(units, *u)
		}
	}
	slices.SortFunc(units, func(a, b survey.Unit) int { return strings.Compare(a.Key, b.Key) })
	return units
}
