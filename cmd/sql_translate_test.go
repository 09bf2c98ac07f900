package cmd_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// This file makes SQL of formulas. Three values are SQL's own: the unknown is
// NULL. Numbers are REAL, codes and texts TEXT, dates ISO, several codes a JSON
// list, true and false 1 and 0.

// nearlySQL is how far two numbers may lie apart that are one: the program
// reckons with fractions, SQL with binary numbers.
const nearlySQL = "0.000000001"

// sqlTerm is a value in SQL, and of an answer what is known about it besides.
type sqlTerm struct {
	sql               string
	kind              byte // n number, t text, b true or false, d date, c codes; 0: the unknown
	question          *plainQuestion
	relevant, missing string
}

// sqlRows is a list in SQL: of rows, which have fields, or of values.
type sqlRows struct {
	from     string
	where    []string
	unknown  []string // the list is not known where one of these is true
	key      string   // orders it
	distinct bool
	field    func(name string) (sqlTerm, bool)
	value    *sqlTerm
}

// sqlPlace is where a formula looks at the answers from.
type sqlPlace struct {
	name  func(name string) (sqlTerm, bool)
	rows  func(name string) (sqlRows, bool)
	loose bool // in an evaluation the unknown leaves a list; in a question set it spoils it
}

// toSQL makes SQL of a formula.
type toSQL struct {
	sqlPlace
	points   map[string]map[string]string
	elements []*sqlRows // of the functions around, the innermost last
}

// translate gives the SQL of a formula's text, or says what it does not know.
func (p sqlPlace) translate(text string, points map[string]map[string]string) (s sqlTerm, err error) {
	f, err := readFormula(text)
	if err != nil {
		return s, err
	}
	return p.translated(f, points)
}

func (p sqlPlace) translated(f *formula, points map[string]map[string]string) (s sqlTerm, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%v", r)
		}
	}()
	tr := &toSQL{sqlPlace: p, points: points}
	return tr.term(f), nil
}

func (tr *toSQL) fail(format string, args ...any) { panic(fmt.Sprintf(format, args...)) }

func quoteSQL(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

func numberSQL(s string) string {
	if !strings.Contains(s, ".") {
		s += ".0"
	}
	return s
}

func number(format string, args ...any) sqlTerm {
	return sqlTerm{sql: fmt.Sprintf(format, args...), kind: 'n'}
}

func truth(format string, args ...any) sqlTerm {
	return sqlTerm{sql: fmt.Sprintf(format, args...), kind: 'b'}
}

func (tr *toSQL) term(f *formula) sqlTerm {
	switch f.op {
	case "number":
		return number("%s", numberSQL(f.text))
	case "text":
		return sqlTerm{sql: quoteSQL(f.text), kind: 't'}
	case "name":
		switch f.text {
		case "true":
			return truth("1")
		case "false":
			return truth("0")
		}
		if s, ok := tr.name(f.text); ok {
			return s
		}
		tr.fail("name %s is not known", f.text)
	case "field":
		if s, ok := tr.innermost().field(f.text); ok {
			return s
		}
		tr.fail("field .%s is not known", f.text)
	case "element":
		if e := tr.innermost(); e.value != nil {
			return *e.value
		}
		tr.fail("the rows have no value")
	case "choose":
		c, yes, no := tr.term(f.of[0]), tr.term(f.of[1]), tr.term(f.of[2])
		kind := yes.kind
		if kind == 0 {
			kind = no.kind
		}
		return sqlTerm{sql: fmt.Sprintf("(CASE %s WHEN 1 THEN %s WHEN 0 THEN %s END)", c.sql, yes.sql, no.sql), kind: kind}
	case "not":
		return truth("(NOT %s)", tr.term(f.of[0]).sql)
	case "minus":
		return number("(- %s)", tr.term(f.of[0]).sql)
	case "and", "or":
		return truth("(%s %s %s)", tr.term(f.of[0]).sql, strings.ToUpper(f.op), tr.term(f.of[1]).sql)
	case "in":
		return tr.in(tr.term(f.of[0]), f.of[1])
	case "matches":
		return tr.matches(tr.term(f.of[0]), f.of[1].text)
	case "==", "!=", "<", "<=", ">", ">=":
		return tr.compare(f)
	case "+", "-", "*", "/":
		return number("(%s %s %s)", tr.term(f.of[0]).sql, f.op, tr.term(f.of[1]).sql)
	case "call":
		return tr.call(f)
	}
	tr.fail("%s has no value", f.op)
	return sqlTerm{}
}

func (tr *toSQL) innermost() *sqlRows {
	if len(tr.elements) == 0 {
		tr.fail("a field outside of a list")
	}
	return tr.elements[len(tr.elements)-1]
}

// within translates a formula about the rows of a list.
func (tr *toSQL) within(l *sqlRows, f *formula) sqlTerm {
	tr.elements = append(tr.elements, l)
	s := tr.term(f)
	tr.elements = tr.elements[:len(tr.elements)-1]
	return s
}

func (tr *toSQL) compare(f *formula) sqlTerm {
	a, b := tr.ordinals(f.of[0], f.of[1])
	if a.kind != 'n' || b.kind != 'n' {
		op := f.op
		if op == "==" {
			op = "="
		}
		return truth("(%s %s %s)", a.sql, op, b.sql)
	}
	form := map[string]string{
		"==": "(abs(%s - %s) <= %s)", "!=": "(abs(%s - %s) > %s)", "<": "(%s - %s < -%s)", "<=": "(%s - %s <= %s)", ">": "(%s - %s > %s)", ">=": "(%s - %s >= -%s)",
	}
	return truth(form[f.op], a.sql, b.sql, nearlySQL)
}

// ordinals translates the two sides of a comparison: an ordinal of a code
// belongs to the list of the question on the other side.
func (tr *toSQL) ordinals(x, y *formula) (a, b sqlTerm) {
	code := func(f *formula) bool { return f.op == "call" && f.text == "ordinal" && f.of[0].op == "text" }
	of := func(code, other *formula) sqlTerm {
		q := tr.term(other.of[0]).question
		at := slices.IndexFunc(q.list.choices, func(c plainChoice) bool { return c.code == code.of[0].text })
		return number("%d.0", at+1)
	}
	switch {
	case code(x):
		return of(x, y), tr.term(y)
	case code(y):
		return tr.term(x), of(y, x)
	}
	return tr.term(x), tr.term(y)
}

func (tr *toSQL) in(x sqlTerm, list *formula) sqlTerm {
	if list.op == "list" {
		var all []string
		for _, item := range list.of {
			all = append(all, tr.term(item).sql)
		}
		return truth("(%s IN (%s))", x.sql, strings.Join(all, ", "))
	}
	codes := tr.term(list)
	if codes.kind != 'c' {
		tr.fail("in %s", list.text)
	}
	return selectedSQL(codes.sql, x.sql)
}

func selectedSQL(codes, code string) sqlTerm {
	return truth("(CASE WHEN %s IS NULL OR %s IS NULL THEN NULL ELSE EXISTS (SELECT 1 FROM json_each(%s) WHERE value = %s) END)", codes, code, codes, code)
}

// matches tries a pattern on every code that may be the answer.
func (tr *toSQL) matches(x sqlTerm, pattern string) sqlTerm {
	if x.question == nil || x.question.list == nil {
		tr.fail("matches over a text")
	}
	all := []string{"''"}
	for _, c := range x.question.list.choices {
		if regexp.MustCompile(pattern).MatchString(c.code) {
			all = append(all, quoteSQL(c.code))
		}
	}
	return truth("(%s IN (%s))", x.sql, strings.Join(all, ", "))
}

func (tr *toSQL) call(f *formula) sqlTerm {
	switch name := f.text; name {
	case "answered", "missing", "relevant", "if_asked":
		return tr.state(f)
	case "score":
		return tr.score(tr.term(f.of[0]))
	case "ordinal":
		return tr.ordinal(tr.term(f.of[0]))
	case "points":
		x, s := tr.term(f.of[0]), ""
		for code, value := range tr.points[f.of[1].text] {
			s += fmt.Sprintf(" WHEN %s THEN %s", quoteSQL(code), numberSQL(value))
		}
		return number("(CASE %s%s END)", x.sql, s)
	case "selected":
		return selectedSQL(tr.term(f.of[0]).sql, tr.term(f.of[1]).sql)
	case "round":
		x := tr.term(f.of[0]).sql
		return number("round(%s + sign(%s) * %s)", x, x, nearlySQL)
	case "ceil":
		return number("ceil(%s - %s)", tr.term(f.of[0]).sql, nearlySQL)
	case "floor":
		return number("floor(%s + %s)", tr.term(f.of[0]).sql, nearlySQL)
	case "year":
		return number("CAST(substr(%s, 1, 4) AS REAL)", tr.term(f.of[0]).sql)
	case "date":
		return sqlTerm{sql: quoteSQL(f.of[0].text), kind: 'd'}
	case "months":
		return monthsSQL(tr.term(f.of[0]).sql, tr.term(f.of[1]).sql)
	case "min", "max":
		if len(f.of) > 1 {
			var all []string
			for _, arg := range f.of {
				all = append(all, tr.term(arg).sql)
			}
			return number("%s(%s)", name, strings.Join(all, ", "))
		}
	}
	return tr.aggregate(f)
}

// state translates what is asked of a question besides its value.
func (tr *toSQL) state(f *formula) sqlTerm {
	x := tr.term(f.of[0])
	if x.relevant == "" {
		tr.fail("%s has no state", f.of[0].text)
	}
	switch f.text {
	case "answered":
		return truth("(CASE WHEN %s IS NOT NULL THEN %s IS NOT NULL END)", x.relevant, x.sql)
	case "missing":
		return sqlTerm{sql: x.missing, kind: 't'}
	case "relevant":
		return truth("%s", x.relevant)
	}
	return sqlTerm{sql: fmt.Sprintf("(CASE %s WHEN 0 THEN %s ELSE %s END)", x.relevant, tr.term(f.of[1]).sql, x.sql), kind: x.kind}
}

func (tr *toSQL) score(x sqlTerm) sqlTerm {
	if x.question == nil || x.question.list == nil {
		tr.fail("score of %s", x.sql)
	}
	s := ""
	for _, c := range x.question.list.choices {
		if c.score != "" {
			s += fmt.Sprintf(" WHEN %s THEN %s", quoteSQL(c.code), numberSQL(c.score))
		}
	}
	return number("(CASE %s%s END)", x.sql, s)
}

func (tr *toSQL) ordinal(x sqlTerm) sqlTerm {
	s := ""
	for i, c := range x.question.list.choices {
		s += fmt.Sprintf(" WHEN %s THEN %d.0", quoteSQL(c.code), i+1)
	}
	return number("(CASE %s%s END)", x.sql, s)
}

// monthsSQL counts the full months from one date to another.
func monthsSQL(from, to string) sqlTerm {
	part := func(date string, at, length int) string {
		return fmt.Sprintf("CAST(substr(%s, %d, %d) AS INTEGER)", date, at, length)
	}
	count := func(a, b string) string {
		return fmt.Sprintf("((%s - %s) * 12 + %s - %s - (%s < %s))", part(b, 1, 4), part(a, 1, 4), part(b, 6, 2), part(a, 6, 2), part(b, 9, 2), part(a, 9, 2))
	}
	return number("(SELECT CASE WHEN a IS NULL OR b IS NULL THEN NULL WHEN b >= a THEN 1.0 * %s ELSE -1.0 * %s END FROM (SELECT %s AS a, %s AS b))",
		count("a", "b"), count("b", "a"), from, to)
}
