package parser_test

import (
	"errors"
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"bestand.example/itbestand/survey/i18n"
	"bestand.example/itbestand/survey/intake"
	"bestand.example/itbestand/survey/parser"
)

// A mapping that is written is read as it was, whatever its texts look like.
func TestProfileComesBack(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		text := rapid.StringMatching(`[a-zäöüß0-9 :#'"\\{}?&*!|>%@,.-]{1,12}`)
		texts := rapid.MapOfN(text, rapid.OneOf(rapid.Just(""), text), 1, 5)
		p := intake.Profile{
			Roster: "fv", Sheet: rapid.OneOf(rapid.Just(""), text).Draw(rt, "sheet"), Header: rapid.IntRange(0, 15).Draw(rt, "header"),
			Columns: texts.Draw(rt, "columns"), Duplicates: rapid.SampledFrom(intake.Policies()).Draw(rt, "duplicates"),
			Visible: rapid.Bool().Draw(rt, "visible"), PadKeys: rapid.Bool().Draw(rt, "keys"),
		}
		if rapid.Bool().Draw(rt, "with values") {
			p.Values = map[string]map[string]string{"fv_produkt": texts.Draw(rt, "values")}
		}
		data, err := parser.WriteProfile(p)
		if err != nil {
			rt.Fatal(err)
		}
		again, err := parser.Profile("z.yaml", data)
		if err != nil {
			rt.Fatalf("%v\n%s", err, data)
		}
		if !reflect.DeepEqual(again, p) {
			rt.Fatalf("got %+v, expected %+v\n%s", again, p, data)
		}
	})
}

func TestProfilesThatAreWrong(t *testing.T) {
	for text, code := range map[string]string{
		"":                                                     "no_answers",
		"kind: questionnaire\ncolumns: {a: b}\n":               "unknown_value",
		"kind: mapping\ncolumns: [a]\n":                        "wrong_type",
		"kind: mapping\ncolumns: {a: [b]}\n":                   "wrong_type",
		"kind: mapping\n":                                      "missing_key",
		"kind: mapping\ncolums: {a: b}\n":                      "unknown_key",
		"kind: mapping\ncolumns: {a: b, a: c}\n":               "duplicate_key",
		"kind: mapping\ncolumns: {a: b}\nduplicates: skipp\n":  "unknown_value",
		"kind: mapping\ncolumns: {a: b}\nhidden: vielleicht\n": "true_or_false",
		"kind: mapping\ncolumns: {a: &x b, c: *x}\n":           "anchor",
	} {
		_, err := parser.Profile("z.yaml", []byte(text))
		var wrong *parser.Errors
		if !errors.As(err, &wrong) || wrong.Findings[0].Code != code {
			t.Errorf("%q: %v, expected %s", text, err, code)
			continue
		}
		if sentence := wrong.Findings[0].Sentence(i18n.In("de")); sentence == code {
			t.Errorf("%q has no sentence", code)
		}
	}
}
