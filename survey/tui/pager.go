package tui

// pager shows a text of any length through a window. Where not all lines fit,
// the last one says how many there are above and below.
type pager struct {
	teller
	text          string
	width, height int
	top           int
}

func (p *pager) fit(width, height int) { p.width, p.height = width, max(height, 1) }

// window returns all lines, and how many of them are shown at once.
func (p *pager) window() (lines []string, height int) {
	lines, height = hang(p.text, p.width), p.height
	if height > 2 && len(lines) > height {
		height--
	}
	return lines, height
}

func (p *pager) scroll(key string) {
	lines, height := p.window()
	page := max(height-1, 1)
	by := map[string]int{"up": -1, "down": 1, "pgup": -page, "pgdown": page, "home": -len(lines), "end": len(lines)}[key]
	p.top = max(min(p.top+by, len(lines)-height), 0)
}

// beyond says how many lines are out of sight. Of a list it would say entries.
func (p *pager) beyond(above, below int) string {
	switch {
	case above > 0 && below > 0:
		return p.t("text_both", above, below)
	case above > 0:
		return p.t("text_above", above)
	}
	return p.t("text_below", below)
}

func (p *pager) view() []string {
	lines, height := p.window()
	p.top = max(min(p.top, len(lines)-height), 0)
	end := min(p.top+height, len(lines))
	shown := lines[p.top:end:end]
	if height < p.height {
		shown = append(shown, cut(" "+p.beyond(p.top, len(lines)-end), p.width))
	}
	return shown
}
