package survey

import (
	"slices"
	"strings"

	"github.com/expr-lang/expr/ast"
)

// qualifier makes one name of SHORT.name and of parameter.NAME.
type qualifier struct {
	names  *names
	issues []Issue // names that no set, and no list of parameters, has
}

func (v *qualifier) Visit(node *ast.Node) {
	if call, ok := (*node).(*ast.CallNode); ok {
		v.scores(node, call)
		return
	}
	n, ok := (*node).(*ast.MemberNode)
	if !ok || n.Optional || n.Method {
		return
	}
	short, isName := n.Node.(*ast.IdentifierNode)
	rest, isText := n.Property.(*ast.StringNode)
	if !isName || !isText {
		return
	}
	name := short.Value + "." + rest.Value
	if v.names.qualified[name] {
		ast.Patch(node, &ast.IdentifierNode{Value: name})
		return
	}
	var known []string
	for other := range v.names.qualified {
		if of, _, _ := strings.Cut(other, "."); of == short.Value {
			known = append(known, other)
		}
	}
	slices.Sort(known)
	if len(known) > 0 || short.Value == ParameterName {
		v.issues = append(v.issues, Issue{Offset: short.Location().From, Code: IssueQualified, Args: []string{name, Nearest(name, known)}})
	}
}

// pointed hands points(x, "TABLE") its table.
type pointed struct{ tables []PointTable }

func (v *pointed) Visit(node *ast.Node) {
	n, ok := (*node).(*ast.CallNode)
	if !ok || len(n.Arguments) != 2 {
		return
	}
	callee, isName := n.Callee.(*ast.IdentifierNode)
	literal, isText := n.Arguments[1].(*ast.StringNode)
	if isName && isText && callee.Value == pointsFunction {
		n.Arguments[1] = &ast.ConstantNode{Value: pointsOf(v.tables, literal.Value)}
	}
}

func pointsOf(tables []PointTable, name string) map[string]float64 {
	for _, t := range tables {
		if t.Name == name {
			return t.Points
		}
	}
	return nil
}
