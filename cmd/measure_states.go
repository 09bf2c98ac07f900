package cmd

import (
	"cmp"
	"slices"

	"bestand.example/itbestand/export"
	"bestand.example/itbestand/store"
	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/evaluate"
)

// standings knows how far the measures of an evaluation have come in a wave.
type standings struct {
	notes      survey.MeasureNotes
	evaluation string
	wave       string
	earlier    []string // waves before it, the latest first
}

func standingsIn(central *store.File, evaluation, wave string) (*standings, error) {
	all, err := central.MeasureNotes()
	if err != nil {
		return nil, err
	}
	rekeyed, err := rekeying(central)
	if err != nil {
		return nil, err
	}
	for i := range all {
		all[i].At = all[i].At.Local()
		if all[i].Wave != wave {
			all[i].Unit = rekeyed(all[i].Unit)
		}
	}
	earlier, err := wavesBefore(central, wave)
	if err != nil {
		return nil, err
	}
	s := &standings{survey.NewMeasureNotes(all), evaluation, wave, nil}
	for _, w := range earlier {
		s.earlier = append(s.earlier, w.ID)
	}
	return s, nil
}

// standingsAfter also goes on from what was noted in the central file of an
// earlier wave.
func standingsAfter(central *store.File, c *computed, before *earlier) (*standings, error) {
	s, err := standingsIn(central, c.Evaluation.ID, c.wave)
	if err != nil || before == nil || !before.apart || before.wave == c.wave {
		return s, err
	}
	rekeyed, err := rekeying(central)
	if err != nil {
		return nil, err
	}
	for r, notes := range before.standings.notes {
		if r.Unit = rekeyed(r.Unit); len(s.notes[r]) == 0 {
			s.notes[r] = notes
		}
	}
	for _, wave := range append([]string{before.wave}, before.standings.earlier...) {
		if wave != c.wave && !slices.Contains(s.earlier, wave) {
			s.earlier = append(s.earlier, wave)
		}
	}
	return s, nil
}

// rekeying gives the key that a unit has now where only its key changed: what was
// noted about it before goes on.
func rekeying(central *store.File) (func(key string) string, error) {
	territory, err := central.Territory()
	if err != nil {
		return nil, err
	}
	population, err := central.Population()
	return func(key string) string {
		if s, ok := territory.Successors(key, population); ok && s.Kind == survey.Rekeyed && len(s.Keys) == 1 {
			return s.Keys[0]
		}
		return key
	}, err
}

// wavesBefore lists the waves that a central file carries and whose reference
// date is before that of a wave, the latest first.
func wavesBefore(central *store.File, id string) ([]*survey.Wave, error) {
	if id == "" {
		return nil, nil
	}
	own, err := waveIn(central, id)
	if own == nil || err != nil {
		return nil, err
	}
	all, err := central.Waves()
	if err != nil {
		return nil, err
	}
	var before []*survey.Wave
	for _, w := range all {
		wave, err := waveIn(central, w.ID)
		if err != nil {
			return nil, err
		}
		if wave != nil && wave.ReferenceDate.Compare(own.ReferenceDate) < 0 {
			before = append(before, wave)
		}
	}
	slices.SortStableFunc(before, func(a, b *survey.Wave) int { return b.ReferenceDate.Compare(a.ReferenceDate) })
	return before, nil
}

func (s *standings) ref(h *evaluate.Hit) survey.MeasureRef { return h.Ref(s.evaluation, s.wave) }

func (s *standings) of(r survey.MeasureRef) survey.MeasureStanding {
	return s.notes.Standing(r, s.earlier)
}

// gone lists the measures that somebody noted something about and that the
// rules do not find now: those noted in this wave, and those that were running
// in an earlier one.
func (s *standings) gone(hits []*evaluate.Hit) []survey.MeasureRef {
	found := map[survey.MeasureRef]bool{}
	for _, h := range hits {
		found[s.ref(h)] = true
	}
	var gone []survey.MeasureRef
	for r := range s.notes {
		now, same := r.InWave(s.wave)
		switch {
		case r.Evaluation != s.evaluation || !same && r.Wave != s.wave:
		case r.Wave == s.wave && !found[r]:
			gone = append(gone, r)
		case slices.Contains(s.earlier, r.Wave) && !found[now] && s.of(now).State == survey.MeasureRunning && len(s.notes[now]) == 0:
			gone = append(gone, now)
		}
	}
	slices.SortFunc(gone, compareRefs)
	return slices.Compact(gone)
}

func compareRefs(a, b survey.MeasureRef) int {
	return cmp.Or(cmp.Compare(a.Measure, b.Measure), cmp.Compare(a.Unit, b.Unit), cmp.Compare(a.Grouping, b.Grouping), cmp.Compare(a.Group, b.Group),
		cmp.Compare(a.Tier, b.Tier), cmp.Compare(a.Response, b.Response), cmp.Compare(a.Row, b.Row))
}

// stand puts into the workbook how far each measure has come.
func (a *app) stand(central *store.File, c *computed, before *earlier, to *export.Evaluation) error {
	s, err := standingsAfter(central, c, before)
	if err != nil {
		return err
	}
	for i, h := range c.Measures {
		to.Hits[i].Standing = s.of(s.ref(h))
	}
	for _, r := range s.gone(c.Measures) {
		to.Gone = append(to.Gone, export.Hit{
			Measure: a.measureCalled(c.Evaluation, r.Measure), Version: c.Evaluation.Version, Unit: unitAmong(c.Units, r.Unit), Row: r.Row,
			Grouping: r.Grouping, Group: goneGroup(r), Tier: export.Tier(r.Tier), Standing: s.of(r),
		})
	}
	return nil
}

func goneGroup(r survey.MeasureRef) []export.Label {
	if r.Grouping == "" {
		return nil
	}
	return []export.Label{{Code: r.Group, Text: survey.German(r.Group)}}
}

// measureCalled is the rule with a name, or what stands for one that the
// evaluation does not have any more.
func (a *app) measureCalled(e *survey.Evaluation, name string) *survey.Measure {
	if m := e.Measure(name); m != nil {
		return m
	}
	return &survey.Measure{Name: name, Label: survey.German(a.words.T("monitoring.rule_gone"))}
}

func unitAmong(units []survey.Unit, key string) survey.Unit {
	if i := slices.IndexFunc(units, func(u survey.Unit) bool { return u.Key == key }); i >= 0 {
		return units[i]
	}
	return survey.Unit{Key: key}
}
