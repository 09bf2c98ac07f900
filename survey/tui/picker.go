package tui

import (
	"github.com/charmbracelet/bubbles/textinput"
	tea "github.com/charmbracelet/bubbletea"
)

// picker asks for one of many things; typing narrows them.
type picker struct {
	teller
	look   look
	title  []string // paragraphs, the first of them in bold
	labels []string
	hits   []int
	search textinput.Model
	menu   menu
	width  int
	height int
	chosen func(m *model, i int)
}

func newPicker(t teller, l look, title, labels []string, at int, chosen func(*model, int)) *picker {
	p := &picker{teller: t, look: l, title: title, labels: labels, search: l.newSearch(t.t("search_prompt")), chosen: chosen}
	p.narrow(at)
	return p
}

// narrow lists what the search text finds.
func (p *picker) narrow(cursor int) {
	words := wanted(p.search.Value())
	p.hits = p.hits[:0]
	var items []item
	for i, label := range p.labels {
		if matches(searchable(label), words) {
			p.hits, items = append(p.hits, i), append(items, item{text: label})
		}
	}
	p.menu = p.newMenu(items, cursor)
}

func (p *picker) press(m *model, key tea.KeyMsg) tea.Cmd {
	switch {
	case key.Type == tea.KeyEnter || key.Type == tea.KeyTab:
		if len(p.hits) > 0 {
			p.chosen(m, p.hits[p.menu.cursor])
		}
		return nil
	case p.menu.press(key.String()):
		return nil
	}
	p.message(key)
	return nil
}

func (p *picker) message(msg tea.Msg) {
	before := p.search.Value()
	p.search, _ = p.search.Update(msg)
	if p.search.Value() != before {
		p.narrow(0)
	}
}

func (p *picker) keep(m *model) error { return m.base.keep(m) }
func (p *picker) foot() []string      { return []string{"search", "choose", "close", "quit"} }

func (p *picker) fit(width, height int) {
	p.width, p.height = width, height
	p.search.Width = max(width-len([]rune(p.search.Prompt))-3, 1)
}

func (p *picker) view() []string {
	lines := paragraphs(p.title, p.look, p.width)
	lines = append(clip(lines, max(p.height-4, 1), p.width, "…"), "", cut(p.search.View(), p.width))
	if len(p.hits) == 0 {
		return append(lines, " "+p.t("search_nothing"))
	}
	p.menu.fit(p.height - len(lines))
	return append(lines, p.menu.view(p.width)...)
}

// paragraphs wraps texts, the first of them in bold.
func paragraphs(texts []string, l look, width int) []string {
	var lines []string
	for i, text := range texts {
		wrapped := wrap(text, width)
		if i == 0 {
			wrapped = each(wrapped, l.strong.Render)
		}
		lines = append(lines, wrapped...)
	}
	return lines
}

// entryScreen asks for one line that is no answer: a path, a name, a value.
type entryScreen struct {
	title  []string // paragraphs, the first of them in bold
	look   look
	field  *inputField
	enter  func(m *model, text string)
	width  int
	height int
}

func (e *entryScreen) press(m *model, key tea.KeyMsg) tea.Cmd {
	m.notice = ""
	if key.Type != tea.KeyEnter && key.Type != tea.KeyTab {
		return e.field.press(key)
	}
	if text := unquoted(e.field.entry()); text != "" {
		e.enter(m, text)
	}
	return nil
}

func (e *entryScreen) message(msg tea.Msg) { e.field.message(msg) }
func (e *entryScreen) keep(m *model) error { return m.base.keep(m) }
func (e *entryScreen) foot() []string      { return []string{"next", "close", "quit"} }
func (e *entryScreen) fit(width, height int) {
	e.width, e.height = width, height
	e.field.fit(width, 1)
}

func (e *entryScreen) view() []string {
	lines := clip(paragraphs(e.title, e.look, e.width), max(e.height-2, 1), e.width, "…")
	if len(lines) < e.height-1 {
		lines = append(lines, "")
	}
	return append(lines, e.field.view()...)
}
