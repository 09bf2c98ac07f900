package export

import (
	"github.com/xuri/excelize/v2"

	"bestand.example/itbestand/survey"
)

// monitoringChart shows each field of action then and now, over the municipal
// administrations that answered both times.
func (w *workbook) monitoringChart(e *Evaluation) (*chart, error) {
	if e.Monitoring == nil {
		return nil, nil
	}
	of := map[*survey.Indicator]*Change{}
	var then []*GroupFigure
	for k := range e.Monitoring.Changes {
		c := &e.Monitoring.Changes[k]
		if i := c.Now.Indicator; i.Field && c.Now.Grouping == "land" && c.Now.Tier == TierMunicipal && c.Both > 0 {
			of[i] = c
			then = append(then, &c.Then)
		}
	}
	if len(of) == 0 {
		return nil, nil
	}
	head := []any{w.d("field"), w.at("head_then", e.Monitoring.Then), w.at("head_now", e.Monitoring.Now)}
	rows := w.fieldRows(e, 2, func(i *survey.Indicator, column int) *float64 {
		c := of[i]
		if c == nil {
			return nil
		}
		if column == 0 {
			return c.Then.Median
		}
		return c.Now.Median
	})
	data, err := w.chartData(head, rows)
	n := w.spanOf(then, TierMunicipal)
	return &chart{
		kind: excelize.Bar, title: w.mon("chart", n), alt: w.mon("chart_alt", n), labels: "0", unit: 25, most: 100, categories: data.categories(),
		series: []series{data.series(1, sky, ink), data.series(2, blue, ink)},
	}, err
}

// at says then or now, with the reference date of the wave: titles are long, and
// often the same.
func (w *workbook) at(key string, wave MonitoredWave) string {
	if wave.Date == (survey.Date{}) {
		return w.mon(key)
	}
	return w.mon(key) + " (" + w.dayText(wave.Date) + ")"
}
