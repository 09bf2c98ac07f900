package tui

import (
	"strings"
	"testing"

	"bestand.example/itbestand/survey"
)

// An anonymous set takes no comments: neither by key nor by command, and no
// help speaks of them.
func TestAnonymousSetsTakeNoComments(t *testing.T) {
	set := testSet(t)
	set.Many, set.Anonymous = true, true
	b := newDeskOf(t, set, nil, survey.Place{}).screen()
	b.keys("f3")
	b.sees("In einem anonymen Fragensatz gibt es keine Bemerkungen")
	b.keys("f1")
	b.seesNot("Bemerkung zur Frage")

	c := talkTo(t, newDeskOf(t, set, nil, survey.Place{}), ".b von Huber", ".?", ".e")
	c.says("In einem anonymen Fragensatz gibt es keine Bemerkungen")
	if strings.Contains(c.out, ".b Bemerkung") {
		t.Errorf("the help speaks of comments:\n%s", c.out)
	}
	for _, k := range c.s.Response.Answers.Keys() {
		if c.s.Response.Answers.Get(k).Comment != "" {
			t.Errorf("%v has a comment", k)
		}
	}
}
