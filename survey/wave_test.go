package survey

import "testing"

// A set is for the units of which its condition is true. Where the population
// does not say what it asks, that is not known.
func TestWaveAsksTheUnitsThatItIsFor(t *testing.T) {
	w := &Wave{Sets: []WaveSet{{ID: "all"}, {ID: "large", For: &Expression{Source: `einheit.typ == "landkreis" or einheit.einwohner >= 10000`}}}}
	if issues := w.Compile(); len(issues) > 0 {
		t.Fatal(issues)
	}
	for _, x := range []struct {
		unit         Unit
		asked, known bool
	}{
		{Unit{Key: "16001", Type: Landkreis}, true, true},
		{Unit{Key: "160010001", Type: VerbandsfreieGemeinde, Inhabitants: 10000}, true, true},
		{Unit{Key: "160010001", Type: VerbandsfreieGemeinde, Inhabitants: 9999}, false, true},
		{Unit{Key: "160010001", Type: VerbandsfreieGemeinde}, false, false},
	} {
		if asked, known := w.Sets[1].Asks(x.unit); asked != x.asked || known != x.known {
			t.Errorf("%+v: asked %v, known %v", x.unit, asked, known)
		}
		if asked, known := w.Sets[0].Asks(x.unit); !asked || !known {
			t.Errorf("%+v is not asked a set that is for all", x.unit)
		}
	}
}

// The reference date of a wave is not asked for, and cannot be changed.
func TestTheWaveGivesTheReferenceDate(t *testing.T) {
	set := &Questionnaire{ID: "s", Version: "1.0.0", Sections: []*Section{{Name: "a", Questions: []*Question{
		{Name: "jahr", Type: TypeInteger, Warnings: []Warning{{When: &Expression{Source: "jahr > year(stichtag)"}}}},
	}}}}
	if issues := set.Compile(); len(issues) > 0 {
		t.Fatal(issues)
	}
	day := Key{Question: StichtagName}
	start := func(wave string) *Session {
		r := &Response{Wave: wave, Answers: NewAnswers()}
		r.Answers.Set(day, Answer{Value: Value{Kind: KindDate, Text: "2026-12-31"}})
		return NewSession(set, r, Place{}, func(Change) error { return nil })
	}
	alone := start("")
	if alone.Place() != day {
		t.Errorf("without a wave it begins at %v", alone.Place())
	}
	s, entry := start("w"), "01.01.2020"
	if err := s.Back(""); err != nil || s.Place().Question != "jahr" {
		t.Errorf("stands at %v (%v)", s.Place(), err)
	}
	if err := s.Jump(day, ""); err != nil || s.Place().Question != "jahr" {
		t.Errorf("jumped to %v (%v)", s.Place(), err)
	}
	found, err := s.Put([]Assignment{{Question: StichtagName, Entry: &entry}})
	if err != nil || len(found) != 1 || found[0].Code != GivenByWave {
		t.Errorf("%v, %v", found, err)
	}
	if done, asked := s.Assessment().Progress(); done != 1 || asked != 2 {
		t.Errorf("%d of %d", done, asked)
	}
}

func TestSetsForAUnit(t *testing.T) {
	w := &Wave{Sets: []WaveSet{
		{ID: "it", For: &Expression{Source: "einheit.einwohner >= 5000"}}, {ID: "it", Profile: "kurz", For: &Expression{Source: "einheit.einwohner < 5000"}},
		{ID: "ozg"}, {ID: "papiere", For: &Expression{Source: "false"}},
	}}
	if issues := w.Compile(); len(issues) > 0 {
		t.Fatal(issues)
	}
	for inhabitants, want := range map[int]string{0: "ozg", 4000: "it-kurz ozg", 9000: "it ozg"} {
		got := ""
		for _, s := range w.SetsFor(Unit{Key: "160010001", Type: VerbandsfreieGemeinde, Inhabitants: inhabitants}) {
			got += " " + s.ID
			if s.Profile != "" {
				got += "-" + s.Profile
			}
		}
		if got != " "+want {
			t.Errorf("%d: %s", inhabitants, got)
		}
	}
}
