package document

import (
	"slices"

	"bestand.example/itbestand/survey"
)

// longList is how many choices a question shows itself; longer lists are an
// appendix.
const longList = 25

// choice is a list to tick in, or a line for an entry of an appendix.
func (f *form) choice(q *survey.Question) []Block {
	if len(choices(q)) > longList {
		n := f.appendixOf(q)
		if q.Type == survey.TypeSelectMultiple {
			return append(f.howMany(q), Lines{Lead: f.t("from_appendix_many", n), Count: 2})
		}
		return append(f.otherLine(q), Lines{Lead: f.t("from_appendix", n), Count: 1})
	}
	return append(f.howMany(q), f.ticks(q))
}

// otherLine explains that own words are welcome where the list itself stands
// in an appendix.
func (f *form) otherLine(q *survey.Question) []Block {
	if len(q.Other) == 0 {
		return nil
	}
	return []Block{Paragraph{Hint, f.t("own_words")}}
}

func (f *form) ticks(q *survey.Question) Ticks {
	round := q.Type.Single()
	f.used.one, f.used.many = f.used.one || round, f.used.many || !round
	return Ticks{Round: round, Inline: q.Type == survey.TypeYesNo, Items: f.items(q)}
}

// choices are those of a question's list, without "in words of your own".
// A filter that is certain has been applied.
func choices(q *survey.Question) []survey.Choice {
	all := q.List.Choices
	if q.ChoiceFilter.Certain() {
		all = q.List.ChoicesWhere(q.ChoiceFilter)
	}
	if len(q.Other) == 0 {
		return all
	}
	return slices.DeleteFunc(slices.Clone(all), func(c survey.Choice) bool { return c.Name == survey.OtherCode })
}

func (f *form) items(q *survey.Question) []Tick {
	var items []Tick
	for _, c := range choices(q) {
		text := f.choiceText(c)
		if c.Exclusive && q.Type == survey.TypeSelectMultiple {
			text = f.t("exclusive", text)
		}
		items = append(items, Tick{Text: text})
	}
	if len(q.Other) > 0 {
		items = append(items, Tick{Text: f.text(q.Other) + ":", Write: true})
	}
	return items
}

// choiceText is a choice's label with the days between which it is valid.
func (f *form) choiceText(c survey.Choice) string {
	text, from, until := f.text(c.Label), f.day(c.ValidFrom), f.day(c.ValidUntil)
	switch {
	case from != "" && until != "":
		return f.t("valid_between", text, from, until)
	case from != "":
		return f.t("valid_from", text, from)
	case until != "":
		return f.t("valid_until", text, until)
	}
	return text
}

func (f *form) day(d survey.Date) string {
	switch {
	case d == survey.Date{}:
		return ""
	case f.words.Lang() == "de":
		return d.German()
	}
	return d.String()
}

// howMany says how many choices are asked for.
func (f *form) howMany(q *survey.Question) []Block {
	if q.Type != survey.TypeSelectMultiple {
		return nil
	}
	switch {
	case q.Min > 0 && q.Max > 0 && q.Min == q.Max:
		return []Block{Paragraph{Hint, f.t("exactly", q.Min)}}
	case q.Min > 0 && q.Max > 0:
		return []Block{Paragraph{Hint, f.t("between", q.Min, q.Max)}}
	case q.Max > 0:
		return []Block{Paragraph{Hint, f.t("at_most", q.Max)}}
	case q.Min > 1:
		return []Block{Paragraph{Hint, f.t("at_least", q.Min)}}
	}
	return nil
}

// elsewhere is a choice from the entries of a list, or from all administrations.
func (f *form) elsewhere(q *survey.Question) []Block {
	lead := f.t("from_population")
	if roster := f.set.Question(q.ChoicesFrom); roster != nil {
		lead = f.t("from_roster", f.set.Number(roster))
	}
	count := 1
	if !q.Type.Single() {
		count = 3
	}
	return []Block{Lines{Lead: lead, Count: count}}
}
