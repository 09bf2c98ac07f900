package survey

// What expressions ask of questions and codes besides their values.

func stateIs(v any, wanted State) any {
	if s, ok := v.(status); ok {
		return s.State == wanted
	}
	return nil
}

func missingCode(v any) any {
	if s, ok := v.(status); ok {
		return s.Missing
	}
	return nil
}

// relevantState does not look at drafts: no condition sees them.
func relevantState(v any) any {
	s, ok := v.(status)
	if !ok || s.undecided.onAnswer() {
		return nil
	}
	return s.State != StateNotAsked
}

func ifNotAsked(v, value, otherwise any) any {
	if s, ok := v.(status); ok && s.State == StateNotAsked && !s.undecided.onAnswer() {
		return otherwise
	}
	return value
}

func score(code, list any) any {
	l, _ := list.(*ChoiceList)
	c, ok := code.(string)
	if l == nil || !ok || l.Index(c) < 0 || l.Choices[l.Index(c)].Score == nil {
		return nil
	}
	return l.Choices[l.Index(c)].Score
}

// ordinal is the place of a code in its list, counted from 1.
func ordinal(code, list any) any {
	l, _ := list.(*ChoiceList)
	c, ok := code.(string)
	if l == nil || !ok || l.Index(c) < 0 {
		return nil
	}
	return rat(int64(l.Index(c) + 1))
}

func yearOf(v any) any {
	if d, ok := v.(Date); ok {
		return rat(int64(d.Year))
	}
	return nil
}

func months(a, b any) any {
	from, fromKnown := a.(Date)
	to, toKnown := b.(Date)
	if !fromKnown || !toKnown {
		return nil
	}
	return rat(int64(monthsBetween(from, to)))
}

func dateLiteral(v any) any {
	s, _ := v.(string)
	if d, ok := ParseISODate(s); ok {
		return d
	}
	return nil
}
