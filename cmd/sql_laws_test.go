package cmd_test

import (
	"database/sql"
	"testing"
)

// What SQL makes of formulas is what the README says of them, worked out by
// hand: else both sides of the comparison could be wrong together.
func TestFormulasInSQL(t *testing.T) {
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	for _, statement := range []string{
		"CREATE TABLE t (id INTEGER PRIMARY KEY, a REAL, b REAL, c TEXT)",
		"INSERT INTO t VALUES (1, 4, 1, 'x'), (2, NULL, 2, 'y'), (3, 1, NULL, 'x'), (4, 10, 3, NULL)",
	} {
		if _, err := db.Exec(statement); err != nil {
			t.Fatal(err)
		}
	}
	place := func(loose bool) sqlPlace {
		return sqlPlace{
			loose: loose,
			name:  func(name string) (sqlTerm, bool) { return sqlTerm{sql: "NULL", kind: 'n'}, name == "unknown" },
			rows: func(name string) (sqlRows, bool) {
				l := sqlRows{from: "t AS w", key: "w.id", field: func(name string) (sqlTerm, bool) {
					kind := byte('n')
					if name == "c" {
						kind = 't'
					}
					return sqlTerm{sql: "w." + name, kind: kind}, true
				}}
				switch name {
				case "none":
					l.where = []string{"0"}
				case "open":
					l.unknown = []string{"1"}
				}
				return l, name == "rows" || name == "none" || name == "open"
			},
		}
	}
	const (
		no   = ""  // not known
		none = "-" // no such function
	)
	for text, want := range map[string][2]string{ // in a question set, in an evaluation
		`unknown > 1 and false ? 1 : 2`:                  {"2.0", "2.0"},
		`unknown > 1 or true ? 1 : 2`:                    {"1.0", "1.0"},
		`not (unknown > 1) ? 1 : 2`:                      {no, no},
		`1 / 0`:                                          {no, no},
		`2 + 3 * 4 - 1`:                                  {"13.0", "13.0"},
		`10 - 2 - 3`:                                     {"5.0", "5.0"},
		`1 + 1 == 2 and 3 > 2 ? 1 : 0`:                   {"1.0", "1.0"},
		`false and true or true ? 1 : 0`:                 {"1.0", "1.0"},
		`0.1 + 0.2 == 0.3 ? 1 : 0`:                       {"1.0", "1.0"},
		`sum(map(rows, .a))`:                             {no, "15.0"},
		`mean(map(rows, .a))`:                            {no, "5.0"},
		`median(map(rows, .a))`:                          {no, "4.0"},
		`sum(map(none, .a))`:                             {"0.0", "0.0"},
		`mean(map(none, .a))`:                            {no, no},
		`sum(map(open, .a))`:                             {no, no},
		`len(rows)`:                                      {"4.0", "4.0"},
		`len(none)`:                                      {"0.0", "0.0"},
		`len(open)`:                                      {no, no},
		`count(rows, .a > 3)`:                            {no, "2.0"},
		`len(filter(rows, .a > 3))`:                      {no, "2.0"},
		`any(rows, .a > 9) ? 1 : 0`:                      {"1.0", "1.0"},
		`any(rows, .a > 99) ? 1 : 0`:                     {no, no},
		`all(rows, .a > 3) ? 1 : 0`:                      {"0.0", "0.0"},
		`all(none, .a > 3) ? 1 : 0`:                      {"1.0", "1.0"},
		`min(1, unknown)`:                                {no, no},
		`ceil(2.1) + floor(2.9) + round(2.5)`:            {"8.0", "8.0"},
		`months(date("2026-12-31"), date("2027-02-28"))`: {"1.0", "1.0"},
		`months(date("2027-02-28"), date("2026-12-31"))`: {"-1.0", "-1.0"},
		`share(map(rows, .c == "x"))`:                    {none, "0.666666666666667"},
		`hhi(map(rows, .c))`:                             {none, "0.555555555555556"},
		`len(distinct(map(rows, .c)))`:                   {no, "2.0"},
		`weighted(map(rows, .a), map(rows, .b))`:         {none, "8.5"},
		`ratio(map(rows, .a), map(rows, .b))`:            {none, "3.5"},
		`known(map(rows, .a), map(rows, .b))`:            {none, "2.0"},
		`quartile(map(rows, .a), 1)`:                     {none, "2.5"},
		`sd(map(rows, .b))`:                              {none, "1.0"},
	} {
		for mode, loose := range []bool{false, true} {
			if want[mode] == none {
				continue
			}
			s, err := place(loose).translate(text, nil)
			if err != nil {
				t.Fatal(err)
			}
			var got sql.NullString
			if err := db.QueryRow("SELECT round(" + s.sql + ", 15)").Scan(&got); err != nil {
				t.Fatalf("%s: %v", text, err)
			}
			d := &differences{}
			d.compare(&sheetTable{head: []string{"x"}, rows: []map[string]string{{"x": got.String}}, first: 1, column: 1}, 0, "x", want[mode])
			if len(d.cells) > 0 {
				t.Errorf("%s, evaluation %t: %q, by hand %q", text, loose, got.String, want[mode])
			}
		}
	}
}
