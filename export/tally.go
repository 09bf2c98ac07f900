package export

import (
	"slices"
	"strconv"

	"bestand.example/itbestand/survey"
)

// tally is what the export learns about one question.
type tally struct {
	// Of the responses (in a roster: the rows) that count, those in conflict
	// left out:
	answered, open, notAsked int
	missing                  map[string]int // by missing code
	codes                    map[string]int // by choice
	numbers                  sample[float64]
	dates                    sample[string]
	ranks                    map[string]*sample[float64] // by choice: the places that it was ranked at
	none                     int                         // rosters: confirmed that there are no rows

	// Of all that are written, those in conflict too: which companion columns
	// are needed.
	hasMissing, hasEstimate, hasComment, hasReason, hasOverride, hasReplaced, hasOther bool
}

// base is the number of responses or rows.
func (t *tally) base() int { return t.given() + t.open + t.notAsked }

// asked is the number of those to whom the question was put.
func (t *tally) asked() int { return t.given() + t.open }

// given is the number of answers, missing codes among them.
func (t *tally) given() int {
	n := t.answered
	for _, m := range t.missing {
		n += m
	}
	return n
}

// mark notes which companion columns an answer needs.
func (t *tally) mark(q *survey.Question, state survey.State, a *survey.Answer) {
	t.hasMissing = t.hasMissing || state == survey.StateMissing || state == survey.StateNotAsked
	if state != survey.StateNotAsked {
		t.hasEstimate = t.hasEstimate || a.Estimate
		t.hasComment = t.hasComment || a.Comment != ""
		t.hasReason = t.hasReason || a.Acknowledged != ""
		t.hasOverride = t.hasOverride || a.Reason != ""
		t.hasReplaced = t.hasReplaced || q.Override && !a.Value.IsZero()
		t.hasOther = t.hasOther || a.Value.Other() != ""
	}
}

// count counts an answer.
func (t *tally) count(state survey.State, a *survey.Answer) {
	switch state {
	case survey.StateAnswered:
		t.answered++
	case survey.StateMissing:
		if t.missing == nil {
			t.missing = map[string]int{}
		}
		t.missing[a.Missing]++
	case survey.StateOpen:
		t.open++
	case survey.StateNotAsked:
		t.notAsked++
	}
}

// value counts what was answered to a question. The rows of one response are
// nothing that others can have chosen too, so they are not counted.
func (t *tally) value(one *setScan, q *survey.Question, known *facts) {
	v := known.value
	switch v.Kind {
	case survey.KindNoRows:
		t.none++
	case survey.KindCode, survey.KindCodes:
		if one.set.Question(q.ChoicesFrom) == nil {
			t.chosen(one, q, known.codes)
		}
	case survey.KindRanking:
		t.ranking(known.codes)
	case survey.KindBoolean:
		t.code(booleanCode(v))
	case survey.KindNumber:
		if n, err := strconv.ParseFloat(v.Text, 64); err == nil {
			t.numbers.add(n)
		}
	case survey.KindDate:
		t.dates.add(v.Text)
	}
}

func (t *tally) chosen(one *setScan, q *survey.Question, codes []string) {
	for _, code := range codes {
		t.code(code)
		if q.Type == survey.TypeScale {
			if n, ok := step(one, q, code); ok {
				t.numbers.add(n)
			}
		}
	}
}

// ranking counts who came first, and keeps the places of all.
func (t *tally) ranking(codes []string) {
	if t.ranks == nil {
		t.ranks = map[string]*sample[float64]{}
	}
	for i, code := range codes {
		if i == 0 {
			t.code(code)
		}
		if t.ranks[code] == nil {
			t.ranks[code] = &sample[float64]{}
		}
		t.ranks[code].add(float64(i + 1))
	}
}

func (t *tally) code(code string) {
	if t.codes == nil {
		t.codes = map[string]int{}
	}
	t.codes[code]++
}

// figures are the usual ones of a list of numbers.
type figures struct{ min, median, mean, max float64 }

// figuresOf sorts numbers and reports whether there are any.
func figuresOf(numbers []float64) (figures, bool) {
	n := len(numbers)
	if n == 0 {
		return figures{}, false
	}
	slices.Sort(numbers)
	sum := 0.0
	for _, x := range numbers {
		sum += x
	}
	return figures{numbers[0], (numbers[(n-1)/2] + numbers[n/2]) / 2, sum / float64(n), numbers[n-1]}, true
}
