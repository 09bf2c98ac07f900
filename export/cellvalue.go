package export

import (
	"fmt"
	"math"
	"time"

	"github.com/xuri/excelize/v2"
)

// cellValue is what stands in a cell of a table. Cells are made as excelize.Cell;
// this is the same without its boxes, for the millions of them.
type cellValue struct {
	kind    cellKind
	style   int
	integer int64   // of a word, its number in the vocabulary
	float   float64 // of a time, the days that Excel counts
	text    string
}

type cellKind byte

const (
	noCell cellKind = iota
	textCell
	integerCell
	floatCell
	timeCell
	wordCell
)

// cellValueOf takes a string, a number, a time, or excelize.Cell with one of
// them and a style; nil is no cell.
func cellValueOf(c any) cellValue {
	style := 0
	if cell, ok := c.(excelize.Cell); ok {
		style, c = cell.StyleID, cell.Value
	}
	switch v := c.(type) {
	case nil:
		return cellValue{}
	case string:
		return cellValue{kind: textCell, style: style, text: v}
	case int:
		return cellValue{kind: integerCell, style: style, integer: int64(v)}
	case int64:
		return cellValue{kind: integerCell, style: style, integer: v}
	case float64:
		return cellValue{kind: floatCell, style: style, float: v}
	case time.Time:
		return cellValue{kind: timeCell, style: style, float: excelTime(v)}
	}
	return cellValue{kind: textCell, style: style, text: fmt.Sprint(c)} // as excelize writes it
}

func cellValues(cells []any) []cellValue {
	row := make([]cellValue, len(cells))
	for i, c := range cells {
		row[i] = cellValueOf(c)
	}
	return row
}

// excelTime is a time as Excel counts it: days since the 30th of December 1899,
// on the clock of its own zone.
func excelTime(t time.Time) float64 {
	_, offset := t.Zone()
	seconds := t.Unix() + int64(offset)
	days := seconds / secondsOfDay
	rest := time.Duration(seconds-days*secondsOfDay)*time.Second + time.Duration(t.Nanosecond())
	return float64(days-excelDay0) + float64(rest)/float64(24*time.Hour)
}

// goTime is the second that Excel counts so, on no clock in particular.
func goTime(days float64) time.Time {
	return time.Unix(int64(math.Round(days*secondsOfDay))+excelDay0*secondsOfDay, 0).UTC()
}
