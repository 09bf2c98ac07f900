package survey

import (
	"math/big"
	"slices"
	"sync"
)

// ChoiceList is a named list of choices that questions share.
type ChoiceList struct {
	Name    string
	Columns []Column // what else is known of each choice, for filters
	Choices []Choice

	indexed sync.Once // several goroutines check values against one list
	byName  map[string]int
}

// Column is an attribute that the choices of a list have, such as the district
// of a town.
type Column struct {
	Name string
	List bool // a choice has several values there, not one
}

// Choice is one entry of a choice list.
type Choice struct {
	Name       string // the code that is stored
	Label      Text
	Score      *big.Rat // points for indicators; nil where the list has none
	Exclusive  bool     // selecting it rules out every other choice
	ValidFrom  Date     // reference dates from which on it is offered; zero: always
	ValidUntil Date     // last reference date on which it is offered; zero: always
	Columns    map[string][]string

	alias string // another name by which people type it
}

// Index returns the place of a code in the list, or -1.
func (l *ChoiceList) Index(code string) int {
	l.indexed.Do(func() {
		l.byName = make(map[string]int, len(l.Choices))
		for i, c := range l.Choices {
			l.byName[c.Name] = i
		}
	})
	if i, ok := l.byName[code]; ok {
		return i
	}
	return -1
}

// Column finds a column of the list, or returns nil.
func (l *ChoiceList) Column(name string) *Column {
	for i := range l.Columns {
		if l.Columns[i].Name == name {
			return &l.Columns[i]
		}
	}
	return nil
}

// YesNo is the choice list behind every yes_no question.
var YesNo = &ChoiceList{Name: "ja_nein", Choices: []Choice{
	{Name: "ja", Label: Text{"de": "Ja", "en": "Yes"}},
	{Name: "nein", Label: Text{"de": "Nein", "en": "No"}},
}}

// OtherCode is the code that is stored where a person answered in words of
// their own. No choice of a list that allows it may have this code.
const OtherCode = "sonstiges"

// NewScale makes the list of a scale: codes and scores from 1 to points, the
// poles named at both ends.
func NewScale(name string, points int, low, high Text) *ChoiceList {
	list := &ChoiceList{Name: name}
	for i := 1; i <= points; i++ {
		c := Choice{Name: itoa(i), Label: German(itoa(i)), Score: rat(int64(i))}
		switch i {
		case 1:
			c.Label = named(i, low)
		case points:
			c.Label = named(i, high)
		}
		list.Choices = append(list.Choices, c)
	}
	return list
}

func named(point int, pole Text) Text {
	t := Text{}
	for lang, s := range pole {
		t[lang] = itoa(point) + " – " + s
	}
	return t
}

// choiceCode is the field of choice.* that holds the choice's code.
const choiceCode = "name"

// ages reports whether the list has choices that are offered for some
// reference dates only.
func (l *ChoiceList) ages() bool {
	return l != nil && slices.ContainsFunc(l.Choices, func(c Choice) bool { return c.ValidFrom != Date{} || c.ValidUntil != Date{} })
}

// with is the list with one more choice at its end.
func (l *ChoiceList) with(c Choice) *ChoiceList {
	return &ChoiceList{Name: l.Name, Columns: l.Columns, Choices: append(slices.Clip(l.Choices), c)}
}

// only is the list with those choices that pass a test, or the list itself
// where all do.
func (l *ChoiceList) only(offered func(*Choice) bool) *ChoiceList {
	kept := make([]Choice, 0, len(l.Choices))
	for i := range l.Choices {
		if offered(&l.Choices[i]) {
			kept = append(kept, l.Choices[i])
		}
	}
	if len(kept) == len(l.Choices) {
		return l
	}
	return &ChoiceList{Name: l.Name, Columns: l.Columns, Choices: kept}
}

// fields are what expressions see of a choice.
func (l *ChoiceList) fields(c *Choice) map[string]any {
	values := map[string]any{choiceCode: c.Name}
	for _, column := range l.Columns {
		entries := c.Columns[column.Name]
		switch {
		case column.List:
			list := make([]any, len(entries))
			for i, e := range entries {
				list[i] = e
			}
			values[column.Name] = list
		case len(entries) > 0:
			values[column.Name] = entries[0]
		}
	}
	return values
}

// prepareList gives a question the list that follows from its type and from
// whether it takes words of one's own.
func (q *Question) prepareList() {
	switch {
	case q.Type == TypeYesNo:
		q.List = YesNo
	case len(q.Other) > 0 && q.List != nil && q.List.Index(OtherCode) < 0:
		q.List = q.List.with(Choice{Name: OtherCode, Label: q.Other})
	}
}

// listOfChoices is the list that choice.* walks: of the choices, the
// suggestions, or the statements of a matrix.
func (q *Question) listOfChoices() *ChoiceList {
	switch {
	case q.Type == TypeMatrix:
		return q.RowsFrom
	case q.Suggestions != nil:
		return q.Suggestions
	}
	return q.List
}

// column finds a column of a roster, or returns nil.
func (q *Question) column(name string) *Question {
	for _, c := range q.Questions {
		if c.Name == name {
			return c
		}
	}
	return nil
}

// scoring is the list with the points that count for the question: those of a
// reversed item from the other end.
func (q *Question) scoring() *ChoiceList {
	if !q.Reversed || q.List == nil {
		return q.List
	}
	if slices.ContainsFunc(q.List.Choices, func(c Choice) bool { return c.Score == nil }) {
		return q.List
	}
	lowest, highest := slices.MinFunc(q.List.Choices, byScore), slices.MaxFunc(q.List.Choices, byScore)
	ends := new(big.Rat).Add(lowest.Score, highest.Score)
	turned := &ChoiceList{Name: q.List.Name, Columns: q.List.Columns, Choices: slices.Clone(q.List.Choices)}
	for i := range turned.Choices {
		turned.Choices[i].Score = new(big.Rat).Sub(ends, turned.Choices[i].Score)
	}
	return turned
}

func byScore(a, b Choice) int { return a.Score.Cmp(b.Score) }

// Score returns the points of a code for this question, or nil where it has
// none. The points of a reversed item count from the other end.
func (q *Question) Score(code string) *big.Rat {
	if list := q.scoring(); list != nil {
		if i := list.Index(code); i >= 0 {
			return list.Choices[i].Score
		}
	}
	return nil
}
