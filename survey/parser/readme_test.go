package parser_test

import (
	"os"
	"regexp"
	"testing"
	"testing/fstest"

	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/parser"
)

var evaluationBlock = regexp.MustCompile("(?s)```yaml\n(kind: evaluation\n.*?)```")

// The evaluation in the README is right.
func TestEvaluationInTheReadme(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	block := evaluationBlock.FindSubmatch(readme)
	if block == nil {
		t.Fatal("the README shows no evaluation")
	}
	e := example{files: fstest.MapFS{"evaluation.yaml": {Data: block[1]}}}
	set, _, err := parser.Questionnaire(os.DirFS("../../questionnaires"), "it-landschaft.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if got := e.readWith(t, "de", func(string, string) (*survey.Questionnaire, error) { return set, nil }); got != "" {
		t.Error(got)
	}
	doc := node(t, block[1])
	if err := defined(t, "evaluation").Validate(plain(doc)); err != nil {
		t.Error(err)
	}
}
