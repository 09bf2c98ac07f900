package survey

import (
	"github.com/expr-lang/expr/ast"
)

// kleene is the second pass: it rewrites a checked expression so that it
// knows the unknown value, after Kleene's strong three-valued logic. Every
// operator becomes a call of a function of three.go, and a predicate over a
// roster becomes a plain list of its results, which the function then weighs.
type kleene struct {
	set      *Questionnaire
	states   map[string]bool          // names of which the state is read
	ordinals map[*ast.CallNode]string // ordinal("code") whose list is not known yet
	issues   []Issue
}

// stateSuffix marks the name under which a question's state stands beside its
// value. No question can have it: "$" is not allowed in names.
const stateSuffix = "$"

var operatorNames = map[string]string{
	"==": "_eq", "!=": "_ne", "<": "_lt", "<=": "_le", ">": "_gt", ">=": "_ge", "+": "_add", "-": "_sub", "*": "_mul", "/": "_div",
	"and": "_and", "&&": "_and", "or": "_or", "||": "_or", "in": "_in", "matches": "_matches", "contains": "_contains",
}

func (k *kleene) Visit(node *ast.Node) {
	switch n := (*node).(type) {
	case *ast.IntegerNode:
		exactly(node, n.Value)
	case *ast.FloatNode:
		exactly(node, n.Value)
	case *ast.BinaryNode:
		k.ordinal(&n.Left, n.Right)
		k.ordinal(&n.Right, n.Left)
		k.call(node, operatorNames[n.Operator], n.Left, n.Right)
	case *ast.UnaryNode:
		switch n.Operator {
		case "not", "!":
			k.call(node, "_not", n.Node)
		case "-":
			k.call(node, "_sub", &ast.ConstantNode{Value: rat(0)}, n.Node)
		default:
			*node = n.Node
		}
	case *ast.ConditionalNode:
		k.call(node, "_if", n.Cond, n.Exp1, n.Exp2)
	case *ast.BuiltinNode:
		k.builtin(node, n)
	case *ast.CallNode:
		k.function(node, n)
	}
}

// exactly makes the number that a literal means once, not in every run.
func exactly(node *ast.Node, value any) {
	if n, ok := number(value); ok {
		ast.Patch(node, &ast.ConstantNode{Value: n})
	}
}

func (k *kleene) call(node *ast.Node, name string, args ...ast.Node) {
	ast.Patch(node, callOf(name, args...))
}

func callOf(name string, args ...ast.Node) *ast.CallNode {
	return &ast.CallNode{Callee: &ast.IdentifierNode{Value: name}, Arguments: args}
}

// builtin rewrites f(list, predicate) to _f(list, map(_rows(list), predicate)),
// and a function of the list alone to its three-valued twin.
func (k *kleene) builtin(node *ast.Node, n *ast.BuiltinNode) {
	if len(n.Arguments) == 2 {
		if predicate, ok := n.Arguments[1].(*ast.PredicateNode); ok {
			results := &ast.BuiltinNode{Name: "map", Arguments: []ast.Node{callOf("_rows", n.Arguments[0]), predicate}}
			k.call(node, "_each_"+n.Name, n.Arguments[0], results)
			return
		}
	}
	k.call(node, "_"+n.Name, n.Arguments...)
}

func (k *kleene) function(node *ast.Node, n *ast.CallNode) {
	callee, ok := n.Callee.(*ast.IdentifierNode)
	if !ok || len(n.Arguments) == 0 {
		return
	}
	switch callee.Value {
	case "answered", "missing", "relevant":
		k.call(node, "_"+callee.Value, k.stateOf(n.Arguments[0]))
	case "if_asked":
		k.call(node, "_if_asked", k.stateOf(n.Arguments[0]), n.Arguments[0], n.Arguments[1])
	case "score", "ordinal":
		if q := k.named(n.Arguments[0]); q != nil {
			list := q.List
			if callee.Value == "score" {
				list = q.scoring()
			}
			k.call(node, "_"+callee.Value, n.Arguments[0], &ast.ConstantNode{Value: list})
		} else if code, ok := n.Arguments[0].(*ast.StringNode); ok {
			k.ordinals[n] = code.Value
		}
	case "year", "months", "date", "selected", "distinct":
		k.call(node, "_"+callee.Value, n.Arguments...)
	}
}

// stateOf turns the name of a question into the name of its state.
func (k *kleene) stateOf(n ast.Node) ast.Node {
	switch n := n.(type) {
	case *ast.IdentifierNode:
		k.reads(n.Value)
		return &ast.IdentifierNode{Value: n.Value + stateSuffix}
	case *ast.MemberNode:
		if name, ok := n.Property.(*ast.StringNode); ok {
			k.reads(name.Value)
			return &ast.MemberNode{Node: n.Node, Property: &ast.StringNode{Value: name.Value + stateSuffix}}
		}
	}
	return n
}

func (k *kleene) reads(state string) {
	if k.states != nil {
		k.states[state] = true
	}
}

func (k *kleene) named(n ast.Node) *Question {
	return (&inspection{scope: &scope{set: k.set}}).named(n)
}

// ordinal gives ordinal("code") the list of the ordinal(question) that it is
// compared with.
func (k *kleene) ordinal(literal *ast.Node, other ast.Node) {
	call, _ := (*literal).(*ast.CallNode)
	code, pending := k.ordinals[call]
	list := listOf(other)
	if !pending || list == nil {
		return
	}
	delete(k.ordinals, call)
	if list.Index(code) < 0 {
		at := call.Arguments[0].Location().From
		k.issues = append(k.issues, Issue{Offset: at, Code: IssueUnknownCode, Args: []string{code, list.Name, list.nearest(code)}})
	}
	ast.Patch(literal, &ast.ConstantNode{Value: rat(int64(list.Index(code) + 1))})
}

// leftover names each ordinal("code") that is compared with no ordinal of a
// question, so that nobody knows its list.
func (k *kleene) leftover() []Issue {
	for call, code := range k.ordinals {
		k.issues = append(k.issues, Issue{Offset: call.Location().From, Code: IssueOrdinal, Args: []string{code}})
	}
	return k.issues
}

// listOf returns the list that an ordinal(question), already rewritten, looks
// its code up in.
func listOf(n ast.Node) *ChoiceList {
	call, ok := n.(*ast.CallNode)
	if !ok || len(call.Arguments) != 2 {
		return nil
	}
	constant, ok := call.Arguments[1].(*ast.ConstantNode)
	if !ok {
		return nil
	}
	list, _ := constant.Value.(*ChoiceList)
	return list
}
