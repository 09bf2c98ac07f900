package survey

import (
	"strconv"

	"github.com/expr-lang/expr/ast"
)

// Each comparison under its name in the catalogue, with its opposite and with
// what it becomes when its sides change places.
var (
	comparisonNames = map[string]string{"==": "eq", "!=": "ne", "<": "lt", "<=": "le", ">": "gt", ">=": "ge"}
	opposites       = map[string]string{"eq": "ne", "ne": "eq", "lt": "ge", "ge": "lt", "gt": "le", "le": "gt"}
	mirrored        = map[string]string{"eq": "eq", "ne": "ne", "lt": "gt", "gt": "lt", "le": "ge", "ge": "le"}
)

func (w *wording) comparison(n *ast.BinaryNode, negated bool) clause {
	op, ok := comparisonNames[n.Operator]
	if !ok {
		return w.verbatim(n, negated)
	}
	if negated {
		op = opposites[op]
	}
	left, right := n.Left, n.Right
	if literal(left) && !literal(right) {
		left, right, op = right, left, mirrored[op]
	}
	if truth, ok := right.(*ast.BoolNode); ok && (op == "eq" || op == "ne") {
		return w.clause(left, truth.Value != (op == "eq"))
	}
	for _, try := range []func(left, right ast.Node, op string) (clause, bool){w.comparedCode, w.comparedPlace, w.comparedDate} {
		if c, ok := try(left, right, op); ok {
			return c
		}
	}
	return w.compared(left, right, op)
}

// literal reports whether a node stands for itself.
func literal(n ast.Node) bool {
	switch n.(type) {
	case *ast.StringNode, *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode:
		return true
	}
	for _, name := range []string{"date", "ordinal"} {
		if args, ok := call(n, name); ok {
			return literal(args[0])
		}
	}
	return false
}

// comparedPlace compares the place of a choice in its list: at least „in
// Umsetzung“.
func (w *wording) comparedPlace(left, right ast.Node, op string) (clause, bool) {
	args, ok := call(left, "ordinal")
	if !ok || w.named(args[0]) == nil || w.named(args[0]).List == nil {
		return clause{}, false
	}
	q := w.named(args[0])
	index := -1
	if code, ok := call(right, "ordinal"); ok {
		if text, ok := code[0].(*ast.StringNode); ok {
			index = q.List.Index(text.Value)
		}
	}
	if place, ok := right.(*ast.IntegerNode); ok {
		index = place.Value - 1
	}
	if index < 0 || index >= len(q.List.Choices) {
		return clause{}, false
	}
	label := w.t("quoted", q.List.Choices[index].Label.In(w.words.Lang()))
	return clause{form: "given", subject: w.place(q), predicate: w.t("place_"+op, label), plain: op == "eq"}, true
}

func (w *wording) comparedDate(left, right ast.Node, op string) (clause, bool) {
	if !w.dated(left) && !w.dated(right) {
		return clause{}, false
	}
	return clause{form: "lies", subject: w.value(left), predicate: w.t("date_"+op, w.dative(right)), plain: true}, true
}

// compared compares two values of any kind: numbers with words of size, others
// as the same or not the same.
func (w *wording) compared(left, right ast.Node, op string) clause {
	years := w.withYears(left, right)
	subject := years.value(left)
	switch {
	case literal(right):
		return clause{form: "is", subject: subject, predicate: w.t("number_"+op, years.value(right)), plain: true}
	case (op == "eq" || op == "ne") && w.coded(left):
		return clause{form: "is", subject: subject, predicate: w.t("same_"+op, years.value(right)), plain: true}
	}
	return clause{form: "is", subject: subject, predicate: w.t("size_"+op, years.operand(right)), plain: true}
}

// withYears drops the separator of thousands where one of the nodes is a year.
func (w *wording) withYears(nodes ...ast.Node) *wording {
	for _, n := range nodes {
		if w.year(n) {
			return &wording{set: w.set, words: w.words, choices: w.choices, years: true}
		}
	}
	return w
}

func (w *wording) year(n ast.Node) bool {
	if _, ok := call(n, "year"); ok {
		return true
	}
	if args, ok := call(n, "if_asked"); ok {
		return w.year(args[0])
	}
	if b, ok := n.(*ast.BinaryNode); ok && (b.Operator == "+" || b.Operator == "-") {
		return w.year(b.Left)
	}
	q := w.named(n)
	return q != nil && q.Type == TypeYear
}

func (w *wording) number(f float64) string {
	text := strconv.FormatFloat(f, 'f', -1, 64)
	if w.years {
		return text
	}
	return FormatNumber(text, w.words.Lang())
}
