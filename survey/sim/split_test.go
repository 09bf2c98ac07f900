package sim_test

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"

	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/i18n"
	"bestand.example/itbestand/survey/parser"
	"bestand.example/itbestand/survey/sim"
)

// A part knows of everything outside of it only what its sections read. That
// must be enough for it to ask, compute, offer, check and say the same as the
// whole response does.
func TestAPartDecidesAsTheWholeDoes(t *testing.T) {
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
				r := rand.New(rand.NewPCG(11, uint64(i)))
				response := &survey.Response{Unit: sim.Unit(i, r), Answers: survey.NewAnswers()}
				s := survey.NewSession(set, response, survey.Place{}, func(survey.Change) error { return nil })
				asked := 0
				look := func(s *survey.Session, _ *rand.Rand) (string, bool) {
					if asked++; asked%23 == i {
						partsSayTheSame(t, s, r)
						followUpsSayTheSame(t, s, r)
					}
					return fewer(s)
				}
				for _, do := range []func() error{
					func() error { return sim.Fill(s, r, look) },
					func() error { return sim.Wander(s, r, 20) },
					func() error { partsSayTheSame(t, s, r); followUpsSayTheSame(t, s, r); return nil },
				} {
					if err := do(); err != nil {
						t.Fatal(err)
					}
				}
			}
		})
	}
}

// partsSayTheSame compares one section, and several, with the whole.
func partsSayTheSame(t *testing.T, s *survey.Session, r *rand.Rand) {
	t.Helper()
	var some []string
	for _, section := range s.Set.Sections {
		if r.IntN(3) == 0 {
			some = append(some, section.Name)
		}
	}
	one := s.Set.Sections[r.IntN(len(s.Set.Sections))].Name
	for _, sections := range [][]string{{one}, some} {
		part := survey.Assess(s.Set, s.Assessment().Split("p", sections))
		for _, section := range part.Sections() {
			for _, k := range keysOf(s, section) {
				if whole, share := said(s.Assessment(), s.Set, k), said(part, s.Set, k); !reflect.DeepEqual(whole, share) {
					t.Fatalf("%v of the part %v:\n%+v\nof the whole:\n%+v", k, sections, share, whole)
				}
			}
		}
	}
}

// followUpsSayTheSame asks about single questions, columns and lists, and
// compares each with the whole. What a list shows of other columns is not asked
// about, so choices that are rows of it may have other names.
func followUpsSayTheSame(t *testing.T, s *survey.Session, r *rand.Rand) {
	t.Helper()
	texts := map[string]string{}
	for _, q := range s.Set.Questions() {
		if q.Askable() && r.IntN(len(s.Set.Questions())) < 4 {
			texts[q.Name] = "?"
		}
	}
	response := s.Assessment().FollowUp("f", texts)
	part := survey.Assess(s.Set, response)
	for _, section := range s.Set.Sections {
		for _, k := range keysOf(s, section) {
			if !part.Own(s.Set.Question(k.Question)) {
				if !response.Answers.Get(k).IsZero() {
					t.Fatalf("%v travels and was not asked: %v", k, texts)
				}
				continue
			}
			if whole, share := said(s.Assessment(), s.Set, k), said(part, s.Set, k); !reflect.DeepEqual(whole, share) {
				t.Fatalf("%v of the follow-up %v:\n%+v\nof the whole:\n%+v", k, texts, share, whole)
			}
		}
	}
}

func keysOf(s *survey.Session, section *survey.Section) []survey.Key {
	var keys []survey.Key
	for _, q := range s.Set.Questions() {
		switch {
		case q.Section != section:
		case q.Roster == nil:
			keys = append(keys, survey.Key{Question: q.Name})
		default:
			for _, row := range s.Response.Answers.Rows(q.Roster.Name) {
				keys = append(keys, survey.Key{Question: q.Name, Row: row})
			}
		}
	}
	return keys
}

// sayings are all that a dialogue shows of a question.
type sayings struct {
	Relevant          bool
	State             survey.State
	Required          survey.Requirement
	Value, Calculated survey.Value
	Label, Hint       string
	Choices           []survey.Choice
	Suggestions       []string
	Findings          []string
}

func said(ev *survey.Assessment, set *survey.Questionnaire, k survey.Key) sayings {
	q, words := set.Question(k.Question), i18n.In("de")
	all := sayings{
		Relevant: ev.Relevant(k), State: ev.State(k), Required: ev.Required(k), Value: ev.Value(k), Calculated: ev.Calculated(k),
		Label: ev.Label(k, "de"), Hint: ev.Pipe(q.Hint, k.Row, "de"), Suggestions: ev.Suggestions(k, "de"),
	}
	if q.Type.Choice() {
		all.Choices = slices.Clone(ev.Choices(k).Choices)
	}
	for _, f := range ev.FindingsAt(k) {
		if f.Code == survey.UndecidedOutside {
			f.Code = survey.Undecided
		}
		all.Findings = append(all.Findings, ev.Say(f, words))
	}
	return all
}
