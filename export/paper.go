package export

import "math"

// pageWidth is how many characters a page takes across before its type becomes
// too small to read.
const pageWidth = 225

// tight is how much more than that is put on a page where it is all: type that
// is a little smaller is better than two columns less.
const tight = 1.25

// printed is how many of the columns are printed: as many as a page takes. Wide
// tables are for the screen, and on paper they would be hundreds of pages that
// nobody could lay side by side.
func (s *spec) printed() int {
	if s.prints > 0 {
		return s.prints
	}
	width, fitting := 0.0, len(s.columns)
	for i, c := range s.columns {
		if width += c.width; width > pageWidth && i > 0 {
			fitting = min(fitting, i)
		}
	}
	if width <= tight*pageWidth {
		return len(s.columns)
	}
	return fitting
}

// pages is how many pages side by side take all columns.
func (s *spec) pages() int {
	width, repeated := 0.0, 0.0
	for i, c := range s.columns {
		if i < s.freeze {
			repeated += c.width
			continue
		}
		width += c.width
	}
	return int(math.Ceil(width / max(pageWidth/2, pageWidth-repeated)))
}

// firstPart is what the first rows of a table have in common, where no others
// are printed: thousands of rows are for filters, and their sum is on top.
type firstPart struct {
	rows int    // 0: all are printed
	what string // at the head of each page
}

// paper is how a sheet is printed.
func (t *table) paper(end string, last int) layout {
	s := &t.spec
	l := layout{kind: s.kind, titleRows: s.head(), dimension: "A1:" + end}
	n, until := s.printed(), last
	if s.first.rows > 0 && t.part == 0 {
		until = min(last, s.head()+s.first.rows)
	}
	switch {
	case n == len(s.columns) && until == last:
	case s.kind == analysis && s.prints == 0 && until == last: // figures are for printing, on several pages side by side
		l.pages, l.titleCols = s.pages(), s.freeze
	case until < last:
		l.printed, l.part = "A1:"+block{}.cell(n, until), t.w.l("printed_rows", s.first.what, n, len(s.columns))
	default:
		l.printed, l.part = "A1:"+block{}.cell(n, last), t.w.l("printed_part", n, len(s.columns))
	}
	return l
}
