package tui

import (
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"bestand.example/itbestand/survey"
)

// field is where an answer is given. It works on a copy; the answer changes
// only when the question's screen hands the entry to the session.
type field interface {
	press(key tea.KeyMsg) tea.Cmd
	message(msg tea.Msg)
	// entry is what Session.Enter gets.
	entry() string
	// codes is what Session.Choose gets.
	codes() []string
	// typed is what is kept when the question is left without an Enter.
	typed() string
	// height is the least and the most lines that the field has a use for.
	height(width int) (least, most int)
	fit(width, height int)
	view() []string
	// lines reports whether Enter begins a new line.
	lines() bool
	foot() []string
}

func newField(t teller, l look, q *survey.Question) field {
	place := t.s.Place()
	switch {
	case q.Type == survey.TypeNote:
		return &noteField{pager: pager{teller: t, text: t.label(place)}}
	case t.byKey(q):
		return newInputField(l, t.opening(place))
	case q.Type.Choice():
		list := t.ev().Choices(place)
		switch v := t.preset(place); {
		case celled(q, list, v):
			return newCell(t, l, q, list, v)
		case steps(q, list) && (v.IsZero() || list.Index(v.Text) >= 0):
			return newScale(t, l, list, v)
		}
		return newList(t, l, q, list)
	case q.Type == survey.TypeMultiline:
		return newTextField(l, t.opening(place))
	case q.Suggestions != nil:
		return newSuggest(t, l, t.ev().Suggestions(place, t.Lang()))
	}
	input := newInputField(l, t.opening(place))
	if q.Type == survey.TypeMoney {
		input.unit = t.t("unit_money")
	}
	return input
}

// byKey reports whether a question is about units of which there is no list, so
// that a person types their keys.
func (t teller) byKey(q *survey.Question) bool {
	return q.ChoicesFrom == survey.PopulationSource && t.s.Response.Population == nil
}

// opening is what an entry field shows before anything is typed, and what
// leaving keeps as long as that is so.
type opening struct{ text, before string }

// opening is the draft, or the answer as a person would type it. Where there is
// neither, the field proposes the default, or what is calculated: proposals
// that count only once they are acknowledged.
func (t teller) opening(k survey.Key) opening {
	q, a := t.s.Set.Question(k.Question), t.s.Response.Answers.Get(k)
	draft := survey.Clean(a.Draft)
	switch {
	case draft != "":
		return opening{draft, draft}
	case !a.Value.IsZero():
		return opening{survey.Clean(t.ev().Edit(k, a.Value)), ""}
	case q.Type == survey.TypeCalculate:
		return opening{survey.Clean(t.ev().Edit(k, t.ev().Calculated(k))), ""}
	}
	proposed, _ := t.proposed(k)
	return opening{t.ev().Edit(k, proposed), ""}
}

// proposed is the default of a question that is not answered yet. One that
// other answers rule out is none.
func (t teller) proposed(k survey.Key) (survey.Value, bool) {
	q, a := t.s.Set.Question(k.Question), t.s.Response.Answers.Get(k)
	if q.Default == "" || a.Given() || a.Draft != "" {
		return survey.Value{}, false
	}
	v, refusal := t.ev().Parse(k, q.Default)
	if refusal != nil || v.IsZero() {
		return survey.Value{}, false
	}
	offered := t.ev().Choices(k)
	ruledOut := func(code string) bool { return offered.Index(code) < 0 }
	return v, !slices.ContainsFunc(v.Codes(), ruledOut)
}

// preset is the value that a list opens with: the answer, or the default.
func (t teller) preset(k survey.Key) survey.Value {
	if v, ok := t.proposed(k); ok {
		return v
	}
	return t.s.Response.Answers.Get(k).Value
}

// noteField shows a text that is only read.
type noteField struct{ pager }

func (f *noteField) press(key tea.KeyMsg) tea.Cmd {
	f.scroll(key.String())
	return nil
}

func (f *noteField) message(tea.Msg) {}
func (f *noteField) entry() string   { return "" }
func (f *noteField) codes() []string { return nil }
func (f *noteField) typed() string   { return "" }
func (f *noteField) height(width int) (least, most int) {
	n := len(wrap(f.text, width))
	return min(n, 2), n
}

func (f *noteField) lines() bool    { return false }
func (f *noteField) foot() []string { return []string{"next"} }
