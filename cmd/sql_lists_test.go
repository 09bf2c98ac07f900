package cmd_test

import (
	"fmt"
	"strings"
)

// This file makes SQL of lists and of the functions that sum them up.

// list translates a formula that gives a list.
func (tr *toSQL) list(f *formula) sqlRows {
	switch {
	case f.op == "list":
		return tr.literal(f.of)
	case f.op == "call" && f.text == "map":
		l := tr.list(f.of[0])
		v := tr.within(&l, f.of[1])
		l.value = &v
		return l
	case f.op == "call" && f.text == "filter":
		return tr.filter(tr.list(f.of[0]), f.of[1])
	case f.op == "call" && f.text == "distinct":
		l := tr.list(f.of[0])
		if !tr.loose {
			l.unknown = append(l.unknown, fmt.Sprintf("(SELECT count(v) < count(*) FROM %s)", l.values()))
		}
		l.distinct = true
		return l
	case f.op == "call" && f.text == "scores":
		return tr.literal(tr.statements(f.of[0]))
	case f.op == "name":
		if l, ok := tr.rows(f.text); ok {
			return l
		}
	}
	if f.op == "name" || f.op == "field" {
		if codes := tr.term(f); codes.kind == 'c' {
			return sqlRows{
				from: fmt.Sprintf("json_each(%s) AS each", codes.sql), unknown: []string{codes.sql + " IS NULL"}, key: "each.key",
				value: &sqlTerm{sql: "each.value", kind: 't', question: codes.question},
			}
		}
	}
	tr.fail("%s %s is no list", f.op, f.text)
	return sqlRows{}
}

func (tr *toSQL) literal(items []*formula) sqlRows {
	var all []string
	kind := byte(0)
	for i, item := range items {
		v := tr.term(item)
		kind = v.kind
		all = append(all, fmt.Sprintf("SELECT %d AS i, %s AS v", i, v.sql))
	}
	return sqlRows{from: "(" + strings.Join(all, " UNION ALL ") + ") AS one", key: "one.i", value: &sqlTerm{sql: "one.v", kind: kind}}
}

// statements writes scores(MATRIX) out: the score, or the number, of each of
// its statements.
func (tr *toSQL) statements(matrix *formula) []*formula {
	var q *plainQuestion
	if x, ok := tr.name(matrix.text); ok {
		q = x.question
	}
	if q == nil || q.kind != "matrix" {
		tr.fail("%s is no matrix", matrix.text)
	}
	var all []*formula
	for _, s := range q.statements {
		of := &formula{op: matrix.op, text: s.name}
		if s.kind == "select_one" {
			of = &formula{"call", "score", []*formula{of}}
		}
		all = append(all, of)
	}
	return all
}

// filter keeps the rows for which a condition is true. In an evaluation those
// for which it is unknown are left out, and a list of which nothing is known is
// unknown; in a question set one unknown row makes it unknown.
func (tr *toSQL) filter(l sqlRows, condition *formula) sqlRows {
	p := tr.within(&l, condition)
	of := l
	of.value = &p
	least := "count(v) = 0 AND count(*) > 0"
	if !tr.loose {
		least = "count(v) < count(*)"
	}
	kept := l
	kept.unknown = append(append([]string(nil), l.unknown...), fmt.Sprintf("(SELECT %s FROM %s)", least, of.values()))
	kept.where = append(append([]string(nil), l.where...), p.sql)
	return kept
}

// values is the list as a table with one column v.
func (l sqlRows) values() string {
	return fmt.Sprintf("(SELECT %s AS v FROM %s%s)", l.valueSQL(), l.from, l.condition())
}

func (l sqlRows) valueSQL() string {
	if l.value == nil {
		return "1.0"
	}
	return l.value.sql
}

func (l sqlRows) condition() string {
	if len(l.where) == 0 {
		return ""
	}
	return " WHERE " + strings.Join(l.where, " AND ")
}

// numbered is the list as a table with its places.
func (l sqlRows) numbered() string {
	return fmt.Sprintf("(SELECT row_number() OVER (ORDER BY %s) AS i, %s AS v FROM %s%s)", l.key, l.valueSQL(), l.from, l.condition())
}

// unless gives SQL only where the lists are known.
func unless(sql string, lists ...sqlRows) string {
	var unknown []string
	for _, l := range lists {
		unknown = append(unknown, l.unknown...)
	}
	if len(unknown) == 0 {
		return sql
	}
	return fmt.Sprintf("(CASE WHEN %s THEN NULL ELSE %s END)", strings.Join(unknown, " OR "), sql)
}

// over sums the values of a list up; v is each of them.
func over(l sqlRows, what string) sqlTerm {
	return number("%s", unless(fmt.Sprintf("(SELECT %s FROM %s)", what, l.values()), l))
}

// aggregate translates the functions over lists.
func (tr *toSQL) aggregate(f *formula) sqlTerm {
	if len(f.of) == 0 {
		tr.fail("%s of nothing", f.text)
	}
	l := tr.list(f.of[0])
	if len(f.of) == 2 && (f.text == "any" || f.text == "all" || f.text == "count" || f.text == "sum") {
		p := tr.within(&l, f.of[1])
		l.value = &p
	}
	lacking := "count(v) = 0" // nothing is known
	if !tr.loose {
		lacking = "count(v) < count(*)" // something is not known
	}
	switch f.text {
	case "len":
		if l.distinct {
			return over(l, "CASE WHEN count(*) > 0 AND count(v) = 0 THEN NULL ELSE 1.0 * count(DISTINCT v) END")
		}
		return over(l, "1.0 * count(*)")
	case "count", "sum":
		return over(l, "CASE WHEN count(*) = 0 THEN 0.0 WHEN "+lacking+" THEN NULL ELSE total(v) END")
	case "any":
		s := over(l, "CASE WHEN total(v) > 0 THEN 1 WHEN count(v) < count(*) THEN NULL ELSE 0 END")
		return truth("%s", s.sql)
	case "all":
		s := over(l, "CASE WHEN total(v = 0) > 0 THEN 0 WHEN count(v) < count(*) THEN NULL ELSE 1 END")
		return truth("%s", s.sql)
	case "mean", "share":
		return over(l, "CASE WHEN "+lacking+" THEN NULL ELSE avg(v) END")
	case "min", "max":
		return over(l, "CASE WHEN "+lacking+" THEN NULL ELSE "+f.text+"(v) END")
	case "known":
		if len(f.of) == 2 {
			return tr.pairs(l, tr.list(f.of[1]), "1.0 * count(*)")
		}
		return over(l, "1.0 * count(v)")
	case "median":
		if !tr.loose {
			l.unknown = append(l.unknown, "(SELECT "+lacking+" FROM "+l.values()+")")
		}
		return quantile(l, "0.5")
	case "quartile":
		return quantile(l, f.of[1].text+" / 4.0")
	case "sd":
		return number("%s", unless("(SELECT CASE WHEN count(v) >= 2 THEN sqrt(sum((v - m) * (v - m)) / (count(v) - 1)) END FROM (SELECT v, avg(v) OVER () AS m FROM "+l.values()+"))", l))
	case "hhi":
		return number("%s", unless("(SELECT 1.0 * sum(n * n) / (sum(n) * sum(n)) FROM (SELECT count(*) AS n FROM "+l.values()+" WHERE v IS NOT NULL GROUP BY lower(v)))", l))
	case "weighted":
		return tr.pairs(l, tr.list(f.of[1]), "sum(a.v * b.v) / sum(b.v)")
	case "ratio":
		return tr.pairs(l, tr.list(f.of[1]), "sum(a.v) / sum(b.v)")
	}
	tr.fail("function %s is not known", f.text)
	return sqlTerm{}
}

// pairs sums two lists up that go together, where both values are known.
func (tr *toSQL) pairs(a, b sqlRows, what string) sqlTerm {
	return number("%s", unless(fmt.Sprintf("(SELECT %s FROM %s AS a JOIN %s AS b ON a.i = b.i WHERE a.v IS NOT NULL AND b.v IS NOT NULL)", what, a.numbered(), b.numbered()), a, b))
}

// quantile is R's type 7: between two values it goes straight.
func quantile(l sqlRows, p string) sqlTerm {
	return number("%s", unless("(SELECT "+quantileOf(p)+" FROM (SELECT v, row_number() OVER (ORDER BY v) AS k, count(*) OVER () AS n FROM "+l.values()+" WHERE v IS NOT NULL))", l))
}

// quantileOf takes a quantile of values v with their places k from 1, of n.
func quantileOf(p string) string {
	at := "(" + p + ") * (n - 1)"
	below, above := "CAST("+at+" AS INTEGER) + 1", "min(CAST("+at+" AS INTEGER) + 2, n)"
	low := "max(CASE WHEN k = " + below + " THEN v END)"
	return fmt.Sprintf("%s + (max(%s) - max(CAST(%s AS INTEGER))) * (max(CASE WHEN k = %s THEN v END) - %s)", low, at, at, above, low)
}

// basesOf lists how many values are known in the lists that a figure sums up, the
// outermost: it rests on the fewest of them. One that only counts has none.
func basesOf(f *formula) []*formula {
	var found []*formula
	known := func(lists ...*formula) {
		call := &formula{"call", "known", lists}
		for _, other := range found {
			if other.String() == call.String() {
				return
			}
		}
		found = append(found, call)
	}
	var walk func(*formula)
	walk = func(f *formula) {
		switch {
		case f.op == "choose": // what decides between two figures is in neither
			walk(f.of[1])
			walk(f.of[2])
		case f.op != "call":
			for _, part := range f.of {
				walk(part)
			}
		case f.text == "len" || f.text == "known":
		case f.text == "quartile":
			known(f.of[0])
		case f.text == "count", f.text == "sum" && len(f.of) == 2:
			found = append(found, &formula{"call", "known", []*formula{{"call", "map", f.of}}})
		case strings.Contains(" sum mean median min max ", " "+f.text+" ") && len(f.of) == 1,
			strings.Contains(" share weighted ratio sd hhi ", " "+f.text+" "):
			known(f.of...)
		default:
			for _, part := range f.of {
				walk(part)
			}
		}
	}
	walk(f)
	return found
}

// String writes the formula in a form of its own, to compare.
func (f *formula) String() string {
	s := f.op + ":" + f.text + "("
	for _, part := range f.of {
		s += part.String() + " "
	}
	return s + ")"
}
