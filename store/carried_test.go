package store

import (
	"context"
	"testing"

	"bestand.example/itbestand/survey"
)

// renamedSet is the test set one version later: a question has another name, one
// is gone, and one takes numbers only.
func renamedSet(t testing.TB) (*survey.Questionnaire, []survey.File) {
	t.Helper()
	files := []survey.File{{Name: "it.yaml", Data: []byte("kind: questionnaire\nid: it\nversion: 1.1.0\n")}}
	set := &survey.Questionnaire{
		ID: "it", Short: "IT", Version: "1.1.0", Title: survey.German("IT"), Digest: survey.SetDigest(files),
		Sections: []*survey.Section{{Name: "s", Label: survey.German("S"), Questions: []*survey.Question{
			{Name: "gesamt", Type: survey.TypeInteger}, {Name: "notiz", Type: survey.TypeInteger},
			{Name: "fv", Type: survey.TypeRepeat, Questions: []*survey.Question{{Name: "fv_name", Type: survey.TypeText}}},
		}}},
		Migrations: []survey.Migration{{From: "1.0.0", Rename: map[string]string{"anzahl": "gesamt"}}},
	}
	if issues := set.Compile(); len(issues) > 0 {
		t.Fatalf("%s: %v", issues[0].Code, issues[0].Args)
	}
	return set, files
}

// A return of the version before is taken in as it was received, and the report
// names what the newer one cannot show; without the older version it is refused
// by name. When the newer version comes makes no difference.
func TestME21ReturnOfAnOlderVersion(t *testing.T) {
	at := in(t)
	o := newOffice(t, at("a.itb"), jena).answer("anzahl", "3", "notiz", "viel", "lan", "ja", "fv_name[1]", "A", "fv_kosten[1]", "9", "fv_name[2]", "B", "fv_kosten[2]", "8")
	header := o.submit(at("r.itb"))
	newer, files := renamedSet(t)
	options := MergeOptions{At: noon, Set: func(_, version, _ string) (*survey.Questionnaire, error) {
		if version == newer.Version {
			return newer, nil
		}
		return testSet(t), nil
	}}
	merge := func(central *File) Report {
		t.Helper()
		report, err := central.Merge(context.Background(), []string{at("r.itb")}, options)
		must(t, err)
		return report
	}

	alone, err := Create(at("neu.itb"), Central, anna, noon)
	must(t, err)
	defer alone.Close()
	must(t, alone.AddSet(described(newer), files))
	report := merge(alone)
	if e := report.Files[0].Refusal; e == nil || e.Code != CodeSetUnknown || e.Args[1] != "it" || e.Args[2] != "1.0.0" {
		t.Fatalf("refused with %v", e)
	}

	central := newCentral(t, at("z.itb"))
	before := merge(central)
	if one := before.Files[0]; one.ShownAs != "" || one.Lost != nil {
		t.Errorf("alone, the version is shown as %q without %v", one.ShownAs, one.Lost)
	}
	must(t, central.AddSet(described(newer), files))
	after := merge(central)
	wantCounts(t, after, "merged 0, unchanged 1, replaced 0, older 0, begun 0, refused 0, conflicts 0")
	one := after.Files[0]
	if one.Version != "1.0.0" || one.ShownAs != "1.1.0" || after.Digest != before.Digest {
		t.Errorf("reported: %+v", one)
	}
	want := map[string]Lost{
		"fv_kosten": {Question: "fv_kosten", Kind: survey.LostGone, Answers: 2}, "lan": {Question: "lan", Kind: survey.LostGone, Answers: 1},
		"notiz": {Question: "notiz", Kind: survey.LostUnfit, Answers: 1},
	}
	for _, l := range one.Lost {
		if w := want[l.Question]; l.Question != w.Question || l.Kind != w.Kind || l.Answers != w.Answers {
			t.Errorf("lost %+v, want %+v", l, w)
		}
	}
	if len(one.Lost) != len(want) {
		t.Errorf("lost %+v", one.Lost)
	}
	held, err := central.Responses()
	must(t, err)
	r, _, err := central.Load(held[0].Nr)
	must(t, err)
	if r.SetVersion != "1.0.0" || r.Digest != header.Digest || survey.ResponseDigest(testSet(t), r) != header.Digest {
		t.Error("what is stored is not what was received")
	}
}
