package survey

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// reachSet is a set of typical questions, and those that a test adds.
func reachSet(t interface{ Fatalf(string, ...any) }, added ...*Question) *Questionnaire {
	list := &ChoiceList{Name: "wahl", Columns: []Column{{Name: "art"}}, Choices: []Choice{
		{Name: "eins", Score: rat(1), Columns: map[string][]string{"art": {"a"}}}, {Name: "zwei", Score: rat(2), Columns: map[string][]string{"art": {"b"}}},
		{Name: "keins", Score: rat(0), Exclusive: true},
	}}
	section := &Section{Name: "s", Questions: append([]*Question{
		{Name: "zahl", Type: TypeInteger, Required: Required, Missing: []string{"unbekannt"}},
		{Name: "anteil", Type: TypePercent, Decimals: 1},
		{Name: "am", Type: TypeDate},
		{Name: "wort", Type: TypeText},
		{Name: "janein", Type: TypeYesNo, Missing: []string{"entfaellt"}},
		{Name: "eine", Type: TypeSelectOne, List: list, Relevant: &Expression{Source: `janein == "ja"`}},
		{Name: "viele", Type: TypeSelectMultiple, List: list},
		{Name: "summe", Type: TypeCalculate, Decimals: 2, Calculation: &Expression{Source: "zahl + anteil"}},
		{Name: "fv", Type: TypeRepeat, Questions: []*Question{
			{Name: "fv_n", Type: TypeInteger}, {Name: "fv_m", Type: TypeText, Relevant: &Expression{Source: "fv_n > 3"}},
		}},
	}, added...)}
	for _, q := range added {
		if q.Type.Choice() && q.List == nil {
			q.List = list
		}
	}
	set := &Questionnaire{ID: "r", Short: "R", Version: "1.0.0", Sections: []*Section{section}}
	if issues := set.Compile(); len(issues) > 0 {
		t.Fatalf("%s: %s %v", issues[0].Expression.Source, issues[0].Code, issues[0].Args)
	}
	return set
}

func reached(set *Questionnaire) string {
	var codes []string
	for _, issue := range set.Reach(nil) {
		codes = append(codes, string(issue.Code))
	}
	return strings.Join(codes, " ")
}

func TestReachFindsWhatIsNeverAsked(t *testing.T) {
	never := []string{
		"1 > 2", "zahl > 3 and zahl < 4", "zahl > 5 and zahl < 3", "anteil > 100", "anteil < 0", `janein == "ja" and janein == "nein"`,
		`janein == "nein" and answered(eine)`, `eine == "eins" and janein == "nein"`, `answered(janein) and missing(janein) == "entfaellt"`,
		`missing(zahl) == "entfaellt"`, `selected(viele, "keins") and selected(viele, "eins")`, "score(eine) > 2", `ordinal(eine) > ordinal("keins")`,
		`am < date("2025-01-01") and am > date("2025-01-01")`, `am > date("2024-12-31") and am < date("2025-01-01")`, `wort == "a" and wort == "b"`,
		`einheit.einwohner < 1`, `einheit.typ == "stadt"`, `not relevant(zahl)`, "summe > 5 and summe < 4", `zahl == 7 and not answered(zahl)`,
		`missing(fv) != "" and answered(fv)`, `janein in ["ja"] and janein != "ja"`, `eine == "eins" and not (score(eine) == 1)`,
	}
	for _, source := range never {
		if got := reached(reachSet(t, &Question{Name: "x", Type: TypeText, Relevant: &Expression{Source: source}})); got != "never_asked" {
			t.Errorf("%s: %q", source, got)
		}
	}
}

func TestReachSaysNothingOfWhatMayBe(t *testing.T) {
	may := []string{
		"zahl > 3 and zahl < 5", "anteil > 99.9", "anteil > 4 and anteil < 4.2", `janein == "nein" and not answered(eine)`, "zahl > anteil", "sum(map(fv, .fv_n)) > 3",
		`selected(viele, "zwei") and selected(viele, "eins")`, "summe > 5 and summe < 5.5", "len(viele) > 7", `wort contains "a" and wort == "b"`,
		`am > date("2024-12-31") and am < date("2025-01-02")`, `wort == "a" or wort == "b"`, "year(am) > 2300", `missing(zahl) == "unbekannt"`,
		`wort != "a" and wort != "b"`, `einheit.typ == "landkreis" and einheit.einwohner > 100000`, "zahl < -1000", "if_asked(eine, \"zwei\") == \"zwei\"",
	}
	for _, source := range may {
		if got := reached(reachSet(t, &Question{Name: "x", Type: TypeText, Relevant: &Expression{Source: source}})); got != "" {
			t.Errorf("%s: %q", source, got)
		}
	}
}

func TestReachWeighsConstraintsWarningsAndFilters(t *testing.T) {
	tests := []struct {
		q    Question
		want string
	}{
		{Question{Type: TypeInteger, Constraint: &Expression{Source: "x > 5 and x < 3"}}, "never_passes"},
		{Question{Type: TypePercent, Constraint: &Expression{Source: "x >= 200"}}, "never_passes"},
		{Question{Type: TypePercent, Constraint: &Expression{Source: "x >= 100"}}, ""},
		{Question{Type: TypeInteger, Constraint: &Expression{Source: `zahl == 3 and missing(zahl) == "unbekannt"`}}, ""}, // unknown where zahl is open
		{Question{Type: TypeInteger, Constraint: &Expression{Source: "x <= 10"}, Warnings: []Warning{{When: &Expression{Source: "x > 10"}}}}, "never_warns"},
		{Question{Type: TypeInteger, Constraint: &Expression{Source: "x >= 10"}, Warnings: []Warning{{When: &Expression{Source: "x > 9"}}}}, "always_warns"},
		{Question{Type: TypeInteger, Warnings: []Warning{{When: &Expression{Source: "x > 9"}}, {When: &Expression{Source: "x > zahl"}}}}, ""},
		{Question{Type: TypeSelectOne, ChoiceFilter: &Expression{Source: `choice.art == "c" and zahl > 0`}}, ""}, // unknown shows keins
		{Question{Type: TypeSelectOne, ChoiceFilter: &Expression{Source: `choice.name == "vier"`}}, "never_offers"},
		{Question{Type: TypeSelectOne, ChoiceFilter: &Expression{Source: `choice.name == eine and janein == "nein"`}, Relevant: &Expression{Source: `janein == "ja"`}}, "never_offers"},
		{Question{Type: TypeSelectOne, ChoiceFilter: &Expression{Source: `choice.name == eine`}}, ""},
	}
	for i, test := range tests {
		test.q.Name = "x"
		if got := reached(reachSet(t, &test.q)); got != test.want {
			t.Errorf("%d: %q, want %q", i, got, test.want)
		}
	}
}

func TestReachNamesWhatDependsOnOnlyOnce(t *testing.T) {
	set := reachSet(t,
		&Question{Name: "x", Type: TypeYesNo, Relevant: &Expression{Source: "1 > 2"}},
		&Question{Name: "liste", Type: TypeRepeat, Relevant: &Expression{Source: "zahl > 3 and zahl < 4"}, Questions: []*Question{{Name: "l_a", Type: TypeText, Relevant: &Expression{Source: "zahl > 3"}}}},
		&Question{Name: "zeilen", Type: TypeRepeat, Relevant: &Expression{Source: "zahl > 3"}, Questions: []*Question{{Name: "z_a", Type: TypeText, Relevant: &Expression{Source: "zahl < 2"}}}})
	if got := reached(set); got != "never_asked never_asked never_asked" {
		t.Errorf("%q", got)
	}
}

// reachable draws a condition of the fragment that Reach understands.
func reachable(t *rapid.T, depth int) string {
	if depth > 0 && rapid.IntRange(0, 3).Draw(t, "nest") > 0 {
		x, y := reachable(t, depth-1), reachable(t, depth-1)
		return fmt.Sprintf(rapid.SampledFrom([]string{"(%s and %s)", "(%s or %s)", "(not (%s) and %s)", "(%s ? %s : 1 > 2)"}).Draw(t, "op"), x, y)
	}
	n := rapid.IntRange(-1, 3).Draw(t, "constant")
	return strings.ReplaceAll(rapid.SampledFrom([]string{
		"zahl > N", "zahl <= N", "zahl == N", "N.5 < zahl", "anteil > N", "anteil < N.2", "zahl in [1, N]", "summe > N", `am > date("2025-01-0M")`, `am == date("2025-01-0M")`,
		`wort == "a"`, `wort in ["a", "b"]`, `janein == "ja"`, `janein != "ja"`, `eine == "eins"`, `eine != "keins"`, "score(eine) >= N", `ordinal(eine) > ordinal("eins")`,
		`selected(viele, "eins")`, `"keins" in viele`, "answered(zahl)", `missing(zahl) == "unbekannt"`, "relevant(eine)", "answered(fv)", `if_asked(eine, "zwei") == "zwei"`,
		`einheit.typ == "landkreis"`, "einheit.einwohner > N", "answered(eine)",
	}).Draw(t, "atom"), "N", fmt.Sprint(max(n, 0)))
}

// Whatever Reach claims, no random answers contradict.
func TestReachIsNeverContradicted(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := func() *Expression {
			return &Expression{Source: strings.ReplaceAll(reachable(t, 3), "0M", fmt.Sprintf("%02d", rapid.IntRange(1, 3).Draw(t, "day")))}
		}
		x := &Question{Name: "x", Type: TypeInteger, Relevant: draw(), Constraint: draw(), Warnings: []Warning{{When: draw()}}}
		y := &Question{Name: "y", Type: TypeSelectOne, Relevant: draw(), ChoiceFilter: draw()}
		set := reachSet(t, x, y)
		issues := set.Reach(nil)
		if len(issues) == 0 {
			return
		}
		for range 20 {
			ev := Assess(set, &Response{Answers: reachAnswers(t, set), Unit: reachUnit(t)})
			for _, issue := range issues {
				if contradicts(ev, x, y, issue) {
					t.Fatalf("%s says %s, but not of %v", issue.Expression.Source, issue.Code, ev.response.Answers.cells)
				}
			}
		}
	})
}

func contradicts(ev *Assessment, x, y *Question, issue Issue) bool {
	at := Key{Question: "x"}
	switch {
	case issue.Code == IssueNeverAsked && issue.Expression == x.Relevant:
		return ev.Relevant(at)
	case issue.Code == IssueNeverAsked:
		return ev.Relevant(Key{Question: "y"})
	case issue.Code == IssueNeverOffers:
		return ev.Relevant(Key{Question: "y"}) && len(ev.Choices(Key{Question: "y"}).Choices) > 0
	case !ev.Relevant(at) || ev.State(at) != StateAnswered && issue.Code != IssueNeverWarns:
		return false
	case issue.Code == IssueNeverPasses:
		return ev.holds(x.Constraint, at) != false
	case issue.Code == IssueNeverWarns:
		return ev.holds(x.Warnings[0].When, at) == true
	}
	return ev.holds(x.Warnings[0].When, at) != true
}

func reachAnswers(t *rapid.T, set *Questionnaire) *Answers {
	entries := map[Type][]string{
		TypeInteger: {"0", "1", "2", "3", "4", "-1"}, TypePercent: {"0", "1", "0,1", "2,1", "100"}, TypeDate: {"1.1.2025", "2.1.2025", "3.1.2025", "1.1.2000"},
		TypeText: {"a", "b", "c"}, TypeYesNo: {"ja", "nein"}, TypeSelectOne: {"eins", "zwei", "keins"}, TypeSelectMultiple: {"eins", "zwei", "eins,zwei", "keins"}, TypeRepeat: {"keine"},
	}
	answers := NewAnswers()
	for _, q := range set.Questions() {
		if !q.Type.Asked() || q.Roster != nil {
			continue
		}
		if len(q.Missing) > 0 && rapid.IntRange(0, 3).Draw(t, "missing") == 0 {
			answers.Set(Key{Question: q.Name}, Answer{Missing: q.Missing[0]})
			continue
		}
		entry := rapid.SampledFrom(append([]string{""}, entries[q.Type]...)).Draw(t, q.Name)
		v, refusal := q.Parse(entry)
		if refusal != nil {
			t.Fatalf("%s: %s", q.Name, refusal.Code)
		}
		answers.Set(Key{Question: q.Name}, Answer{Value: v})
	}
	return answers
}

func reachUnit(t *rapid.T) Unit {
	return Unit{Key: "99061", Type: rapid.SampledFrom([]UnitType{Landkreis, KreisfreieStadt, ""}).Draw(t, "typ"), Inhabitants: rapid.IntRange(0, 4).Draw(t, "inhabitants")}
}

// Reach has to find something in random sets, or the law above says nothing.
func TestReachFindsSomethingAtRandom(t *testing.T) {
	found := map[IssueCode]int{}
	rapid.Check(t, func(t *rapid.T) {
		condition := &Expression{Source: strings.ReplaceAll(reachable(t, 3), "0M", "02")}
		x := &Question{Name: "x", Type: TypeInteger, Relevant: condition, Warnings: []Warning{{When: &Expression{Source: reachable(t, 2)}}}}
		x.Warnings[0].When.Source = strings.ReplaceAll(x.Warnings[0].When.Source, "0M", "02")
		for _, issue := range reachSet(t, x).Reach(nil) {
			found[issue.Code]++
		}
	})
	if found[IssueNeverAsked] == 0 {
		t.Errorf("found %v", found)
	}
}
