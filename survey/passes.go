package survey

import (
	"maps"
	"sync"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/checker"
	"github.com/expr-lang/expr/checker/nature"
	"github.com/expr-lang/expr/compiler"
	"github.com/expr-lang/expr/conf"
	"github.com/expr-lang/expr/parser"
	"github.com/expr-lang/expr/types"
	"github.com/expr-lang/expr/vm"
)

// pass is what expr is told about one of the two passes over an expression:
// its functions, and how it treats names. It is built once. A set has hundreds
// of expressions, and expr.Compile would list some sixty functions for each of
// them anew, which took longer than everything else about them.
type pass func() *conf.Config

// The passes over conditions of a set and over formulas of an evaluation.
var (
	conditionTypes    pass = sync.OnceValue(func() *conf.Config { return typedPass(ownFunctions) })
	formulaTypes      pass = sync.OnceValue(func() *conf.Config { return typedPass(ownFunctions, figureSignatures) })
	conditionPrograms pass = sync.OnceValue(func() *conf.Config { return untypedPass(threeValued) })
	formulaPrograms   pass = sync.OnceValue(func() *conf.Config { return untypedPass(threeValued, figureFunctions) })
)

func newPass() *conf.Config {
	c := conf.CreateNew()
	c.Optimize = false
	kept := conf.FunctionsTable{}
	for _, name := range keptBuiltins {
		kept[name] = c.Builtins[name]
	}
	c.Builtins = kept
	return c
}

func typedPass(signatures ...map[string]any) *conf.Config {
	c := newPass()
	for _, some := range signatures {
		for name, signature := range some {
			expr.Function(name, neverCalled, signature)(c)
		}
	}
	expr.Function(numberType, neverCalled, new(func(any) float64))(c)
	return c
}

func untypedPass(functions ...map[string]func(args []any) any) *conf.Config {
	c := newPass()
	all := map[string]func(args []any) any{}
	for _, some := range functions {
		maps.Copy(all, some) // an evaluation has functions of its own in place of some
	}
	for name, f := range all {
		expr.Function(name, func(args ...any) (any, error) { return f(args), nil })(c)
	}
	c.WithEnv(map[string]any{}) // so that programs look names up in a map, without reflection
	c.Strict = false            // every name that is not there is unknown
	return c
}

// with is the pass for one expression: with the types of its names, and with
// what walks over its tree. Everything else is shared and not written to.
func (p pass) with(names types.Map, visitors ...ast.Visitor) *conf.Config {
	c := *p()
	c.NtCache = nature.Cache{}
	c.Visitors = visitors
	if names != nil {
		c.WithEnv(names)
	}
	return &c
}

// typed parses an expression and finds out the types of all its parts.
func typed(source string, c *conf.Config, condition bool) (*parser.Tree, error) {
	if condition {
		expr.AsBool()(c)
	}
	return checker.ParseCheck(source, c)
}

// program makes of an expression what runs.
func program(source string, c *conf.Config) (*vm.Program, error) {
	tree, err := checker.ParseCheck(source, c)
	if err != nil {
		return nil, err
	}
	return compiler.Compile(tree, c)
}
