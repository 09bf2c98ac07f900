package survey

import (
	"math/big"
	"slices"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/parser"
)

// gathering walks expressions, and those that their questions are asked under,
// and collects what they read and with which constants they compare it.
type gathering struct {
	set       *Questionnaire
	target    *Question
	read      map[*Question]bool
	constants map[string][]string // by the name of a question, or einheit.FIELD
	unit      bool
	beyond    bool // samples would prove nothing
}

// whole adds what a question is asked under besides its own condition.
func (g *gathering) whole(q *Question) {
	add := func(e *Expression) {
		if e != nil {
			g.expression(e)
		}
	}
	add(q.Relevant)
	add(q.Section.Relevant)
	if q.Matrix != nil {
		add(q.Matrix.Relevant)
		g.beyond = g.beyond || q.Matrix.RowRelevant != nil
	}
	if q.Roster != nil {
		add(q.Roster.Relevant)
	}
}

func (g *gathering) expression(e *Expression) {
	tree, err := parser.Parse(e.Source)
	if err != nil || g.beyond {
		g.beyond = true
		return
	}
	g.boolean(tree.Node)
	for _, name := range e.Reads {
		q := g.set.byName[name]
		if q.Section == nil || !g.finite(q) {
			g.beyond = true
			return
		}
		if !g.read[q] {
			g.read[q] = true
			g.whole(q)
		}
	}
}

// finite reports whether the answers that matter to a question can be listed.
func (g *gathering) finite(q *Question) bool {
	switch {
	case q.Roster != nil && q.Roster != g.target.Roster:
		return false
	case q.Type.Single():
		return q.List != nil
	}
	return q.Type.Numeric() || q.Type == TypeDate || q.Type == TypeText || q.Type == TypeSelectMultiple && q.List != nil
}

// boolean takes an expression apart that gives true or false.
func (g *gathering) boolean(n ast.Node) {
	switch n := n.(type) {
	case *ast.BoolNode:
	case *ast.UnaryNode:
		g.boolean(n.Node)
	case *ast.BinaryNode:
		switch n.Operator {
		case "and", "&&", "or", "||":
			g.boolean(n.Left)
			g.boolean(n.Right)
		case "==", "!=", "<", "<=", ">", ">=":
			g.comparison(n.Left, n.Right)
		case "in":
			g.membership(n)
		default:
			g.beyond = true
		}
	case *ast.ConditionalNode:
		g.boolean(n.Cond)
		g.boolean(n.Exp1)
		g.boolean(n.Exp2)
	case *ast.CallNode:
		g.question(n)
	default:
		g.beyond = true
	}
}

// question is a function that asks something of a question: answered,
// relevant, or selected.
func (g *gathering) question(n *ast.CallNode) {
	callee, _ := n.Callee.(*ast.IdentifierNode)
	if callee == nil || len(n.Arguments) == 0 || !isName(n.Arguments[0]) {
		g.beyond = true
		return
	}
	switch callee.Value {
	case "answered", "relevant":
	case "selected":
		g.compared(n.Arguments[0], n.Arguments[1])
	default:
		g.beyond = true
	}
}

func isName(n ast.Node) bool { _, ok := n.(*ast.IdentifierNode); return ok }

func (g *gathering) membership(n *ast.BinaryNode) {
	list, ok := n.Right.(*ast.ArrayNode)
	if !ok {
		g.beyond = true
		return
	}
	for _, item := range list.Nodes {
		g.comparison(n.Left, item)
	}
}

// comparison is one of a name with a constant, or of two choices.
func (g *gathering) comparison(a, b ast.Node) {
	switch {
	case isConstant(b):
		g.compared(a, b)
	case isConstant(a):
		g.compared(b, a)
	case g.choice(a) && g.choice(b):
	default:
		g.beyond = true
	}
}

// choice reports whether a node is a choice question, or its place or score.
func (g *gathering) choice(n ast.Node) bool {
	if call, ok := n.(*ast.CallNode); ok && len(call.Arguments) == 1 {
		if callee, ok := call.Callee.(*ast.IdentifierNode); ok && (callee.Value == "ordinal" || callee.Value == "score") {
			n = call.Arguments[0]
		}
	}
	name, ok := n.(*ast.IdentifierNode)
	return ok && g.set.byName[name.Value] != nil && g.set.byName[name.Value].Type.Single()
}

// compared notes the constant that something is compared with.
func (g *gathering) compared(n, constant ast.Node) {
	text, ok := constantText(constant)
	if !ok {
		g.beyond = true
		return
	}
	switch n := n.(type) {
	case *ast.IdentifierNode:
		g.constants[n.Value] = append(g.constants[n.Value], text)
	case *ast.MemberNode:
		g.field(n, text)
	case *ast.CallNode:
		if callee, ok := n.Callee.(*ast.IdentifierNode); ok && callee.Value == "missing" || g.choice(n) {
			return // all missing codes and all choices are tried anyhow
		}
		g.beyond = true
	default:
		g.beyond = true
	}
}

func (g *gathering) field(n *ast.MemberNode, constant string) {
	unit, isUnit := n.Node.(*ast.IdentifierNode)
	name, isField := n.Property.(*ast.StringNode)
	if !isUnit || !isField || unit.Value != UnitName || name.Value == "groessenklasse" {
		g.beyond = true
		return
	}
	g.unit = true
	field := UnitName + "." + name.Value
	g.constants[field] = append(g.constants[field], constant)
}

func isConstant(n ast.Node) bool { _, ok := constantText(n); return ok }

// constantText is a constant as the canonical text of a value.
func constantText(n ast.Node) (string, bool) {
	switch n := n.(type) {
	case *ast.StringNode:
		return n.Value, true
	case *ast.IntegerNode:
		return itoa(n.Value), true
	case *ast.FloatNode:
		if r, ok := number(n.Value); ok {
			return NumberValue(r, 6).Text, true
		}
	case *ast.UnaryNode:
		text, ok := constantText(n.Node)
		if r, isNumber := new(big.Rat).SetString(text); ok && isNumber && n.Operator == "-" {
			return NumberValue(r.Neg(r), 6).Text, true
		}
	case *ast.CallNode:
		callee, _ := n.Callee.(*ast.IdentifierNode)
		if callee != nil && (callee.Value == "date" || callee.Value == "ordinal") {
			return firstLiteral(n.Arguments)
		}
	}
	return "", false
}

// representatives are the answers to a question that could make a difference.
func (g *gathering) representatives(q *Question) []Answer {
	if !g.finite(q) {
		return []Answer{{}} // only whether it is asked matters
	}
	answers := g.values(q)
	if q.Asked() {
		answers = append(answers, Answer{})
		for _, code := range q.Missing {
			answers = append(answers, Answer{Missing: code})
		}
	}
	return answers
}

func (g *gathering) values(q *Question) []Answer {
	var values []Value
	constants := g.constants[q.Name]
	switch {
	case q.Type.Single():
		for _, c := range q.List.Choices {
			values = append(values, Value{KindCode, c.Name})
		}
	case q.Type == TypeSelectMultiple:
		values = subsets(q, constants)
	case q.Type.Numeric():
		values = around(q, constants)
	case q.Type == TypeDate:
		values = days(constants)
	case q.Type.Textual():
		values = append(values, TextValue("x"))
		for _, c := range constants {
			values = append(values, TextValue(c))
		}
	}
	var answers []Answer
	for _, v := range values {
		if q.Validate(v) == nil || len(q.Other) > 0 && v.Has(OtherCode) {
			answers = append(answers, Answer{Value: v})
		}
	}
	return answers
}

// around are the numbers at, just below and just above each constant, and some
// others.
func around(q *Question, constants []string) []Value {
	numbers := []*big.Rat{rat(0), rat(1), rat(50), rat(2000)}
	for _, c := range constants {
		n, ok := new(big.Rat).SetString(c)
		if !ok {
			continue
		}
		floor := new(big.Rat).SetInt(new(big.Int).Div(new(big.Rat).Quo(n, q.step()).Num(), new(big.Rat).Quo(n, q.step()).Denom()))
		floor.Mul(floor, q.step())
		for _, steps := range []int64{-1, 0, 1, 2} {
			numbers = append(numbers, new(big.Rat).Add(floor, new(big.Rat).Mul(rat(steps), q.step())))
		}
	}
	values := make([]Value, len(numbers))
	for i, n := range numbers {
		values[i] = NumberValue(n, q.Decimals)
	}
	slices.SortFunc(values, func(a, b Value) int { x, _ := a.Number(); y, _ := b.Number(); return x.Cmp(y) })
	return slices.Compact(values)
}

func days(constants []string) []Value {
	values := []Value{{KindDate, "2020-06-15"}}
	for _, c := range constants {
		if d, ok := ParseISODate(c); ok {
			values = append(values, Value{KindDate, d.Add(-1).String()}, Value{KindDate, c}, Value{KindDate, d.Add(1).String()})
		}
	}
	return values
}

// maxSubset is how many codes of a select_multiple question are told apart.
const maxSubset = 5

// subsets are all choices out of the codes that are asked about, together with
// one that is not.
func subsets(q *Question, constants []string) []Value {
	codes := slices.Compact(slices.Sorted(slices.Values(constants)))
	if len(codes) > maxSubset {
		return nil
	}
	for _, c := range q.List.Choices {
		if !slices.Contains(codes, c.Name) && !c.Exclusive {
			codes = append(codes, c.Name)
			break
		}
	}
	var values []Value
	for bits := 1; bits < 1<<len(codes); bits++ {
		var picked []string
		for i, c := range codes {
			if bits&(1<<i) != 0 {
				picked = append(picked, c)
			}
		}
		values = append(values, CodesValue(q.List, picked))
	}
	return values
}

// units are the administrations that could make a difference.
func (g *gathering) units() []Unit {
	units := []Unit{{}}
	if !g.unit {
		return units
	}
	types, districts := UnitTypes(), append(g.constants[UnitName+".kreis"], "99999")
	units = nil
	for _, t := range types {
		for _, district := range districts {
			for _, n := range g.counts("einwohner") {
				for _, m := range g.counts("mitglieder") {
					units = append(units, Unit{Type: t, DistrictKey: district, Inhabitants: n, Members: m})
				}
			}
		}
	}
	return units
}

func (g *gathering) counts(field string) []int {
	counts := []int{0, 1, 5000}
	for _, c := range g.constants[UnitName+"."+field] {
		if n, ok := new(big.Rat).SetString(c); ok {
			whole := int(new(big.Int).Div(n.Num(), n.Denom()).Int64())
			counts = append(counts, max(whole-1, 0), max(whole, 0), whole+1, whole+2)
		}
	}
	slices.Sort(counts)
	return slices.Compact(counts)
}
