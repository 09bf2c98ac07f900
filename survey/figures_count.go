package survey

import (
	"slices"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/parser"
)

// countsOnly reports whether an indicator is a number of elements: a count, or
// what counts give that are added and subtracted. A formula that merely begins
// with a count, to decide whether it says anything, is none.
func (e *Evaluation) countsOnly(i *Indicator) bool { return e.counting(i, nil) }

func (e *Evaluation) counting(i *Indicator, above []*Indicator) bool {
	if i == nil || i.Value == nil || slices.Contains(above, i) {
		return false
	}
	tree, err := parser.Parse(i.Value.Source)
	return err == nil && e.numberOf(tree.Node, append(above, i))
}

func (e *Evaluation) numberOf(n ast.Node, above []*Indicator) bool {
	switch n := n.(type) {
	case *ast.BuiltinNode:
		return n.Name == "count" || n.Name == "len"
	case *ast.BinaryNode:
		return (n.Operator == "+" || n.Operator == "-") && e.numberOf(n.Left, above) && e.numberOf(n.Right, above)
	case *ast.IdentifierNode:
		return e.counting(e.Indicator(n.Value), above)
	}
	return false
}
