package tui

import (
	"fmt"
	"strings"
	"testing"

	"bestand.example/itbestand/survey"
)

func TestRosterIsBuiltRowByRow(t *testing.T) {
	b := screenDesk(t, at("server"))
	b.sees("Serverliste (Pflicht)", "Noch keine Einträge.", "n neu", "k keine")
	b.keys("n")
	b.at("s_name")
	b.sees("Serverliste, Eintrag 1 von 1, Angabe 1 von 2, 1 offen  ")
	b.keys("srv-süd", "enter")
	b.sees("Eintrag 1 von 1, Angabe 2 von 2 (srv-süd")
	b.keys("v", "enter")
	b.at("server")
	b.sees("   Nr  Name des Servers  Art       Stand", " >  1  srv-süd           Virtuell  erledigt", "Eintrag 1 von 1 · 0 Einträge offen")
	b.keys("n", "enter", "p", "enter", "2019", "enter")
	b.sees(" >  2                    Physisch  offen: 1 Angabe", "Eintrag 2 von 2 · 1 Eintrag offen")
	b.keys("up", "enter")
	b.at("s_name")
	b.sees("> srv-süd|")
	b.keys("shift+tab")
	b.at("server")
	b.keys("tab")
	b.at("hinweis")
}

func TestRosterConfirmsNone(t *testing.T) {
	b := screenDesk(t, at("server"))
	b.keys("k")
	b.at("hinweis")
	b.keys("shift+tab")
	b.sees("Bestätigt: Es gibt keine Einträge.")
	b.keys("n", "a", "enter", "enter", "k")
	b.at("server")
	b.sees("Fehler: Die Liste hat bereits Einträge.")
}

func TestRosterLeavesItOpen(t *testing.T) {
	for _, key := range []string{"enter", "tab", "right"} {
		b := screenDesk(t, at("server"))
		b.keys(key)
		b.at("hinweis")
		if b.answer("server").Given() {
			t.Errorf("%s answered the list", key)
		}
	}
}

func TestRosterDeletesAndBringsBack(t *testing.T) {
	for _, key := range []string{"l", "L", "delete"} {
		b := screenDesk(t, at("server"), twoRows)
		b.keys("home", key)
		b.sees("Eintrag 1 ist gelöscht. u macht das rückgängig.", "Eintrag 1 von 1")
		b.seesNot("srv-süd")
		b.keys("l")
		b.sees("Noch keine Einträge.", "u rückgängig")
		b.keys("u")
		b.sees("Eintrag 1 ist wieder da.", "> ", "offen: 1 Angabe")
		b.keys("u")
		b.sees(" >  1  srv-süd           Virtuell  erledigt", "w wieder")
		b.seesNot("u rückgängig")
		b.keys("u")
		b.sees("Es gibt nichts rückgängig zu machen.")
		b.keys("w")
		b.sees("Eintrag 1 ist wieder gelöscht. u macht das rückgängig.")
		b.seesNot("srv-süd")
	}
}

func TestRosterTakesBackNewRowsAndCopies(t *testing.T) {
	b := screenDesk(t, at("server"), twoRows)
	b.keys("home", "d")
	b.at("s_name")
	b.sees("Eintrag 2 von 3", "> srv-süd|")
	b.keys("end", "-2", "esc")
	b.sees(" >  2  srv-süd-2         Virtuell  erledigt", "    3 ")
	b.keys("d")
	b.at("server")
	b.sees("Fehler: Es sind höchstens 3 Einträge vorgesehen.")
	b.keys("up") // the refusal is read
	b.seesNot("Fehler")
	b.keys("u")
	b.sees("Die Kopie (Eintrag 2) ist wieder entfernt. w holt sie zurück.", "Eintrag 1 von 2")
	b.keys("w")
	b.sees("Die Kopie (Eintrag 2) ist zurückgeholt.", " >  2  srv-süd-2         Virtuell  erledigt")
	b.keys("u", "n", "esc", "u")
	b.sees("Eintrag 3 ist wieder entfernt. w holt ihn zurück.")
	if got := b.s.Response.Answers.Rows("server"); len(got) != 2 {
		t.Errorf("rows %v", got)
	}
}

// Whatever way a row is left that is half typed: it is there, with what was
// typed, and marked.
func TestAHalfTypedRowIsKept(t *testing.T) {
	for _, way := range [][]string{{"esc"}, {"f10"}, {"ctrl+c"}, {"shift+tab", "shift+tab"}, {"f2", "f10"}} {
		b := screenDesk(t, at("server"))
		b.keys(append([]string{"n", "srv", "enter", "p", "enter", "20"}, way...)...)
		again := newDesk(t, at("server"), func(a *survey.Answers) { *a = *b.s.Response.Answers.Clone() }).screen()
		again.sees("srv", "Physisch", "Entwurf")
		again.keys("enter", "enter", "enter")
		again.sees("> 20|")
	}
}

func TestRosterSearches(t *testing.T) {
	for _, key := range []string{"s", "/", "ctrl+f"} {
		b := rosterDesk(t, 100)
		b.keys(key, "strasse")
		b.sees("Suche: strasse|", "Eintrag 3 von 100 · gezeigt: 17", "Enter fertig", "Esc Suche aufheben")
		b.keys("down", "enter")
		b.sees("Eintrag 9 von 100 · gezeigt: 17", "Suche: „strasse“", "Esc alle zeigen")
		b.keys("enter", "esc") // into the row and back: the search stays
		b.sees(" >   9 ", "Suche: „strasse“")
		b.keys("d", "esc") // a new row would be out of sight
		b.sees(" >  10 ", "Eintrag 10 von 101 · ")
		b.keys(key, "gibt es nicht", "enter")
		b.sees("Kein Eintrag passt. Esc zeigt wieder alle.")
		b.keys("enter", "b", "d", "l", "f", "up", "7")
		b.at("fv")
		b.keys("esc")
		b.sees("von 101 · 25 Einträge offen")
	}
}

func TestRosterSortsTheViewOnly(t *testing.T) {
	b := rosterDesk(t, 12)
	digest, saved := b.s.Assessment().Digest(), b.saved
	first := func(want string) {
		t.Helper()
		b.keys("home")
		b.sees(" > " + want)
	}
	b.keys("t")
	b.sees("Wonach soll die Liste sortiert werden?", "wie gespeichert", "Stand (offene zuerst)", "Aufgabe", "Wie viele Personen arbeiten damit?")
	order := func(column string) {
		t.Helper()
		b.keys("t", "home")
		for range 30 {
			if strings.Contains(b.m.View(), " > "+column) {
				b.keys("enter")
				return
			}
			b.keys("down")
		}
		t.Fatalf("no order %q", column)
	}
	b.keys("esc")
	order("Wie viele Personen")
	b.sees("sortiert: Wie viele Perso…")
	first(" 1") // 3, 6, 9, …, by size and not by letters
	order("Wie viele Personen")
	b.sees("umgekehrt sortiert: Wie viele")
	first("11") // rows that lack it come last either way
	b.keys("end")
	b.sees(" > 12 ")
	order("Stand")
	first(" 4")
	order("wie gespeichert")
	b.seesNot("sortiert")
	order("Aufgabe")
	first(" 2") // Ä as A
	b.keys("enter", "esc")
	b.sees(" >  2 ", "sortiert: Aufgabe")
	if b.saved != saved+2 { // into the row and back
		t.Errorf("sorting saved %d times", b.saved-saved-2)
	}
	if b.s.Assessment().Digest() != digest {
		t.Error("sorting changed the answers")
	}
}

func TestRosterShowsOnlyOpenRowsAndFindsThem(t *testing.T) {
	b := rosterDesk(t, 100)
	b.sees(" >   4 ", "Eintrag 4 von 100 · 25 Einträge offen") // the first open one
	b.keys("f")
	b.sees(" >   8 ")
	b.keys("end", "f")
	b.sees(" >   4 ")
	b.keys("4", "2")
	b.sees(" >  42 ")
	b.keys("o")
	b.sees("gezeigt: 25 · nur offene", " >  44 ")
	b.seesNot(" 42 ")
	b.keys("o", "7")
	b.sees(" >   7 ")
}

// A list that is there from the beginning is worked off from the top.
func TestPrefilledRowsAreWorkedOffFromTheTop(t *testing.T) {
	set := fvSet(t)
	roster := set.Question("fv")
	roster.Questions[0].Type, roster.Questions[0].List = survey.TypeSelectOne, choices("bereich", "Bau", "Kasse", "Melde")
	roster.Prefill = &survey.Prefill{Column: "fv_bereich"}
	b := newDeskOf(t, set, nil, at("fv")).screen()
	b.sees(" >  1  Bau", "offen: 3 Angaben")
	b.keys("enter", "x", "enter", "e", "enter", "1", "enter")
	b.sees("    1  Bau", "erledigt", " >  2  Kasse")
	b.keys("end", "enter", "esc") // one that is open still keeps the cursor
	b.sees(" >  3  Melde")
}

func TestRosterLimitIsExplained(t *testing.T) {
	b := screenDesk(t, at("server"), func(a *survey.Answers) {
		for id := 1; id <= 3; id++ {
			a.AddRow("server", id)
		}
	})
	b.keys("n")
	b.at("server")
	b.sees("Fehler: Es sind höchstens 3 Einträge vorgesehen.")
}

func TestRosterAsksAboutItsWarnings(t *testing.T) {
	b := screenDesk(t, at("server"), func(a *survey.Answers) {
		for id := 1; id <= 2; id++ {
			a.AddRow("server", id)
			a.Set(survey.Key{Question: "s_name", Row: id}, survey.Answer{Value: survey.TextValue("srv")})
		}
	})
	b.keys("tab")
	b.sees("2 Einträge", "Bitte prüfen: Ein Name kommt zweimal vor.")
	b.keys("Cluster", "enter")
	b.at("hinweis")
	if got := b.answer("server").Acknowledged; got != "Cluster" {
		t.Errorf("reason %q", got)
	}
}

func TestRosterTakesAMissingCode(t *testing.T) {
	b := screenDesk(t, at("server"))
	b.keys("f4", "enter")
	b.at("hinweis")
	if got := b.answer("server").Missing; got != "unbekannt" {
		t.Errorf("missing code %q", got)
	}
}

func TestManyRowsScroll(t *testing.T) {
	b := screenDesk(t, at("server"), func(a *survey.Answers) {
		for id := 1; id <= 150; id++ {
			a.AddRow("server", id)
		}
	})
	b.sees(" >   1 ", "Eintrag 1 von 150 · 150 Einträge offen") // the first one that lacks something
	b.keys("end")
	b.sees(" > 150 ", "offen: 1 Angabe")
	b.keys("home")
	b.sees(" >   1 ")
	b.keys("pgdown", "down", "enter")
	b.at("s_name")
}

func TestFastTypingInARosterLosesNoKey(t *testing.T) {
	b := screenDesk(t, at("server"))
	b.keys("nsrv") // one message of four letters
	b.at("s_name")
	b.sees("> srv|")
}

// fvSet has a list of fifteen columns, as that of the specialist procedures.
func fvSet(t testing.TB) *survey.Questionnaire {
	t.Helper()
	fv := &survey.Question{
		Name: "fv", Type: survey.TypeRepeat, Label: survey.German("Welche Fachverfahren nutzt Ihre Verwaltung am Stichtag?"), Max: 150, Required: survey.Required,
		ItemLabel: survey.German("${fv_bereich}: ${fv_produkt}"),
		Import:    []survey.ImportColumn{{Column: "fv_bereich", Headings: []string{"Aufgabe"}}, {Column: "fv_produkt", Headings: []string{"Produkt", "Software"}}},
		Questions: []*survey.Question{
			{Name: "fv_bereich", Type: survey.TypeText, Label: survey.German("Für welche Aufgabe wird das Verfahren genutzt?"), Required: survey.Required},
			{Name: "fv_produkt", Type: survey.TypeText, Label: survey.German("Welches Produkt setzen Sie ein?"), Required: survey.Required},
			{Name: "fv_betrieb", Type: survey.TypeSelectOne, List: choices("betrieb", "Eigenbetrieb", "Rechenzentrum"), Label: survey.German("Wer betreibt es?"), Required: survey.Required, Missing: []string{"unbekannt"}},
			{Name: "fv_nutzer", Type: survey.TypeInteger, Label: survey.German("Wie viele Personen arbeiten damit?"), Estimate: true, Required: survey.Required},
		},
	}
	for i := len(fv.Questions); i < 15; i++ {
		fv.Questions = append(fv.Questions, &survey.Question{Name: fmt.Sprintf("fv_%d", i), Type: survey.TypeYesNo, Label: survey.German(fmt.Sprintf("Merkmal %d?", i)), Required: survey.Required,
			Relevant: condition(`fv_betrieb == "rechenzentrum" or fv_nutzer > 2`)})
	}
	set := &survey.Questionnaire{
		ID: "fv", Short: "FV", Version: "1.0.0", Title: survey.German("Fachverfahren"), Missing: []survey.MissingCode{{Name: "unbekannt", Label: survey.German("nicht bekannt")}},
		Sections: []*survey.Section{{Name: "verfahren", Label: survey.German("Fachverfahren"), Questions: []*survey.Question{fv, {Name: "fv_fehlt", Type: survey.TypeText, Label: survey.German("Was fehlt?")}}}},
	}
	if issues := set.Compile(); len(issues) > 0 {
		t.Fatalf("issues: %+v", issues)
	}
	return set
}

// fvRows fills the list; every fourth row lacks two columns.
func fvRows(n int) func(*survey.Answers) {
	areas := []string{"Meldewesen", "Ämterübergreifend", "Straßenverkehr", "Friedhof", "Gewerbe", "Öffentliche Ordnung"}
	return func(a *survey.Answers) {
		for i := range n {
			id := i + 1
			a.AddRow("fv", id)
			set := func(column string, v survey.Value) {
				a.Set(survey.Key{Question: column, Row: id}, survey.Answer{Value: v})
			}
			set("fv_bereich", survey.TextValue(areas[i%len(areas)]))
			set("fv_produkt", survey.TextValue(fmt.Sprintf("Verfahren %d der Gesellschaft für kommunale Software", id)))
			for j := 4; j < 15; j++ {
				set(fmt.Sprintf("fv_%d", j), survey.Value{Kind: survey.KindCode, Text: "ja"})
			}
			if id%4 > 0 {
				set("fv_betrieb", survey.Value{Kind: survey.KindCode, Text: "rechenzentrum"})
				set("fv_nutzer", survey.Value{Kind: survey.KindNumber, Text: fmt.Sprint(3 * id)})
			}
		}
	}
}

// rosterDesk stands at a list of so many rows.
func rosterDesk(t testing.TB, rows int) *desk {
	t.Helper()
	return newDeskOf(t, fvSet(t), nil, at("fv"), fvRows(rows)).screen()
}

func TestScreensOfLists(t *testing.T) {
	screens := []struct {
		name string
		keys []string
	}{
		{"list", nil},
		{"list_search", []string{"s", "strasse"}},
		{"list_sorted", []string{"t", "end", "up", "up", "enter", "o"}},
		{"list_order", []string{"t"}},
		{"list_deleted", []string{"l"}},
		{"list_undone", []string{"d", "esc", "u"}},
	}
	for _, size := range [][2]int{{80, 24}, {60, 16}} {
		for _, s := range screens {
			b := rosterDesk(t, 100)
			b.size(size[0], size[1])
			b.keys(s.keys...)
			golden(t, fmt.Sprintf("%s_%dx%d", s.name, size[0], size[1]), b.m.View()+"\n")
		}
	}
}
