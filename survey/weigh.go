package survey

import (
	"reflect"
	"slices"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/checker/nature"
)

// statistics are the functions over numbers. Expr's own checker lets them take
// anything.
var statistics = []string{"sum", "mean", "median", "min", "max"}

// weighing looks once more at a typed expression, for what expr's checker lets
// pass and this language does not.
type weighing struct{ issues []Issue }

func (w *weighing) Visit(node *ast.Node) {
	switch n := (*node).(type) {
	case *ast.ConditionalNode:
		yes, no := kindOf(n.Exp1), kindOf(n.Exp2)
		if yes != no && yes != KindNone && no != KindNone {
			w.add(n, IssueTypes, "? :", typeName(n.Exp1), typeName(n.Exp2))
		}
	case *ast.BinaryNode:
		if slices.Contains([]string{"+", "-"}, n.Operator) && (kindOf(n.Left) == KindDate || kindOf(n.Right) == KindDate) {
			w.add(n, IssueTypes, n.Operator, typeName(n.Left), typeName(n.Right))
		}
	case *ast.BuiltinNode:
		if slices.Contains(statistics, n.Name) {
			w.numbers(n)
		}
	}
}

func (w *weighing) add(n ast.Node, code IssueCode, args ...string) {
	w.issues = append(w.issues, Issue{Offset: n.Location().From, Code: code, Args: args})
}

// numbers wants a list of numbers, a list with a function that gives a number
// for each row, or several numbers.
func (w *weighing) numbers(n *ast.BuiltinNode) {
	args := n.Arguments
	if len(args) == 0 {
		w.add(n, IssueArgumentCount, n.Name)
		return
	}
	if len(args) == 2 {
		if predicate, ok := args[1].(*ast.PredicateNode); ok {
			args = []ast.Node{predicate.Node}
		}
	} else if len(args) == 1 {
		element, list := elementKind(args[0])
		if list && element == KindNumber {
			return
		}
		w.add(args[0], IssueArgument, n.Name, typeName(args[0]))
		return
	}
	for _, arg := range args {
		if k := kindOf(arg); k != KindNumber && k != KindNone {
			w.add(arg, IssueArgument, n.Name, typeName(arg))
		}
	}
}

func kindOf(n ast.Node) Kind { return resultKind(n.Type()) }

func typeName(n ast.Node) string {
	if n.Type() == nil {
		return "other"
	}
	return typeWord(n.Type().String())
}

// elementKind tells whether a node is a list, and the kind of its elements;
// what the checker does not know counts as a number.
func elementKind(n ast.Node) (Kind, bool) {
	t := n.Nature()
	if t.Type == nil || t.Type.Kind() != reflect.Slice {
		return KindNone, t.Type == nil || t.Type.Kind() == reflect.Interface
	}
	element := t.Elem(&nature.Cache{})
	if element.Type == nil || element.Type.Kind() == reflect.Interface {
		return KindNumber, true
	}
	return resultKind(element.Type), true
}
