package parser

import (
	"slices"
	"strconv"

	"bestand.example/itbestand/survey"
)

// companionSuffixes are the endings of the columns that stand beside an answer
// in the workbook, as in d_stand__ausfall. A choice that is ticked among others
// has a column of its own, d_stand__CODE, and must not be called so.
var companionSuffixes = []string{"ausfall", "begruendung", "bemerkung", "code", "geschaetzt"}

// otherSuffix is the ending of the column for words of one's own.
const otherSuffix = "text"

// checkTicked refuses codes that would name two columns of the workbook alike.
func (r *setReader) checkTicked() {
	for _, list := range r.set.Choices {
		other, ticked := r.ticked[list]
		if !ticked {
			continue
		}
		for i, c := range list.Choices {
			if slices.Contains(companionSuffixes, c.Name) || other && c.Name == otherSuffix {
				r.report(r.places[list][i], "parser.suffix_code", c.Name)
			}
		}
	}
}

// maxColumns is how many columns a sheet of Excel has.
const maxColumns = 16_384

// unitColumns is how many columns of a sheet tell about the unit and the
// response, at most.
const unitColumns = 20

// checkWidths refuses sets whose sheets would have more columns than Excel
// takes.
func (r *setReader) checkWidths() {
	whole := unitColumns
	for _, section := range r.set.Sections {
		for _, q := range section.Questions {
			whole += columnsOf(q)
			columns := unitColumns
			for _, column := range q.Questions {
				columns += columnsOf(column)
			}
			if d := r.names[q.Name]; columns > maxColumns && d != nil {
				r.report(d.at, "parser.too_wide", strconv.Itoa(columns), strconv.Itoa(maxColumns))
			}
		}
	}
	if whole > maxColumns {
		r.report(spot{r.top, 1, 1}, "parser.too_wide", strconv.Itoa(whole), strconv.Itoa(maxColumns))
	}
}

// columnsOf is how many columns a question takes at most: its value, its
// companions, and one for each choice that may be ticked.
func columnsOf(q *survey.Question) int {
	columns := 1
	for _, row := range q.Rows {
		columns += columnsOf(row)
	}
	for _, there := range []bool{q.Type.Asked(), len(q.Missing) > 0, q.Estimate, len(q.Warnings) > 0, q.Override, q.Override, len(q.Other) > 0} {
		if there { // comment, missing code, mark, reason, calculated value, its reason, own words
			columns++
		}
	}
	if (q.Type == survey.TypeSelectMultiple || q.Type == survey.TypeRank) && q.List != nil {
		columns += len(q.List.Choices)
	}
	return columns
}

// defaultEntry is what the field of a question shows before it is answered.
type defaultEntry struct {
	question *survey.Question
	text     written
}

// checkDefaults refuses defaults that would be refused as answers.
func (r *setReader) checkDefaults() {
	for _, d := range r.defaults {
		q := d.question
		if r.doubt.types[q.Name] || r.doubt.lists[q.Name] || q.Type.Choice() && q.List == nil {
			continue
		}
		if _, refusal := q.Parse(q.Default); refusal != nil {
			r.report(d.text.locate(0), "parser.bad_default", q.Default)
		}
	}
}

// checkReach refuses what can be proved to be in vain. It costs more than all
// other checks, so it is made of sets that are right otherwise.
func (r *setReader) checkReach() {
	if len(r.found) > 0 {
		return
	}
	r.reportIssues(r.set.Reach(), func(survey.Issue) bool { return false })
}
