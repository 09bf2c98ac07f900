package survey

import "slices"

// usedLists compares the lists of two choice questions of one type. What
// happens inside a list that both use is said once, of the list.
func (c *comparison) usedLists(was, now home) {
	made := c.old.list(was.List.Name) == nil && c.new.list(now.List.Name) == nil // by points, not by name
	if made && len(was.List.Choices) != len(now.List.Choices) {
		c.note(ScaleChanged, now.Name, itoa(len(was.List.Choices)), itoa(len(now.List.Choices)))
		return
	}
	if made || was.List.Name == now.List.Name {
		return
	}
	var lost []string
	for _, choice := range was.List.Choices {
		if choice.Name != OtherCode && now.List.Index(c.recode(now.List.Name, choice.Name)) < 0 {
			lost = append(lost, choice.Name)
		}
	}
	if len(lost) > 0 {
		c.note(CodesLost, now.Name, was.List.Name, now.List.Name, joinedText(lost))
	} else {
		c.note(ListChanged, now.Name, was.List.Name, now.List.Name)
	}
}

// lists compares the choice lists that both versions have.
func (c *comparison) lists() {
	for _, now := range c.new.Choices {
		if was := c.old.list(now.Name); was != nil {
			c.list(was, now)
		}
	}
}

func (c *comparison) list(was, now *ChoiceList) {
	known := map[string]bool{}
	for _, choice := range was.Choices {
		code := c.recode(now.Name, choice.Name)
		known[code] = true
		i, became := now.Index(code), Choice{Name: code}
		if i >= 0 {
			became = now.Choices[i]
		}
		if code != choice.Name {
			c.add(Difference{Kind: ChoiceRecoded, Args: []string{now.Name, choice.Name, code}, was: present(choice.Label), is: present(became.Label)})
		}
		switch {
		case i >= 0 && code == choice.Name:
			c.choice(now.Name, choice, became)
		case i >= 0: // that a recoded one has another label is what recoding is for
		case c.stored(now.Name):
			c.add(Difference{Kind: ChoiceGone, Args: []string{now.Name, code}, was: present(choice.Label)})
		default:
			c.add(Difference{Kind: ChoiceDropped, Args: []string{now.Name, code}, was: present(choice.Label)})
		}
	}
	for _, choice := range now.Choices {
		if !known[choice.Name] {
			c.add(Difference{Kind: ChoiceNew, Args: []string{now.Name, choice.Name}, is: present(choice.Label)})
		}
	}
}

// stored reports whether codes of a list can stand in answers that move:
// labels that a text question only suggests cannot.
func (c *comparison) stored(list string) bool {
	return slices.ContainsFunc(c.before, func(h home) bool {
		now := c.to[c.target[h.Name]]
		return h.Type.Choice() && h.List != nil && h.List.Name == list && now.Question != nil && now.List != nil && now.List.Name == list
	})
}

// choice compares an entry of a list with what it was.
func (c *comparison) choice(list string, was, now Choice) {
	if !sameText(was.Label, now.Label) {
		c.add(Difference{Kind: ChoiceRelabelled, Args: []string{list, now.Name}, was: present(was.Label), is: present(now.Label)})
	}
	for _, d := range []struct{ key, was, now string }{
		{"score", scoreText(was), scoreText(now)}, {"exclusive", flagText(was.Exclusive), flagText(now.Exclusive)},
		{"valid_from", dayText(was.ValidFrom), dayText(now.ValidFrom)}, {"valid_until", dayText(was.ValidUntil), dayText(now.ValidUntil)},
	} {
		if d.was != d.now {
			c.note(ChoiceChanged, "", list, now.Name, d.key, d.was, d.now)
		}
	}
}

func scoreText(c Choice) string {
	if c.Score == nil {
		return ""
	}
	return c.Score.RatString()
}

func dayText(d Date) string {
	if d == (Date{}) {
		return ""
	}
	return d.String()
}
