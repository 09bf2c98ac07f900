package questionnaires_test

import (
	"encoding/csv"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"bestand.example/itbestand/questionnaires"
	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/i18n"
	"bestand.example/itbestand/survey/parser"
)

const legalFile = "rechtsrahmen.csv"

// legalFrame reads rechtsrahmen.csv as an evaluation reads it, which is what
// judges its names, dates and unit types.
func legalFrame(t *testing.T) map[string]survey.Parameter {
	t.Helper()
	data, err := fs.ReadFile(questionnaires.Files, legalFile)
	if err != nil {
		t.Fatal(err)
	}
	files := fstest.MapFS{
		legalFile:  {Data: data},
		"set.yaml": {Data: []byte("kind: questionnaire\nid: probe\nshort: P\nversion: 1.0.0\ntitle: T\nsections:\n  - {name: a, label: A, questions: [{name: x, type: integer, label: X}]}\n")},
		"e.yaml":   {Data: []byte("kind: evaluation\nid: probe\nversion: 1.0.0\ntitle: T\nuses: [probe]\nparameters: [{file: " + legalFile + "}]\n")},
	}
	set, _, err := parser.Questionnaire(files, "set.yaml")
	if err != nil {
		t.Fatal(err)
	}
	e, read, err := parser.Evaluation(files, "e.yaml", func(string, string) (*survey.Questionnaire, error) { return set, nil })
	if wrong, ok := err.(*parser.Errors); ok {
		t.Fatal(wrong.Render(i18n.In("de")))
	}
	if err != nil || len(read) != 2 || e.Digest != survey.SetDigest(read) {
		t.Fatalf("%v, files %d, digest %s", err, len(read), e.Digest)
	}
	all := map[string]survey.Parameter{}
	for _, p := range e.Parameters {
		all[p.Name] = p
	}
	return all
}

// What fachkonzept.md and fachpruefung.md give as deadlines stands there, and
// what they did not check is marked.
func TestLegalFrameSaysWhatWasFoundAndWhatWasNot(t *testing.T) {
	all := legalFrame(t)
	for name, want := range map[string]struct {
		date     string
		verified survey.Verification
	}{
		"frist_ozg":                {"2022-12-31", survey.VerificationDone},
		"ozg_aendg_in_kraft":       {"2024-07-24", survey.VerificationDone},
		"frist_schriftformersatz":  {"2029-12-31", survey.VerificationDone},
		"frist_eakte":              {"", survey.VerificationDone},
		"frist_erechnung":          {"2019-11-27", survey.VerificationDone},
		"supportende_windows_10":   {"2025-10-14", survey.VerificationDone},
		"pflicht_bebpo":            {"2022-01-01", survey.VerificationOwed},
		"pflicht_barrierefreiheit": {"", survey.VerificationOwed},
		"pflicht_isb":              {"", survey.VerificationOwed},
		"pflicht_dsb":              {"2018-05-25", survey.VerificationOwed},
	} {
		p, there := all[name]
		date := ""
		if p.Date != (survey.Date{}) {
			date = p.Date.String()
		}
		if !there || p.Kind != survey.KindDate || date != want.date || p.Verified != want.verified {
			t.Errorf("%s: %v %q %q", name, there, date, p.Verified)
		}
	}
}

// Every fact says of what kind it is, and is marked as not checked exactly
// where its source owns up to it. What only binds the Bund, or nobody who is
// asked, applies to no unit; a decision of the project is never law.
func TestLegalFactsAreHonest(t *testing.T) {
	doubts := []string{"Fachwissen", "nicht geprüft", "nicht gelesen", "überholt"}
	for name, p := range legalFrame(t) {
		doubtful := slices.ContainsFunc(doubts, func(word string) bool { return strings.Contains(p.Source, word) })
		if doubtful != (p.Verified == survey.VerificationOwed) {
			t.Errorf("%s: verified %q, source %q", name, p.Verified, p.Source)
		}
		if p.Fact == "" {
			t.Errorf("%s: no kind", name)
		}
		if p.Fact == survey.FactDecision && p.Norm != "" {
			t.Errorf("%s is a decision and names %s", name, p.Norm)
		}
		if (p.Fact == survey.FactDeadline || p.Fact == survey.FactDuty) && len(p.AppliesTo) == 0 {
			t.Errorf("%s binds nobody who is asked", name)
		}
		if (p.Kind == survey.KindNumber) != (p.Unit != "") {
			t.Errorf("%s: unit %q", name, p.Unit)
		}
	}
}

// An evaluation reads the columns by their names; a person finds them in the
// order of the README.
func TestLegalFileHasItsColumnsInOrder(t *testing.T) {
	data, err := fs.ReadFile(questionnaires.Files, legalFile)
	if err != nil {
		t.Fatal(err)
	}
	header, err := csv.NewReader(strings.NewReader(string(data))).Read()
	if err != nil || strings.Join(header, ",") != "name,label,date,value,unit,source,verified,norm,applies_to,kind" {
		t.Errorf("%v %v", header, err)
	}
}
