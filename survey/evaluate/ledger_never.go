package evaluate

import (
	"hash/fnv"
	"math"
	"slices"
	"strings"

	"bestand.example/itbestand/survey"
)

// neverGiven is an answer that no unit gave: who does not know that reckons with
// it. Everything else is as one answered who gave another one.
type neverGiven struct {
	question *survey.Question
	code     string
	like     *unit
}

// unheard lists the answers to the questions that nobody gave.
func (l *ledger) unheard() {
	for _, q := range l.set.Questions() {
		if !l.related[q] {
			continue
		}
		given := map[string]bool{}
		var like *unit
		for _, u := range l.units {
			for _, row := range l.rows(q, u) {
				given[row] = true
				if like == nil && !strings.HasPrefix(row, noAnswer) {
					like = u
				}
			}
		}
		if like == nil {
			continue
		}
		list := q.List
		if list == nil && q.ValueKind() == survey.KindBoolean {
			list = survey.YesNo
		}
		if list == nil || len(list.Choices) > shortList {
			continue
		}
		for _, choice := range list.Choices {
			if !given[choice.Name] {
				l.never = append(l.never, neverGiven{q, choice.Name, like})
			}
		}
	}
}

// anything is what an answer that nobody gave may be worth in a figure: something
// that nothing else is.
func anything(figure string) func(neverGiven) uint64 {
	return func(x neverGiven) uint64 {
		h := fnv.New32a()
		h.Write([]byte(figure + " " + x.question.Name + " " + x.code))
		return uint64(h.Sum32()>>1) | 1
	}
}

// is tells whether an answer that nobody gave is one of a place on an axis.
func (l *ledger) is(axis survey.Axis, code string) func(neverGiven) bool {
	return func(x neverGiven) bool {
		switch {
		case !l.c.secret(axis):
			return true
		case axis.Question == x.question:
			return axis.Kind == survey.AxisQuestion && code == x.code
		}
		return slices.Contains(l.codes(axis, x.like), code)
	}
}

func oneOf(is ...func(neverGiven) bool) func(neverGiven) uint64 {
	return func(x neverGiven) uint64 {
		for _, holds := range is {
			if !holds(x) {
				return 0
			}
		}
		return grains
	}
}

// grains is how finely values of figures are told apart: what weights and shares
// make of whole numbers is whole again.
const (
	grains  = 720720
	modulus = 1<<31 - 1
)

// whole is a value as a whole number of grains, modulo a prime number, as conceal reckons.
func whole(value float64) uint64 {
	n := int64(math.Round(value * grains))
	return uint64((n%modulus + modulus) % modulus)
}

// one is what counts.
func one(holds bool) float64 {
	if holds {
		return 1
	}
	return 0
}
