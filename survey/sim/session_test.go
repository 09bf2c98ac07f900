package sim_test

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/parser"
	"bestand.example/itbestand/survey/sim"
)

// After each answer a session takes over what cannot have changed. It must say
// the same as an assessment that is computed afresh, for whole sets too: with
// matrices, filters, rows as choices and calculations.
func TestASessionSaysWhatAFreshAssessmentSays(t *testing.T) {
	paths, err := filepath.Glob("../../questionnaires/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range append(paths, "../../cmd/testdata/alles/alles.yaml") {
		fsys, name := os.DirFS(filepath.Dir(path)), filepath.Base(path)
		if parser.Kind(fsys, name) != "questionnaire" {
			continue
		}
		t.Run(name, func(t *testing.T) {
			set, _, err := parser.Questionnaire(fsys, name)
			if err != nil {
				t.Fatal(err)
			}
			for i := range 3 {
				r := rand.New(rand.NewPCG(7, uint64(i)))
				response := &survey.Response{Unit: sim.Unit(i, r), Answers: survey.NewAnswers()}
				s := survey.NewSession(set, response, survey.Place{}, func(survey.Change) error { return nil })
				asked := 0
				look := func(s *survey.Session, _ *rand.Rand) (string, bool) {
					if asked++; asked%17 == i {
						sameAsFresh(t, s)
					}
					return fewer(s)
				}
				for _, do := range []func() error{
					func() error { return sim.Fill(s, r, look) },
					func() error { return sim.Wander(s, r, 30) },
					func() error { sameAsFresh(t, s); return nil },
				} {
					if err := do(); err != nil {
						t.Fatal(err)
					}
				}
			}
		})
	}
}

// fewer gives lists that could have many rows two.
func fewer(s *survey.Session) (string, bool) {
	if q := s.Question(); q.Type == survey.TypeRepeat && q.Min < 2 {
		return "2", true
	}
	return "", false
}

func sameAsFresh(t *testing.T, s *survey.Session) {
	t.Helper()
	ev, fresh, activity := s.Assessment(), survey.Assess(s.Set, s.Response), survey.ActivityOf(s.Set, s.Response)
	for _, q := range s.Set.Questions() {
		rows := []int{0}
		if q.Roster != nil {
			rows = s.Response.Answers.Rows(q.Roster.Name)
		}
		for _, row := range rows {
			k := survey.Key{Question: q.Name, Row: row}
			if ev.State(k) != fresh.State(k) || ev.Value(k) != fresh.Value(k) || ev.Required(k) != fresh.Required(k) || ev.Calculated(k) != fresh.Calculated(k) {
				t.Fatalf("at %v: %v is %v %v, afresh %v %v", s.Place(), k, ev.State(k), ev.Value(k), fresh.State(k), fresh.Value(k))
			}
			if !s.Response.Answers.Get(k).IsZero() && ev.Relevant(k) != activity.Relevant(k) {
				t.Fatalf("at %v: %v is relevant %t, as an activity %t", s.Place(), k, ev.Relevant(k), activity.Relevant(k))
			}
		}
	}
	if ev.Digest() != activity.Digest() {
		t.Fatalf("at %v: the activity has another digest", s.Place())
	}
	if a, b := ev.Findings(), fresh.Findings(); !reflect.DeepEqual(a, b) {
		t.Fatalf("at %v: findings\n%v\nafresh\n%v", s.Place(), a, b)
	}
}
