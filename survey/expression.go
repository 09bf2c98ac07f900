package survey

import (
	"regexp"
	"slices"
	"sync"

	"github.com/expr-lang/expr/conf"
	"github.com/expr-lang/expr/vm"
)

// Expression is a condition, a constraint, a warning or a calculation of a
// question set. It is written in the syntax of github.com/expr-lang/expr and
// evaluated in three-valued logic.
//
// It is compiled twice. The first pass checks the text against the typed
// names of the set, so that a misspelt name or a number compared with a text
// is refused with its position. The second pass drops the types and replaces
// every operator by one that knows the unknown value (see kleene.go); that is
// the program which runs.
type Expression struct {
	Source  string
	Kind    Kind     // of the result, set by Compile
	Reads   []string // names of the questions that it reads, sorted
	Columns []string // names of the columns that it reads of rosters, sorted
	States  []string // names of which it reads whether they are answered, sorted; of formulas alone
	Fields  []string // columns that it reads of the choice that it decides on, sorted
	Unit    bool     // it reads einheit.*

	program *vm.Program
}

// machines are kept from one run to the next: to make one costs as much as a
// short condition. None is lost to a failure, which Run returns as an error.
var machines = sync.Pool{New: func() any { return new(vm.VM) }}

// run evaluates the expression over values; nil means unknown. It is total: an
// expression that passed Compile has no way to fail, and one that fails all
// the same (a budget of the machine, say) is unknown, as is one that did not
// pass.
func (e *Expression) run(values map[string]any) any { return e.runOver(values, 0) }

// elementBudget is how many intermediate elements a run may make for each
// element of the lists that it reads: a formula goes over a list a few times,
// while one that goes over it for each of its elements is stopped.
const elementBudget = 64

// runOver evaluates the expression over lists of so many elements in all.
func (e *Expression) runOver(values map[string]any, elements int) any {
	if e.program == nil {
		return nil
	}
	machine := machines.Get().(*vm.VM)
	machine.MemoryBudget = conf.DefaultMemoryBudget + elementBudget*uint(elements)
	result, err := machine.Run(e.program, values)
	machines.Put(machine)
	if err != nil {
		return nil
	}
	return result
}

// Issue is something wrong in a question set that only the engine can see.
type Issue struct {
	Expression *Expression
	Offset     int // characters from the start of the expression
	Code       IssueCode
	Args       []string
}

// IssueCode names an issue; it is a key of the catalogue (issue.CODE).
type IssueCode string

// The issues that Compile finds.
const (
	IssueSyntax        IssueCode = "syntax"              // Args: the parser's own words
	IssueUnknownName   IssueCode = "unknown_name"        // Args: name, nearest name or ""
	IssueCodeName      IssueCode = "code_without_quotes" // Args: code
	IssueUseSelected   IssueCode = "use_selected"        // Args: question, what to write
	IssueUseBrackets   IssueCode = "use_brackets"        // Args: what to write
	IssueRosterColumn  IssueCode = "roster_column"       // Args: name, roster
	IssueUnknownField  IssueCode = "unknown_field"       // Args: name, nearest name or ""
	IssueLater         IssueCode = "later_question"      // Args: name
	IssueNoValue       IssueCode = "no_value"            // Args: name; a note has no value
	IssueTypes         IssueCode = "types"               // Args: operator, type, type
	IssueType          IssueCode = "type"                // Args: operator, type
	IssueNotBoolean    IssueCode = "not_boolean"         // Args: type
	IssueNeedsList     IssueCode = "needs_list"          // Args: function, type
	IssueArgument      IssueCode = "argument"            // Args: function, type
	IssueArgumentCount IssueCode = "argument_count"      // Args: function
	IssueUnknownFunc   IssueCode = "unknown_func"        // Args: name, nearest name or ""
	IssueForbidden     IssueCode = "forbidden"           // Args: what is written
	IssueNeedsName     IssueCode = "needs_name"          // Args: function
	IssueNeedsChoice   IssueCode = "needs_choice"        // Args: function
	IssueNoScore       IssueCode = "no_score"            // Args: question
	IssueUnknownCode   IssueCode = "unknown_code"        // Args: code, list, nearest or ""
	IssueOrdinal       IssueCode = "ordinal_literal"     // Args: code
	IssueDate          IssueCode = "date_literal"        // Args: text
	IssuePattern       IssueCode = "pattern"             // Args: text
	IssuePointer       IssueCode = "pointer_outside"
	IssueTooLong       IssueCode = "too_long"
	IssueNoResult      IssueCode = "no_result" // a calculation must give a number, a text, a date or yes/no
)

// checkerMessage is a message of expr's type checker and the code that it
// becomes.
type checkerMessage struct {
	pattern *regexp.Regexp // its groups are the arguments
	code    IssueCode
	types   []int // which of them are types
}

// checkerMessages lists the messages. Like other patterns that only mistakes
// need, they are not compiled at each start.
var checkerMessages = sync.OnceValue(func() []checkerMessage {
	return []checkerMessage{
		{regexp.MustCompile(`^unknown name (\S+)`), IssueUnknownName, nil},
		{regexp.MustCompile(`^unknown field (\S+)`), IssueUnknownField, nil},
		{regexp.MustCompile(`has no field (\S+)$`), IssueUnknownField, nil},
		{regexp.MustCompile(`^invalid operation: (.+) \(mismatched types (.+) and (.+)\)`), IssueTypes, []int{1, 2}},
		{regexp.MustCompile(`^invalid operation: (.+) \(mismatched type (.+)\)`), IssueType, []int{1}},
		{regexp.MustCompile(`^()cannot use (.+) as type (.+) in array`), IssueTypes, []int{1, 2}},
		{regexp.MustCompile(`^expected bool, but got (.+)$`), IssueNotBoolean, []int{0}},
		{regexp.MustCompile(`^predicate should return boolean \(got (.+)\)`), IssueNotBoolean, []int{0}},
		{regexp.MustCompile(`^non-bool expression \(type (.+)\) used as condition`), IssueNotBoolean, []int{0}},
		{regexp.MustCompile(`^builtin (\S+) takes only array \(got (.+)\)`), IssueNeedsList, []int{1}},
		{regexp.MustCompile(`^cannot use (.+) as argument \(type .+\) to call (\S+)`), IssueArgument, []int{0}},
		{regexp.MustCompile(`^invalid argument for (\S+) \(type (.+)\)`), IssueArgument, []int{1}},
		{regexp.MustCompile(`^(?:not enough|too many) arguments to call (\S+)`), IssueArgumentCount, nil},
		{regexp.MustCompile(`^invalid number of arguments(?: for (\S+))?`), IssueArgumentCount, nil},
		{regexp.MustCompile(`^cannot use pointer accessor outside predicate`), IssuePointer, nil},
	}
})

func checkerIssue(message string) (IssueCode, []string) {
	for _, m := range checkerMessages() {
		groups := m.pattern.FindStringSubmatch(message)
		if groups == nil {
			continue
		}
		args := slices.Clone(groups[1:])
		for _, i := range m.types {
			args[i] = typeWord(args[i])
		}
		if m.code == IssueArgument && len(m.types) == 1 && m.types[0] == 0 {
			args[0], args[1] = args[1], args[0] // function first
		}
		if m.code == IssueTypes && args[0] == "" {
			args[0] = "in" // the message names only the list
		}
		return m.code, args
	}
	return IssueSyntax, []string{message}
}

// typeWord turns the name of a Go type into a key of the catalogue
// (type.WORD).
func typeWord(goType string) string {
	switch goType {
	case "float64", "int":
		return "number"
	case "string":
		return "text"
	case "bool":
		return "boolean"
	case "time.Time":
		return "date"
	case "[]string":
		return "codes"
	case "[]interface {}":
		return "rows"
	}
	return "other"
}
