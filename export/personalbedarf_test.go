package export

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/parser"
)

// centreSets are the sets of tasks and of interviews.
func centreSets(t testing.TB) (tasks, interviews *survey.Questionnaire) {
	t.Helper()
	read := func(name string) *survey.Questionnaire {
		set, _, err := parser.Questionnaire(os.DirFS(filepath.Join("..", "questionnaires")), name+".yaml")
		if err != nil {
			t.Fatal(err)
		}
		return set
	}
	return read(staffingSet), read(interviewSet)
}

// project gives a response to the project, with missing codes: name:CODE.
func project(t testing.TB, set *survey.Questionnaire, n int, namesAndEntries ...string) *survey.Response {
	t.Helper()
	var given, missing []string
	for i := 0; i < len(namesAndEntries); i += 2 {
		if code, ok := strings.CutPrefix(namesAndEntries[i+1], ":"); ok {
			missing = append(missing, namesAndEntries[i], code)
			continue
		}
		given = append(given, namesAndEntries[i], namesAndEntries[i+1])
	}
	r := answers(t, set, n, given...)
	r.Unit = survey.Project()
	for i := 0; i < len(missing); i += 2 {
		k := keyOf(t, set, r, missing[i])
		change(r, k.Question, k.Row, func(a *survey.Answer) { a.Missing = missing[i+1] })
	}
	return r
}

// reviewed is the worked example of the specialist review: b2 by cases, b3 with a
// number of its own, b4 as a share.
var reviewed = []string{
	"sk_quote_start", "25", "sk_quote_ausbau", "50", "sk_quote_vollbetrieb", "100", "sk_szenario_gewaehlt", "ausbau", "sk_jahr_start", "2027", "pi_gd", "0,5",
	"t_vorlage#1", "b2", "t_bereich#1", "b", "t_art#1", "quantifizierbar", "t_bezug#1", "je_kommune", "t_faelle_je#1", "1", "t_bezugsmenge#1", "120",
	"t_min#1", "300", "t_wahr#1", "480", "t_max#1", "960", "t_reise#1", "150", "t_ebene#1", "gd", "t_qual#1", "organisation,projekt",
	"t_vorlage#2", "b3", "t_bereich#2", "b", "t_art#2", "quantifizierbar", "t_bezug#2", "direkt", "t_faelle_je#2", "20",
	"t_min#2", "240", "t_wahr#2", "360", "t_max#2", "600", "t_reise#2", "120", "t_ebene#2", "gd", "t_qual#2", "moderation",
	"t_vorlage#3", "b4", "t_bereich#3", "b", "t_art#3", "dispositiv_kreativ", "t_pauschal#3", "0,25", "t_ebene#3", "hd", "t_qual#3", "projekt",
}

// block reads the table on a sheet whose header begins with a word: maps from
// column to raw text.
func (w *written) block(sheet, first string) []map[string]string {
	w.t.Helper()
	all := w.raw(sheet)
	head := slices.IndexFunc(all, func(row []string) bool { return len(row) > 1 && row[0] == first && row[1] != "" })
	if head < 0 {
		w.t.Fatalf("%s: no table that begins with %q", sheet, first)
	}
	var rows []map[string]string
	for _, cells := range all[head+1:] {
		if len(cells) < 2 {
			break
		}
		row := map[string]string{}
		for i, text := range cells {
			row[all[head][i]] = text
		}
		rows = append(rows, row)
	}
	return rows
}

// row finds the row of a table by the beginning of its cells.
func rowWith(t testing.TB, rows []map[string]string, columnsAndValues ...string) map[string]string {
	t.Helper()
	for _, row := range rows {
		fits := true
		for i := 0; i < len(columnsAndValues); i += 2 {
			fits = fits && row[columnsAndValues[i]] == columnsAndValues[i+1]
		}
		if fits {
			return row
		}
	}
	t.Fatalf("no row with %v in %v", columnsAndValues, rows)
	return nil
}

// near compares figures to five places, "" being one that is not known.
func near(t testing.TB, row map[string]string, columnsAndValues ...string) {
	t.Helper()
	for i := 0; i < len(columnsAndValues); i += 2 {
		column, want := columnsAndValues[i], columnsAndValues[i+1]
		got, there := row[column]
		if want == "" && got == "" {
			continue
		}
		x, err1 := strconv.ParseFloat(got, 64)
		y, err2 := strconv.ParseFloat(want, 64)
		if err1 != nil || err2 != nil || math.Abs(x-y) > 0.00001 {
			t.Errorf("%s is %q (%v), want %s", column, got, there, want)
		}
	}
}

func TestPersonalbedarfAgreesWithTheWorkedExamplesOfKZ30AndKZ31(t *testing.T) {
	tasks, interviews := centreSets(t)
	w := writeBook(t, book([]*survey.Questionnaire{tasks, interviews},
		project(t, tasks, 0, reviewed...),
		project(t, interviews, 1, "i_gruppe", "landkreis", "kz_b_bedarf_art", "beratung", "kz_b_bedarf_tage", "100", "i_freigabe", "ja"),
		project(t, interviews, 2, "i_gruppe", "gemeinde", "kz_b_bedarf_art", "schulung", "kz_b_bedarf_tage", "80", "i_freigabe", "ja"),
		project(t, interviews, 3, "i_gruppe", "tfm", "kz_b_bedarf_art", "schulung", "kz_b_bedarf_tage", "500", "i_freigabe", "nein"),
		project(t, interviews, 4, "i_gruppe", "gstb", "kz_b_bedarf_art", "keine", "i_freigabe", "ja"),
		project(t, interviews, 5, "i_gruppe", "landkreis", "kz_b_bedarf_art", "beratung", "kz_b_bedarf_tage", ":entfaellt", "i_freigabe", "ja"),
		project(t, interviews, 6, "i_gruppe", "vg", "kz_b_bedarf_art", "beratung", "kz_b_bedarf_tage", ":unbekannt", "i_freigabe", "ja"),
	))
	each := w.block(sheetStaffingTasks, "Nummer")
	near(t, rowWith(t, each, "Nummer", "b2"), "Mittlere Grundzeit", "530", "Mittlere Bearbeitungszeit", "759.5", "Fälle Ausbau", "60", "VZÄ Ausbau", "0.47469", "VZÄ Ausbau von", "0.30938",
		"VZÄ Ausbau bis", "0.78375", "VZÄ Start", "0.23734", "VZÄ gewählte Stufe", "0.47469")
	near(t, rowWith(t, each, "Nummer", "b3"), "Kürzeste Bearbeitungszeit", "396", "Mittlere Bearbeitungszeit", "557", "Längste Bearbeitungszeit", "810",
		"VZÄ Ausbau von", "0.0825", "VZÄ Ausbau", "0.11604", "VZÄ Ausbau bis", "0.16875", "VZÄ Start", "0.11604")
	near(t, rowWith(t, each, "Nummer", "b4"), "Mittlere Grundzeit", "", "Fälle Ausbau", "", "VZÄ Ausbau", "0.25")
	area := rowWith(t, w.block(sheetStaffing, "Aufgabenbereich"), "Bereich", "b", "Stufe", "Ausbau")
	near(t, area, "Aufgaben", "3", "VZÄ von", "0.64188", "VZÄ", "0.84073", "VZÄ bis", "1.2025", "Stellen von", "1", "Stellen", "1", "Stellen bis", "1.5", "Aufgaben ohne Ergebnis", "0")
	near(t, rowWith(t, w.block(sheetStaffing, "Aufgabenbereich"), "Bereich", "a", "Stufe", "Ausbau"), "Aufgaben", "0", "VZÄ", "", "Stellen", "")
	stage := rowWith(t, w.block(sheetStaffing, "Stufe"), "Stufe", "Ausbau")
	near(t, stage, "VZÄ", "0.84073", "Stellen", "1", "Stellen bis", "1.5", "Leitung", "", "Betreute Verwaltungen", "0.5")
	levels := w.block(sheetStaffing, "Qualifikationsebene")
	near(t, rowWith(t, levels, "Ebene", "gD"), "Bedarf VZÄ", "0.59073", "Bereich b", "0.59073", "besetzt VZÄ", "0.5", "Differenz VZÄ", "0.09073")
	near(t, rowWith(t, levels, "Ebene", "mD"), "Aufgaben", "0", "Bedarf VZÄ", "0", "besetzt VZÄ", "", "Differenz VZÄ", "")
	near(t, rowWith(t, w.block(sheetStaffing, "Kompetenz"), "Kompetenz", "Projektmanagement"), "Aufgaben", "2", "Bedarf VZÄ", "0.72469")
	near(t, rowWith(t, w.block(sheetStaffing, "Befragte zum Aufgabenbereich"), "Bereich", "b"),
		"Interviews", "5", "davon ohne Zahl", "1", "Personentage im Jahr", "180", "Nachfrage VZÄ", "0.9", "Bedarf VZÄ", "0.84073", "Deckung", "0.93414")
}

// raw are the cells of a sheet as they are stored.
func (w *written) raw(sheet string) [][]string {
	w.t.Helper()
	all, err := w.f.GetRows(sheet, excelize.Options{RawCellValue: true})
	if err != nil {
		w.t.Fatal(err)
	}
	return all
}

// replaced are names and entries with some of them changed.
func replaced(all []string, namesAndEntries ...string) []string {
	changed := slices.Clone(all)
	for i := 0; i < len(namesAndEntries); i += 2 {
		at := slices.Index(changed, namesAndEntries[i])
		if at < 0 {
			changed = append(changed, namesAndEntries[i], namesAndEntries[i+1])
			continue
		}
		changed[at+1] = namesAndEntries[i+1]
	}
	return changed
}

// awkward has gaps of all kinds, tasks without area, kind and level, managers,
// and a project for a limited time.
var awkward = replaced(reviewed, "ao_spanne", "3", "t_bereich#3", ":spaeter",
	"t_vorlage#4", "l1", "t_bereich#4", "l", "t_art#4", "leitung", "t_ebene#4", "hd", "t_qual#4", "organisation",
	"t_vorlage#5", "l2", "t_bereich#5", "l", "t_art#5", "leitung", "t_ebene#5", ":unbekannt",
	"t_vorlage#6", "c3", "t_bereich#6", "c", "t_art#6", "projekt_befristet", "t_pauschal#6", "5,5", "t_ebene#6", "hd",
)

func TestFormulasOfPersonalbedarfGiveTheValuesBesideThem(t *testing.T) {
	tasks, interviews := centreSets(t)
	sets := []*survey.Questionnaire{tasks, interviews}
	asked := project(t, interviews, 1, "i_gruppe", "landkreis", "kz_b_bedarf_art", "beratung", "kz_b_bedarf_tage", "180", "i_freigabe", "ja")
	all, paths := map[string]*written{}, []string{}
	for name, given := range map[string][]string{
		"review":  reviewed,
		"awkward": awkward,
		"a gap":   replaced(awkward, "t_wahr#1", ":unbekannt", "t_bezug#2", ":unbekannt"),
		"no span": replaced(awkward, "ao_spanne", ":unbekannt", "sk_szenario_gewaehlt", ":unbekannt"),
		"no kind": replaced(awkward, "t_art#6", ":spaeter", "sk_quote_ausbau", ":unbekannt"),
	} {
		all[name] = writeBook(t, book(sets, project(t, tasks, 0, given...), asked))
		paths = append(paths, all[name].path)
	}
	again := recalculate(t, paths...)
	for name, w := range all {
		for sheet, least := range map[string]int{sheetStaffing: 150, sheetStaffingTasks: 54} {
			if n := w.sameFigures(again[w.path], sheet); n < least {
				t.Errorf("%s, %s: %d formulas", name, sheet, n)
			}
		}
	}
}

// Whoever changes a yellow cell gets what the program itself would have written.
func TestPersonalbedarfFollowsItsParameters(t *testing.T) {
	tasks, _ := centreSets(t)
	sets := []*survey.Questionnaire{tasks}
	before := writeBook(t, book(sets, project(t, tasks, 0, awkward...)))
	after := writeBook(t, book(sets, project(t, tasks, 0, replaced(awkward, "sk_quote_ausbau", "80", "ao_spanne", "4", "t_wahr#1", "600", "t_pauschal#6", "7")...)))
	entered := map[string]string{ // sheet and cell to value
		sheetStaffing + nameShare + "ausbau": "0.8", sheetStaffing + nameSpan: "4", sheetStaffingTasks + "I5": "600", sheetStaffingTasks + "L10": "7",
	}
	changed := rewritten(t, before.path, func(part string, data []byte) []byte {
		for place, value := range entered {
			sheet, cell := before.place(place)
			if part == before.part(sheet) {
				was := regexp.MustCompile(`(<c r="` + cell + `"[^>]*><v>)[^<]*(</v>)`)
				if !was.Match(data) {
					t.Fatalf("%s has no number in %s", sheet, cell)
				}
				data = was.ReplaceAll(data, []byte("${1}"+value+"${2}"))
			}
		}
		return data
	})
	again := recalculate(t, changed)[changed]
	for _, sheet := range []string{sheetStaffing, sheetStaffingTasks} {
		after.sameFigures(again, sheet)
	}
	stage := rowWith(t, after.block(sheetStaffing, "Stufe"), "Stufe", "Ausbau")
	if was := rowWith(t, before.block(sheetStaffing, "Stufe"), "Stufe", "Ausbau"); stage["VZÄ"] == was["VZÄ"] || stage["Leitung von"] == was["Leitung von"] {
		t.Errorf("nothing was changed: %v", stage)
	}
}

// place is the sheet and the cell of a defined name, or of a cell, behind the
// name of the sheet.
func (w *written) place(of string) (sheet, cell string) {
	w.t.Helper()
	for _, sheet := range []string{sheetStaffingTasks, sheetStaffing} {
		name, ok := strings.CutPrefix(of, sheet)
		if !ok {
			continue
		}
		for _, d := range w.f.GetDefinedName() {
			if d.Name == name {
				_, cell, _ = strings.Cut(d.RefersTo, "!")
				return sheet, strings.ReplaceAll(cell, "$", "")
			}
		}
		return sheet, name
	}
	w.t.Fatalf("no place %s", of)
	return "", ""
}

// part is where a sheet stands in the file.
func (w *written) part(sheet string) string {
	w.t.Helper()
	for id, name := range w.f.GetSheetMap() {
		if name == sheet {
			return fmt.Sprintf("xl/worksheets/sheet%d.xml", id)
		}
	}
	w.t.Fatalf("no sheet %s", sheet)
	return ""
}

// shippedPlan is the evaluation that comes with the program.
func shippedPlan(t testing.TB) *survey.Evaluation {
	t.Helper()
	files := os.DirFS(filepath.Join("..", "questionnaires"))
	e, _, err := parser.Evaluation(files, "umsetzungsplan.yaml", func(ref, _ string) (*survey.Questionnaire, error) {
		set, _, err := parser.Questionnaire(files, ref+".yaml")
		return set, err
	})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// Without an evaluation the sheet computes with the values that the shipped one
// sets; with one, it names its sources.
func TestPersonalbedarfTakesItsParametersFromTheEvaluation(t *testing.T) {
	plan := shippedPlan(t)
	values := map[string]*survey.Parameter{}
	for i, p := range plan.Parameters {
		values[p.Name] = &plan.Parameters[i]
	}
	for _, one := range staffParameterList {
		if p := values[one.evaluation]; p == nil || p.Value != one.fallback || p.Source == "" {
			t.Errorf("%s is %v without an evaluation, and %+v with it", one.evaluation, one.fallback, p)
		}
	}
	tasks, _ := centreSets(t)
	values["arbeitstage"].Value, values["arbeitstage"].Source = 231, "Erlass eines Beispiels"
	b := book([]*survey.Questionnaire{tasks}, project(t, tasks, 0, reviewed...))
	b.Evaluation = &Evaluation{Evaluation: plan}
	w := writeBook(t, b)
	near(t, rowWith(t, w.block(sheetStaffingTasks, "Nummer"), "Nummer", "b2"), "VZÄ Ausbau", "0.52743") // 60 * 759.5 / 86,400
	if row := rowWith(t, w.block(sheetStaffing, "Parameter"), "Parameter", "Arbeitstage im Jahr"); row["Wert"] != "231" || !strings.HasPrefix(row["Quelle"], "Erlass eines Beispiels (Auswertung umsetzungsplan ") {
		t.Errorf("%v", row)
	}
}

// Whose tasks they are is said, and nobody's count where it is not decided.
func TestPersonalbedarfSaysWhoseTasksItCounts(t *testing.T) {
	tasks, _ := centreSets(t)
	sets := []*survey.Questionnaire{tasks}
	first, second := Response{Response: project(t, tasks, 0, reviewed...)}, Response{Response: project(t, tasks, 1, replaced(reviewed, "t_pauschal#3", "9")...), Source: "zweite.itb"}
	w := writeBook(t, bookOf(sets, first, second))
	near(t, rowWith(t, w.block(sheetStaffingTasks, "Nummer"), "Nummer", "b4"), "VZÄ Ausbau", "9")
	if said := w.raw(sheetStaffing)[1][0]; !strings.Contains(said, survey.ShortDigest(second.Digest)) || !strings.Contains(said, "nicht zählen: 1") {
		t.Errorf("it says %q", said)
	}
	w.find(sheetNotes, "art", "Zusammenführung", "quelle", "zweite.itb")
	first.Conflict, second.Conflict = true, true
	w = writeBook(t, bookOf(sets, first, second))
	if n, err := w.f.GetSheetIndex(sheetStaffing); err != nil || n >= 0 {
		t.Errorf("%s is there (%v)", sheetStaffing, err)
	}
	said := false
	for _, note := range w.rows(sheetNotes) {
		said = said || strings.HasPrefix(note["hinweis"], "Personalbedarf: 2 Antwortbögen")
	}
	if !said {
		t.Error("no note says why Personalbedarf is missing")
	}
}

// Without tasks there is no sheet.
func TestThereIsNoPersonalbedarfWithoutTasks(t *testing.T) {
	tasks, _ := centreSets(t)
	w := writeBook(t, book([]*survey.Questionnaire{tasks}, project(t, tasks, 0, "ao_spanne", "8")))
	if n, err := w.f.GetSheetIndex(sheetStaffing); err != nil || n >= 0 {
		t.Errorf("%s is there (%v)", sheetStaffing, err)
	}
}

// All tables of the sheets are there as CSV, with the figures that the formulas
// give.
func TestPersonalbedarfAsCSV(t *testing.T) {
	tasks, interviews := centreSets(t)
	w := writeFolder(t, book([]*survey.Questionnaire{tasks, interviews}, project(t, tasks, 0, awkward...),
		project(t, interviews, 1, "i_gruppe", "landkreis", "kz_b_bedarf_art", "beratung", "kz_b_bedarf_tage", "180", "i_freigabe", "ja")), limits{rows: excelize.TotalRows, cell: maxCell})
	compared := 0
	for _, sheet := range []string{sheetStaffing, sheetStaffingTasks} {
		tables, err := w.f.GetTables(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for _, table := range tables {
			w.compare(sheet, table)
			compared++
		}
	}
	if compared != 6 {
		t.Errorf("%d tables", compared)
	}
	types := w.types("personalbedarf")
	if types["VZÄ Ausbau"] != "number" || types["Nummer"] != "string" || types["Menge"] != "integer" {
		t.Errorf("%v", types)
	}
}
