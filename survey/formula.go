package survey

import (
	"maps"
	"math"
	"slices"
	"unicode/utf8"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/parser"
	"github.com/expr-lang/expr/types"
)

// The issues that formulas of an evaluation have besides those of conditions.
const (
	IssueAmbiguous   IssueCode = "ambiguous_name"   // Args: name, the names that are meant
	IssueQualified   IssueCode = "qualified_name"   // Args: SHORT.name, nearest or ""
	IssueOtherScope  IssueCode = "other_scope"      // Args: name, scope
	IssueNotNumber   IssueCode = "not_a_number"     // Args: type
	IssuePointTable  IssueCode = "point_table"      // Args: name, nearest or ""
	IssuePointText   IssueCode = "point_text"       // points needs the name of a table in quotes
	IssueListOf      IssueCode = "list_of"          // Args: function, type that it needs
	IssueUnitOutside IssueCode = "unit_in_group"    // einheit.* in a group
	IssueQuartile    IssueCode = "quartile_literal" // the second argument must be 1, 2 or 3
	IssueNeedsMatrix IssueCode = "needs_matrix"     // scores needs the name of a matrix
)

// compileFormula runs both passes over a formula: as for conditions of a set,
// but with the names of its place, the functions of evaluations, and their law
// that the unknown leaves numerator and denominator.
func compileFormula(e *Expression, n *names, tables []PointTable, condition bool) []Issue {
	s := &scope{set: n.set, roster: n.roster, order: math.MaxInt}
	if utf8.RuneCountInString(e.Source) > maxExpression {
		return []Issue{{Expression: e, Code: IssueTooLong}}
	}
	tree, err := parser.Parse(e.Source)
	if err != nil {
		return []Issue{exprIssue(e, err, s)}
	}
	whole := &qualifier{names: n}
	ast.Walk(&tree.Node, whole)
	if len(whole.issues) > 0 {
		return located(e, whole.issues)
	}
	in := &inspection{scope: s, reads: map[string]bool{}, columns: map[string]bool{}}
	ast.Walk(&tree.Node, in)
	in.issues = knownFunctions(in.issues)
	e.Reads, e.Columns, e.Unit = slices.Sorted(maps.Keys(in.reads)), slices.Sorted(maps.Keys(in.columns)), in.unit
	if in.unit && !n.unit {
		return []Issue{{Expression: e, Code: IssueUnitOutside}}
	}
	if len(in.issues) > 0 {
		return located(e, n.explain(in.worst()))
	}
	if issues := n.typed(e, s, whole, tables, condition); len(issues) > 0 {
		return located(e, issues)
	}
	k := &kleene{set: n.set, states: map[string]bool{}, ordinals: map[*ast.CallNode]string{}}
	if e.program, err = program(e.Source, formulaPrograms.with(nil, whole, &pointed{tables: tables}, k)); err != nil {
		return []Issue{exprIssue(e, err, s)}
	}
	e.States = slices.Sorted(maps.Keys(k.states))
	return e.unlessWrong(k.leftover())
}

// typed is the first pass.
func (n *names) typed(e *Expression, s *scope, whole *qualifier, tables []PointTable, condition bool) []Issue {
	env := types.Map{UnitName: unitFields}
	for _, name := range e.Reads {
		if t := exprType(n.set.byName[name]); t != nil {
			env[name] = t
		}
	}
	c := formulaTypes.with(env, whole, typing{})
	tree, err := typed(e.Source, c, condition)
	if err != nil {
		return n.explain([]Issue{exprIssue(e, err, s)})
	}
	w := &weighing{}
	ast.Walk(&tree.Node, w)
	f := &figures{names: n, tables: tables}
	ast.Walk(&tree.Node, f)
	if issues := append(w.issues, f.issues...); len(issues) > 0 {
		return issues[:1]
	}
	result := tree.Node
	e.Kind = resultKind(result.Type())
	if issue := recheck(e, tree, c, s); issue != nil {
		return n.explain([]Issue{*issue})
	}
	switch {
	case condition:
		e.Kind = KindBoolean
	case e.Kind == KindNone && slices.Contains([]string{"[]string", "[]interface {}"}, result.Type().String()) && elementsFit(result, KindText):
		e.Kind = KindCodes
	case e.Kind == KindNone:
		return []Issue{{Expression: e, Code: IssueNoResult}}
	}
	return nil
}

// explain says of names that are not known here what they are elsewhere.
func (n *names) explain(issues []Issue) []Issue {
	for k, i := range issues {
		if i.Code != IssueUnknownName || len(i.Args) == 0 {
			continue
		}
		if several := n.ambiguous[i.Args[0]]; len(several) > 0 {
			issues[k].Code, issues[k].Args = IssueAmbiguous, []string{i.Args[0], joined(slices.Compact(slices.Sorted(slices.Values(several))))}
		}
	}
	return issues
}

func joined(words []string) string {
	s := ""
	for i, w := range words {
		if i > 0 {
			s += ", "
		}
		s += w
	}
	return s
}

// knownFunctions takes back what was said of the functions of evaluations, and
// offers them where another name is not known.
func knownFunctions(issues []Issue) []Issue {
	var kept []Issue
	for _, i := range issues {
		if i.Code == IssueUnknownFunc {
			if figureSignatures[i.Args[0]] != nil {
				continue
			}
			i.Args[1] = Nearest(i.Args[0], append(functionNames(), append(slices.Sorted(maps.Keys(figureSignatures)), scoresFunction)...))
		}
		kept = append(kept, i)
	}
	return kept
}
