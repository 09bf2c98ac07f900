package tui

import (
	"errors"
	"strings"
	"testing"

	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/intake"
)

// serverTables are two sheets: the second one has servers, with a row of sums,
// a row that is hidden and values that are no answers.
func serverTables() []*intake.Table {
	text := func(s string) intake.Cell {
		if s == "" {
			return intake.Cell{}
		}
		return intake.Cell{Kind: intake.Text, Text: s}
	}
	row := func(number int, cells ...string) intake.Row {
		r := intake.Row{Number: number}
		for _, c := range cells {
			r.Cells = append(r.Cells, text(c))
		}
		return r
	}
	servers := &intake.Table{File: "server.xlsx", Sheet: "Größen", Rows: []intake.Row{
		row(1, "Unsere Server"), row(3, "Name des Servers", "Art", "Baujahr", "Raum"),
		row(4, "srv-süd", "physisch", "2019", "1"), row(5, "srv-neu", "Blech", "", "2"), row(6, "srv-alt", "physisch", "neunzehn", "3"), row(7, "Summe", "3"),
	}}
	servers.Rows[3].Hidden = true
	return []*intake.Table{{File: "server.xlsx", Sheet: "Deckblatt", Rows: []intake.Row{row(1, "Stadt Süd")}}, servers}
}

// importDesk stands at a list into which serverTables can be taken over, with
// srv-süd in it already.
func importDesk(t testing.TB) *desk {
	t.Helper()
	b := newDesk(t, at("server"), func(a *survey.Answers) {
		a.AddRow("server", 1)
		a.Set(survey.Key{Question: "s_name", Row: 1}, survey.Answer{Value: survey.TextValue("srv-süd")})
		a.Set(survey.Key{Question: "s_art", Row: 1}, survey.Answer{Value: survey.Value{Kind: survey.KindCode, Text: "physisch"}})
	})
	b.d.Lists = Lists{
		Read: func(path string) ([]*intake.Table, error) {
			if path != `C:\Listen\server neu.xlsx` {
				return nil, errors.New("no such file")
			}
			return serverTables(), nil
		},
		LoadProfile: func(path string) (intake.Profile, error) {
			return intake.Profile{Roster: "server", Columns: map[string]string{"Name des Servers": "s_name"}}, nil
		},
		SaveProfile: func(path string, p intake.Profile) error {
			if path != "neu.yaml" || p.Columns["Art"] != "s_art" {
				return errDisk
			}
			return nil
		},
	}
	return b
}

func (b *desk) servers() string {
	var rows []string
	for _, id := range b.s.Response.Answers.Rows("server") {
		row := ""
		for _, name := range []string{"s_name", "s_art", "s_jahr"} {
			a := b.s.Response.Answers.Get(survey.Key{Question: name, Row: id})
			row += a.Value.Text
			if a.Comment != "" {
				row += "#" + a.Comment
			}
			row += ","
		}
		rows = append(rows, row)
	}
	return strings.Join(rows, " ")
}

// A path may be pasted in the quotation marks that Windows puts around it. A
// file that is refused is explained, and what was typed stays.
func TestImportAsksForTheFile(t *testing.T) {
	b := importDesk(t).screen()
	b.keys("i", "nix.csv", "enter")
	b.sees("Aus welcher Datei", "> nix.csv", "Der Datenträger ist voll.")
	b.keys("esc")
	b.at("server")
	b.keys("i", `"C:\Listen\server neu.xlsx"`, "enter")
	b.sees("server.xlsx, Blatt „Größen“, Überschriften in Zeile 3", "Jetzt übernehmen. Zeilen: 2 neu")
	if b.saved > 0 {
		t.Error("something was saved")
	}
}

func openedImport(t testing.TB) *desk {
	b := importDesk(t).screen()
	b.keys("i", `C:\Listen\server neu.xlsx`, "enter")
	return b
}

func TestImportScreens(t *testing.T) {
	for _, size := range []struct {
		name          string
		width, height int
	}{{"80x24", 80, 24}, {"60x16", 60, 16}} {
		b := openedImport(t)
		b.size(size.width, size.height)
		golden(t, "import_"+size.name, b.m.View())
		b.keys("p", "enter")
		golden(t, "import_value_"+size.name, b.m.View())
	}
}

// What was decided holds, everything is written at once, and one key takes it
// back.
func TestImportDecidesTakesOverAndTakesBack(t *testing.T) {
	b := openedImport(t)
	before := b.servers()
	b.keys("p", "enter", "phys", "enter") // Blech
	b.seesNot("Blech“ steht nicht zur Auswahl")
	b.keys("p", "enter") // neunzehn
	b.sees("Was ist mit „neunzehn“ bei der Frage „Baujahr“ gemeint?")
	b.keys("2019", "enter")
	b.keys("home")
	for range 20 { // Was schon in der Liste steht
		if b.m.over.(*intakeScreen).lines[b.m.over.(*intakeScreen).menu.cursor].name == "duplicates" {
			break
		}
		b.keys("down")
	}
	b.keys("enter")
	b.sees("der Eintrag wird geändert")
	b.keys("home", "enter")
	b.at("server")
	b.sees("Übernommen.", "macht das rückgängig")
	if got, want := b.servers(), "srv-süd,physisch,2019, srv-neu,physisch,, srv-alt,physisch,2019,"; got != want {
		t.Errorf("got %s, expected %s", got, want)
	}
	if b.saved != 1 {
		t.Errorf("saved %d times", b.saved)
	}
	b.keys("u")
	if got := b.servers(); got != before {
		t.Errorf("after undo %s, before %s", got, before)
	}
}

// A column can be taken for another question, or for none.
func TestImportColumns(t *testing.T) {
	b := openedImport(t)
	s := b.m.over.(*intakeScreen)
	for s.lines[s.menu.cursor].name != "column Raum" {
		b.keys("down")
	}
	b.keys("enter")
	b.sees("Welche Frage beantwortet die Spalte D „Raum“?", "Baujahr (bisher Spalte „Baujahr“)", "Darin steht zum Beispiel: 1; 2; 3")
	b.keys("bauj", "enter")
	b.sees("D „Raum“ → Baujahr", "C „Baujahr“: wird nicht übernommen")
	b.keys("enter", "esc") // looked at, and left
	b.sees("D „Raum“ → Baujahr")
	b.keys("esc")
	b.sees("Serverliste")
}

func TestImportOtherSheetAndProfiles(t *testing.T) {
	b := openedImport(t)
	s := b.m.over.(*intakeScreen)
	choose := func(name string) {
		t.Helper()
		for range s.lines {
			if s.lines[s.menu.cursor].name == name {
				b.keys("enter")
				return
			}
			b.keys("down")
		}
		t.Fatalf("no line %s", name)
	}
	choose("save")
	b.sees("zuordnung_server.yaml")
	b.keys("enter")
	b.sees("Der Datenträger ist voll.") // another name is wanted
	for range len("zuordnung_server.yaml") {
		b.keys("backspace")
	}
	b.keys("neu.yaml", "enter")
	b.sees("Zuordnung gespeichert: neu.yaml")
	b.keys("home")
	choose("load")
	b.keys("alt.yaml", "enter")
	b.sees("B „Art“: wird nicht übernommen")
	b.keys("home")
	choose("sheet")
	b.keys("deck", "enter")
	b.sees("Das steht der Übernahme im Weg", "keine Überschrift")
	b.keys("home")
	choose("sheet")
	b.keys("gröss", "enter")
	b.sees("Jetzt übernehmen.", "B „Art“ → Art")
}

// Where a column is wanted that nothing was found for, Enter on that very line
// asks for it. Until then nothing is said of equal rows.
func TestImportAsksForTheColumnThatIsWanted(t *testing.T) {
	b := openedImport(t)
	s := b.m.over.(*intakeScreen)
	for _, column := range []string{"column Name des Servers", "column Art"} { // either tells rows apart
		for s.lines[s.menu.cursor].name != column {
			b.keys("down")
		}
		b.keys("enter", "home", "enter")
	}
	b.sees("Das steht der Übernahme im Weg", "Schon vorhandene Zeilen: der Eintrag bleibt, wie er ist")
	b.seesNot("gleich in")
	b.keys("home")
	b.sees("Enter wählt die Spalte.")
	b.keys("enter")
	b.sees("In welcher Spalte steht die Antwort", "A „Name des Servers“ [srv-süd; srv-neu; srv-alt]")
	b.keys("enter")
	b.sees("Jetzt übernehmen.", "(gleich in: Name")
}

func TestImportExplainsItself(t *testing.T) {
	b := openedImport(t)
	b.keys("f1")
	b.sees("Esc bricht ab")
	b.keys("esc")
	b.sees("Jetzt übernehmen.")
}

// What cannot be saved is told, and the plan stays.
func TestImportThatCannotBeSaved(t *testing.T) {
	b := openedImport(t)
	b.failing = true
	b.keys("enter")
	b.sees("Nicht gespeichert: Der Datenträger ist voll.", "Jetzt übernehmen.")
	b.failing = false
	b.keys("enter")
	b.sees("Übernommen.")
}

// Without a reader there is no such key.
func TestNoListsNoImport(t *testing.T) {
	b := newDesk(t, at("server"))
	b.screen()
	b.keys("i")
	b.sees("Serverliste")
	b.seesNot("Excel")
}

func TestImportLineByLine(t *testing.T) {
	b := importDesk(t)
	out := talkTo(t, b, `i "C:\Listen\server neu.xlsx"`, "?", "w B5 = physisch", "w Größen!C6 = 2018", "s D s_jahr", "s D -", "s C s_jahr", "d", "j", ".e").out
	for _, want := range []string{"server.xlsx, Blatt „Größen“", "B5: „Blech“ steht nicht zur Auswahl", "s B fv_produkt", "D „Raum“ → s_jahr: Baujahr",
		"der Eintrag wird geändert", "Übernommen. Zeilen: 2 neu, 1 geändert"} {
		if !strings.Contains(out, want) {
			t.Errorf("does not say %q:\n%s", want, out)
		}
	}
	if got, want := b.servers(), "srv-süd,physisch,2019, srv-neu,physisch,, srv-alt,physisch,2018,"; got != want {
		t.Errorf("got %s, expected %s", got, want)
	}
	b = importDesk(t)
	out = talkTo(t, b, "i nix.csv", `i C:\Listen\server neu.xlsx`, "s X s_jahr", "w Z9 = 1", "b nix", "b deckblatt", "j", "b größen", "a", "k", "m alt.yaml", "z neu.yaml", "", ".e").out
	for _, want := range []string{"Fehler: Der Datenträger ist voll.", "Spalte „X“", "Zelle „Z9“", "Die Blätter der Datei: Deckblatt, Größen", "keine Überschrift", "Ausgeblendete Zeilen übernehmen: nein", "Nichts übernommen."} {
		if !strings.Contains(out, want) {
			t.Errorf("does not say %q:\n%s", want, out)
		}
	}
	if got := b.servers(); got != "srv-süd,physisch,," {
		t.Errorf("got %s", got)
	}
}

func TestUnquoted(t *testing.T) {
	for path, want := range map[string]string{
		`"C:\a b.csv"`: `C:\a b.csv`, ` 'x y.xlsx' `: "x y.xlsx", `& 'C:\x.csv'`: `C:\x.csv`, "plain.csv": "plain.csv", `"`: `"`, "": "", `& a.csv`: "a.csv",
	} {
		if got := unquoted(path); got != want {
			t.Errorf("%s: %s, expected %s", path, got, want)
		}
	}
}
