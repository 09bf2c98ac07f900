package tui

import (
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"bestand.example/itbestand/questionnaires"
	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/i18n"
	"bestand.example/itbestand/survey/i18n/foreign"
	"bestand.example/itbestand/survey/parser"
	"bestand.example/itbestand/survey/sim"
)

// The screens that are kept are German: none shows a word of huh's, cobra's or
// Go's own.
func TestKeptScreensAreGerman(t *testing.T) {
	files, err := filepath.Glob("testdata/*.golden")
	if err != nil || len(files) < 80 {
		t.Fatal(len(files), err)
	}
	for _, file := range files {
		screen, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if words := foreign.Words("de", string(screen)); words != nil {
			t.Errorf("%s: %q", file, words)
		}
	}
}

// dialogueKeys open what can lie over a question; each is pressed on every
// seventh one.
var dialogueKeys = []string{"f1", "f2", "f3", "f4", "f6", "f8", "ctrl+f"}

// On every question of the sets in the program, and on what can be opened over
// it, there is no word of the other language but those of the set itself.
func TestEmbeddedSetsSpeakOneLanguage(t *testing.T) {
	names, err := fs.Glob(questionnaires.Files, "*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if parser.Kind(questionnaires.Files, name) != "questionnaire" {
			continue
		}
		set, files, err := parser.Questionnaire(questionnaires.Files, name)
		if err != nil {
			t.Fatal(err)
		}
		own := ""
		for _, f := range files {
			own += string(f.Data) + "\n"
		}
		for _, lang := range i18n.Languages() {
			ofTheSet := foreign.Words(lang, own)
			speaks := func(where, screen string) {
				screen = strings.NewReplacer(sim.Remark, "", sim.Reason, "").Replace(screen) // what was typed
				for _, word := range foreign.Words(lang, screen) {
					if !slices.Contains(ofTheSet, word) && !(lang == "en" && strings.Contains(own, word)) {
						t.Errorf("%s %s %s: %q in\n%s", lang, name, where, word, screen)
					}
				}
			}
			tour(t, set, lang, speaks)
		}
	}
}

// tour shows each question of a set once, and once more with something over it.
func tour(t *testing.T, set *survey.Questionnaire, lang string, each func(where, screen string)) {
	t.Helper()
	r := rand.New(rand.NewPCG(7, 7))
	unit := sim.Unit(2, r)
	unit.Inhabitants = 20_000
	s := survey.NewSession(set, &survey.Response{Unit: unit, Answers: survey.NewAnswers()}, survey.Place{}, func(survey.Change) error { return nil })
	if err := sim.Fill(s, r, fewRows); err != nil {
		t.Fatal(err)
	}
	b := &desk{t: t, s: s}
	b.d = &Dialogue{Session: s, Words: i18n.In(lang), Title: set.Title.In(lang), File: "süd.itb", NoColor: true}
	b.m = newModel(b.d, true)
	b.size(80, 24)
	seen := map[string]bool{}
	for _, place := range append(s.Assessment().Stops(), survey.EndPlace) {
		if seen[place.Question] {
			continue
		}
		seen[place.Question] = true
		b.m = newModel(b.d, true)
		b.size(80, 24)
		b.m.settle(nil, s.Jump(place, ""))
		each(place.Question, b.m.View())
		key := dialogueKeys[len(seen)%len(dialogueKeys)]
		b.keys(key)
		each(place.Question+" "+key, b.m.View())
	}
}
