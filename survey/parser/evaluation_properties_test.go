package parser_test

import (
	"errors"
	"maps"
	"slices"
	"testing"
	"testing/fstest"

	"go.yaml.in/yaml/v4"
	"pgregory.net/rapid"

	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/evaluate"
	"bestand.example/itbestand/survey/parser"
)

// An evaluation and a wave that are right are changed at random places. The
// walk and the schema judge them alike, and what is still accepted computes.
func TestChangedEvaluationsAndWavesAreJudgedAlike(t *testing.T) {
	sets := evaluatedSets(t)
	for _, kind := range []string{"evaluation", "wave"} {
		s, name := defined(t, kind), kind+".yaml"
		var whole example
		for _, e := range examples(t, kind+"/right") {
			if e.name == "whole" {
				whole = e
			}
		}
		rapid.Check(t, func(rt *rapid.T) {
			var doc yaml.Node
			if err := yaml.Load(whole.files[name].Data, &doc); err != nil {
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
			fsys[name] = &fstest.MapFile{Data: text}
			var e *survey.Evaluation
			if kind == "wave" {
				_, _, err = parser.Wave(fsys, name, sets)
			} else if e, _, err = parser.Evaluation(fsys, name, sets); err == nil {
				_, err = evaluate.Task{Evaluation: e}.Compute()
			}
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
			case wrong != nil && refusal == nil && slices.ContainsFunc(wrong.Findings, isStructural):
				rt.Fatalf("the schema accepts what the walk refuses: %v\n%s", wrong.Findings, text)
			}
		})
	}
}
