package survey_test

import (
	"testing"

	"bestand.example/itbestand/survey"
)

// put enters answers without a dialogue, as NAME, entry, NAME, entry.
func (s *Scenario) put(pairs ...string) *Scenario {
	s.t.Helper()
	var all []survey.Assignment
	for i := 0; i < len(pairs); i += 2 {
		all = append(all, survey.Assignment{Question: pairs[i], Entry: &pairs[i+1]})
	}
	refused, err := s.session.Put(all)
	if err != nil || len(refused) > 0 {
		s.t.Fatalf("%v: %s %v", pairs, s.words(refused), err)
	}
	return s
}

const kanten = `
profiles: {kurz: Kurzfassung}
choices:
	kanal: [{name: mail, label: E-Mail}, {name: andere, label: Andere}, {name: keiner, label: keiner, exclusive: true}]
	dienst: [{name: a, label: A, columns: {t: x}}, {name: b, label: B, columns: {t: y}}]
sections:
	- name: s
		label: S
		questions:
			- {name: x, type: integer, label: X?}
			- {name: c, type: calculate, calculation: x * 2, override: true, label: C}
			- {name: m, type: select_multiple, choices: kanal, min: 2, label: M?}
			- {name: o, type: select_one, choices: kanal, other: "Sonstiges, und zwar:", label: O?}
			- name: zeit
				type: matrix
				label: Zeit?
				cell: percent
				total: 100
				rows: [{name: z_a, label: A}, {name: z_b, label: B, profiles: [kurz]}, {name: z_c, label: C}]
			- {name: g, type: yes_no, label: G?, required: true}
			- name: r
				type: repeat
				label: R
				prefill: {column: k, where: choice.t == "x" or g == "ja"}
				unique: [doppelt]
				questions:
					- {name: k, type: select_one, choices: dienst, label: K?}
					- {name: n, type: integer, label: N?}
					- {name: doppelt, type: calculate, calculation: n * 2, label: D}
`

func TestTheCalculatedValueReplacesNothing(t *testing.T) {
	s := NewScenario(t, survey.Unit{}, kanten).put("x", "5", "c", "10").Open("g: open").put("x", "7").Value("c", "14")
	s.must(s.session.Goto(survey.Place{Question: "c"}))
	s.Refused("c", "99", "Bitte begründen Sie, warum Ihr Wert von der Berechnung abweicht.").Explain("gezählt").Back("")
	s.Value("c", "99").Back("14").Value("c", "14").Open("g: open")
}

func TestAChoiceThatRulesOutAllOthersIsEnough(t *testing.T) {
	s := NewScenario(t, survey.Unit{}, kanten)
	s.must(s.session.Goto(survey.Place{Question: "m"}))
	s.Refused("m", "mail", "Bitte wählen Sie mindestens 2 aus. Ausgewählt: 1.").Answer("m", "keiner")
}

func TestChoicesComeBeforeOwnWords(t *testing.T) {
	s := NewScenario(t, survey.Unit{}, kanten)
	s.must(s.session.Goto(survey.Place{Question: "o"}))
	s.Answer("o", "andere").Value("o", "andere").Back("").
		Answer("o", "Sonstiges, und zwar: Fax: ja").Value("o", "sonstiges\nFax: ja").Back("")
	if refused, err := s.session.Choose([]string{"sonstiges: a\u200eb "}); err != nil || len(refused) > 0 {
		t.Fatalf("a pasted mark is refused: %s %v", s.words(refused), err)
	}
	s.Value("o", "sonstiges\na\ufffdb")
}

func TestATotalIsExceededAtOnce(t *testing.T) {
	s := NewScenario(t, survey.Unit{}, kanten)
	s.must(s.session.Goto(survey.Place{Question: "z_a"}))
	s.Answer("z_a", "80").Refused("z_b", "80", "Die Angaben müssen zusammen 100 ergeben. Im Moment sind es 160.").
		Answer("z_b", "10").Next().Open("g: open") // what is left blank may be the rest
}

func TestRowsWaitForWhatDecidesOnThem(t *testing.T) {
	s := NewScenario(t, survey.Unit{}, kanten)
	s.must(s.session.Goto(survey.Place{Question: "r"}))
	if rows := s.session.Response.Answers.Rows("r"); len(rows) != 0 {
		t.Fatalf("the rows %v are there before it is known which", rows)
	}
	s.put("g", "ja").Shown("k", 1, "A").Shown("k", 2, "B")
}

func TestRowsAreToldApartByWhatIsCalculated(t *testing.T) {
	s := NewScenario(t, survey.Unit{}, kanten).put("g", "nein")
	s.must(s.session.Goto(survey.Place{Question: "n", Row: 1}))
	s.Answer("n", "4").Row().Answer("k", "b").Refused("n", "4", "Diese Angaben stehen schon in Eintrag 1.").Answer("n", "5")
}

func TestAMatrixIsInTheShortFormOfItsStatements(t *testing.T) {
	s := NewScenario(t, survey.Unit{}, kanten)
	s.session.Response.Profile = "kurz"
	s.session.SetUnit(survey.Unit{})
	s.Expect("z_b").Next().ExpectEnd()
}
