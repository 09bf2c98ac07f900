package export

import (
	"cmp"
	"slices"
	"strings"

	"bestand.example/itbestand/survey"
)

// accompanied is a measure of the plan for one target group, or with the help of
// one provider.
type accompanied struct {
	*planLine
	whom string
}

// accompany lists the measures by target group or by provider: the group with
// most measures first, then by phase.
func (w *workbook) accompany(lines []*planLine, whom func(*survey.Measure) []survey.Text) []accompanied {
	var all []accompanied
	count := map[string]int{}
	for _, l := range lines {
		for _, t := range whom(l.m) {
			name := plainLabel(t, w.words.Lang())
			count[name]++
			all = append(all, accompanied{l, name})
		}
	}
	slices.SortStableFunc(all, func(a, b accompanied) int {
		return cmp.Or(count[b.whom]-count[a.whom], strings.Compare(a.whom, b.whom),
			w.book.Evaluation.phasePlace(a.m)-w.book.Evaluation.phasePlace(b.m), a.urgency-b.urgency)
	})
	return all
}

// writeCommunication writes Kommunikation: whom to tell what, how and when.
func (w *workbook) writeCommunication() error {
	lines := w.accompany(w.book.Evaluation.planLines(), func(m *survey.Measure) []survey.Text { return m.Communication.Audience })
	g := w.accompanyGrid("audience", lines, []string{"message", "channel", "timing"}, func(m *survey.Measure) []survey.Text {
		return []survey.Text{m.Communication.Message, m.Communication.Channel, m.Communication.Timing}
	})
	s := w.newStack(sheetCommunication, analysis)
	s.heading(w.fig("title_communication"))
	s.remark(w.fig("remark_communication"))
	b := s.table("tblKommunikation", g.columns, g.rows)
	s.rules(b, 1, len(g.columns))
	w.summary.Sheets = append(w.summary.Sheets, SheetSummary{sheetCommunication, len(g.rows)})
	return s.finish(layout{titleRows: b.head}, 1, b.head)
}

// writeSupport writes Unterstützung: who helps with what, how much, and below it
// what administrations ask for, where the evaluation has a table of that.
func (w *workbook) writeSupport(tables []*Table) error {
	lines := w.accompany(w.book.Evaluation.planLines(), func(m *survey.Measure) []survey.Text { return m.Support.Provider })
	g := w.accompanyGrid("provider", lines, []string{"support", "extent"}, func(m *survey.Measure) []survey.Text {
		return []survey.Text{m.Support.Kind, m.Support.Extent}
	})
	s := w.newStack(sheetSupport, analysis)
	rows := len(g.rows)
	if rows > 0 {
		s.heading(w.fig("title_support"))
		s.remark(w.fig("remark_support"))
		b := s.table("tblUnterstuetzung", g.columns, g.rows)
		s.rules(b, 1, len(g.columns))
	}
	rows += w.stackTables(s, tables)
	w.summary.Sheets = append(w.summary.Sheets, SheetSummary{sheetSupport, rows})
	return s.finish(s.side(), 1, 0)
}

func (w *workbook) accompanyGrid(whom string, lines []accompanied, heads []string, texts func(*survey.Measure) []survey.Text) grid {
	c := newColumns()
	c.add(w.fig("head_"+whom), 24)
	for _, h := range heads {
		c.add(w.fig("head_"+h), 36)
	}
	for _, h := range []struct {
		key   string
		width float64
	}{{"measure", 36}, {"rule", 7}, {"phase", 19}, {"priority", 10}, {"units", 12}, {"responsible", 22}} {
		c.add(w.fig("head_"+h.key), h.width)
	}
	g := grid{columns: c.list}
	for _, l := range lines {
		row := []any{w.wrappedText(l.whom)}
		for _, t := range texts(l.m) {
			row = append(row, w.wrappedText(plainLabel(t, w.words.Lang())))
		}
		g.rows = append(g.rows, append(row, w.wrappedText(plainLabel(l.m.Label, w.words.Lang())), w.text(strings.ToUpper(l.m.Name)), w.wrappedText(w.phase(l.m)),
			w.ordinal(l.urgency), w.count(len(l.units)), w.wrappedText(w.roles(l.m))))
	}
	return g
}

// helpOf and toldOf say in one cell what accompanies a measure, a line for each
// part.
func (w *workbook) helpOf(m *survey.Measure) string {
	s := m.Support
	return w.spelled("support", []survey.Text{s.Kind}, "provider", s.Provider, "extent", []survey.Text{s.Extent})
}

func (w *workbook) toldOf(m *survey.Measure) string {
	c := m.Communication
	return w.spelled("audience", c.Audience, "message", []survey.Text{c.Message}, "channel", []survey.Text{c.Channel}, "timing", []survey.Text{c.Timing})
}

func (w *workbook) spelled(keysAndTexts ...any) string {
	var lines []string
	for i := 0; i < len(keysAndTexts); i += 2 {
		var all []string
		for _, t := range keysAndTexts[i+1].([]survey.Text) {
			if text := plainLabel(t, w.words.Lang()); text != "" {
				all = append(all, text)
			}
		}
		if len(all) > 0 {
			lines = append(lines, w.fig("head_"+keysAndTexts[i].(string))+": "+strings.Join(all, ", "))
		}
	}
	return strings.Join(lines, "\n")
}
