package tui

import "bestand.example/itbestand/survey"

// reason asks why warnings do not apply. A blank line leaves them open, and
// the conversation goes on.
func (t *talk) reason(warnings []survey.Finding) error {
	for _, f := range warnings {
		t.print(t.say(f))
	}
	return t.ask("lines_reason", func(text string) error {
		return t.save(func() error { return t.s.Acknowledge(text) })
	})
}

// deviation asks why a calculated value was replaced, and then about the
// warnings that this raises.
func (t *talk) deviation() error {
	t.print(t.proposal(t.s.Place())...)
	from := t.s.Place()
	return t.ask("lines_deviation", func(text string) error {
		if err := t.save(func() error { return t.s.Explain(text) }); err != nil {
			return err
		}
		if warnings := t.warnings(); t.s.Place() == from && len(warnings) > 0 {
			return t.reason(warnings)
		}
		return nil
	})
}

// ask reads one more line about the question and hands it on. The command .z
// goes back to the question itself.
func (t *talk) ask(key string, take func(text string) error) error {
	for {
		t.print(t.t(key))
		text, err := t.read()
		if err != nil {
			return err
		}
		switch c, _, command := parseCommand(text); {
		case !command:
			return take(unescape(text))
		case c == 'z':
			return nil // the question asks again
		case c == 'e':
			return errLeave
		}
	}
}

// warnings are those about the place that have no reason yet.
func (t teller) warnings() []survey.Finding {
	var open []survey.Finding
	for _, f := range t.ev().FindingsAt(t.s.Place()) {
		if f.Code == survey.Unconfirmed {
			open = append(open, f)
		}
	}
	return open
}
