package export

import (
	"math/rand/v2"
	"testing"

	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/sim"
)

// What people answer who pass every check comes through as well as what the
// tests above put in by hand.
func TestRandomInterviewsComeThrough(t *testing.T) {
	j := newJourney(t)
	for n := range 12 {
		profile := []string{"", "", "", "kurz"}[n%4]
		j.office(n, profile, func(s *survey.Session) {
			r := rand.New(rand.NewPCG(7, uint64(n)))
			j.must(sim.Fill(s, r, sim.NoHint))
			if n%2 == 0 {
				j.must(sim.Wander(s, r, 5))
				j.must(sim.Fill(s, r, sim.NoHint))
			}
		})
	}
	w := writeBook(t, j.book())
	held, err := j.central.Responses()
	j.must(err)
	if len(held) != 12 || len(w.rows("Daten_AL")) != 12 {
		t.Fatalf("%d responses, %d rows", len(held), len(w.rows("Daten_AL")))
	}
	for _, h := range held {
		r, _, err := j.central.Load(h.Nr)
		j.must(err)
		newGuide(t, w, j.set, r).everything()
	}
}
