package survey

import "testing"

// A set is for the units of which its condition is true. Where the population
// does not say what it asks, that is not known.
func TestWaveAsksTheUnitsThatItIsFor(t *testing.T) {
	w := &Wave{Sets: []WaveSet{{ID: "all"}, {ID: "large", For: &Expression{Source: `einheit.typ == "landkreis" or einheit.einwohner >= 10000`}}}}
	if issues := w.Compile(); len(issues) > 0 {
		t.Fatal(issues)
	}
	for _, x := range []struct {
		unit         Unit
		asked, known bool
	}{
		{Unit{Key: "16001", Type: Landkreis}, true, true},
		{Unit{Key: "160010001", Type: VerbandsfreieGemeinde, Inhabitants: 10000}, true, true},
		{Unit{Key: "160010001", Type: VerbandsfreieGemeinde, Inhabitants: 9999}, false, true},
		{Unit{Key: "160010001", Type: VerbandsfreieGemeinde}, false, false},
	} {
		if asked, known := w.Sets[1].Asks(x.unit); asked != x.asked || known != x.known {
			t.Errorf("%+v: asked %v, known %v", x.unit, asked, known)
		}
		if asked, known := w.Sets[0].Asks(x.unit); !asked || !known {
			t.Errorf("%+v is not asked a set that is for all", x.unit)
		}
	}
}
