package cmd_test

import (
	"fmt"
	"math/big"
	"slices"
	"strings"
	"testing"

	"bestand.example/itbestand/questionnaires"
	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/evaluate"
	"bestand.example/itbestand/survey/parser"
)

// The figures of the demonstration look like those of a real state: whoever
// sees it shall judge the evaluation, not wonder at the numbers.
func TestTheFiguresOfTheDemonstrationArePlausible(t *testing.T) {
	if testing.Short() {
		t.Skip("answers 60 units")
	}
	d := runDemo(t, 60)
	e, _, err := parser.Evaluation(questionnaires.Files, "umsetzungsplan.yaml", func(ref, _ string) (*survey.Questionnaire, error) {
		return embeddedSet(t, ref), nil
	})
	if err != nil {
		t.Fatal(err)
	}
	task := evaluate.Task{Evaluation: e, Population: d.units, Responses: evaluate.InMemory(d.responses), Reference: survey.Date{Year: 2026, Month: 12, Day: 31}}
	result, err := task.Compute()
	if err != nil {
		t.Fatal(err)
	}
	t.Run("every indicator has a value", func(t *testing.T) { everyIndicatorIsKnown(t, result) })
	t.Run("medians lie where one expects them", func(t *testing.T) { mediansAreSensible(t, result) })
	t.Run("large units have come further", func(t *testing.T) { largeUnitsAreAhead(t, result) })
	t.Run("measures hit some and not all", func(t *testing.T) { measuresHitSome(t, result, d) })
	t.Run("answers fit the type of the unit", func(t *testing.T) { answersFitTheType(t, d) })
}

// everyIndicatorIsKnown looks for KZ01 to KZ33, some of which have several
// figures.
func everyIndicatorIsKnown(t *testing.T, result *evaluate.Result) {
	for n := 1; n <= 33; n++ {
		name, known := fmt.Sprintf("kz%02d", n), false
		for _, i := range result.Evaluation.Indicators {
			if i.Name == name || strings.HasPrefix(i.Name, name+"_") {
				known = known || len(numbers(result, i.Name)) > 0
			}
		}
		if !known {
			t.Errorf("nothing is known of %s", name)
		}
	}
}

// numbers are the known values of an indicator, sorted.
func numbers(result *evaluate.Result, name string) []float64 {
	var all []float64
	for _, v := range result.Of(name) {
		if v.Known {
			all = append(all, v.Number)
		}
	}
	slices.Sort(all)
	return all
}

func mediansAreSensible(t *testing.T, result *evaluate.Result) {
	for name, bounds := range map[string][2]float64{
		"kz01": {30, 150}, "kz02": {70, 100}, "kz03": {15, 45}, "kz04": {0, 15}, "kz05": {30, 100}, "kz06_arbeitsplatz": {800, 3500}, "kz07": {0.1, 3},
		"kz09": {20, 60}, "kz10": {40, 90}, "kz13": {25, 65}, "kz14": {10, 60}, "kz15_ohne_wiba": {25, 65}, "kz17": {5, 40}, "kz18": {15, 55},
		"kz19": {5, 40}, "kz20": {30, 70}, "kz22": {10, 60}, "kz23": {35, 65}, "kz24": {35, 65}, "kz25": {30, 65}, "kz26": {35, 65}, "kz27": {35, 65},
		"kz28": {30, 65}, "kz32_b": {0.1, 1.5},
	} {
		all := numbers(result, name)
		if len(all) == 0 {
			t.Errorf("%s: nothing is known", name)
			continue
		}
		if median := all[len(all)/2]; median < bounds[0] || median > bounds[1] {
			t.Errorf("%s: the median of %d is %.2f, not from %v", name, len(all), median, bounds)
		}
	}
}

func largeUnitsAreAhead(t *testing.T, result *evaluate.Result) {
	sum, n := map[bool]float64{}, map[bool]float64{}
	for _, v := range result.Of("kz28") {
		if v.Known {
			large := v.Unit.Inhabitants >= 30_000
			sum[large], n[large] = sum[large]+v.Number, n[large]+1
		}
	}
	if large, small := sum[true]/n[true], sum[false]/n[false]; !(large > small+5) {
		t.Errorf("KZ28 is %.1f in large units and %.1f in others", large, small)
	}
}

// measuresHitSome looks at R01 to R38: nearly each finds somebody, none finds
// everybody.
func measuresHitSome(t *testing.T, result *evaluate.Result, d *demo) {
	answered := map[string]bool{}
	for _, r := range d.responses {
		answered[r.Unit.Key] = r.Unit.Key != "" && r.Unit.Key != survey.ProjectKey || answered[r.Unit.Key]
	}
	hits, units := map[string]int{}, map[string]map[string]bool{}
	for _, h := range result.Measures {
		hits[h.Measure.Name]++
		if units[h.Measure.Name] == nil {
			units[h.Measure.Name] = map[string]bool{}
		}
		if h.Unit.Key != "" {
			units[h.Measure.Name][h.Unit.Key] = true
		}
	}
	var none []string
	for _, m := range result.Evaluation.Measures {
		if m.Name > "r38" {
			continue
		}
		if hits[m.Name] == 0 {
			none = append(none, m.Name)
		}
		if len(units[m.Name]) >= len(answered) {
			t.Errorf("%s holds for all %d units", m.Name, len(answered))
		}
	}
	if len(none) > 3 {
		t.Errorf("%v find nobody", none)
	}
}

// answersFitTheType looks at what tells a Landkreis from a small association.
func answersFitTheType(t *testing.T, d *demo) {
	for _, r := range d.to("it-landschaft") {
		areas := map[string]bool{}
		for _, row := range r.Answers.Rows("fv") {
			areas[r.Answers.Get(survey.Key{Question: "fv_bereich", Row: row}).Value.Text] = true
		}
		large := r.Unit.Type == survey.Landkreis || r.Unit.Type == survey.KreisfreieStadt
		if areas["kfz_zulassung"] != large {
			t.Errorf("%s: vehicle registration %v", r.Unit.Name, areas["kfz_zulassung"])
		}
		if servers, ok := r.Answers.Get(survey.Key{Question: "rz_phys"}).Value.Number(); ok && servers != nil &&
			r.Unit.Type == survey.Verwaltungsgemeinschaft && servers.Cmp(big.NewRat(5, 1)) > 0 {
			t.Errorf("%s has %v servers", r.Unit.Name, servers)
		}
		if whole := large || r.Unit.Inhabitants >= 5_000; whole != (r.Profile == "") {
			t.Errorf("%s with %d inhabitants answers %q", r.Unit.Name, r.Unit.Inhabitants, r.Profile)
		}
	}
}
