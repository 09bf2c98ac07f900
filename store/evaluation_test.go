package store

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"bestand.example/itbestand/survey"
)

// rules stand for an evaluation with a list of parameters: the store never
// reads them.
func rules(version string) Evaluation {
	files := []survey.File{
		{Name: "plan.yaml", Data: []byte("kind: evaluation\nid: plan\nversion: " + version + "\n")},
		{Name: "fristen.csv", Data: []byte("name,label\nf,Frist\n")},
	}
	return Evaluation{ID: "plan", Version: version, Digest: survey.SetDigest(files), Files: files}
}

// reading adds a set that the evaluation reads and nobody is asked.
func reading(e Evaluation, id string) Evaluation {
	files := []survey.File{{Name: id + ".yaml", Data: []byte("kind: questionnaire\nid: " + id + "\n")}, {Name: "liste.csv", Data: []byte("code\nx\n")}}
	e.Sets = append(slices.Clone(e.Sets), EvaluationSet{ID: id, Short: strings.ToUpper(id), Version: "1.0.0", Digest: survey.SetDigest(files), Files: files})
	return e
}

func evaluationIn(t *testing.T, f *File, wave string) *Evaluation {
	t.Helper()
	e, err := f.Evaluation(wave)
	must(t, err)
	return e
}

func TestAnEvaluationTravelsWithItsWave(t *testing.T) {
	at := in(t)
	central := newCentral(t, at("z.itb"))
	if e := evaluationIn(t, central, "w1"); e != nil {
		t.Errorf("a new file has %+v", e)
	}
	first, other := reading(reading(rules("1.0.0"), "ap"), "ozg"), reading(rules("3.0.0"), "fk")
	must(t, central.SetEvaluation("w1", first))
	must(t, central.SetEvaluation("", other))
	must(t, central.Close())
	again, err := Open(at("z.itb"), anna, noon)
	must(t, err)
	if got := evaluationIn(t, again, "w1"); !reflect.DeepEqual(*got, first) {
		t.Errorf("%+v\nwant %+v", got, first)
	}
	// Another one takes its place, with its sets; that of no wave stays.
	must(t, again.SetEvaluation("w1", rules("2.0.0")))
	if got := evaluationIn(t, again, "w1"); !reflect.DeepEqual(*got, rules("2.0.0")) {
		t.Errorf("%+v\nwant %+v", got, rules("2.0.0"))
	}
	if got := evaluationIn(t, again, ""); !reflect.DeepEqual(*got, other) {
		t.Errorf("%+v\nwant %+v", got, other)
	}
	sets, err := again.Sets()
	must(t, err)
	if slices.ContainsFunc(sets, func(s Set) bool { return s.ID == "fk" }) {
		t.Error("a set that nobody is asked is taken returns to")
	}
	must(t, again.Close())
}

func TestAnEvaluationIsTakenAsItsDigestSays(t *testing.T) {
	at := in(t)
	central := newCentral(t, at("z.itb"))
	wrong := rules("1.0.0")
	wrong.Digest = rules("2.0.0").Digest
	wantCode(t, central.SetEvaluation("w", wrong), CodeSetDiffers)
	wrong = reading(rules("1.0.0"), "ap")
	wrong.Sets[0].Files = wrong.Sets[0].Files[:1]
	wantCode(t, central.SetEvaluation("w", wrong), CodeSetDiffers)
	wantCode(t, central.SetEvaluation("w", Evaluation{ID: "plan", Digest: survey.SetDigest(nil)}), CodeSetDiffers)
	if e := evaluationIn(t, central, "w"); e != nil {
		t.Errorf("what was refused is there: %+v", e)
	}
	working := newOffice(t, at("a.itb"), jena)
	wantCode(t, working.file.SetEvaluation("w", rules("1.0.0")), CodeNotCentral)
}

func TestAnEvaluationThatWasChangedInTheFileIsDamaged(t *testing.T) {
	for _, statement := range []string{
		"UPDATE evaluation_file SET data = CAST('kind: evaluation' AS BLOB) WHERE set_id = '' AND place = 1",
		"DELETE FROM evaluation_file WHERE set_id = ''",
		"DELETE FROM evaluation_file WHERE set_id = 'ap'",
		"DELETE FROM evaluation_file WHERE set_id = 'ap' AND place = 2",
		"UPDATE evaluation SET digest = 'x'",
	} {
		at := in(t)
		central := newCentral(t, at("z.itb"))
		must(t, central.SetEvaluation("w", reading(rules("1.0.0"), "ap")))
		must(t, central.Close())
		l, err := connect(context.Background(), "file:"+at("z.itb"))
		must(t, err)
		must(t, l.exec(statement))
		must(t, l.close())
		changed, err := OpenReadOnly(at("z.itb"))
		must(t, err)
		_, err = changed.Evaluation("w")
		wantCode(t, err, CodeDamaged)
		must(t, changed.Close())
	}
}

// What is not read is not sealed, and could be brought in by a foreign file.
func TestEveryTableIsReadAndSealed(t *testing.T) {
	schema, err := currentSchema()
	must(t, err)
	read := map[string]bool{}
	for _, t := range tables() {
		read[t.source()] = true
	}
	for _, o := range schema {
		if o.kind == "table" && !read[o.name] {
			t.Errorf("no one reads the table %s", o.name)
		}
	}
}

func TestWhatOnlyACentralFileHoldsIsRefusedInAForeignOne(t *testing.T) {
	_, good := goodReturn(t)
	for table, columns := range map[string]int{
		"evaluation": 4, "evaluation_set": 5, "evaluation_file": 5, "measure": 15, "territory": 7, "forgetting": 8, "tombstone": 4,
		"invited": 3, "decision": 10, "source": 15, "source_response": 4, "begun": 3,
	} {
		last := "1"
		if table == "evaluation_file" {
			last = "x'31'"
		}
		row := fmt.Sprintf("INSERT INTO %s VALUES (%s%s)", table, strings.Repeat("1, ", columns-1), last)
		_, err := readBytes(t, crafted(t, good, row))
		if e, ok := err.(*Error); !ok || e.Code != CodeDamaged {
			t.Errorf("%s: %v", table, err)
		}
	}
}
