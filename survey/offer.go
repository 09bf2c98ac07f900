package survey

import (
	"bestand.example/itbestand/survey/i18n"
)

// Choices lists what the question at a key offers now: without the choices
// that other answers or the reference date rule out. A choice of which that is
// unknown is offered.
func (ev *Assessment) Choices(k Key) *ChoiceList {
	q := ev.set.Question(k.Question)
	return ev.offered(q, ev.rowOf(q, k))
}

// hangs reports whether what the question offers hangs on other answers.
func (q *Question) hangs() bool {
	return q.Type.Choice() && (q.from != nil || q.ChoiceFilter != nil || q.List.ages())
}

func (ev *Assessment) offered(q *Question, row map[string]any) *ChoiceList {
	list := ev.list(q)
	if q.ChoiceFilter == nil && !list.ages() {
		return list
	}
	return list.only(func(c *Choice) bool { return ev.offers(q, list, c, row) })
}

// offersAny reports whether offered would list anything. It asks no further than
// the first choice, because every assessment asks it of every such question.
func (ev *Assessment) offersAny(q *Question, row map[string]any) bool {
	if q.from != nil && q.ChoiceFilter == nil { // without naming them
		return ev.Relevant(Key{Question: q.from.Name}) && len(ev.response.Answers.Rows(q.from.Name)) > 0
	}
	list := ev.list(q)
	for i := range list.Choices {
		if q.ChoiceFilter == nil && !list.ages() || ev.offers(q, list, &list.Choices[i], row) {
			return true
		}
	}
	return false
}

// Suggestions lists what the field of a text question proposes, narrowed by
// the question's filter.
func (ev *Assessment) Suggestions(k Key, lang string) []string {
	q := ev.set.Question(k.Question)
	if q.Suggestions == nil {
		return nil
	}
	row := ev.rowOf(q, k)
	var labels []string
	for i := range q.Suggestions.Choices {
		if c := &q.Suggestions.Choices[i]; ev.offers(q, q.Suggestions, c, row) {
			labels = append(labels, c.Label.In(lang))
		}
	}
	return labels
}

// list is all that a question's choices can be at the moment, offered or not.
func (ev *Assessment) list(q *Question) *ChoiceList {
	switch {
	case q.from != nil:
		return ev.rowChoices(q.from)
	case q.ChoicesFrom == PopulationSource && ev.response.Population != nil:
		return ev.response.Population.choices()
	case q.List != nil:
		return q.List
	}
	return &ChoiceList{}
}

// rowChoices offers the rows of a roster, each under its id. Rows of one name
// are told apart by their place.
func (ev *Assessment) rowChoices(roster *Question) *ChoiceList {
	list, seen := &ChoiceList{Name: roster.Name}, map[string]bool{}
	if !ev.Relevant(Key{Question: roster.Name}) {
		return list
	}
	for i, id := range ev.response.Answers.Rows(roster.Name) {
		label := Text{}
		for _, lang := range i18n.Languages() {
			s := ev.RowLabel(roster, id, i18n.In(lang))
			if seen[lang+s] {
				s += " (" + itoa(i+1) + ")"
			}
			seen[lang+s] = true
			label[lang] = s
		}
		list.Choices = append(list.Choices, Choice{Name: itoa(id), Label: label})
	}
	return list
}

func (ev *Assessment) offers(q *Question, list *ChoiceList, c *Choice, row map[string]any) bool {
	if !ev.valid(c) {
		return false
	}
	if q.ChoiceFilter == nil || c.Name == OtherCode && len(q.Other) > 0 {
		return true
	}
	return ev.decide(q.ChoiceFilter, row, ev.choiceFields(q, list, c)) != false
}

// valid reports whether a choice is offered on the reference date.
func (ev *Assessment) valid(c *Choice) bool {
	day, known := ev.outer[StichtagName].(Date)
	switch {
	case !known:
		return true
	case c.ValidFrom != Date{} && day.Compare(c.ValidFrom) < 0, c.ValidUntil != Date{} && day.Compare(c.ValidUntil) > 0:
		return false
	}
	return true
}

func (ev *Assessment) choiceFields(q *Question, list *ChoiceList, c *Choice) map[string]any {
	switch {
	case q.from != nil:
		return ev.row(q.from, rowRef(c.Name))
	case q.ChoicesFrom == PopulationSource && ev.response.Population != nil:
		u := ev.response.Population.Units[list.Index(c.Name)]
		values := unitValues(u)
		values[choiceCode] = u.Key
		return values
	}
	return list.fields(c)
}

// rowOf is the row that the question at a key sees, or nil.
func (ev *Assessment) rowOf(q *Question, k Key) map[string]any {
	if q.Roster == nil {
		return nil
	}
	return ev.row(q.Roster, k.Row)
}
