package evaluate

import (
	"testing"

	"bestand.example/itbestand/survey"
)

// A figure that is worked out from others says how many values the weakest of them
// rests on, and of what; what is not known has no part in that.
func TestADerivedFigureRestsOnTheWeakest(t *testing.T) {
	of := func(n int, counted survey.Counted, known bool) basis { return basis{n, counted, known} }
	for _, x := range []struct {
		all  []basis
		want basis
	}{
		{[]basis{of(40, survey.CountedUnits, true), of(12, survey.CountedPersons, true)}, of(12, survey.CountedPersons, true)},
		{[]basis{of(3, survey.CountedPersons, false), of(40, survey.CountedUnits, true)}, of(40, survey.CountedUnits, true)},
		{[]basis{of(3, survey.CountedPersons, false)}, of(0, survey.CountedPersons, false)},
	} {
		if got := weakest(x.all); got != x.want {
			t.Errorf("of %v: %v", x.all, got)
		}
	}
}
