package export

import "bestand.example/itbestand/survey"

// facts are what is known about a question in a response, or in a row of one of
// its rosters. They are looked up once for all columns that tell of them.
type facts struct {
	state    survey.State
	answer   survey.Answer
	value    survey.Value
	codes    []string // of the value
	response int      // number of the response that they are of
}

func (r *record) facts(q *survey.Question) *facts {
	row := 0
	if q.Roster != nil {
		row = r.place - 1
	}
	all := &r.one.facts[r.one.places[q]]
	for len(*all) <= row {
		*all = append(*all, facts{})
	}
	f := &(*all)[row]
	if f.response != r.number {
		f.response = r.number
		f.state, f.answer, f.value = r.ev.Look(q, r.key(q).Row)
		f.codes = f.value.Codes()
	}
	return f
}

// answer is what is known about a question that is asked; answers to others
// were kept only in case they are asked again.
func (r *record) answer(q *survey.Question) survey.Answer {
	if f := r.facts(q); f.state != survey.StateNotAsked {
		return f.answer
	}
	return survey.Answer{}
}

func (r *record) value(q *survey.Question) survey.Value { return r.facts(q).value }

// remembered fills a column in which the same choices stand again and again, and
// their cells need be made only once: those of a list, without words of one's own.
func remembered(q *survey.Question, cell func(*record, survey.Value) any) func(*record) any {
	if q.ChoicesFrom != "" {
		return func(r *record) any { return cell(r, r.value(q)) } // is called otherwise in another response
	}
	known := map[survey.Value]any{}
	return func(r *record) any {
		v := r.value(q)
		if v.Kind != survey.KindCode && v.Kind != survey.KindCodes || v.Other() != "" {
			return cell(r, v)
		}
		c, ok := known[v]
		if !ok {
			c = cell(r, v)
			if len(known) < longList*longList { // of several codes there may be any number
				known[v] = c
			}
		}
		return c
	}
}
