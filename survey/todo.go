package survey

import (
	"strings"

	"bestand.example/itbestand/survey/i18n"
)

// Todo sorts the findings by what a person can do about them. Where nothing is
// to be settled nothing stands in the way of handing in: whatever comes later
// hangs on something to settle.
type Todo struct {
	Settle []Finding // stand in the way of handing in, and can be settled now
	Later  []Finding // Undecided: whether these questions are asked follows from those in Settle
	Hints  []Finding // stand in nobody's way
}

// Todo sorts the findings by what a person can do about them.
func (ev *Assessment) Todo() Todo { return SortFindings(ev.Findings()) }

// SortFindings sorts findings by what a person can do about them; each part
// keeps their order.
func SortFindings(findings []Finding) Todo {
	var t Todo
	for _, f := range findings {
		switch {
		case f.Code == Undecided:
			t.Later = append(t.Later, f)
		case f.Code.Blocks():
			t.Settle = append(t.Settle, f)
		default:
			t.Hints = append(t.Hints, f)
		}
	}
	return t
}

// DependsOn is the open question or the draft that decides, as far as can be
// told, whether the question at a key is asked. It reports false where that is
// decided.
func (ev *Assessment) DependsOn(k Key) (Key, bool) {
	if ev.status[k].undecided == 0 {
		return Key{}, false
	}
	return ev.openBehind(ev.set.Question(k.Question).gates(), k.Row)
}

// mostDeciders is how many questions a sentence names that others depend on,
// and longestDecider how many characters of each: the list has them whole.
const (
	mostDeciders   = 2
	longestDecider = 45
)

// SayLater puts what is undecided into one sentence: how many questions may
// still come, and what that depends on. It is "" where there is none.
func (ev *Assessment) SayLater(later []Finding, words *i18n.Catalogue) string {
	if len(later) == 0 {
		return ""
	}
	var labels []string
	deciders := ev.Deciders(later)
	for _, k := range deciders[:min(len(deciders), mostDeciders)] {
		labels = append(labels, words.T("finding.undecided_label", begin(CleanLine(ev.Label(k, words.Lang())), longestDecider)))
	}
	named := strings.Join(labels, ", ")
	switch rest := len(deciders) - len(labels); {
	case rest == 1:
		named = words.T("finding.undecided_more_one", named)
	case rest > 1:
		named = words.T("finding.undecided_more", named, rest)
	}
	if len(later) == 1 {
		return words.T("finding.undecided_all_one", named)
	}
	return words.T("finding.undecided_all", len(later), named)
}

// Deciders are the open questions on which questions of the findings depend,
// each once, in the order of the findings.
func (ev *Assessment) Deciders(findings []Finding) []Key {
	var keys []Key
	seen := map[Key]bool{}
	for _, f := range findings {
		if k, ok := ev.DependsOn(f.Key()); ok && !seen[k] {
			seen[k] = true
			keys = append(keys, k)
		}
	}
	return keys
}

// gates are the expressions that decide whether a question is asked, the outer
// ones first.
func (q *Question) gates() []*Expression {
	var all []*Expression
	for _, p := range q.conditions() {
		all = append(all, p.expression)
	}
	return all
}

// openBehind follows what expressions read to something that is still to come.
// It ends, because no expression reads a later question.
func (ev *Assessment) openBehind(expressions []*Expression, row int) (Key, bool) {
	for _, e := range expressions {
		for _, name := range e.Reads {
			q := ev.set.Question(name)
			if q == nil {
				continue
			}
			read := Key{Question: name}
			if q.Roster != nil {
				read.Row = row
			}
			if open, ok := ev.stillOpen(q, read); ok {
				return open, true
			}
		}
	}
	return Key{}, false
}

// stillOpen is what is still to come at a question: itself, something in one of
// its rows, or what it depends on itself.
func (ev *Assessment) stillOpen(q *Question, k Key) (Key, bool) {
	st := ev.status[k]
	switch {
	case st.hanging == 0:
		return Key{}, false
	case st.State == StateNotAsked:
		return ev.openBehind(q.gates(), k.Row)
	case ev.response.Answers.Get(k).Draft != "":
		return k, true
	case q.Type == TypeCalculate:
		return ev.openBehind([]*Expression{q.Calculation}, k.Row)
	case st.State == StateOpen:
		return k, true
	}
	for _, id := range ev.response.Answers.Rows(q.Name) {
		for _, column := range q.Questions {
			if open, ok := ev.stillOpen(column, Key{column.Name, id}); ok {
				return open, true
			}
		}
	}
	return Key{}, false
}
