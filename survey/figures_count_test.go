package survey

import "testing"

// A number of persons is told apart from a figure that only begins with a count:
// of the one small numbers tell of few persons, of the other what it rests on.
func TestCountsOnly(t *testing.T) {
	e := &Evaluation{}
	for name, source := range map[string]string{
		"leitung": `count(F, .a >= 0)`, "uebrige": `count(F, .b >= 0) - leitung`, "alle": `len(filter(F, .a >= 0)) + uebrige`,
		"mittel": `count(F, .a >= 0) >= 5 ? mean(map(F, .a)) : 0 / 0`, "anteil": `count(F, .a >= 0) / len(F)`, "mehr": `leitung + mittel`, "kreis": `kreis + 1`,
	} {
		e.Indicators = append(e.Indicators, &Indicator{Name: name, Value: &Expression{Source: source}})
	}
	for name, want := range map[string]bool{"leitung": true, "uebrige": true, "alle": true, "mittel": false, "anteil": false, "mehr": false, "kreis": false} {
		if got := e.countsOnly(e.Indicator(name)); got != want {
			t.Errorf("%s: %t", name, got)
		}
	}
	if e.countsOnly(&Indicator{Name: "teile"}) {
		t.Error("an indicator of parts counts")
	}
}
