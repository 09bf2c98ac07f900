package parser_test

import (
	"errors"
	"testing"
	"testing/fstest"

	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/i18n"
	"bestand.example/itbestand/survey/parser"
)

// Whatever the bytes are: no panic, and either a set that compiles and can be
// asked, or findings that can be shown.
func FuzzQuestionnaire(f *testing.F) {
	for _, folder := range []string{"right", "wrong"} {
		for _, e := range examples(f, folder) {
			if e.files["set.yaml"] == nil || len(e.files["set.yaml"].Data) > 1<<15 {
				continue // answers, or what only the size is wrong with
			}
			list := ""
			for name, file := range e.files {
				if name != "set.yaml" {
					list = string(file.Data)
				}
			}
			f.Add(string(e.files["set.yaml"].Data), list)
		}
	}
	real := realSet(f)
	f.Add(string(real["set.yaml"].Data), string(real["fachverfahren.csv"].Data))
	f.Fuzz(func(t *testing.T, set, list string) {
		fsys := fstest.MapFS{"set.yaml": {Data: []byte(set)}}
		for _, name := range []string{"liste.csv", "fachverfahren.csv"} {
			fsys[name] = &fstest.MapFile{Data: []byte(list)}
		}
		q, files, err := parser.Questionnaire(fsys, "set.yaml")
		var wrong *parser.Errors
		switch {
		case errors.As(err, &wrong):
			checkFindings(t, wrong)
			_, _, found, err := parser.Check(fsys, "set.yaml") // looks further, beside the mistakes
			var more *parser.Errors
			if !errors.As(err, &more) || len(found) < len(wrong.Findings) {
				t.Fatalf("%v, and then %v, %v", wrong.Findings, found, err)
			}
			checkFindings(t, more)
		case err != nil:
			t.Fatal(err)
		default:
			checkSet(t, q, files)
			if _, _, found, err := parser.Check(fsys, "set.yaml"); len(found) > 0 {
				checkFindings(t, &parser.Errors{Findings: found})
			} else if err != nil {
				t.Fatal(err)
			}
		}
	})
}

func checkFindings(t *testing.T, wrong *parser.Errors) {
	t.Helper()
	if len(wrong.Findings) == 0 || wrong.Error() == "" {
		t.Fatal("an error without a finding")
	}
	for _, f := range wrong.Findings {
		if f.Line < 1 || f.Column < 1 || f.File == "" || f.Sentence(i18n.In("de")) == f.Code {
			t.Fatalf("finding without a place or a sentence: %+v", f)
		}
	}
	for _, lang := range i18n.Languages() {
		if text := wrong.Render(i18n.In(lang)); !survey.IsClean(text) {
			t.Fatalf("foreign bytes come through: %q", text)
		}
	}
}

func checkSet(t *testing.T, q *survey.Questionnaire, files []survey.File) {
	t.Helper()
	if issues := q.Compile(); len(issues) > 0 {
		t.Fatalf("accepted, but does not compile: %v", issues)
	}
	if q.Digest != survey.SetDigest(files) || q.ID == "" || q.Version == "" || len(q.Questions()) == 0 {
		t.Fatalf("accepted, but not whole: %+v", q)
	}
	ev := survey.Assess(q, &survey.Response{Answers: survey.NewAnswers()})
	for _, question := range q.Questions() {
		ev.Label(survey.Key{Question: question.Name}, "de")
	}
	ev.Findings()
}
