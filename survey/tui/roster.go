package tui

import (
	tea "github.com/charmbracelet/bubbletea"

	"bestand.example/itbestand/survey"
)

// roster is the screen of a list: its rows, and what can be done with them.
type roster struct {
	teller
	look   look
	q      *survey.Question
	place  survey.Place
	rows   []int
	menu   menu
	width  int
	height int
}

func newRoster(t teller, l look, q *survey.Question) *roster {
	s := &roster{teller: t, look: l, q: q, place: t.s.Place(), rows: t.s.Response.Answers.Rows(q.Name)}
	s.menu = t.newMenu(make([]item, len(s.rows)), s.firstOpen())
	return s
}

// firstOpen is the place of the first row that lacks something, or of the last
// row: a list that is there from the beginning is worked off from the top.
func (s *roster) firstOpen() int {
	for i, id := range s.rows {
		if s.rowOpen(s.q, id) {
			return i
		}
	}
	return len(s.rows) - 1
}

// rowText is one line of the list: number, state, and what the row is about.
func (t teller) rowText(q *survey.Question, id int) string {
	number, name := t.row(q, id)
	if name == "" {
		name = t.firstColumns(q, id)
	}
	if name == "" {
		return t.t("row_line_bare", number, t.rowState(q, id))
	}
	return t.t("row_line", number, t.rowState(q, id), name)
}

// firstColumns describes a row that has no item label by its first answers.
func (t teller) firstColumns(q *survey.Question, id int) string {
	said := ""
	for _, column := range q.Questions {
		k := survey.Key{Question: column.Name, Row: id}
		v := t.ev().Value(k)
		if v.IsZero() || column.Type == survey.TypeNote {
			continue
		}
		if said != "" {
			return said + ", " + line(t.ev().Show(k, v, t.Lang()))
		}
		said = line(t.ev().Show(k, v, t.Lang()))
	}
	return said
}

// rowState is done unless something in the row stands in the way of handing
// in.
func (t teller) rowState(q *survey.Question, id int) string {
	if t.rowOpen(q, id) {
		return t.t("state_open")
	}
	return t.t("state_done")
}

func (t teller) rowOpen(q *survey.Question, id int) bool {
	for _, column := range q.Questions {
		if t.blocked(survey.Key{Question: column.Name, Row: id}) {
			return true
		}
	}
	return false
}

func (t teller) blocked(k survey.Key) bool {
	for _, f := range t.ev().FindingsAt(k) {
		if f.Code.Blocks() {
			return true
		}
	}
	return false
}

func (s *roster) press(m *model, key tea.KeyMsg) tea.Cmd {
	if s.menu.press(key.String()) {
		return nil
	}
	switch key.String() {
	case "tab", "right":
		m.settle(s.s.Done())
	case "enter":
		if len(s.rows) == 0 {
			m.settle(s.s.Done())
		} else {
			m.settle(nil, s.s.EditRow(s.rows[s.menu.cursor]))
		}
	case "n":
		m.settle(s.s.AddRow())
	case "b", "e":
		if len(s.rows) > 0 {
			m.settle(nil, s.s.EditRow(s.rows[s.menu.cursor]))
		}
	case "l", "delete":
		if len(s.rows) > 0 {
			openDelete(m, s.q, s.rows[s.menu.cursor])
		}
	case "k":
		m.settle(s.s.ConfirmNone())
	}
	return nil
}

func (s *roster) obey(m *model, c command) tea.Cmd {
	switch c {
	case cmdClear:
		m.settle(nil, s.s.Clear())
	case cmdComment:
		openComment(m)
	case cmdMissing:
		openMissing(m, s.q)
	case cmdEstimate:
		m.notice = m.fault(survey.Finding{Question: s.q.Name, Code: survey.EstimateRefused})
	}
	return nil
}

func (s *roster) message(tea.Msg)       {}
func (s *roster) typed() string         { return "" }
func (s *roster) keep(*model) error     { return s.s.Pause("") }
func (s *roster) fit(width, height int) { s.width, s.height = width, height }

func (s *roster) foot() []string {
	if len(s.rows) == 0 {
		keys := []string{"new", "none", "tab", "back", "help", "overview"}
		if len(s.q.Missing) > 0 {
			keys = append(keys, "missing")
		}
		return append(keys, "quit")
	}
	return []string{"new", "edit", "delete", "tab", "back", "help", "overview", "quit"}
}

func (s *roster) view() []string {
	var state []string
	if len(s.rows) == 0 {
		state = wrap(s.emptyState()+" "+s.t("rows_keys"), s.width)
		if len(s.q.Missing) > 0 {
			state = append(state, wrap(s.t("rows_missing"), s.width)...)
		}
	}
	for _, mark := range s.marks(s.s.Answer()) {
		state = append(state, cut(mark, s.width))
	}
	least := min(len(s.rows), 3) + len(state)
	above := clip(wrap(s.question(s.place), s.width), max(s.height-least, 1), s.width, s.t("more"))
	above = append(above, clip(wrap(s.hint(s.place), s.width), min(max(s.height-least-len(above)-1, 0), 4), s.width, s.t("more"))...)
	if assignee := s.assignee(s.q); assignee != "" && len(above)+least < s.height {
		above = append(above, s.look.muted.Render(cut(assignee, s.width)))
	}
	if len(above)+least < s.height {
		above = append(above, "")
	}
	s.menu.fit(s.height - len(above) - len(state))
	return append(append(above, s.lines()...), state...)
}

// lines draws the rows that are in the window only: the state of a row takes
// its checks.
func (s *roster) lines() []string {
	for i := max(s.menu.cursor-s.menu.height, 0); i < min(s.menu.cursor+s.menu.height, len(s.rows)); i++ {
		if s.menu.items[i].text == "" {
			s.menu.items[i].text = s.rowText(s.q, s.rows[i])
		}
	}
	return s.menu.view(s.width)
}

// emptyState says whether the list is open or known to be empty.
func (t teller) emptyState() string {
	if t.s.Answer().Value == survey.NoRows {
		return t.t("rows_none")
	}
	return t.t("rows_empty")
}
