package cmd_test

import (
	"fmt"
	"strings"
)

// The figures of the workbook are computed a second time, by SQL, from the text
// of the formulas as it stands in the YAML. This file reads that text by the
// rules of the README alone, so that a mistake of the program's own reading
// shows.

// formula is a part of a formula: an operator, a call or a name with what it is
// applied to.
type formula struct {
	op   string // number text name field element list call choose not minus, or an operator of two sides
	text string // of a number, text, name, field or call
	of   []*formula
}

// walk visits the formula and all its parts.
func (f *formula) walk(visit func(*formula)) {
	visit(f)
	for _, part := range f.of {
		part.walk(visit)
	}
}

// binding says how tightly an operator of two sides binds.
var binding = map[string]int{
	"or": 10, "and": 20, "==": 40, "!=": 40, "<": 40, "<=": 40, ">": 40, ">=": 40, "in": 40, "matches": 40,
	"+": 50, "-": 50, "*": 60, "/": 60,
}

// bindingOfNot is above every comparison: "not" binds tighter than those.
const bindingOfNot = 55

// readFormula reads the text of a formula.
func readFormula(text string) (f *formula, err error) {
	p := &formulaReader{tokens: formulaTokens(text)}
	defer func() {
		if r := recover(); r != nil {
			f, err = nil, fmt.Errorf("%v in %q", r, text)
		}
	}()
	f = p.choose()
	if p.peek() != "" {
		panic("unexpected " + p.peek())
	}
	return f, nil
}

// formulaTokens splits a text into names (with the dots in them), numbers, quoted
// texts and signs.
func formulaTokens(text string) []string {
	var tokens []string
	within := func(from int, set string) int {
		for from < len(text) && strings.IndexByte(set, text[from]) >= 0 {
			from++
		}
		return from
	}
	const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789."
	for i := 0; i < len(text); {
		end := i + 1
		switch c := text[i]; {
		case strings.IndexByte(" \n\t", c) >= 0:
			i++
			continue
		case c == '"':
			end = i + 2 + strings.IndexByte(text[i+1:], '"')
		case strings.IndexByte(letters, c) >= 0:
			end = within(i, letters)
		case strings.IndexByte("=!<>", c) >= 0:
			end = within(i+1, "=")
		}
		tokens = append(tokens, text[i:end])
		i = end
	}
	return tokens
}

type formulaReader struct{ tokens []string }

func (p *formulaReader) peek() string {
	if len(p.tokens) == 0 {
		return ""
	}
	return p.tokens[0]
}

func (p *formulaReader) next() string {
	token := p.peek()
	if token == "" {
		panic("unexpected end")
	}
	p.tokens = p.tokens[1:]
	return token
}

func (p *formulaReader) expect(token string) {
	if got := p.next(); got != token {
		panic(fmt.Sprintf("%q where %q belongs", got, token))
	}
}

// choose reads c ? a : b, which binds loosest.
func (p *formulaReader) choose() *formula {
	c := p.binary(0)
	if p.peek() != "?" {
		return c
	}
	p.next()
	yes := p.choose()
	p.expect(":")
	return &formula{"choose", "", []*formula{c, yes, p.choose()}}
}

func (p *formulaReader) binary(least int) *formula {
	left := p.single()
	for {
		op := p.peek()
		tight := binding[op]
		if tight <= least {
			return left
		}
		p.next()
		left = &formula{op, "", []*formula{left, p.binary(tight)}}
	}
}

func (p *formulaReader) single() *formula {
	token := p.next()
	switch c := token[0]; {
	case token == "not":
		return &formula{"not", "", []*formula{p.binary(bindingOfNot)}}
	case token == "-":
		return &formula{"minus", "", []*formula{p.binary(70)}}
	case token == "(":
		f := p.choose()
		p.expect(")")
		return f
	case token == "[":
		return &formula{"list", "", p.until("]")}
	case token == "#":
		return &formula{op: "element"}
	case c == '"':
		return &formula{op: "text", text: token[1 : len(token)-1]}
	case c >= '0' && c <= '9':
		return &formula{op: "number", text: token}
	case c == '.':
		return &formula{op: "field", text: token[1:]}
	case p.peek() == "(":
		p.next()
		return &formula{"call", token, p.until(")")}
	case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z':
		return &formula{op: "name", text: token}
	}
	panic("unexpected " + token)
}

// until reads a list of formulas up to its end.
func (p *formulaReader) until(end string) []*formula {
	var all []*formula
	for p.peek() != end {
		all = append(all, p.choose())
		if p.peek() != end {
			p.expect(",")
		}
	}
	p.next()
	return all
}
