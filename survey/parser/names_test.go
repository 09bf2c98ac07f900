package parser_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/expr-lang/expr/builtin"

	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/parser"
)

// named is a set with a question of a name, and a condition that reads it.
func named(name string) string {
	return head + section + fmt.Sprintf("      - {name: '%[1]s', type: text, label: Text}\n"+
		"      - {name: zz, type: text, label: Text, relevant: '%[1]s == \"x\" and answered(%[1]s)'}\n", name)
}

func TestReservedNamesAreRefused(t *testing.T) {
	for _, name := range survey.ReservedNames() {
		if f := one(t, head+section+"      - {name: '"+name+"', type: text, label: Text}\n"); f.Code != "reserved_name" {
			t.Errorf("%s: %v", name, f)
		}
	}
}

// Every other name can be read by a condition, even where the library behind
// the conditions has a function or an operator of that name.
func TestAllowedNamesCanBeRead(t *testing.T) {
	reserved := map[string]bool{}
	for _, name := range survey.ReservedNames() {
		reserved[name] = true
	}
	names := append([]string{"env", "str", "b", "e1", "null", "yes", "x2_y3"}, builtin.Names...)
	for _, name := range names {
		if reserved[name] || strings.ToLower(name) != name {
			continue
		}
		if got := rendered(t, inMemory(named(name)), "de"); got != "" {
			t.Errorf("%s:\n%s", name, got)
		}
	}
}

func TestRealSetHasNoFindings(t *testing.T) {
	fsys := realSet(t)
	if got := rendered(t, fsys, "de"); got != "" {
		t.Error("\n" + got)
	}
	set, files, err := parser.Questionnaire(fsys, "set.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if len(files) < 2 || set.ID != "it-landschaft" || set.Question("fv_produkt").List.Index("meso") < 0 {
		t.Errorf("%d files, id %s", len(files), set.ID)
	}
	if q := set.Question("d_anteil"); q.Decimals != 0 || set.Question("o_vzae").Decimals != 2 || set.Question("fv_kosten").Decimals != 0 {
		t.Error("places after the comma are not as the language says")
	}
}
