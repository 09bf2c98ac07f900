package tui

import (
	"strings"
	"testing"

	"bestand.example/itbestand/survey"
)

func TestEnterSavesOnceAndGoesOn(t *testing.T) {
	b := screenDesk(t, at("name"))
	b.keys("Amt", " ", "Süd")
	if b.saved != 0 {
		t.Errorf("typing saved %d times", b.saved)
	}
	b.keys("enter")
	b.at("erhoben")
	b.value("name", "Amt Süd")
	if b.saved != 1 {
		t.Errorf("saved %d times, want 1", b.saved)
	}
}

func TestTypingAheadReachesTheRightQuestions(t *testing.T) {
	b := screenDesk(t, at("name"))
	b.keys("Amt", "enter", "31.12.2026", "enter", "12,5", "tab", "30", "enter", "j", "enter", "d.3", "enter")
	b.at("haupt")
	for name, want := range map[string]string{"name": "Amt", "erhoben": "2026-12-31", "vzae": "12.5", "pc": "30", "dms": "ja", "dmsname": "d.3"} {
		b.value(name, want)
	}
}

// An Enter from before the terminal was set up is a line feed.
func TestLineFeedIsEnter(t *testing.T) {
	b := screenDesk(t, at("name"))
	b.keys("Amt", "ctrl+j")
	b.at("erhoben")
	b = screenDesk(t, at("anmerk"))
	b.keys("eins", "ctrl+j", "zwei", "tab")
	b.value("anmerk", "eins\nzwei")
}

func TestRefusedEntryStaysWithItsError(t *testing.T) {
	b := screenDesk(t, at("erhoben"))
	b.keys("31.02.2026", "enter")
	b.at("erhoben")
	b.sees("> 31.02.2026", "Fehler: Bitte geben Sie ein gültiges Datum")
	b.keys("backspace", "7", "enter") // 31.02.2027 is none either
	b.sees("31.02.2027", "Fehler:")
}

// F3: huh's own way back is shut while an entry is invalid.
func TestBackFromInvalidEntryKeepsItAsDraft(t *testing.T) {
	b := screenDesk(t, at("erhoben"))
	b.keys("halb", "shift+tab")
	b.at("name")
	b.keys("Amt", "enter")
	b.at("erhoben")
	b.sees("> halb", "Entwurf: Die Eingabe „halb“ ist noch nicht gültig.")
	if got := b.answer("erhoben").Draft; got != "halb" {
		t.Errorf("draft %q", got)
	}
	b.keys("ctrl+u", "1.2.2026", "enter")
	b.value("erhoben", "2026-02-01")
	if got := b.answer("erhoben").Draft; got != "" {
		t.Errorf("draft %q is left", got)
	}
}

func TestWarningAsksForReasonOnTheSameScreen(t *testing.T) {
	b := screenDesk(t, at("pc"), given("vzae", survey.KindNumber, "2"))
	b.keys("9000", "enter")
	b.at("pc")
	b.value("pc", "9000")
	b.sees("Anzahl PC-Arbeitsplätze", "Bisherige Antwort: 9.000", "Bitte prüfen: Mehr als drei je Person", "Warum trifft der Hinweis nicht zu?")
	b.keys("Schulungsraum", "enter")
	b.at("dms")
	if got := b.answer("pc").Acknowledged; got != "Schulungsraum" {
		t.Errorf("reason %q", got)
	}
}

func TestWarningWithoutReasonStaysOpenAndGoesOn(t *testing.T) {
	b := screenDesk(t, at("pc"), given("vzae", survey.KindNumber, "2"))
	b.keys("9000", "enter", "enter")
	b.at("dms")
	if b.m.ev().FindingsAt(at("pc"))[0].Code != survey.Unconfirmed {
		t.Error("the warning is not open")
	}
}

func TestBackFromReasonReturnsToTheQuestion(t *testing.T) {
	b := screenDesk(t, at("pc"), given("vzae", survey.KindNumber, "2"))
	b.keys("9000", "enter", "shift+tab")
	b.at("pc")
	b.seesNot("Warum trifft")
	b.keys("ctrl+u", "5", "enter")
	b.at("dms")
	b.value("pc", "5")
}

func TestSaveErrorKeepsTheEntryAndAllowsAnotherTry(t *testing.T) {
	b := screenDesk(t, at("name"))
	b.failing = true
	b.keys("Amt", "enter")
	b.at("name")
	b.sees("> Amt", "Nicht gespeichert: Der Datenträger ist voll.")
	b.failing = false
	b.keys("enter")
	b.at("erhoben")
	b.value("name", "Amt")
	b.seesNot("Nicht gespeichert")
}

func TestQuitTellsFirstThatTheEntryIsNotSaved(t *testing.T) {
	b := screenDesk(t, at("name"))
	b.failing = true
	if cmd := b.keys("Amt", "f10"); cmd != nil {
		t.Fatal("left without a word")
	}
	b.sees("> Amt", "F10: ohne diese Eingabe beenden")
	if cmd := b.keys("f10"); cmd == nil {
		t.Fatal("does not leave when asked once more")
	}
	if b.m.unsaved != errDisk {
		t.Errorf("unsaved error is %v", b.m.unsaved)
	}
}

func TestQuitSavesWhatWasTyped(t *testing.T) {
	for key, interrupted := range map[string]bool{"f10": false, "ctrl+q": false, "ctrl+c": true} {
		b := screenDesk(t, at("name"))
		if b.keys("Amt", key) == nil {
			t.Errorf("%s does not leave", key)
		}
		b.value("name", "Amt")
		if b.m.interrupted != interrupted {
			t.Errorf("%s: interrupted %v", key, b.m.interrupted)
		}
	}
}

func TestEscNeverLeavesAQuestion(t *testing.T) {
	b := screenDesk(t, at("name"))
	if cmd := b.keys("Amt", "esc"); cmd != nil {
		t.Error("Esc gave a command")
	}
	b.at("name")
	b.sees("> Amt")
}

// F11 and F12 of the traps: a note keeps its text and waits for Enter.
func TestNoteShowsItsTextAsItIs(t *testing.T) {
	b := screenDesk(t, at("hinweis"))
	b.sees(`C:\Temp\neu und *Sterne* bleiben`)
	b.keys("x", "down", "f8", "f4")
	b.at("hinweis")
	b.keys("enter")
	b.at("anmerk")
}

// F13: Enter is a line, Tab goes on, and no key starts an editor.
func TestMultilineTakesLines(t *testing.T) {
	b := screenDesk(t, at("anmerk"))
	if cmd := b.keys("eins", "enter", "zwei", "ctrl+e"); cmd != nil {
		t.Error("a key of the text gave a command")
	}
	b.at("anmerk")
	b.keys("tab")
	b.value("anmerk", "eins\nzwei")
	if !b.s.AtEnd() {
		t.Error("Tab does not go on")
	}
}

func TestUntouchedTextStaysAsItWas(t *testing.T) {
	text := strings.Repeat("Zeile\tmit Tab\n", 120) + "Schluss"
	b := screenDesk(t, at("anmerk"), given("anmerk", survey.KindText, text))
	b.keys("tab")
	b.value("anmerk", text)
}

func TestPasteIsNeverACommand(t *testing.T) {
	b := screenDesk(t, at("server"))
	paste := keyNamed("n")
	paste.Paste = true
	b.m.Update(paste)
	if rows := b.s.Response.Answers.Rows("server"); len(rows) != 0 {
		t.Error("a paste made a row")
	}
	b = screenDesk(t, at("name"))
	paste = keyNamed("Amt Süd")
	paste.Paste = true
	b.m.Update(paste)
	b.sees("> Amt Süd")
}

// A Windows console reports a held Ctrl as the letter NUL.
func TestModifierKeysAloneDoNothing(t *testing.T) {
	b := screenDesk(t, at("name"))
	before := b.m.View()
	b.keys("\x00")
	if b.m.View() != before {
		t.Error("the screen changed")
	}
}

func TestEndListsWhatIsOpenAndJumps(t *testing.T) {
	b := screenDesk(t, survey.EndPlace, given("name", survey.KindText, "Amt"))
	b.sees("Probe, Stadt Süd", "1 von 11 Fragen", "> Tag der Erhebung – Pflichtangabe fehlt.", "itbestand check süd.itb")
	b.keys("down", "enter")
	b.at("pc")
}

// What is undecided is one sentence, and no point of its own: it follows from
// the point that decides it.
func TestEndSaysWhatIsUndecidedInOneSentence(t *testing.T) {
	b := screenDesk(t, survey.EndPlace)
	b.sees("Vor der Abgabe sind noch 7 Punkte zu klären.", "Ob noch eine weitere Frage zu beantworten ist, hängt ab von: „Nutzen Sie ein")
	b.seesNot("Welches?")
}

func TestEndOfACompleteResponse(t *testing.T) {
	b := complete(t)
	b.sees("12 von 12 Fragen", "Der Antwortbogen kann abgegeben werden", "itbestand submit süd.itb", "Enter beenden")
	if b.keys("enter") == nil {
		t.Error("Enter does not end")
	}
}

// complete is a desk behind the last question, with nothing left open.
func complete(t testing.TB) *desk {
	return screenDesk(t, survey.EndPlace, func(a *survey.Answers) {
		for name, v := range map[string]survey.Value{
			"name": {Kind: survey.KindText, Text: "Amt"}, "erhoben": {Kind: survey.KindDate, Text: "2026-01-01"}, "vzae": {Kind: survey.KindNumber, Text: "4"},
			"pc": {Kind: survey.KindNumber, Text: "4"}, "dms": {Kind: survey.KindCode, Text: "ja"}, "dmsname": {Kind: survey.KindText, Text: "d.3"},
			"haupt": {Kind: survey.KindCode, Text: "fv_001"}, "weitere": {Kind: survey.KindCodes, Text: "fv_001"}, "os": {Kind: survey.KindCodes, Text: "linux"},
			"office": {Kind: survey.KindCode, Text: "frei"}, "server": survey.NoRows, "anmerk": {Kind: survey.KindText, Text: "Ende"},
		} {
			a.Set(at(name), survey.Answer{Value: v})
		}
	})
}
