package survey

import (
	"slices"
	"strings"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/parser"
)

// knownFunction counts what is known in a list.
const knownFunction = "known"

// countKnown counts the elements of a list that are known, or of several lists
// that go together the places at which all are.
func countKnown(lists []any) any {
	first, ok := lists[0].([]any)
	if !ok {
		return nil
	}
	n := int64(0)
	for i := range first {
		whole := true
		for _, list := range lists {
			items, ok := list.([]any)
			whole = whole && ok && i < len(items) && items[i] != nil
		}
		if whole {
			n++
		}
	}
	return rat(n)
}

// baseOf is the formula for how many known values a figure rests on: that of
// the lists which it sums up, of several the shortest. Empty for what sums
// nothing up: it counts, and rests on all.
func baseOf(source string) string {
	tree, err := parser.Parse(source)
	if err != nil {
		return "" // whoever compiles the formula says so
	}
	b := &bases{}
	b.walk(tree.Node)
	switch len(b.found) {
	case 0:
		return ""
	case 1:
		return b.found[0]
	}
	return "min(" + strings.Join(b.found, ", ") + ")"
}

// bases gathers the calls that sum lists up, the outermost ones, in the order
// in which they stand.
type bases struct{ found []string }

func (b *bases) walk(n ast.Node) {
	switch n := n.(type) {
	case *ast.ConditionalNode: // what decides between two figures is in neither
		b.walk(n.Exp1)
		b.walk(n.Exp2)
	case *ast.BinaryNode:
		b.walk(n.Left)
		b.walk(n.Right)
	case *ast.UnaryNode:
		b.walk(n.Node)
	case *ast.CallNode:
		callee, _ := n.Callee.(*ast.IdentifierNode)
		switch {
		case callee != nil && callee.Value == "quartile":
			b.add(n.Arguments[:1]...)
		case callee != nil && elementsNeeded[callee.Value] != KindNone:
			b.add(n.Arguments...)
		default:
			b.each(n.Arguments)
		}
	case *ast.BuiltinNode:
		switch {
		case n.Name == "len": // counts, and with it whatever it counts
		case len(n.Arguments) == 2 && predicated(n):
			b.found = append(b.found, knownFunction+"(map("+n.Arguments[0].String()+", "+n.Arguments[1].String()+"))")
		case len(n.Arguments) == 1 && slices.Contains(statistics, n.Name):
			b.add(n.Arguments[0])
		default:
			b.each(n.Arguments)
		}
	}
}

// predicated reports whether a function goes through a list with a formula.
func predicated(n *ast.BuiltinNode) bool {
	_, ok := n.Arguments[1].(*ast.PredicateNode)
	return ok && (n.Name == "count" || slices.Contains(statistics, n.Name))
}

func (b *bases) each(nodes []ast.Node) {
	for _, n := range nodes {
		b.walk(n)
	}
}

func (b *bases) add(lists ...ast.Node) {
	texts := make([]string, len(lists))
	for i, n := range lists {
		texts[i] = n.String()
	}
	if call := knownFunction + "(" + strings.Join(texts, ", ") + ")"; !slices.Contains(b.found, call) {
		b.found = append(b.found, call)
	}
}
