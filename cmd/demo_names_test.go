package cmd

import (
	"io"
	"math/rand/v2"
	"slices"
	"testing"

	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/i18n"
)

// What the invented people know is known by the names of questions and choices.
// A name that is gone would silently be answered at random.
func TestTheDemonstrationKnowsTheNamesOfTheSets(t *testing.T) {
	a := &app{words: i18n.In("de"), err: io.Discard}
	kit, err := a.demoKit()
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(1, 2))
	units := &survey.Population{Units: demoUnits(5, r)}
	p := newDemoProfile(kit, units, units.Units[1], r)
	for id, k := range map[string]demoKnowledge{
		demoIT: knowsUnit(p, demoIT), demoOZG: knowsUnit(p, demoOZG), demoFK: knowsOwnMind(p, 1, r),
		demoINT: knowsInterview(0), demoAUF: knowsTasks(), demoPapers: knowsPaper(2),
	} {
		set := kit.set(id)
		lists := map[string]*survey.ChoiceList{}
		for _, q := range set.Questions() {
			if q.List != nil {
				lists[q.List.Name], lists[q.Name] = q.List, q.List
			}
		}
		for name := range k.named {
			if set.Question(name) == nil {
				t.Errorf("%s has no question %s", id, name)
			}
		}
		for name := range k.rows {
			if q := set.Question(name); q == nil || q.Type != survey.TypeRepeat {
				t.Errorf("%s has no list %s", id, name)
			}
		}
		for name, weights := range k.weights {
			for code := range weights {
				holds(t, id, name, lists[name], code)
			}
		}
		for name, ladder := range k.ladders {
			if list := lists[name]; list != nil {
				for _, code := range ladder {
					holds(t, id, name, list, code)
				}
			}
		}
	}
}

func holds(t *testing.T, set, name string, list *survey.ChoiceList, code string) {
	t.Helper()
	// Lists have "another one" or not; to say so of one that has not is no mistake.
	if often := []string{"", "sonst", "sonstige"}; list == nil || list.Index(code) < 0 && !slices.Contains(often, code) {
		t.Errorf("%s: no choice %s in %s", set, code, name)
	}
}
