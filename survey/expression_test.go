package survey

import (
	"fmt"
	"slices"
	"testing"
)

// truth is what an expression may give: yes, no, or unknown.
var truths = []any{true, false, nil}

// testSet has one question of each kind that conditions read, and a
// calculation `it` for the expression under test.
func testSet(t testing.TB, source string) *Questionnaire {
	t.Helper()
	set, issues := compileSet(source)
	if len(issues) > 0 {
		t.Fatalf("%s: %v %v at %d", source, issues[0].Code, issues[0].Args, issues[0].Offset)
	}
	return set
}

func compileSet(source string) (*Questionnaire, []Issue) {
	stand := &ChoiceList{Name: "stand", Choices: []Choice{
		{Name: "geplant", Label: German("geplant"), Score: rat(25)},
		{Name: "in_umsetzung", Label: German("in Umsetzung"), Score: rat(50)},
		{Name: "vorhanden", Label: German("vorhanden"), Score: rat(100)},
	}}
	partner := &ChoiceList{Name: "partner", Choices: []Choice{
		{Name: "kreis", Label: German("Kreis")}, {Name: "land", Label: German("Land")},
		{Name: "keine", Label: German("keine"), Exclusive: true},
	}}
	codes := []string{"unbekannt", "spaeter"}
	set := &Questionnaire{ID: "test", Short: "T", Version: "1.0.0", Sections: []*Section{{Name: "s", Label: German("S"), Questions: []*Question{
		{Name: "a", Type: TypeYesNo, Missing: codes},
		{Name: "b", Type: TypeYesNo, Missing: codes},
		{Name: "n", Type: TypeInteger, Missing: codes},
		{Name: "m", Type: TypeDecimal, Decimals: 2, Missing: codes},
		{Name: "t", Type: TypeText, Missing: codes},
		{Name: "d", Type: TypeDate, Missing: codes},
		{Name: "e", Type: TypeDate, Missing: codes},
		{Name: "s1", Type: TypeSelectOne, List: stand, Missing: codes},
		{Name: "sm", Type: TypeSelectMultiple, List: partner, Missing: codes},
		{Name: "hidden", Type: TypeInteger, Relevant: &Expression{Source: `a == "ja"`}},
		{Name: "r", Type: TypeRepeat, Missing: codes, Questions: []*Question{
			{Name: "rk", Type: TypeYesNo}, {Name: "rn", Type: TypeInteger, Missing: codes}, {Name: "rs", Type: TypeSelectOne, List: stand},
		}},
		{Name: "note", Type: TypeNote, Label: German("Hinweis")},
		{Name: "it", Type: TypeCalculate, Decimals: 6, Calculation: &Expression{Source: source}},
		{Name: "later", Type: TypeInteger},
	}}}}
	return set, set.Compile()
}

// given answers questions by name; rows are r[1].rn.
type given map[string]string

func (g given) response(t testing.TB, set *Questionnaire) *Response {
	t.Helper()
	r := &Response{Answers: NewAnswers()}
	s := NewSession(set, r, Place{}, func(Change) error { return nil })
	names := make([]string, 0, len(g))
	for name := range g {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		a := Assignment{Question: name}
		if base, index, ok := cutRow(name); ok {
			a.Question, a.Index = base, index
		}
		entry := g[name]
		if slices.Contains(MissingCodeNames(), entry) {
			a.Missing = &entry
		} else {
			a.Entry = &entry
		}
		if findings, err := s.Put([]Assignment{a}); err != nil || len(findings) > 0 {
			t.Fatalf("%s=%s: %v %v", name, entry, findings, err)
		}
	}
	return r
}

func cutRow(name string) (string, int, bool) {
	var index int
	var column string
	if n, _ := fmt.Sscanf(name, "r[%d].%s", &index, &column); n == 2 {
		return column, index, true
	}
	return "", 0, false
}

// evaluate gives the value of an expression as text: "true", "false", a
// canonical value, or "?" for unknown.
func evaluate(t testing.TB, source string, g given) string {
	t.Helper()
	set := testSet(t, source)
	v := Assess(set, g.response(t, set)).Value(Key{Question: "it"})
	if v.IsZero() {
		return "?"
	}
	return v.Text
}

func show(v any) string {
	if v == nil {
		return "?"
	}
	return fmt.Sprint(v)
}

// entry answers a yes_no question so that `x == "ja"` has the truth value.
func entry(g given, name string, truth any) {
	switch truth {
	case true:
		g[name] = "ja"
	case false:
		g[name] = "nein"
	}
}

func TestKleeneTruthTablesAreComplete(t *testing.T) {
	and := map[[2]any]any{
		{true, true}: true, {true, false}: false, {true, nil}: nil,
		{false, true}: false, {false, false}: false, {false, nil}: false,
		{nil, true}: nil, {nil, false}: false, {nil, nil}: nil,
	}
	or := map[[2]any]any{
		{true, true}: true, {true, false}: true, {true, nil}: true,
		{false, true}: true, {false, false}: false, {false, nil}: nil,
		{nil, true}: true, {nil, false}: nil, {nil, nil}: nil,
	}
	negation := map[any]any{true: false, false: true, nil: nil}
	for _, x := range truths {
		g := given{}
		entry(g, "a", x)
		if got := evaluate(t, `not (a == "ja")`, g); got != show(negation[x]) {
			t.Errorf("not %v = %s", show(x), got)
		}
		for _, y := range truths {
			g := given{}
			entry(g, "a", x)
			entry(g, "b", y)
			if got := evaluate(t, `a == "ja" and b == "ja"`, g); got != show(and[[2]any{x, y}]) {
				t.Errorf("%v and %v = %s", show(x), show(y), got)
			}
			if got := evaluate(t, `a == "ja" or b == "ja"`, g); got != show(or[[2]any{x, y}]) {
				t.Errorf("%v or %v = %s", show(x), show(y), got)
			}
			want := map[any]string{true: "1", false: "2", nil: "?"}[x]
			if got := evaluate(t, `a == "ja" ? 1 : 2`, g); got != want {
				t.Errorf("%v ? 1 : 2 = %s", show(x), got)
			}
			want = map[any]any{true: show(y), false: "false", nil: "?"}[x].(string)
			if got := evaluate(t, `a == "ja" ? b == "ja" : 1 > 2`, g); got != want {
				t.Errorf("%v ? %v : false = %s", show(x), show(y), got)
			}
		}
	}
}

// Two elements, each true, false or unknown: any is or, all is and.
func TestAnyAndAllFollowTheThreeValues(t *testing.T) {
	for _, x := range truths {
		for _, y := range truths {
			g := given{"r[1].rn": "1", "r[2].rn": "2"}
			entry(g, "r[1].rk", x)
			entry(g, "r[2].rk", y)
			either, both := "?", "?"
			if x == true || y == true {
				either = "true"
			} else if x == false && y == false {
				either = "false"
			}
			if x == false || y == false {
				both = "false"
			} else if x == true && y == true {
				both = "true"
			}
			if got := evaluate(t, `any(r, .rk == "ja")`, g); got != either {
				t.Errorf("any of %v %v = %s, want %s", show(x), show(y), got, either)
			}
			if got := evaluate(t, `all(r, .rk == "ja")`, g); got != both {
				t.Errorf("all of %v %v = %s, want %s", show(x), show(y), got, both)
			}
			counted := "?"
			if x != nil && y != nil {
				n := 0
				for _, v := range []any{x, y} {
					if v == true {
						n++
					}
				}
				counted = fmt.Sprint(n)
			}
			for _, source := range []string{`count(r, .rk == "ja")`, `len(filter(r, .rk == "ja"))`} {
				if got := evaluate(t, source, g); got != counted {
					t.Errorf("%s of %v %v = %s, want %s", source, show(x), show(y), got, counted)
				}
			}
		}
	}
}

func TestExpressions(t *testing.T) {
	three := given{"r[1].rn": "1", "r[2].rn": "2", "r[3].rn": "6"}
	gap := given{"r[1].rn": "1", "r[2].rn": "unbekannt", "r[3].rn": "6"}
	none := given{"r": "keine"}
	cases := []struct {
		source string
		given  given
		want   string
	}{
		// Unanswered and missing values make every comparison unknown.
		{`n == 1`, nil, "?"}, {`n != 1`, nil, "?"}, {`n < 1`, nil, "?"}, {`n >= 1`, nil, "?"}, {`t == "x"`, nil, "?"},
		{`n == n`, nil, "?"}, {`n != 1`, given{"n": "unbekannt"}, "?"}, {`1 + n`, nil, "?"}, {`-n`, nil, "?"},
		{`n < 3`, given{"n": "2"}, "true"}, {`n <= 2`, given{"n": "2"}, "true"}, {`n > 2`, given{"n": "2"}, "false"}, {`n >= 2`, given{"n": "2"}, "true"},
		// Numbers are exact.
		{`m + 0.2 == 0.3`, given{"m": "0,1"}, "true"}, {`n / 3 * 3 == n`, given{"n": "10"}, "true"},
		{`n / 0`, given{"n": "10"}, "?"}, {`n / 0 == 1 or n == 10`, given{"n": "10"}, "true"}, {`-n`, given{"n": "3"}, "-3"}, {`n - 5`, given{"n": "3"}, "-2"},
		{`round(2.5)`, nil, "3"}, {`round(-2.5)`, nil, "-3"}, {`round(2.4)`, nil, "2"}, {`floor(-0.5)`, nil, "-1"}, {`ceil(0.2)`, nil, "1"}, {`ceil(-0.2)`, nil, "0"}, {`round(n)`, nil, "?"},
		// Membership.
		{`s1 in ["geplant", "vorhanden"]`, given{"s1": "vorhanden"}, "true"}, {`s1 in ["geplant"]`, given{"s1": "vorhanden"}, "false"},
		{`s1 in ["geplant"]`, nil, "?"}, {`s1 not in ["geplant"]`, given{"s1": "vorhanden"}, "true"}, {`s1 not in ["geplant"]`, nil, "?"},
		{`selected(sm, "kreis")`, given{"sm": "kreis,land"}, "true"}, {`"keine" in sm`, given{"sm": "kreis"}, "false"}, {`selected(sm, "kreis")`, nil, "?"},
		{`len(sm)`, given{"sm": "kreis,land"}, "2"}, {`len(sm)`, nil, "?"},
		// Scores and places in a list.
		{`score(s1)`, given{"s1": "in_umsetzung"}, "50"}, {`score(s1)`, nil, "?"}, {`ordinal(s1) >= ordinal("in_umsetzung")`, given{"s1": "vorhanden"}, "true"},
		{`ordinal(s1) >= ordinal("in_umsetzung")`, given{"s1": "geplant"}, "false"}, {`ordinal(s1) >= ordinal("in_umsetzung")`, nil, "?"}, {`ordinal(s1)`, given{"s1": "geplant"}, "1"},
		// Dates.
		{`d < date("2026-01-01")`, given{"d": "31.12.2025"}, "true"}, {`d == e`, given{"d": "1.1.2025"}, "?"}, {`year(d)`, given{"d": "31.12.2025"}, "2025"}, {`year(d)`, nil, "?"},
		{`months(d, e)`, given{"d": "31.1.2025", "e": "30.3.2025"}, "1"}, {`months(d, e)`, given{"d": "1.3.2025", "e": "1.1.2025"}, "-2"}, {`months(d, e)`, given{"d": "1.3.2025"}, "?"},
		// States.
		{`answered(n)`, nil, "false"}, {`answered(n)`, given{"n": "0"}, "true"}, {`answered(n)`, given{"n": "spaeter"}, "false"},
		{`missing(n) == "spaeter"`, given{"n": "spaeter"}, "true"}, {`missing(n) == ""`, given{"n": "0"}, "true"}, {`missing(n) == ""`, nil, "true"},
		{`relevant(hidden)`, given{"a": "nein"}, "false"}, {`relevant(hidden)`, given{"a": "ja"}, "true"},
		{`if_asked(hidden, 7)`, given{"a": "nein"}, "7"}, {`if_asked(hidden, 7)`, given{"a": "ja"}, "?"}, {`if_asked(hidden, 7)`, given{"a": "ja", "hidden": "5"}, "5"},
		// Open, missing, empty and filled rosters.
		{`len(r)`, nil, "?"}, {`count(r, .rn > 0)`, nil, "?"}, {`any(r, .rn > 0)`, nil, "?"}, {`all(r, .rn > 0)`, nil, "?"}, {`len(r)`, given{"r": "spaeter"}, "?"},
		{`len(r)`, none, "0"}, {`count(r, .rn > 0)`, none, "0"}, {`any(r, .rn > 0)`, none, "false"}, {`all(r, .rn > 0)`, none, "true"},
		{`sum(map(r, .rn))`, none, "0"}, {`sum(r, .rn)`, none, "0"}, {`mean(map(r, .rn))`, none, "?"}, {`median(map(r, .rn))`, none, "?"}, {`min(map(r, .rn))`, none, "?"}, {`max(map(r, .rn))`, none, "?"},
		{`sum(map(r, .rn))`, three, "9"}, {`sum(r, .rn)`, three, "9"}, {`mean(map(r, .rn))`, three, "3"}, {`median(map(r, .rn))`, three, "2"}, {`min(map(r, .rn))`, three, "1"}, {`max(map(r, .rn))`, three, "6"},
		{`sum(map(r, .rn))`, gap, "?"}, {`mean(map(r, .rn))`, gap, "?"}, {`median(map(r, .rn))`, gap, "?"}, {`min(map(r, .rn))`, gap, "?"}, {`max(map(r, .rn))`, gap, "?"}, {`sum(map(r, .rn))`, nil, "?"},
		{`sum(map(r, if_asked(.rn, 0)))`, three, "9"}, {`count(r, answered(.rn))`, gap, "2"}, {`count(r, missing(.rn) == "unbekannt")`, gap, "1"},
		{`max(n, 5)`, given{"n": "3"}, "5"}, {`max(n, 5)`, nil, "?"},
		{`len(distinct(map(r, .rs)))`, given{"r[1].rs": "geplant", "r[2].rs": "vorhanden", "r[3].rs": "geplant"}, "2"}, {`len(distinct(map(r, .rs)))`, three, "?"}, {`len(distinct(map(r, .rs)))`, none, "0"},
		// Texts.
		{`t matches "^[a-z]+@[a-z]+$"`, given{"t": "a@b"}, "true"}, {`t matches "^[a-z]+$"`, given{"t": "a@b"}, "false"}, {`t matches "x"`, nil, "?"}, {`t contains "@"`, given{"t": "a@b"}, "true"}, {`t + "!"`, given{"t": "a"}, "a!"},
		// The unit.
		{`einheit.typ == "landkreis"`, nil, "?"}, {`einheit.einwohner > 5000`, nil, "?"},
	}
	for _, c := range cases {
		if got := evaluate(t, c.source, c.given); got != c.want {
			t.Errorf("%s with %v = %s, want %s", c.source, c.given, got, c.want)
		}
	}
}

func TestExpressionsAreRefusedWithTheirPosition(t *testing.T) {
	cases := []struct {
		source string
		code   IssueCode
		offset int
		args   []string
	}{
		{`nn > 1`, IssueUnknownName, 0, []string{"nn", "n"}},
		{`n > 1 and xyzzy == 3`, IssueUnknownName, 10, []string{"xyzzy", ""}},
		{`n == "drei"`, IssueTypes, 2, []string{"==", "number", "text"}},
		{`t > 5`, IssueTypes, 2, []string{">", "text", "number"}},
		{`n and a == "ja"`, IssueTypes, 2, []string{"and", "number", "boolean"}},
		{`not n`, IssueType, 0, []string{"not", "number"}},
		{`later > 1`, IssueLater, 0, []string{"later"}},
		{`rn > 1`, IssueRosterColumn, 0, []string{"rn", "r"}},
		{`any(r, .rx == "ja")`, IssueUnknownField, 8, []string{"rx", "rk"}},
		{`any(n, .rk == "ja")`, IssueNeedsList, 4, []string{"any", "number"}},
		{`count(r, .rn)`, IssueNotBoolean, 9, []string{"number"}},
		{`note == "x"`, IssueNoValue, 0, []string{"note"}},
		{`s1 == "vorhnden"`, IssueUnknownCode, 6, []string{"vorhnden", "stand", "vorhanden"}},
		{`selected(sm, "kries")`, IssueUnknownCode, 13, []string{"kries", "partner", "kreis"}},
		{`selected(n, "x")`, IssueArgument, 9, []string{"selected", "number"}},
		{`ordinal("geplant") > 1`, IssueOrdinal, 0, []string{"geplant"}},
		{`ordinal(s1) > ordinal("x")`, IssueUnknownCode, 22, []string{"x", "stand", ""}},
		{`ordinal(n) > 1`, IssueNeedsChoice, 8, []string{"ordinal"}},
		{`score(a) > 1`, IssueNoScore, 6, []string{"a"}},
		{`answered(1 + 1)`, IssueNeedsName, 11, []string{"answered"}},
		{`d < date("2026-02-30")`, IssueDate, 4, []string{"2026-02-30"}},
		{`t matches "("`, IssuePattern, 10, []string{"("}},
		{`n ?? 3`, IssueForbidden, 2, []string{"??"}},
		{`let x = n; x`, IssueForbidden, 4, []string{"let"}},
		{`n % 2 == 0`, IssueForbidden, 2, []string{"%"}},
		{`nil == n`, IssueForbidden, 0, []string{"nil"}},
		{`r[0].rn`, IssueForbidden, 1, []string{"[ ]"}},
		{`now() > d`, IssueUnknownFunc, 0, []string{"now", ""}},
		{`yaer(d) > 1`, IssueUnknownFunc, 0, []string{"yaer", "year"}},
		{`n >`, IssueSyntax, 2, nil},
		{`einheit.tpy == "x"`, IssueUnknownField, 8, []string{"tpy", "typ"}},
		{`.rk == "ja"`, IssueSyntax, 0, nil},
		{`mean(map(r, .rn)) == "x"`, IssueTypes, 18, []string{"==", "number", "text"}},
		{`a == "ja" ? 1 > 2 : 2`, IssueTypes, 20, []string{"? :", "boolean", "number"}},
		{`if_asked(n, "x") == "x"`, IssueTypes, 0, []string{"? :", "number", "text"}},
		{`sum(map(r, .rk)) > 1`, IssueArgument, 4, []string{"sum", "rows"}},
		{`sum(r, .rk) > 1`, IssueArgument, 8, []string{"sum", "text"}},
		{`mean(r) > 1`, IssueArgument, 5, []string{"mean", "rows"}},
		{`max(n, t) > 1`, IssueArgument, 7, []string{"max", "text"}},
		{`min(sm) > 1`, IssueArgument, 4, []string{"min", "codes"}},
		{`d - e == d - e`, IssueTypes, 2, []string{"-", "date", "date"}},
		{`if a == "ja" { 1 > 2 } else { 2 > 1 }`, IssueForbidden, 0, []string{"if"}},
		{`year(n)`, IssueArgument, 5, []string{"year", "number"}},
		{`year(d, d)`, IssueArgumentCount, 0, []string{"year"}},
	}
	for _, c := range cases {
		_, issues := compileSet(c.source)
		if len(issues) == 0 {
			t.Errorf("%s: accepted", c.source)
			continue
		}
		got := issues[0]
		if got.Code != c.code || got.Offset != c.offset || c.args != nil && !slices.Equal(got.Args, c.args) {
			t.Errorf("%s: got %s %q at %d, want %s %q at %d", c.source, got.Code, got.Args, got.Offset, c.code, c.args, c.offset)
		}
	}
}

// What stands in the brackets of a function is checked too: a misspelt column
// in a sum would otherwise make the sum unknown for ever.
func TestMistakesInBracketsAreFound(t *testing.T) {
	roster := &Question{Name: "fv", Type: TypeRepeat, Questions: []*Question{{Name: "nutzer", Type: TypeInteger}}}
	for _, source := range []string{"sum(fv, .nutzr)", "mean(map(fv, .nutzr))", "len(distinct(map(fv, .nutzr)))", "max(map(filter(fv, .nutzr > 1), .nutzer))"} {
		sum := &Question{Name: "summe", Type: TypeCalculate, Calculation: &Expression{Source: source}}
		set := &Questionnaire{Sections: []*Section{{Name: "a", Questions: []*Question{roster, sum}}}}
		issues := set.Compile()
		if len(issues) == 0 || issues[0].Code != IssueUnknownField || issues[0].Args[1] != "nutzer" {
			t.Errorf("%s: %v", source, issues)
		}
	}
}
