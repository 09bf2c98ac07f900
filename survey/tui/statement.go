package tui

import (
	"math/big"
	"slices"
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"bestand.example/itbestand/survey"
)

// grid lists the statements of a matrix with their answers so far. The one that
// is asked has a sign of its own.
type grid struct {
	teller
	labels, answers []string
	marks           []int // places of the answers among the choices; 0: none
	choices         int   // of each statement; 0: they are told in words
	here            int
	moved           bool // the choice of the statement that is asked is not saved yet
}

func newGrid(t teller, statement *survey.Question) *grid {
	g := &grid{teller: t}
	for _, q := range t.statements(statement.Matrix) {
		if q == statement {
			g.here = len(g.labels)
		}
		k := survey.Key{Question: q.Name}
		g.labels, g.answers = append(g.labels, line(t.label(k))), append(g.answers, t.brief(k))
		g.marks = append(g.marks, t.mark(k))
	}
	if list := t.ev().Choices(t.s.Place()); celled(statement, list, t.s.Answer().Value) {
		g.choices = len(list.Choices)
	}
	return g
}

// statements are those of a matrix that are asked at the moment.
func (t teller) statements(matrix *survey.Question) []*survey.Question {
	return slices.DeleteFunc(slices.Clone(matrix.Rows), func(q *survey.Question) bool { return !t.ev().Relevant(survey.Key{Question: q.Name}) })
}

// mark is the place of an answer among the choices; 0 where it has none to show,
// but words.
func (t teller) mark(k survey.Key) int {
	a := t.s.Response.Answers.Get(k)
	if a.Draft != "" || a.Missing != "" || a.Value.IsZero() || !t.s.Set.Question(k.Question).Type.Single() {
		return 0
	}
	return t.ev().Choices(k).Index(a.Value.Text) + 1
}

// brief is the answer to a statement in a few signs.
func (t teller) brief(k survey.Key) string {
	q, a := t.s.Set.Question(k.Question), t.s.Response.Answers.Get(k)
	switch {
	case a.Draft != "":
		return t.t("state_draft")
	case a.Missing != "":
		return t.missing(a.Missing)
	case a.Value.IsZero():
		return "–"
	case steps(q, t.ev().Choices(k)):
		return a.Value.Text
	}
	return line(t.ev().Show(k, a.Value, t.Lang()))
}

// follow shows in the grid what the field holds and is not saved yet.
func (g *grid) follow(f field) {
	if cell, ok := f.(*cellField); ok {
		g.marks[g.here], g.moved = cell.chosen(), cell.touched
	}
}

// view draws at most so many lines around the statement that is asked; where
// that leaves some out, the last line says how many.
func (g *grid) view(width, height int) []string {
	if height < 1 || len(g.labels) < 2 {
		return nil
	}
	room, cells := g.columns(width), g.choices > 0
	if most := width - signWidth - columnGap - cellWidth*g.choices; cells && most >= min(room, leastLabel) {
		room = min(longest(g.labels), most)
	} else {
		cells = false
	}
	var lines []string
	if cells && height > 3 {
		lines, height = append(lines, g.numbers(room)), height-1
	}
	rows := len(g.labels)
	if rows > height {
		rows = max(height-1, 1)
	}
	top := min(max(g.here-rows/2, 0), len(g.labels)-rows)
	for i := top; i < top+rows; i++ {
		sign := "   "
		if i == g.here {
			sign = " → "
		}
		lines = append(lines, cut(sign+fill(g.labels[i], room)+"  "+g.answer(i, cells), width))
	}
	if height > 1 && rows < len(g.labels) {
		lines = append(lines, cut("   "+g.beyond(top, len(g.labels)-top-rows), width))
	}
	return lines
}

// A cell is as wide as "(x) "; with less than leastLabel for the statements the
// answers are told in words.
const (
	cellWidth  = 4
	leastLabel = 20
)

// numbers is the line over the cells.
func (g *grid) numbers(room int) string {
	var b strings.Builder
	b.WriteString(strings.Repeat(" ", signWidth+room+columnGap))
	for i := range g.choices {
		b.WriteString(fill(" "+strconv.Itoa(i+1), cellWidth))
	}
	return strings.TrimRight(b.String(), " ")
}

// answer is what is known about a statement: a mark in its cell, or words where
// there is something else to say.
func (g *grid) answer(i int, cells bool) string {
	said := g.marks[i] == 0 && g.answers[i] != "–" && !(i == g.here && g.moved)
	if !cells || said {
		return g.answers[i]
	}
	var b strings.Builder
	for c := 1; c <= g.choices; c++ {
		if c == g.marks[i] {
			b.WriteString("(x) ")
		} else {
			b.WriteString("( ) ")
		}
	}
	return strings.TrimRight(b.String(), " ")
}

func longest(texts []string) int {
	most := 0
	for _, text := range texts {
		most = max(most, ansi.StringWidth(text))
	}
	return most
}

// columns is the width for the labels: that of the longest, as far as the
// answers have room besides.
func (g *grid) columns(width int) int {
	return max(min(longest(g.labels), width-signWidth-columnGap-min(longest(g.answers), max(width/3, 1))), 1)
}

// sumLines say what the statements of a matrix add up to, with what is typed at
// the moment, and what is missing.
func (t teller) sumLines(typed string) []string {
	place, q := t.s.Place(), t.s.Question()
	if q.Matrix == nil || q.Matrix.Total == nil {
		return nil
	}
	sum, _ := t.ev().Total(q.Matrix).Number()
	if now, refusal := t.ev().Parse(place, typed); refusal == nil {
		if n, ok := now.Number(); ok {
			sum.Add(sum, n)
		}
		if n, ok := t.ev().Value(place).Number(); ok {
			sum.Sub(sum, n)
		}
	}
	rest := new(big.Rat).Sub(q.Matrix.Total, sum)
	total := t.number(q.Matrix.Total)
	switch rest.Sign() {
	case 1:
		return []string{t.t("sum_short", t.number(sum), total, t.number(rest))}
	case -1:
		return []string{t.t("sum_over", t.number(sum), total, t.number(rest.Neg(rest)))}
	}
	return []string{t.t("sum_right", t.number(sum), total)}
}

func (t teller) number(r *big.Rat) string {
	return survey.FormatNumber(survey.NumberValue(r, 6).Text, t.Lang())
}
