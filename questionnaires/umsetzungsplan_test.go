package questionnaires_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"bestand.example/itbestand/survey"
)

func thePlan(t *testing.T) *plan {
	t.Helper()
	p, err := readPlan()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// The three outcomes of a rule, as testdata/regeln.txtar names them.
var outcomes = []string{"löst aus", "löst nicht aus", "bleibt unbekannt"}

// For every measure there is a set of answers that triggers it, one that does
// not, and one that leaves it unknown.
func TestEveryMeasureTriggersOrNotOrIsUnknown(t *testing.T) {
	thePlan(t)
	p, err := planWithOpposites()
	if err != nil {
		t.Fatal(err)
	}
	archive, err := txtar.ParseFile("testdata/regeln.txtar")
	if err != nil {
		t.Fatal(err)
	}
	tried := map[string][]string{}
	for _, f := range archive.Files {
		for _, c := range casesIn(f) {
			_, outcome, _ := strings.Cut(c.name, ", ")
			outcome, _, _ = strings.Cut(outcome, " – ")
			if !slices.Contains(outcomes, outcome) {
				t.Errorf("%s: not one of %v", c.name, outcomes)
			}
			tried[f.Name] = append(tried[f.Name], outcome)
			t.Run(c.name, func(t *testing.T) {
				result := p.compute(t, c)
				hits := map[string]int{}
				for _, h := range result.Measures {
					hits[h.Measure.Name]++
				}
				got := outcomes[2]
				switch {
				case hits[f.Name] > 0:
					got = outcomes[0]
				case hits[f.Name+opposite] > 0:
					got = outcomes[1]
				}
				if got != outcome {
					t.Errorf("got: %s", got)
				}
			})
		}
	}
	for _, m := range thePlan(t).evaluation.Measures {
		for _, outcome := range outcomes {
			if !slices.Contains(tried[m.Name], outcome) {
				t.Errorf("%s: no answers for: %s", m.Name, outcome)
			}
		}
		delete(tried, m.Name)
	}
	for name := range tried {
		t.Errorf("%s is no measure", name)
	}
}

// Every indicator gives what was computed by hand.
func TestEveryIndicatorGivesWhatWasComputedByHand(t *testing.T) {
	p := thePlan(t)
	archive, err := txtar.ParseFile("testdata/kennzahlen.txtar")
	if err != nil {
		t.Fatal(err)
	}
	wanted := map[string]bool{}
	for _, f := range archive.Files {
		for _, c := range casesIn(f) {
			for _, want := range c.want {
				name, _, _ := strings.Cut(want, " ")
				wanted[name] = true
			}
			t.Run(c.name, func(t *testing.T) {
				if len(c.want) == 0 {
					t.Fatal("nothing is wanted")
				}
				result := p.compute(t, c)
				for _, want := range c.want {
					name, value, _ := strings.Cut(want, " = ")
					switch found := figureOf(result, name); {
					case len(found) != 1:
						t.Errorf("%s: there are %d, not one", name, len(found))
					case shown(found[0], value) != value:
						t.Errorf("%s = %s, by hand %s", name, shown(found[0], value), value)
					}
				}
			})
		}
	}
	for n := 1; n <= 33; n++ {
		if !hasPrefixed(wanted, fmt.Sprintf("kz%02d", n)) {
			t.Errorf("KZ%02d has no case computed by hand", n)
		}
	}
	for n := 1; n <= 9; n++ {
		if !wanted[fmt.Sprintf("hf%d", n)] {
			t.Errorf("HF%d has no case computed by hand", n)
		}
	}
}

func hasPrefixed(names map[string]bool, prefix string) bool {
	for name := range names {
		if name == prefix || strings.HasPrefix(name, prefix+"_") {
			return true
		}
	}
	return false
}

// Each measure says whom it tells what, and who helps how much (S12, S13), is
// placed in the plan, and comes with no measure of a later phase before it.
func TestEveryMeasureIsAccompanied(t *testing.T) {
	e := thePlan(t).evaluation
	phases := map[string]int{}
	for i, p := range e.Phases {
		phases[p.Name] = i
	}
	for _, m := range e.Measures {
		c, help := m.Communication, m.Support
		if len(c.Audience) == 0 || c.Channel.In("de") == "" || c.Message.In("de") == "" || c.Timing.In("de") == "" {
			t.Errorf("%s does not say whom it tells what, how and when: %v", m.Name, c)
		}
		if len(help.Provider) == 0 || help.Kind.In("de") == "" || help.Extent.In("de") == "" {
			t.Errorf("%s does not say who helps how much: %v", m.Name, help)
		}
		if m.Field == "" || m.Effort == "" || m.Phase == "" || len(m.Responsible) == 0 {
			t.Errorf("%s lacks field, effort, phase or who is responsible", m.Name)
		}
		if !regexp.MustCompile(`^r\d\d$`).MatchString(m.Name) {
			t.Errorf("%s is not named after its rule", m.Name)
		}
	}
	for n := 1; n <= 45; n++ {
		if e.Measure(fmt.Sprintf("r%02d", n)) == nil {
			t.Errorf("R%02d is missing", n)
		}
	}
}

// The order of fachkonzept.md 4.7 is kept.
func TestMeasuresFollowEachOther(t *testing.T) {
	e := thePlan(t).evaluation
	for _, chain := range []string{"r09 r10 r11 r22 r23 r24", "r20 r21", "r12 r05", "r12 r06", "r12 r07", "r18 r19"} {
		names := strings.Fields(chain)
		for i := 1; i < len(names); i++ {
			if !slices.Contains(e.Measure(names[i]).After, names[i-1]) {
				t.Errorf("%s does not come after %s", names[i], names[i-1])
			}
		}
	}
}

// Every parameter that is not a legal fact says that it is a decision.
func TestParametersNameTheirSource(t *testing.T) {
	for _, p := range thePlan(t).evaluation.Parameters {
		if strings.TrimSpace(p.Source) == "" || p.Label.In("de") == "" {
			t.Errorf("%s has no source or no label", p.Name)
		}
	}
}

// What persons say anonymously is in no figure and no measure of a unit, and
// KZ28 of a unit does without it.
func TestAnonymousAnswersStayInGroups(t *testing.T) {
	e := thePlan(t).evaluation
	for _, i := range append(slices.Clone(e.Indicators), e.Fields...) {
		if i.Anonymous && (i.Scope == survey.ScopeUnit || i.Scope == survey.ScopeRow) {
			t.Errorf("%s is of a %s", i.Name, i.Scope)
		}
	}
	for _, m := range e.Measures {
		if m.Anonymous && m.Scope != survey.ScopeGroup {
			t.Errorf("%s is of a %s", m.Name, m.Scope)
		}
	}
}

// A measure becomes more urgent where a deadline of the legal frame ends within
// twelve months of the reference date, or where many need it; once only.
func TestDeadlinesAndSpreadRaiseThePriority(t *testing.T) {
	answers := func(many ...string) []string {
		var lines []string
		for i, law := range many {
			lines = append(lines, fmt.Sprintf("@ 99061000%d", i+1),
				"od=keine  od[1].od_leistung=hund  od[1].od_zustaendig=ja  od[1].od_stufe=1  od[1].od_schriftform="+law)
		}
		return lines
	}
	one, two := answers("landesrecht", "keine", "keine", "keine"), answers("landesrecht", "bundesrecht", "keine", "keine")
	for _, c := range []struct {
		planCase
		priority   int
		widespread bool
	}{
		{planCase{name: "far from the deadline", lines: one}, 2, false},
		{planCase{name: "13 months before", lines: one, day: survey.Date{Year: 2028, Month: 11, Day: 30}}, 2, false},
		{planCase{name: "12 months before", lines: one, day: survey.Date{Year: 2028, Month: 12, Day: 31}}, 1, false},
		{planCase{name: "half of all", lines: two}, 1, true},
		{planCase{name: "both", lines: two, day: survey.Date{Year: 2029, Month: 6, Day: 30}}, 1, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			result := thePlan(t).compute(t, c.planCase)
			hits := 0
			for _, h := range result.Measures {
				if h.Measure.Name == "r45" {
					hits++
					if h.Priority != c.priority {
						t.Errorf("priority %d, not %d", h.Priority, c.priority)
					}
				}
			}
			for _, rule := range result.Rules {
				if rule.Measure.Name == "r45" && (rule.Widespread != c.widespread || rule.Units != hits || rule.Asked != 4) {
					t.Errorf("widespread %v, %d of %d, hits %d", rule.Widespread, rule.Units, rule.Asked, hits)
				}
			}
		})
	}
}
