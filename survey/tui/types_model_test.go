package tui

import (
	"testing"

	"bestand.example/itbestand/survey"
)

func TestRankByChoosingFirstSecondAndSoOn(t *testing.T) {
	b := typesDesk(t, "ziele")
	b.keys("down", " ", "up", " ", "down", "down", " ", "down", " ")
	b.sees("[2] Kosten", "[1] Sicherheit", "[3] Bedienbarkeit", "[4] Tempo")
	b.keys("-", "+", "+") // at the end, then up by two
	b.sees("[2] Tempo", "Tempo: Platz 2.")
	b.keys("enter")
	b.value("ziele", "sicherheit tempo kosten bedienbarkeit")
	b.at("hemmnisse")
}

func TestRankCanBeTakenBack(t *testing.T) {
	b := typesDesk(t, "ziele")
	b.keys(" ", "down", " ", "down", " ", "backspace")
	b.sees("[ ] Bedienbarkeit", "Bedienbarkeit: ohne Platz. Reihenfolge: 1. Kosten; 2. Sicherheit")
	b.keys("up", "up", " ") // those behind move up
	b.sees("[ ] Kosten", "[1] Sicherheit")
	b.keys("backspace", "backspace", "enter")
	b.at("hemmnisse")
	b.value("ziele", "")
}

func TestRankIsRefusedWithTheSentenceOfTheEngine(t *testing.T) {
	b := typesDesk(t, "ziele")
	b.keys(" ", "enter")
	b.at("ziele")
	b.sees("[1] Kosten", "Fehler: Bitte bringen Sie alle in eine Reihenfolge. Es fehlen noch 3.")
	b = typesDesk(t, "hemmnisse")
	b.sees("Auszuwählen: höchstens 2.")
	b.keys(" ", "down", " ", "down", " ", "enter")
	b.sees("Fehler: Bitte wählen Sie höchstens 2 aus. Ausgewählt: 3.")
}

func TestUnfinishedRankIsADraft(t *testing.T) {
	b := typesDesk(t, "hemmnisse")
	b.m.settle(nil, b.s.Jump(at("ziele"), ""))
	b.keys("down", " ", "f2", "down", "enter")
	if a := b.answer("ziele"); a.Draft != "sicherheit" || !a.Value.IsZero() {
		t.Errorf("ziele is %+v", a)
	}
	b.keys("shift+tab")
	b.sees("[1] Sicherheit")
}

func TestScaleByDigitsAndArrows(t *testing.T) {
	for name, keys := range map[string][]string{"10": {"1", "0"}, "11": {"1", "1"}, "1": {"1", "1", "1"}, "5": {"9", "5"}, "3": {"right", "right", "right"},
		"2": {"end", "home", "right", "right"}, "": {"7", "backspace"}, "7": {"7", "x"}} {
		b := typesDesk(t, "neigung")
		b.keys(keys...)
		b.keys("enter")
		b.at("mail")
		b.value("neigung", name)
	}
}

func TestMatrixGoesThroughItsStatements(t *testing.T) {
	b := typesDesk(t, "z_erreichbar")
	b.sees("Wie zufrieden sind Sie mit Ihrem Dienstleister?", " → Erreichbarkeit", "Auskunft gibt meist: IT-Leitung", "1 – sehr unzufrieden · 5 – sehr zufrieden")
	b.keys("4")
	b.at("z_beratung") // a digit chooses and goes on
	b.keys("2", "f4", "enter", "shift+tab")
	b.at("z_preis")
	b.sees("Erreichbarkeit                               ( ) ( ) ( ) (x) ( )", " → Preis                                        nicht bekannt", "> – Ausfallgrund: nicht bekannt –")
	b.keys("5")
	b.value("z_preis", "5")
	b.at("z_tempo")
}

func TestMatrixIsAGrid(t *testing.T) {
	b := typesDesk(t, "z_erreichbar")
	b.keys("up")
	b.at("z_erreichbar") // the arrows never leave the screen
	b.keys("right", "right", "right")
	b.sees(" → Erreichbarkeit                               ( ) ( ) (x) ( ) ( )")
	b.value("z_erreichbar", "")
	b.keys("down")
	b.at("z_beratung")
	b.value("z_erreichbar", "3") // what was chosen is kept
	b.keys("end", "up")
	b.at("z_erreichbar")
	b.value("z_beratung", "5")
	b.keys("left", "f10") // however it is left
	b.value("z_erreichbar", "2")
	b.keys("home")
	b.sees(" → Erreichbarkeit                               ( ) ( ) ( ) ( ) ( )")
	b.keys("down")
	b.value("z_erreichbar", "") // the choice was taken back
	b.keys("down", "down", "down")
	b.value("z_preis", "") // looking chooses nothing
	b.keys("1", "1", "9", "0", "x")
	b.at("z_schulung")
	b.value("z_doku", "1")
	b.keys("3")
	b.at("z_schulung") // the last one stays, to look it over
	b.value("z_schulung", "3")
	b.keys("down")
	b.at("z_schulung")
	b.keys("enter")
	b.at("d_portal")
	b.keys("g", "down") // the choices of a list by their letters, too
	b.value("d_portal", "geplant")
	b.keys("1", "f1")
	b.sees("Mit einer Ziffer wählen Sie")
	b.value("d_chat", "vorhanden")
}

// A digit that another one may follow waits for it.
func TestMatrixOfElevenSteps(t *testing.T) {
	steps := survey.NewScale("neigung", 11, survey.German("gar nicht"), survey.German("völlig"))
	rate := survey.Question{Type: survey.TypeScale, List: steps}
	set := &survey.Questionnaire{ID: "m", Short: "M", Version: "1.0.0", Title: survey.German("M"), Sections: []*survey.Section{{Name: "s", Label: survey.German("S"), Questions: []*survey.Question{
		{Name: "m", Type: survey.TypeMatrix, Label: survey.German("Wie sehr?"), Rows: []*survey.Question{
			statement("m_a", "A", rate), statement("m_b", "B", rate), statement("m_c", "C", rate), statement("m_d", "D", rate)}},
	}}}}
	if issues := set.Compile(); len(issues) > 0 {
		t.Fatal(issues)
	}
	b := newDeskOf(t, set, nil, survey.Place{}).screen()
	b.keys("1")
	b.at("m_a")
	b.keys("0")
	b.at("m_b")
	b.keys("1", "5") // 1 here, 5 for the next
	b.at("m_d")
	b.keys("1", "enter")
	for name, want := range map[string]string{"m_a": "10", "m_b": "1", "m_c": "5", "m_d": "1"} {
		b.value(name, want)
	}
	if !b.s.AtEnd() {
		t.Errorf("stands at %v", b.s.Place())
	}
}

func TestMatrixOfNumbersKeepsWhatWasTyped(t *testing.T) {
	b := typesDesk(t, "a_technik")
	b.keys("30", "down", "viel", "up")
	b.at("a_technik")
	b.value("a_technik", "30")
	b.sees("Personal  Entwurf")
	b.keys("down")
	b.sees("> viel|")
}

// On a small screen the statement that is asked is always in sight, and what is
// left out is counted.
func TestMatrixScrolls(t *testing.T) {
	b := typesDesk(t, "z_erreichbar")
	b.size(60, 12)
	for _, label := range []string{"Erreichbarkeit", "Beratung", "Preis", "Tempo", "Verst", "Doku", "Schulungen"} {
		b.sees(" → "+label, "weitere", " > – keine")
		b.keys("tab")
	}
	b.at("d_portal")
}

func TestTotalIsWatched(t *testing.T) {
	b := typesDesk(t, "a_technik")
	b.sees("Summe bisher: 0 von 100, es fehlen 100.")
	b.keys("3")
	b.sees("es fehlen 97.")
	b.keys("0", "enter", "45", "enter", "26")
	b.sees("Summe bisher: 101 von 100, das sind 1 zu viel.")
	b.keys("enter")
	b.sees("Fehler: Die Angaben müssen zusammen 100 ergeben. Im Moment sind es 101.")
	b.keys("backspace", "5")
	b.sees("Summe: 100 von 100.")
	b.keys("enter")
	b.at("neigung")
}

func TestSuggestionsCompleteAndDoNotForce(t *testing.T) {
	b := typesDesk(t, "hersteller")
	b.sees("Meso", "Kommune 2000")
	b.keys("s", "u", "e")
	b.sees("   Süd-Soft")
	b.seesNot("Meso")
	b.keys("tab")
	b.at("hersteller")
	b.sees("> Süd-Soft")
	b.keys("tab")
	b.value("hersteller", "Süd-Soft")
	b.keys("shift+tab", "tab") // looked at and left
	b.at("turnus")
	for want, keys := range map[string][]string{"Eigenbau": {"Eigenbau", "enter"}, "Meso": {"m", "down", "enter"}, "MESO Plus": {"mesop", "right", "enter"},
		"me": {"me", "enter"}, "mx": {"mex", "left", "backspace", "right", "enter"}, "Dataport": {"down", "down", "down", "down", "tab", "enter"}} {
		b := typesDesk(t, "hersteller")
		b.keys(keys...)
		b.at("turnus")
		b.value("hersteller", want)
	}
}

func TestProposalCountsOnlyOnceAcknowledged(t *testing.T) {
	for place, want := range map[string]string{"turnus": "12", "vorgabe": "abo"} {
		b := typesDesk(t, place)
		b.sees("Das ist ein Vorschlag.")
		b.keys("shift+tab", "f10")
		if a := b.answer(place); !a.IsZero() {
			t.Errorf("%s is %+v", place, a)
		}
		b.keys("enter") // on from the question before
		b.m.settle(nil, b.s.Jump(at(place), ""))
		b.keys("enter")
		b.value(place, want)
		b.m.settle(nil, b.s.Jump(at(place), ""))
		b.seesNot("Das ist ein Vorschlag.")
	}
}

func TestCalculationIsKeptOrReplacedWithAReason(t *testing.T) {
	start := given("turnus", survey.KindNumber, "12")
	b := typesDesk(t, "summe", start)
	b.sees("> 24", "Berechnet: 24.")
	b.keys("enter")
	if a := b.answer("summe"); !a.IsZero() || !b.s.AtEnd() {
		t.Errorf("summe is %+v, stands at %v", a, b.s.Place())
	}
	b.keys("shift+tab", "ctrl+u", "30", "enter")
	b.sees("Warum weicht Ihr Wert von der Berechnung ab?")
	b.keys("Umzug", "enter")
	if a := b.answer("summe"); a.Reason != "Umzug" || a.Value.Text != "30" || !b.s.AtEnd() {
		t.Errorf("summe is %+v, stands at %v", a, b.s.Place())
	}
	b.keys("shift+tab")
	b.sees("> 30", "Berechnet wären: 24.", "Begründung der Abweichung: Umzug")
	b.keys("ctrl+u", "enter")
	b.value("summe", "")
}

// First the reason why, then the warnings that the value raises.
func TestReplacedCalculationAsksAboutItsWarnings(t *testing.T) {
	b := typesDesk(t, "summe", given("turnus", survey.KindNumber, "12"))
	b.keys("ctrl+u", "100", "enter", "Umzug", "enter")
	b.sees("Bitte prüfen: Das ist viel.")
	b.keys("Ausnahme", "enter")
	if a := b.answer("summe"); a.Reason != "Umzug" || a.Acknowledged != "Ausnahme" || !b.s.AtEnd() {
		t.Errorf("summe is %+v, stands at %v", a, b.s.Place())
	}
}

// A default that other answers rule out is not proposed.
func TestProposalThatIsNotOffered(t *testing.T) {
	set := typesSet(t)
	set.Question("ort").Default = "jena"
	desk := func(land string) *desk {
		return newDeskOf(t, set, nil, at("ort"), given("land", survey.KindCode, land)).screen()
	}
	b := desk("bayern")
	b.seesNot("Jena", "Vorschlag", "steht nicht mehr")
	b = desk("thüringen")
	b.sees(" > Jena", "Das ist ein Vorschlag.")
}

func TestRequiredByAConditionIsMarked(t *testing.T) {
	b := typesDesk(t, "vorgabe")
	b.keys("k", "enter")
	b.sees("Warum? (Pflicht)")
	b.keys("x", "enter", "shift+tab")
	b.sees("Warum? (Pflicht)")
	b.keys("shift+tab", "a", "enter")
	b.seesNot("(Pflicht)")
}

func TestPrefilledRowsAreThere(t *testing.T) {
	b := typesDesk(t, "netze")
	b.sees("Auskunft gibt meist: Netzbetrieb", " 1  Kabel        erledigt", " 2  Funk         erledigt")
	b.keys("up", "enter")
	if want := (survey.Place{Question: "n_name", Row: 1}); b.s.Place() != want {
		t.Errorf("a row that is there begins at %v", b.s.Place()) // what it is about needs no answer
	}
	b.keys("shift+tab")
	if want := (survey.Place{Question: "n_art", Row: 1}); b.s.Place() != want {
		t.Errorf("back from there is %v", b.s.Place())
	}
}

func TestSectionSaysWhoKnows(t *testing.T) {
	typesDesk(t, "ziele").sees("Es geht um Ihre Sicht.", "Auskunft gibt meist: Amtsleitung")
	b := typesDesk(t, "neigung")
	b.seesNot("Amtsleitung")
	b.keys("f1")
	b.sees("Auskunft gibt meist: Amtsleitung")
}

func TestAddressesAreChecked(t *testing.T) {
	b := typesDesk(t, "mail")
	b.keys("post", "enter")
	b.sees("Fehler: Das ist keine E-Mail-Adresse:")
	b.keys("@amt.example", "enter", "amt.example", "enter")
	b.sees("Fehler: Bitte geben Sie die Adresse vollständig ein: https://amt.example")
	b.keys("f1")
	b.sees("Eingabe: Internetadresse")
}
