package tui

import (
	tea "github.com/charmbracelet/bubbletea"

	"bestand.example/itbestand/survey"
)

// end is the screen behind the last question: what is still open, and what to
// do next.
type end struct {
	teller
	words  []string // paragraphs
	points []point  // the lines of the menu
	menu   menu
	width  int
	height int
}

func newEnd(t teller, d *Dialogue) *end {
	s := &end{teller: t, points: t.points()}
	s.words = append([]string{line(d.Title), t.progress()}, t.next(d.File)...)
	items := make([]item, len(s.points))
	for i, p := range s.points {
		items[i] = item{text: p.heading, heading: p.heading != ""}
	}
	s.menu = t.newMenu(items, 0)
	return s
}

// target is where a finding is put right: its own place, or for a question of
// which it is undecided whether it is asked, the open one that decides it.
func (t teller) target(f survey.Finding) survey.Place {
	if f.Code == survey.Undecided {
		if open, ok := t.decider(f.Key()); ok {
			return open
		}
	}
	return f.Key()
}

// decider follows what the conditions of a place read to an open question. It
// ends, because no condition reads a later question.
func (t teller) decider(k survey.Place) (survey.Place, bool) {
	q := t.s.Set.Question(k.Question)
	conditions := []*survey.Expression{q.Section.Relevant, q.Relevant, q.Calculation}
	if q.Roster != nil {
		conditions = append(conditions, q.Roster.Relevant)
	}
	if q.Matrix != nil {
		conditions = append(conditions, q.Matrix.Relevant, q.Matrix.RowRelevant)
	}
	for _, e := range conditions {
		if e == nil {
			continue
		}
		for _, name := range e.Reads {
			if open, ok := t.decides(name, k.Row); ok {
				return open, true
			}
		}
	}
	return survey.Place{}, false
}

// decides is the open question that stands behind a name in a condition: the
// question of that name, or what its own conditions hang on. A calculation that
// a person may replace counts last.
func (t teller) decides(name string, row int) (survey.Place, bool) {
	q, read := t.s.Set.Question(name), survey.Place{Question: name}
	if q.Roster != nil {
		read.Row = row
	}
	open := t.ev().Relevant(read) && t.ev().State(read) == survey.StateOpen
	if open && q.Type.Asked() {
		return read, true
	}
	if t.ev().State(read) != survey.StateAnswered {
		if deeper, ok := t.decider(read); ok {
			return deeper, true
		}
	}
	return read, open && q.Asked()
}

// next says what stands in the way of handing in, and which command comes
// next.
func (t teller) next(file string) []string {
	blockers, _ := t.pending()
	file = line(file)
	switch {
	case len(blockers) == 0 && file == "":
		return []string{t.t("complete"), t.T("start.end_submit")}
	case file == "":
		return []string{t.n("blocking", len(blockers))}
	case len(blockers) == 0:
		return []string{t.t("complete"), t.t("next_submit", file)}
	}
	return []string{t.n("blocking", len(blockers)), t.t("next_check", file)}
}

func (s *end) press(m *model, key tea.KeyMsg) tea.Cmd {
	if s.menu.press(key.String()) {
		return nil
	}
	if key.Type != tea.KeyEnter && key.Type != tea.KeyTab {
		return nil
	}
	if len(s.points) == 0 {
		return m.quit(false)
	}
	m.settle(nil, s.s.Jump(s.target(s.points[s.menu.cursor].finding), ""))
	return nil
}

func (s *end) obey(*model, command) tea.Cmd { return nil }
func (s *end) message(tea.Msg)              {}
func (s *end) typed() string                { return "" }
func (s *end) keep(*model) error            { return s.s.Pause("") }

func (s *end) fit(width, height int) {
	if width != s.width {
		for i, p := range s.points {
			if p.heading == "" {
				s.menu.items[i].text = s.short(p.finding, width-3) // the sign of the cursor takes three
			}
		}
	}
	s.width, s.height = width, height
}

func (s *end) foot() []string {
	if len(s.points) == 0 {
		return []string{"finish", "back", "help", "overview"}
	}
	return []string{"move", "jump", "back", "help", "overview", "quit"}
}

func (s *end) view() []string {
	var words []string
	for _, text := range s.words {
		words = append(words, wrap(text, s.width)...)
	}
	least := min(len(s.points), 4) // a heading and three points
	words = clip(words, max(s.height-least, 1), s.width, "…")
	if len(words)+least < s.height {
		words = append(words, "")
	}
	s.menu.fit(s.height - len(words))
	return append(words, s.menu.view(s.width)...)
}
