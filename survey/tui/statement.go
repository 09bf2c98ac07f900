package tui

import (
	"math/big"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"bestand.example/itbestand/survey"
)

// grid lists the statements of a matrix with their answers so far. The one that
// is asked has a sign of its own.
type grid struct {
	teller
	labels, answers []string
	here            int
}

func newGrid(t teller, statement *survey.Question) *grid {
	g := &grid{teller: t}
	for _, q := range t.statements(statement.Matrix) {
		if q == statement {
			g.here = len(g.labels)
		}
		k := survey.Key{Question: q.Name}
		g.labels, g.answers = append(g.labels, line(t.label(k))), append(g.answers, t.brief(k))
	}
	return g
}

// statements are those of a matrix that are asked at the moment.
func (t teller) statements(matrix *survey.Question) []*survey.Question {
	return slices.DeleteFunc(slices.Clone(matrix.Rows), func(q *survey.Question) bool { return !t.ev().Relevant(survey.Key{Question: q.Name}) })
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

// view draws at most so many lines around the statement that is asked; where
// that leaves some out, the last line says how many.
func (g *grid) view(width, height int) []string {
	if height < 1 || len(g.labels) < 2 {
		return nil
	}
	rows := len(g.labels)
	if rows > height {
		rows = max(height-1, 1)
	}
	top := min(max(g.here-rows/2, 0), len(g.labels)-rows)
	room := g.columns(width)
	var lines []string
	for i := top; i < top+rows; i++ {
		sign := "   "
		if i == g.here {
			sign = " → "
		}
		label := cut(g.labels[i], room)
		label += strings.Repeat(" ", room-ansi.StringWidth(label))
		lines = append(lines, cut(sign+label+"  "+g.answers[i], width))
	}
	if height > 1 && rows < len(g.labels) {
		lines = append(lines, cut("   "+g.beyond(top, len(g.labels)-top-rows), width))
	}
	return lines
}

// columns is the width for the labels: that of the longest, as far as the
// answers have room besides.
func (g *grid) columns(width int) int {
	longest, answer := 0, 0
	for i := range g.labels {
		longest, answer = max(longest, ansi.StringWidth(g.labels[i])), max(answer, ansi.StringWidth(g.answers[i]))
	}
	return max(min(longest, width-5-min(answer, max(width/3, 1))), 1)
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
