package tui

import (
	"slices"
	"strings"

	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/intake"
)

// takeOver is the taking over of an existing list in line mode: it says what
// would come of it, and carries out lines until the person takes it over or not.
func (t *talk) takeOver(q *survey.Question, path string) error {
	if t.d.Lists.Read == nil {
		t.print(t.r("lines_refused"))
		return nil
	}
	tables, err := t.d.Lists.Read(unquoted(path))
	if err != nil {
		t.print(t.t("fault", t.d.explain(err)))
		return nil
	}
	s := newIntake(t.teller, look{}, q, tables, true)
	for fresh := true; ; {
		if fresh {
			t.sayIntake(s)
		}
		t.print(t.i("lines_prompt"))
		text, err := t.read()
		if err != nil {
			return err
		}
		var done bool
		if done, fresh, err = t.intakeLine(s, strings.TrimSpace(text)); done || err != nil {
			t.again()
			return err
		}
	}
}

// sayIntake says the whole plan, a sentence a line.
func (t *talk) sayIntake(s *intakeScreen) {
	t.print(s.plan.Source(t.Catalogue))
	for _, l := range s.lines {
		if l.chosen == nil || l.ref != "" || strings.HasPrefix(l.name, "column ") || l.name == "duplicates" || l.name == "hidden" || l.name == "keys" || l.name == "sheet" {
			t.print(line(l.text))
		}
	}
	if s.plan.Changes() {
		t.print(s.plan.Sum(t.Catalogue))
	}
}

// intakeLine carries out a line: done is the end, fresh that the plan changed.
func (t *talk) intakeLine(s *intakeScreen, text string) (done, fresh bool, err error) {
	letter, rest, _ := strings.Cut(text, " ")
	rest = strings.TrimSpace(rest)
	switch strings.ToLower(letter) {
	case "", "n":
		t.print(t.i("declined"))
		return true, false, nil
	case "j", "y":
		done, err = t.takePlan(s)
		return done, false, err
	case "s":
		fresh = t.setColumn(s, rest)
	case "w":
		fresh = t.setValue(s, rest)
	case "d":
		s.turn(s.nextPolicy)
		fresh = true
	case "a":
		s.turn(func(p *intake.Profile) { p.Visible = !p.Visible })
		fresh = true
	case "k":
		s.turn(func(p *intake.Profile) { p.PadKeys = !p.PadKeys })
		fresh = true
	case "b":
		fresh = t.setSheet(s, rest)
	case "m":
		fresh = t.loadProfile(s, unquoted(rest))
	case "z":
		t.saveProfile(s, unquoted(rest))
	default:
		t.print(t.i("lines_help"))
	}
	return false, fresh, nil
}

func (t *talk) takePlan(s *intakeScreen) (bool, error) {
	if !s.plan.Changes() {
		t.print(t.i("nothing", s.plan.Sum(t.Catalogue)))
		return false, nil
	}
	refused := false
	err := t.settle(func() ([]survey.Finding, error) {
		found, err := s.plan.Take()
		refused = len(found) > 0
		return found, err
	})
	if err != nil || refused {
		return false, err
	}
	t.print(t.i("taken", s.plan.Sum(t.Catalogue)))
	return true, nil
}

// setColumn takes "B fv_produkt": a column by its letter or heading, and the
// question that it answers; a minus for none.
func (t *talk) setColumn(s *intakeScreen, text string) bool {
	i := strings.LastIndex(text, " ")
	if i < 0 {
		t.print(t.i("lines_help"))
		return false
	}
	heading, question := strings.TrimSpace(text[:i]), text[i+1:]
	for _, c := range s.plan.Columns {
		if strings.EqualFold(intake.Letters(c.Number), heading) || survey.Fold(c.Heading) == survey.Fold(heading) {
			if question == "-" {
				question = ""
			} else if !slices.ContainsFunc(s.q.Questions, func(q *survey.Question) bool { return q.Name == question && q.Asked() }) {
				break
			}
			s.plan.SetColumn(c.Number, question)
			s.prepare(s.plan.Table, s.plan.Profile)
			return true
		}
	}
	t.print(t.i("lines_no_column", line(heading), line(question)))
	return false
}

// setValue takes "B7 = meso": the cell of a problem, and what it means.
func (t *talk) setValue(s *intakeScreen, text string) bool {
	cell, value, ok := strings.Cut(text, "=")
	cell, value = strings.TrimSpace(cell), strings.TrimSpace(value)
	for _, p := range s.plan.Problems {
		_, bare, sheet := strings.Cut(p.Ref, "!")
		if ok && value != "" && p.Question != "" && (strings.EqualFold(p.Ref, cell) || sheet && strings.EqualFold(bare, cell)) {
			s.plan.SetValue(p.Question, p.Source, value)
			s.prepare(s.plan.Table, s.plan.Profile)
			return true
		}
	}
	t.print(t.i("lines_no_problem", line(cell)))
	return false
}

func (t *talk) setSheet(s *intakeScreen, name string) bool {
	var names []string
	for _, table := range s.tables {
		if names = append(names, line(table.Sheet)); survey.Fold(table.Sheet) == survey.Fold(name) {
			s.prepare(table, intake.Profile{Sheet: table.Sheet, Duplicates: s.plan.Profile.Duplicates})
			return true
		}
	}
	t.print(t.i("lines_sheets", strings.Join(names, ", ")))
	return false
}

func (t *talk) loadProfile(s *intakeScreen, path string) bool {
	profile, err := t.d.Lists.LoadProfile(path)
	if err != nil {
		t.print(t.t("fault", t.d.explain(err)))
		return false
	}
	s.prepare(intake.Choose(s.q, s.tables, profile), profile)
	return true
}

func (t *talk) saveProfile(s *intakeScreen, path string) {
	if err := t.d.Lists.SaveProfile(path, s.plan.Profile); err != nil {
		t.print(t.t("fault", t.d.explain(err)))
		return
	}
	t.print(t.i("map_saved", line(path)))
}

// unquoted is a path as a person means it: Windows copies paths in quotation
// marks, and PowerShell writes an ampersand before one that is dragged in.
func unquoted(path string) string {
	path = strings.TrimSpace(path)
	path = strings.TrimSpace(strings.TrimPrefix(path, "& "))
	for _, mark := range []string{`"`, "'"} {
		if len(path) > 1 && strings.HasPrefix(path, mark) && strings.HasSuffix(path, mark) {
			return path[1 : len(path)-1]
		}
	}
	return path
}
