package survey

import (
	"maps"
	"regexp"
	"slices"

	"github.com/expr-lang/expr/ast"
)

// Operators that the language keeps. `matches` takes a regular expression
// (RE2) as a literal; `contains` looks for a part of a text.
var keptOperators = []string{"==", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "and", "&&", "or", "||", "in", "matches", "contains"}

// inspection walks a parsed expression: it refuses what the language does not
// have, and collects the names that are read.
type inspection struct {
	scope   *scope
	issues  []Issue
	reads   map[string]bool
	columns map[string]bool
	fields  map[string]bool // of choice.*
	unit    bool
}

func (in *inspection) Visit(node *ast.Node) {
	switch n := (*node).(type) {
	case *ast.IdentifierNode:
		in.identifier(n)
	case *ast.BinaryNode:
		in.binary(n)
	case *ast.BuiltinNode:
		in.function(n, n.Name, n.Arguments)
	case *ast.CallNode:
		if callee, ok := n.Callee.(*ast.IdentifierNode); ok {
			in.forget(callee)
			in.function(n, callee.Value, n.Arguments)
		} else {
			in.add(n, IssueForbidden, "( )")
		}
	case *ast.MemberNode:
		in.member(n)
	case *ast.PointerNode:
		if n.Name != "" {
			in.add(n, IssueForbidden, "#"+n.Name)
		}
	case *ast.NilNode:
		in.add(n, IssueForbidden, "nil")
	case *ast.SliceNode:
		in.add(n, IssueForbidden, "[ : ]")
	case *ast.MapNode:
		in.add(n, IssueForbidden, "{ }")
	case *ast.ChainNode:
		in.add(n, IssueForbidden, "?.")
	case *ast.ConditionalNode:
		if !n.Ternary {
			in.add(n, IssueForbidden, "if")
		}
	case *ast.VariableDeclaratorNode:
		in.add(n, IssueForbidden, "let")
	case *ast.SequenceNode:
		in.add(n, IssueForbidden, ";")
	case *ast.BytesNode:
		in.add(n, IssueForbidden, "b\" \"")
	}
}

func (in *inspection) add(n ast.Node, code IssueCode, args ...string) {
	in.issues = append(in.issues, Issue{Offset: n.Location().From, Code: code, Args: args})
}

// forget takes back what was said of a name that turns out to be called.
func (in *inspection) forget(callee *ast.IdentifierNode) {
	in.issues = slices.DeleteFunc(in.issues, func(i Issue) bool { return i.Offset == callee.Location().From && i.Code == IssueUnknownName })
}

// worst is what to report: where something is written that the language does
// not have at all, what follows from it is noise.
func (in *inspection) worst() []Issue {
	forbidden := slices.DeleteFunc(slices.Clone(in.issues), func(i Issue) bool { return i.Code != IssueForbidden })
	if len(forbidden) > 0 {
		return forbidden
	}
	return in.issues
}

func (in *inspection) identifier(n *ast.IdentifierNode) {
	set := in.scope.set
	switch question := set.byName[n.Value]; {
	case isFunction(n.Value) && question == nil: // the callee of a call
	case n.Value == UnitName:
		in.unit = true
	case n.Value == ChoiceName && in.scope.choices != nil: // its fields the type checker knows
	case question == nil:
		in.add(n, IssueUnknownName, n.Value, Nearest(n.Value, in.scope.names()))
	case question.Roster != nil && question.Roster != in.scope.roster:
		in.add(n, IssueRosterColumn, n.Value, question.Roster.Name)
	case question.Type == TypeNote, question.Type == TypeMatrix:
		in.add(n, IssueNoValue, n.Value)
	case question == in.scope.roster, // a row cannot read the list that it is being added to
		set.position(question) >= in.scope.order && !(in.scope.self && question == in.scope.own):
		in.add(n, IssueLater, n.Value)
	default:
		in.reads[n.Value] = true
	}
}

func (in *inspection) binary(n *ast.BinaryNode) {
	if !slices.Contains(keptOperators, n.Operator) {
		in.add(n, IssueForbidden, n.Operator)
		return
	}
	in.negated(n)
	switch n.Operator {
	case "matches":
		literal, ok := n.Right.(*ast.StringNode)
		if !ok {
			in.add(n.Right, IssuePattern, "")
		} else if _, err := regexp.Compile(literal.Value); err != nil {
			in.add(n.Right, IssuePattern, literal.Value)
		}
	case "==", "!=":
		in.comparedCode(n.Left, n.Right)
		in.comparedCode(n.Right, n.Left)
		in.comparedSelection(n, n.Left, n.Right)
		in.comparedSelection(n, n.Right, n.Left)
	case "in":
		if list, ok := n.Right.(*ast.ArrayNode); ok {
			for _, item := range list.Nodes {
				in.comparedCode(n.Left, item)
			}
		}
		in.comparedCode(n.Right, n.Left)
	}
}

// comparedCode refuses the comparison of a choice question with a code that
// its list does not have.
func (in *inspection) comparedCode(question, literal ast.Node) {
	code, ok := literal.(*ast.StringNode)
	q := in.named(question)
	if !ok || q == nil || q.List == nil || q.List.Index(code.Value) >= 0 {
		return
	}
	in.add(literal, IssueUnknownCode, code.Value, q.List.Name, q.List.nearest(code.Value))
}

func (in *inspection) function(n ast.Node, name string, args []ast.Node) {
	switch name {
	case "answered", "missing", "relevant", "if_asked":
		if len(args) > 0 && in.named(args[0]) == nil {
			in.add(args[0], IssueNeedsName, name)
		}
	case "score":
		in.scored(args)
	case "ordinal":
		if len(args) == 1 {
			if _, literal := args[0].(*ast.StringNode); !literal && in.choice(args[0]) == nil {
				in.add(args[0], IssueNeedsChoice, name)
			}
		}
	case "selected":
		if len(args) == 2 {
			in.comparedCode(args[0], args[1])
		}
	case "date":
		literal, ok := firstLiteral(args)
		if _, valid := ParseISODate(literal); !ok || !valid {
			in.add(n, IssueDate, literal)
		}
	case "count":
		if len(args) != 2 {
			in.add(n, IssueArgumentCount, name)
		}
	default:
		if !isFunction(name) {
			in.add(n, IssueUnknownFunc, name, Nearest(name, functionNames()))
		}
	}
}

func (in *inspection) scored(args []ast.Node) {
	if len(args) != 1 {
		return // the type checker counts arguments
	}
	q := in.choice(args[0])
	switch {
	case q == nil:
		in.add(args[0], IssueNeedsChoice, "score")
	case q.List == nil && q.ChoicesFrom != "", q.List != nil && !slices.ContainsFunc(q.List.Choices, func(c Choice) bool { return c.Score != nil }):
		in.add(args[0], IssueNoScore, q.Name)
	}
}

func (in *inspection) member(n *ast.MemberNode) {
	name, ok := n.Property.(*ast.StringNode)
	if !ok || n.Optional || n.Method {
		in.add(n, IssueForbidden, "[ ]")
		return
	}
	if _, row := n.Node.(*ast.PointerNode); row {
		in.columns[name.Value] = true // that the row has it the type checker knows
		return
	}
	switch whole, ok := n.Node.(*ast.IdentifierNode); {
	case !ok || whole.Value != UnitName && whole.Value != ChoiceName:
		in.add(n, IssueForbidden, "."+name.Value)
	case whole.Value == ChoiceName:
		in.fields[name.Value] = true
	}
}

// named returns the question that a node names: x, or .x inside a predicate.
func (in *inspection) named(n ast.Node) *Question {
	switch n := n.(type) {
	case *ast.IdentifierNode:
		return in.scope.set.byName[n.Value]
	case *ast.MemberNode:
		_, row := n.Node.(*ast.PointerNode)
		if name, ok := n.Property.(*ast.StringNode); ok && row {
			return in.scope.set.byName[name.Value]
		}
	}
	return nil
}

func (in *inspection) choice(n ast.Node) *Question {
	if q := in.named(n); q != nil && q.Type.Single() {
		return q
	}
	return nil
}

func firstLiteral(args []ast.Node) (string, bool) {
	if len(args) != 1 {
		return "", false
	}
	literal, ok := args[0].(*ast.StringNode)
	if !ok {
		return "", false
	}
	return literal.Value, true
}

func isFunction(name string) bool {
	_, own := ownFunctions[name]
	return own || slices.Contains(keptBuiltins, name)
}

// ReservedNames lists the names that no question may have, because an
// expression reads them as something else: the reference date, the unit, the
// functions, and the words of the language itself.
func ReservedNames() []string {
	words := []string{"and", "contains", "else", "false", "if", "in", "let", "matches", "nil", "not", "or", "true"}
	return slices.Concat([]string{StichtagName, UnitName, ChoiceName, "parameter"}, words, functionNames())
}

func functionNames() []string {
	return slices.Sorted(func(yield func(string) bool) {
		for _, name := range append(slices.Collect(maps.Keys(ownFunctions)), keptBuiltins...) {
			if !yield(name) {
				return
			}
		}
	})
}

// names lists what the expression may name, for "did you mean".
func (s *scope) names() []string {
	names := []string{UnitName, StichtagName}
	for i, q := range s.set.questions {
		if i < s.order && (q.Roster == nil || q.Roster == s.roster) && q.Type != TypeNote && q.Type != TypeMatrix {
			names = append(names, q.Name)
		}
	}
	return names
}
