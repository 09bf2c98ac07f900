package parser_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/i18n"
	"bestand.example/itbestand/survey/parser"
)

// written puts an assignment into one line.
func written(a survey.Assignment) string {
	var b strings.Builder
	if a.Roster != "" {
		fmt.Fprintf(&b, "%s[%d].", a.Roster, a.Index)
	}
	b.WriteString(a.Question)
	for _, part := range []struct {
		name string
		text *string
	}{{"", a.Entry}, {"missing ", a.Missing}, {"comment ", a.Comment}, {"acknowledged ", a.Acknowledged}} {
		if part.text != nil {
			fmt.Fprintf(&b, " %s%q", part.name, *part.text)
		}
	}
	if a.Literal {
		b.WriteString(" literal")
	}
	if a.Estimate != nil {
		fmt.Fprintf(&b, " estimate %v", *a.Estimate)
	}
	return b.String()
}

func TestAnswersAreReadAsTheyAreWritten(t *testing.T) {
	tests := []struct{ text, want string }{
		{"a: 120", `a "120" literal`},
		{"a: 01001000", `a "01001000" literal`},
		{"a: 1.234", `a "1.234" literal`},
		{"a: '1.234'", `a "1.234"`},
		{"a: true\nb: False", `a "true" literal; b "False" literal`},
		{"a: ja\nb: 2025-12-31", `a "ja"; b "2025-12-31"`},
		{"a:\nb: ~", `a ""; b ""`},
		{"a: [x, y]", `a "x,y"`},
		{"a: {value: 30, estimate: true, comment: laut Liste, acknowledged: geprüft}", `a "30" comment "laut Liste" acknowledged "geprüft" literal estimate true`},
		{"a: {value: [x, y], estimate: false}", `a "x,y" estimate false`},
		{"a: {missing: spaeter}", `a missing "spaeter"`},
		{"a: []", `a "keine"`},
		{"a:\n  - {b: 1, c: [x]}\n  - {b: {missing: unbekannt}}", `a[1].b "1" literal; a[1].c "x"; a[2].b missing "unbekannt"`},
		{`{"a": "x: y", "b": 1.50}`, `a "x: y"; b "1.50" literal`},
	}
	for _, test := range tests {
		all, err := parser.Answers("antworten.yaml", []byte(test.text))
		if err != nil {
			t.Errorf("%s: %v", test.text, err)
			continue
		}
		var got []string
		for _, a := range all {
			got = append(got, written(a))
		}
		if joined := strings.Join(got, "; "); joined != test.want {
			t.Errorf("%s: %s, want %s", test.text, joined, test.want)
		}
	}
}

func TestWhatIsNoAnswerIsReportedAtItsPlace(t *testing.T) {
	tests := []struct{ text, want string }{
		{"# noch nichts", "1:1 no_answers"},
		{"a: {estimate: vielleicht}", "1:15 true_or_false"},
		{"- a", "1:1 wrong_type"},
		{"a: 1\na: 2", "2:1 duplicate_key"},
		{"a: &x 1\nb: *x", "1:4 anchor 2:4 alias"},
		{"a: {valeu: 1}", "1:5 unknown_key"},
		{"a: {comment: [x]}", "1:14 wrong_type"},
		{"a: {value: [[x]]}", "1:13 wrong_type"},
		{"a: [x, {y: 1}]", "1:8 wrong_type"},
		{"a:\n  - {b: 1}\n  - c", "3:5 wrong_type"},
		{"a: \"\\e[2J\"", "1:5 control"},
		{"a: b: c", "1:5 yaml_colon"},
	}
	for _, test := range tests {
		all, err := parser.Answers("antworten.yaml", []byte(test.text))
		var wrong *parser.Errors
		if !errors.As(err, &wrong) || all != nil {
			t.Errorf("%s: %v and %v", test.text, all, err)
			continue
		}
		var got []string
		for _, f := range wrong.Findings {
			got = append(got, fmt.Sprintf("%d:%d %s", f.Line, f.Column, f.Code))
		}
		if joined := strings.Join(got, " "); joined != test.want {
			t.Errorf("%s: %s, want %s", test.text, joined, test.want)
		}
	}
}

func FuzzAnswers(f *testing.F) {
	f.Add([]byte("a: {value: [x], estimate: true}\nfv:\n  - {b: 1.5}\n  - {}\nc: []\nd:\n"))
	f.Add([]byte(`{"a": [1, true, null], "b": {"missing": "spaeter"}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		all, err := parser.Answers("antworten.yaml", data)
		var wrong *parser.Errors
		switch {
		case err == nil:
			for _, a := range all {
				if a.Entry != nil && !survey.IsClean(*a.Entry) || (a.Roster == "") != (a.Index == 0) {
					t.Fatalf("assignment %s", written(a))
				}
			}
		case !errors.As(err, &wrong):
			t.Fatal(err)
		case !survey.IsClean(wrong.Render(i18n.In("de"))):
			t.Fatal("foreign bytes come through")
		}
	})
}
