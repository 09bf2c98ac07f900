package survey

import (
	"strings"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/checker"
	"github.com/expr-lang/expr/checker/nature"
	"github.com/expr-lang/expr/conf"
	"github.com/expr-lang/expr/parser"
)

// recheck looks for what the first pass missed in the brackets of functions.
func recheck(e *Expression, tree *parser.Tree, c *conf.Config, s *scope) *Issue {
	if !strings.Contains(e.Source, "(") {
		return nil
	}
	ast.Walk(&tree.Node, fresh{})
	if _, err := checker.Check(tree, c); err != nil {
		issue := exprIssue(e, err, s)
		return &issue
	}
	return nil
}

// fresh makes the checker look at every call once more. Expr checks between
// two visitors, keeps the type that it found for a call, and then passes over
// what stands in its brackets: a mistake there, which the earlier checks found
// and dropped, would be lost.
type fresh struct{}

// Visit takes the type of a call back.
func (fresh) Visit(node *ast.Node) {
	if call, ok := (*node).(*ast.CallNode); ok {
		call.SetNature(nature.Nature{})
	}
}
