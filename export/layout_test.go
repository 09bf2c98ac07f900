package export

import (
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"bestand.example/itbestand/survey"
)

var rawValues = excelize.Options{RawCellValue: true}

func TestSheetsAndTablesHaveTheirNames(t *testing.T) {
	set := realSet(t)
	w := writeBook(t, book([]*survey.Questionnaire{set}, answers(t, set, 0)))
	sheets := []string{"Übersicht", "Lesehilfe", "Diagramme", "Häufigkeiten", "Daten_IT", "Daten_IT_Codes", "Standorte und Netz", "Fachverfahren",
		"Schnittstellen", "IT-Verträge", "Vorhaben", "Kontakte", "Plausibilität", "Codebuch", "Codebuch_Codes", "Quellen", "_Diagrammdaten", "_itbestand"}
	if got := w.f.GetSheetList(); !slices.Equal(got, sheets) {
		t.Errorf("sheets %v", got)
	}
	tables := map[string]string{"Häufigkeiten": "tblHaeufigkeiten", "Daten_IT": "tblDaten_IT", "Daten_IT_Codes": "tblDaten_IT_Codes", "Standorte und Netz": "tblIT_st", "Fachverfahren": "tblIT_fv",
		"Schnittstellen": "tblIT_sst", "IT-Verträge": "tblIT_v", "Vorhaben": "tblIT_pv",
		"Kontakte": "tblKontakte", "Plausibilität": "tblHinweise", "Codebuch": "tblCodebuch", "Codebuch_Codes": "tblCodes", "Quellen": "tblQuellen"}
	for _, sheet := range sheets {
		got, err := w.f.GetTables(sheet)
		if err != nil {
			t.Fatal(err)
		}
		if tables[sheet] == "" && len(got) == 0 {
			continue
		}
		if len(got) != 1 || got[0].Name != tables[sheet] {
			t.Errorf("%s: tables %+v", sheet, got)
		}
	}
	if visible, err := w.f.GetSheetVisible(sheetChartData); err != nil || visible {
		t.Errorf("the chart data are visible: %v", err)
	}
	if i := w.f.GetActiveSheetIndex(); i != 0 {
		t.Errorf("the workbook opens on sheet %d", i)
	}
}

// What is set before a sheet is streamed must still be there afterwards.
func TestEverySheetIsSetUpForScreenAndPaper(t *testing.T) {
	set, sets := small(t)
	w := writeBook(t, book(sets, answers(t, set, 0, "schalter", "ja", "ger_art#1", "rot")))
	for _, sheet := range w.f.GetSheetList() {
		page, err := w.f.GetPageLayout(sheet)
		if err != nil || page.Orientation == nil || *page.Orientation != "landscape" || page.Size == nil || *page.Size != 9 {
			t.Errorf("%s: page %+v (%v)", sheet, page, err)
		}
		props, err := w.f.GetSheetProps(sheet)
		if err != nil || props.TabColorRGB == nil {
			t.Errorf("%s: no tab colour (%v)", sheet, err)
		}
		panes, err := w.f.GetPanes(sheet)
		if err != nil {
			t.Fatal(err)
		}
		if want := sheet != sheetOverview && sheet != sheetDiagrams && sheet != sheetChartData && sheet != sheetInventory; panes.Freeze != want {
			t.Errorf("%s: frozen %v", sheet, panes.Freeze)
		}
	}
	titles := map[string]string{}
	for _, name := range w.f.GetDefinedName() {
		if name.Name == "_xlnm.Print_Titles" {
			titles[name.Scope] = name.RefersTo
		}
	}
	for sheet, want := range map[string]string{"Daten_KL": "'Daten_KL'!$1:$2", "Daten_KL_Codes": "'Daten_KL_Codes'!$1:$1", "Quellen": "'Quellen'!$1:$2"} {
		if titles[sheet] != want {
			t.Errorf("%s repeats %q", sheet, titles[sheet])
		}
	}
}

func TestDocumentPropertiesSayWhatItIs(t *testing.T) {
	set, sets := small(t)
	w := writeBook(t, book(sets, answers(t, set, 0)))
	got, err := w.f.GetDocProps()
	if err != nil || got.Title != "Erhebung & Test" || got.Creator != "itbestand 0.0.0" || got.Subject != "klein 1.2.0" || got.Created != "2026-11-23T10:30:00Z" || got.Modified != got.Created {
		t.Errorf("%+v (%v)", got, err)
	}
	custom, err := w.f.GetCustomProps()
	if err != nil {
		t.Fatal(err)
	}
	props := map[string]any{}
	for _, p := range custom {
		props[p.Name] = p.Value
	}
	if props["itbestand.fragensatz"] != "klein 1.2.0" || props["itbestand.pruefsumme"] != strings.Repeat("ab", 32) || props["itbestand.layout"] != layoutVersion {
		t.Errorf("%v", props)
	}
}

// Each link of the codebook leads to the head of the column that it names.
func TestTheCodebookLeadsToEachColumn(t *testing.T) {
	set, sets := small(t)
	w := writeBook(t, book(sets, answers(t, set, 0, "schalter", "ja", "ger_art#1", "rot", "p_name", "Eva")))
	variables := map[string]bool{}
	for i, row := range w.rows(sheetCodebook) {
		cell, _ := excelize.CoordinatesToCellName(3, i+3)
		ok, target, err := w.f.GetCellHyperLink(sheetCodebook, cell)
		if err != nil || !ok {
			t.Fatalf("%s has no link (%v)", row["variable"], err)
		}
		sheet, at, _ := strings.Cut(target, "!")
		sheet = strings.Trim(sheet, "'")
		head, err := w.f.GetCellValue(sheet, at)
		if err != nil || sheet != row["blatt"] || head != row["spalte"] {
			t.Errorf("%s leads to %s, where %q stands (%v); the codebook says %s, %s", row["variable"], target, head, err, row["blatt"], row["spalte"])
		}
		variables[row["variable"]] = true
	}
	for _, q := range set.Questions() {
		if q.Type != survey.TypeNote && !variables[q.Name] {
			t.Errorf("%s is not in the codebook", q.Name)
		}
	}
	w.expect(w.find(sheetCodebook, "spalte", "name_2"), "variable", "name", "frage", "Wie heißt das Amt?", "typ", "Text", "ausfallgruende", "nicht bekannt", "personenbezogen", "nein")
	w.expect(w.find(sheetCodebook, "variable", "ger_zahl"), "bedingung", `(schalter == "ja" or schalter == "nein") and (ger_art != "rot")`, "blatt", "Geräte")
	w.expect(w.find(sheetCodebook, "variable", "p_gruss"), "personenbezogen", "ja", "blatt", "Kontakte")
	w.expect(w.find(sheetCodes, "variable", "ampel_farbe", "code", "gelb"), "antwort", "Gelb", "punkte", "50", "nr", "2", "spalte", "ampel_farbe")
	w.expect(w.find(sheetCodes, "variable", "dienst", "code", "keine"), "ausschliessend", "ja", "spalte", "dienst__keine")
}

func TestTheOverviewLeadsToEverySheet(t *testing.T) {
	set, sets := small(t)
	w := writeBook(t, book(sets, answers(t, set, 0)))
	for _, from := range []string{sheetOverview, sheetGuide} {
		found := w.links(from)
		want := slices.DeleteFunc(w.f.GetSheetList(), func(sheet string) bool {
			return sheet == sheetOverview || sheet == sheetChartData || sheet == sheetInventory || sheet == from
		})
		slices.Sort(found)
		slices.Sort(want)
		if !slices.Equal(found, want) {
			t.Errorf("%s leads to %v, not to %v", from, found, want)
		}
	}
}

// links lists the sheets that a sheet leads to.
func (w *written) links(from string) (found []string) {
	w.t.Helper()
	rows, err := w.f.GetRows(from)
	if err != nil {
		w.t.Fatal(err)
	}
	for row := range rows {
		for column := range rows[row] {
			ok, target, err := w.f.GetCellHyperLink(from, block{}.cell(column+1, row+1))
			if err != nil {
				w.t.Fatal(err)
			}
			if ok {
				sheet, at, _ := strings.Cut(target, "!")
				if at != "A1" {
					w.t.Errorf("a link leads to %s", target)
				}
				found = append(found, strings.Trim(sheet, "'"))
			}
		}
	}
	return found
}

func TestSetsThatShareNamesKeepApart(t *testing.T) {
	one, two, three := smallSet(t), smallSet(t), smallSet(t)
	two.Version = "1.3.0"
	three.ID, three.Short = "anders", "kl"
	sets := []*survey.Questionnaire{one, two, three}
	r := []*survey.Response{answers(t, one, 0, "p_name", "Eva"), answers(t, two, 1, "p_name", "Max"), answers(t, three, 2, "p_name", "Jo", "schalter", "ja", "ger_art#1", "rot")}
	w := writeBook(t, book(sets, r...))
	for i, sheet := range []string{"Daten_KL_1_2_0", "Daten_KL_1_3_0", "Daten_kl_1_2_0_2"} {
		w.expect(w.find(sheet), "schluessel", r[i].Unit.Key)
	}
	for i, name := range []string{"Eva", "Max", "Jo"} {
		w.expect(w.find(sheetContacts, "schluessel", r[i].Unit.Key, "eintrag", "Antwortbogen"), "p_name", name)
	}
	if !slices.Contains(w.f.GetSheetList(), "ger") { // Geräte is taken by the first set
		t.Errorf("sheets %v", w.f.GetSheetList())
	}
}
