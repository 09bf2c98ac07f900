package export

import (
	"encoding/xml"
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"bestand.example/itbestand/export/escapes"
)

// rowWriter writes the rows of a sheet as XML, as excelize's StreamWriter does,
// in a third of the time: a workbook has millions of cells.
type rowWriter struct {
	to      *stream
	letters []string // of the columns
	buffer  []byte
	number  []byte // of the row
}

func newRowWriter(to *stream, columns int) *rowWriter {
	w := &rowWriter{to: to, letters: make([]string, columns)}
	for i := range w.letters {
		w.letters[i], _ = excelize.ColumnNumberToName(i + 1) // no sheet has more than it knows
	}
	return w
}

// begin begins a row; height is in points, 0 as the program that shows it likes.
func (w *rowWriter) begin(row int, height float64) {
	w.number = strconv.AppendInt(w.number[:0], int64(row), 10)
	w.buffer = append(append(append(w.buffer[:0], `<row r="`...), w.number...), '"')
	if height > 0 {
		w.buffer = append(w.buffer, ` ht="`...)
		w.buffer = strconv.AppendFloat(w.buffer, height, 'f', -1, 64)
		w.buffer = append(w.buffer, `" customHeight="1"`...)
	}
	w.buffer = append(w.buffer, '>')
}

// end writes the row.
func (w *rowWriter) end() error {
	w.buffer = append(w.buffer, `</row>`...)
	_, err := w.to.Write(w.buffer)
	return err
}

// cell writes a cell; nothing is no cell, and for words see shared.
func (w *rowWriter) cell(column int, c *cellValue) {
	switch c.kind {
	case textCell:
		w.text(column, c.style, c.text)
	case integerCell:
		w.integer(column, c.style, c.integer)
	case floatCell, timeCell:
		w.float(column, c.style, c.float)
	}
}

func (w *rowWriter) open(column, style int) {
	b := append(append(append(w.buffer, `<c r="`...), w.letters[column]...), w.number...)
	if style != 0 {
		b = strconv.AppendInt(append(b, `" s="`...), int64(style), 10)
	}
	w.buffer = append(b, '"')
}

// shared writes a cell whose text stands in the table of shared strings.
func (w *rowWriter) shared(column, style, place int) {
	w.open(column, style)
	w.buffer = strconv.AppendInt(append(w.buffer, ` t="s"><v>`...), int64(place), 10)
	w.buffer = append(w.buffer, `</v></c>`...)
}

func (w *rowWriter) integer(column, style int, n int64) {
	w.open(column, style)
	w.buffer = strconv.AppendInt(append(w.buffer, `><v>`...), n, 10)
	w.buffer = append(w.buffer, `</v></c>`...)
}

// float writes a number with the fifteen digits that Excel keeps.
func (w *rowWriter) float(column, style int, n float64) {
	switch {
	case n == math.Trunc(n) && math.Abs(n) < 1e15:
		w.integer(column, style, int64(n))
		return
	case math.IsNaN(n) || math.IsInf(n, 0):
		w.text(column, style, fmt.Sprint(n))
		return
	}
	w.open(column, style)
	w.buffer = append(w.buffer, `><v>`...)
	before := len(w.buffer)
	w.buffer = strconv.AppendFloat(w.buffer, n, 'f', -1, 64)
	if len(w.buffer)-before > maxDigits+1 && math.Abs(n) < 1e15 { // with the point
		short, _ := strconv.ParseFloat(strconv.FormatFloat(n, 'g', maxDigits, 64), 64)
		w.buffer = strconv.AppendFloat(w.buffer[:before], short, 'f', -1, 64)
	}
	w.buffer = append(w.buffer, `</v></c>`...)
}

func (w *rowWriter) text(column, style int, s string) {
	w.open(column, style)
	w.buffer = append(w.buffer, ` t="inlineStr"><is><t`...)
	if s != "" && (outerSpace(s[0]) || outerSpace(s[len(s)-1])) {
		w.buffer = append(w.buffer, ` xml:space="preserve"`...)
	}
	w.buffer = appendText(append(w.buffer, '>'), s)
	w.buffer = append(w.buffer, `</t></is></c>`...)
}

// outerSpace reports whether a byte at the beginning or the end of a text would
// be lost.
func outerSpace(b byte) bool { return b == ' ' || b == '\t' || b == '\n' || b == '\r' }

// appendText writes a text as the content of an element. What only looks like a
// character that is written by its number is marked: see withoutMisread.
func appendText(to []byte, s string) []byte {
	if strings.Contains(s, "_x") {
		s = markEscapes(s)
	}
	if plainText(s) {
		return append(to, s...)
	}
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // to memory
	return append(to, strings.ReplaceAll(b.String(), "&#xA;", "\n")...)
}

// plainText reports whether a text stands in XML as it is.
func plainText(s string) bool {
	ascii := true
	for i := range len(s) {
		switch c := s[i]; {
		case c < ' ' && c != '\n', c == '&', c == '<', c == '>', c == '"', c == '\'':
			return false
		case c >= 0xEF: // U+FFFE and U+FFFF among others
			return false
		case c >= utf8.RuneSelf:
			ascii = false
		}
	}
	return ascii || utf8.ValidString(s)
}

func markEscapes(s string) string {
	var b strings.Builder
	for i := range len(s) {
		if escapes.Begins(s[i:]) {
			b.WriteString("_x005F")
		}
		b.WriteByte(s[i])
	}
	return b.String()
}
