package parser_test

import (
	"errors"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v4"

	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/i18n"
	"bestand.example/itbestand/survey/parser"
)

// evaluated are the sets that the examples of evaluations and waves use: two
// that a unit answers once, with a name in common, one that it answers many
// times, one that persons answer, and one whose short name is taken.
var evaluated = map[string]string{
	"probe": `
sections:
  - name: a
    label: A
    questions:
      - {name: zahl, type: integer, label: Zahl, missing: [unbekannt]}
      - {name: beide, type: integer, label: In beiden}
      - {name: art, type: select_one, choices: art, label: Art}
      - name: fv
        type: repeat
        label: Verfahren
        questions:
          - {name: fv_art, type: select_one, choices: art, label: Art}
          - {name: fv_nutzer, type: integer, label: Nutzer}
      - name: st
        type: repeat
        label: Standorte
        questions:
          - {name: st_art, type: select_one, choices: art, label: Art}
      - {name: bd, type: matrix, label: Dienste, choices: art, rows: [{name: bd_eins, label: Eins}, {name: bd_zwei, label: Zwei}]}
`, "zweite": `
sections:
  - name: a
    label: A
    questions:
      - {name: beide, type: integer, label: In beiden}
`, "personen": `
responses: many
sections:
  - name: a
    label: A
    questions:
      - {name: meinung, type: select_one, choices: art, label: Meinung}
`, "anonym": `
responses: many
anonymous: true
sections:
  - {name: a, label: A, questions: [{name: urteil, type: integer, label: Urteil}, {name: ansichten, type: matrix, label: Ansichten, choices: art, rows: [{name: an_eins, label: Eins}]}]}
`, "brief": ` # its short name is that of probe
sections:
  - {name: a, label: A, questions: [{name: post, type: integer, label: Post}]}
`}

func evaluatedSets(t testing.TB) parser.Sets {
	t.Helper()
	sets := map[string]*survey.Questionnaire{}
	for id, body := range evaluated {
		head := "kind: questionnaire\nid: " + id + "\nshort: " + strings.ToUpper(id[1:2]) + "\nversion: 1.0.0\ntitle: T\nmissing: {unbekannt: nicht bekannt}\n" +
			"choices:\n  art: [{name: gut, label: gut, score: 1}, {name: schlecht, label: schlecht}]\n"
		set, _, err := parser.Questionnaire(fstest.MapFS{"set.yaml": {Data: []byte(head + body)}}, "set.yaml")
		if err != nil {
			t.Fatal(err)
		}
		sets[id] = set
	}
	return func(ref, version string) (*survey.Questionnaire, error) {
		if set := sets[ref]; set != nil && (version == "" || version == set.Version) {
			return set, nil
		}
		return nil, nil
	}
}

// read reads an evaluation or a wave and returns what a person is told.
func (e example) read(t testing.TB, lang string) string {
	t.Helper()
	return e.readWith(t, lang, evaluatedSets(t))
}

func (e example) readWith(t testing.TB, lang string, sets parser.Sets) string {
	t.Helper()
	if wrong := e.wrong(t, sets); wrong != nil {
		return wrong.Render(i18n.In(lang))
	}
	return ""
}

// unsuited stands for what seals, which the parser does not know: recipients of
// the corpus say what is wrong with them.
func unsuited(key string) parser.RecipientFault {
	switch {
	case strings.Contains(key, "classical"):
		return parser.RecipientClassical
	case strings.Contains(key, "incomplete"):
		return parser.RecipientIncomplete
	}
	return ""
}

// wrong is what is wrong with an evaluation or a wave, or nil.
func (e example) wrong(t testing.TB, sets parser.Sets) *parser.Errors {
	t.Helper()
	var err error
	if e.files["wave.yaml"] != nil {
		_, _, err = parser.WaveFor(e.files, "wave.yaml", sets, unsuited)
	} else {
		_, _, err = parser.Evaluation(e.files, "evaluation.yaml", sets)
	}
	var wrong *parser.Errors
	switch {
	case errors.As(err, &wrong):
		return wrong
	case err != nil:
		t.Fatal(err)
	}
	return nil
}

func TestMistakesOfEvaluationsAndWavesAreReportedAtTheirPlace(t *testing.T) {
	for _, e := range append(examples(t, "evaluation/wrong"), examples(t, "wave/wrong")...) {
		t.Run(e.name, func(t *testing.T) {
			got := e.read(t, "de")
			if *update {
				e.write(t, got)
				return
			}
			if got != e.want || got == "" {
				t.Errorf("got\n%s\nwant\n%s", got, e.want)
			}
			for _, flaw := range []string{"%!", "%[", "parser.", "issue."} {
				if english := e.read(t, "en"); strings.Contains(got+english, flaw) {
					t.Errorf("contains %q:\n%s%s", flaw, got, english)
				}
			}
		})
	}
}

func TestWhatEvaluationsAndWavesHaveIsAccepted(t *testing.T) {
	for _, e := range append(examples(t, "evaluation/right"), examples(t, "wave/right")...) {
		if got := e.read(t, "de"); got != "" {
			t.Errorf("%s:\n%s", e.name, got)
		}
	}
}

// defined compiles one definition of the schema.
func defined(t *testing.T, name string) *jsonschema.Schema {
	t.Helper()
	file, err := os.Open("../../questionnaires/schema.json")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	doc, err := jsonschema.UnmarshalJSON(file)
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("schema.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("schema.json#/$defs/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// Schema and walk agree on evaluations and waves as they do on question sets.
func TestSchemaAgreesOnEvaluationsAndWaves(t *testing.T) {
	for _, kind := range []string{"evaluation", "wave"} {
		s := defined(t, kind)
		for _, e := range append(examples(t, kind+"/right"), examples(t, kind+"/wrong")...) {
			if e.schema == "unread" {
				continue
			}
			err := s.Validate(plain(node(t, e.files[kind+".yaml"].Data)))
			switch {
			case e.schema == "sees" && err == nil:
				t.Errorf("%s: the schema accepts it", e.name)
			case e.schema != "sees" && err != nil:
				t.Errorf("%s: the schema refuses it: %v", e.name, err)
			}
		}
	}
}

func node(t testing.TB, data []byte) *yaml.Node {
	t.Helper()
	var doc yaml.Node
	if err := yaml.Unmarshal(data, &doc); err != nil {
		t.Fatal(err)
	}
	return doc.Content[0]
}
