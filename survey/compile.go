package survey

import (
	"errors"
	"maps"
	"slices"
	"unicode/utf8"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/parser"
)

// maxExpression is how long an expression may be, in characters.
const maxExpression = 4000

// maxIssues is after how many issues Compile stops: more help nobody.
const maxIssues = 500

// Compile makes a questionnaire ready for use: it links questions, rosters and
// sections, compiles every expression, and adds the question for the reference
// date where the set reads it. It returns everything that is wrong, or the first few
// hundred issues; a set with issues must not be used.
func (q *Questionnaire) Compile() []Issue {
	q.link()
	var issues []Issue
	for i, question := range q.questions {
		if section := question.Section; section.Relevant != nil && section.Questions[0] == question {
			issues = append(issues, q.compile(section.Relevant, &scope{order: i}, true)...)
		}
		issues = append(issues, q.compileQuestion(question, i)...)
		if len(issues) > maxIssues {
			return issues
		}
	}
	q.addReferenceDate()
	return issues
}

// link fills in what the questions know of each other.
func (q *Questionnaire) link() {
	q.questions, q.byName = nil, map[string]*Question{}
	add := func(question *Question, section *Section, roster *Question) {
		question.Section, question.Roster = section, roster
		if question.Type == TypeYesNo {
			question.List = YesNo
		}
		q.questions = append(q.questions, question)
		q.byName[question.Name] = question
	}
	for _, section := range q.Sections {
		for _, question := range section.Questions {
			add(question, section, nil)
			for _, column := range question.Questions {
				add(column, section, question)
			}
		}
	}
	if q.byName[StichtagName] == nil {
		q.byName[StichtagName] = referenceDate()
	}
	for i, question := range q.questions {
		question.order = i
	}
}

func referenceDate() *Question {
	return &Question{
		Name: StichtagName, Type: TypeDate, Required: Required, order: -1,
		Label:   Text{"de": "Zu welchem Stichtag gelten Ihre Angaben?", "en": "To which reference date do your answers refer?"},
		Hint:    Text{"de": "Alle Angaben beziehen sich auf diesen Tag.", "en": "All answers refer to this day."},
		Purpose: "Vergleichbarkeit",
	}
}

func (q *Questionnaire) position(question *Question) int { return question.order }

func (q *Questionnaire) compileQuestion(question *Question, order int) []Issue {
	var issues []Issue
	at := func(self bool) *scope {
		return &scope{roster: question.Roster, own: question, self: self, order: order}
	}
	if question.Relevant != nil {
		issues = append(issues, q.compile(question.Relevant, at(false), true)...)
	}
	if question.Calculation != nil {
		issues = append(issues, q.compile(question.Calculation, at(false), false)...)
	}
	if question.Constraint != nil {
		issues = append(issues, q.compile(question.Constraint, at(true), true)...)
	}
	for _, w := range question.Warnings {
		issues = append(issues, q.compile(w.When, at(true), true)...)
	}
	return issues
}

// compile runs both passes over one expression.
func (q *Questionnaire) compile(e *Expression, s *scope, condition bool) []Issue {
	s.set = q
	if utf8.RuneCountInString(e.Source) > maxExpression {
		return []Issue{{Expression: e, Code: IssueTooLong}}
	}
	tree, err := parser.Parse(e.Source)
	if err != nil {
		return []Issue{exprIssue(e, err, s)}
	}
	in := &inspection{scope: s, reads: map[string]bool{}, columns: map[string]bool{}}
	ast.Walk(&tree.Node, in)
	e.Reads, e.Columns, e.Unit = slices.Sorted(maps.Keys(in.reads)), slices.Sorted(maps.Keys(in.columns)), in.unit
	if len(in.issues) > 0 {
		return located(e, in.worst())
	}
	if issue := q.check(e, s, condition); issue != nil {
		return []Issue{*issue}
	}
	k := &kleene{set: q, ordinals: map[*ast.CallNode]string{}}
	if e.program, err = expr.Compile(e.Source, k.options()...); err != nil {
		return []Issue{exprIssue(e, err, s)}
	}
	return located(e, k.leftover())
}

func located(e *Expression, issues []Issue) []Issue {
	for i := range issues {
		issues[i].Expression = e
	}
	return issues
}

// check is the first pass: it types the expression and finds out what kind of
// value it gives.
func (q *Questionnaire) check(e *Expression, s *scope, condition bool) *Issue {
	options := append(typedOptions(q.newScope(e.Reads)), expr.Patch(typing{}))
	if condition {
		options = append(options, expr.AsBool())
	}
	program, err := expr.Compile(e.Source, options...)
	if err != nil {
		issue := exprIssue(e, err, s)
		return &issue
	}
	typed, w := program.Node(), &weighing{}
	ast.Walk(&typed, w)
	if len(w.issues) > 0 {
		return &located(e, w.issues[:1])[0]
	}
	e.Kind = resultKind(program.Node().Type())
	if condition {
		e.Kind = KindBoolean
	}
	if e.Kind == KindNone {
		return &Issue{Expression: e, Code: IssueNoResult}
	}
	return nil
}

// typing helps the type checker: every number is a decimal, a statistic of a
// list is a number, and if_asked(x, v) has the type of a choice between both.
type typing struct{}

func (typing) Visit(node *ast.Node) {
	switch n := (*node).(type) {
	case *ast.IntegerNode:
		ast.Patch(node, &ast.FloatNode{Value: float64(n.Value)})
	case *ast.BuiltinNode:
		if slices.Contains(statistics, n.Name) {
			ast.Patch(node, callOf(numberType, n))
		}
	case *ast.CallNode:
		if callee, ok := n.Callee.(*ast.IdentifierNode); ok && callee.Value == "if_asked" && len(n.Arguments) == 2 {
			ast.Patch(node, &ast.ConditionalNode{Ternary: true, Cond: &ast.BoolNode{Value: true}, Exp1: n.Arguments[0], Exp2: n.Arguments[1]})
		}
	}
}

func exprIssue(e *Expression, err error, s *scope) Issue {
	at := &file.Error{Message: err.Error()} // what concerns the whole expression comes without a place
	errors.As(err, &at)
	code, args := checkerIssue(at.Message)
	switch code {
	case IssueUnknownName:
		args = []string{args[0], Nearest(args[0], s.names())}
	case IssueUnknownField:
		args = []string{args[0], Nearest(args[0], s.fields())}
	}
	return Issue{Expression: e, Offset: at.From, Code: code, Args: args}
}

// fields lists what may stand behind a dot: attributes of the unit and columns
// of rosters.
func (s *scope) fields() []string {
	fields := slices.Sorted(maps.Keys(unitFields))
	for _, q := range s.set.questions {
		if q.Roster != nil {
			fields = append(fields, q.Name)
		}
	}
	return fields
}

// addReferenceDate puts the question for the reference date in front of a set
// that reads it.
func (q *Questionnaire) addReferenceDate() {
	q.asksDate = q.readsDate()
	if !q.asksDate || q.byName[StichtagName].Section != nil {
		return
	}
	question := q.byName[StichtagName]
	section := &Section{Name: StichtagName, Label: Text{"de": "Stichtag", "en": "Reference date"}, Questions: []*Question{question}}
	question.Section = section
	q.Sections = append([]*Section{section}, q.Sections...)
	q.questions = append([]*Question{question}, q.questions...)
}

func (q *Questionnaire) readsDate() bool {
	for _, e := range q.expressions() {
		if slices.Contains(e.Reads, StichtagName) {
			return true
		}
	}
	return slices.ContainsFunc(q.texts(), func(t Text) bool {
		return slices.ContainsFunc(t.Piped(), func(p Pipe) bool { return p.Name == StichtagName })
	})
}

// texts lists the texts that may pipe answers in.
func (q *Questionnaire) texts() []Text {
	var all []Text
	for _, section := range q.Sections {
		all = append(all, section.Label, section.Hint)
	}
	for _, question := range q.questions {
		all = append(all, question.Label, question.Hint, question.ConstraintMessage, question.ItemLabel)
		for _, w := range question.Warnings {
			all = append(all, w.Message)
		}
	}
	return all
}

func (q *Questionnaire) expressions() []*Expression {
	var all []*Expression
	add := func(e *Expression) {
		if e != nil {
			all = append(all, e)
		}
	}
	for _, section := range q.Sections {
		add(section.Relevant)
	}
	for _, question := range q.questions {
		add(question.Relevant)
		add(question.Constraint)
		add(question.Calculation)
		for _, w := range question.Warnings {
			add(w.When)
		}
	}
	return all
}
