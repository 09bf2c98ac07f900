package questionnaires_test

import (
	"errors"
	"io/fs"
	"slices"
	"testing"

	"bestand.example/itbestand/questionnaires"
	"bestand.example/itbestand/survey/i18n"
	"bestand.example/itbestand/survey/parser"
)

// What comes with the program is right, and nothing comes along that no set
// names.
func TestEmbeddedSetsHaveNoFindings(t *testing.T) {
	sets, err := fs.Glob(questionnaires.Files, "*.yaml")
	if err != nil || len(sets) == 0 {
		t.Fatalf("sets %v: %v", sets, err)
	}
	used := []string{"schema.json"}
	ids := map[string]string{}
	for _, name := range sets {
		set, files, err := parser.Questionnaire(questionnaires.Files, name)
		var wrong *parser.Errors
		if errors.As(err, &wrong) {
			t.Errorf("\n%s", wrong.Render(i18n.In("de")))
		}
		if err != nil {
			t.Fatal(err)
		}
		if set.ID+".yaml" != name || ids[set.Short] != "" {
			t.Errorf("%s: its id is %s; its short name %s is also that of %q", name, set.ID, set.Short, ids[set.Short])
		}
		ids[set.Short] = set.ID
		for _, f := range files {
			used = append(used, f.Name)
		}
	}
	all, err := fs.ReadDir(questionnaires.Files, ".")
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range all {
		if !slices.Contains(used, entry.Name()) {
			t.Errorf("%s is in the program, but no set names it", entry.Name())
		}
	}
}
