package survey

import (
	"cmp"
	"slices"
	"strings"

	"bestand.example/itbestand/survey/i18n"
)

// convert gives an answer the form that its question has now.
func (m *migration) convert(k Key, was, now *Question, a Answer) Answer {
	switch text := now.Type == TypeText || now.Type == TypeMultiline; {
	case text && was.Type != now.Type:
		a.Value = m.asText(k, was, now, a.Value)
	case now.List != nil:
		a = m.recodeAnswer(now.List, a)
	}
	if a.Estimate && !now.Estimate {
		a.Estimate = false
		a.Comment = amended(a.Comment, i18n.In("de").T("difference.was_estimated"))
	}
	return a
}

// asText writes a value as a person reads it.
func (m *migration) asText(k Key, was, now *Question, v Value) Value {
	if v.IsZero() {
		return v
	}
	text := was.Edit(v)
	if len(v.Codes()) > 0 {
		text = m.shown(k, v)
	}
	if now.Type == TypeText {
		text = strings.Join(strings.FieldsFunc(text, func(r rune) bool { return r == '\n' }), " / ")
	}
	return TextValue(text)
}

// recodeAnswer gives the codes of an answer their new names: those of several
// choices in the order of the list, two that became one only once. Own wording
// whose code became a choice of the list is kept as a comment.
func (m *migration) recodeAnswer(list *ChoiceList, a Answer) Answer {
	codes := a.Value.Codes()
	if len(codes) == 0 {
		return a
	}
	var fresh []string
	for _, code := range codes {
		now := m.recode(list.Name, code)
		if now != code {
			m.recoded[[2]string{list.Name, code}]++
		}
		if !slices.Contains(fresh, now) {
			fresh = append(fresh, now)
		}
	}
	if a.Value.Kind == KindCodes {
		inOrder(list, fresh)
	}
	own := a.Value.Other()
	a.Value.Text = strings.Join(fresh, " ")
	if a.Value.Has(OtherCode) {
		a.Value = a.Value.WithOther(own)
	} else {
		a.Comment = amended(a.Comment, own)
	}
	return a
}

// inOrder sorts codes as their list has them. What the list does not have comes
// after it, own wording last.
func inOrder(list *ChoiceList, codes []string) {
	place := func(code string) int {
		switch i := list.Index(code); {
		case i >= 0:
			return i
		case code == OtherCode:
			return len(list.Choices) + 1
		}
		return len(list.Choices)
	}
	slices.SortStableFunc(codes, func(a, b string) int { return cmp.Compare(place(a), place(b)) })
}

// amended adds a line to a comment.
func amended(comment, line string) string {
	if comment == "" || line == "" {
		return comment + line
	}
	return comment + "\n" + line
}
