package evaluate_test

import (
	"testing"

	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/evaluate"
)

// A change is good or bad only where the evaluation says what is good, and none
// where rounding shows the same figure.
func TestTrendOf(t *testing.T) {
	for _, c := range []struct {
		better    survey.Direction
		then, now float64
		want      evaluate.Trend
	}{
		{survey.BetterMore, 1, 2, evaluate.TrendBetter},
		{survey.BetterMore, 2, 1, evaluate.TrendWorse},
		{survey.BetterLess, 1, 2, evaluate.TrendWorse},
		{survey.BetterLess, 2, 1, evaluate.TrendBetter},
		{survey.BetterUnsaid, 1, 2, evaluate.TrendMore},
		{survey.BetterUnsaid, 2, 1, evaluate.TrendLess},
		{survey.BetterUnsaid, 1.04, 1, evaluate.TrendSame},
		{survey.BetterMore, 1, 1.04, evaluate.TrendSame},
	} {
		if got := evaluate.TrendOf(&survey.Indicator{Better: c.better, Decimals: 1}, c.then, c.now); got != c.want {
			t.Errorf("%q, %v to %v: %s, want %s", c.better, c.then, c.now, got, c.want)
		}
	}
}
