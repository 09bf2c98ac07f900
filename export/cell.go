package export

import (
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"bestand.example/itbestand/survey"
)

// maxDigits is how many digits a number may have and still be a number in
// Excel, which keeps fifteen. Longer ones become text, with all their digits.
const maxDigits = 15

// firstDay is the first day that Excel and LibreOffice give the same number.
// Dates before it become text.
const firstDay = "1900-03-01"

func (w *workbook) text(s string) any {
	if s == "" {
		return nil
	}
	return excelize.Cell{StyleID: w.cell(formatText), Value: s}
}

func (w *workbook) wrappedText(s string) any {
	if s == "" {
		return nil
	}
	return excelize.Cell{StyleID: w.wrapped(), Value: s}
}

func (w *workbook) count(n int) any {
	return excelize.Cell{StyleID: w.cell(formatWhole), Value: n}
}

// ordinal is a number that names a place: without a separator.
func (w *workbook) ordinal(n int) any {
	return excelize.Cell{StyleID: w.cell(formatDigits), Value: n}
}

// known is a count that is not known where it is 0.
func (w *workbook) known(n int) any {
	if n == 0 {
		return nil
	}
	return w.count(n)
}

func (w *workbook) yesNo(b bool) any {
	if b {
		return w.text(w.t("yes"))
	}
	return w.text(w.t("no"))
}

// mark is a word where something holds, and nothing where it does not.
func (w *workbook) mark(b bool) any {
	if b {
		return w.text(w.t("yes"))
	}
	return nil
}

func (w *workbook) momentCell(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	// Excel knows no zones: the clock on the wall is what it shows.
	wall := time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), 0, time.UTC)
	return excelize.Cell{StyleID: w.cell(formatTime), Value: wall}
}

// number is a canonical number as a number, or as text where Excel would lose
// digits of it.
func (w *workbook) number(canonical, format string) any {
	digits := strings.TrimLeft(strings.Replace(strings.TrimPrefix(canonical, "-"), ".", "", 1), "0")
	n, err := strconv.ParseFloat(canonical, 64)
	if len(digits) > maxDigits || err != nil {
		return w.text(canonical)
	}
	return excelize.Cell{StyleID: w.cell(format), Value: n}
}

func (w *workbook) date(iso string) any {
	t, err := time.Parse(time.DateOnly, iso)
	if err != nil || iso < firstDay {
		return w.text(iso)
	}
	return excelize.Cell{StyleID: w.cell(formatDate), Value: t.Unix()/secondsOfDay - excelDay0}
}

// Excel counts days from the 30th of December 1899. In seconds, because a
// time.Duration ends after 292 years.
const (
	secondsOfDay = 24 * 60 * 60
	excelDay0    = -25569 // counted from 1970-01-01
)

// day is a date that need not be there.
func (w *workbook) day(d survey.Date) any {
	if d == (survey.Date{}) {
		return nil
	}
	return w.date(d.String())
}

// numberFormat is how the numbers of a question are shown, with so many places
// more than they have.
func numberFormat(q *survey.Question, more int) string {
	switch q.Type {
	case survey.TypeYear:
		return strings.TrimPrefix(decimal(more, ""), "#,##") // without a separator
	case survey.TypeMoney:
		return decimal(q.Decimals+more, "€")
	case survey.TypePercent:
		return decimal(q.Decimals+more, "%")
	}
	return decimal(q.Decimals+more, "")
}

// booleanCode is what a computed yes or no is in codes: that of a yes_no
// question.
func booleanCode(v survey.Value) string {
	if v.Text == "true" {
		return survey.YesNo.Choices[0].Name
	}
	return survey.YesNo.Choices[1].Name
}
