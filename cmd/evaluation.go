package cmd

import (
	"bestand.example/itbestand/export"
	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/evaluate"
)

// exportEvaluation puts what an evaluation says into the form of the workbook.
func exportEvaluation(r *evaluate.Result, reference survey.Date, responses int) *export.Evaluation {
	e := &export.Evaluation{Evaluation: r.Evaluation, Reference: reference, Units: r.Units, Responses: responses - len(r.LeftOut), Closed: map[[2]string]bool{}, Figured: map[[2]string]bool{}}
	count := map[evaluate.Reason]int{}
	for _, l := range r.LeftOut {
		count[l.Reason]++
	}
	for _, reason := range evaluate.Reasons() {
		if n := count[reason]; n > 0 {
			e.LeftOut = append(e.LeftOut, export.LeftOut{Reason: string(reason), Count: n})
		}
	}
	summaries := map[*survey.Indicator][]*evaluate.Summary{}
	for _, s := range r.Summaries {
		summaries[s.Indicator] = append(summaries[s.Indicator], s)
	}
	for _, list := range [][]*survey.Indicator{r.Evaluation.Indicators, r.Evaluation.Fields} {
		for _, i := range list {
			for _, s := range summaries[i] {
				e.Groups = append(e.Groups, exportSummary(s))
			}
			for _, v := range r.Of(i.Name) {
				switch i.Scope {
				case survey.ScopeGroup:
					e.Groups = append(e.Groups, exportGroup(v))
				case survey.ScopeUnit:
					e.Figures = append(e.Figures, exportFigure(v))
				}
			}
		}
	}
	for _, h := range r.Measures {
		e.Hits = append(e.Hits, exportHit(h))
	}
	for _, c := range r.Rules {
		e.Rules = append(e.Rules, export.RuleCount(c))
	}
	for _, set := range r.Evaluation.Sets() {
		for _, q := range set.Questions() {
			e.Closed[[2]string{set.ID, q.Name}], e.Figured[[2]string{set.ID, q.Name}] = r.Closed[q], r.Figured[q]
		}
	}
	for _, t := range r.Told {
		e.Told = append(e.Told, export.Told(t))
	}
	for _, p := range r.Passed {
		e.Passed = append(e.Passed, export.PassedRule(p))
	}
	for _, t := range r.Tables {
		e.Tables = append(e.Tables, exportTable(t))
	}
	return e
}

func exportFigure(v *evaluate.Value) export.Figure {
	return export.Figure{
		Indicator: v.Indicator, Unit: v.Unit.Key, Part: exportLabels(v.Group), Known: v.Known, Number: v.Number, Level: v.Level,
		Share: v.Share, Reweighed: v.Renormalised,
	}
}

// exportGroup is an indicator with a formula of its own about a group.
func exportGroup(v *evaluate.Value) export.GroupFigure {
	g := export.GroupFigure{Indicator: v.Indicator, Grouping: v.Grouping, Group: exportLabels(v.Group), Tier: export.Tier(v.Tier), N: v.N, Counted: v.Counted, Hidden: v.Hidden}
	if v.Known {
		g.Own = &v.Number
	} else {
		g.Unknown = 1
	}
	return g
}

func exportSummary(s *evaluate.Summary) export.GroupFigure {
	return export.GroupFigure{
		Indicator: s.Indicator, Grouping: s.Grouping, Group: exportLabels(s.Group), Part: exportLabels(s.Part), Tier: export.Tier(s.Tier),
		N: s.N, Counted: survey.CountedOf(s.Indicator.Set(), s.Indicator.Roster()), Unknown: s.Unknown, Levels: s.Levels, Mean: s.Mean, Median: s.Median, Q1: s.Q1, Q3: s.Q3, SD: s.SD,
		Min: s.Min, Max: s.Max, HHI: s.HHI, Weighted: s.Weighted, WeightedN: s.WeightedN, Hidden: s.Hidden,
	}
}

func exportHit(h *evaluate.Hit) export.Hit {
	return export.Hit{
		Measure: h.Measure, Version: h.Version, Unit: h.Unit, Row: h.Row, Of: h.Of, Grouping: h.Grouping, Group: exportLabels(h.Group),
		Tier: export.Tier(h.Tier), Units: h.Units, Priority: h.Priority, Triggers: func() ([]export.Trigger, error) { return exportTriggers(h.Answers()) },
	}
}

func exportTriggers(answers []evaluate.Answer, err error) ([]export.Trigger, error) {
	all := make([]export.Trigger, len(answers))
	for i, a := range answers {
		all[i] = export.Trigger{
			Unit: a.Unit, Set: a.From, Key: survey.Key{Question: a.Question, Row: a.Row}, State: a.State, Missing: a.Missing, Value: a.Value, Of: a.Of,
		}
	}
	return all, err
}

func exportLabels(from []evaluate.Label) []export.Label {
	var all []export.Label
	for _, l := range from {
		all = append(all, export.Label{Code: l.Code, Text: l.Text})
	}
	return all
}

func exportTable(t *evaluate.Table) export.Table {
	to := export.Table{
		Table: t.Table, Tier: export.Tier(t.Tier), Rows: exportLabels(t.Rows), Columns: exportLabels(t.Columns), Open: t.Open, Figures: t.Figures, Unfiltered: t.Unfiltered, Unplaced: t.Unplaced,
		Totals: export.TableTotals{Rows: exportCells(t.Totals.Rows), Columns: exportCells(t.Totals.Columns), All: exportCell(t.Totals.All)},
	}
	for _, row := range t.Cells {
		to.Cells = append(to.Cells, exportCells(row))
	}
	for _, l := range t.Lines {
		to.Lines = append(to.Lines, export.TableLine{Unit: l.Unit, Data: exportData(l.Data)})
	}
	return to
}

func exportCells(from []evaluate.Cell) []export.TableCell {
	all := make([]export.TableCell, len(from))
	for i, c := range from {
		all[i] = exportCell(c)
	}
	return all
}

func exportCell(c evaluate.Cell) export.TableCell {
	return export.TableCell{N: c.N, Values: exportData(c.Values), Hidden: c.Hidden}
}

func exportData(from []evaluate.Datum) []export.Datum {
	all := make([]export.Datum, len(from))
	for i, d := range from {
		all[i] = export.Datum(d)
	}
	return all
}
