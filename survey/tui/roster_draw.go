package tui

import (
	"slices"
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// A column narrower than leastColumn says nothing. A heading alone makes a
// column no wider than mostHeading: often it is a whole question.
const (
	leastColumn = 8
	mostHeading = 16
	columnGap   = 2
	signWidth   = 3
)

// measure finds out how wide the columns and the states of all rows are, so that
// scrolling moves nothing sideways.
func (s *table) measure() {
	s.number = max(ansi.StringWidth(s.r("head_number")), len(strconv.Itoa(len(s.rows))))
	s.state = ansi.StringWidth(s.r("head_state"))
	s.natural = make([]int, len(s.columns))
	for j, c := range s.columns {
		s.natural[j] = min(ansi.StringWidth(s.heading(c)), mostHeading)
	}
	for _, row := range s.rows {
		s.state = max(s.state, ansi.StringWidth(row.state))
		for j, cell := range row.cells {
			s.natural[j] = max(s.natural[j], ansi.StringWidth(cell))
		}
	}
}

// widths shares a line out among the columns. The number and the state are
// never cut; columns for which no room is left are not shown.
func (s *table) widths(width int) []int {
	return shrink(slices.Clone(s.natural), width-signWidth-s.number-columnGap-s.state)
}

// shrink takes from the widest columns until all have room, and drops the last
// ones where that leaves too little of each.
func shrink(columns []int, room int) []int {
	for len(columns) > 0 && room/len(columns) < leastColumn+columnGap {
		columns = columns[:len(columns)-1]
	}
	for len(columns) > 0 && total(columns) > room {
		widest := 0
		for j := range columns {
			if columns[j] > columns[widest] {
				widest = j
			}
		}
		columns[widest]--
	}
	return columns
}

func total(columns []int) int {
	sum := 0
	for _, c := range columns {
		sum += c + columnGap
	}
	return sum
}

// headings is the line over the rows.
func (s *table) headings(columns []int) string {
	cells := make([]string, len(s.columns))
	for j, c := range s.columns {
		cells[j] = s.heading(c)
	}
	return s.draw("", s.r("head_number"), s.r("head_state"), cells, columns)
}

// line is one row, with a sign before it where it is under the cursor.
func (s *table) line(row tableRow, under bool, columns []int) string {
	sign := ""
	if under {
		sign = " > "
	}
	return s.draw(sign, strconv.Itoa(row.number), row.state, row.cells, columns)
}

func (s *table) draw(sign, number, state string, cells []string, columns []int) string {
	gap := strings.Repeat(" ", columnGap)
	var b strings.Builder
	b.WriteString(fill(sign, signWidth) + strings.Repeat(" ", max(s.number-ansi.StringWidth(number), 0)) + number + gap)
	for j, w := range columns {
		b.WriteString(fill(cells[j], w) + gap)
	}
	b.WriteString(state)
	return b.String()
}
