package store

import (
	"bytes"
	"path/filepath"
	"reflect"
	"slices"
	"testing"

	"bestand.example/itbestand/survey"
)

// newerFiles are those of testSet in its next version.
func newerFiles() []survey.File {
	return []survey.File{{Name: "it.yaml", Data: []byte("kind: questionnaire\nid: it\nversion: 1.1.0\n")}}
}

// newerSet is testSet in its next version: a question and a roster renamed, a
// question gone.
func newerSet(t testing.TB) *survey.Questionnaire {
	t.Helper()
	set := testSet(t)
	set.Version, set.Digest = "1.1.0", survey.SetDigest(newerFiles())
	section := set.Sections[0]
	section.Questions[0].Name, section.Questions[6].Name = "gesamt", "verfahren"
	section.Questions[7].Calculation.Source = "sum(map(verfahren, .fv_kosten))"
	section.Questions = slices.Delete(section.Questions, 5, 6)
	set.Migrations = []survey.Migration{{From: "1.0.0", Rename: map[string]string{"anzahl": "gesamt", "fv": "verfahren"}}}
	if issues := set.Compile(); len(issues) > 0 {
		t.Fatalf("%s: %v", issues[0].Code, issues[0].Args)
	}
	return set
}

// filled is a working file with answers, a row that was deleted, and a second
// set beside.
func filled(t testing.TB, path string) (o *office, beside int64) {
	o = newOffice(t, path, jena).answer("anzahl", "120", "betrieb", "eigen", "notiz", "zwei\nZeilen",
		"fv_name[1]", "A", "fv_kosten[1]", "5", "fv_name[2]", "B")
	s := o.session()
	must(t, s.Goto(survey.Place{Question: "fv"}))
	must(t, s.DeleteRow(2))
	other := Set{ID: "ozg", Version: "1.0.0", Short: "OZG", Title: "OZG", Digest: survey.SetDigest(newerFiles())}
	must(t, o.file.AddSet(other, newerFiles()))
	beside, err := o.file.NewResponse(other, survey.Unit{Key: jena}, "", "")
	must(t, err)
	must(t, o.file.Save(beside, o.set, survey.Change{Answers: []survey.AnswerChange{
		{Key: survey.Key{Question: "anzahl"}, Answer: survey.Answer{Value: survey.TextValue("bleibt")}},
	}}, anna, noon))
	return o, beside
}

func (o *office) upgrade(set *survey.Questionnaire) (*survey.Answers, error) {
	o.t.Helper()
	r, _, err := o.file.Load(o.nr)
	must(o.t, err)
	moved, _ := survey.Migrate(o.set, set, r.Answers)
	return moved, o.file.Upgrade(described(set), newerFiles(), []Upgraded{{o.nr, moved, survey.Place{Question: "verfahren"}}}, anna, noon)
}

func TestUpgrade(t *testing.T) {
	path := in(t)("amt.itb")
	o, beside := filled(t, path)
	before, _, err := o.file.Load(o.nr)
	must(t, err)
	set := newerSet(t)
	moved, err := o.upgrade(set)
	must(t, err)
	must(t, o.file.Close())
	f, err := Open(path, anna, noon)
	must(t, err)
	defer f.Close()
	r, place, err := f.Load(o.nr)
	must(t, err)
	if r.ID != before.ID || r.SetVersion != "1.1.0" || r.SetDigest != set.Digest || r.Unit != before.Unit {
		t.Errorf("the response is %+v", r)
	}
	if place != (survey.Place{Question: "verfahren"}) {
		t.Errorf("the place is %v", place)
	}
	if !reflect.DeepEqual(r.Answers, moved) {
		t.Errorf("the file has %v, not %v", r.Answers, moved)
	}
	if n := r.Answers.NextRow("verfahren"); n != 3 {
		t.Errorf("the next row would be %d, as one that was deleted", n)
	}
	if a := r.Answers.Get(survey.Key{Question: "notiz"}); a.Value.Text != "zwei\nZeilen" {
		t.Errorf("left over is %v", a)
	}
	sets, err := f.Sets()
	must(t, err)
	if len(sets) != 2 || sets[0].Version != "1.1.0" || sets[1].ID != "ozg" {
		t.Errorf("the sets are %v", sets)
	}
	if other, _, err := f.Load(beside); err != nil || other.SetID != "ozg" || other.Answers.Get(survey.Key{Question: "anzahl"}).Value.Text != "bleibt" {
		t.Errorf("the other set's response is %v, %v", other, err)
	}
	events, err := f.History(o.nr)
	must(t, err)
	if events[0].What != "answered" && events[0].What != "row_added" || events[len(events)-1].What != "upgraded" {
		t.Errorf("the history is %v", events)
	}
}

// What was moved is handed in like any other response, without what is left
// over.
func TestUpgradedIsHandedIn(t *testing.T) {
	at := in(t)
	o, _ := filled(t, at("amt.itb"))
	_, err := o.upgrade(newerSet(t))
	must(t, err)
	o.set = newerSet(t)
	o.submit(at("rueckgabe.itb"))
	foreign, err := onlyRead(t.Context(), at("rueckgabe.itb"), nil)
	must(t, err)
	for _, k := range foreign.Responses[0].Answers.Keys() {
		if o.set.Question(k.Question) == nil {
			t.Errorf("the return has %v", k)
		}
	}
	if foreign.Responses[0].SetVersion != "1.1.0" || len(foreign.Responses[0].Answers.Keys()) == 0 {
		t.Errorf("the return holds %+v", foreign.Responses[0])
	}
}

func TestUpgradeAllOrNothing(t *testing.T) {
	at := in(t)
	o, beside := filled(t, at("amt.itb"))
	o.submit(at("rueckgabe.itb"))
	before := read(t, at("amt.itb"))
	_, err := o.upgrade(newerSet(t))
	wantCode(t, err, CodeClosed)
	if !bytes.Equal(before, read(t, at("amt.itb"))) {
		t.Error("a refused move changed the file")
	}
	o.reopen()
	must(t, o.file.MarkSubmitted(map[int64]*survey.Response{beside: {Revision: 1}}, anna, noon))
	before = read(t, at("amt.itb"))
	both := []Upgraded{{o.nr, survey.NewAnswers(), survey.Place{}}, {beside, survey.NewAnswers(), survey.Place{}}}
	wantCode(t, o.file.Upgrade(described(newerSet(t)), newerFiles(), both, anna, noon), CodeClosed)
	if r, _, err := o.file.Load(o.nr); err != nil || r.SetVersion != "1.0.0" || len(r.Answers.Keys()) == 0 {
		t.Errorf("the first response was moved without the second: %v, %v", r, err)
	}
	if !bytes.Equal(before, read(t, at("amt.itb"))) {
		t.Error("a move that failed half way changed the file")
	}
	wrong := described(newerSet(t))
	wrong.Digest = o.set.Digest
	wantCode(t, o.file.Upgrade(wrong, newerFiles(), nil, anna, noon), CodeSetDiffers)
	wantCode(t, newCentral(t, at("zentral.itb")).Upgrade(described(newerSet(t)), newerFiles(), nil, anna, noon), CodeNotWorking)
}

// Each copy that is kept is whole, and none takes the place of another.
func TestKeep(t *testing.T) {
	at := in(t)
	o, _ := filled(t, at("amt.itb"))
	before, _, err := o.file.Load(o.nr)
	must(t, err)
	var names []string
	for range 3 {
		path, err := o.file.Keep("vor-1.1.0")
		must(t, err)
		names = append(names, filepath.Base(path))
		_, err = o.upgrade(newerSet(t))
		must(t, err)
	}
	if want := []string{"amt.vor-1.1.0.itb", "amt.vor-1.1.0-2.itb", "amt.vor-1.1.0-3.itb"}; !slices.Equal(names, want) {
		t.Errorf("the copies are %v", names)
	}
	f, err := OpenReadOnly(at(names[0]))
	must(t, err)
	defer f.Close()
	r, _, err := f.Load(o.nr)
	must(t, err)
	if !reflect.DeepEqual(r, before) || f.Kind() != Working {
		t.Errorf("the copy holds %v, not %v", r, before)
	}
}
