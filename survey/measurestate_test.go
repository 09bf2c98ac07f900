package survey

import "testing"

func TestTheLastNoteAboutAMeasureCounts(t *testing.T) {
	ref := MeasureRef{Evaluation: "e", Wave: "zwei", Measure: "r01", Unit: "160530000"}
	in := func(wave string, state MeasureState) MeasureNote {
		r := ref
		r.Wave = wave
		return MeasureNote{MeasureRef: r, State: state}
	}
	row := ref
	row.Response, row.Row = "r", 1
	ofRow := func(wave string, state MeasureState) MeasureNote {
		n := in(wave, state)
		n.Response, n.Row = "r", 1
		return n
	}
	for name, c := range map[string]struct {
		notes []MeasureNote
		ref   MeasureRef
		want  MeasureState
		wave  string // of the note that says so
		again bool
	}{
		"nobody noted anything":                     {nil, ref, MeasureOpen, "", false},
		"the last one in the wave":                  {[]MeasureNote{in("zwei", MeasureRunning), in("zwei", MeasureDropped)}, ref, MeasureDropped, "zwei", false},
		"what runs goes on":                         {[]MeasureNote{in("eins", MeasureRunning)}, ref, MeasureRunning, "eins", false},
		"what is dropped stays so":                  {[]MeasureNote{in("eins", MeasureDropped)}, ref, MeasureDropped, "eins", false},
		"done, and found again":                     {[]MeasureNote{in("eins", MeasureDone)}, ref, MeasureOpen, "eins", true},
		"the later of two waves before":             {[]MeasureNote{in("eins", MeasureDropped), in("null", MeasureRunning)}, ref, MeasureDropped, "eins", false},
		"what the wave itself says outweighs":       {[]MeasureNote{in("zwei", MeasureOpen), in("eins", MeasureRunning)}, ref, MeasureOpen, "zwei", false},
		"a later wave says nothing about this one":  {[]MeasureNote{in("drei", MeasureRunning)}, ref, MeasureOpen, "", false},
		"a row of an earlier response is another":   {[]MeasureNote{ofRow("eins", MeasureRunning)}, row, MeasureOpen, "", false},
		"a row of this wave's response":             {[]MeasureNote{ofRow("zwei", MeasureRunning)}, row, MeasureRunning, "zwei", false},
		"a rule of another evaluation is not meant": {[]MeasureNote{{MeasureRef: MeasureRef{Evaluation: "f", Wave: "zwei", Measure: "r01", Unit: ref.Unit}, State: MeasureDone}}, ref, MeasureOpen, "", false},
	} {
		got := NewMeasureNotes(c.notes).Standing(c.ref, []string{"eins", "null"})
		wave := ""
		if got.Note != nil {
			wave = got.Note.Wave
		}
		if got.State != c.want || wave != c.wave || got.Again != c.again {
			t.Errorf("%s: %+v", name, got)
		}
	}
}
