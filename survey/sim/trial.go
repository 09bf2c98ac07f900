package sim

import (
	"errors"
	"math/rand/v2"

	"bestand.example/itbestand/survey"
)

// Trial is what came of answering a question set many times at random
// (Probelauf): what a consultant wants to know before anybody is asked.
type Trial struct {
	Responses int
	Stuck     map[string]int // questions that no entry got past: how often
	Asked     map[string]int // questions: in how many responses they were asked
	Warned    map[string]int // questions: in how many responses a warning spoke
	Least     int            // questions that a response had to answer, columns of rows included
	Most      int
	Total     int // of all responses together
}

// Mean is how many questions a response answers on average.
func (t Trial) Mean() float64 {
	if t.Responses == 0 {
		return 0
	}
	return float64(t.Total) / float64(t.Responses)
}

// Never lists the questions that nobody was asked, in their order.
func (t Trial) Never(set *survey.Questionnaire) []string {
	var never []string
	for _, q := range set.Questions() {
		if q.Asked() && t.Asked[q.Name] == 0 {
			never = append(never, q.Name)
		}
	}
	return never
}

// Try answers a set so many times, for administrations of every type and size,
// in every short form. One seed gives one result.
func Try(set *survey.Questionnaire, times int, seed uint64) (Trial, error) {
	t := Trial{Stuck: map[string]int{}, Asked: map[string]int{}, Warned: map[string]int{}}
	for i := range times {
		r := rand.New(rand.NewPCG(seed, uint64(i)))
		response := &survey.Response{Unit: Unit(i, r), Profile: profile(set, i), Answers: survey.NewAnswers()}
		s := survey.NewSession(set, response, survey.Place{}, func(survey.Change) error { return nil })
		err := Fill(s, r, NoHint)
		var stuck *stuckError
		if errors.As(err, &stuck) {
			t.Stuck[stuck.question]++
		} else if err != nil {
			return t, err
		}
		t.count(s)
	}
	return t, nil
}

func (t *Trial) count(s *survey.Session) {
	asked, warned := map[string]bool{}, map[string]bool{}
	ev := s.Assessment()
	for _, f := range ev.Findings() {
		if f.Code == survey.Confirmed || f.Code == survey.Unconfirmed {
			warned[f.Question] = true
		}
	}
	for _, q := range s.Set.Questions() {
		rows := []int{0}
		if q.Roster != nil {
			rows = s.Response.Answers.Rows(q.Roster.Name)
		}
		for _, row := range rows {
			if ev.Relevant(survey.Key{Question: q.Name, Row: row}) {
				asked[q.Name] = true
			}
		}
	}
	for name := range asked {
		t.Asked[name]++
	}
	for name := range warned {
		t.Warned[name]++
	}
	_, n := ev.Progress()
	if t.Responses == 0 || n < t.Least {
		t.Least = n
	}
	t.Most = max(t.Most, n)
	t.Total += n
	t.Responses++
}

// Unit makes up the i-th administration: types take turns, sizes are drawn.
// Its key is of no Land.
func Unit(i int, r *rand.Rand) survey.Unit {
	types := survey.UnitTypes()
	u := survey.Unit{Type: types[i%len(types)], Inhabitants: 500 << r.IntN(9), Members: 1 + r.IntN(12), DistrictKey: "99061", District: "Musterkreis"}
	u.Key = digits(990_000_000+i, 9)
	if u.Type == survey.Landkreis {
		u.Key = digits(17_000+i%80_000, 5) // from 17 on no Land
	}
	u.Name = "Muster " + u.Key
	return u
}

func digits(n, width int) string {
	text := make([]byte, width)
	for i := range text {
		text[width-1-i], n = byte('0'+n%10), n/10
	}
	return string(text)
}

// profile takes the whole set and its short forms in turn.
func profile(set *survey.Questionnaire, i int) string {
	if n := i / len(survey.UnitTypes()) % (len(set.Profiles) + 1); n > 0 {
		return set.Profiles[n-1].Name
	}
	return ""
}
