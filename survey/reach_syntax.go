package survey

import (
	"maps"
	"math/big"
	"slices"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/parser"
)

// usage is how a name is read: what it is compared with, or in ways in which
// every value of its own matters.
type usage struct {
	constants []any // *big.Rat, Date, string
	all       bool
	missing   bool // its missing code
	relevant  bool // whether it is asked
}

// syntax is what an expression reads, if it is understood: built of choices,
// of states, and of comparisons of a number, a date or a text with constants.
type syntax struct {
	set        *Questionnaire
	uses       map[string]*usage
	names      []string // the keys of uses, sorted
	understood bool
}

func (r *reach) analyse(e *Expression) *syntax {
	s := &syntax{set: r.set, uses: map[string]*usage{}}
	if tree, err := parser.Parse(e.Source); err == nil && e.program != nil {
		s.understood = s.walk(tree.Node) && !slices.ContainsFunc(e.Reads, func(name string) bool { return r.doubt[name] })
	}
	s.names = slices.Sorted(maps.Keys(s.uses))
	return s
}

func (s *syntax) use(name string) *usage {
	if s.uses[name] == nil {
		s.uses[name] = &usage{}
	}
	return s.uses[name]
}

func (s *syntax) walkAll(nodes ...ast.Node) bool {
	return !slices.ContainsFunc(nodes, func(n ast.Node) bool { return !s.walk(n) })
}

// walk reports whether a part of an expression is understood.
func (s *syntax) walk(n ast.Node) bool {
	if constant(n) != nil {
		return true
	}
	switch n := n.(type) {
	case *ast.BoolNode:
		return true
	case *ast.IdentifierNode, *ast.MemberNode:
		return s.whole(n)
	case *ast.UnaryNode:
		return s.walk(n.Node)
	case *ast.BinaryNode:
		return s.binary(n)
	case *ast.ConditionalNode:
		return s.walkAll(n.Cond, n.Exp1, n.Exp2)
	case *ast.ArrayNode:
		return s.walkAll(n.Nodes...)
	case *ast.CallNode:
		callee, ok := n.Callee.(*ast.IdentifierNode)
		return ok && s.call(callee.Value, n.Arguments)
	case *ast.BuiltinNode:
		return s.call(n.Name, n.Arguments)
	}
	return false
}

// whole is a name of which every value matters: one with few values.
func (s *syntax) whole(n ast.Node) bool {
	name := s.name(n)
	if name == ChoiceName {
		return true
	}
	if breedOf(name, s.set.byName[name]) != finite {
		return false
	}
	s.use(name).all = true
	return true
}

// name is the name of a variable: of a question, einheit.FIELD, or choice for
// every field of a choice. It is "" for everything else.
func (s *syntax) name(n ast.Node) string {
	switch n := n.(type) {
	case *ast.IdentifierNode:
		if s.set.byName[n.Value] != nil {
			return n.Value
		}
	case *ast.MemberNode:
		whole, ok := n.Node.(*ast.IdentifierNode)
		field, literal := n.Property.(*ast.StringNode)
		switch {
		case !ok || !literal:
		case whole.Value == ChoiceName:
			return ChoiceName
		case whole.Value == UnitName:
			return UnitName + "." + field.Value
		}
	}
	return ""
}

func (s *syntax) binary(n *ast.BinaryNode) bool {
	switch n.Operator {
	case "==", "!=":
		return s.compared(n.Left, n.Right, false) || s.compared(n.Right, n.Left, false) || s.walkAll(n.Left, n.Right)
	case "<", "<=", ">", ">=":
		return s.compared(n.Left, n.Right, true) || s.compared(n.Right, n.Left, true) || s.walkAll(n.Left, n.Right)
	case "in":
		return s.element(n)
	case "and", "&&", "or", "||", "+", "-", "*", "/", "contains", "matches":
		return s.walkAll(n.Left, n.Right)
	}
	return false
}

// compared is a comparison of a variable with a constant.
func (s *syntax) compared(n, other ast.Node, ordered bool) bool {
	name, c := s.name(n), constant(other)
	if name == "" || name == ChoiceName || c == nil {
		return false
	}
	_, text := c.(string)
	switch breedOf(name, s.set.byName[name]) {
	case finite, wordy:
		if ordered || !text {
			return false
		}
	case numeric, daily:
		if text {
			return false
		}
	default:
		return false
	}
	s.use(name).constants = append(s.use(name).constants, c)
	return true
}

// element is x in [constants], or a code in a select_multiple.
func (s *syntax) element(n *ast.BinaryNode) bool {
	if list, ok := n.Right.(*ast.ArrayNode); ok && !slices.ContainsFunc(list.Nodes, func(item ast.Node) bool { return !s.compared(n.Left, item, false) }) {
		return true
	}
	return s.ticked(n.Right, n.Left) || s.walkAll(n.Left, n.Right)
}

// ticked is a code of a select_multiple.
func (s *syntax) ticked(list, code ast.Node) bool {
	name := s.name(list)
	c, ok := constant(code).(string)
	if !ok || breedOf(name, s.set.byName[name]) != several {
		return false
	}
	s.use(name).constants = append(s.use(name).constants, c)
	return true
}

func (s *syntax) call(function string, args []ast.Node) bool {
	switch function {
	case "answered", "missing", "relevant":
		name := ""
		if len(args) == 1 {
			name = s.name(args[0])
		}
		if s.set.byName[name] == nil {
			return false
		}
		use := s.use(name)
		use.missing = use.missing || function == "missing"
		use.relevant = use.relevant || function == "relevant"
		return true
	case "selected":
		return len(args) == 2 && s.ticked(args[0], args[1])
	case "if_asked":
		if len(args) == 2 && s.set.byName[s.name(args[0])] != nil {
			s.use(s.name(args[0])).relevant = true
		}
		return s.walkAll(args...)
	case "score", "ordinal", "year", "months":
		return s.walkAll(args...)
	}
	return false
}

// constant is the value of a literal, or nil.
func constant(n ast.Node) any {
	switch n := n.(type) {
	case *ast.IntegerNode:
		return rat(int64(n.Value))
	case *ast.FloatNode:
		if number, ok := number(n.Value); ok {
			return number
		}
	case *ast.StringNode:
		return n.Value
	case *ast.UnaryNode:
		if number, ok := constant(n.Node).(*big.Rat); ok && n.Operator == "-" {
			return new(big.Rat).Neg(number)
		}
	case *ast.BuiltinNode: // expr has a date of its own
		text, _ := firstLiteral(n.Arguments)
		if d, ok := ParseISODate(text); ok && n.Name == "date" {
			return d
		}
	}
	return nil
}
