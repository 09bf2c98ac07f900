package tui

import (
	"strings"
	"testing"
	"unicode/utf8"

	"bestand.example/itbestand/survey"
)

// hostile is a megabyte that could steer a terminal.
func hostile() string { return strings.Repeat("Aä\x1b[31m\x00\u202e\r\n漢 x\x1b]52;c;eA==\a", 1<<15) }

func (b *desk) paste(text string) {
	key := keyNamed(text)
	key.Paste = true
	b.m.Update(key)
}

// A megabyte is pasted into every kind of field: it is cleaned, the limit is
// told, the screen keeps its size, and what is saved is what a person may enter.
func TestAMegabyteIsPasted(t *testing.T) {
	for _, place := range []string{"name", "anmerk", "haupt", "weitere", "pc", "erhoben", "dms", "server", "hinweis", "$end"} {
		b := screenDesk(t, at(place))
		for range 2 {
			b.paste(hostile())
		}
		b.sees("möglich sind 16000")
		for _, key := range []string{"x", "enter", "tab", "f2", "esc", "shift+tab"} {
			b.keys(key)
			for _, l := range strings.Split(b.m.View(), "\n") {
				if len([]rune(l)) > 80 || strings.ContainsAny(l, "\x1b\x00\u202e\a") {
					t.Fatalf("%s, %s: line %q", place, key, l)
				}
			}
		}
		for _, k := range b.s.Response.Answers.Keys() {
			a := b.s.Response.Answers.Get(k)
			for _, text := range []string{a.Value.Text, a.Draft, a.Comment} {
				if !survey.IsClean(text) || utf8.RuneCountInString(text) > longestEntry {
					t.Errorf("%v keeps %d characters, clean: %v", k, utf8.RuneCountInString(text), survey.IsClean(text))
				}
			}
		}
	}
}

// The comment, too: it is cleaned, and no longer than an answer.
func TestAMegabyteIsPastedIntoAComment(t *testing.T) {
	b := screenDesk(t, at("name"))
	b.keys("Am", "f3")
	b.paste(hostile())
	b.sees("möglich sind 16000")
	b.keys("enter")
	b.sees("> Am")
	if c := b.answer("name").Comment; !survey.IsClean(c) || c == "" || utf8.RuneCountInString(c) > survey.MaxText {
		t.Errorf("the comment has %d characters", utf8.RuneCountInString(c))
	}
}

// What is typed stays through any change of the size.
func TestResizingLosesNothing(t *testing.T) {
	for place, keys := range map[string][]string{"name": {"Amt für"}, "anmerk": {"eins", "enter", "zwei"}, "weitere": {" ", "down", " ", "strasse"}, "haupt": {"aenderungsd", "down"}} {
		b, c := screenDesk(t, at(place)), screenDesk(t, at(place))
		for _, key := range keys {
			b.size(40, 10)
			b.keys(key)
			b.size(200, 60)
			b.size(1, 1)
			c.keys(key)
		}
		b.size(80, 24)
		if b.m.base.typed() != c.m.base.typed() || b.m.base.(*question).field.entry() != c.m.base.(*question).field.entry() {
			t.Errorf("%s: typed %q, without resizing %q", place, b.m.base.typed(), c.m.base.typed())
		}
		b.keys("tab")
		c.keys("tab")
		if b.answer(place) != c.answer(place) {
			t.Errorf("%s: %+v, without resizing %+v", place, b.answer(place), c.answer(place))
		}
	}
}

// A line of a megabyte is refused with a sentence that can be read.
func TestLinesRefuseAMegabyte(t *testing.T) {
	for _, place := range []string{"name", "haupt", "pc", "server"} {
		c := talkTo(t, newDesk(t, at(place)), strings.ReplaceAll(hostile(), "\n", " "), ".e")
		c.says("Fehler:")
		if len(c.out) > 10_000 {
			t.Errorf("%s: says %d bytes", place, len(c.out))
		}
	}
}
