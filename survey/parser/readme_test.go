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

var waveBlock = regexp.MustCompile("(?s)```yaml\n(kind: wave\n.*?)```")

// The evaluation and the wave in the README are right.
func TestEvaluationAndWaveInTheReadme(t *testing.T) {
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
	wave := waveBlock.FindSubmatch(readme)
	if wave == nil {
		t.Fatal("the README shows no wave")
	}
	e = example{files: fstest.MapFS{"wave.yaml": {Data: wave[1]}}}
	if got := e.readWith(t, "de", func(string, string) (*survey.Questionnaire, error) { return set, nil }); got != "" {
		t.Error(got)
	}
	doc := node(t, block[1])
	if err := defined(t, "evaluation").Validate(plain(doc)); err != nil {
		t.Error(err)
	}
}
