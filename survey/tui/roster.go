package tui

import (
	"slices"
	"strings"

	"github.com/charmbracelet/bubbles/textinput"
	tea "github.com/charmbracelet/bubbletea"

	"bestand.example/itbestand/survey"
)

// roster is the screen of a list: its rows, and what can be done with them.
type roster struct {
	teller
	look   look
	q      *survey.Question
	place  survey.Place
	seen   *listView // how the person looks at the list; kept by the model
	table  *table
	picked []int            // the rows that are shown, by their index in the table
	search *textinput.Model // while a search text is typed; otherwise nil
	digits string           // typed one after the other: 1 and 2 are row 12
	lists  bool             // existing lists can be read
	menu   menu
	width  int
	height int
}

func newRoster(t teller, l look, q *survey.Question, seen *listView) *roster {
	s := &roster{teller: t, look: l, q: q, place: t.s.Place(), seen: seen, table: newTable(t, q, seen.order)}
	s.pick()
	s.open()
	return s
}

// pick lists the rows to show anew.
func (s *roster) pick() {
	top, height := s.menu.top, s.menu.height
	s.picked = s.table.pick(s.seen)
	s.menu = s.newMenu(make([]item, len(s.picked)), s.menu.cursor)
	s.menu.top, s.menu.height = top, max(height, 1)
}

// open puts the cursor where the person was; for the first time on the first
// row that lacks something, or on the last row. A list that is there from the
// beginning is worked off from the top.
func (s *roster) open() {
	at, there := s.table.find(s.picked, s.seen.row)
	switch {
	case s.seen.row == 0:
		at = s.table.nextOpen(s.picked, 0)
		if at < 0 {
			at = len(s.picked) - 1
		}
	case !there:
		at = s.nearest()
	case s.q.Prefill != nil && !s.table.rows[s.picked[at]].standing.blocked:
		at = max(at, s.table.nextOpen(s.picked, at))
	}
	s.goTo(at)
}

// nearest is the place of the row after one that is not shown, or where one was
// that is gone.
func (s *roster) nearest() int {
	if row := s.ev().RowNumber(s.q, s.seen.row); row > 0 && s.seen.order == "" && !s.seen.down {
		at, _ := slices.BinarySearch(s.picked, row-1)
		return at
	}
	return s.seen.place
}

// goTo puts the cursor on a row that is shown, or the nearest one.
func (s *roster) goTo(at int) {
	s.menu.cursor = min(max(at, 0), max(len(s.picked)-1, 0))
	s.seen.place = s.menu.cursor
	if row := s.under(); row != nil {
		s.seen.row = row.id
	}
}

// under is the row under the cursor, or nil.
func (s *roster) under() *tableRow {
	if len(s.picked) == 0 {
		return nil
	}
	return &s.table.rows[s.picked[s.menu.cursor]]
}

func (s *roster) press(m *model, key tea.KeyMsg) tea.Cmd {
	s.seen.said = ""
	m.forgive()
	if s.search != nil {
		return s.seek(key)
	}
	name := key.String()
	if s.menu.press(name) {
		s.goTo(s.menu.cursor)
		return nil
	}
	if s.leap(name) {
		return nil
	}
	if row := s.under(); row != nil && s.pressRow(m, row, name) {
		return nil
	}
	s.pressList(m, strings.ToLower(name))
	return nil
}

// pressRow takes the keys that do something with the row under the cursor.
func (s *roster) pressRow(m *model, row *tableRow, key string) bool {
	switch strings.ToLower(key) {
	case "enter", "b", "e":
		m.settle(nil, s.s.EditRow(row.id))
	case "d":
		m.settle(s.s.DuplicateRow(row.id))
	case "l", "delete":
		s.remove(m, row)
	default:
		return false
	}
	return true
}

// pressList takes the keys of the list as a whole.
func (s *roster) pressList(m *model, key string) {
	switch key {
	case "tab", "right":
		m.settle(s.s.Done())
	case "enter":
		if len(s.table.rows) == 0 {
			m.settle(s.s.Done())
		}
	case "n":
		m.settle(s.s.AddRow())
	case "k":
		m.settle(s.s.ConfirmNone())
	case "u":
		s.reverse(m, s.s.Undoable(), s.s.Undo, "undone_")
	case "w":
		s.reverse(m, s.s.Redoable(), s.s.Redo, "redone_")
	default:
		s.pressView(m, key)
	}
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

func (s *roster) message(msg tea.Msg) {
	if s.search != nil {
		s.narrow(msg)
	}
}

func (s *roster) typed() string         { return "" }
func (s *roster) keep(*model) error     { return s.s.Pause("") }
func (s *roster) fit(width, height int) { s.width, s.height = width, height }

// emptyState says whether the list is open or known to be empty.
func (t teller) emptyState() string {
	if t.s.Answer().Value == survey.NoRows {
		return t.t("rows_none")
	}
	return t.t("rows_empty")
}
