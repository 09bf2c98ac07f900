package evaluate_test

import (
	"fmt"
	"testing"

	"bestand.example/itbestand/survey"
)

// A survey of a thousand units, each with the five programs and four services
// of the corpus.
func BenchmarkCompute(b *testing.B) {
	x := load(b, "testdata/dienste.txtar")
	var responses []*survey.Response
	for n := range 1000 {
		r := *x.responses[0]
		r.ID, r.Unit.Key = fmt.Sprint(n), fmt.Sprintf("%09d", n)
		responses = append(responses, &r)
	}
	for b.Loop() {
		computed(x.evaluation, nil, responses, survey.Date{})
	}
}
