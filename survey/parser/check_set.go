package parser

import (
	"slices"
	"strconv"

	"bestand.example/itbestand/survey"
)

// companions are the endings of the columns that may stand beside a question's
// own in a workbook: x__ausfall, x__code and so on. Every choice of a
// select_multiple is such a column too.
var companions = []string{"ausfall", "geschaetzt", "bemerkung", "begruendung", "abweichung", "code"}

// ownWords is the ending of the column that holds words of a person's own; it
// is there only where these are allowed.
const ownWords = "text"

// checkTicked refuses codes of select_multiple lists that would name a column
// which is there already.
func (r *setReader) checkTicked() {
	for _, list := range r.set.Choices {
		for i, c := range list.Choices {
			worded, ticked := r.ticked[list]
			if ticked && (slices.Contains(companions, c.Name) || worded && c.Name == ownWords) {
				r.report(r.places[list][i], "parser.suffix_code", c.Name)
			}
		}
	}
}

// maxColumns is how many columns a sheet has at most in Excel.
const maxColumns = 16_384

// leadColumns is more than any sheet has in front of its questions: what names
// the unit, the response, and the row.
const leadColumns = 20

// checkWidths refuses sets whose answers do not fit a sheet.
func (r *setReader) checkWidths() {
	whole := leadColumns
	for _, section := range r.set.Sections {
		for _, q := range section.Questions {
			whole += columnsOf(q)
			for _, row := range q.Rows {
				whole += columnsOf(row)
			}
			columns := leadColumns
			for _, column := range q.Questions {
				columns += columnsOf(column)
			}
			if at := r.names[q.Name]; at != nil {
				r.checkWidth(columns, at.at)
			}
		}
	}
	r.checkWidth(whole, spot{r.src, 1, 1})
}

func (r *setReader) checkWidth(columns int, at spot) {
	if columns > maxColumns {
		r.report(at, "parser.too_wide", strconv.Itoa(columns), strconv.Itoa(maxColumns))
	}
}

// columnsOf counts the columns that a question may take up: its own, one for
// each choice that can be ticked or ranked, and its companions.
func columnsOf(q *survey.Question) int {
	if q.Type == survey.TypeNote || q.Type == survey.TypeMatrix {
		return 0
	}
	width := len([]string{"x", "x__ausfall", "x__bemerkung"})
	if (q.Type == survey.TypeSelectMultiple || q.Type == survey.TypeRank) && q.List != nil {
		width += len(q.List.Choices)
	}
	for _, more := range []bool{q.Estimate, len(q.Warnings) > 0 || q.Override, q.Other != nil} {
		if more {
			width++
		}
	}
	return width
}

// defaultEntry is what the field of a question shows before it is answered.
type defaultEntry struct {
	question *survey.Question
	at       written
}

// checkDefaults refuses defaults that could not be entered. The set is
// compiled, so that every question has its list.
func (r *setReader) checkDefaults() {
	for _, d := range r.defaults {
		q := d.question
		if r.unsure(q) {
			continue
		}
		if _, refusal := q.Parse(q.Default); refusal != nil {
			nearest := ""
			if refusal.Code == survey.NotAChoice && len(refusal.Args) > 1 {
				nearest = refusal.Args[1]
			}
			r.report(d.at.locate(0), "parser.bad_default", q.Default, nearest)
		}
	}
}
