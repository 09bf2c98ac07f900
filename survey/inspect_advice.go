package survey

import (
	"slices"

	"github.com/expr-lang/expr/ast"
)

// codesMeant says of names that no question has, but a choice, that they lack
// their quotes.
func (q *Questionnaire) codesMeant(issues []Issue) []Issue {
	for k, i := range issues {
		if i.Code == IssueUnknownName && q.hasCode(i.Args[0]) {
			issues[k].Code, issues[k].Args = IssueCodeName, i.Args[:1]
		}
	}
	return issues
}

func (q *Questionnaire) hasCode(name string) bool {
	if YesNo.Index(name) >= 0 {
		return true
	}
	return slices.ContainsFunc(q.Choices, func(l *ChoiceList) bool { return l.Index(name) >= 0 }) ||
		slices.ContainsFunc(q.questions, func(x *Question) bool { return x.List != nil && x.List.Index(name) >= 0 })
}

// comparedSelection refuses the comparison of all that is ticked with one
// code: what is meant is nearly always whether that code is among it.
func (in *inspection) comparedSelection(n *ast.BinaryNode, question, literal ast.Node) {
	code, ok := literal.(*ast.StringNode)
	q := in.named(question)
	if !ok || q == nil || q.Type != TypeSelectMultiple {
		return
	}
	advice := "selected(" + question.String() + ", " + code.String() + ")"
	if n.Operator == "!=" {
		advice = "not " + advice
	}
	in.add(n, IssueUseSelected, q.Name, advice)
}

// negated refuses "not a > b", which the grammar reads as "(not a) > b".
func (in *inspection) negated(n *ast.BinaryNode) {
	not, ok := n.Left.(*ast.UnaryNode)
	if !ok || not.Operator != "not" && not.Operator != "!" || !comparesValues(n) {
		return
	}
	meant := ast.BinaryNode{Operator: n.Operator, Left: not.Node, Right: n.Right}
	in.add(n.Left, IssueUseBrackets, "not ("+meant.String()+")")
}

// comparesValues reports whether what stands on the left cannot be true or
// false.
func comparesValues(n *ast.BinaryNode) bool {
	switch n.Operator {
	case "<", "<=", ">", ">=", "matches", "contains":
		return true
	case "==", "!=", "in":
		switch n.Right.(type) {
		case *ast.StringNode, *ast.IntegerNode, *ast.FloatNode, *ast.ArrayNode:
			return true
		}
	}
	return false
}
