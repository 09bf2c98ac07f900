package export

import (
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// What a page of A4 across takes within its margins, in points. A little is
// kept back, because programs differ in how wide a column comes out.
const (
	paperWidth  = 0.97 * 785
	paperHeight = 0.98 * 510
)

// largestScale is above which type is larger than a page of figures needs, in
// percent.
const largestScale = 75

// smallestScale is below which a page would not come out as reckoned, in percent.
const smallestScale = 30

// widthOf is how wide a column of so many characters is, in points: digits of
// the default font, which has 11 points, and some room.
func widthOf(characters float64) float64 { return 6.1*characters + 3 }

// breaks repeats the head of a table that has a sheet to itself; on a sheet of
// several it sets page breaks, so that no heading stands at the foot of a page
// without its table, and tables that fit a page are on one. Excel keeps to them
// only where the scale is given and not what is to fit.
func (s *stack) breaks(l *layout) {
	if l.pages > 1 || l.onePage {
		return
	}
	width := 0.0
	for _, w := range s.widths[:s.printedColumns(*l)] {
		width += widthOf(w)
	}
	scale := min(largestScale, int(100*paperWidth/max(1, width)))
	if len(s.parts) == 1 && l.titleRows == 0 {
		l.titleRows = s.head
	}
	if l.titleRows > 0 && scale == largestScale {
		l.scale = scale
	}
	if l.titleRows > 0 || scale < smallestScale {
		return
	}
	l.scale = scale
	for _, row := range pageStarts(s.parts, s.row, 100*paperHeight/float64(scale), func(row int) float64 { return s.heights[row] }) {
		s.do(func() error { return s.w.f.InsertPageBreak(s.sheet, "A"+strconv.Itoa(row)) })
	}
}

// printedColumns is how many columns are printed.
func (s *stack) printedColumns(l layout) int {
	_, end, limited := strings.Cut(l.printed, ":")
	column, _, err := excelize.CellNameToCoordinates(end)
	if !limited || err != nil {
		return len(s.widths)
	}
	return min(column, len(s.widths))
}

// pageStarts are the parts that begin a page: where one would be torn that fits
// a page, or where too little of it would stand at the foot.
func pageStarts(parts []int, last int, capacity float64, height func(row int) float64) (starts []int) {
	const least = 7 // rows of a part at the foot of a page
	used := 0.0
	for i, from := range parts {
		end := last
		if i+1 < len(parts) {
			end = parts[i+1] - 1
		}
		whole, begun := 0.0, 0.0
		for row := from; row <= end; row++ {
			whole += height(row)
			if row < from+least {
				begun += height(row)
			}
		}
		torn := used+whole > capacity && whole <= capacity
		if used > 0 && (torn || used+begun > capacity) {
			starts = append(starts, from)
			used = 0
		}
		for row := from; row <= end; row++ {
			if used += height(row); used > capacity {
				used = height(row)
			}
		}
	}
	return starts
}
