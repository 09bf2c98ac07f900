package cmd_test

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/sim"
)

// unasked is how a remark begins that stands at a question which is not asked.
const unasked = "Nicht gefragt: "

// remark leaves comments where the simulation leaves none: beside missing
// codes, at questions without an answer, at lists, and at what is not asked
// any more. Some are longer than a cell, some hold characters that no file
// takes; reasons may be as long.
func remark(s *survey.Session, r *rand.Rand) error {
	for _, q := range s.Set.Questions() {
		if !q.Asked() || q.Roster != nil {
			continue
		}
		k := survey.Key{Question: q.Name}
		a := s.Response.Answers.Get(k)
		one, chance := survey.Assignment{Question: q.Name}, 4
		if a.Missing != "" || q.Type == survey.TypeRepeat {
			chance = 25
		}
		switch text := wording(r); {
		case r.IntN(100) >= chance:
			continue
		case !s.Assessment().Relevant(k):
			text = unasked + text
			one.Comment = &text
		case a.Acknowledged != "" && r.IntN(2) == 0:
			one.Acknowledged = &text
		case a.Reason != "" && r.IntN(2) == 0:
			one.Reason = &text
		default:
			one.Comment = &text
		}
		if refused, err := s.Put([]survey.Assignment{one}); err != nil || len(refused) > 0 {
			return fmt.Errorf("remark on %s: %v, %w", q.Name, refused, err)
		}
	}
	return longest(s, r)
}

// longest gives now and then the longest answer that the engine takes, in
// characters that count twice in a workbook.
func longest(s *survey.Session, r *rand.Rand) error {
	for _, name := range []string{"satz", "absatz"} {
		k := survey.Key{Question: name}
		if r.IntN(100) > 0 || !s.Assessment().Relevant(k) {
			continue
		}
		text := strings.Repeat("🙂", 16_000)
		if refused, err := s.Put([]survey.Assignment{{Question: name, Entry: &text}}); err != nil || len(refused) > 0 {
			return fmt.Errorf("longest %s: %v, %w", name, refused, err)
		}
	}
	return nil
}

// wording is something to say.
func wording(r *rand.Rand) string {
	switch r.IntN(50) {
	case 0: // a cell has 32,767 units; the cut may fall within a character
		return strings.Repeat("So viel lässt sich dazu sagen 🙂. ", 900+r.IntN(2500)) + "Ende"
	case 1, 2:
		return "Text\x07 mit \u202eZeichen\u2028, die\x00 keiner sieht"
	case 3, 4:
		return "Erste Zeile\n\tzweite _x0041_ Zeile, =SUMME(A1)"
	}
	return sim.Remark + fmt.Sprintf(" %d", r.IntN(1000))
}
