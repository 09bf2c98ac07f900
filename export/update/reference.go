package update

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The size of a sheet.
const (
	maxRow    = 1_048_576
	maxColumn = 16_384
)

// corner is one end of a reference.
type corner struct {
	col, row       int  // 0: a whole row or a whole column
	fixCol, fixRow bool // written with a dollar sign
}

// area is what a reference names: a cell, a range, whole columns or rows.
type area struct {
	from, to corner
	single   bool // one cell
}

func cellArea(col, row int) area {
	c := corner{col: col, row: row}
	return area{from: c, to: c, single: true}
}

// rectangle is the area in numbers, without ends that are left open.
func (a area) rectangle() rect {
	r := rect{a.from.col, a.from.row, a.to.col, a.to.row}
	if r.left == 0 {
		r.left, r.right = 1, maxColumn
	}
	if r.top == 0 {
		r.top, r.bottom = 1, maxRow
	}
	if r.left > r.right {
		r.left, r.right = r.right, r.left
	}
	if r.top > r.bottom {
		r.top, r.bottom = r.bottom, r.top
	}
	return r
}

// rect is a range of cells.
type rect struct{ left, top, right, bottom int }

func (r rect) has(col, row int) bool {
	return r.left <= col && col <= r.right && r.top <= row && row <= r.bottom
}

func (r rect) meets(o rect) bool {
	return r.left <= o.right && o.left <= r.right && r.top <= o.bottom && o.top <= r.bottom
}

func (r rect) String() string {
	first := columnName(r.left) + strconv.Itoa(r.top)
	if r.left == r.right && r.top == r.bottom {
		return first
	}
	return first + ":" + columnName(r.right) + strconv.Itoa(r.bottom)
}

// parseRect reads the range of a table, or one of a list of ranges.
func parseRect(s string) (rect, bool) {
	first, last, two := strings.Cut(s, ":")
	from, ok := parseCorner(first)
	if !ok {
		return rect{}, false
	}
	to := from
	if two {
		if to, ok = parseCorner(last); !ok {
			return rect{}, false
		}
	}
	return area{from: from, to: to}.rectangle(), true
}

func columnName(n int) string {
	var b [8]byte
	i := len(b)
	for ; n > 0; n = (n - 1) / 26 {
		i--
		b[i] = byte('A' + (n-1)%26)
	}
	return string(b[i:])
}

// parseCorner reads A1, $A$1, A, $A, 1 or $1.
func parseCorner(s string) (corner, bool) {
	var c corner
	i := 0
	if i < len(s) && s[i] == '$' {
		c.fixCol = true
		i++
	}
	for ; i < len(s) && (s[i]|0x20) >= 'a' && (s[i]|0x20) <= 'z' && c.col <= maxColumn; i++ {
		c.col = c.col*26 + int(s[i]|0x20-'a') + 1
	}
	if c.col == 0 && c.fixCol {
		c.fixCol, c.fixRow = false, true
	} else if i < len(s) && s[i] == '$' {
		c.fixRow = true
		i++
	}
	digits := s[i:]
	if digits == "" {
		return c, c.col > 0 && c.col <= maxColumn && !c.fixRow
	}
	n, err := strconv.Atoi(digits)
	c.row = n
	return c, err == nil && digits[0] >= '1' && digits[0] <= '9' && n <= maxRow && c.col <= maxColumn
}

func (c corner) String() string {
	var b strings.Builder
	if c.col > 0 {
		if c.fixCol {
			b.WriteByte('$')
		}
		b.WriteString(columnName(c.col))
	}
	if c.row > 0 {
		if c.fixRow {
			b.WriteByte('$')
		}
		b.WriteString(strconv.Itoa(c.row))
	}
	return b.String()
}

func (a area) String() string {
	if a.single {
		return a.from.String()
	}
	return a.from.String() + ":" + a.to.String()
}

// replace says what becomes of a reference. sheet is empty where the formula
// names none.
type replace func(sheet string, a area) (string, string)

// rewrite goes through the references of a formula. Replace gets each of them
// and returns the sheet and the text to write instead. Texts in quotation
// marks, table references in brackets, other workbooks and references over
// several sheets are left as they are.
func rewrite(formula string, do replace) string {
	var b strings.Builder
	s := scanner{text: formula}
	for s.at < len(formula) {
		start := s.at
		sheet, a, ok := s.reference()
		if !ok {
			b.WriteString(formula[start:s.at])
			continue
		}
		newSheet, text := do(sheet, a)
		if newSheet == sheet && text == a.String() {
			b.WriteString(formula[start:s.at]) // as it was written
			continue
		}
		if newSheet != "" {
			b.WriteString(quoteSheet(newSheet) + "!")
		}
		b.WriteString(text)
	}
	return b.String()
}

// quoteSheet writes the name of a sheet as formulas want it.
func quoteSheet(name string) string { return "'" + strings.ReplaceAll(name, "'", "''") + "'" }

// scanner goes through a formula.
type scanner struct {
	text string
	at   int
	// foreign: a bracket has just ended, so that what follows belongs to
	// another workbook or is the rest of a table reference
	foreign bool
}

// reference reads the next piece of a formula, and says whether it is a
// reference.
func (s *scanner) reference() (sheet string, a area, ok bool) {
	foreign := s.foreign
	s.foreign = false
	switch c := s.text[s.at]; {
	case c == '"':
		s.quoted('"')
	case c == '[':
		s.bracket()
		s.foreign = true
	case c == '\'':
		name := s.quoted('\'')
		if !s.take('!') {
			return "", area{}, false
		}
		a, ok = s.area()
		return name, a, ok && !foreign && !strings.Contains(name, "[")
	case isWord(s.rune()):
		return s.word(foreign)
	default:
		s.at += len(string(s.rune()))
	}
	return "", area{}, false
}

func (s *scanner) rune() rune {
	r, _ := utf8.DecodeRuneInString(s.text[s.at:])
	if r == utf8.RuneError {
		return rune(s.text[s.at]) // a byte that is no text: taken alone
	}
	return r
}

func isWord(r rune) bool {
	return r == '_' || r == '.' || r == '$' || r == '\\' || r == '?' || r == '#' || unicode.IsLetter(r) || unicode.IsDigit(r)
}

func (s *scanner) take(c byte) bool {
	if s.at < len(s.text) && s.text[s.at] == c {
		s.at++
		return true
	}
	return false
}

// quoted reads a text between quotation marks, in which a doubled one is one.
func (s *scanner) quoted(mark byte) string {
	var b strings.Builder
	for s.at++; s.at < len(s.text); s.at++ {
		if s.text[s.at] == mark {
			if s.at++; s.at == len(s.text) || s.text[s.at] != mark {
				return b.String()
			}
		}
		b.WriteByte(s.text[s.at])
	}
	return b.String()
}

func (s *scanner) bracket() {
	depth := 0
	for ; s.at < len(s.text); s.at++ {
		switch s.text[s.at] {
		case '\'': // the next character stands for itself
			s.at++
		case '[':
			depth++
		case ']':
			if depth--; depth == 0 {
				s.at++
				return
			}
		}
	}
	s.at = min(s.at, len(s.text))
}

func (s *scanner) run() string {
	start := s.at
	for s.at < len(s.text) {
		r, n := utf8.DecodeRuneInString(s.text[s.at:])
		if !isWord(r) || r == utf8.RuneError {
			break
		}
		s.at += n
	}
	return s.text[start:s.at]
}

// word reads a name, a number, a function or a reference.
func (s *scanner) word(foreign bool) (string, area, bool) {
	start := s.at
	name := s.run()
	if name == "" {
		s.at++
		return "", area{}, false
	}
	if s.take('!') {
		a, ok := s.area()
		return name, a, ok && !foreign
	}
	s.at = start
	a, ok := s.area()
	if ok {
		return "", a, !foreign
	}
	s.at = start
	s.run()
	if s.at < len(s.text) && s.text[s.at] == ':' {
		s.severalSheets()
	}
	return "", area{}, false
}

// severalSheets leaves out what follows the first name of First:Last!A1.
func (s *scanner) severalSheets() {
	back := s.at
	s.at++
	if s.run() != "" && s.take('!') {
		_, _ = s.area()
		return
	}
	s.at = back
}

// area reads a reference without the name of a sheet.
func (s *scanner) area() (area, bool) {
	first := s.run()
	from, ok := parseCorner(first)
	if !ok || s.follows("(![") {
		return area{}, false
	}
	back := s.at
	if s.take(':') {
		to, ok := parseCorner(s.run())
		if ok && (to.row == 0) == (from.row == 0) && (to.col == 0) == (from.col == 0) && !s.follows("(![") {
			return area{from: from, to: to}, true
		}
		s.at = back
	}
	// A bare A is a name, and a bare 1 a number.
	return area{from: from, to: from, single: true}, from.col > 0 && from.row > 0
}

func (s *scanner) follows(any string) bool {
	return s.at < len(s.text) && strings.IndexByte(any, s.text[s.at]) >= 0
}

// shift moves what a formula names relatively, as copying its cell does.
func shift(formula string, rows, columns int) string {
	return rewrite(formula, func(sheet string, a area) (string, string) {
		if !a.from.move(rows, columns) || !a.to.move(rows, columns) {
			return sheet, refError
		}
		return sheet, a.String()
	})
}

// refError is what Excel writes where a reference leads nowhere any more.
const refError = "#REF!"

// move reports whether the corner is still on the sheet.
func (c *corner) move(rows, columns int) bool {
	if c.row > 0 && !c.fixRow {
		if c.row += rows; c.row < 1 || c.row > maxRow {
			return false
		}
	}
	if c.col > 0 && !c.fixCol {
		if c.col += columns; c.col < 1 || c.col > maxColumn {
			return false
		}
	}
	return true
}
