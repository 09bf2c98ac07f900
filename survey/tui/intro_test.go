package tui

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"bestand.example/itbestand/survey"
)

// newcomer is a desk with all that comes before the first question.
func newcomer(t *testing.T) (b *desk, told *[]string) {
	b, told = newDesk(t, at("name")), &[]string{}
	b.d.Intro = Intro{
		Notice:  "Wozu die Angaben dienen: zur Planung.\n\n" + strings.Repeat("Noch ein Satz zum Datenschutz, der nicht kurz ist und umbrochen wird.\n", 30),
		Noticed: func() error { *told = append(*told, "noticed"); return nil },
		Name: func(name string) error {
			if b.failing {
				return errDisk
			}
			*told = append(*told, name)
			return nil
		},
	}
	return b.screen(), told
}

// The notice is gone through to its end before it counts as noted; then the name
// is asked, then the first question, and nothing typed before reaches it.
func TestIntroComesBeforeTheFirstQuestion(t *testing.T) {
	b, told := newcomer(t)
	b.sees("Hinweise zum Datenschutz", "Wozu die Angaben dienen", "Enter weiter lesen")
	b.keys("f2", "f4", "x", "shift+tab", "esc")
	b.sees("Wozu die Angaben dienen")
	b.keys("enter")
	if len(*told) > 0 {
		t.Error("noted before it was read")
	}
	b.keys("end")
	b.sees("zur Kenntnis genommen")
	b.keys("enter")
	b.sees("Wer arbeitet an diesem Rechner")
	b.failing = true
	b.keys("Erika", "enter")
	b.sees("Nicht gespeichert", "> Erika")
	b.failing = false
	b.keys(" M", "enter")
	b.sees("Name der Dienststelle")
	if fmt.Sprint(*told) != "[noticed Erika M]" {
		t.Errorf("told %q", *told)
	}
	b.keys("Amt", "enter")
	b.value("name", "Amt")
}

func TestLeavingTheIntroSavesNothing(t *testing.T) {
	b, told := newcomer(t)
	if b.keys("f10") == nil || len(*told) > 0 || b.m.unsaved != nil {
		t.Errorf("told %q, unsaved %v", *told, b.m.unsaved)
	}
}

// Line mode says the notice; without a person it asks nothing, and nothing
// counts as noted.
func TestIntroByLine(t *testing.T) {
	b, told := newcomer(t)
	c := talkTo(t, b, "Amt")
	if !strings.Contains(c.out, "Wozu die Angaben dienen") || len(*told) > 0 {
		t.Errorf("told %q:\n%s", *told, c.out)
	}
	b.value("name", "Amt")

	b, told = newcomer(t)
	b.d.Person = true
	talkTo(t, b, "", "Erika", "Amt")
	if fmt.Sprint(*told) != "[noticed Erika]" {
		t.Errorf("told %q", *told)
	}
	b.value("name", "Amt")
}

// sealedDesk is a response that was handed in.
func sealedDesk(t *testing.T, place survey.Place) *desk {
	b := newDesk(t, place, twoRows, given("name", survey.KindText, "Amt Süd"), given("os", survey.KindCodes, "windows linux"))
	b.s.ReadOnly = true
	b.d.Sealed = Sealed{Why: "Dieser Antwortbogen ist abgegeben. Sie können alles ansehen, aber nichts ändern.", Means: "Es entsteht Fassung 2.", Reopen: func() error {
		if b.failing {
			return errDisk
		}
		return nil
	}}
	return b
}

// Every screen can be looked at, and no key changes an answer or saves a thing.
func TestSealedResponseCanOnlyBeLookedAt(t *testing.T) {
	b := sealedDesk(t, survey.Place{}).screen()
	before := fmt.Sprint(b.s.Response.Answers.Keys(), b.answer("name"))
	seen := map[string]bool{}
	for range 60 {
		seen[b.s.Place().Question] = true
		if b.s.AtEnd() {
			break
		}
		b.sees("ist abgegeben")
		b.keys("x", "5", "j", " ", "+", "n", "d", "l", "k", "u", "w", "delete", "backspace", "f3", "f4", "f5", "f8", "left", "right", "down")
		seen[b.s.Place().Question] = true
		b.sees("Sie können alles ansehen")
		b.keys("tab")
	}
	for _, q := range []string{"name", "erhoben", "pc", "os", "server", "hinweis", "anmerk", "$end"} {
		if !seen[q] {
			t.Errorf("never came to %s: %v", q, seen)
		}
	}
	if after := fmt.Sprint(b.s.Response.Answers.Keys(), b.answer("name")); after != before || b.saved != 0 {
		t.Errorf("saved %d, answers %s, before %s", b.saved, after, before)
	}
	b.keys("shift+tab", "f2")
	b.sees("Allgemeines")
}

func TestSealedListsCanBeEntered(t *testing.T) {
	b := sealedDesk(t, at("server")).screen()
	b.keys("up", "up", "enter")
	b.at("s_name")
	b.sees("srv-süd")
	b.keys("enter", "enter")
	b.at("server")
}

func TestReopeningAsksFirst(t *testing.T) {
	b := sealedDesk(t, at("name")).screen()
	b.keys("f9")
	b.sees("Es entsteht Fassung 2.", "> Nein")
	b.keys("enter", "f9", "down")
	b.failing = true
	b.keys("enter")
	b.sees("Nicht gespeichert")
	b.failing = false
	b.keys("enter")
	b.seesNot("nichts ändern")
	b.keys("!", "enter")
	b.value("name", "Amt Süd!")
}

func TestSealedByLine(t *testing.T) {
	b := sealedDesk(t, at("name"))
	c := talkTo(t, b, "anderer Name", ".l", ".k", ".z", "", ".u", ".f server", "n", "l 1", "b 1", "", "", ".e")
	if b.saved != 0 || b.answer("name").Value.Text != "Amt Süd" || len(b.s.Response.Answers.Rows("server")) != 2 {
		t.Errorf("saved %d\n%s", b.saved, c.out)
	}
	for _, want := range []string{"srv-süd", ".w öffnet ihn wieder", "Es wurde nichts geändert."} {
		if !strings.Contains(c.out, want) {
			t.Errorf("does not say %q:\n%s", want, c.out)
		}
	}
	b = sealedDesk(t, at("name"))
	talkTo(t, b, ".w", "n", "x", ".w", "j", "Amt Nord")
	b.value("name", "Amt Nord")
}

func TestSealedForGoodHasNoWayToReopen(t *testing.T) {
	b := sealedDesk(t, at("name"))
	b.d.Sealed.Reopen = nil
	b.screen().keys("f9", "x")
	b.seesNot("F9")
	c := talkTo(t, b, ".w")
	if strings.Contains(c.out, ".w öffnet") || !b.s.ReadOnly {
		t.Error(c.out)
	}
}

// Whoever acknowledged the notice can read it again.
func TestHelpEndsWithThePrivacyNotice(t *testing.T) {
	b := newDesk(t, at("name"))
	b.d.Privacy = "Ihre Angaben werden 2030 gelöscht."
	b.screen().keys("f1", "end")
	b.sees("Hinweise zum Datenschutz", "Ihre Angaben werden 2030 gelöscht.")
}

func TestIntroScreens(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {60, 16}} {
		show := func(name string, b *desk, keys ...string) {
			b.size(size[0], size[1])
			b.keys(keys...)
			golden(t, fmt.Sprintf("%s_%dx%d", name, size[0], size[1]), b.m.View()+"\n")
		}
		b, _ := newcomer(t)
		show("intro_notice", b)
		show("intro_name", b, "end", "enter")
		show("sealed", sealedDesk(t, at("os")).screen())
		show("sealed_list", sealedDesk(t, at("server")).screen())
		show("sealed_reopen", sealedDesk(t, at("name")).screen(), "f9")
		show("sealed_end", sealedDesk(t, survey.EndPlace).screen())
	}
}

// What a sealed session refuses elsewhere, it refuses in a batch, too.
func TestSealedSessionPutsNothing(t *testing.T) {
	b := newDesk(t, at("name"))
	entry := "x"
	refuse := errors.New("closed")
	s := survey.NewSession(b.s.Set, b.s.Response, survey.Place{}, func(survey.Change) error { return refuse })
	s.ReadOnly = true
	if _, err := s.Put([]survey.Assignment{{Question: "name", Entry: &entry}}); err != refuse {
		t.Errorf("%v", err)
	}
	if err := s.Next(); err != nil {
		t.Errorf("%v", err)
	}
}
