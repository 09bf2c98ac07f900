package tui

import (
	"strings"
	"testing"
	"unicode"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"bestand.example/itbestand/survey/i18n"
)

// onlyLetters fails where a text has a sign that is neither ASCII nor a letter.
func onlyLetters(t testing.TB, text string) {
	t.Helper()
	for _, r := range text {
		if r > 0x7e && !unicode.IsLetter(r) && !unicode.IsMark(r) && r != unicode.ReplacementChar {
			t.Errorf("shows %q (%U):\n%s", r, r, text)
			return
		}
	}
}

// Where the terminal cannot show signs, no screen and no line has one; umlauts
// stay, and no line is wider for it.
func TestASCIIShowsLettersAndASCIIOnly(t *testing.T) {
	for _, lang := range i18n.Languages() {
		for _, width := range []int{60, 80} {
			for _, b := range everyDesk(t, lang) {
				b.d.ASCII = true
				b.screen()
				b.size(width, 24)
				for _, key := range []string{"x", "f1", "end", "f2", "tab", "esc", "f6", "esc", "f3", "esc", "f4", "esc", "f5", "enter"} {
					b.keys(key)
					onlyLetters(t, b.m.View())
					for _, l := range strings.Split(b.m.View(), "\n") {
						if ansi.StringWidth(l) > width {
							t.Errorf("%d columns at %d: %q", ansi.StringWidth(l), width, l)
						}
					}
				}
			}
		}
	}
	b := screenDesk(t, at("haupt"))
	b.d.ASCII = true
	b.screen()
	b.sees("Fachverfahren 001 - Änderungsdienst", "danach 5", "----------")
	c := newDesk(t, at("pc"))
	c.d.ASCII = true
	onlyLetters(t, talkTo(t, c, ".?", ".u", ".u 2", ".p", ".e").out)
}

// A sign takes the place of a sign, and colours stay.
func TestPlainSignsKeepTheWidth(t *testing.T) {
	for text, want := range map[string]string{
		"ab…": "...", "Straßenverke… 1": "Straßenver... 1", "…": ".", "a…": "a.", "\n…": "\n.", "\x1b[1mStraße…\x1b[0m": "\x1b[1mStra...\x1b[0m", "\x1b[1m…": "\x1b[1m.",
		"漢…": "漢.", "„a“ – b": `"a" - b`, "── │": "-- |", "Größe": "Größe", "x\x1b[7m \x1b[0m…": "x\x1b[7m \x1b[0m.",
	} {
		if got := plainSigns(text); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
	rapid.Check(t, func(r *rapid.T) {
		parts := rapid.SliceOf(rapid.SampledFrom([]string{"a", "ä", "…", "–", "─", "漢", "\x1b[1m", "\x1b[0m", " ", "e\u0301", "„"})).Draw(r, "parts")
		text := strings.Join(parts, "")
		if got := plainSigns(text); ansi.StringWidth(got) != ansi.StringWidth(text) {
			r.Fatalf("%q is %d wide, %q is %d", text, ansi.StringWidth(text), got, ansi.StringWidth(got))
		}
	})
}
