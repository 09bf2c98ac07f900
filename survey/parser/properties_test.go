package parser_test

import (
	"errors"
	"maps"
	"os"
	"slices"
	"testing"
	"testing/fstest"

	"go.yaml.in/yaml/v4"
	"pgregory.net/rapid"

	"bestand.example/itbestand/survey/parser"
)

// realSet is the set that comes with the program, under the name set.yaml.
func realSet(t testing.TB) fstest.MapFS {
	t.Helper()
	fsys := fstest.MapFS{}
	folder := os.DirFS("../../questionnaires")
	_, files, err := parser.Questionnaire(folder, "it-landschaft.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for i, file := range files {
		name := file.Name
		if i == 0 {
			name = "set.yaml"
		}
		fsys[name] = &fstest.MapFile{Data: file.Data}
	}
	return fsys
}

// structural are the findings that a schema must see as well: those about one
// place alone.
var structural = []string{
	"unknown_key", "missing_key", "missing_key_for_type", "key_not_for_type", "wrong_type", "null", "empty_text", "empty_list",
	"unknown_value", "bad_id", "bad_short", "bad_version", "bad_name", "nested_repeat", "nested_matrix",
	"key_needs_key", "keys_exclude", "missing_one_of", "two_poles",
}

// A set that is right is changed at random places. Whatever the walk still
// accepts, the engine compiles again and the schema accepts; and where the
// walk sees a mistake of form, the schema refuses.
func TestChangedSetsAreJudgedAlikeByWalkEngineAndSchema(t *testing.T) {
	s := schema(t)
	var whole example
	for _, e := range examples(t, "right") {
		if e.name == "whole" {
			whole = e
		}
	}
	rapid.Check(t, func(rt *rapid.T) {
		var doc yaml.Node
		if err := yaml.Load(whole.files["set.yaml"].Data, &doc); err != nil {
			rt.Fatal(err)
		}
		for range rapid.IntRange(1, 3).Draw(rt, "changes") {
			change(rt, doc.Content[0])
		}
		text, err := yaml.Dump(&doc)
		if err != nil {
			rt.Fatal(err)
		}
		fsys := maps.Clone(whole.files)
		fsys["set.yaml"] = &fstest.MapFile{Data: text}
		set, _, err := parser.Questionnaire(fsys, "set.yaml")
		var wrong *parser.Errors
		if err != nil && !errors.As(err, &wrong) {
			rt.Fatal(err)
		}
		if err := yaml.Load(text, &doc); err != nil {
			rt.Fatal(err)
		}
		refusal := s.Validate(plain(doc.Content[0]))
		switch {
		case wrong == nil && refusal != nil:
			rt.Fatalf("the walk accepts, the schema refuses: %v\n%s", refusal, text)
		case wrong == nil:
			if issues := set.Compile(); len(issues) > 0 {
				rt.Fatalf("accepted, but does not compile: %v\n%s", issues, text)
			}
		case refusal == nil && slices.ContainsFunc(wrong.Findings, isStructural):
			rt.Fatalf("the schema accepts what the walk refuses: %v\n%s", wrong.Findings, text)
		}
	})
}

func isStructural(f parser.Finding) bool {
	return slices.Contains(structural, f.Code)
}

// change changes one node of a tree: another value, another kind, another key,
// one entry less or one twice.
func change(t *rapid.T, root *yaml.Node) {
	var all []*yaml.Node
	var walk func(n *yaml.Node)
	walk = func(n *yaml.Node) {
		all = append(all, n)
		for _, child := range n.Content {
			walk(child)
		}
	}
	walk(root)
	n := rapid.SampledFrom(all[1:]).Draw(t, "node")
	words := []string{"zahl", "soft", "true", "text", "repeat", "note", "select_one", "calculate", "2", "-1", "0", "", "Ä", "ja", "liste", "zahl > 1", "questions", "choices", "hint", "min", "x y"}
	switch rapid.IntRange(0, 3).Draw(t, "kind of change") {
	case 0:
		*n = yaml.Node{Kind: yaml.ScalarNode, Value: rapid.SampledFrom(words).Draw(t, "word")}
	case 1:
		if n.Kind == yaml.MappingNode && len(n.Content) > 0 {
			i := 2 * rapid.IntRange(0, len(n.Content)/2-1).Draw(t, "pair")
			n.Content = slices.Delete(slices.Clone(n.Content), i, i+2)
		}
	case 2:
		if n.Kind == yaml.SequenceNode && len(n.Content) > 0 {
			i := rapid.IntRange(0, len(n.Content)-1).Draw(t, "entry")
			n.Content = slices.Delete(slices.Clone(n.Content), i, i+1)
		}
	default:
		*n = yaml.Node{Kind: rapid.SampledFrom([]yaml.Kind{yaml.SequenceNode, yaml.MappingNode}).Draw(t, "kind")}
	}
}
