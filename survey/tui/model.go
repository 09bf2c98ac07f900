package tui

import (
	tea "github.com/charmbracelet/bubbletea"

	"bestand.example/itbestand/survey"
)

// screen is what fills the space between head and foot.
type screen interface {
	// press takes a key that the model has no use for itself.
	press(m *model, key tea.KeyMsg) tea.Cmd
	// message takes what is no key, as the text that a paste brings.
	message(msg tea.Msg)
	// fit tells the space that there is, in columns and lines.
	fit(width, height int)
	// view draws the content, at most as many lines as fit told.
	view() []string
	// foot names the keys for the last line, in the order to show them.
	foot() []string
	// keep saves what was typed and not yet acknowledged.
	keep(m *model) error
}

// base is a screen that stands for a place of the session; the others lie over
// one.
type base interface {
	screen
	// typed is what leaving the place hands to the session.
	typed() string
	// obey carries out a command that only this screen understands.
	obey(m *model, c command) tea.Cmd
}

// model is the whole dialogue: one base screen for the place of the session,
// and perhaps another screen over it. It decides nothing about the answers;
// the session does. Everything happens inside Update, so that what is typed
// ahead never meets the wrong field.
type model struct {
	teller
	d    *Dialogue
	look look

	width, height int
	intro         []screen // what is left to be said and asked before the first question
	base          base
	over          screen // nil: the base screen has the keys
	notice        string // an error or a word of confirmation
	refused       bool   // the notice says why the last entry was refused

	visited  visited              // the point of the check list that was jumped to last
	outlined outlined             // how the overview was left
	lists    map[string]*listView // how the person looks at lists of rows, by their names

	unsaved     error // of the last attempt to save
	leaving     bool  // the person was told that leaving loses the entry
	interrupted bool
	left        bool // by the person, with everything kept that could be
}

func newModel(d *Dialogue, plain bool) *model {
	m := &model{teller: newTeller(d), d: d, look: newLook(plain, d.ASCII), width: 80, height: 24, lists: map[string]*listView{}}
	m.show()
	m.intro = m.intros()
	m.fit()
	return m
}

// Init has nothing to start: no cursor blinks, no clock ticks.
func (m *model) Init() tea.Cmd { return nil }

// Update takes one message of Bubble Tea.
func (m *model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.width, m.height = room(msg, m.width, m.height)
	case tea.KeyMsg:
		if msg.Paste {
			cmd = m.paste(msg)
			break
		}
		for _, key := range split(msg) {
			if c := m.press(key); c != nil {
				cmd = c
			}
		}
	default:
		m.top().message(msg)
	}
	m.fit()
	return m, cmd
}

// split makes one message of each letter that was typed. Fast typing comes in
// one message, and to a list of rows each letter is a key of its own. A paste
// stays whole: it is never a command. A Windows console reports a held Ctrl or
// Alt as the letter NUL. An Enter that was pressed before the terminal was set
// up arrives as a line feed.
func split(key tea.KeyMsg) []tea.KeyMsg {
	if key.Type == tea.KeyCtrlJ {
		return []tea.KeyMsg{{Type: tea.KeyEnter}}
	}
	if key.Type != tea.KeyRunes || key.Paste {
		return []tea.KeyMsg{key}
	}
	var keys []tea.KeyMsg
	for _, r := range key.Runes {
		if r != 0 {
			keys = append(keys, tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}, Alt: key.Alt})
		}
	}
	return keys
}

func (m *model) top() screen {
	if len(m.intro) > 0 {
		return m.intro[0]
	}
	if m.over != nil {
		return m.over
	}
	return m.base
}

func (m *model) press(key tea.KeyMsg) tea.Cmd {
	if key.Type == tea.KeyCtrlC {
		return m.quit(true)
	}
	c := m.commandOf(key.String())
	if c == cmdQuit {
		return m.quit(false)
	}
	m.leaving = false
	switch {
	case len(m.intro) > 0:
		return m.intro[0].press(m, key)
	case m.over != nil && (key.Type == tea.KeyEsc || c == cmdBack):
		if inner, ok := m.over.(stepper); !ok || !inner.step() {
			m.close()
		}
		return nil
	case m.consult(c):
		return nil
	case m.over != nil:
		return m.over.press(m, key)
	case m.s.ReadOnly:
		return m.lookThrough(key, c)
	case c == cmdBack:
		m.settle(nil, m.s.Back(m.base.typed()))
		return nil
	case c != "":
		return m.base.obey(m, c)
	}
	return m.base.press(m, key)
}

// stepper is a screen in which Esc first takes back something of its own.
type stepper interface {
	// step reports whether there was anything to take back.
	step() bool
}

// consult opens what can be looked at from anywhere but a line that is being
// typed over a question: the help, the overview, the check list.
func (m *model) consult(c command) bool {
	switch m.over.(type) {
	case nil, *help, *overview, *checklist:
	default:
		return false
	}
	switch c {
	case cmdHelp:
		m.open(newHelp(m.teller, m.d, m.s.Place()))
	case cmdOverview:
		m.open(newOverview(m.teller, m.look, m.d.Title, &m.outlined))
	case cmdCheck:
		m.open(newChecklist(m.teller, m.visited))
	default:
		return false
	}
	return true
}

// show builds the base screen for the place where the session stands.
func (m *model) show() {
	m.over, m.notice, m.refused = nil, "", false
	switch q := m.s.Question(); {
	case q == nil:
		m.base = newEnd(m.teller, m.d)
	case q.Type == survey.TypeRepeat:
		list := newRoster(m.teller, m.look, q, m.list(q))
		list.lists = m.d.Lists.Read != nil
		m.base = list
	default:
		m.visit(q)
		m.base = newQuestion(m.teller, m.look, m.s.Place())
	}
	m.notice = m.wrong()
	m.fit()
}

// list is how the person looks at a list of rows.
func (m *model) list(roster *survey.Question) *listView {
	if m.lists[roster.Name] == nil {
		m.lists[roster.Name] = &listView{}
	}
	return m.lists[roster.Name]
}

// visit has the list of a row that is entered open on that row; a row that
// nobody searched for is not to be out of sight then.
func (m *model) visit(q *survey.Question) {
	if q.Roster == nil {
		return
	}
	seen, row := m.list(q.Roster), m.s.Place().Row
	if seen.row != row {
		seen.row = row
		seen.all()
	}
}

// wrong is what is wrong with the place as it is saved.
func (m *model) wrong() string {
	for _, f := range m.ev().FindingsAt(m.s.Place()) {
		switch f.Code {
		case survey.DraftLeft:
			return m.say(f) // begins with the word itself
		case survey.Invalid, survey.Violated, survey.MissingRefused, survey.TooFewRows, survey.TooManyRows, survey.NotOffered,
			survey.RowGone, survey.RankOpen, survey.SameRow, survey.TotalOff, survey.NeedsReason:
			return m.fault(f)
		}
	}
	return ""
}

func (m *model) open(s screen) {
	m.over, m.notice, m.refused = s, "", false
	m.fit()
}

func (m *model) close() {
	m.over, m.notice, m.refused = nil, "", false
	m.fit()
}

// settle takes what a call of the session returned. An error or a refusal is
// shown, and all that was typed stays; warnings ask for a reason; otherwise
// the screen follows the session. It reports whether the call succeeded.
func (m *model) settle(found []survey.Finding, err error) bool {
	m.unsaved, m.refused = err, false
	switch {
	case err != nil:
		m.notice = m.t("not_saved", m.d.explain(err))
	case len(found) > 0 && found[0].Code == survey.NeedsReason:
		m.open(newDeviation(m))
	case len(found) > 0 && found[0].Code == survey.Unconfirmed:
		m.open(newReason(m, found))
	case len(found) > 0:
		m.notice, m.refused = m.fault(found[0]), true
	default:
		m.show()
		return true
	}
	return false
}

// forgive takes a refusal off the screen once its entry is being put right.
func (m *model) forgive() {
	if m.refused {
		m.notice, m.refused = "", false
	}
}

// quit saves what was typed and ends. Where that cannot be saved it says so
// first, and ends only when it is asked once more.
func (m *model) quit(interrupted bool) tea.Cmd {
	if m.unsaved = m.keep(); m.unsaved != nil && !m.leaving {
		m.leaving = true
		m.notice = m.t("not_saved", m.d.explain(m.unsaved)) + " " + m.t("quit_anyway")
		return nil
	}
	m.interrupted, m.left = interrupted, true
	return tea.Quit
}

func (m *model) keep() error { return m.top().keep(m) }

// message draws the notice: below the content, an empty line before it.
func (m *model) message() []string {
	notice := m.notice
	if notice == "" && m.s.ReadOnly && m.over == nil && len(m.intro) == 0 {
		notice = m.sealedNotice()
	}
	if notice == "" {
		return nil
	}
	lines := wrap(notice, m.width)
	return append([]string{""}, each(clip(lines, max((m.height-4)/2, 1), m.width, "…"), m.look.alarm.Render)...)
}

func (m *model) fit() { m.top().fit(m.width, max(m.height-4-len(m.message()), 1)) }

// View draws the screen.
func (m *model) View() string {
	keys, head := m.top().foot(), m.head(m.s.Place(), m.width)
	switch {
	case len(m.intro) > 0:
		head = cut(line(m.d.Title), m.width)
	case m.s.ReadOnly && m.over == nil:
		keys = m.sealedFoot(keys)
	}
	view := m.frame(m.width, m.height, head, m.top().view(), m.message(), []string{m.foot(keys, m.width)})
	return settled(view, m.look, m.height)
}
