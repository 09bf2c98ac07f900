package tui

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"testing"

	"bestand.example/itbestand/survey"
)

// talked is what a conversation in line mode left behind.
type talked struct {
	*desk
	out     string
	outcome Outcome
	err     error
}

// talkTo holds a conversation of the given lines.
func talkTo(t testing.TB, b *desk, lines ...string) talked {
	t.Helper()
	return talkText(t, b, strings.Join(lines, "\n")+"\n")
}

func talkText(t testing.TB, b *desk, input string) talked {
	t.Helper()
	var out bytes.Buffer
	b.d.In, b.d.Out = strings.NewReader(input), &out
	outcome, err := Lines(context.Background(), *b.d)
	return talked{b, out.String(), outcome, err}
}

func (c talked) says(texts ...string) {
	c.t.Helper()
	rest := c.out
	for _, text := range texts {
		i := strings.Index(rest, text)
		if i < 0 {
			c.t.Fatalf("does not say %q (in this order):\n%s", text, c.out)
		}
		rest = rest[i+len(text):]
	}
}

// answersFile fills the whole set.
var answersFile = []string{
	"Amt Süd", "31.12.2026", "12,5", ".g 1200", "Schulungsräume", // a warning asks for a reason
	"1", "d.3", "Fachverfahren 001 – Änderungsdienst", "fv_002, fv_001", "windows, 2", "Abo",
	"n", "srv-1", "2", "2019", "n", "srv-2", "", "",
	"eins", "", "zwei", ".",
	"",
}

func TestLinesFillAWholeSetThroughAPipe(t *testing.T) {
	c := talkTo(t, newDesk(t, survey.Place{}), answersFile...)
	if c.err != nil || c.outcome != (Outcome{AtEnd: true}) {
		t.Fatalf("outcome %+v, error %v\n%s", c.outcome, c.err, c.out)
	}
	for name, want := range map[string]string{"name": "Amt Süd", "erhoben": "2026-12-31", "vzae": "12.5", "pc": "1200", "dms": "ja", "dmsname": "d.3",
		"haupt": "fv_001", "weitere": "fv_001 fv_002", "os": "windows linux", "office": "abo", "anmerk": "eins\n\nzwei"} {
		c.value(name, want)
	}
	if a := c.answer("pc"); !a.Estimate || a.Acknowledged != "Schulungsräume" {
		t.Errorf("pc is %+v", a)
	}
	if rows := c.s.Response.Answers.Rows("server"); len(rows) != 2 {
		t.Errorf("rows %v", rows)
	}
	c.says("Abschnitt: Allgemeines", "0 von 11 Fragen sind beantwortet.", "Frage: Name der Dienststelle (Pflicht)",
		"Bitte prüfen: Mehr als drei je Person", "Abschnitt: Verfahren", "1. Ja", "2. Nein", "Abschnitt: Geräte", "Serverliste, Eintrag 1",
		"Eintrag 1, erledigt: srv-1 (Physisch)", "Information: Fast fertig.", "Das war die letzte Frage.", "kann abgegeben werden", "Alles gespeichert.")
	if n := strings.Count(c.out, "Abschnitt: "); n != 3 {
		t.Errorf("%d sections said, want 3", n)
	}
}

func TestLinesUseNoEscapeSequences(t *testing.T) {
	b := newDesk(t, survey.Place{}, given("name", survey.KindText, "\x1b[31mrot\x07"))
	b.d.NoColor = false
	c := talkTo(t, b, append([]string{""}, answersFile[1:]...)...)
	if i := strings.IndexFunc(c.out, func(r rune) bool { return r < 0x20 && r != '\n' }); i >= 0 {
		t.Errorf("control character in %q", c.out[max(0, i-40):i+1])
	}
}

func TestLinesAskAgainAfterAWrongEntry(t *testing.T) {
	c := talkTo(t, newDesk(t, at("erhoben")), "31.02.2026", "1.2.2026")
	c.says("Frage: Tag der Erhebung", "Fehler: Bitte geben Sie ein gültiges Datum", "Antwort (leer = weiter", "Frage: Anzahl Mitarbeitende")
	c.value("erhoben", "2026-02-01")
	if strings.Count(c.out, "Frage: Tag der Erhebung") != 1 {
		t.Error("the question was said again")
	}
}

func TestLinesEndOfInputKeepsEverything(t *testing.T) {
	for _, input := range []string{"Amt", "Amt\n", "Amt\r\n", "\ufeffAmt\n"} {
		c := talkText(t, newDesk(t, at("name")), input)
		if c.err != nil || c.outcome.Interrupted {
			t.Errorf("%q: outcome %+v, error %v", input, c.outcome, c.err)
		}
		c.value("name", "Amt")
		c.says("Alles gespeichert.")
	}
	c := talkText(t, newDesk(t, at("anmerk")), "eins\nzwei")
	c.value("anmerk", "eins\nzwei")
	talkText(t, newDesk(t, at("name")), "").says("Alles gespeichert. 0 von 11")
}

func TestLinesBlankKeepsTheAnswer(t *testing.T) {
	c := talkTo(t, newDesk(t, at("name"), given("name", survey.KindText, "Amt")), "", ".e")
	c.says("Bisherige Antwort: Amt", "Frage: Tag der Erhebung")
	c.value("name", "Amt")
}

func TestLinesMissingCode(t *testing.T) {
	for _, lines := range [][]string{{".k", "2"}, {".k 2"}, {".k spaeter"}, {".K wird nachgereicht"}} {
		c := talkTo(t, newDesk(t, at("pc")), append(lines, ".z", ".e")...)
		if got := c.answer("pc").Missing; got != "spaeter" {
			t.Errorf("%v: missing code %q", lines, got)
		}
		c.says("Nutzen Sie ein Dokumentenmanagementsystem", "Ausfallgrund: wird nachgereicht")
	}
	talkTo(t, newDesk(t, at("pc")), ".k keine_angabe").says("Fehler: Der Ausfallgrund „keine_angabe“ ist hier nicht vorgesehen.")
	talkTo(t, newDesk(t, at("name")), ".k").says("Fehler: Für diese Frage ist kein Ausfallgrund vorgesehen.")
	c := talkTo(t, newDesk(t, at("pc")), ".k", "", "7")
	c.value("pc", "7")
}

func TestLinesEstimate(t *testing.T) {
	c := talkTo(t, newDesk(t, at("pc")), ".g", ".g 0", ".g 7", ".z", ".g", ".e")
	c.says("Bitte geben Sie den geschätzten Wert in derselben Zeile an", "Fehler: Bitte mindestens 1.", "Als Schätzung gekennzeichnet.", "nicht mehr als geschätzt")
	c.value("pc", "7")
	talkTo(t, newDesk(t, at("name")), ".g 7").says("Fehler: Diese Angabe kann nicht als geschätzt")
}

func TestLinesClearCommentAndHelp(t *testing.T) {
	c := talkTo(t, newDesk(t, at("pc"), given("pc", survey.KindNumber, "7")), ".b", ".b Rückfrage offen", ".b", ".l", ".?", ".x", ".e")
	c.says("keine Bemerkung", "Die Bemerkung ist gespeichert.", "Bemerkung: Rückfrage offen", "Die Antwort ist gelöscht.", "Wozu die Frage dient: Bezugsgröße", "Befehle:", "Fehler: Den Befehl .x gibt es nicht.")
	c.value("pc", "")
	if got := c.answer("pc").Comment; got != "Rückfrage offen" {
		t.Errorf("comment %q", got)
	}
	c = talkTo(t, c.desk, ".b -", ".e")
	if got := c.answer("pc").Comment; got != "" {
		t.Errorf("comment %q", got)
	}
}

func TestLinesBackGoesOverNotes(t *testing.T) {
	c := talkTo(t, newDesk(t, at("anmerk")), ".z", ".e")
	if c.s.Place() != at("server") {
		t.Errorf("stands at %v", c.s.Place())
	}
	talkTo(t, newDesk(t, at("name")), ".z").says("Das ist die erste Frage.")
}

func TestLinesBackKeepsADraft(t *testing.T) {
	c := talkTo(t, newDesk(t, at("erhoben"), func(a *survey.Answers) { a.Set(at("erhoben"), survey.Answer{Draft: "halb"}) }), ".z", "", "", ".e")
	c.says("Entwurf: Die Eingabe „halb“", "Der Entwurf bleibt stehen.")
	if got := c.answer("erhoben").Draft; got != "halb" {
		t.Errorf("draft %q", got)
	}
}

func TestLinesAnswersThatLookLikeCommands(t *testing.T) {
	for entry, want := range map[string]string{".NET": ".NET", "..e": ".e", "...": "...", "..k 1": ".k 1", ".5": ".5", "..": "."} {
		c := talkTo(t, newDesk(t, at("name")), entry)
		c.value("name", want)
	}
	c := talkTo(t, newDesk(t, at("anmerk")), "eins", ".e", "..", "..e", "...", ".")
	c.value("anmerk", "eins\n.e\n.\n.e\n...")
}

func TestLinesEndJumps(t *testing.T) {
	c := talkTo(t, newDesk(t, survey.EndPlace), "x", "1", "Amt", ".e")
	c.says("Das war die letzte Frage.", "1. Name der Dienststelle – Pflichtangabe fehlt.", "Fehler: Bitte geben Sie eine Nummer", "Frage: Name der Dienststelle")
	c.value("name", "Amt")
	c = talkTo(t, newDesk(t, survey.EndPlace), ".z", ".e")
	if c.s.Place() != at("anmerk") {
		t.Errorf("stands at %v", c.s.Place())
	}
}

// The lines after an entry that could not be saved belong to other questions.
func TestLinesStopWhereAFileCannotBeSaved(t *testing.T) {
	b := newDesk(t, at("name"))
	b.failing = true
	c := talkTo(t, b, "Amt", "", "31.12.2026")
	if !errors.Is(c.err, errDisk) || !c.outcome.Unsaved {
		t.Errorf("outcome %+v, error %v", c.outcome, c.err)
	}
	c.says("Nicht gespeichert: Der Datenträger ist voll.")
	if strings.Contains(c.out, "Alles gespeichert") {
		t.Error("says that everything is saved")
	}
}

func TestLinesCancelled(t *testing.T) {
	b := newDesk(t, at("name"))
	ctx, cancel := context.WithCancel(context.Background())
	in, _ := io.Pipe()
	defer in.Close()
	var out bytes.Buffer
	b.d.In, b.d.Out = in, &out
	cancel()
	outcome, err := Lines(ctx, *b.d)
	if err != nil || !outcome.Interrupted {
		t.Errorf("outcome %+v, error %v", outcome, err)
	}
}

func TestLinesLeaveTheRestToTheCaller(t *testing.T) {
	b := newDesk(t, at("name"))
	in := bufio.NewReader(strings.NewReader("Amt\n.e\nrest\n"))
	b.d.In, b.d.Out = in, io.Discard
	if _, err := Lines(context.Background(), *b.d); err != nil {
		t.Fatal(err)
	}
	if rest, _ := in.ReadString('\n'); rest != "rest\n" {
		t.Errorf("the rest is %q", rest)
	}
}

type brokenPipe struct{}

func (brokenPipe) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

func TestLinesReportABrokenOutput(t *testing.T) {
	b := newDesk(t, at("name"))
	b.d.In, b.d.Out = strings.NewReader("Amt\n"), brokenPipe{}
	if _, err := Lines(context.Background(), *b.d); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("error %v", err)
	}
}

func TestClosingTellsWhatToDoNext(t *testing.T) {
	b := screenDesk(t, at("name"))
	for _, want := range []string{"Alles gespeichert. 0 von 11", "Vor der Abgabe sind noch 7 Punkte", "itbestand check süd.itb", "Weiter ausfüllen: itbestand fill süd.itb"} {
		if got := Closing(*b.d, Outcome{}); !strings.Contains(got, want) {
			t.Errorf("does not say %q: %s", want, got)
		}
	}
	if got := Closing(*b.d, Outcome{Unsaved: true}); strings.Contains(got, "Alles") || !strings.Contains(got, "letzte Eingabe ist nicht gespeichert") {
		t.Errorf("of an entry that is not saved it says: %s", got)
	}
	if got := Closing(*complete(t).d, Outcome{AtEnd: true}); !strings.Contains(got, "itbestand submit süd.itb") || strings.Contains(got, "fill") {
		t.Errorf("of a complete response it says: %s", got)
	}
}
