package survey

import (
	"slices"

	"github.com/expr-lang/expr/ast"
)

// comparedCode compares with a text in quotation marks: a choice, a missing
// code, an attribute of the unit.
func (w *wording) comparedCode(left, right ast.Node, op string) (clause, bool) {
	code, ok := right.(*ast.StringNode)
	if !ok || op != "eq" && op != "ne" {
		return clause{}, false
	}
	return w.oneOf(left, []string{code.Value}, op == "ne"), true
}

// membership is x in ["a", "b"], "a" in x, and x in choice.COLUMN.
func (w *wording) membership(n *ast.BinaryNode, negated bool) clause {
	if q := w.named(n.Right); q != nil && (q.ValueKind() == KindCodes || q.ValueKind() == KindRanking) {
		if code, ok := n.Left.(*ast.StringNode); ok {
			return w.ticked(q, code.Value, negated)
		}
	}
	if column, ok := choiceColumn(n.Right); ok {
		return clause{text: w.t(either(negated, "column_lacks", "column_has"), column, w.operand(n.Left))}
	}
	list, ok := n.Right.(*ast.ArrayNode)
	if !ok || len(list.Nodes) == 0 {
		return w.verbatim(n, negated)
	}
	var codes, values []string
	for _, item := range list.Nodes {
		if code, ok := item.(*ast.StringNode); ok {
			codes = append(codes, code.Value)
		}
		values = append(values, w.withYears(n.Left).value(item))
	}
	if len(codes) == len(list.Nodes) {
		return w.oneOf(n.Left, codes, negated)
	}
	return clause{form: "is", subject: w.value(n.Left), predicate: w.t(either(negated, "none_of", "one_of"), w.list(values, "or")), plain: !negated}
}

// oneOf says that something is one of several texts, or none of them.
func (w *wording) oneOf(n ast.Node, codes []string, negated bool) clause {
	if field, ok := unitField(n); ok {
		return w.unitIs(field, codes, negated)
	}
	if args, ok := call(n, "missing"); ok {
		return w.missing(n, w.named(args[0]), codes, negated)
	}
	if column, ok := choiceColumn(n); ok && column == choiceCode {
		return clause{form: "is", subject: w.t("choice_name"), predicate: w.t(either(negated, "none_of", "one_of"), w.quoted(w.choiceLabels(codes), "or")), plain: !negated}
	} else if ok {
		return clause{text: w.t(either(negated, "column_is_not", "column_is"), column, w.quoted(codes, "or"))}
	}
	subject, q := "", w.named(n)
	if args, ok := call(n, "if_asked"); ok && len(args) == 2 && w.named(args[0]) != nil {
		q = w.named(args[0])
		if otherwise, ok := args[1].(*ast.StringNode); ok {
			subject = w.t("if_asked", w.place(q), w.t("quoted", w.label(q, otherwise.Value)))
		}
	} else if q != nil {
		subject = w.place(q)
	}
	if subject == "" {
		return clause{form: "is", subject: w.value(n), predicate: w.t(either(negated, "none_of", "one_of"), w.quoted(codes, "or")), plain: !negated}
	}
	if len(codes) == 1 && codes[0] == "" {
		return clause{text: w.t(either(negated, "answered", "empty"), w.place(q))}
	}
	labels := make([]string, len(codes))
	for i, code := range codes {
		labels[i] = w.label(q, code)
	}
	return clause{form: "given", subject: subject, predicate: w.t(either(negated, "none_of", "one_of"), w.quoted(labels, "or")), plain: !negated}
}

// choiceLabels are the labels of choices that a condition decides on.
func (w *wording) choiceLabels(codes []string) []string {
	labels := slices.Clone(codes)
	if w.choices == nil {
		return labels
	}
	for i, code := range codes {
		if k := w.choices.Index(code); k >= 0 {
			labels[i] = w.choices.Choices[k].Label.In(w.words.Lang())
		}
	}
	return labels
}

// missing compares the missing code of a question; "" is that it has none.
func (w *wording) missing(n ast.Node, q *Question, codes []string, negated bool) clause {
	if q == nil {
		return w.verbatim(n, negated)
	}
	if len(codes) == 1 && codes[0] == "" {
		return clause{text: w.t(either(negated, "missing_any", "missing_none"), w.place(q))}
	}
	labels := make([]string, len(codes))
	for i, code := range codes {
		labels[i] = w.set.MissingLabel(code).In(w.words.Lang())
	}
	return clause{form: either(negated, "missing_not", "missing"), subject: w.place(q), predicate: w.quoted(labels, "or"), plain: !negated}
}

// coded reports whether a node's value is a choice or a text.
func (w *wording) coded(n ast.Node) bool {
	if _, ok := choiceColumn(n); ok {
		return true
	}
	q := w.named(n)
	return q != nil && q.ValueKind() != KindNumber
}

// label is a choice's label, or the text itself.
func (w *wording) label(q *Question, code string) string {
	if code == OtherCode && len(q.Other) > 0 {
		return q.Other.In(w.words.Lang())
	}
	return q.choiceLabel(code, w.words.Lang())
}
