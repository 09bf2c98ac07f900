package tui

import (
	"strconv"

	tea "github.com/charmbracelet/bubbletea"
)

// filterMenu chooses what the overview shows: which questions, and whose.
type filterMenu struct {
	menu    menu
	choices []filter // what each line of the menu sets; of headings nothing
}

func (o *overview) newFilterMenu() *filterMenu {
	f := &filterMenu{}
	var items []item
	cursor := 0
	add := func(text string, heading bool, set filter) {
		items, f.choices = append(items, item{text, heading}), append(f.choices, set)
	}
	option := func(name string, set filter) {
		mark := "( ) "
		if set.show == o.kept.show && set.assignee == o.kept.assignee {
			mark = "(x) "
		}
		add(mark+name+" ("+strconv.Itoa(set.count(o.all))+")", false, set)
	}
	add(o.l("which"), true, filter{})
	for _, s := range []show{showAll, showOpen, showNoted} {
		if s == o.kept.show {
			cursor = len(items)
		}
		option(o.showName(s), filter{show: s, assignee: o.kept.assignee})
	}
	if names := assignees(o.all); len(names) > 0 {
		add(o.l("whose"), true, filter{})
		option(o.l("anybody"), filter{show: o.kept.show})
		for _, name := range names {
			option(name, filter{show: o.kept.show, assignee: name})
		}
	}
	f.menu = o.newMenu(items, cursor)
	return f
}

func (o *overview) pressFilter(key tea.KeyMsg) {
	switch {
	case key.Type == tea.KeyEnter || key.Type == tea.KeyTab || key.String() == " ":
		set := o.filter.choices[o.filter.menu.cursor]
		o.kept.show, o.kept.assignee = set.show, set.assignee
		o.filter = nil
		o.fill(o.here())
	default:
		o.filter.menu.press(key.String())
	}
}

func (f *filterMenu) view(width, height int) []string {
	f.menu.fit(height)
	return f.menu.view(width)
}
