package export

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"bestand.example/itbestand/survey"
)

// Sheets for reading have a title, a remark, and columns with headings in words
// instead of names. Their cells are made by what they hold.

// fig says the words of the sheets about an evaluation.
func (w *workbook) fig(key string, args ...any) string { return w.words.T("figures."+key, args...) }

// columnsFor collects columns with headings that are told apart.
type columnsFor struct {
	taken names
	list  []column
}

func newColumns() *columnsFor { return &columnsFor{taken: names{}} }

// add appends a column; of headings that are equal, later ones get a number.
func (c *columnsFor) add(heading string, width float64) {
	heading = strings.Join(strings.Fields(survey.CleanLine(heading)), " ")
	name := c.taken.take(heading, maxColumnName)
	word := 0
	for _, part := range strings.FieldsFunc(name, func(r rune) bool { return r == ' ' || r == '-' }) {
		word = max(word, utf8.RuneCountInString(part))
	}
	// Bold type beside the filter button: a word must not be broken.
	c.list = append(c.list, column{name: name, width: max(width, min(0.92*float64(word)+4, 28))})
}

// addNarrow appends a column of short numbers, whose heading runs upwards.
func (c *columnsFor) addNarrow(heading string, width float64) {
	heading = strings.Join(strings.Fields(survey.CleanLine(heading)), " ")
	c.list = append(c.list, column{name: c.taken.take(heading, maxColumnName), width: width, up: true})
}

// addNumbers appends columns of numbers: where there are many of them, narrow
// ones.
func (c *columnsFor) addNumbers(all []numberColumn) {
	const few = 5
	for _, one := range all {
		if len(all) > few {
			c.addNarrow(one.heading, one.narrow)
		} else {
			c.add(one.heading, one.width)
		}
	}
}

// numberColumn is a column of numbers with its two widths.
type numberColumn struct {
	heading       string
	width, narrow float64
}

// headingHeight is that of a header whose headings take several lines.
func headingHeight(columns []column) float64 {
	n := 1
	for _, c := range columns {
		n = max(n, headingLines(c.name, c.width))
	}
	return 6 + 11.5*float64(n)
}

// headingLines is how many lines a bold heading takes, word by word.
func headingLines(s string, width float64) int {
	room := 0.98*width - 4 // the indent and the filter button
	n, used := 1, 0.0
	for _, word := range strings.Fields(s) {
		length := float64(utf8.RuneCountInString(word))
		if used > 0 && used+1+length > room {
			n, used = n+1, 0
		}
		used += length + 1
		for length > room && room > 0 { // a word that is broken
			n, length = n+1, length-room
			used = length + 1
		}
	}
	return n
}

// titled are the title of a sheet and the remark below it.
func (w *workbook) titled(title, remark string) []aboveRow {
	return []aboveRow{
		{[]any{excelize.Cell{StyleID: w.heading(14), Value: survey.CleanLine(title)}}, 24},
		{[]any{excelize.Cell{StyleID: w.remark(), Value: survey.CleanLine(remark)}}, 15},
	}
}

// real is a number with so many places; nil is an empty cell, never 0.
func (w *workbook) real(n *float64, places int) any {
	if n == nil {
		return nil
	}
	return w.figure(decimal(places, ""), *n)
}

// unitCells say whose row it is.
func (w *workbook) unitCells(u survey.Unit) []any {
	return []any{w.text(u.Key), w.text(u.Name), w.text(u.Type.Label()), w.text(u.District)}
}

// numbered is the number of an indicator, a field or a rule,
// as reports name it: KZ01, HF3, R12; nothing where the name has none.
func numbered(name string) string {
	head, _, _ := strings.Cut(name, "_")
	letters := strings.TrimRight(head, "0123456789")
	if letters == head || len(letters) == 0 || len(letters) > 3 {
		return ""
	}
	return strings.ToUpper(head)
}

func (w *workbook) titleOf(name string, label survey.Text) string {
	return strings.TrimSpace(numbered(name) + " " + plainLabel(label, w.words.Lang()))
}

// groupLabel names a group, or a part of a split: its labels with a middle dot
// between them.
func (w *workbook) groupLabel(labels []Label) string {
	var all []string
	for _, l := range labels {
		all = append(all, plainLabel(l.Text, w.words.Lang()))
	}
	return strings.Join(all, " · ")
}

// groupingLabel names what groups are made by.
func (w *workbook) groupingLabel(e *Evaluation, grouping string) string {
	var all []string
	for _, name := range strings.Split(grouping, " x ") {
		axis, ok := e.Axis(name)
		if !ok {
			continue // the evaluation was compiled: there is none
		}
		all = append(all, w.axisLabel(axis))
	}
	return strings.Join(all, " · ")
}

// axisLabel names an axis: a property of the unit, a question, or a column of
// the list that an answer comes from.
func (w *workbook) axisLabel(a survey.Axis) string {
	switch a.Kind {
	case survey.AxisQuestion, survey.AxisMatrix:
		return questionLabel(a.Question, w.words.Lang())
	case survey.AxisColumn:
		first, size := utf8.DecodeRuneInString(a.Column)
		return strings.ToUpper(string(first)) + strings.ReplaceAll(a.Column[size:], "_", " ")
	}
	return w.fig("axis_" + a.Name)
}

// tierLabel names a tier.
func (w *workbook) tierLabel(t Tier) string {
	if t == TierNone {
		return ""
	}
	return w.fig("tier_" + string(t))
}

// levelName is the short name of a level, or nothing.
func (w *workbook) levelName(e *Evaluation, i *survey.Indicator, level int) any {
	ladder, ok := e.LevelList(i.Levels)
	if !ok || level < 0 || level >= len(ladder.Levels) {
		return nil
	}
	return w.text(ladder.Levels[level].Name)
}

// ladders lists the ladders that indicators of the evaluation are put on, in
// the order of the evaluation.
func (e *Evaluation) ladders(of []*survey.Indicator) []survey.LevelList {
	var all []survey.LevelList
	for _, l := range e.Levels {
		if slices.ContainsFunc(of, func(i *survey.Indicator) bool { return i.Levels == l.Name }) {
			all = append(all, l)
		}
	}
	return all
}
