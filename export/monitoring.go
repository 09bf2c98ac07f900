package export

import "bestand.example/itbestand/survey"

// Monitoring is what changed between two waves. Each figure is about the units
// that answered both times.
type Monitoring struct {
	Then, Now MonitoredWave
	Both      int // units that answered both times
	Changes   []Change
	Units     []UnitChange
	Measures  []MeasureChange
	Apart     []Apart
}

// MonitoredWave names a wave.
type MonitoredWave struct {
	Title string
	Date  survey.Date // reference date; zero: not known
}

// Change is an indicator of a group, then and now.
type Change struct {
	Then, Now GroupFigure
	Both      int // units with a value both times; 0 where the values are not of units
	NThen     int // values in all of the wave
	NNow      int
	Trends    map[string]int // units by trend; nil: not told
	Remark    string
}

// UnitChange is an indicator of a unit, then and now.
type UnitChange struct {
	Indicator *survey.Indicator
	Unit      survey.Unit
	Then, Now Figure
	Trend     string // better, same, worse; more or less of what is neither
}

// MeasureChange counts a measure and its states in the units that answered
// both times.
type MeasureChange struct {
	Measure   *survey.Measure
	Units     int // 0: it is about groups
	Then, Now map[survey.MeasureState]int
	Gone, New int
	Remark    string
}

// Apart is what is not compared: an indicator, a measure or a unit.
type Apart struct {
	Indicator *survey.Indicator
	Measure   *survey.Measure
	Unit      survey.Unit
	Reason    string
}
