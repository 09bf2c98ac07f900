package survey

import (
	"strings"

	"github.com/expr-lang/expr/ast"
)

// value names what a node stands for, in the nominative.
func (w *wording) value(n ast.Node) string {
	switch n := n.(type) {
	case *ast.IntegerNode:
		return w.number(float64(n.Value))
	case *ast.FloatNode:
		return w.number(n.Value)
	case *ast.StringNode:
		return w.t("quoted", n.Value)
	case *ast.UnaryNode:
		return w.t("minus", w.operand(n.Node))
	case *ast.BinaryNode:
		return w.arithmetic(n)
	case *ast.BuiltinNode:
		if text, ok := firstLiteral(n.Arguments); ok && n.Name == "date" {
			return w.t("date", w.date(text))
		}
		return w.builtin(n)
	case *ast.CallNode:
		return w.function(n)
	case *ast.ConditionalNode:
		return w.t("conditional", w.value(n.Exp1), w.say(w.clause(n.Cond, false)), w.value(n.Exp2))
	}
	return w.name(n, "")
}

// operand is a value inside another: in brackets where it has parts.
func (w *wording) operand(n ast.Node) string {
	switch n := n.(type) {
	case *ast.BinaryNode:
		return "(" + w.value(n) + ")"
	case *ast.BuiltinNode:
		if n.Name == "round" || n.Name == "ceil" || n.Name == "floor" {
			return "(" + w.value(n) + ")"
		}
	}
	return w.value(n)
}

// name is the name of a question, of an attribute of the unit or of the
// choice, in the nominative or, with the ending "_of", in the dative.
func (w *wording) name(n ast.Node, ending string) string {
	if id, ok := n.(*ast.IdentifierNode); ok && id.Value == StichtagName {
		return w.t("stichtag" + ending)
	}
	if field, ok := unitField(n); ok {
		return w.t("field_" + field)
	}
	if column, ok := choiceColumn(n); ok {
		if column == "name" {
			return w.t("choice_name")
		}
		if q := w.set.Question(column); q != nil && q.Roster != nil {
			return w.t("choice_answer", w.place(q))
		}
		return w.t("choice_column", column)
	}
	q := w.named(n)
	switch {
	case q == nil:
		return w.t("verbatim_value", n.String())
	case q.Type == TypeCalculate:
		return w.t("result"+ending, w.place(q))
	}
	return w.t("answer"+ending, w.place(q))
}

// place is a question with its number.
func (w *wording) place(q *Question) string {
	if q.Name == StichtagName {
		return w.t("stichtag_question")
	}
	if number := w.set.Number(q); number != "" {
		return w.t("question", number)
	}
	return w.t("question", w.t("quoted", q.Label.In(w.words.Lang())))
}

// dative is a date behind "vor", "nach" and "aus".
func (w *wording) dative(n ast.Node) string {
	if args, ok := call(n, "date"); ok {
		if text, ok := firstLiteral(args); ok {
			return w.t("date_of", w.date(text))
		}
	}
	switch n.(type) {
	case *ast.IdentifierNode, *ast.MemberNode:
		return w.name(n, "_of")
	}
	return w.value(n)
}

func (w *wording) date(iso string) string {
	if d, ok := ParseISODate(iso); ok && w.words.Lang() == "de" {
		return d.German()
	}
	return iso
}

// dated reports whether a node's value is a date.
func (w *wording) dated(n ast.Node) bool {
	if _, ok := call(n, "date"); ok {
		return true
	}
	if args, ok := call(n, "if_asked"); ok {
		return w.dated(args[0])
	}
	q := w.named(n)
	return q != nil && q.ValueKind() == KindDate
}

var arithmeticNames = map[string]string{"+": "plus", "-": "less", "*": "times", "/": "by"}

// arithmetic writes sums and products. Brackets stand where reading from left
// to right would be wrong.
func (w *wording) arithmetic(n *ast.BinaryNode) string {
	word, ok := arithmeticNames[n.Operator]
	if !ok {
		return w.t("verbatim_value", n.String())
	}
	left, right := w.operand(n.Left), w.operand(n.Right)
	if l, ok := n.Left.(*ast.BinaryNode); ok && (product(l.Operator) || !product(n.Operator)) {
		left = w.value(l)
	}
	if r, ok := n.Right.(*ast.BinaryNode); ok && product(r.Operator) && !product(n.Operator) {
		right = w.value(r)
	}
	return strings.Join([]string{left, w.t(word), right}, " ")
}

func product(operator string) bool { return operator == "*" || operator == "/" }

// function puts the language's own functions into words.
func (w *wording) function(n *ast.CallNode) string {
	name, args := calleeName(n), n.Arguments
	switch {
	case name == "year" && len(args) == 1:
		return w.t("year", w.dative(args[0]))
	case name == "months" && len(args) == 2:
		return w.t("months", w.dative(args[0]), w.dative(args[1]))
	case name == "missing" && len(args) == 1 && w.named(args[0]) != nil:
		return w.t("missing_value", w.place(w.named(args[0])))
	case (name == "score" || name == "ordinal") && len(args) == 1 && w.named(args[0]) != nil:
		return w.t(name, w.place(w.named(args[0])))
	case name == "if_asked" && len(args) == 2 && w.named(args[0]) != nil:
		return w.t("if_asked", w.value(args[0]), w.choiceOrValue(w.named(args[0]), args[1]))
	}
	return w.t("verbatim_value", n.String())
}

// choiceOrValue shows a code of a question by its label, all else as it is.
func (w *wording) choiceOrValue(q *Question, n ast.Node) string {
	if code, ok := n.(*ast.StringNode); ok {
		return w.t("quoted", w.label(q, code.Value))
	}
	return w.value(n)
}
