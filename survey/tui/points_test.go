package tui

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"bestand.example/itbestand/survey"
)

// acknowledged is a response whose first finding is a hint: a warning that has
// its reason.
func acknowledged(a *survey.Answers) {
	a.Set(at("vzae"), survey.Answer{Value: survey.Value{Kind: survey.KindNumber, Text: "1"}})
	a.Set(at("pc"), survey.Answer{Value: survey.Value{Kind: survey.KindNumber, Text: "9"}, Acknowledged: "Schulungsraum"})
}

// What stands in the way comes first, and is what Enter leads to.
func TestEndSaysBlockersBeforeHints(t *testing.T) {
	name := given("name", survey.KindText, "Amt")
	date := given("erhoben", survey.KindDate, "2026-12-31")
	b := screenDesk(t, survey.EndPlace, name, date, acknowledged)
	if f := b.m.ev().Findings()[0]; f.Code.Blocks() {
		t.Fatalf("the first finding is no hint: %+v", f)
	}
	todo := b.m.ev().Todo()
	blockers, hints := todo.Settle, todo.Hints
	b.sees(b.m.t("end_blockers", len(blockers))+"\n > Nutzen Sie ein Dokumentenmanagementsystem?", "Hinweise (1)\n   Anzahl PC")
	b.sees(b.m.n("blocking", len(blockers)))
	if len(hints) != 1 {
		t.Errorf("hints %+v", hints)
	}
	b.keys("enter")
	b.at("dms")
	c := talkTo(t, newDesk(t, survey.EndPlace, name, date, acknowledged), "1", ".e")
	c.says(b.m.t("end_blockers", len(blockers))+"\n1. Nutzen Sie", "Hinweise (1)\n", "Frage: Nutzen Sie ein Dokumentenmanagementsystem?")
}

// A list of which only hints are left says no other heading.
func TestEndOfOnlyHints(t *testing.T) {
	b := complete(t)
	b.s.Response.Answers.Set(at("vzae"), survey.Answer{})
	b = newDeskOf(t, b.s.Set, nil, survey.EndPlace, func(a *survey.Answers) { *a = *b.s.Response.Answers }).screen()
	b.sees("Hinweise (1)\n > Anzahl Mitarbeitende", "Der Antwortbogen kann abgegeben werden")
	b.seesNot("Zu klären")
}

// Of a follow-up it is the supplement that is handed in, not the response; a
// part is not handed in at all.
func TestEndSaysWhatIsHandedIn(t *testing.T) {
	for said, become := range map[string]func(*survey.Response){
		"Ihre Antworten auf die Nachfrage können": func(r *survey.Response) { r.FollowUp = &survey.FollowUp{Revision: 2} },
		"Alles, was in diesem Teil nötig ist":     func(r *survey.Response) { r.Share = &survey.Share{Base: survey.NewAnswers()} },
	} {
		b := complete(t)
		become(b.s.Response)
		if got := strings.Join(b.m.standings(), " "); !strings.HasPrefix(strings.TrimPrefix(got, "Es fehlt nichts mehr: "), said) {
			t.Errorf("said %q, want %q", got, said)
		}
	}
}

// Cells are told apart by their entry and their column, however narrow it is.
func TestEndTellsCellsApart(t *testing.T) {
	rows := func(a *survey.Answers) {
		for id, art := range []string{"virtuell", "physisch"} {
			a.AddRow("server", id+1)
			a.Set(survey.Key{Question: "s_art", Row: id + 1}, survey.Answer{Value: survey.Value{Kind: survey.KindCode, Text: art}})
		}
	}
	set := testSet(t)
	set.Question("server").ItemLabel = survey.German("${s_art}")
	set.Question("s_name").Label = survey.German("Unter welchem Namen ist der Server im Verzeichnis der Stadtverwaltung eingetragen?")
	b := newDeskOf(t, set, nil, survey.EndPlace, rows).screen()
	first, second := survey.Finding{Question: "s_name", Row: 1, Code: survey.Open}, survey.Finding{Question: "s_name", Row: 2, Code: survey.Open}
	if got, want := b.m.short(first, 120), "Eintrag 1 (Virtuell), Unter welchem Namen ist der Server im Verzeichnis der Stadtverwaltung eingetragen? – fehlt"; got != want {
		t.Errorf("says %q, want %q", got, want)
	}
	for width := 40; width < 120; width++ {
		one, two := b.m.short(first, width), b.m.short(second, width)
		if one == two || !strings.Contains(one, "Eintrag 1") || !strings.Contains(one, ", U") || !strings.HasSuffix(one, "– fehlt") || ansi.StringWidth(one) > width {
			t.Errorf("width %d: %q and %q", width, one, two)
		}
	}
}

// Statements of one matrix differ, however long the question over them is.
func TestEndTellsStatementsApart(t *testing.T) {
	b := typesDesk(t, "ziele")
	seen := map[string]bool{}
	for _, name := range []string{"z_erreichbar", "z_preis", "z_doku"} {
		text := b.m.short(survey.Finding{Question: name, Code: survey.Open}, 57)
		if seen[text] || ansi.StringWidth(text) > 57 {
			t.Errorf("%s: %q", name, text)
		}
		seen[text] = true
	}
}
