package cmd

import (
	"math/rand/v2"
	"slices"
	"strconv"

	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/sim"
)

// demoKnowledge is what a person who answers has in mind. Most questions are
// answered by their type alone: how far things have come decides among choices
// that have points, weights decide among others.
type demoKnowledge struct {
	aim     func(*demoAsk) float64           // 0 to 1: how far things have come
	named   map[string]func(*demoAsk) string // answers that follow from a figure; "" for the usual one
	rows    map[string]int                   // how many rows a list gets beyond those that are there
	weights map[string]demoWeights           // of choices, by question or by list
	ladders map[string][]string              // choices from the least to the most mature, by question or list
	texts   func(c *demoAsk) string          // free words
	doubt   func(q *survey.Question) float64 // how often a person does not know
	blank   float64                          // how often what may stay open does
}

// demoWeights is how likely each choice is: of one choice in relation to the
// others, of several by itself. What is not named has the weight of "".
type demoWeights map[string]float64

// demoAsk is one question that is put to a person.
type demoAsk struct {
	*demoPerson
	s *survey.Session
	q *survey.Question
	d survey.Date // the reference date
}

func (p *demoPerson) hint(plan *demoPlan) sim.Hint {
	day := plan.kit.wave.ReferenceDate
	return func(s *survey.Session, _ *rand.Rand) (string, bool) {
		return (&demoAsk{p, s, s.Question(), day}).answer()
	}
}

func (c *demoAsk) answer() (string, bool) {
	switch {
	case c.q.Type == survey.TypeRepeat:
		return strconv.Itoa(c.knows.rows[c.q.Name]), true
	case c.q.Name == survey.StichtagName:
		return germanDay(c.d), true
	case c.s.Answer().Given(): // in a row that is there from the beginning
		return c.s.Assessment().Edit(c.s.Place(), c.s.Answer().Value), true
	case c.q.Type == survey.TypeCalculate:
		return "", true
	}
	if open := c.open(); open != "" {
		return open, true
	}
	if named := c.knows.named[c.q.Name]; named != nil {
		if entry := named(c); entry != "" {
			return entry, true
		}
	}
	entry := c.usual()
	return entry, entry != ""
}

// open leaves a question unanswered now and then: because it may stay open, or
// because the person does not know.
func (c *demoAsk) open() string {
	blank := c.knows.blank
	if c.q.Roster != nil {
		blank *= 2.5 // nobody likes to look up the same thing forty times
	}
	switch required := c.s.Assessment().Required(c.s.Place()); {
	case required == survey.Optional && c.chance(blank), required == survey.Soft && c.chance(c.knows.blank/4):
		return sim.Blank
	case len(c.q.Missing) > 0 && c.knows.doubt != nil && c.chance(c.knows.doubt(c.q)):
		codes := slices.DeleteFunc(slices.Clone(c.q.Missing), func(code string) bool { return code == "entfaellt" })
		if len(codes) > 1 && c.chance(0.8) {
			codes = codes[:1] // mostly it is the first: not known, or not said
		}
		if len(codes) > 0 {
			return sim.Missing(codes[c.r.IntN(len(codes))])
		}
	}
	return ""
}

// usual answers a question by its type.
func (c *demoAsk) usual() string {
	switch {
	case c.q.Matrix != nil && c.q.Matrix.Total != nil, c.q.ChoicesFrom != "":
		return ""
	case c.q.Type.Single():
		return c.single()
	case c.q.Type == survey.TypeSelectMultiple:
		return c.several(byName(c.knows.weights, c.q))
	case c.q.Type == survey.TypePercent:
		return strconv.Itoa(int(100 * c.near(0.12)))
	case c.q.Type == survey.TypeEmail:
		return "poststelle@verwaltung.example"
	case c.q.Type == survey.TypeURL:
		return "https://www.verwaltung.example/dienste"
	case c.q.Type.Textual() && c.knows.texts != nil:
		return c.knows.texts(c)
	}
	return ""
}

// near is how far things have come here, give or take.
func (c *demoAsk) near(spread float64) float64 {
	return min(1, max(0, c.knows.aim(c)+spread*c.r.NormFloat64()))
}

func (c *demoAsk) chance(p float64) bool { return c.r.Float64() < p }

// offered are the choices of the question.
func (c *demoAsk) offered() []survey.Choice { return c.s.Assessment().Choices(c.s.Place()).Choices }
