package survey

import (
	"math/big"
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
