package tui

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/i18n"
)

// TestMain ends at once when the test binary runs as the program of
// TestStartAsksTheTerminalNothing: then only the inits have run.
func TestMain(m *testing.M) {
	if os.Getenv(startOnly) != "" {
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func condition(source string) *survey.Expression { return &survey.Expression{Source: source} }

// longList has 600 entries, six topics in turn.
func longList() *survey.ChoiceList {
	topics := []string{"Überwachung", "Änderungsdienst", "Straßenverkehr", "Gebühren", "Öffentliche Ordnung", "Meldewesen"}
	l := &survey.ChoiceList{Name: "verfahren"}
	for i := range 600 {
		l.Choices = append(l.Choices, survey.Choice{
			Name: fmt.Sprintf("fv_%03d", i), Label: survey.German(fmt.Sprintf("Fachverfahren %03d – %s", i, topics[i%len(topics)])),
		})
	}
	return l
}

func choices(name string, labels ...string) *survey.ChoiceList {
	l := &survey.ChoiceList{Name: name}
	for _, label := range labels {
		l.Choices = append(l.Choices, survey.Choice{Name: strings.ToLower(label), Label: survey.German(label), Exclusive: label == "Keine"})
	}
	return l
}

// testSet has every type of question.
func testSet(t testing.TB) *survey.Questionnaire {
	t.Helper()
	list := longList()
	set := &survey.Questionnaire{
		ID: "probe", Short: "PR", Version: "1.0.0", Title: survey.German("Probe"),
		Missing: []survey.MissingCode{{Name: "unbekannt", Label: survey.German("nicht bekannt")}, {Name: "spaeter", Label: survey.German("wird nachgereicht")}},
		Sections: []*survey.Section{
			{Name: "allgemeines", Label: survey.German("Allgemeines"), Hint: survey.German("Alle Angaben gelten für die Kernverwaltung."), Questions: []*survey.Question{
				{Name: "name", Type: survey.TypeText, Label: survey.German("Name der Dienststelle"), Required: survey.Required},
				{Name: "erhoben", Type: survey.TypeDate, Label: survey.German("Tag der Erhebung"), Hint: survey.German("Im Format TT.MM.JJJJ, z. B. 31.12.2026."), Required: survey.Required},
				{Name: "vzae", Type: survey.TypeDecimal, Decimals: 2, Label: survey.German("Anzahl Mitarbeitende (VZÄ)"), Required: survey.Soft},
				{Name: "pc", Type: survey.TypeInteger, Label: survey.German("Anzahl PC-Arbeitsplätze bei ${name}"), Hint: survey.German("Auch Notebooks zählen mit."), Required: survey.Required,
					Constraint: condition("pc >= 1"), ConstraintMessage: survey.German("Bitte mindestens 1."),
					Warnings: []survey.Warning{{When: condition("pc > 3 * vzae"), Message: survey.German("Mehr als drei je Person – stimmt das?")}},
					Missing:  []string{"unbekannt", "spaeter"}, Estimate: true, Purpose: "Bezugsgröße"},
				{Name: "quote", Type: survey.TypeCalculate, Decimals: 1, Label: survey.German("PC je VZÄ"), Calculation: condition("pc / vzae")},
			}},
			{Name: "verfahren", Label: survey.German("Verfahren"), Questions: []*survey.Question{
				{Name: "dms", Type: survey.TypeYesNo, Label: survey.German("Nutzen Sie ein Dokumentenmanagementsystem?"), Required: survey.Required},
				{Name: "dmsname", Type: survey.TypeText, Label: survey.German("Welches?"), Relevant: condition(`dms == "ja"`)},
				{Name: "haupt", Type: survey.TypeSelectOne, List: list, Label: survey.German("Wichtigstes Fachverfahren"), Hint: survey.German("Tippen Sie, um zu suchen. Umlaute dürfen auch als ae/oe/ue geschrieben werden."), Required: survey.Required},
				{Name: "weitere", Type: survey.TypeSelectMultiple, List: list, Label: survey.German("Weitere Fachverfahren")},
				{Name: "os", Type: survey.TypeSelectMultiple, List: choices("os", "Windows", "Linux", "macOS", "Keine"), Label: survey.German("Welche Betriebssysteme?"), Required: survey.Required, Missing: []string{"unbekannt"}},
				{Name: "office", Type: survey.TypeSelectOne, List: choices("office", "Kauf", "Abo", "Frei"), Label: survey.German("Welche Bürosoftware?")},
			}},
			{Name: "geraete", Label: survey.German("Geräte"), Questions: []*survey.Question{
				{Name: "server", Type: survey.TypeRepeat, Label: survey.German("Serverliste"), Hint: survey.German("Eine Zeile je Server."), ItemLabel: survey.German("${s_name} (${s_art})"), Max: 3, Required: survey.Required, Missing: []string{"unbekannt"},
					Warnings: []survey.Warning{{When: condition("len(distinct(map(server, .s_name))) < len(server)"), Message: survey.German("Ein Name kommt zweimal vor.")}},
					Questions: []*survey.Question{
						{Name: "s_name", Type: survey.TypeText, Label: survey.German("Name des Servers"), Required: survey.Required},
						{Name: "s_art", Type: survey.TypeSelectOne, List: choices("art", "Virtuell", "Physisch"), Label: survey.German("Art")},
						{Name: "s_jahr", Type: survey.TypeYear, Label: survey.German("Baujahr"), Relevant: condition(`s_art == "physisch"`)},
					}},
				{Name: "hinweis", Type: survey.TypeNote, Label: survey.German(`Fast fertig. C:\Temp\neu und *Sterne* bleiben, wie sie sind.`)},
				{Name: "anmerk", Type: survey.TypeMultiline, Label: survey.German("Anmerkungen")},
			}},
		},
	}
	if issues := set.Compile(); len(issues) > 0 {
		t.Fatalf("issues: %+v", issues)
	}
	return set
}

var errDisk = errors.New("disk full")

// desk is a session with all that a test looks at.
type desk struct {
	t       testing.TB
	s       *survey.Session
	d       *Dialogue
	m       *model
	saved   int
	failing bool // the next saves fail
}

func newDesk(t testing.TB, place survey.Place, prepare ...func(a *survey.Answers)) *desk {
	t.Helper()
	return newDeskOf(t, testSet(t), nil, place, prepare...)
}

func newDeskOf(t testing.TB, set *survey.Questionnaire, population *survey.Population, place survey.Place, prepare ...func(a *survey.Answers)) *desk {
	t.Helper()
	b := &desk{t: t}
	r := &survey.Response{Answers: survey.NewAnswers(), Population: population}
	for _, p := range prepare {
		p(r.Answers)
	}
	b.s = survey.NewSession(set, r, place, func(survey.Change) error {
		if b.failing {
			return errDisk
		}
		b.saved++
		return nil
	})
	b.d = &Dialogue{Session: b.s, Words: i18n.In("de"), Title: "Probe, Stadt Süd", File: "süd.itb", NoColor: true,
		Explain: func(error) string { return "Der Datenträger ist voll." }}
	return b
}

// screen starts the full-screen dialogue on 80x24.
func screenDesk(t testing.TB, place survey.Place, prepare ...func(a *survey.Answers)) *desk {
	t.Helper()
	return newDesk(t, place, prepare...).screen()
}

func (b *desk) screen() *desk {
	b.m = newModel(b.d, true)
	b.size(80, 24)
	return b
}

func (b *desk) size(width, height int) { b.m.Update(tea.WindowSizeMsg{Width: width, Height: height}) }

// keys presses keys by their names; any other text is typed.
func (b *desk) keys(names ...string) tea.Cmd {
	b.t.Helper()
	var cmd tea.Cmd
	for _, name := range names {
		if _, c := b.m.Update(keyNamed(name)); c != nil {
			cmd = c
		}
	}
	return cmd
}

func keyNamed(name string) tea.KeyMsg {
	for k := tea.KeyType(-100); k < 128; k++ {
		if k != tea.KeyRunes && k != tea.KeySpace && k.String() == name {
			return tea.KeyMsg{Type: k}
		}
	}
	return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(name)}
}

func (b *desk) sees(texts ...string) {
	b.t.Helper()
	for _, text := range texts {
		if !strings.Contains(b.m.View(), text) {
			b.t.Errorf("does not show %q:\n%s", text, b.m.View())
		}
	}
}

func (b *desk) seesNot(texts ...string) {
	b.t.Helper()
	for _, text := range texts {
		if strings.Contains(b.m.View(), text) {
			b.t.Errorf("shows %q:\n%s", text, b.m.View())
		}
	}
}

func (b *desk) at(name string) {
	b.t.Helper()
	if b.s.Place().Question != name {
		b.t.Fatalf("stands at %v, want %s\n%s", b.s.Place(), name, b.m.View())
	}
}

func (b *desk) answer(name string) survey.Answer {
	return b.s.Response.Answers.Get(survey.Key{Question: name})
}

func (b *desk) value(name, want string) {
	b.t.Helper()
	if got := b.answer(name).Value.Text; got != want {
		b.t.Errorf("%s is %q, want %q", name, got, want)
	}
}

func at(name string) survey.Place { return survey.Place{Question: name} }

// given puts a value into the answers before the session starts.
func given(name string, kind survey.Kind, text string) func(*survey.Answers) {
	return func(a *survey.Answers) {
		a.Set(at(name), survey.Answer{Value: survey.Value{Kind: kind, Text: text}})
	}
}

// startOnly is the variable that makes the test binary a program that only
// starts.
const startOnly = "ITBESTAND_TEST_START_ONLY"
