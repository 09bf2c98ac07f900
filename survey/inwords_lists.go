package survey

import (
	"slices"

	"github.com/expr-lang/expr/ast"
)

// quantifier is any(list, predicate) or all(list, predicate).
func (w *wording) quantifier(n *ast.BuiltinNode, negated bool) clause {
	if len(n.Arguments) != 2 || n.Name != "any" && n.Name != "all" {
		return w.verbatim(n, negated)
	}
	where, ok := w.entries(n.Arguments[0])
	predicate, isPredicate := n.Arguments[1].(*ast.PredicateNode)
	if !ok || !isPredicate || overItself(predicate) {
		return w.verbatim(n, negated)
	}
	key, inner := n.Name, false
	switch {
	case n.Name == "any" && negated:
		key = "none"
	case n.Name == "all" && negated:
		key, inner = "any", true // one of them does not
	}
	return clause{text: w.t("entry_"+key, where, w.say(w.clause(predicate.Node, inner))), compound: true}
}

// overItself reports whether a predicate reads the element as a whole (#), for
// which there are no words.
func overItself(p *ast.PredicateNode) bool {
	found := &bare{}
	ast.Walk(&p.Node, found)
	return found.pointers > found.columns
}

// bare counts the elements that are read, and those of which a column is.
type bare struct{ pointers, columns int }

// Visit implements ast.Visitor.
func (b *bare) Visit(node *ast.Node) {
	switch n := (*node).(type) {
	case *ast.PointerNode:
		b.pointers++
	case *ast.MemberNode:
		if _, ok := n.Node.(*ast.PointerNode); ok {
			b.columns++
		}
	}
}

// entries names a roster, or the part of it that filter leaves: "Frage 7.1",
// "Frage 7.1 (nur Einträge, für die …)".
func (w *wording) entries(n ast.Node) (string, bool) {
	if q := w.named(n); q != nil && q.Type == TypeRepeat {
		return w.place(q), true
	}
	if list, predicate, ok := over(n, "filter"); ok && !overItself(predicate) {
		if where, ok := w.entries(list); ok {
			return w.t("only_entries", where, w.say(w.clause(predicate.Node, false))), true
		}
	}
	return "", false
}

// over takes f(list, predicate) apart.
func over(n ast.Node, name string) (ast.Node, *ast.PredicateNode, bool) {
	b, ok := n.(*ast.BuiltinNode)
	if !ok || b.Name != name || len(b.Arguments) != 2 {
		return nil, nil, false
	}
	predicate, ok := b.Arguments[1].(*ast.PredicateNode)
	return b.Arguments[0], predicate, ok
}

// builtin puts counts, statistics and roundings into words.
func (w *wording) builtin(n *ast.BuiltinNode) string {
	switch {
	case n.Name == "round" || n.Name == "ceil" || n.Name == "floor":
		if len(n.Arguments) == 1 {
			return w.t(n.Name, w.operand(n.Arguments[0]))
		}
	case n.Name == "len" && len(n.Arguments) == 1:
		if elements, ok := w.elements(n.Arguments[0]); ok {
			return w.t("len", elements)
		}
	case n.Name == "count":
		if list, predicate, ok := over(n, "count"); ok && !overItself(predicate) {
			if where, ok := w.entries(list); ok {
				return w.t("len", w.t("entries", w.t("only_entries", where, w.say(w.clause(predicate.Node, false)))))
			}
		}
	case slices.Contains(statistics, n.Name):
		return w.statistic(n)
	}
	return w.t("verbatim_value", n.String())
}

// statistic is sum, mean, median, min or max of a list, or of several values.
func (w *wording) statistic(n *ast.BuiltinNode) string {
	if elements, ok := w.elements(n); ok { // sum(list, what)
		return w.t(n.Name, elements)
	}
	if len(n.Arguments) == 1 {
		if elements, ok := w.elements(n.Arguments[0]); ok {
			return w.t(n.Name, elements)
		}
		if list, ok := n.Arguments[0].(*ast.ArrayNode); ok {
			return w.t(n.Name, w.among(list.Nodes))
		}
		return w.t("verbatim_value", n.String())
	}
	return w.t(n.Name, w.among(n.Arguments))
}

func (w *wording) among(nodes []ast.Node) string {
	values := make([]string, len(nodes))
	for i, n := range nodes {
		values[i] = w.value(n)
	}
	return w.t("among", w.list(values, "and"))
}

// elements names the elements of a list in the genitive: "der Einträge in
// Frage 7.1", "der Angaben zu Frage 7.1.3".
func (w *wording) elements(n ast.Node) (string, bool) {
	if where, ok := w.entries(n); ok {
		return w.t("entries", where), true
	}
	if q := w.named(n); q != nil && q.ValueKind() == KindCodes {
		return w.t("ticks", w.place(q)), true
	}
	if args, ok := call(n, "distinct"); ok {
		return w.column(args[0], "different_answers", "different_values")
	}
	return w.column(n, "answers", "values")
}

// column names what map, or sum with a predicate, takes from each entry.
func (w *wording) column(n ast.Node, answers, values string) (string, bool) {
	b, ok := n.(*ast.BuiltinNode)
	if !ok || b.Name != "map" && !slices.Contains(statistics, b.Name) {
		return "", false
	}
	list, body, ok := over(n, b.Name)
	if !ok || overItself(body) {
		return "", false
	}
	where, ok := w.entries(list)
	if !ok {
		return "", false
	}
	if q := w.named(body.Node); q != nil {
		if filtered, p, ok := over(list, "filter"); ok && w.named(filtered) != nil {
			return w.t("only_entries", w.t(answers, w.place(q)), w.say(w.clause(p.Node, false))), true
		}
		return w.t(answers, w.place(q)), true
	}
	if w.condition(body.Node) {
		return "", false
	}
	return w.t(values, w.value(body.Node), where), true
}
