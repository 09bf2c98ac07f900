package survey

import (
	"slices"
	"strconv"
)

// Compare lists in what a newer version of a question set differs from an
// older one: first what concerns the whole set, then its questions in the
// order in which they are asked, those that are gone, the choice lists, the
// sections. Both sets must be compiled.
func Compare(old, new *Questionnaire) []Difference {
	if old.ID == new.ID && old.Version == new.Version && old.Digest == new.Digest {
		return nil
	}
	c := &comparison{passage: newPassage(old, new)}
	c.sets()
	c.migrations()
	for _, h := range c.after {
		if name := c.origin[h.Name]; name != "" {
			c.questions(c.from[name], h)
		} else {
			c.add(Difference{Kind: QuestionNew, Question: h.Name, Args: []string{string(h.Type)}, is: present(h.Label)})
		}
	}
	for _, h := range c.before {
		if _, there := c.target[h.Name]; !there {
			c.gone(h)
		}
	}
	c.lists()
	c.sections()
	return c.found
}

// Breaks reports whether any of the differences breaks stored answers.
func Breaks(differences []Difference) bool {
	return slices.ContainsFunc(differences, func(d Difference) bool { return d.Kind.Breaks() })
}

// comparison gathers differences.
type comparison struct {
	*passage
	found []Difference
}

func (c *comparison) add(d Difference) { c.found = append(c.found, d) }

// note adds a difference of a question that its arguments tell.
func (c *comparison) note(kind DifferenceKind, question string, args ...string) {
	c.add(Difference{Kind: kind, Question: question, Args: args})
}

func (c *comparison) gone(h home) {
	c.add(Difference{Kind: QuestionGone, Question: h.Name, was: present(h.Label)})
	if name := c.rename(h); c.origin[name] != "" {
		c.note(RenameTaken, h.Name, name)
	}
}

func (c *comparison) sections() {
	for _, now := range c.new.Sections {
		i := slices.IndexFunc(c.old.Sections, func(s *Section) bool { return s.Name == now.Name })
		if i < 0 {
			continue
		}
		was := c.old.Sections[i]
		if !sameText(was.Label, now.Label) {
			c.add(Difference{Kind: SectionRelabelled, Args: []string{now.Name}, was: present(was.Label), is: present(now.Label)})
		}
		if x, y := sourceText(was.Relevant), sourceText(now.Relevant); x != y {
			c.note(SectionChanged, "", now.Name, "relevant", x, y)
		}
	}
}

func (q *Questionnaire) list(name string) *ChoiceList {
	for _, l := range q.Choices {
		if l.Name == name {
			return l
		}
	}
	return nil
}

func sourceText(e *Expression) string {
	if e == nil {
		return ""
	}
	return e.Source
}

func flagText(b bool) string { return strconv.FormatBool(b) }
