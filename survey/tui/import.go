package tui

import (
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/intake"
)

// Lists reads existing lists, whose rows a person takes over into a roster, and
// keeps what was decided about their columns. A nil function is not offered.
type Lists struct {
	Read        func(path string) ([]*intake.Table, error)
	LoadProfile func(path string) (intake.Profile, error)
	SaveProfile func(path string, p intake.Profile) error // never over a file that is there
}

// intakeScreen shows what taking a table over would do, and lets a person decide
// about columns, values and duplicates before anything is written.
type intakeScreen struct {
	teller
	look   look
	q      *survey.Question
	tables []*intake.Table
	plan   *intake.Plan
	lines  []intakeLine
	menu   menu
	inner  screen // asks for one of the decisions; nil: the list has the keys
	named  bool   // questions by their names too: the line mode types them
	width  int
	height int
}

// openImport asks for the file.
func openImport(m *model, q *survey.Question) {
	if m.d.Lists.Read == nil {
		return
	}
	m.open(m.newEntry([]string{m.i("file_ask"), m.i("file_hint")}, "", func(m *model, path string) {
		tables, err := m.d.Lists.Read(path)
		if err != nil {
			m.notice = m.d.explain(err)
			return
		}
		m.open(newIntake(m.teller, m.look, q, tables, false))
	}))
}

func newIntake(t teller, l look, q *survey.Question, tables []*intake.Table, named bool) *intakeScreen {
	s := &intakeScreen{teller: t, look: l, q: q, tables: tables, named: named}
	s.prepare(intake.Choose(q, tables, intake.Profile{}), intake.Profile{})
	return s
}

// prepare works the plan out anew; the cursor stays on its line, or where that
// was.
func (s *intakeScreen) prepare(table *intake.Table, profile intake.Profile) {
	at := intakeLine{}
	if len(s.lines) > 0 {
		at = s.lines[s.menu.cursor]
	}
	s.plan = intake.Prepare(s.s, s.q, table, profile)
	s.list()
	items := make([]item, len(s.lines))
	for i, l := range s.lines {
		items[i] = item{text: line(l.text), heading: l.heading}
	}
	cursor := slices.IndexFunc(s.lines, at.same)
	if cursor < 0 {
		cursor = s.menu.cursor
	}
	s.menu = s.newMenu(items, cursor)
}

func (s *intakeScreen) press(m *model, key tea.KeyMsg) tea.Cmd {
	m.notice = ""
	if s.inner != nil {
		return s.inner.press(m, key)
	}
	switch name := strings.ToLower(key.String()); {
	case s.menu.press(name):
	case m.commandOf(name) == cmdHelp:
		s.ask(&help{pager{teller: s.teller, text: s.i("screen_help")}})
	case name == "p":
		s.nextProblem()
	case name == "enter" && len(s.lines) > 0 && s.lines[s.menu.cursor].chosen != nil:
		s.lines[s.menu.cursor].chosen(m)
	}
	return nil
}

// nextProblem goes to the next line that something is to be said about, and from
// the last one to the first.
func (s *intakeScreen) nextProblem() {
	for i := range s.lines {
		at := (s.menu.cursor + 1 + i) % len(s.lines)
		if s.lines[at].ref != "" {
			s.menu.cursor = at
			return
		}
	}
}

// take writes the rows. The list then says how one key takes them back.
func (s *intakeScreen) take(m *model) {
	sum := s.plan.Sum(s.Catalogue)
	if m.settle(s.plan.Take()) {
		if roster, ok := m.base.(*roster); ok {
			roster.seen.said = s.i("taken", sum)
		}
	}
}

// ask opens a screen for one decision.
func (s *intakeScreen) ask(inner screen) {
	s.inner = inner
	s.inner.fit(s.width, s.height)
}

// step takes the screen of a decision away.
func (s *intakeScreen) step() bool {
	open := s.inner != nil
	s.inner = nil
	return open
}

func (s *intakeScreen) message(msg tea.Msg) {
	if s.inner != nil {
		s.inner.message(msg)
	}
}

func (s *intakeScreen) keep(m *model) error { return m.base.keep(m) }

func (s *intakeScreen) fit(width, height int) {
	s.width, s.height = width, height
	if s.inner != nil {
		s.inner.fit(width, height)
	}
}

func (s *intakeScreen) foot() []string {
	if s.inner != nil {
		return s.inner.foot()
	}
	keys := []string{"move", "choose"}
	if len(s.plan.Problems) > 0 {
		keys = append(keys, "problem")
	}
	return append(keys, "help", "close", "quit")
}

func (s *intakeScreen) view() []string {
	if s.inner != nil {
		return s.inner.view()
	}
	title := each(clip(wrap(s.plan.Source(s.Catalogue), s.width), 2, s.width, "…"), s.look.strong.Render)
	// The line under the cursor is often longer than the screen is wide: it stands
	// whole below the list.
	var whole []string
	if cursor := s.menu.items[s.menu.cursor].text; len([]rune(cursor)) > s.width-3 {
		whole = append([]string{""}, clip(wrap(cursor, s.width), max(s.height/3, 1), s.width, "…")...)
	}
	s.menu.fit(s.height - len(title) - len(whole))
	return slices.Concat(title, pad(s.menu.view(s.width), s.height-len(title)-len(whole)), whole)
}
