package cmd

import (
	"strings"

	"bestand.example/itbestand/survey"
)

// How choices are made: by a ladder, by weights, by points, or by chance.

func (c *demoAsk) single() string {
	offered := c.offered()
	if ladder := byName(c.knows.ladders, c.q); ladder != nil {
		return ladder[min(len(ladder)-1, int(c.near(0.18)*float64(len(ladder))))]
	}
	if weights := byName(c.knows.weights, c.q); weights != nil {
		return c.pick(offered, weights.of)
	}
	if len(offered) > 0 && c.q.Score(offered[0].Name) != nil {
		return c.scored(offered)
	}
	if c.q.Type == survey.TypeYesNo {
		return yesNo(c.chance(c.knows.aim(c)))
	}
	return c.pick(offered, demoWeights{"": 1, "sonst": 0.2, "sonstige": 0.2, "sonstiges": 0.2}.of)
}

// scored picks the choice whose points say best how far things have come.
func (c *demoAsk) scored(offered []survey.Choice) string {
	least, most := 0.0, 0.0
	points := make([]float64, len(offered))
	for i, o := range offered {
		points[i], _ = c.q.Score(o.Name).Float64()
		if i == 0 {
			least, most = points[i], points[i]
		}
		least, most = min(least, points[i]), max(most, points[i])
	}
	at := least + c.near(0.17)*(most-least)
	best := []string{}
	distance := most - least + 1
	for i, o := range offered {
		switch off := max(points[i]-at, at-points[i]); {
		case off < distance:
			best, distance = []string{o.Name}, off
		case off == distance:
			best = append(best, o.Name)
		}
	}
	return best[c.r.IntN(len(best))]
}

// several picks each choice by itself; one that rules out the others where
// nothing else is left.
func (c *demoAsk) several(weights demoWeights) string {
	if weights == nil {
		weights = demoWeights{"": 0.3, "sonst": 0.05}
	}
	var codes, alone []string
	for _, o := range c.offered() {
		switch {
		case o.Exclusive:
			alone = append(alone, o.Name)
		case c.chance(weights.of(o.Name)):
			codes = append(codes, o.Name)
		}
	}
	c.r.Shuffle(len(codes), func(i, j int) { codes[i], codes[j] = codes[j], codes[i] })
	if c.q.Max > 0 && len(codes) > c.q.Max {
		codes = codes[:c.q.Max]
	}
	switch {
	case len(codes) > 0:
		return strings.Join(codes, ",")
	case len(alone) > 0:
		return alone[c.r.IntN(len(alone))]
	}
	return ""
}

// pick draws one choice by weight.
func (c *demoAsk) pick(offered []survey.Choice, weight func(code string) float64) string {
	total := 0.0
	for _, o := range offered {
		total += weight(o.Name)
	}
	at := c.r.Float64() * total
	for _, o := range offered {
		if at -= weight(o.Name); at < 0 {
			return o.Name
		}
	}
	return ""
}

func (w demoWeights) of(code string) float64 {
	if x, ok := w[code]; ok {
		return x
	}
	return w[""]
}

// byName finds what is known of a question, or of its list.
func byName[T any](known map[string]T, q *survey.Question) T {
	if x, ok := known[q.Name]; ok || q.List == nil {
		return x
	}
	return known[q.List.Name]
}

func yesNo(yes bool) string {
	if yes {
		return "ja"
	}
	return "nein"
}
