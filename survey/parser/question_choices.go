package parser

import (
	"strconv"

	"go.yaml.in/yaml/v4"

	"bestand.example/itbestand/survey"
)

// maxPoints is how many steps a scale has at most.
const maxPoints = 11

// readChoices reads what a question offers to choose from.
func (r *setReader) readChoices(m mapping, q *survey.Question) {
	q.List = r.choiceList(m.values["choices"])
	if q.Type == survey.TypeScale && m.has("points") {
		q.List = r.scale(m, q.Name)
	}
	if takes(q.Type, "choices") && !m.has("choices_from") && !m.has("cell") && !(q.Type == survey.TypeMatrix && m.has("points")) && (q.List == nil || r.holes[q.List.Name]) {
		r.doubt.lists[q.Name] = true
	}
	q.Suggestions = r.choiceList(m.values["suggestions"])
	q.ChoiceFilter = r.expression(m.values["choice_filter"])
	q.Reversed = r.boolean(m.values["reversed"])
	if from, ok := r.word(m.values["choices_from"]); ok {
		q.ChoicesFrom = from
		r.borrowed = append(r.borrowed, borrowed{q, r.spot(m.values["choices_from"])})
	}
	if q.List == nil && q.Suggestions == nil {
		r.unchosen[q.ChoiceFilter] = true
	}
	q.Other = r.other(m.values["other"], q.List)
	if q.Type == survey.TypeSelectMultiple && q.List != nil {
		r.ticked[q.List] = r.ticked[q.List] || q.Other != nil
	}
	if q.Type == survey.TypeSelectMultiple || q.Type == survey.TypeRank {
		r.readBounds(m, q)
		offered := 0
		if q.List != nil && !r.holes[q.List.Name] {
			offered = len(q.List.Choices)
		}
		if q.Other != nil {
			offered++
		}
		if offered > 0 && q.Min > offered {
			r.wrong(m.values["min"], "min_over_choices", strconv.Itoa(offered))
		}
	}
}

// readBounds reads how many rows or choices there are at least and at most.
func (r *setReader) readBounds(m mapping, q *survey.Question) {
	const most = 9_999
	low, hasMin := r.whole(m.values["min"], 0, most)
	high, hasMax := r.whole(m.values["max"], 1, most)
	if hasMin {
		q.Min = low
	}
	if hasMax {
		q.Max = high
	}
	if hasMin && hasMax && low > high {
		r.wrong(m.values["min"], "min_over_max")
	}
}

// choiceList finds the list of a question, or returns nil.
func (r *setReader) choiceList(n *yaml.Node) *survey.ChoiceList {
	name, ok := r.word(n)
	if !ok {
		return nil
	}
	list := r.lists[name]
	r.used[name] = true
	if list == nil && !r.doubt.choices {
		var names []string
		for _, l := range r.set.Choices {
			names = append(names, l.Name)
		}
		r.wrong(n, "unknown_list", name, survey.Nearest(name, names))
	}
	return list
}

// scale reads the steps of a scale and makes their list, or returns nil.
func (r *setReader) scale(m mapping, name string) *survey.ChoiceList {
	points, ok := r.whole(m.values["points"], 2, maxPoints)
	poles, _ := r.list(m.values["poles"])
	if len(poles) > 0 && len(poles) != 2 {
		r.wrong(m.values["poles"], "two_poles", strconv.Itoa(len(poles)))
	}
	var words []survey.Text
	for _, pole := range poles {
		words = append(words, r.label(pole, nil))
	}
	if !ok || len(words) != 2 {
		return nil
	}
	return survey.NewScale(name, points, words[0], words[1])
}

// otherLabel is what "other: true" means.
var otherLabel = survey.Text{"de": "Sonstiges, nämlich", "en": "Other, namely"}

// other reads the label of the choice in words of one's own.
func (r *setReader) other(n *yaml.Node, list *survey.ChoiceList) survey.Text {
	label := otherLabel
	switch {
	case n == nil, r.isPlain(n, "false"):
		return nil
	case !r.isPlain(n, "true"):
		label = r.label(n, nil)
	}
	if list != nil && list.Index(survey.OtherCode) >= 0 {
		r.wrong(n, "other_code_taken", survey.OtherCode, list.Name)
	}
	return label
}

// isPlain reports whether a word stands there without quotes.
func (r *setReader) isPlain(n *yaml.Node, word string) bool {
	return r.isWord(n) && n.Style == 0 && n.Value == word
}

// borrowed is a question whose choices come from rows or units.
type borrowed struct {
	question *survey.Question
	at       spot
}

// checkBorrowed checks the rosters that choices are taken from, once all names
// are known.
func (r *setReader) checkBorrowed() {
	for _, b := range r.borrowed {
		from, own := r.names[b.question.ChoicesFrom], r.names[b.question.Name]
		switch {
		case b.question.ChoicesFrom == survey.PopulationSource, own == nil, r.doubt.types[b.question.ChoicesFrom]:
		case from == nil && r.doubt.names:
		case from == nil || from.question.Type != survey.TypeRepeat:
			r.report(b.at, "parser.unknown_source", b.question.ChoicesFrom, survey.Nearest(b.question.ChoicesFrom, r.sources(own)))
		case from.question == own.roster:
			r.report(b.at, "parser.own_rows", b.question.ChoicesFrom)
		case from.order > own.order:
			r.report(b.at, "parser.later_rows", b.question.ChoicesFrom)
		}
	}
}

// sources lists what a question may take its choices from.
func (r *setReader) sources(own *declared) []string {
	names := []string{survey.PopulationSource}
	for name, d := range r.names {
		if d.question.Type == survey.TypeRepeat && d.question != own.roster && d.order < own.order {
			names = append(names, name)
		}
	}
	return names
}
