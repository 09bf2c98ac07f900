package tui

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"
)

// startModel is the start screen as a Bubble Tea model: the list, and perhaps a
// sheet over it.
type startModel struct {
	teller // without a session: only its words and its drawing are used
	start  *Start
	look   look

	width, height int
	list          startList
	over          sheet // nil: the list has the keys
	notice        string

	request Request
	known   map[string]bool // what the request was told already
	chosen  bool
}

// sheet is what lies over the list: the actions of an entry, a question, a
// report.
type sheet interface {
	press(m *startModel, key tea.KeyMsg) tea.Cmd
	message(msg tea.Msg)
	fit(width, height int)
	view() []string
	foot() []string
}

func newStartModel(s *Start, plain bool) *startModel {
	m := &startModel{teller: teller{words: speaking(s.Words, s.ASCII)}, start: s, look: newLook(plain, s.ASCII), width: 80, height: 24}
	m.list = newStartList(m.teller, s)
	m.notice = s.Report.Line
	if s.Report.Text != "" {
		m.open(newReport(m.teller, s.Report))
	}
	m.fit()
	return m
}

// Init has nothing to start.
func (m *startModel) Init() tea.Cmd { return nil }

// Update takes one message of Bubble Tea.
func (m *startModel) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.width, m.height = room(msg, m.width, m.height)
	case tea.KeyMsg:
		for _, key := range split(msg) {
			if c := m.press(key); c != nil {
				cmd = c
			}
		}
	default:
		if m.over != nil {
			m.over.message(msg)
		}
	}
	m.fit()
	return m, cmd
}

func (m *startModel) press(key tea.KeyMsg) tea.Cmd {
	c := commandOf(key.String())
	switch {
	case m.chosen:
		return tea.Quit // what is typed ahead belongs to what comes next
	case key.Type == tea.KeyCtrlC:
		m.request = Request{Entry: -1, Set: -1, Interrupted: true}
		return m.finish(Quit)
	case c == cmdQuit:
		m.request = Request{Entry: -1, Set: -1}
		return m.finish(Quit)
	case c == cmdHelp && m.over == nil:
		m.open(newReport(m.teller, Report{Title: m.start.say("help_title"), Text: m.start.help()}))
		return nil
	case m.over != nil && (key.Type == tea.KeyEsc || c == cmdBack):
		m.close()
		return nil
	case m.over != nil:
		return m.over.press(m, key)
	}
	return m.list.press(m, key)
}

func (m *startModel) open(s sheet) { m.over, m.notice = s, "" }
func (m *startModel) close()       { m.over, m.notice, m.request = nil, "", Request{} }

// begin starts a request: what it wants to know is asked first.
func (m *startModel) begin(a Action, entry int) tea.Cmd {
	m.request, m.known = Request{Action: a, Entry: entry, Set: -1}, map[string]bool{}
	return m.proceed()
}

func (m *startModel) proceed() tea.Cmd {
	switch a := m.start.missing(&m.request, m.known); {
	case a != nil:
		m.open(newAsking(m.teller, m.look, a))
		return nil
	case m.request.Action == "":
		m.close()
		return nil
	}
	return m.finish(m.request.Action)
}

func (m *startModel) finish(a Action) tea.Cmd {
	m.request.Action, m.chosen = a, true
	return tea.Quit
}

// message draws the notice, below the content.
func (m *startModel) message() []string {
	if m.notice == "" {
		return nil
	}
	return append([]string{""}, clip(wrap(m.notice, m.width), max((m.height-4)/3, 1), m.width, "…")...)
}

func (m *startModel) body() (height int) { return max(m.height-4-len(m.message()), 1) }

func (m *startModel) fit() {
	m.list.fit(m.width, m.body())
	if m.over != nil {
		m.over.fit(m.width, m.body())
	}
}

// View draws the screen.
func (m *startModel) View() string {
	body, keys := m.list.view, m.list.foot
	if m.over != nil {
		body, keys = m.over.view, m.over.foot
	}
	foot := []string{m.foot(keys(), m.width)}
	view := m.frame(m.width, m.height, m.heading(), body(), m.message(), foot)
	return settled(view, m.look, m.height)
}

// heading is the name of the program and of the folder, of which the end tells
// more than the beginning.
func (m *startModel) heading() string {
	head := m.start.say("title") + "  "
	return head + cutFront(line(m.start.Folder), m.width-len([]rune(head)))
}

// help explains what can be done, and with which letters.
func (s *Start) help() string {
	parts := []string{s.say("help_text")}
	for _, a := range append(actionsOnEntry(), overall()...) {
		parts = append(parts, s.say("help_action", s.letter(a), s.say("action_"+string(a))))
	}
	return strings.Join(parts, "\n")
}

// letter is the key that carries an action out at once.
func (s *Start) letter(a Action) string { return s.say("letter_" + string(a)) }
