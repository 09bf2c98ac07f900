package export

import (
	"math"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"bestand.example/itbestand/survey"
)

// headerHeight is that of a table's header, in points: two lines.
const headerHeight = 25

// headingWidth widens a column so that its name fits into one line or two
// beside the filter button, and its label into five without a word being
// broken.
func headingWidth(name, label string, width float64) float64 {
	length := float64(utf8.RuneCountInString(name))
	fifth := math.Ceil(float64(utf8.RuneCountInString(label)) / 5)
	word := 0
	for _, w := range strings.Fields(label) {
		word = max(word, utf8.RuneCountInString(w))
	}
	width = max(width, math.Ceil(length/2)+filterButton+1, min(fifth+3, 40), min(float64(word)+1, 30))
	if width < length+filterButton && length < 1.2*width {
		width = length + filterButton // it would just fit, and run under the button
	}
	return width
}

// filterButton is how much of a header's width the button takes.
const filterButton = 3

// titleWidth widens a column so that no word of its title is broken beside the
// filter button.
func titleWidth(title string, width float64) float64 {
	word := 0
	for _, w := range strings.FieldsFunc(title, func(r rune) bool { return r == ' ' || r == '-' }) {
		word = max(word, utf8.RuneCountInString(w))
	}
	return max(width, math.Ceil(0.9*float64(word)+filterButton)) // the type is smaller than that of which widths are counted
}

// lineHeight is that of a row of one line, in points.
const lineHeight = 12

// labelHeight is the height of the row of labels, in points: as many lines as
// the longest label needs.
func labelHeight(columns []column) float64 {
	n := 2
	for _, c := range columns {
		n = max(n, lines(c.label, c.width))
	}
	return 4 + 12*float64(n)
}

// rowHeight is the height of a row with texts that may take several lines.
func rowHeight(columns []column, cells []any) float64 {
	n := 1
	for i, c := range cells {
		if cell, ok := c.(excelize.Cell); ok {
			if s, ok := cell.Value.(string); ok {
				n = max(n, lines(s, columns[i].width))
			}
		}
	}
	return min(linesHeight(n), excelize.MaxRowHeight)
}

// linesHeight is the height of so many lines of small type, in points.
func linesHeight(n int) float64 { return 4 + 11.5*float64(n) }

// lines is how many lines of small type a text takes in a column, counted
// rather high: a line loses some of its length to the word that does not fit.
func lines(s string, width float64) int {
	n := 0
	for _, paragraph := range strings.Split(s, "\n") {
		n += max(1, int(math.Ceil(float64(utf8.RuneCountInString(paragraph))/(1.2*width-1))))
	}
	return n
}

// valueWidth is a column's width by what stands in it.
func valueWidth(q *survey.Question, lang string) float64 {
	switch {
	case q.Type == survey.TypeMultiline, several(q), q.ChoicesFrom != "":
		return 40
	case q.ValueKind() == survey.KindText:
		return 30
	case q.Type.Single() && q.Type != survey.TypeYesNo:
		return longest(q.List, 14, 46, func(c survey.Choice) string { return c.Label.In(lang) })
	}
	return 12
}

// codeWidth is that of a column with codes.
func codeWidth(q *survey.Question) float64 {
	switch {
	case several(q):
		return 30
	case q.List == nil:
		return 10
	}
	return longest(q.List, 10, 30, func(c survey.Choice) string { return c.Name })
}

// longest is the width that the longest entry of a list needs, within limits.
func longest(list *survey.ChoiceList, least, most float64, text func(survey.Choice) string) float64 {
	width := least
	for _, c := range list.Choices {
		width = max(width, 2+0.9*float64(utf8.RuneCountInString(text(c))))
	}
	return min(width, most)
}
