package survey

import (
	"math/big"
	"slices"
	"strconv"
)

// contextFindings lists what is wrong with a value only because of other
// answers.
func (ev *Assessment) contextFindings(q *Question, k Key, a Answer) []Finding {
	var found []Finding
	add := func(code Code, args ...string) { found = append(found, Finding{k.Question, k.Row, code, args}) }
	if q.Override && !a.Value.IsZero() && a.Reason == "" && a.Value != ev.computed[k] {
		add(NeedsReason)
	}
	if q.Type.Choice() {
		ev.choiceFindings(q, k, a.Value, add)
	}
	if number := ev.sameRow(q, k); number > 0 {
		add(SameRow, itoa(number))
	}
	return found
}

// choiceFindings compares the codes of an answer with what is offered.
func (ev *Assessment) choiceFindings(q *Question, k Key, v Value, add func(Code, ...string)) {
	list := ev.list(q)
	unknown := q.ChoicesFrom == PopulationSource && ev.response.Population == nil
	hanging := q.ChoicesFrom != "" || q.ChoiceFilter != nil || list.ages() || q.Type == TypeRank
	if unknown || !hanging {
		return
	}
	offered := ev.Choices(k)
	for _, code := range v.Codes() {
		switch {
		case q.List == nil && list.Index(code) < 0:
			add(RowGone, code)
			return
		case offered.Index(code) < 0:
			add(NotOffered, code)
			return
		}
	}
	if least := min(q.least(v), len(offered.Choices)); q.hangs() && len(v.Codes()) < least {
		add(TooFewChoices, itoa(least), itoa(len(v.Codes())))
	}
	if open := len(offered.Choices) - len(v.Codes()); q.Type == TypeRank && q.Min == 0 && q.Max == 0 && open > 0 {
		add(RankOpen, itoa(open))
	}
}

// sameRow returns the number of an earlier row that agrees with this one in
// all columns that must tell rows apart, or 0. It speaks at the last of these
// columns.
func (ev *Assessment) sameRow(q *Question, k Key) int {
	if q.Roster == nil || len(q.Roster.Unique) == 0 || q.Name != q.Roster.lastUnique() {
		return 0
	}
	rows := ev.response.Answers.Rows(q.Roster.Name)
	for i, other := range rows {
		if other == k.Row {
			return 0
		}
		if ev.rowsAgree(q.Roster, other, k.Row) {
			return i + 1
		}
	}
	return 0
}

func (ev *Assessment) rowsAgree(roster *Question, a, b int) bool {
	for _, name := range roster.Unique {
		x, y := ev.Value(Key{name, a}), ev.Value(Key{name, b})
		if x.IsZero() || !alike(x, y) {
			return false
		}
	}
	return true
}

// alike compares values as a person would: texts without their case and
// umlauts.
func alike(x, y Value) bool {
	return x == y || x.Kind == KindText && y.Kind == KindText && fold(x.Text) == fold(y.Text)
}

// lastUnique is the last column with which a person tells rows apart.
func (q *Question) lastUnique() string {
	last := ""
	for _, column := range q.Questions {
		if column.Type.Asked() && (slices.Contains(q.Unique, column.Name) || q.reads(column)) {
			last = column.Name
		}
	}
	return last
}

// reads reports whether a calculated column that must tell rows apart hangs on
// a column.
func (q *Question) reads(column *Question) bool {
	for _, c := range q.Questions {
		if c.Calculation != nil && slices.Contains(q.Unique, c.Name) && slices.Contains(c.Calculation.Reads, column.Name) {
			return true
		}
	}
	return false
}

// totalFindings compares the sum of a matrix with the total that it must give.
// It speaks at the last of its statements: at once where they give more, and
// where they give less once none is open.
func (ev *Assessment) totalFindings(q *Question, k Key) []Finding {
	if q.Matrix == nil || q.Matrix.Total == nil {
		return nil
	}
	sum, missing, last := ev.total(q.Matrix)
	wanted := q.Matrix.Total
	off := sum.Cmp(wanted)
	if last != q || off == 0 || missing && off < 0 {
		return nil
	}
	return []Finding{{k.Question, k.Row, TotalOff, []string{NumberValue(wanted, 6).Text, NumberValue(sum, 6).Text}}}
}

// total adds up the statements of a matrix. Last is the last that is given, or
// nil while one is open that must be given.
func (ev *Assessment) total(matrix *Question) (sum *big.Rat, missing bool, last *Question) {
	sum = new(big.Rat)
	open := false
	for _, statement := range matrix.Rows {
		k := Key{Question: statement.Name}
		switch ev.State(k) {
		case StateOpen:
			if missing = true; ev.Required(k) == Required {
				open = true
			}
		case StateMissing:
			missing, last = true, statement
		case StateAnswered:
			if n, ok := ev.Value(k).Number(); ok {
				sum.Add(sum, n)
			}
			last = statement
		}
	}
	if open && sum.Cmp(matrix.Total) <= 0 {
		return sum, missing, nil
	}
	return sum, missing, last
}

// Total tells how much the answered statements of a matrix add up to, for a
// dialogue that shows it while they are filled in.
func (ev *Assessment) Total(matrix *Question) Value {
	sum := new(big.Rat)
	for _, statement := range matrix.Rows {
		if n, ok := ev.Value(Key{Question: statement.Name}).Number(); ok {
			sum.Add(sum, n)
		}
	}
	return NumberValue(sum, 6)
}

// rowRef reads the id of a row that an answer refers to.
func rowRef(code string) int {
	id, err := strconv.Atoi(code)
	if err != nil {
		return 0
	}
	return id
}
