package questionnaires_test

import (
	"errors"
	"io/fs"
	"slices"
	"testing"

	"bestand.example/itbestand/questionnaires"
	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/i18n"
	"bestand.example/itbestand/survey/parser"
)

// set reads one of the question sets in the program.
func set(id, _ string) (*survey.Questionnaire, error) {
	set, _, err := parser.Questionnaire(questionnaires.Files, id+".yaml")
	return set, err
}

func mustSet(t *testing.T, id string) *survey.Questionnaire {
	t.Helper()
	set, err := set(id, "")
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// What comes with the program is right without a hint, and nothing comes along
// that no file names.
func TestEmbeddedFilesHaveNoFindings(t *testing.T) {
	names, err := fs.Glob(questionnaires.Files, "*.yaml")
	if err != nil || len(names) == 0 {
		t.Fatalf("files %v: %v", names, err)
	}
	used, ids := []string{"schema.json"}, map[string]string{}
	for _, name := range names {
		used = append(used, readEmbedded(t, name, ids)...)
	}
	all, err := fs.ReadDir(questionnaires.Files, ".")
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range all {
		if !slices.Contains(used, entry.Name()) {
			t.Errorf("%s is in the program, but no file names it", entry.Name())
		}
	}
}

// readEmbedded reads a file of any kind and lists the files that it consists
// of. Ids are those of the sets by their short names.
func readEmbedded(t *testing.T, name string, ids map[string]string) []string {
	t.Helper()
	var files []survey.File
	var findings []parser.Finding
	var id string
	var err error
	switch parser.Kind(questionnaires.Files, name) {
	case "evaluation":
		var e *survey.Evaluation
		if e, files, err = parser.Evaluation(questionnaires.Files, name, set); err == nil {
			id = e.ID
		}
	case "wave":
		var w *survey.Wave
		if w, files, err = parser.Wave(questionnaires.Files, name, set); err == nil {
			id = w.ID
		}
	default:
		var q *survey.Questionnaire
		if q, files, findings, err = parser.Check(questionnaires.Files, name); err == nil {
			if id = q.ID; ids[q.Short] != "" {
				t.Errorf("%s: its short name %s is also that of %s", name, q.Short, ids[q.Short])
			}
			ids[q.Short] = id
		}
	}
	var wrong *parser.Errors
	if errors.As(err, &wrong) {
		findings = wrong.Findings
	}
	if len(findings) > 0 {
		t.Errorf("\n%s", parser.Render(findings, i18n.In("de")))
	}
	if err != nil {
		t.Fatal(name, err)
	}
	if id+".yaml" != name {
		t.Errorf("%s: its id is %s", name, id)
	}
	var names []string
	for _, f := range files {
		names = append(names, f.Name)
	}
	return names
}
