package sim_test

import (
	"math/rand/v2"
	"testing"

	"bestand.example/itbestand/questionnaires"
	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/i18n"
	"bestand.example/itbestand/survey/parser"
	"bestand.example/itbestand/survey/sim"
)

func embedded(t testing.TB, name string) *survey.Questionnaire {
	t.Helper()
	set, _, err := parser.Questionnaire(questionnaires.Files, name)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func answered(t testing.TB, set *survey.Questionnaire, seed uint64, hint sim.Hint) *survey.Session {
	t.Helper()
	r := &survey.Response{Unit: survey.Unit{Key: "990610001", Type: survey.Verwaltungsgemeinschaft, Inhabitants: 5000}, Answers: survey.NewAnswers()}
	s := survey.NewSession(set, r, survey.Place{}, func(survey.Change) error { return nil })
	if err := sim.Fill(s, rand.New(rand.NewPCG(seed, 0)), hint); err != nil {
		t.Fatal(err)
	}
	return s
}

// Random answers to the real question set pass every check, whatever the seed.
func TestRandomAnswersAreComplete(t *testing.T) {
	set := embedded(t, "it-landschaft.yaml")
	for seed := range uint64(30) {
		s := answered(t, set, seed, sim.NoHint)
		for _, f := range s.Assessment().Findings() {
			if f.Code.Blocks() {
				t.Errorf("seed %d: %s: %s", seed, f.Question, s.Say(f, i18n.In("de")))
			}
		}
	}
}

func TestTheSameSeedGivesTheSameAnswers(t *testing.T) {
	set := embedded(t, "it-landschaft.yaml")
	a, b, c := answered(t, set, 7, sim.NoHint), answered(t, set, 7, sim.NoHint), answered(t, set, 8, sim.NoHint)
	if survey.ResponseDigest(set, a.Response) != survey.ResponseDigest(set, b.Response) {
		t.Error("one seed, two answers")
	}
	if survey.ResponseDigest(set, a.Response) == survey.ResponseDigest(set, c.Response) {
		t.Error("two seeds, one answer")
	}
}

// BenchmarkEvaluate measures what one answer costs in conditions: the real set
// with 40 rows of 23 columns.
func BenchmarkEvaluate(b *testing.B) {
	set := embedded(b, "it-landschaft.yaml")
	s := answered(b, set, 1, func(s *survey.Session, _ *rand.Rand) (string, bool) { return "40", s.Question().Name == "fv" })
	for b.Loop() {
		survey.Assess(set, s.Response)
	}
}

// BenchmarkAnswer measures what one answer costs in the dialogue: a cell in the
// middle of a list of 40 rows of the real set, with all that follows from it.
func BenchmarkAnswer(b *testing.B) {
	set := embedded(b, "it-landschaft.yaml")
	s := answered(b, set, 1, func(s *survey.Session, _ *rand.Rand) (string, bool) { return "40", s.Question().Name == "fv" })
	place := survey.Key{Question: "fv_nutzer", Row: 20}
	for i := 0; b.Loop(); i++ {
		if err := s.Goto(place); err != nil {
			b.Fatal(err)
		}
		if refused, err := s.Enter([]string{"12", "13"}[i%2]); err != nil || len(refused) > 0 {
			b.Fatal(refused, err)
		}
	}
}
