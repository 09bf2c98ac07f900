package survey

import (
	"fmt"
	"math/big"
	"slices"
	"strconv"
	"strings"
)

// variable is a question, or an attribute of the unit, that a search gives
// values to. The values stand for all others: every code that is named and one
// that is not; of a number each constant that it is compared with and what
// lies next to it on either side.
type variable struct {
	name       string
	state      string    // the name under which expressions read its state
	question   *Question // nil: an attribute of the unit
	usage      usage
	decides    []*variable // those whose relevance reads it
	readBy     []*ruling   // the conditions that read it
	asked      []*ruling   // on the conditions under which it is asked, as far as understood
	free       bool        // it may not be asked for other reasons too
	constraint *Expression // that values have to pass

	*options
	given *option // what it is at the moment; nil: not yet anything
}

// options are all that a variable can be. They are only read: a search runs
// over the same questions again and again, and finding out what they can be is
// much of its work.
type options struct {
	values   []option // with a value
	blank    []option // asked, and without one
	notAsked []option
}

// option is a value with its state.
type option struct {
	value any
	state status
}

// breed is what kind of values a variable has.
type breed int

const (
	opaque  breed = iota // only its state can be read
	finite               // one of a few codes, or yes and no
	several              // some of a few codes
	numeric
	daily
	wordy // any text
)

func breedOf(name string, q *Question) breed {
	if q == nil {
		return map[string]breed{
			UnitName + ".typ": finite, UnitName + ".groessenklasse": finite, UnitName + ".kreis": wordy,
			UnitName + ".einwohner": numeric, UnitName + ".mitglieder": numeric,
		}[name]
	}
	switch q.ValueKind() {
	case KindBoolean:
		return finite
	case KindNumber:
		return numeric
	case KindDate:
		return daily
	case KindText:
		return wordy
	case KindCode:
		if q.List == nil {
			return wordy
		}
		return finite
	case KindCodes:
		if q.List != nil {
			return several
		}
	}
	return opaque
}

func (v *variable) add(u *usage) {
	v.usage.constants = append(v.usage.constants, u.constants...)
	v.usage.all = v.usage.all || u.all
	v.usage.missing = v.usage.missing || u.missing
	v.usage.relevant = v.usage.relevant || u.relevant
}

// set makes the value visible to expressions.
func (v *variable) set(env map[string]any, o *option) {
	v.changed(o)
	if v.question == nil {
		unit, _ := env[UnitName].(map[string]any)
		unit[strings.TrimPrefix(v.name, UnitName+".")] = o.value
		return
	}
	env[v.name], env[v.state] = o.value, o.state
}

// unset makes the value unknown again.
func (v *variable) unset(env map[string]any) {
	v.changed(nil)
	if v.question == nil {
		unit, _ := env[UnitName].(map[string]any)
		delete(unit, strings.TrimPrefix(v.name, UnitName+"."))
		return
	}
	delete(env, v.name)
	delete(env, v.state)
}

func (v *variable) changed(to *option) {
	v.given = to
	for _, c := range v.readBy {
		c.fresh = false
	}
}

// fill finds out what the variable can be, if that is not known of a variable
// like it; false where it can be too much.
func (m *model) fill(v *variable) bool {
	like := v.like()
	if m.reach.options[like] == nil {
		if !v.list() {
			return false
		}
		m.reach.options[like] = v.options
	}
	v.options = m.reach.options[like]
	return true
}

// like describes all that decides on what a variable can be.
func (v *variable) like() string {
	words := []string{v.name, fmt.Sprint(v.usage.all, v.usage.missing, v.usage.relevant, v.constraint != nil)}
	for _, c := range v.usage.constants {
		switch c := c.(type) {
		case *big.Rat:
			words = append(words, c.RatString())
		case string:
			words = append(words, strconv.Quote(c))
		case Date:
			words = append(words, c.String())
		}
	}
	slices.Sort(words[2:])
	return strings.Join(slices.Compact(words), "\n")
}

// list lists the values that stand for all others; false where there are too
// many.
func (v *variable) list() bool {
	values, ok := v.representatives()
	if !ok {
		return false
	}
	v.options = &options{}
	if v.constraint != nil {
		passed := slices.DeleteFunc(slices.Clone(values), func(value any) bool {
			return v.constraint.run(map[string]any{v.name: value, v.state: status{State: StateAnswered}}) == false
		})
		if len(passed) > 0 {
			values = passed
		}
	}
	for _, value := range values {
		v.values = append(v.values, option{value, status{State: StateAnswered}})
	}
	if v.question == nil {
		v.values = append(v.values, option{}) // not known
		return true
	}
	v.blank = []option{{state: status{State: StateOpen}}}
	v.notAsked = []option{{state: status{State: StateNotAsked}}}
	if v.usage.missing { // otherwise nobody can tell it from an open question
		for _, code := range v.question.Missing {
			v.blank = append(v.blank, option{state: status{State: StateMissing, Missing: code}})
		}
	}
	if v.usage.relevant { // or not yet known to be asked
		v.notAsked = append(v.notAsked, option{state: status{State: StateNotAsked, undecided: waitsForAnswer}})
	}
	return true
}
