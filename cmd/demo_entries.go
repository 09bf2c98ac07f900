package cmd

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/sim"
)

// How entries are typed, and how one answer reads another.

func germanDay(d survey.Date) string { return fmt.Sprintf("%02d.%02d.%d", d.Day, d.Month, d.Year) }

// decimal types a number with at most two places.
func decimal(x float64) string {
	return strings.Replace(strconv.FormatFloat(float64(int(x*100+0.5))/100, 'f', -1, 64), ".", ",", 1)
}

// about is a whole number near x.
func (c *demoAsk) about(x float64) int { return int(x*(0.75+0.5*c.r.Float64()) + c.r.Float64()) }

// whole answers with a whole number near a figure.
func whole(figure func(*demoAsk) float64) func(*demoAsk) string {
	return func(c *demoAsk) string { return strconv.Itoa(max(0, c.about(figure(c)))) }
}

// euros is whole for sums of money: nobody knows them to the Euro.
func euros(figure func(*demoAsk) float64) func(*demoAsk) string {
	return func(c *demoAsk) string { return strconv.Itoa(max(0, c.about(figure(c)/100)) * 100) }
}

// likely answers yes with a chance.
func likely(p func(*demoAsk) float64) func(*demoAsk) string {
	return func(c *demoAsk) string { return yesNo(c.chance(p(c))) }
}

// always says the same.
func always(entry string) func(*demoAsk) string { return func(*demoAsk) string { return entry } }

// oneOf says one of these.
func oneOf(entries ...string) func(*demoAsk) string {
	return func(c *demoAsk) string { return entries[c.r.IntN(len(entries))] }
}

// weighted picks among the choices that are offered.
func weighted(w func(*demoAsk) demoWeights) func(*demoAsk) string {
	return func(c *demoAsk) string {
		if c.q.Type == survey.TypeSelectMultiple {
			return c.several(w(c))
		}
		return c.pick(c.offered(), w(c).of)
	}
}

// unless does not apply with a chance, and otherwise answers.
func unless(p float64, answer func(*demoAsk) string) func(*demoAsk) string {
	return func(c *demoAsk) string {
		if c.chance(p) {
			return sim.Missing("entfaellt")
		}
		return answer(c)
	}
}

// value is what was answered to a question, in the same row if it is of one.
func (c *demoAsk) value(name string) survey.Value {
	k := survey.Key{Question: name}
	if q := c.s.Set.Question(name); q != nil && q.Roster != nil {
		k.Row = c.s.Place().Row
	}
	return c.s.Response.Answers.Get(k).Value
}

// code is the choice that was answered.
func (c *demoAsk) code(name string) string { return c.value(name).Text }

// chose tells whether several choices have this one among them.
func (c *demoAsk) chose(name, code string) bool { return slices.Contains(c.value(name).Codes(), code) }

// figure is the number that was answered.
func (c *demoAsk) figure(name string, otherwise float64) float64 {
	if x, ok := c.value(name).Number(); ok && x != nil {
		f, _ := x.Float64()
		return f
	}
	return otherwise
}

// row is the place of the row among those of its list, from 0.
func (c *demoAsk) row() int {
	return slices.Index(c.s.Response.Answers.Rows(c.q.Roster.Name), c.s.Place().Row)
}

// inYears is a day some years from the reference date.
func (c *demoAsk) inYears(from, to int) survey.Date {
	d := survey.Date{Year: c.d.Year + from + c.r.IntN(to-from+1), Month: 12, Day: 31}
	if c.chance(0.4) {
		d.Month, d.Day = 6, 30
	}
	return d
}

// year is a year some years from the reference date.
func year(from, to int) func(*demoAsk) string {
	return func(c *demoAsk) string { return strconv.Itoa(c.d.Year + from + c.r.IntN(to-from+1)) }
}

// day is a day some years from the reference date.
func day(from, to int) func(*demoAsk) string {
	return func(c *demoAsk) string { return germanDay(c.inYears(from, to)) }
}
