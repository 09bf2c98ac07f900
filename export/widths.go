package export

import (
	"math"
	"unicode/utf8"
)

// headerHeight is that of a table's header, in points: two lines.
const headerHeight = 25

// charsPerWidth is how many characters of the small bold type of headings fit
// into one unit of column width, counted low.
const charsPerWidth = 1.0

// headingWidth widens a column so that its name fits into two lines beside the
// filter button, and its label into eight.
func headingWidth(name, label string, width float64) float64 {
	half := math.Ceil(float64(utf8.RuneCountInString(name)) / 2)
	eighth := math.Ceil(float64(utf8.RuneCountInString(label)) / 8 / charsPerWidth)
	return max(width, half+4, eighth+4)
}

// labelHeight is the height of the row of labels, in points: as many lines as
// the longest label needs.
func labelHeight(columns []column) float64 {
	lines := 2.0
	for _, c := range columns {
		// A line loses some of its length to the word that does not fit.
		lines = max(lines, math.Ceil(1.15*float64(utf8.RuneCountInString(c.label))/(c.width*charsPerWidth)))
	}
	return 4 + 12*min(lines, 30)
}
