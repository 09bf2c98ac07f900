package parser_test

import (
	"errors"
	"math/big"
	"strings"
	"testing"
	"unicode/utf8"

	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/parser"
)

// around is a set with a question of each kind in front of an expression.
const around = head + `missing: {unbekannt: nicht bekannt}
choices:
  stand:
    - {name: geplant, label: geplant, score: 25}
    - {name: vorhanden, label: vorhanden, score: 100}
` + section + `      - {name: zahl, type: decimal, label: F, missing: [unbekannt]}
      - {name: text, type: text, label: F}
      - {name: ja, type: yes_no, label: F}
      - {name: am, type: date, label: F}
      - {name: wahl, type: select_one, choices: stand, label: F}
      - {name: viele, type: select_multiple, choices: stand, label: F}
      - name: liste
        type: repeat
        label: F
        questions:
          - {name: spalte, type: text, label: F}
          - {name: menge, type: integer, label: F}
          - {name: art, type: select_one, choices: stand, label: F}
      - {name: anmerkung, type: note, label: F}
`

// withExpression is the set with an expression in it, and the line and column
// at which the expression begins.
func withExpression(expression string) (set string, line, column int) {
	set = around + "      - name: ziel\n        type: text\n        label: F\n        relevant: "
	line = strings.Count(set, "\n") + 1
	column = len("        relevant: '") + 1
	return set + "'" + strings.ReplaceAll(expression, "'", "''") + "'\n      - {name: danach, type: text, label: F}\n", line, column
}

// The engine, seen from outside: what it says about an expression, and at
// which of its characters.
func TestEngineFindsMistakesAtTheirCharacter(t *testing.T) {
	tests := []struct{ expression, code, at string }{
		{`zahl > 1 and zhal > 2`, "unknown_name", `zhal`},
		{`text == "größer" and zhal > 2`, "unknown_name", `zhal`},
		{`any(liste, .speite == "x")`, "unknown_field", `speite`},
		{`zahl > 1 and danach == "x"`, "later_question", `danach`},
		{`zahl > 1 and ziel == "x"`, "later_question", `ziel`},
		{`zahl > 1 and spalte == "x"`, "roster_column", `spalte`},
		{`zahl > 1 and anmerkung == "x"`, "no_value", `anmerkung`},
		{`zahl > 1 and zahl > "x"`, "types", `> "x"`},
		{`zahl > 1 and text + 1 == "x"`, "types", `+ 1`},
		{`zahl > 1 and am > "2025-12-31"`, "types", `> "2025`},
		{`zahl > 1 and am - am > 1`, "types", `> 1`},
		{`zahl > 1 and zahl in ["a"]`, "types", `in [`},
		{`zahl > 1 and not zahl`, "type", `not`},
		{`zahl + 1`, "not_boolean", ``},
		{`text`, "not_boolean", ``},
		{`any(liste, .menge)`, "not_boolean", ``},
		{`zahl > 1 and any(text, # == "x")`, "needs_list", `text, #`},
		{`zahl > 1 and year(zahl) > 1`, "argument", `zahl) > 1`},
		{`zahl > 1 and selected(wahl, "geplant")`, "argument", `wahl,`},
		{`zahl > 1 and months(am) > 1`, "argument_count", `months`},
		{`zahl > 1 and round(zahl, 2) > 1`, "argument_count", `round`},
		{`zahl > 1 and now() > am`, "unknown_func", `now`},
		{`zahl > 1 and zahl % 2 == 0`, "forbidden", `%`},
		{`zahl > 1 and zahl == nil`, "forbidden", `nil`},
		{`zahl > 1 and text[0:1] == "a"`, "forbidden", `[`},
		{`zahl > 1 and answered(3)`, "needs_name", `3)`},
		{`zahl > 1 and ordinal(zahl) > 1`, "needs_choice", `zahl) >`},
		{`zahl > 1 and score(ja) > 1`, "no_score", `ja)`},
		{`zahl > 1 and wahl == "x"`, "unknown_code", `"x"`},
		{`zahl > 1 and "x" in viele`, "unknown_code", `"x"`},
		{`zahl > 1 and any(liste, .art == "x")`, "unknown_code", `"x"`},
		{`ordinal(wahl) > ordinal("geplannt")`, "unknown_code", `"geplannt"`},
		{`zahl > 1 and ordinal("geplant") > 1`, "ordinal_literal", `ordinal`},
		{`zahl > 1 and am > date("31.12.2025")`, "date_literal", `date`},
		{`zahl > 1 and text matches "["`, "pattern", `"["`},
		{`zahl > 1 and # > 1`, "pointer_outside", `#`},
		{`zahl = 1`, "syntax_equals", `=`},
		{`zahl > 1 or`, "syntax_end", `r`},
		{`zahl > 1 or "x`, "syntax_quote", ``},
	}
	for _, test := range tests {
		set, line, column := withExpression(test.expression)
		f := one(t, set)
		want := column + utf8.RuneCountInString(test.expression[:max(0, strings.LastIndex(test.expression, test.at))])
		if test.at == "" {
			want = f.Column // somewhere in the expression; see FuzzExpression
		}
		if f.Code != test.code || f.Line != line || f.Column != want {
			t.Errorf("%s: %s at %d:%d, want %s at %d:%d", test.expression, f.Code, f.Line, f.Column, test.code, line, want)
		}
	}
}

// Whatever an expression is: no panic, findings inside the expression, and
// what is accepted can be evaluated, answered or not.
func FuzzExpression(f *testing.F) {
	for _, seed := range []string{
		`zahl > 1 and text != "ä"`, `ordinal(wahl) >= ordinal("vorhanden")`, `any(liste, .menge > 1 or .spalte == "x")`, `not selected(viele, "geplant")`,
		`if_asked(zahl, 0) < 100`, `year(stichtag) - year(am) > 3`, `months(am, stichtag) > 1`, `sum(map(liste, .menge)) / len(liste) > 1`, `text matches "^a+$"`,
		`einheit.typ in ["landkreis"] ? answered(zahl) : missing(zahl) == "unbekannt"`, `max(zahl, 3) == min([zahl, 3])`, `len(distinct(map(liste, .art))) < 3`,
		`count(liste, .art == "geplant") > 1`, `score(wahl) > 30`, `relevant(text)`, `all(viele, # == "geplant")`, `median(map(filter(liste, .menge > 1), .menge)) > 2`, `round(zahl) == -1`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, expression string) {
		if strings.ContainsAny(expression, "\r\n") || !survey.IsClean(expression) || strings.TrimSpace(expression) == "" {
			t.Skip("other tests are about these")
		}
		set, line, column := withExpression(expression)
		q, files, err := parser.Questionnaire(inMemory(set), "set.yaml")
		var wrong *parser.Errors
		if !errors.As(err, &wrong) {
			checkSet(t, q, files)
			answerAll(t, q)
			return
		}
		for _, f := range wrong.Findings {
			if end := column + 2*utf8.RuneCountInString(expression); f.Line != line || f.Column < column-1 || f.Column > end {
				t.Fatalf("%s at %d:%d, the expression is at %d:%d to %d", f.Code, f.Line, f.Column, line, column, end)
			}
		}
	})
}

// answerAll evaluates a set with every question answered, a row included.
func answerAll(t *testing.T, q *survey.Questionnaire) {
	t.Helper()
	answers := survey.NewAnswers()
	answers.AddRow("liste", 1)
	for _, question := range q.Questions() {
		key := survey.Key{Question: question.Name}
		if question.Roster != nil {
			key.Row = 1
		}
		switch question.ValueKind() {
		case survey.KindNumber:
			answers.Set(key, survey.Answer{Value: survey.NumberValue(big.NewRat(7, 2), question.Decimals)})
		case survey.KindText:
			answers.Set(key, survey.Answer{Value: survey.TextValue("aä")})
		case survey.KindDate:
			answers.Set(key, survey.Answer{Value: survey.Value{Kind: survey.KindDate, Text: "2025-12-31"}})
		case survey.KindCode:
			answers.Set(key, survey.Answer{Value: survey.Value{Kind: survey.KindCode, Text: question.List.Choices[0].Name}})
		case survey.KindCodes:
			answers.Set(key, survey.Answer{Value: survey.CodesValue(question.List, []string{"geplant", "vorhanden"})})
		}
	}
	survey.Assess(q, &survey.Response{Answers: answers}).Findings()
}
