package document

import (
	"strconv"

	"bestand.example/itbestand/survey"
)

// appendix is a list of choices that is too long to stand at its question.
type appendix struct {
	title   string
	list    string // its name, and the filter that has been applied
	choices []survey.Choice
}

// appendixOf gives the number of the appendix with a question's choices.
func (f *form) appendixOf(q *survey.Question) int {
	list := q.List.Name
	if q.ChoiceFilter.Certain() {
		list += " " + q.ChoiceFilter.Source
	}
	for i, a := range f.lists {
		if a.list == list {
			return i + 1
		}
	}
	f.lists = append(f.lists, appendix{f.t("appendix_title", f.set.Number(q), f.text(q.Label)), list, choices(q)})
	return len(f.lists)
}

func appendixAnchor(i int) string { return "anlage_" + strconv.Itoa(i+1) }

// appendices print the long lists, numbered.
func (f *form) appendices() []Block {
	var blocks []Block
	for i, a := range f.lists {
		blocks = append(blocks,
			Heading{Level: 1, Number: f.t("appendix", i+1), Text: a.title, Anchor: appendixAnchor(i), NewPage: i == 0},
			f.listed(a.choices))
	}
	return blocks
}

func (f *form) listed(choices []survey.Choice) Listing {
	items := make([]string, len(choices))
	for i, c := range choices {
		items[i] = f.choiceText(c)
		if c.Exclusive {
			items[i] = f.t("exclusive", items[i])
		}
	}
	return Listing{items}
}
