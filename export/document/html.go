package document

import (
	_ "embed"
	"fmt"
	"html"
	"strings"
)

// styleSheet is how the form looks on a screen and on A4; the words in per cent signs are
// what stands at the edge of each page.
//
//go:embed style.css
var styleSheet string

// HTML writes a document as one file without scripts, to read on a screen and
// to print on A4.
func HTML(d *Document) []byte {
	w := &page{}
	before, after, _ := strings.Cut(d.Pages, "%[1]s")
	between, after, _ := strings.Cut(after, "%[2]s")
	counted := cssString(before) + " counter(page) " + cssString(between) + " counter(pages) " + cssString(after)
	css := strings.NewReplacer("%HEADER%", cssString(d.Header), "%FOOTER%", cssString(d.Footer), "%PAGES%", counted).Replace(styleSheet)
	w.f("<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>%s</title>\n<style>\n%s</style>\n</head>\n<body>\n",
		html.EscapeString(d.Lang), html.EscapeString(d.Title), css)
	wide := false
	for _, b := range d.Blocks {
		if now := wideBlock(b, wide); now != wide {
			w.f("%s\n", either(now, `<div class="wide">`, `</div>`))
			wide = now
		}
		w.block(b)
	}
	w.f("%s<footer>%s</footer>\n</body>\n</html>\n", either(wide, "</div>\n", ""), html.EscapeString(d.Footer))
	return []byte(w.out.String())
}

// cssString quotes text for a style sheet inside HTML: nothing in it can end
// the string or the sheet.
func cssString(s string) string {
	var b strings.Builder
	for _, r := range s {
		if r < ' ' || strings.ContainsRune(`\"'<>&`, r) {
			fmt.Fprintf(&b, `\%06x `, r) // the blank belongs to the escape
			continue
		}
		b.WriteRune(r)
	}
	return `"` + b.String() + `"`
}

// page writes the body of an HTML file.
type page struct{ out strings.Builder }

func (w *page) f(format string, args ...any) { fmt.Fprintf(&w.out, format, args...) }

// lined escapes text and keeps its line breaks.
func lined(s string) string { return strings.ReplaceAll(html.EscapeString(s), "\n", "<br>") }

func (w *page) block(b Block) {
	switch b := b.(type) {
	case Heading:
		w.heading(b)
	case Paragraph:
		w.f("<p class=\"%s\">%s</p>\n", [...]string{"plain", "subtitle", "hint", "condition", "remark", "lead", "small"}[b.Style], lined(b.Text))
	case Bullets:
		w.f("<ul>\n")
		for _, item := range b.Items {
			w.f("<li>%s</li>\n", lined(item))
		}
		w.f("</ul>\n")
	case Facts:
		w.facts(b)
	case Overview:
		w.overview(b)
	case Question:
		w.question(b)
	case Ticks:
		w.ticks(b)
	case Lines:
		w.lines(b)
	case Boxes:
		w.f("<p class=\"entry\">%s %s</p>\n", boxes(b.Pattern), html.EscapeString(b.Unit))
	case Table:
		w.table(b)
	case Listing:
		w.f("<ol class=\"listing\">\n")
		for _, item := range b.Items {
			w.f("<li>%s</li>\n", lined(item))
		}
		w.f("</ol>\n")
	case Answers:
		w.answers(b)
	}
}

func (w *page) heading(h Heading) {
	var classes []string
	if h.NewPage {
		classes = append(classes, "new-page")
	}
	if len(h.Number) > 4 {
		classes = append(classes, "appendix")
	}
	attributes := ""
	if len(classes) > 0 {
		attributes += ` class="` + strings.Join(classes, " ") + `"`
	}
	if h.Anchor != "" {
		attributes += ` id="` + html.EscapeString(h.Anchor) + `"`
	}
	number := ""
	if h.Number != "" {
		number = `<span class="number">` + html.EscapeString(h.Number) + `</span> `
	}
	w.f("<h%d%s>%s%s</h%d>\n", h.Level+1, attributes, number, lined(h.Text), h.Level+1)
}

func (w *page) question(q Question) {
	class := "question" + either(q.NewPage, " new-page", "") + either(q.Follows, " follows", "")
	w.f("<section class=\"%s\">\n<p class=\"label\"><span class=\"number\">%s</span> <span><strong>%s", class, html.EscapeString(q.Number), lined(q.Label))
	if q.Required {
		w.f(" *")
	}
	w.f("</strong>")
	if q.Wish != "" {
		w.f(" <small>%s</small>", html.EscapeString(q.Wish))
	}
	w.f("</span></p>\n<div class=\"body\">\n")
	for _, b := range q.Blocks {
		w.block(b)
	}
	w.f("</div>\n</section>\n")
}

func (w *page) overview(o Overview) {
	w.f("<table class=\"grid overview%s\">\n<thead><tr>", either(o.Counts, " counts", ""))
	for _, h := range o.Head {
		w.f("<th scope=\"col\">%s</th>", html.EscapeString(h))
	}
	w.f("</tr></thead>\n<tbody>\n")
	for _, row := range o.Rows {
		w.f("<tr><td><a href=\"#%s\">%s</a></td>", html.EscapeString(row.Anchor), html.EscapeString(strings.TrimSpace(row.Number+" "+row.Text)))
		for _, cell := range row.Cells {
			w.f("<td>%s</td>", html.EscapeString(cell))
		}
		if !o.Counts {
			w.f("<td class=\"center\">%s</td>", either(row.Tick, box(false), ""))
		}
		w.f("</tr>\n")
	}
	w.f("</tbody>\n</table>\n")
}
