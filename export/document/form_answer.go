package document

import (
	"slices"
	"strconv"
	"strings"

	"bestand.example/itbestand/survey"
)

// longList is how many choices a question shows itself; longer lists are an
// appendix.
const longList = 25

// answer makes what a person fills in.
func (f *form) answer(q *survey.Question) []Block {
	switch {
	case q.Type == survey.TypeMatrix:
		return f.matrix(q)
	case q.Type == survey.TypeCalculate:
		return f.calculation(q)
	case q.ChoicesFrom != "":
		return append(f.elsewhere(q), f.reasons(q)...)
	case q.Type == survey.TypeRank:
		return append(f.rank(q), f.reasons(q)...)
	case q.Type == survey.TypeScale:
		return append(f.scale(q), f.reasons(q)...)
	case q.Type.Choice():
		return append(f.choice(q), f.reasons(q)...)
	}
	return append(f.entry(q), f.reasons(q)...)
}

// entry is for what is written: texts, numbers, dates.
func (f *form) entry(q *survey.Question) []Block {
	switch {
	case q.Type == survey.TypeDate:
		f.used.date = true
		return []Block{Boxes{Pattern: f.datePattern(), Unit: f.t("date_format")}}
	case q.Type == survey.TypeYear:
		return []Block{Boxes{Pattern: "####"}}
	case q.Type.Numeric():
		line := Lines{Count: 1, Short: true, Unit: f.unit(q)}
		if q.Estimate {
			f.used.estimate = true
			line.Ticks = []string{f.t("estimate")}
		}
		return []Block{line}
	case q.Type == survey.TypeMultiline:
		return []Block{Lines{Count: 4}}
	}
	return []Block{Lines{Count: 1}}
}

// unit stands behind a number.
func (f *form) unit(q *survey.Question) string {
	switch q.Type {
	case survey.TypePercent:
		return "%"
	case survey.TypeMoney:
		return f.t("euro")
	}
	return ""
}

// choice is a list to tick in, or a line for an entry of an appendix.
func (f *form) choice(q *survey.Question) []Block {
	if len(choices(q)) > longList {
		n := f.appendixOf(q)
		if q.Type == survey.TypeSelectMultiple {
			return append(f.howMany(q), Lines{Lead: f.t("from_appendix_many", n), Count: 2})
		}
		return append(f.otherLine(q), Lines{Lead: f.t("from_appendix", n), Count: 1})
	}
	return append(f.howMany(q), f.ticks(q))
}

// otherLine explains that own words are welcome where the list itself stands
// in an appendix.
func (f *form) otherLine(q *survey.Question) []Block {
	if len(q.Other) == 0 {
		return nil
	}
	return []Block{Paragraph{Hint, f.t("own_words")}}
}

func (f *form) ticks(q *survey.Question) Ticks {
	round := q.Type.Single()
	f.used.one, f.used.many = f.used.one || round, f.used.many || !round
	return Ticks{Round: round, Inline: q.Type == survey.TypeYesNo, Items: f.items(q)}
}

// choices are those of a question's list, without "in words of your own".
func choices(q *survey.Question) []survey.Choice {
	if len(q.Other) == 0 {
		return q.List.Choices
	}
	return slices.DeleteFunc(slices.Clone(q.List.Choices), func(c survey.Choice) bool { return c.Name == survey.OtherCode })
}

func (f *form) items(q *survey.Question) []Tick {
	var items []Tick
	for _, c := range choices(q) {
		items = append(items, Tick{Text: f.choiceText(c)})
	}
	if len(q.Other) > 0 {
		items = append(items, Tick{Text: f.text(q.Other) + ":", Write: true})
	}
	return items
}

// choiceText is a choice's label with the days between which it is valid.
func (f *form) choiceText(c survey.Choice) string {
	text, from, until := f.text(c.Label), f.day(c.ValidFrom), f.day(c.ValidUntil)
	switch {
	case from != "" && until != "":
		return f.t("valid_between", text, from, until)
	case from != "":
		return f.t("valid_from", text, from)
	case until != "":
		return f.t("valid_until", text, until)
	}
	return text
}

func (f *form) day(d survey.Date) string {
	switch {
	case d == survey.Date{}:
		return ""
	case f.words.Lang() == "de":
		return d.German()
	}
	return d.String()
}

// howMany says how many choices are asked for.
func (f *form) howMany(q *survey.Question) []Block {
	if q.Type != survey.TypeSelectMultiple {
		return nil
	}
	switch {
	case q.Min > 0 && q.Max > 0 && q.Min == q.Max:
		return []Block{Paragraph{Hint, f.t("exactly", q.Min)}}
	case q.Min > 0 && q.Max > 0:
		return []Block{Paragraph{Hint, f.t("between", q.Min, q.Max)}}
	case q.Max > 0:
		return []Block{Paragraph{Hint, f.t("at_most", q.Max)}}
	case q.Min > 1:
		return []Block{Paragraph{Hint, f.t("at_least", q.Min)}}
	}
	return nil
}

// elsewhere is a choice from the entries of a list, or from all administrations.
func (f *form) elsewhere(q *survey.Question) []Block {
	lead := f.t("from_population")
	if roster := f.set.Question(q.ChoicesFrom); roster != nil {
		lead = f.t("from_roster", f.set.Number(roster))
	}
	count := 1
	if !q.Type.Single() {
		count = 3
	}
	return []Block{Lines{Lead: lead, Count: count}}
}

// calculation says how a value comes about; only one that may be overridden
// leaves room to write.
func (f *form) calculation(q *survey.Question) []Block {
	blocks := []Block{Paragraph{Hint, f.t("calculated")}}
	if q.Calculation != nil && q.Calculation.Kind != survey.KindBoolean {
		blocks = []Block{Paragraph{Hint, f.t("calculated_as", f.set.InWords(q.Calculation, f.words))}}
	}
	if q.Override {
		blocks = append(blocks, Lines{Lead: f.t("override"), Count: 1, Short: true}, Lines{Lead: f.t("override_reason"), Count: 1})
	}
	return blocks
}

// rank is a list with a box for the rank in front of each entry.
func (f *form) rank(q *survey.Question) []Block {
	last := len(q.List.Choices)
	if q.Max > 0 && q.Max < last {
		last = q.Max
	}
	table := Table{Head: []Cell{{Text: f.t("rank")}, {Text: ""}}, Widths: []int{2, 15}}
	for _, c := range q.List.Choices {
		table.Rows = append(table.Rows, []Cell{{}, {Text: f.choiceText(c)}})
	}
	return []Block{Paragraph{Hint, f.t("how_rank", last)}, table}
}

// mostColumns is how many choices stand side by side in a grid.
const mostColumns = 7

// scale is a row of boxes between two poles.
func (f *form) scale(q *survey.Question) []Block {
	f.used.one = true
	choices := q.List.Choices
	head, legend := f.steps(choices)
	if head == nil {
		return []Block{f.ticks(q)}
	}
	table := Table{}
	row := make([]Cell, len(choices))
	for i := range choices {
		table.Head = append(table.Head, Cell{Text: head[i], Center: true})
		table.Widths = append(table.Widths, 1)
		row[i] = Cell{Circle: true, Center: true}
	}
	table.Rows = [][]Cell{row}
	return append(legend, table)
}

// steps names the columns of a scale. Where there are many, only their numbers
// stand there, and a legend names the poles; where that is impossible, there
// are none.
func (f *form) steps(choices []survey.Choice) (head []string, legend []Block) {
	var poles []string
	numbered := true
	for _, c := range choices {
		label := f.text(c.Label)
		head = append(head, label)
		number, pole, _ := strings.Cut(label, " – ")
		if _, err := strconv.Atoi(number); err != nil {
			numbered = false
		} else if pole != "" {
			poles = append(poles, f.t("pole", number, pole))
		}
	}
	switch {
	case len(choices) <= mostColumns:
		return head, nil
	case !numbered:
		return nil, nil
	}
	for i := range head {
		head[i], _, _ = strings.Cut(head[i], " – ")
	}
	return head, []Block{Paragraph{Hint, strings.Join(poles, ", ")}}
}
