package tui

import (
	"slices"

	"bestand.example/itbestand/survey"
)

// layout shares out the lines between a question and its field.
type layout struct {
	*question
	width, free int
}

// take clips lines to what is left, and takes them away from it.
func (l *layout) take(lines []string, most int) []string {
	lines = clip(lines, max(min(l.free, most), 0), l.width, l.t("more"))
	l.free -= len(lines)
	return lines
}

// gap is an empty line, if there is one to spare and anything to set apart.
func (l *layout) gap(wanted bool) []string {
	if !wanted || l.free <= 0 {
		return nil
	}
	l.free--
	return []string{""}
}

// fit shares the lines out. The field keeps the least that it can be used
// with; then come the question, what is known about the answer, the other
// statements of a matrix, the hint, and at last empty lines and the hint of the
// section. What is cut short stands whole in the help.
func (s *question) fit(width, height int) {
	least, most := s.field.height(width)
	l := &layout{s, width, max(height-least, 0)}
	label := l.take(s.labelLines(width), max(height-least, 1))
	marks := l.take(s.markLines(width), 3)
	var matrix []string
	if s.grid != nil {
		matrix = l.matrix(min(most, height/2) - least)
	}
	hint := l.take(wrap(s.hint(s.place), width), max(l.free-max(min(most, height/2)-least, 0), min(2, l.free)))
	assignee := l.take(s.assigneeLines(), max(l.free-(min(most, height/2)-least), 0))
	above := slices.Concat(each(label, s.look.strong.Render), hint, each(assignee, s.look.muted.Render))
	above = append(above, l.gap(len(above) > 0)...)
	section := s.sectionLines(width, l.free-(most-least))
	l.free -= len(section)
	s.above = slices.Concat(section, matrix, above)
	s.below = append(l.gap(len(marks) > 0), marks...)
	if s.q.Estimate && !s.s.Answer().Estimate && l.free > 1 {
		s.below = append(s.below, "", cut(s.t("estimate_offer"), width))
	}
	s.field.fit(width, max(height-len(s.above)-len(s.below), 1))
}

// matrix lays out what stands over a statement: what the matrix asks, all
// statements with their answers so far, and what they add up to. The field
// wants so many lines besides.
func (l *layout) matrix(wanted int) []string {
	matrix := l.q.Matrix
	label := l.take(wrap(l.label(survey.Key{Question: matrix.Name}), l.width), max(l.free/3, 1))
	sum := l.take(l.sumLines(l.field.entry()), 1)
	most := min(l.free, max(l.free-max(wanted, 0), min(l.free, 4)))
	l.grid.follow(l.field)
	lines := l.grid.view(l.width, most-1)
	if len(lines) == 0 {
		return append(label, sum...)
	}
	l.free -= len(lines)
	hint := l.take(wrap(l.hint(survey.Key{Question: matrix.Name}), l.width), max(l.free-max(wanted, 0)-2, 0))
	lines = slices.Concat(label, hint, lines, sum)
	return append(lines, l.gap(true)...)
}

func (s *question) labelLines(width int) []string {
	if s.q.Type == survey.TypeNote {
		return nil // the field shows it, so that it can be scrolled
	}
	lines := wrap(s.question(s.place), width)
	for _, text := range s.asked(s.q) {
		lines = append(lines, wrap(text, width)...)
	}
	return lines
}

// markLines say what is known about the answer, and what the field shows that
// is no answer yet.
func (s *question) markLines(width int) []string {
	var lines []string
	said := s.proposal(s.place)
	if s.q.Type == survey.TypeCalculate && !s.s.Answer().Value.IsZero() {
		said = append(said, s.t("calculated_back"))
	}
	if s.byKey(s.q) {
		said = append(said, s.t("units_by_key"))
	}
	for _, mark := range append(said, s.marks(s.s.Answer())...) {
		lines = append(lines, wrap(mark, width)...)
	}
	return lines
}

func (s *question) assigneeLines() []string {
	if text := s.assignee(s.q); text != "" {
		return []string{text}
	}
	return nil
}

// sectionLines are what is said about a section at its first question, if there
// is room to spare for the whole of it.
func (s *question) sectionLines(width, free int) []string {
	if !s.opens(s.place) {
		return nil
	}
	_, hint := s.section(s.q)
	lines := wrap(hint, width)
	if assignee := s.t("assignee", line(s.q.Section.AssigneeHint.In(s.Lang()))); len(s.q.Section.AssigneeHint) > 0 {
		lines = append(lines, each(wrap(assignee, width), s.look.muted.Render)...)
	}
	if len(lines) == 0 || len(lines)+1 > free {
		return nil
	}
	return append(lines, "")
}
