package survey

import (
	"reflect"
	"slices"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/checker/nature"
)

// figures looks at the calls of the functions of evaluations, for what expr's
// checker lets pass.
type figures struct {
	names  *names
	tables []PointTable
	issues []Issue
}

func (f *figures) add(n ast.Node, code IssueCode, args ...string) {
	f.issues = append(f.issues, Issue{Offset: n.Location().From, Code: code, Args: args})
}

// elementsNeeded are the kinds of elements that the lists of a function have.
var elementsNeeded = map[string]Kind{"share": KindBoolean, "hhi": KindText, "weighted": KindNumber, "ratio": KindNumber, "sd": KindNumber, "quartile": KindNumber}

func (f *figures) Visit(node *ast.Node) {
	n, ok := (*node).(*ast.CallNode)
	if !ok {
		return
	}
	callee, ok := n.Callee.(*ast.IdentifierNode)
	if !ok || figureSignatures[callee.Value] == nil {
		return
	}
	switch callee.Value {
	case pointsFunction:
		f.points(n)
		return
	case knownFunction:
		return // of lists of anything
	}
	needed := elementsNeeded[callee.Value]
	lists := n.Arguments
	if callee.Value == "quartile" {
		lists = n.Arguments[:1]
		if which, ok := n.Arguments[1].(*ast.FloatNode); !ok || which.Value != 1 && which.Value != 2 && which.Value != 3 {
			f.add(n.Arguments[1], IssueQuartile)
		}
	}
	for _, list := range lists {
		if !elementsFit(list, needed) {
			f.add(list, IssueListOf, callee.Value, kindWord(needed))
		}
	}
}

// elementsFit reports whether a list may have elements of a kind. What the
// checker does not know, it may.
func elementsFit(list ast.Node, needed Kind) bool {
	t := list.Nature()
	if t.Type == nil || t.Type.Kind() == reflect.Interface {
		return true
	}
	if t.Type.Kind() != reflect.Slice {
		return false
	}
	element := t.Elem(&nature.Cache{})
	return element.Type == nil || element.Type.Kind() == reflect.Interface || resultKind(element.Type) == needed
}

func kindWord(k Kind) string {
	return map[Kind]string{KindBoolean: "boolean", KindText: "text", KindNumber: "number"}[k]
}

// points checks the table, and that it gives points to codes that there are.
func (f *figures) points(n *ast.CallNode) {
	literal, ok := n.Arguments[1].(*ast.StringNode)
	if !ok {
		f.add(n.Arguments[1], IssuePointText)
		return
	}
	table := pointsOf(f.tables, literal.Value)
	if table == nil {
		var known []string
		for _, t := range f.tables {
			known = append(known, t.Name)
		}
		f.add(literal, IssuePointTable, literal.Value, Nearest(literal.Value, known))
		return
	}
	q := (&inspection{scope: &scope{set: f.names.set}}).named(n.Arguments[0])
	if q == nil || q.List == nil {
		return
	}
	for _, code := range sortedCodes(table) {
		if q.List.Index(code) < 0 {
			f.add(literal, IssueUnknownCode, code, q.List.Name, q.List.nearest(code))
			return
		}
	}
}

func sortedCodes(table map[string]float64) []string {
	codes := make([]string, 0, len(table))
	for code := range table {
		codes = append(codes, code)
	}
	slices.Sort(codes)
	return codes
}
