package evaluate

import (
	"slices"

	"bestand.example/itbestand/survey"
)

// Obstacle is why a question of one wave cannot be compared with that of
// another, or is compared with a reserve.
type Obstacle struct {
	Set        *survey.Questionnaire
	Question   *survey.Question   // nil: all questions of the set
	Difference *survey.Difference // nil: nobody answered the set in the earlier wave
	Reserve    bool               // the question is compared all the same
}

// unshared are the kinds of differences after which an answer is another thing
// than before: its question was not asked, or is of another form, or its codes
// mean something else.
var unshared = []survey.DifferenceKind{
	survey.QuestionNew, survey.TypeChanged, survey.TypeToText, survey.RosterChanged, survey.MatrixChanged, survey.DecimalsReduced, survey.SourceChanged,
	survey.OtherGone, survey.ScaleChanged, survey.CodesLost, survey.ChoiceGone,
}

// reserved are those that may make people answer differently.
var reserved = []survey.DifferenceKind{survey.LabelChanged, survey.ChoiceNew, survey.ChoiceRelabelled, survey.ListChanged}

// shared knows which questions two waves share.
type shared struct {
	*survey.Evaluation
	sets      map[*survey.Questionnaire]Obstacle
	questions map[*survey.Question][]Obstacle
}

// newShared compares the sets of an evaluation with the versions that were
// answered in an earlier wave.
func newShared(e *survey.Evaluation, earlier []*survey.Questionnaire) *shared {
	s := &shared{e, map[*survey.Questionnaire]Obstacle{}, map[*survey.Question][]Obstacle{}}
	for _, set := range e.Sets() {
		answered := false
		for _, old := range earlier {
			if old.ID == set.ID {
				answered = true
				s.compare(old, set)
			}
		}
		if !answered {
			s.sets[set] = Obstacle{Set: set}
		}
		s.computed(set)
	}
	return s
}

func (s *shared) compare(old, set *survey.Questionnaire) {
	for _, d := range survey.Compare(old, set) {
		reserve := slices.Contains(reserved, d.Kind)
		switch {
		case d.Kind.Bars():
			s.sets[set] = Obstacle{Set: set, Difference: &d}
		case d.Kind == survey.QuestionGone:
			if q := old.Question(d.Question); q != nil && q.Matrix != nil {
				s.stop(set, set.Question(q.Matrix.Name), d, false) // a mean of its rows is one of others now
			}
		case d.Kind == survey.DetailChanged && d.Args[0] == "calculation":
			s.stop(set, set.Question(d.Question), d, false)
		case !reserve && !slices.Contains(unshared, d.Kind):
		case d.Question == "":
			s.stopList(set, d, reserve)
		default:
			q := set.Question(d.Question)
			s.stop(set, q, d, reserve)
			if q != nil && q.Matrix != nil {
				s.stop(set, q.Matrix, d, reserve)
			}
		}
	}
}

// stopList is about the questions that offer a list of choices.
func (s *shared) stopList(set *survey.Questionnaire, d survey.Difference, reserve bool) {
	for _, q := range set.Questions() {
		if q.List != nil && len(d.Args) > 0 && q.List.Name == d.Args[0] && q.Type.Choice() {
			s.stop(set, q, d, reserve)
		}
	}
}

func (s *shared) stop(set *survey.Questionnaire, q *survey.Question, d survey.Difference, reserve bool) {
	if q != nil {
		s.questions[q] = append(s.questions[q], Obstacle{set, q, &d, reserve})
	}
}

// computed hands obstacles on to the questions that are computed from others.
func (s *shared) computed(set *survey.Questionnaire) {
	for changed := true; changed; {
		changed = false
		for _, q := range set.Questions() {
			if q.Calculation == nil || len(s.questions[q]) > 0 {
				continue
			}
			for _, name := range slices.Concat(q.Calculation.Reads, q.Calculation.Columns) {
				if of := set.Question(name); of != nil && of != q {
					s.questions[q] = append(s.questions[q], s.questions[of]...)
				}
			}
			changed = changed || len(s.questions[q]) > 0
		}
	}
}

// reads lists the questions that formulas read, also by way of indicators.
func (s *shared) reads(formulas []*survey.Expression) []survey.Source {
	var all []survey.Source
	seen := map[*survey.Indicator]bool{}
	for len(formulas) > 0 {
		var next []*survey.Expression
		for _, x := range formulas {
			questions, indicators := s.Sources(x)
			for _, q := range questions {
				if !slices.Contains(all, q) {
					all = append(all, q)
				}
			}
			for _, i := range indicators {
				if !seen[i] {
					seen[i] = true
					next = append(next, expressions(i)...)
				}
			}
		}
		formulas = next
	}
	return all
}

// obstacles lists what stands against comparing what formulas give: the first
// one without a reserve alone, since it decides.
func (s *shared) obstacles(formulas []*survey.Expression, sets ...*survey.Questionnaire) []Obstacle {
	var reserves []Obstacle
	for _, from := range s.reads(formulas) {
		sets = append(sets, from.Set)
		for _, o := range s.questions[from.Question] {
			if !o.Reserve {
				return []Obstacle{o}
			}
			if !slices.Contains(reserves, o) {
				reserves = append(reserves, o)
			}
		}
	}
	for _, set := range sets {
		if o, ok := s.sets[set]; ok {
			return []Obstacle{o}
		}
	}
	return reserves
}

func barred(obstacles []Obstacle) bool {
	return len(obstacles) == 1 && !obstacles[0].Reserve
}
