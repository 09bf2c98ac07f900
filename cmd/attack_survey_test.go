package cmd

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strconv"
	"testing"
	"testing/fstest"

	"github.com/xuri/excelize/v2"

	"bestand.example/itbestand/export"
	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/evaluate"
	"bestand.example/itbestand/survey/i18n"
	"bestand.example/itbestand/survey/parser"
)

// attackedFiles are a question set with sensitive questions, one that persons
// answer anonymously, and an evaluation that says all it can about both.
var attackedFiles = fstest.MapFS{
	"schutz.yaml": {Data: []byte(`kind: questionnaire
id: schutz
short: S
version: 1.0.0
title: Schutz
missing: {unbekannt: nicht bekannt}
choices:
  stufen:
    - {name: keine, label: keine, score: 0}
    - {name: halb, label: halb, score: 50}
    - {name: ganz, label: ganz, score: 100}
sections:
  - name: a
    label: A
    questions:
      - {name: plaetze, type: integer, label: Plätze}
      - {name: wall, type: yes_no, label: Firewall, sensitive: true, missing: [unbekannt]}
      - {name: stand, type: select_one, choices: stufen, label: Stand, sensitive: true, missing: [unbekannt]}
      - {name: plan, type: select_one, choices: stufen, label: Plan, sensitive: true, relevant: stand == "halb"}
      - {name: mittel, type: select_multiple, choices: stufen, label: Mittel, sensitive: true}
      - {name: alt, type: percent, label: Alt, sensitive: true, missing: [unbekannt]}
`)},
	"personen.yaml": {Data: []byte(`kind: questionnaire
id: personen
short: P
version: 1.0.0
title: Personen
responses: many
anonymous: true
missing: {keine_angabe: keine Angabe}
choices:
  ebenen:
    - {name: leitung, label: Leitung}
    - {name: team, label: Team}
    - {name: rat, label: Rat}
sections:
  - name: a
    label: A
    questions:
      - {name: ebene, type: select_one, choices: ebenen, label: Ebene, missing: [keine_angabe]}
      - {name: fuehrt, type: yes_no, label: Führt, relevant: ebene == "leitung"}
      - {name: lage, type: scale, points: 5, poles: [schlecht, gut], label: Lage, missing: [keine_angabe]}
`)},
	"auswertung.yaml": {Data: []byte(`kind: evaluation
id: schutz-auswertung
version: 1.0.0
title: Schutz
uses: [schutz, personen]
groups: [kreis, groessenklasse, typ]
suppress_below: {units: 3, persons: 5}
indicators:
  - {name: kz_wall, label: Firewall, level: unit, value: 'wall == "ja" ? 100 : 0', unit: '%', aggregate: [mean]}
  - {name: kz_stand, label: Stand, level: unit, value: score(stand), unit: Punkte, aggregate: [mean, median]}
  - {name: kz_alt, label: Alt, level: unit, value: alt, unit: '%', aggregate: [median, mean, quartiles, weighted]}
  - name: kz_beide
    label: Beide
    level: unit
    parts: [{value: kz_wall}, {value: kz_stand}]
  - {name: kz_lage, label: Lage, level: response, for_each: P, by: [land, kreis, ebene], value: '(score(lage) - 1) * 25', aggregate: [mean]}
measures:
  - {name: m_wall, level: unit, when: 'wall == "nein"', label: Firewall beschaffen, priority: 1}
  - {name: m_stand, level: unit, when: 'stand == "keine"', label: Stand schaffen, priority: 1}
  - {name: m_plan, level: unit, when: 'stand == "halb" and plan != "ganz"', label: Plan schaffen, priority: 1}
  - {name: m_platz, level: unit, when: plaetze > 0, label: Platz schaffen, priority: 1}
  - {name: m_alt, level: unit, when: alt > 30, label: Altes ersetzen, priority: 1}
tables:
  - {name: stand_typ, title: Stand, kind: crosstab, for_each: units, rows: stand, columns: typ}
  - {name: stand_kreis, title: Stand je Kreis, kind: crosstab, for_each: units, rows: kreis, columns: stand}
  - {name: stand_plan, title: Stand und Plan, kind: crosstab, for_each: units, rows: stand, columns: plan}
  - {name: plan_groesse, title: Plan, kind: crosstab, for_each: units, rows: plan, columns: groessenklasse}
  - name: wall_kreis
    title: Firewall je Kreis
    kind: ranking
    for_each: units
    rows: kreis
    values: [{label: Verwaltungen, value: len(units)}, {label: Firewall, value: '100 * share(map(units, .wall == "ja"))'}]
  - name: wall_typ
    title: Firewall je Typ
    kind: ranking
    for_each: units
    rows: typ
    values: [{label: Firewall, value: '100 * share(map(units, .wall == "ja"))'}, {label: Firewall unklar, value: 'share(map(units, .wall != "ja"))'}]
  - name: je_kreis
    title: Kreise
    kind: ranking
    for_each: units
    rows: kreis
    values: [{label: Alt, value: 'mean(map(units, .alt))'}]
  - name: lage_ebene
    title: Lage
    kind: ranking
    for_each: P
    rows: ebene
    values: [{label: Lage, value: 'mean(map(P, .kz_lage))'}]
  - {name: kreis_ebene, title: Ebenen, kind: crosstab, for_each: P, rows: kreis, columns: ebene}
`)},
}

// attacked is a survey of invented administrations and persons.
type attacked struct {
	t          testing.TB
	sets       []*survey.Questionnaire
	evaluation *survey.Evaluation
	units      []survey.Unit
	responses  []*survey.Response
}

func newAttacked(t testing.TB, seed uint64) *attacked {
	t.Helper()
	return newAttackedOf(t, seed, (*attacked).populate)
}

// newAttackedOf is a survey of administrations that populate makes.
func newAttackedOf(t testing.TB, seed uint64, populate func(*attacked, *rand.Rand)) *attacked {
	t.Helper()
	a := &attacked{t: t}
	for _, name := range []string{"schutz.yaml", "personen.yaml"} {
		set, _, err := parser.Questionnaire(attackedFiles, name)
		if err != nil {
			t.Fatal(whatIsWrong(err))
		}
		a.sets = append(a.sets, set)
	}
	var err error
	a.evaluation, _, err = parser.Evaluation(attackedFiles, "auswertung.yaml", func(id, _ string) (*survey.Questionnaire, error) {
		for _, set := range a.sets {
			if set.ID == id || set.Short == id {
				return set, nil
			}
		}
		return nil, nil
	})
	if err != nil {
		t.Fatal(whatIsWrong(err))
	}
	r := rand.New(rand.NewPCG(seed, 7))
	populate(a, r)
	a.answer(r)
	a.people(r)
	return a
}

func whatIsWrong(err error) string {
	if wrong, ok := err.(*parser.Errors); ok {
		return wrong.Render(i18n.In("de"))
	}
	return err.Error()
}

// populate makes some Kreise and some cities.
func (a *attacked) populate(r *rand.Rand) {
	for k := range 1 + r.IntN(10) {
		a.kreis(r, k, r.IntN(14))
	}
	a.cities(r.IntN(14))
}

// populateWidely makes few Kreise of many units, in whose cells are enough to be
// shown.
func (a *attacked) populateWidely(r *rand.Rand) {
	for k := range 2 + r.IntN(3) {
		a.kreis(r, k, 10+r.IntN(50))
	}
	for k := range 8 { // some more Landkreise, to be counted
		a.kreis(r, 10+k, r.IntN(2))
	}
	a.cities(r.IntN(14))
}

// kreis makes a Landkreis and some units in it.
func (a *attacked) kreis(r *rand.Rand, k, units int) {
	kinds := []survey.UnitType{survey.Verwaltungsgemeinschaft, survey.ErfuellendeGemeinde, survey.VerbandsfreieGemeinde}
	kreis, name := fmt.Sprintf("991%02d", k), fmt.Sprint("Kreis ", k)
	a.units = append(a.units, survey.Unit{Key: kreis, Name: name, Type: survey.Landkreis, DistrictKey: kreis, District: name, Inhabitants: 90_000})
	for n := range units {
		a.units = append(a.units, survey.Unit{
			Key: fmt.Sprintf("%s%04d", kreis, n), Name: fmt.Sprint("Amt ", k, ".", n), Type: kinds[r.IntN(len(kinds))], DistrictKey: kreis, District: name,
			Inhabitants: []int{2000, 4000, 8000}[r.IntN(3)],
		})
	}
}

func (a *attacked) cities(n int) {
	for k := range n {
		kreis, name := fmt.Sprintf("992%02d", k), fmt.Sprint("Stadt ", k)
		a.units = append(a.units, survey.Unit{Key: kreis + "0000", Name: name, Type: survey.KreisfreieStadt, DistrictKey: kreis, District: name, Inhabitants: 60_000})
	}
}

// answer has nearly all units answer; some surveys are of units that say nearly
// all the same.
func (a *attacked) answer(r *rand.Rand) {
	same := r.Float64()
	for _, u := range a.units {
		if r.IntN(12) == 0 {
			continue
		}
		one := a.begin(a.sets[0], u)
		pick := func(all ...string) string {
			if r.Float64() < same {
				return all[0]
			}
			return all[r.IntN(len(all))]
		}
		a.set(one, "plaetze", "10")
		a.set(one, "wall", pick("ja", "nein", "ja", "!unbekannt"))
		stand := pick("ganz", "keine", "halb", "ganz", "!unbekannt")
		a.set(one, "stand", stand)
		if stand == "halb" {
			a.set(one, "plan", pick("keine", "halb", "ganz"))
		}
		a.set(one, "mittel", pick("keine", "halb", "halb, ganz"))
		a.set(one, "alt", pick("0", strconv.Itoa(r.IntN(101)), strconv.Itoa(r.IntN(60)), "!unbekannt"))
	}
}

func (a *attacked) people(r *rand.Rand) {
	for range r.IntN(50) {
		one := a.begin(a.sets[1], a.units[r.IntN(min(len(a.units), 25))].Veiled())
		ebene := []string{"leitung", "team", "team", "team", "rat", "!keine_angabe"}[r.IntN(6)]
		a.set(one, "ebene", ebene)
		if ebene == "leitung" {
			a.set(one, "fuehrt", []string{"ja", "nein"}[r.IntN(2)])
		}
		a.set(one, "lage", []string{"1", "2", "3", "4", "5", "4", "!keine_angabe"}[r.IntN(7)])
	}
}

func (a *attacked) begin(set *survey.Questionnaire, u survey.Unit) *survey.Response {
	r := &survey.Response{
		ID: fmt.Sprintf("%032x", len(a.responses)+1), SetID: set.ID, SetVersion: set.Version, SetDigest: set.Digest, Unit: u, Revision: 1,
		Digest: fmt.Sprintf("%064x", len(a.responses)), Closed: true, Answers: survey.NewAnswers(),
	}
	a.responses = append(a.responses, r)
	return r
}

func (a *attacked) set(r *survey.Response, name, entry string) {
	a.t.Helper()
	k := survey.Key{Question: name}
	answer := r.Answers.Get(k)
	if entry[0] == '!' {
		answer.Missing = entry[1:]
		r.Answers.Set(k, answer)
		return
	}
	for _, set := range a.sets {
		if q := set.Question(name); q != nil {
			v, refused := q.Parse(entry)
			if refused != nil {
				a.t.Fatalf("%s: %v", name, refused)
			}
			answer.Value = v
		}
	}
	r.Answers.Set(k, answer)
}

// write writes the workbook for an audience, after change had its way with what
// is computed.
func (a *attacked) write(audience export.Audience, change func(*evaluate.Result)) *excelize.File {
	a.t.Helper()
	result, err := evaluate.Task{Evaluation: a.evaluation, Population: a.units, Responses: evaluate.InMemory(a.responses), ToPassOn: audience == export.Weitergabe}.Compute()
	if err != nil {
		a.t.Fatal(err)
	}
	if change != nil {
		change(result)
	}
	book := export.Book{
		Audience: audience, Title: "Angriff", Program: "itbestand", Sets: a.sets, Units: a.units,
		Evaluation: exportEvaluation(result, survey.Date{}, len(a.responses)),
		Responses: func(yield func(export.Response) error) error {
			for _, r := range a.responses {
				if err := yield(export.Response{Response: r}); err != nil {
					return err
				}
			}
			return nil
		},
	}
	path := filepath.Join(a.t.TempDir(), "mappe.xlsx")
	if _, err := export.Write(path, "", book, i18n.In("de")); err != nil {
		a.t.Fatal(err)
	}
	f, err := excelize.OpenFile(path)
	if err != nil {
		a.t.Fatal(err)
	}
	a.t.Cleanup(func() { f.Close() })
	return f
}
