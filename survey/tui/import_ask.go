package tui

import (
	"strings"

	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/intake"
)

// askColumn asks which question a column answers.
func (s *intakeScreen) askColumn(c intake.Column) {
	names, labels, at := []string{""}, []string{s.i("column_leave")}, 0
	for _, q := range s.q.Questions {
		if !q.Asked() {
			continue
		}
		label := line(s.plan.Label(q, s.Lang()))
		for _, other := range s.plan.Columns {
			if other.Question == q.Name && other.Number != c.Number {
				label = s.i("column_moved", label, line(other.Heading))
			}
		}
		if q.Name == c.Question {
			at = len(names)
		}
		names, labels = append(names, q.Name), append(labels, label)
	}
	title := []string{s.i("column_ask", intake.Letters(c.Number), line(c.Heading))}
	if len(c.Samples) > 0 {
		title = append(title, s.i("column_samples", line(strings.Join(c.Samples, "; "))))
	}
	s.ask(s.newPicker(title, labels, at, func(m *model, i int) {
		s.inner = nil
		s.plan.SetColumn(c.Number, names[i])
		s.prepare(s.plan.Table, s.plan.Profile)
	}))
}

// askSource asks which column answers a question that cannot do without one.
func (s *intakeScreen) askSource(question string) {
	label := line(s.plan.Label(s.s.Set.Question(question), s.Lang()))
	var labels []string
	at := 0
	for i, c := range s.plan.Columns {
		labels = append(labels, s.i("source_column", intake.Letters(c.Number), line(c.Heading), line(strings.Join(c.Samples, "; "))))
		if c.Question == "" && s.plan.Columns[at].Question != "" {
			at = i // the first one that is still free
		}
	}
	s.ask(s.newPicker([]string{s.i("source_ask", label)}, labels, at, func(_ *model, i int) {
		s.inner = nil
		s.plan.SetColumn(s.plan.Columns[i].Number, question)
		s.prepare(s.plan.Table, s.plan.Profile)
	}))
}

// askValue asks once what a text of the table means; all cells with this text
// follow.
func (s *intakeScreen) askValue(p intake.Problem) {
	q := s.s.Set.Question(p.Question)
	title := []string{s.plan.SayProblem(p, s.Catalogue), s.i("value_ask", line(p.Source), line(s.plan.Label(q, s.Lang())))}
	decide := func(value string) {
		s.inner = nil
		s.plan.SetValue(q.Name, p.Source, value)
		s.prepare(s.plan.Table, s.plan.Profile)
	}
	if !q.Type.Choice() || q.ChoicesFrom != "" {
		s.ask(s.newEntry(append(title, s.i("value_hint", s.missingNames(q))), s.plan.Profile.Values[q.Name][p.Source], func(_ *model, value string) { decide(value) }))
		return
	}
	values, labels := []string{""}, []string{s.i("value_leave")}
	for _, c := range s.ev().Choices(survey.Key{Question: q.Name}).Choices {
		if c.Name != survey.OtherCode || len(q.Other) == 0 {
			values, labels = append(values, c.Name), append(labels, line(c.Label.In(s.Lang())))
		}
	}
	for _, code := range q.Missing {
		values, labels = append(values, code), append(labels, s.t("choice_missing", s.missing(code)))
	}
	s.ask(s.newPicker(title, labels, 0, func(_ *model, i int) {
		if values[i] == "" {
			s.inner = nil // as it is
			return
		}
		decide(values[i])
	}))
}

func (s *intakeScreen) missingNames(q *survey.Question) string {
	if len(q.Missing) == 0 {
		return "–"
	}
	return strings.Join(q.Missing, ", ")
}

// askSheet asks for the sheet. What was decided about the columns of another one
// counts no more.
func (s *intakeScreen) askSheet() {
	var labels []string
	at := 0
	for i, t := range s.tables {
		labels = append(labels, s.i("sheet", line(t.Sheet), len(t.Rows)))
		if t == s.plan.Table {
			at = i
		}
	}
	s.ask(s.newPicker([]string{s.i("sheet_ask")}, labels, at, func(_ *model, i int) {
		s.inner = nil
		profile := s.plan.Profile
		profile.Columns, profile.Header, profile.Sheet = nil, 0, s.tables[i].Sheet
		s.prepare(s.tables[i], profile)
	}))
}

func (s *intakeScreen) askLoad(*model) {
	s.ask(s.newEntry([]string{s.i("load_ask")}, "", func(m *model, path string) {
		profile, err := m.d.Lists.LoadProfile(path)
		if err != nil {
			m.notice = m.d.explain(err)
			return
		}
		s.inner = nil
		s.prepare(intake.Choose(s.q, s.tables, profile), profile)
	}))
}

func (s *intakeScreen) askSave(*model) {
	s.ask(s.newEntry([]string{s.i("save_ask")}, s.i("save_name", s.q.Name), func(m *model, path string) {
		if err := m.d.Lists.SaveProfile(path, s.plan.Profile); err != nil {
			m.notice = m.d.explain(err)
			return
		}
		s.inner = nil
		m.notice = s.i("map_saved", line(path))
	}))
}

func (s *intakeScreen) newEntry(title []string, text string, enter func(*model, string)) *entryScreen {
	return &entryScreen{title: title, look: s.look, field: newInputField(s.look, opening{text: text}), enter: enter}
}

func (m *model) newEntry(title []string, text string, enter func(*model, string)) *entryScreen {
	return &entryScreen{title: title, look: m.look, field: newInputField(m.look, opening{text: text}), enter: enter}
}

func (s *intakeScreen) newPicker(title, labels []string, at int, chosen func(*model, int)) *picker {
	return newPicker(s.teller, s.look, title, labels, at, chosen)
}
