package tui

import (
	"slices"
	"strings"

	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/intake"
)

// intakeLine is a line of the screen.
type intakeLine struct {
	name    string // what it is about, so that the cursor finds it again
	text    string
	ref     string // the cell of a problem
	heading bool
	chosen  func(m *model) // by Enter; nil: there is nothing to decide
}

func (l intakeLine) same(other intakeLine) bool { return l.name != "" && l.name == other.name }

// list draws the plan up in lines: first what to do, then what is decided, then
// what there is to look at.
func (s *intakeScreen) list() {
	s.lines = nil
	if len(s.plan.Blocks) == 0 {
		s.summary()
	}
	s.problems("import.blocks", s.plan.Blocks)
	if len(s.plan.Blocks) > 0 && len(s.plan.Consequences(s.Catalogue))+len(s.plan.Remarks(s.Catalogue)) > 0 {
		s.head("import.remarks")
	}
	for _, said := range append(s.plan.Consequences(s.Catalogue), s.plan.Remarks(s.Catalogue)...) {
		s.add(intakeLine{name: said, text: said})
	}
	s.settings()
	if len(s.plan.Columns) > 0 {
		s.head("import.columns")
	}
	for _, c := range s.plan.Columns {
		s.add(intakeLine{name: "column " + c.Heading, text: s.plan.SayColumn(c, s.named, s.Catalogue), chosen: func(*model) { s.askColumn(c) }})
	}
	if open := s.plan.Unmatched(); len(open) > 0 && s.plan.Header > 0 {
		s.add(intakeLine{name: "unmatched", text: s.i("unmatched", s.labels(open))})
	}
	s.problems("import.problems", s.plan.Problems)
	s.rows()
}

func (s *intakeScreen) add(l intakeLine) { s.lines = append(s.lines, l) }
func (s *intakeScreen) head(key string)  { s.add(intakeLine{text: s.T(key), heading: true}) }

func (s *intakeScreen) summary() {
	sum := s.plan.Sum(s.Catalogue)
	if !s.plan.Changes() {
		s.add(intakeLine{name: "take", text: s.i("nothing", sum)})
		return
	}
	s.add(intakeLine{name: "take", text: s.i("take", sum), chosen: s.take})
}

func (s *intakeScreen) labels(questions []*survey.Question) string {
	said := ""
	for i, q := range questions {
		if i > 0 {
			said += "; "
		}
		said += s.plan.Label(q, s.Lang())
	}
	return said
}

// problems lists what is to be said of cells.
func (s *intakeScreen) problems(heading string, problems []intake.Problem) {
	if len(problems) == 0 {
		return
	}
	s.head(heading)
	for _, p := range problems {
		l := intakeLine{name: p.Ref + string(p.Code), text: s.plan.SayProblem(p, s.Catalogue), ref: p.Ref}
		switch {
		case p.Row > s.plan.Header && p.Question != "":
			l.chosen = func(*model) { s.askValue(p) }
		case p.Code == intake.KeyNotMatched && !s.named:
			l.text += " " + s.i("block_choose")
			l.chosen = func(*model) { s.askSource(p.Question) }
		}
		s.add(l)
	}
}

// rows lists the rows that are not simply new.
func (s *intakeScreen) rows() {
	first := true
	for _, r := range s.plan.Rows {
		if said := s.plan.SayRow(r, s.Catalogue); said != "" {
			if first {
				s.head("import.rows")
			}
			first = false
			s.add(intakeLine{name: said, text: said})
		}
	}
}

// settings lists what is decided about the table as a whole.
func (s *intakeScreen) settings() {
	s.head("import.settings")
	if len(s.tables) > 1 {
		s.add(intakeLine{name: "sheet", text: s.i("set_sheet", s.plan.Table.Sheet), chosen: func(*model) { s.askSheet() }})
	}
	s.add(intakeLine{name: "duplicates", text: s.duplicates(), chosen: func(*model) { s.turn(s.nextPolicy) }})
	if slices.ContainsFunc(s.plan.Table.Rows, func(r intake.Row) bool { return r.Hidden }) {
		s.add(intakeLine{name: "hidden", text: s.i("set_hidden", s.yesNo(!s.plan.Profile.Visible)), chosen: func(*model) { s.turn(func(p *intake.Profile) { p.Visible = !p.Visible }) }})
	}
	short := slices.ContainsFunc(s.plan.Problems, func(p intake.Problem) bool { return p.Code == intake.ShortKey })
	if short || s.plan.Profile.PadKeys {
		s.add(intakeLine{name: "keys", text: s.i("set_keys", s.yesNo(s.plan.Profile.PadKeys)), chosen: func(*model) { s.turn(func(p *intake.Profile) { p.PadKeys = !p.PadKeys }) }})
	}
	s.add(intakeLine{name: "load", text: s.i("set_load"), chosen: s.askLoad})
	if s.plan.Header > 0 {
		s.add(intakeLine{name: "save", text: s.i("set_save"), chosen: s.askSave})
	}
}

// duplicates says what becomes of rows that are there already, and which columns
// tell that.
func (s *intakeScreen) duplicates() string {
	policy := s.i("policy_" + string(s.plan.Profile.Policy()))
	if keys := s.plan.KeyHeadings(); len(keys) > 0 {
		return s.i("set_duplicates", strings.Join(keys, ", "), policy)
	}
	return s.i("set_duplicates_free", policy)
}

func (s *intakeScreen) yesNo(yes bool) string {
	if yes {
		return s.i("yes")
	}
	return s.i("no")
}

// turn changes a decision and works the plan out anew.
func (s *intakeScreen) turn(change func(*intake.Profile)) {
	profile := s.plan.Profile
	change(&profile)
	s.prepare(s.plan.Table, profile)
}

func (s *intakeScreen) nextPolicy(p *intake.Profile) {
	policies := intake.Policies()
	p.Duplicates = policies[(slices.Index(policies, p.Policy())+1)%len(policies)]
}
