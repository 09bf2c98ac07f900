package tui

import (
	"bufio"
	"context"
	"fmt"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"pgregory.net/rapid"

	"bestand.example/itbestand/survey/i18n"
)

// folder is a start screen with one entry of each kind.
func folder() *Start {
	open := []Action{Continue, Check, HandInNow, ShowAll, PrintBlank}
	return &Start{
		Words: i18n.In("de"), Folder: `C:\Users\müller\Documents\Erhebung 2026 (Stadt Süd)`, Cursor: -1,
		Notes: []string{"Abgabe bis 31.03.2027. Ansprechstelle bei Fragen: Geschäftsstelle, stelle@erhebung.example"},
		Entries: []Entry{
			{File: "amt.itb – Stadt Süd", Title: "Bestandsaufnahme der IT-Landschaft", State: Begun, Done: 12, Asked: 139, Open: 120, Detail: "Vor der Abgabe sind noch 120 Punkte zu klären.", Actions: open, ReleaseAsked: true},
			{File: "amt.itb – Stadt Süd", Title: "Umsetzungsstand des Onlinezugangsgesetzes", State: HandedIn, Done: 80, Asked: 80, Detail: "Abgegeben als Fassung 1 am 27.11.2026, Prüfsumme 1234 5678 9abc def0 1234.", Actions: []Action{View, ShowAll, Reopen}, NextRevision: 2},
			{File: "b.itb", Title: "Kompetenzzentrum – Interviews (2)", State: Complete, Done: 7, Asked: 7, Actions: []Action{HandInNow, Continue}, UnitAsked: true, ReleaseAsked: true},
			{File: "Andere Dateien im Ordner", Title: "c.itb", State: Busy, Detail: "„c.itb“ ist gerade geöffnet: von „meier“ am Rechner „PC-12“ seit 2026-11-27T08:00:00Z (UTC)."},
			{File: "Andere Dateien im Ordner", Title: "d\x1b[31m.itb", State: Broken, Detail: "„d\x1b[31m.itb“ ist beschädigt oder wurde verändert."},
		},
		Sets: []SetOffer{
			{Title: "Bestandsaufnahme der IT-Landschaft", Note: "Dauer: 4-5 Stunden", Unit: Wanted, Name: "it-landschaft"},
			{Title: "Befragung zu Führung und Kompetenz", Unit: Optional, Name: "fuehrung-kompetenz"},
			{Title: "Grundsatzpapiere", Unit: Unasked, Name: "grundsatzpapiere"},
		},
		FileName: func(typed string) (string, string) {
			if typed == "amt" {
				return "", "Eine Datei dieses Namens liegt schon im Ordner."
			}
			return typed + ".itb", ""
		},
	}
}

// counter is a start screen with all that a test looks at.
type counter struct {
	t testing.TB
	m *startModel
}

func before(t testing.TB, s *Start) *counter {
	c := &counter{t, newStartModel(s, true)}
	c.size(80, 24)
	return c
}

func (c *counter) size(width, height int) {
	c.m.Update(tea.WindowSizeMsg{Width: width, Height: height})
}

func (c *counter) keys(names ...string) *counter {
	for _, name := range names {
		c.m.Update(keyNamed(name))
	}
	return c
}

func (c *counter) sees(texts ...string) {
	c.t.Helper()
	for _, text := range texts {
		if !strings.Contains(c.m.View(), text) {
			c.t.Errorf("does not show %q:\n%s", text, c.m.View())
		}
	}
}

func (c *counter) asks(want Request) {
	c.t.Helper()
	if !c.m.chosen || c.m.request != want {
		c.t.Errorf("chosen %v, request %+v, want %+v\n%s", c.m.chosen, c.m.request, want, c.m.View())
	}
}

func TestStartScreens(t *testing.T) {
	empty := &Start{Words: i18n.In("de"), Folder: "/home/a", Cursor: -1, Sets: folder().Sets}
	reported := folder()
	reported.Cursor, reported.Report = 1, Report{Title: "Die Rückgabe ist geschrieben", Text: "Quittung\n\n" + strings.Repeat("Eine Zeile der Quittung.\n", 30)}
	for _, s := range []struct {
		name  string
		start *Start
		keys  []string
	}{
		{"start", folder(), nil},
		{"start_handed_in", folder(), []string{"down"}},
		{"start_busy", folder(), []string{"down", "down", "down"}},
		{"start_empty", empty, nil},
		{"start_actions", folder(), []string{"tab"}},
		{"start_incomplete", folder(), []string{"g"}},
		{"start_release", folder(), []string{"g", "down", "down", "enter", "E. Muster"}},
		{"start_reopen", folder(), []string{"down", "o"}},
		{"start_new", folder(), []string{"n"}},
		{"start_unit", folder(), []string{"n", "enter", "99", "enter"}},
		{"start_name", folder(), []string{"n", "enter", "enter"}},
		{"start_help", folder(), []string{"f1"}},
		{"start_report", reported, nil},
		{"start_reason", folder(), []string{"end", "home", "down", "down", "down", "down", "enter"}},
	} {
		for _, size := range [][2]int{{80, 24}, {60, 16}} {
			c := before(t, s.start)
			c.size(size[0], size[1])
			c.keys(s.keys...)
			golden(t, fmt.Sprintf("%s_%dx%d", s.name, size[0], size[1]), c.m.View()+"\n")
		}
	}
}

// With one response that is begun, Enter alone continues it.
func TestEnterContinuesWhatIsBegun(t *testing.T) {
	before(t, folder()).keys("enter").asks(Request{Action: Continue, Entry: 0, Set: -1})
}

// A file that is open elsewhere comes before a new one is begun by a hasty
// Enter.
func TestEnterOnNothingThatCanBeFilledInTellsWhy(t *testing.T) {
	s := folder()
	s.Entries = s.Entries[3:4]
	before(t, s).keys("enter").sees("c.itb", "gerade geöffnet: von „meier“")
}

// What can be handed in or looked at is not filled in by a hasty Enter.
func TestEnterOnOtherStatesOffersWhatCanBeDone(t *testing.T) {
	c := before(t, folder()).keys("down", "enter")
	c.sees("Durchsehen", "Wieder öffnen")
	c.keys("enter").asks(Request{Action: View, Entry: 1, Set: -1})
}

func TestHandingInAsksWhatItTakes(t *testing.T) {
	c := before(t, folder()).keys("g")
	c.sees("noch 120 Punkte", "Zeigen, was noch offen ist")
	c.keys("enter").asks(Request{Action: Check, Entry: 0, Set: -1})

	c = before(t, folder()).keys("g", "down", "down", "enter")
	c.sees("Wer gibt die Angaben frei?")
	c.keys("E. Muster, Leitung", "enter").asks(Request{Action: HandInNow, Entry: 0, Set: -1, Incomplete: true, Release: "E. Muster, Leitung", Released: true})

	c = before(t, folder()).keys("down", "down", "g", "enter")
	c.sees("Ohne den Schlüssel kann nicht abgegeben werden")
	c.keys("99 061 0001", "enter", "enter").asks(Request{Action: HandInNow, Entry: 2, Set: -1, Unit: "990610001", Released: true})
}

func TestNewAsksOnlyWhatTheSetNeeds(t *testing.T) {
	c := before(t, folder()).keys("n", "enter", "12", "enter")
	c.sees("Fehler: Der Schlüssel hat 5 Ziffern")
	c.keys("backspace", "backspace", "990610001", "enter")
	c.sees("> it-landschaft")
	c.keys("ctrl+u", "amt", "enter")
	c.sees("liegt schon im Ordner")
	c.keys("ctrl+u", "süd", "enter").asks(Request{Action: New, Entry: -1, Set: 0, Unit: "990610001", Name: "süd.itb"})

	before(t, folder()).keys("n", "down", "down", "enter", "enter").asks(Request{Action: New, Entry: -1, Set: 2, Name: "grundsatzpapiere.itb"})
}

func TestReopeningSaysWhatItMeansAndCanBeLeft(t *testing.T) {
	c := before(t, folder()).keys("down", "o")
	c.sees("Es entsteht Fassung 2")
	c.keys("enter") // no
	if c.m.chosen || c.m.over != nil {
		t.Errorf("no is not no:\n%s", c.m.View())
	}
	c.keys("o", "down", "enter").asks(Request{Action: Reopen, Entry: 1, Set: -1})
}

// What cannot be opened has its reason on the screen, and stops nothing.
func TestWhatCannotBeOpenedSaysWhy(t *testing.T) {
	c := before(t, folder()).keys("down", "down", "down")
	c.sees("von „meier“ am Rechner")
	c.keys("g", "w", "tab")
	if c.m.chosen {
		t.Errorf("asks for %+v", c.m.request)
	}
	c.keys("esc", "up", "up", "up", "enter").asks(Request{Action: Continue, Entry: 0, Set: -1})
}

func TestCtrlCInterrupts(t *testing.T) {
	before(t, folder()).keys("n", "ctrl+c").asks(Request{Action: Quit, Entry: -1, Set: -1, Interrupted: true})
	before(t, folder()).keys("n", "f10").asks(Request{Action: Quit, Entry: -1, Set: -1})
}

// No letter means two things in one place.
func TestLettersAreUnique(t *testing.T) {
	for _, lang := range i18n.Languages() {
		s, seen := &Start{Words: i18n.In(lang)}, map[string]Action{}
		for _, a := range append(actionsOnEntry(), overall()...) {
			letter := s.letter(a)
			if other, twice := seen[letter]; twice || len(letter) != 1 {
				t.Errorf("%s: %q stands for %s and %s", lang, letter, other, a)
			}
			seen[letter] = a
		}
	}
}

// Whatever is pressed, the screen fits, and shows no control character of a file
// name.
func TestStartScreenAlwaysFits(t *testing.T) {
	names := []string{"up", "down", "enter", "tab", "esc", "shift+tab", "f1", "home", "end", "pgdown", "pgup", "n", "g", "o", "p", "l", "x", "ä", "12", "backspace"}
	rapid.Check(t, func(rt *rapid.T) {
		c := before(t, folder())
		width, height := rapid.IntRange(40, 200).Draw(rt, "width"), rapid.IntRange(10, 60).Draw(rt, "height")
		c.size(width, height)
		for _, name := range rapid.SliceOfN(rapid.SampledFrom(names), 0, 20).Draw(rt, "keys") {
			c.keys(name)
			lines := strings.Split(c.m.View(), "\n")
			if len(lines) > height {
				rt.Fatalf("%d lines of %d", len(lines), height)
			}
			for _, l := range lines {
				if len([]rune(l)) > width || strings.ContainsAny(l, "\x1b\x00") {
					rt.Fatalf("line %q", l)
				}
			}
		}
	})
}

// say drives the line mode with lines, and gives what was asked for and what
// was said.
func sayTo(t *testing.T, s *Start, lines ...string) (Request, string) {
	t.Helper()
	var out strings.Builder
	s.Out = &out
	typed := ""
	for _, l := range lines {
		typed += l + "\n"
	}
	r, err := ChooseByLine(context.Background(), *s, bufio.NewReader(strings.NewReader(typed)))
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(out.String(), "\x1b") {
		t.Errorf("an escape sequence in %q", out.String())
	}
	return r, out.String()
}

func TestStartByLine(t *testing.T) {
	for _, x := range []struct {
		lines []string
		want  Request
		said  string
	}{
		{[]string{""}, Request{Action: Continue, Entry: 0, Set: -1}, "1. Bestandsaufnahme der IT-Landschaft: begonnen, 12 von 139"},
		{[]string{"2"}, Request{Action: View, Entry: 1, Set: -1}, "Abgegeben als Fassung 1"},
		{[]string{"7", "g 4", "wie?", "G 3", "990610001", "E. Muster"}, Request{Action: HandInNow, Entry: 2, Set: -1, Unit: "990610001", Release: "E. Muster", Released: true}, "Eine Nummer 7 gibt es nicht"},
		{[]string{"n", "9", "1", ".", "n", "3", ""}, Request{Action: New, Entry: -1, Set: 2, Name: "grundsatzpapiere.itb"}, "Abgebrochen."},
		{[]string{"o 2", "2"}, Request{Action: Reopen, Entry: 1, Set: -1}, "Es entsteht Fassung 2"},
		{[]string{"o 2", "1", "e"}, Request{Action: Quit, Entry: -1, Set: -1}, ""},
		{[]string{"?", "p"}, Request{Action: Quit, Entry: -1, Set: -1}, "Bitte nennen Sie dazu die Nummer"},
		{nil, Request{Action: Quit, Entry: -1, Set: -1}, ""},
	} {
		got, said := sayTo(t, folder(), x.lines...)
		if got != x.want || !strings.Contains(said, x.said) {
			t.Errorf("%q: %+v, want %+v\n%s", x.lines, got, x.want, said)
		}
	}
}
