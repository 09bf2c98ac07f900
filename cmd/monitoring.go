package cmd

import (
	"bestand.example/itbestand/export"
	"bestand.example/itbestand/store"
	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/evaluate"
)

// monitoring compares a wave with the one before it, for the workbook.
func (a *app) monitoring(central *store.File, c *computed, before *earlier) (*export.Monitoring, error) {
	territory, err := central.Territory()
	if err != nil {
		return nil, err
	}
	now, err := standingsAfter(central, c, before)
	if err != nil {
		return nil, err
	}
	there := map[string]bool{}
	for _, u := range before.Units {
		there[u.Key] = true
	}
	origin := func(key string) (string, evaluate.Absence) {
		was, one := territory.Before(key, before.date, c.date, func(k string) bool { return there[k] })
		if !one {
			return "", evaluate.AbsenceMerged
		}
		return was, evaluate.AbsenceNone
	}
	state := func(s *standings) func(*evaluate.Hit) survey.MeasureState {
		return func(h *evaluate.Hit) survey.MeasureState { return s.of(s.ref(h)).State }
	}
	d, err := evaluate.Develop(c.Evaluation,
		evaluate.Occasion{Result: before.Result, Responses: before.responses, Date: before.date, State: state(before.standings)},
		evaluate.Occasion{Result: c.Result, Responses: c.list, Date: c.date, State: state(now)}, origin, before.sets)
	if err != nil {
		return nil, err
	}
	m := a.exportDevelopment(d)
	m.Then, m.Now = a.waveWords(before.wave, before.title, before.date), a.waveWords(c.wave, "", c.date)
	if wave, err := waveIn(central, c.wave); err != nil {
		return nil, err
	} else if wave != nil {
		m.Now.Title = wave.Title.In(a.words.Lang())
	}
	return m, nil
}

func (a *app) waveWords(id, title string, date survey.Date) export.MonitoredWave {
	if title == "" {
		title = id
	}
	return export.MonitoredWave{Title: title, Date: date}
}

func (a *app) exportDevelopment(d *evaluate.Development) *export.Monitoring {
	m := &export.Monitoring{Both: d.Both}
	for _, c := range d.Changes {
		one := export.Change{Both: c.Both, NThen: c.NThen, NNow: c.NNow, Trends: map[string]int{}, Remark: a.reserves(c.Reserves)}
		if c.Own[1] != nil {
			one.Then, one.Now = exportGroup(c.Own[0]), exportGroup(c.Own[1])
		} else {
			one.Then, one.Now = exportSummary(c.Then), exportSummary(c.Now)
		}
		for trend, n := range c.Trends {
			one.Trends[string(trend)] = n
		}
		m.Changes = append(m.Changes, one)
	}
	for _, c := range d.Units {
		m.Units = append(m.Units, export.UnitChange{Indicator: c.Indicator, Unit: c.Unit, Then: exportFigure(c.Then), Now: exportFigure(c.Now), Trend: string(c.Trend)})
	}
	for _, c := range d.Measures {
		m.Measures = append(m.Measures, export.MeasureChange{Measure: c.Measure, Units: c.Units, Then: c.Then, Now: c.Now, Gone: c.Gone, New: c.New, Remark: a.reserves(c.Reserves)})
	}
	for _, p := range d.Apart {
		m.Apart = append(m.Apart, export.Apart{Indicator: p.Indicator, Measure: p.Measure, Unit: p.Unit, Reason: a.apartWords(p)})
	}
	return m
}

// apartWords says why something is not compared.
func (a *app) apartWords(p evaluate.Apart) string {
	switch {
	case p.Absence != evaluate.AbsenceNone:
		return a.words.T("monitoring.absence_" + string(p.Absence))
	case p.Obstacle == nil:
		return a.words.T("monitoring.no_pair")
	}
	return a.obstacle(*p.Obstacle)
}

func (a *app) obstacle(o evaluate.Obstacle) string {
	title := survey.CleanLine(o.Set.Title.In(a.words.Lang()))
	switch {
	case o.Difference == nil:
		return a.words.T("monitoring.set_not_asked", title)
	case o.Question == nil:
		return a.words.T("monitoring.set_differs", title, o.Difference.Say(a.words))
	}
	return a.words.T("monitoring.question_differs", title, survey.CleanLine(o.Question.Label.In(a.words.Lang())), o.Difference.Say(a.words))
}

// reserves say with what care a comparison is to be read; the first of many
// will do.
func (a *app) reserves(all []evaluate.Obstacle) string {
	switch len(all) {
	case 0:
		return ""
	case 1:
		return a.words.T("monitoring.reserve", a.obstacle(all[0]))
	}
	return a.words.T("monitoring.reserves", a.obstacle(all[0]), len(all)-1)
}
