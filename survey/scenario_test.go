package survey_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/i18n"
	"bestand.example/itbestand/survey/parser"
)

// Scenario is a headless client: tests of flow read like an interview. It
// drives the same session as the dialogues, and saves into a list.
type Scenario struct {
	t       *testing.T
	set     *survey.Questionnaire
	session *survey.Session
	saved   []survey.Change
}

// NewScenario starts an interview with a question set in YAML; the top of the
// file is added.
func NewScenario(t *testing.T, unit survey.Unit, body string) *Scenario {
	t.Helper()
	source := "kind: questionnaire\nid: probe\nshort: P\nversion: 1.0.0\ntitle: Probe\nresponses: one\n" + strings.ReplaceAll(body, "\t", "  ")
	set, _, err := parser.Questionnaire(fstest.MapFS{"probe.yaml": {Data: []byte(source)}}, "probe.yaml")
	if err != nil {
		if wrong, ok := err.(*parser.Errors); ok {
			t.Fatal(wrong.Render(i18n.In("de")))
		}
		t.Fatal(err)
	}
	s := &Scenario{t: t, set: set}
	s.session = survey.NewSession(set, &survey.Response{ID: "1", Unit: unit, Answers: survey.NewAnswers()}, survey.Place{}, s.save)
	return s
}

func (s *Scenario) save(c survey.Change) error {
	s.saved = append(s.saved, c)
	return nil
}

// Expect checks which question is asked now.
func (s *Scenario) Expect(question string) *Scenario {
	s.t.Helper()
	if s.session.Place().Question != question {
		s.t.Fatalf("asked is %v, expected %s", s.session.Place(), question)
	}
	return s
}

// ExpectEnd checks that nothing is left to ask.
func (s *Scenario) ExpectEnd() *Scenario { return s.Expect(survey.EndPlace.Question) }

// Answer answers the question that is asked now, which must be this one.
func (s *Scenario) Answer(question, entry string) *Scenario {
	s.t.Helper()
	s.Expect(question)
	findings, err := s.session.Enter(entry)
	if err != nil || len(findings) > 0 {
		s.t.Fatalf("%s %q: %v %v", question, entry, s.words(findings), err)
	}
	return s
}

// Refused enters something that must be refused with this sentence, and stays.
func (s *Scenario) Refused(question, entry, sentence string) *Scenario {
	s.t.Helper()
	s.Expect(question)
	findings, err := s.session.Enter(entry)
	if err != nil || len(findings) != 1 || s.words(findings) != sentence {
		s.t.Fatalf("%s %q: got %q %v, want %q", question, entry, s.words(findings), err, sentence)
	}
	return s.Expect(question)
}

// Missing gives a missing code for the question that is asked now.
func (s *Scenario) Missing(question, code string) *Scenario {
	s.t.Helper()
	s.Expect(question)
	if findings, err := s.session.SetMissing(code); err != nil || len(findings) > 0 {
		s.t.Fatalf("%s missing %s: %v %v", question, code, s.words(findings), err)
	}
	return s
}

// Back goes back, with something typed.
func (s *Scenario) Back(typed string) *Scenario {
	s.t.Helper()
	return s.must(s.session.Back(typed))
}

// Next goes on without an answer.
func (s *Scenario) Next() *Scenario { return s.must(s.session.Next()) }

// Row adds a row to the roster that is asked now.
func (s *Scenario) Row() *Scenario {
	s.t.Helper()
	findings, err := s.session.AddRow()
	if len(findings) > 0 {
		s.t.Fatal(s.words(findings))
	}
	return s.must(err)
}

// Resume ends the program and starts it anew from what was saved.
func (s *Scenario) Resume() *Scenario {
	s.t.Helper()
	answers, place := survey.NewAnswers(), survey.Place{}
	for _, c := range s.saved {
		s.set.Apply(answers, c)
		if c.SetPlace {
			place = c.Place
		}
	}
	r := *s.session.Response
	r.Answers = answers
	s.session = survey.NewSession(s.set, &r, place, s.save)
	return s
}

// Open checks which findings block handing in, as "question: code".
func (s *Scenario) Open(want ...string) *Scenario {
	s.t.Helper()
	var got []string
	for _, f := range s.session.Assessment().Findings() {
		if f.Code.Blocks() {
			got = append(got, f.Question+": "+string(f.Code))
		}
	}
	if strings.Join(got, "; ") != strings.Join(want, "; ") {
		s.t.Fatalf("open is %q, expected %q", got, want)
	}
	if complete := s.session.Assessment().Complete(); complete != (len(want) == 0) {
		s.t.Fatalf("complete is %v", complete)
	}
	return s
}

// Value checks an answer or a calculation by its canonical text.
func (s *Scenario) Value(question string, want string) *Scenario {
	s.t.Helper()
	if got := s.session.Assessment().Value(survey.Key{Question: question}).Text; got != want {
		s.t.Fatalf("%s is %q, expected %q", question, got, want)
	}
	return s
}

func (s *Scenario) must(err error) *Scenario {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
	return s
}

func (s *Scenario) words(findings []survey.Finding) string {
	var all []string
	for _, f := range findings {
		all = append(all, s.session.Say(f, i18n.In("de")))
	}
	return strings.Join(all, " ")
}

const akte = `
missing: {unbekannt: nicht bekannt, spaeter: wird nachgereicht}
choices:
	stand:
		- {name: nein, label: nicht vorhanden}
		- {name: um, label: in Umsetzung}
		- {name: ja, label: vorhanden}
sections:
	- name: a
		label: Akte
		questions:
			- {name: d_stand, type: select_one, choices: stand, label: Stand?, required: true, missing: [unbekannt]}
			- {name: d_produkt, type: text, label: Produkt?, relevant: ordinal(d_stand) >= ordinal("um"), required: true}
			- {name: d_anteil, type: percent, label: Anteil?, relevant: ordinal(d_stand) >= ordinal("um"), missing: [spaeter], required: soft}
			- {name: d_jahr, type: year, label: Zieljahr?, relevant: 'if_asked(d_anteil, 0) < 100'}
			- name: gesamt
				type: integer
				label: Plätze?
				required: true
				constraint: gesamt >= 1
				constraint_message: Bitte mindestens 1.
				warnings: [{when: gesamt > 1000, message: Mehr als 1.000 – stimmt das?}]
			- {name: mobil, type: integer, label: Davon mobil?, constraint: mobil <= gesamt, constraint_message: "Höchstens ${gesamt}."}
`

func TestConditionsHideAndShow(t *testing.T) {
	NewScenario(t, survey.Unit{}, akte).
		Answer("d_stand", "nein").Expect("d_jahr").Back("").
		Answer("d_stand", "ja").Answer("d_produkt", "VIS").Answer("d_anteil", "100").Expect("gesamt"). // the year is not asked at 100 %
		Back("").Answer("d_anteil", "40").Answer("d_jahr", "2028").Expect("gesamt").
		Back("").Back("").Back("").Back("").Answer("d_stand", "nicht vorhanden").Expect("d_jahr").
		Value("d_produkt", ""). // inactive
		Back("").Answer("d_stand", "ja").Value("d_produkt", "VIS").Expect("d_produkt")
}

func TestRefusalsSpeakGermanAndKeepThePlace(t *testing.T) {
	s := NewScenario(t, survey.Unit{}, akte)
	s.Refused("d_stand", "vorhandne", "„vorhandne“ gehört nicht zur Auswahl.").
		Answer("d_stand", "ja").Answer("d_produkt", "VIS").
		Refused("d_anteil", "120", "Bitte geben Sie einen Wert von 0 bis 100 ein.").Answer("d_anteil", "50,5").
		Refused("d_jahr", "bald", "Bitte geben Sie eine Jahreszahl mit vier Ziffern ein, z. B. 2019.").Next().
		Refused("gesamt", "0", "Bitte mindestens 1.").Answer("gesamt", "12").
		Refused("mobil", "13", "Höchstens 12.").Answer("mobil", "12").ExpectEnd().Open()
}

func TestAnEntryLeftByBackIsADraftThatBlocks(t *testing.T) {
	s := NewScenario(t, survey.Unit{}, akte).Answer("d_stand", "nein").Next().Expect("gesamt").
		Back("viele").Expect("d_jahr").Open("gesamt: draft").
		Resume().Next().Expect("gesamt")
	if draft := s.session.Answer().Draft; draft != "viele" {
		t.Fatalf("the draft is %q", draft)
	}
	s.Answer("gesamt", "5").Open()
	s.Back("").Back("7").Value("gesamt", "7") // a valid one is the answer
}

func TestResumeStandsAtTheVeryQuestionWithEveryAnswer(t *testing.T) {
	NewScenario(t, survey.Unit{}, akte).Answer("d_stand", "um").Answer("d_produkt", "VIS").Resume().
		Expect("d_anteil").Value("d_stand", "um").Value("d_produkt", "VIS").
		Missing("d_anteil", "spaeter").Resume().Expect("gesamt") // a missing value asks no further
}

func TestUndecidedHangsOnlyOnWhatIsOpen(t *testing.T) {
	s := NewScenario(t, survey.Unit{}, akte)
	s.Open("d_stand: open", "d_produkt: undecided", "d_anteil: undecided", "d_jahr: undecided", "gesamt: open")
	s.Missing("d_stand", "unbekannt").Open("gesamt: open") // unknown for good: not asked
}

func TestAWarningWantsAReason(t *testing.T) {
	s := NewScenario(t, survey.Unit{}, akte).Answer("d_stand", "nein").Next().
		Refused("gesamt", "1200", "Bitte prüfen: Mehr als 1.000 – stimmt das?").Value("gesamt", "1200").Open("gesamt: warning")
	s.must(s.session.Acknowledge("auch Schulen")).Expect("mobil").Open()
	s.Back("").Refused("gesamt", "1300", "Bitte prüfen: Mehr als 1.000 – stimmt das?").Open("gesamt: warning") // a new value, a new reason
}

const liste = `
missing: {unbekannt: nicht bekannt}
sections:
	- name: l
		label: Liste
		questions:
			- name: fv
				type: repeat
				label: Verfahren
				required: true
				max: 2
				missing: [unbekannt]
				item_label: ${fv_name}
				questions:
					- {name: fv_name, type: text, label: Name?, required: true}
					- {name: fv_eol, type: yes_no, label: Ende?, required: true, missing: [unbekannt]}
					- {name: fv_jahr, type: year, label: "Wann endet ${fv_name}?", relevant: fv_eol == "ja", required: true}
			- {name: anzahl, type: calculate, label: Anzahl, calculation: len(fv)}
			- {name: plan, type: text, label: Was planen Sie?, relevant: 'any(fv, .fv_eol == "ja")'}
`

func TestARosterIsAskedRowByRow(t *testing.T) {
	s := NewScenario(t, survey.Unit{}, liste).Expect("fv").Value("anzahl", "").Open("fv: open", "plan: undecided").
		Row().Answer("fv_name", "VIS").Answer("fv_eol", "ja").Expect("fv_jahr")
	if label := s.session.Assessment().Label(s.session.Place(), "de"); label != "Wann endet VIS?" {
		t.Errorf("the label is %q", label)
	}
	s.Answer("fv_jahr", "2027").Expect("fv").Value("anzahl", "1").
		Row().Answer("fv_name", "Ä").Resume().Expect("fv_eol").Missing("fv_eol", "unbekannt").Expect("fv").
		Next().Expect("plan").Answer("plan", "Ablösung").ExpectEnd().Open()
	if findings, _ := s.Back("").Back("").session.AddRow(); len(findings) != 1 || findings[0].Code != survey.TooManyRows {
		t.Errorf("a third row: %v", findings)
	}
	rows := s.session.Response.Answers.Rows("fv")
	s.must(s.session.DeleteRow(rows[0])).Value("anzahl", "1").Next().ExpectEnd()
}

func TestNoRowsMustBeConfirmed(t *testing.T) {
	s := NewScenario(t, survey.Unit{}, liste).Next().ExpectEnd().Open("fv: open", "plan: undecided").Back("")
	findings, err := s.session.ConfirmNone()
	if err != nil || len(findings) > 0 {
		t.Fatal(findings, err)
	}
	s.ExpectEnd().Value("anzahl", "0").Open()
	s.Back("").Row().Back("").Open("fv_name: open", "fv_eol: open", "fv_jahr: undecided", "plan: undecided") // a row takes the "none" back
}

func TestAListIsCheckedAsAWhole(t *testing.T) {
	const body = `
sections:
	- name: a
		label: A
		questions:
			- name: kp
				type: repeat
				label: Personen
				warnings: [{when: 'len(distinct(map(kp, .rolle))) < len(kp)', message: Eine Rolle ist doppelt.}]
				constraint: len(kp) != 3
				constraint_message: Nicht drei.
				questions: [{name: rolle, type: text, label: Rolle?}]
`
	s := NewScenario(t, survey.Unit{}, body).Row().Answer("rolle", "it").Row().Answer("rolle", "it").Open("kp: warning")
	if findings, err := s.session.Done(); err != nil || s.words(findings) != "Bitte prüfen: Eine Rolle ist doppelt." {
		t.Fatal(s.words(findings), err)
	}
	s.Expect("kp").must(s.session.Acknowledge("zwei Personen")).ExpectEnd().Open()
	// with another row, what was said of two of them counts no more
	s.Back("").Row().Answer("rolle", "dsb").Open("kp: violated", "kp: warning")
	if findings, err := s.session.Done(); err != nil || s.words(findings) != "Nicht drei. Bitte prüfen: Eine Rolle ist doppelt." {
		t.Fatal(s.words(findings), err)
	}
}

func TestTheUnitDecidesWhatIsAsked(t *testing.T) {
	const body = `
sections:
	- name: a
		label: A
		questions:
			- {name: m, type: text, label: Mitglieder?, relevant: 'einheit.typ in ["verwaltungsgemeinschaft"]'}
			- {name: g, type: text, label: Groß?, relevant: einheit.einwohner >= 5000}
			- {name: k, type: text, label: Klasse?, relevant: 'einheit.groessenklasse == "5000_9999"'}
			- {name: s, type: text, label: "Bis ${stichtag}?"}
`
	vg := survey.Unit{Key: "990610001", Type: survey.Verwaltungsgemeinschaft, Inhabitants: 5000}
	NewScenario(t, vg, body).Answer("stichtag", "31.12.2025").Answer("m", "x").Answer("g", "x").Answer("k", "x").Answer("s", "x").ExpectEnd().Open()
	NewScenario(t, survey.Unit{}, body).Answer("stichtag", "31.12.2025").Answer("s", "x").ExpectEnd().Open()
}
