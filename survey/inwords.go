package survey

import (
	"slices"
	"strings"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/parser"

	"bestand.example/itbestand/survey/i18n"
)

// InWords puts an expression into plain words, for people who read a question
// set without being able to program. A condition becomes a subordinate clause
// ("bei Frage 2.3 „extern“ angegeben ist") that goes with "wenn" and "dass"; a
// calculation becomes the name of a value. Questions stand with their numbers,
// codes with their labels. What has no words is quoted as it was written.
func (q *Questionnaire) InWords(e *Expression, words *i18n.Catalogue) string {
	w := &wording{set: q, words: words, choices: q.decidedBy(e)}
	tree, err := parser.Parse(e.Source)
	switch {
	case err != nil:
		return w.t("verbatim", e.Source)
	case w.condition(tree.Node):
		return w.say(w.clause(tree.Node, false))
	}
	return w.value(tree.Node)
}

// wording puts one expression into words.
type wording struct {
	set     *Questionnaire
	words   *i18n.Catalogue
	choices *ChoiceList // that the condition decides on, or nil
	years   bool        // numbers are years: no separator of thousands
}

func (w *wording) t(key string, args ...any) string { return w.words.T("words."+key, args...) }

// clause is one statement: a form of the catalogue with its two parts, or
// finished text.
type clause struct {
	form, subject, predicate string // words.FORM takes subject and predicate
	text                     string
	plain                    bool // its predicate says what is, not what is not: others may follow it
	compound                 bool // it needs brackets among others
}

func (w *wording) say(c clause) string {
	if c.form == "" {
		return c.text
	}
	return w.t(c.form, c.subject, c.predicate)
}

// condition reports whether a node is true or false, not a value.
func (w *wording) condition(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.BinaryNode:
		return !slices.Contains([]string{"+", "-", "*", "/"}, n.Operator)
	case *ast.UnaryNode:
		return n.Operator == "not" || n.Operator == "!"
	case *ast.BoolNode:
		return true
	case *ast.BuiltinNode:
		return n.Name == "any" || n.Name == "all"
	case *ast.ConditionalNode:
		return w.condition(n.Exp1)
	case *ast.CallNode:
		return slices.Contains([]string{"answered", "relevant", "selected"}, calleeName(n))
	}
	q := w.named(n)
	return q != nil && q.ValueKind() == KindBoolean
}

// named returns the question that a node names: x, or .x inside a predicate.
func (w *wording) named(n ast.Node) *Question {
	return (&inspection{scope: &scope{set: w.set}}).named(n)
}

func calleeName(n *ast.CallNode) string {
	if callee, ok := n.Callee.(*ast.IdentifierNode); ok {
		return callee.Value
	}
	return ""
}

// call returns the arguments of a call of one function. The parser takes some
// for built in, such as date.
func call(n ast.Node, name string) ([]ast.Node, bool) {
	switch n := n.(type) {
	case *ast.CallNode:
		return n.Arguments, calleeName(n) == name && len(n.Arguments) > 0
	case *ast.BuiltinNode:
		return n.Arguments, n.Name == name && len(n.Arguments) > 0
	}
	return nil, false
}

// verbatim quotes what there are no words for.
func (w *wording) verbatim(n ast.Node, negated bool) clause {
	if negated {
		return clause{text: w.t("verbatim_not", n.String())}
	}
	return clause{text: w.t("verbatim", n.String())}
}

// quoted puts each text in quotation marks and joins them with a word.
func (w *wording) quoted(texts []string, word string) string {
	marked := make([]string, len(texts))
	for i, text := range texts {
		marked[i] = w.t("quoted", text)
	}
	return w.list(marked, word)
}

// list joins with commas, and the last with a word: a, b oder c.
func (w *wording) list(texts []string, word string) string {
	if len(texts) < 2 {
		return strings.Join(texts, "")
	}
	last := len(texts) - 1
	return strings.Join(texts[:last], ", ") + " " + w.t(word) + " " + texts[last]
}
