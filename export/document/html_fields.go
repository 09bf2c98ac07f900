package document

import (
	"html"
	"strings"
)

func (w *page) ticks(t Ticks) {
	class := either(t.Inline, "ticks inline", "ticks")
	if len(t.Items) > oneColumn && allShort(t.Items) {
		class += " two"
	}
	if t.Lead != "" {
		w.f("<div class=\"reasons\"><span>%s</span>\n", html.EscapeString(t.Lead))
	}
	w.f("<ul class=\"%s\">\n", class)
	for _, item := range t.Items {
		w.f("<li>%s</li>\n", tick(item, t.Round))
	}
	w.f("</ul>\n")
	if t.Lead != "" {
		w.f("</div>\n")
	}
}

func tick(item Tick, round bool) string {
	text := box(round) + " <span>" + lined(item.Text) + "</span>"
	if item.Write {
		text += `<span class="rule"></span>`
	}
	return text
}

func box(round bool) string { return `<span class="box">` + glyph(round) + `</span>` }

func boxes(pattern string) string {
	var b strings.Builder
	b.WriteString(`<span class="boxes">`)
	for _, r := range pattern {
		if r == '#' {
			b.WriteString("<i></i>")
			continue
		}
		b.WriteString("<b>" + html.EscapeString(string(r)) + "</b>")
	}
	return b.String() + "</span>"
}

func (w *page) lines(l Lines) {
	for i := range l.Count {
		w.f("<div class=\"%s\">", either(l.Short, "line short", "line"))
		if l.Lead != "" && i == 0 {
			w.f("<span>%s</span>", html.EscapeString(l.Lead))
		}
		w.f("<span class=\"rule\"></span>")
		if i == l.Count-1 && l.Unit != "" {
			w.f("<span>%s</span>", html.EscapeString(l.Unit))
		}
		for _, t := range l.Ticks {
			w.f("<span class=\"beside\">%s %s</span>", box(false), html.EscapeString(t))
		}
		w.f("</div>\n")
	}
}

func (w *page) facts(facts Facts) {
	w.f("<table class=\"facts%s\">\n", either(facts.Tight, " tight", ""))
	for _, fact := range facts.Rows {
		class, content := "write", lined(fact.Value)
		if fact.Boxes != "" {
			class, content = "", boxes(fact.Boxes)
		}
		w.f("<tr><th scope=\"row\">%s</th><td class=\"%s\">%s</td></tr>\n", html.EscapeString(fact.Label), class, content)
	}
	w.f("</table>\n")
}

func (w *page) table(t Table) {
	w.f("<table class=\"grid%s\">\n<colgroup>", either(t.Tight, " tight", ""))
	for _, share := range shares(100, t.Widths) {
		w.f("<col style=\"width:%d%%\">", share)
	}
	w.f("</colgroup>\n<thead><tr>")
	for _, c := range t.Head {
		w.f("<th scope=\"col\"%s>%s</th>", center(c), content(c))
	}
	w.f("</tr></thead>\n<tbody>\n")
	for _, row := range t.Rows {
		w.f("<tr>")
		for _, c := range row {
			w.f("<td%s>%s</td>", center(c), content(c))
		}
		w.f("</tr>\n")
	}
	w.f("</tbody>\n</table>\n")
}

func center(c Cell) string {
	if c.Center {
		return ` class="center"`
	}
	return ""
}

func content(c Cell) string {
	switch {
	case c.Circle || c.Square:
		return box(c.Circle)
	case len(c.Ticks) > 0:
		text := `<ul class="ticks">`
		for _, item := range c.Ticks {
			text += "<li>" + tick(item, c.Round) + "</li>"
		}
		return text + "</ul>"
	}
	text := lined(c.Text)
	if c.Strong {
		text = "<strong>" + text + "</strong>"
	}
	if c.Number != "" {
		text = `<span class="number">` + html.EscapeString(c.Number) + "</span> " + text
	}
	if c.Note != "" {
		text += "<br><small>" + lined(c.Note) + "</small>"
	}
	return text
}
