package document

import (
	"strconv"
	"strings"

	"bestand.example/itbestand/survey"
)

// rank is a list with a box for the rank in front of each entry.
func (f *form) rank(q *survey.Question) []Block {
	table := Table{Head: []Cell{{Text: f.t("rank")}, {Text: ""}}, Widths: []int{2, 15}}
	for _, c := range choices(q) {
		table.Rows = append(table.Rows, []Cell{{}, {Text: f.choiceText(c)}})
	}
	return []Block{Paragraph{Hint, f.howRank(q)}, table}
}

// howRank says how many ranks are asked for.
func (f *form) howRank(q *survey.Question) string {
	last := len(choices(q))
	most := last
	if q.Max > 0 {
		most = min(most, q.Max)
	}
	switch {
	case q.Min == 0 && q.Max == 0, q.Min == most:
		return f.t("how_rank", most)
	case q.Min == 0:
		return f.t("how_rank_at_most", most)
	case most == last:
		return f.t("how_rank_at_least", q.Min)
	}
	return f.t("how_rank_between", q.Min, most)
}

// mostColumns is how many choices stand side by side in a grid.
const mostColumns = 7

// scale is a row of boxes between two poles.
func (f *form) scale(q *survey.Question) []Block {
	f.used.one = true
	choices := choices(q)
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
