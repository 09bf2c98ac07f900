package survey

import (
	"github.com/expr-lang/expr/ast"
)

// scoresFunction makes a list of the statements of a matrix: of their scores,
// or of their numbers.
const scoresFunction = "scores"

// scores writes scores(MATRIX) out: [score(row), score(row), …].
func (v *qualifier) scores(node *ast.Node, call *ast.CallNode) {
	callee, ok := call.Callee.(*ast.IdentifierNode)
	if !ok || callee.Value != scoresFunction {
		return
	}
	var q *Question
	if len(call.Arguments) == 1 {
		q = (&inspection{scope: &scope{set: v.names.set}}).named(call.Arguments[0])
	}
	if q == nil || q.Type != TypeMatrix {
		v.issues = append(v.issues, Issue{Offset: call.Location().From, Code: IssueNeedsMatrix})
		return
	}
	list := &ast.ArrayNode{}
	for _, row := range q.Rows {
		cell := besides(call.Arguments[0], q.Name, row.Name)
		cell.SetLocation(call.Location())
		if !row.Type.Numeric() {
			cell = callOf("score", cell)
			cell.SetLocation(call.Location())
		}
		list.Nodes = append(list.Nodes, cell)
	}
	ast.Patch(node, list)
}

// besides names a row where its matrix is named: by itself, with the short
// name of its set, or behind the dot of a list.
func besides(matrix ast.Node, name, row string) ast.Node {
	switch n := matrix.(type) {
	case *ast.IdentifierNode:
		return &ast.IdentifierNode{Value: n.Value[:len(n.Value)-len(name)] + row}
	case *ast.MemberNode:
		return &ast.MemberNode{Node: n.Node, Property: &ast.StringNode{Value: row}}
	}
	return matrix
}
