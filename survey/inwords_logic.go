package survey

import (
	"strings"

	"github.com/expr-lang/expr/ast"
)

// clause puts a condition into words. A negation is carried inwards, where
// language has words for it: not (a and b) is "not a or not b" in three-valued
// logic too.
func (w *wording) clause(n ast.Node, negated bool) clause {
	switch n := n.(type) {
	case *ast.UnaryNode:
		if n.Operator == "not" || n.Operator == "!" {
			return w.clause(n.Node, !negated)
		}
	case *ast.BinaryNode:
		switch n.Operator {
		case "and", "&&":
			return w.join(n, negated, negated)
		case "or", "||":
			return w.join(n, !negated, negated)
		case "in":
			return w.membership(n, negated)
		case "contains", "matches":
			return w.textual(n, negated)
		}
		return w.comparison(n, negated)
	case *ast.BoolNode:
		return clause{text: w.t(either(n.Value != negated, "always", "never"))}
	case *ast.BuiltinNode:
		return w.quantifier(n, negated)
	case *ast.CallNode:
		return w.state(n, negated)
	case *ast.ConditionalNode:
		return w.alternative(n, negated)
	}
	if q := w.named(n); q != nil {
		return clause{text: w.t(either(negated, "holds_not", "holds"), w.place(q))}
	}
	return w.verbatim(n, negated)
}

func either(yes bool, a, b string) string {
	if yes {
		return a
	}
	return b
}

// join puts a chain of and, or of or, into words.
func (w *wording) join(n *ast.BinaryNode, or, negated bool) clause {
	var clauses []clause
	for _, part := range chain(n, n.Operator) {
		clauses = append(clauses, w.clause(part, negated))
	}
	return w.together(clauses, either(or, "or", "and"))
}

// chain lists the parts of a and b and c.
func chain(n ast.Node, operator string) []ast.Node {
	b, ok := n.(*ast.BinaryNode)
	if !ok || canonicalLogic(b.Operator) != canonicalLogic(operator) {
		return []ast.Node{n}
	}
	return append(chain(b.Left, operator), chain(b.Right, operator)...)
}

func canonicalLogic(operator string) string {
	switch operator {
	case "&&":
		return "and"
	case "||":
		return "or"
	}
	return operator
}

// together joins clauses with a word. Neighbours that say something of the
// same subject become one, and what consists of several parts gets brackets.
func (w *wording) together(clauses []clause, word string) clause {
	var merged []clause
	for _, c := range clauses {
		if last := len(merged) - 1; last >= 0 && mergeable(merged[last], c, word) {
			merged[last].predicate += " " + w.t(word) + " " + c.predicate
			continue
		}
		merged = append(merged, c)
	}
	if len(merged) == 1 {
		return merged[0]
	}
	parts := make([]string, len(merged))
	for i, c := range merged {
		parts[i] = w.say(c)
		if c.compound {
			parts[i] = "(" + parts[i] + ")"
		}
	}
	return clause{text: strings.Join(parts, " "+w.t(word)+" "), compound: true}
}

// mergeable reports whether two clauses can share their subject. „etwas
// anderes als a“ cannot: what follows would be denied too. Only of numbers and
// dates can two things hold at once in one breath.
func mergeable(a, b clause, word string) bool {
	if !a.plain || !b.plain || a.form != b.form || a.subject != b.subject {
		return false
	}
	return word == "or" || a.form == "is" || a.form == "lies"
}

// alternative is c ? a : b of conditions: a where c holds, b elsewhere.
func (w *wording) alternative(n *ast.ConditionalNode, negated bool) clause {
	where := w.together([]clause{w.clause(n.Cond, false), w.clause(n.Exp1, negated)}, "and")
	elsewhere := w.together([]clause{w.clause(n.Cond, true), w.clause(n.Exp2, negated)}, "and")
	return w.together([]clause{where, elsewhere}, "or")
}

// state is answered(x), relevant(x) or selected(x, code).
func (w *wording) state(n *ast.CallNode, negated bool) clause {
	name := calleeName(n)
	if len(n.Arguments) == 0 {
		return w.verbatim(n, negated)
	}
	q := w.named(n.Arguments[0])
	switch {
	case q == nil:
		return w.verbatim(n, negated)
	case name == "answered", name == "relevant":
		return clause{text: w.t(either(negated, name+"_not", name), w.place(q))}
	case name == "selected" && len(n.Arguments) == 2:
		if code, ok := n.Arguments[1].(*ast.StringNode); ok {
			return w.ticked(q, code.Value, negated)
		}
	}
	return w.verbatim(n, negated)
}

func (w *wording) ticked(q *Question, code string, negated bool) clause {
	return clause{form: either(negated, "ticked_not", "ticked"), subject: w.place(q), predicate: w.t("quoted", w.label(q, code)), plain: !negated}
}

// textual is x contains "part" and x matches "pattern".
func (w *wording) textual(n *ast.BinaryNode, negated bool) clause {
	literal, ok := n.Right.(*ast.StringNode)
	if !ok {
		return w.verbatim(n, negated)
	}
	form, text := "contains", literal.Value
	if n.Operator == "matches" {
		form, text = pattern(literal.Value)
	}
	return clause{text: w.t(either(negated, form+"_not", form), w.value(n.Left), text)}
}

// pattern tells apart the regular expressions that have words: a beginning, an
// end. All others are quoted.
func pattern(expression string) (form, text string) {
	begin, hasBegin := strings.CutPrefix(expression, "^")
	end, hasEnd := strings.CutSuffix(begin, "$")
	switch {
	case strings.ContainsAny(end, `\.+*?()|[]{}^$`) || hasBegin == hasEnd:
		return "matches", expression
	case hasBegin:
		return "begins", end
	}
	return "ends", end
}
