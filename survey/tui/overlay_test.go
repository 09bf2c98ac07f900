package tui

import (
	"testing"

	"bestand.example/itbestand/survey"
)

func TestMissingCodeAnswersAndGoesOn(t *testing.T) {
	for _, key := range []string{"f4", "ctrl+n"} {
		b := screenDesk(t, at("pc"))
		b.keys(key)
		b.sees("Warum geben Sie keine Antwort?", "> nicht bekannt", "wird nachgereicht")
		b.keys("down", "enter")
		b.at("dms")
		if got := b.answer("pc").Missing; got != "spaeter" {
			t.Errorf("missing code %q", got)
		}
		b.keys("shift+tab")
		b.sees("Ausfallgrund: wird nachgereicht")
		b.keys("enter")
		if got := b.answer("pc").Missing; got != "spaeter" {
			t.Errorf("looking at it made the missing code %q", got)
		}
	}
}

func TestMissingCodeRefusedWhereNoneIsAllowed(t *testing.T) {
	b := screenDesk(t, at("name"))
	b.keys("f4")
	b.sees("Fehler: Für diese Frage ist kein Ausfallgrund vorgesehen.")
}

func TestEstimateMarksTheTypedValue(t *testing.T) {
	for _, key := range []string{"f5", "ctrl+t"} {
		b := screenDesk(t, at("pc"))
		b.keys(key)
		b.sees("Bitte geben Sie zuerst einen Wert ein")
		b.keys("1200", key)
		b.at("pc")
		b.sees("> 1200", "Als Schätzung gekennzeichnet.")
		b.keys("enter")
		if a := b.answer("pc"); !a.Estimate || a.Value.Text != "1200" {
			t.Errorf("answer %+v", a)
		}
		b.keys("shift+tab", key)
		b.seesNot("Als Schätzung gekennzeichnet.")
		if b.answer("pc").Estimate {
			t.Error("the mark is still there")
		}
	}
}

func TestEstimateRefusedWhereNoneIsAllowed(t *testing.T) {
	b := screenDesk(t, at("name"))
	b.keys("Amt", "f5")
	b.sees("Fehler: Diese Angabe kann nicht als geschätzt gekennzeichnet werden", "> Amt")
	b.value("name", "")
}

func TestClearForgetsTheAnswer(t *testing.T) {
	for _, key := range []string{"f8", "ctrl+l"} {
		b := screenDesk(t, at("name"), given("name", survey.KindText, "Amt"))
		b.keys(key)
		b.at("name")
		b.value("name", "")
		b.seesNot("Amt")
	}
}

func TestCommentReturnsToTheHalfTypedEntry(t *testing.T) {
	for _, key := range []string{"f3", "ctrl+r"} {
		b := screenDesk(t, at("name"))
		b.keys("Am", key, "Rückfrage", " ", "offen", "enter")
		b.sees("> Am", "Bemerkung: Rückfrage offen")
		b.keys("t", "enter")
		if a := b.answer("name"); a.Comment != "Rückfrage offen" || a.Value.Text != "Amt" {
			t.Errorf("answer %+v", a)
		}
	}
}

func TestQuitSavesACommentThatWasTyped(t *testing.T) {
	b := screenDesk(t, at("name"))
	b.keys("Amt", "f3", "Rückfrage", "f10")
	if a := b.answer("name"); a.Comment != "Rückfrage" || a.Value.Text != "Amt" {
		t.Errorf("answer %+v", a)
	}
}

func TestHelpExplainsQuestionAndKeys(t *testing.T) {
	for _, key := range []string{"f1", "ctrl+g"} {
		b := screenDesk(t, at("pc"), given("name", survey.KindText, "Amt"))
		b.size(100, 50)
		b.keys("7", key)
		b.sees("Anzahl PC-Arbeitsplätze bei Amt (Pflicht)", "Auch Notebooks", "Prüfung: Bitte mindestens 1.", "Wozu die Frage dient: Bezugsgröße",
			"Mögliche Ausfallgründe: nicht bekannt, wird nachgereicht", "Zum Abschnitt: Alle Angaben gelten")
		for _, bound := range bindings() {
			b.sees(b.m.t("help_key", b.m.t(bound.shown[0]), b.m.t(bound.shown[1]), b.m.t("command_"+string(bound.command))))
		}
		b.keys("esc")
		b.sees("> 7")
	}
}

func TestLongHelpScrolls(t *testing.T) {
	b := screenDesk(t, at("pc"))
	b.size(60, 16)
	b.keys("f1")
	b.seesNot("Strg+C: speichern")
	b.keys("end")
	b.sees("Strg+C: speichern")
	b.keys("home")
	b.sees("Anzahl PC-Arbeitsplätze")
}

func TestOverviewShowsStatesAndJumps(t *testing.T) {
	for _, key := range []string{"f2", "ctrl+o"} {
		b := screenDesk(t, at("dms"), given("name", survey.KindText, "Amt"), given("pc", survey.KindNumber, "10"), given("vzae", survey.KindNumber, "4"))
		b.keys(key)
		b.sees("erledigt    1.1 Name der Dienststelle", "offen       1.2 Tag der Erhebung", " >   offen       2.1 Nutzen Sie", "freiwillig  2.4 Weitere", "berechnet   1.5 PC je VZÄ: 2,5", "–           Fast fertig", "begonnen    3 von 4  - 1 Allgemeines")
		b.keys("home", "down", "down", "enter")
		b.at("erhoben")
		b.keys("f2", "end", "enter")
		if !b.s.AtEnd() {
			t.Error("not at the end")
		}
	}
}

func TestOverviewJumpKeepsWhatWasTyped(t *testing.T) {
	b := screenDesk(t, at("erhoben"))
	b.keys("3.4.2026", "f2", "up", "enter")
	b.at("name")
	b.value("erhoben", "2026-04-03")
}
