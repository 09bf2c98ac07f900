package sim

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"strings"

	"bestand.example/itbestand/survey"
)

// random draws an entry for the question at the session's place.
func random(s *survey.Session, q *survey.Question, r *rand.Rand) string {
	if q.Matrix != nil && q.Matrix.Total != nil {
		return share(s, q, r)
	}
	switch q.Type {
	case survey.TypeCalculate:
		return replacement(s, r)
	case survey.TypeInteger, survey.TypeMoney:
		return fmt.Sprint(r.IntN(1 << r.IntN(12)))
	case survey.TypeDecimal:
		return fmt.Sprintf("%d,%d", r.IntN(1<<r.IntN(8)), r.IntN(10))
	case survey.TypePercent:
		return fmt.Sprint(r.IntN(101))
	case survey.TypeYear:
		return fmt.Sprint(2005 + r.IntN(25))
	case survey.TypeDate:
		return fmt.Sprintf("%d.%d.%d", 1+r.IntN(28), 1+r.IntN(12), 2020+r.IntN(10))
	case survey.TypeMultiline:
		return fmt.Sprintf("Angabe %d,\nzweite Zeile", r.IntN(1000))
	case survey.TypeEmail:
		return fmt.Sprintf("person.%d@verwaltung.example", r.IntN(1000))
	case survey.TypeURL:
		return fmt.Sprintf("https://www.verwaltung-%d.example/dienste", r.IntN(1000))
	}
	if q.Type.Choice() {
		return randomCodes(s, q, r)
	}
	if proposed := s.Assessment().Suggestions(s.Place(), "de"); len(proposed) > 0 && r.IntN(2) == 0 {
		return proposed[r.IntN(len(proposed))]
	}
	return fmt.Sprintf("Angabe %d", r.IntN(1000))
}

// replacement is what is given instead of a calculated value; mostly the value
// itself.
func replacement(s *survey.Session, r *rand.Rand) string {
	calculated := s.Assessment().Calculated(s.Place())
	if r.IntN(3) > 0 || calculated.IsZero() {
		return s.Question().Edit(calculated)
	}
	switch calculated.Kind {
	case survey.KindNumber:
		return fmt.Sprint(r.IntN(1000))
	case survey.KindDate:
		return "31.12.2026"
	case survey.KindBoolean:
		return "nein"
	}
	return "anders als berechnet"
}

// share draws a part of what is left of a total: all of it for the last
// statement of a matrix that is still open.
func share(s *survey.Session, q *survey.Question, r *rand.Rand) string {
	ev := s.Assessment()
	given, _ := ev.Total(q.Matrix).Number()
	left := new(big.Rat).Set(q.Matrix.Total)
	if given != nil {
		left.Sub(left, given)
	}
	if own, ok := s.Answer().Value.Number(); ok {
		left.Add(left, own)
	}
	open := 0
	for _, statement := range q.Matrix.Rows {
		if k := (survey.Key{Question: statement.Name}); k != s.Place() && ev.State(k) == survey.StateOpen {
			open++
		}
	}
	if whole := left.Num().Int64() / max(left.Denom().Int64(), 1); open > 0 && whole > 0 {
		return fmt.Sprint(r.Int64N(whole/int64(open) + 1))
	}
	return strings.Replace(survey.NumberValue(left, q.Decimals).Text, ".", ",", 1)
}

// randomCodes draws from the choices that are offered: one, several, or all in
// some order.
func randomCodes(s *survey.Session, q *survey.Question, r *rand.Rand) string {
	ev := s.Assessment()
	var codes []string
	for _, c := range ev.Choices(s.Place()).Choices {
		if !c.Exclusive || q.Type.Single() || r.IntN(10) == 0 {
			codes = append(codes, c.Name)
		}
		if c.Exclusive && len(codes) > 0 && codes[len(codes)-1] == c.Name && !q.Type.Single() {
			return c.Name
		}
	}
	r.Shuffle(len(codes), func(i, j int) { codes[i], codes[j] = codes[j], codes[i] })
	n := wanted(q, len(codes), r)
	return strings.Join(entries(s, q, codes[:min(n, len(codes))], r), ",")
}

// wanted is how many codes an answer gets.
func wanted(q *survey.Question, offered int, r *rand.Rand) int {
	switch {
	case q.Type.Single():
		return 1
	case q.Type == survey.TypeRank && q.Min == 0 && q.Max == 0:
		return offered
	}
	most := offered
	if q.Max > 0 {
		most = min(most, q.Max)
	}
	least := max(q.Min, 1)
	if most <= least {
		return least
	}
	return least + r.IntN(min(most-least, 3)+1)
}

// entries writes codes as a person types them: rows by their number, words of
// one's own last.
func entries(s *survey.Session, q *survey.Question, codes []string, r *rand.Rand) []string {
	var typed []string
	words := ""
	for _, code := range codes {
		switch {
		case code == survey.OtherCode && len(q.Other) > 0:
			words = fmt.Sprintf("%s: eigene Worte %d, mit Komma", code, r.IntN(1000))
		case q.ChoicesFrom != "" && q.ChoicesFrom != survey.PopulationSource:
			typed = append(typed, s.Assessment().Edit(s.Place(), survey.Value{Kind: survey.KindCode, Text: code}))
		default:
			typed = append(typed, code)
		}
	}
	if words != "" {
		typed = append(typed, words)
	}
	return typed
}

// resort lists entries for questions whose checks refuse what chance draws:
// round numbers, the numbers that were given before (so that "at most as many
// as" holds), every choice, an address.
func resort(s *survey.Session, q *survey.Question) []string {
	switch {
	case q.Type == survey.TypeCalculate:
		return []string{""}
	case q.Type.Numeric():
		entries := []string{"0", "1", "2", "5", "10", "50", "100", "1000", "2000", "2020", "2026", "2030"}
		for _, k := range s.Response.Answers.Keys() {
			if v := s.Response.Answers.Get(k).Value; v.Kind == survey.KindNumber {
				entries = append(entries, strings.Replace(v.Text, ".", ",", 1))
			}
		}
		return entries
	case q.Type == survey.TypeDate:
		return []string{"1.1.2000", "1.1.2020", "31.12.2025", "31.12.2026", "31.12.2035"}
	case q.Type.Choice():
		var entries []string
		for _, c := range s.Assessment().Choices(s.Place()).Choices {
			entries = append(entries, s.Assessment().Edit(s.Place(), survey.Value{Kind: survey.KindCode, Text: c.Name}))
		}
		return entries
	}
	return []string{"poststelle@beispiel.example", "https://www.beispiel.example", "0361 1234", "A", "A1", "a9"}
}
