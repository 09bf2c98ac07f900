package survey

import (
	"cmp"
	"errors"
	"maps"
	"slices"
	"unicode/utf8"

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
		issues = append(issues, q.compileQuestion(question)...)
		if len(issues) > maxIssues {
			return issues
		}
	}
	q.addReferenceDate()
	q.sorted = slices.SortedFunc(slices.Values(q.questions), func(a, b *Question) int { return cmp.Compare(a.Name, b.Name) })
	q.noteDecisive()
	return issues
}

// link fills in what the questions know of each other.
func (q *Questionnaire) link() {
	q.questions, q.byName = nil, map[string]*Question{}
	add := func(question *Question, section *Section, roster *Question) {
		question.Section, question.Roster = section, roster
		question.prepareList()
		q.questions = append(q.questions, question)
		q.byName[question.Name] = question
	}
	for _, section := range q.Sections {
		for _, question := range section.Questions {
			add(question, section, nil)
			for _, column := range question.Questions {
				add(column, section, question)
			}
			for _, row := range question.Rows {
				row.Matrix = question
				add(row, section, nil)
			}
		}
	}
	for _, question := range q.questions {
		if source := q.byName[question.ChoicesFrom]; source != nil && source.Type == TypeRepeat {
			question.from = source
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

// use is an expression together with where it stands: who its own names are,
// and what it must give.
type use struct {
	expression *Expression
	scope      scope
	value      bool // it gives a value; otherwise it is a condition
}

// uses lists the expressions of a question.
func (q *Question) uses() []use {
	own := scope{roster: q.Roster, own: q, order: q.order}
	self, choice, prefill := own, own, own
	self.self = true
	choice.choices = q.choiceFields()
	uses := []use{
		{q.Relevant, own, false}, {q.RequiredIf, own, false}, {q.Calculation, own, true},
		{q.Constraint, self, false}, {q.ChoiceFilter, choice, false}, {q.RowRelevant, choice, false},
	}
	if q.Prefill != nil {
		if column := q.column(q.Prefill.Column); column != nil {
			prefill.choices = column.choiceFields()
		}
		uses = append(uses, use{q.Prefill.Where, prefill, false})
	}
	for _, w := range q.Warnings {
		uses = append(uses, use{w.When, self, false})
	}
	return slices.DeleteFunc(uses, func(u use) bool { return u.expression == nil })
}

func (q *Questionnaire) compileQuestion(question *Question) []Issue {
	var issues []Issue
	for _, u := range question.uses() {
		issues = append(issues, q.compile(u.expression, &u.scope, !u.value)...)
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
	in := &inspection{scope: s, reads: map[string]bool{}, columns: map[string]bool{}, fields: map[string]bool{}}
	ast.Walk(&tree.Node, in)
	e.Reads, e.Columns, e.Fields = slices.Sorted(maps.Keys(in.reads)), slices.Sorted(maps.Keys(in.columns)), slices.Sorted(maps.Keys(in.fields))
	e.Unit = in.unit
	if len(in.issues) > 0 {
		return located(e, q.codesMeant(in.worst()))
	}
	if issue := q.check(e, s, condition); issue != nil {
		return []Issue{*issue}
	}
	k := &kleene{set: q, ordinals: map[*ast.CallNode]string{}}
	if e.program, err = program(e.Source, conditionPrograms.with(nil, k)); err != nil {
		return []Issue{exprIssue(e, err, s)}
	}
	return e.unlessWrong(k.leftover())
}

// unlessWrong keeps an expression from being run that has issues.
func (e *Expression) unlessWrong(issues []Issue) []Issue {
	if len(issues) > 0 {
		e.program = nil
	}
	return located(e, issues)
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
	c := conditionTypes.with(q.newScope(s, e.Reads), typing{})
	tree, err := typed(e.Source, c, condition)
	if err != nil {
		issue := exprIssue(e, err, s)
		return &issue
	}
	w := &weighing{}
	ast.Walk(&tree.Node, w)
	if len(w.issues) > 0 {
		return &located(e, w.issues[:1])[0]
	}
	e.Kind = resultKind(tree.Node.Type())
	if issue := recheck(e, tree, c, s); issue != nil {
		return issue
	}
	if condition {
		e.Kind = KindBoolean
	}
	if e.Kind == KindNone && !q.readsBroken(e) {
		return &Issue{Expression: e, Code: IssueNoResult}
	}
	return nil
}

// readsBroken reports whether an expression hangs on a calculation of which it
// is not known what it gives, because that one has an issue itself.
func (q *Questionnaire) readsBroken(e *Expression) bool {
	return slices.ContainsFunc(slices.Concat(e.Reads, e.Columns), func(name string) bool {
		read := q.byName[name]
		return read != nil && read.Type == TypeCalculate && read.ValueKind() == KindNone
	})
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
	fields := slices.AppendSeq(slices.Sorted(maps.Keys(unitFields)), maps.Keys(s.choices))
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
	if slices.ContainsFunc(q.questions, func(question *Question) bool { return question.List.ages() }) {
		return true
	}
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
	for _, section := range q.Sections {
		if section.Relevant != nil {
			all = append(all, section.Relevant)
		}
	}
	for _, question := range q.questions {
		for _, u := range question.uses() {
			all = append(all, u.expression)
		}
	}
	return all
}

// ReadsUnit reports whether the set asks some questions only of administrations
// of a certain kind, size or district.
func (q *Questionnaire) ReadsUnit() bool {
	return slices.ContainsFunc(q.expressions(), func(e *Expression) bool { return e.Unit })
}
