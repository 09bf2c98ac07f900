package document

import (
	"html"
	"strconv"
)

// answers is a table of number, question and answer, or of cards.
func (w *page) answers(a Answers) {
	if a.Cards {
		w.cards(a)
		return
	}
	w.f("<table class=\"answers\">\n<colgroup>")
	for _, share := range shares(100, answerWidths) {
		w.f("<col style=\"width:%d%%\">", share)
	}
	w.f("</colgroup>\n<thead><tr>")
	for _, text := range a.Head {
		w.f("<th scope=\"col\">%s</th>", html.EscapeString(text))
	}
	w.f("</tr></thead>\n<tbody>\n")
	for _, row := range a.Rows {
		if row.Title {
			w.f("%s", title(row, len(answerWidths)))
			continue
		}
		w.f("<tr><td>%s</td><td>%s</td><td>%s</td></tr>\n", html.EscapeString(row.Number), lined(row.Label), given(row))
	}
	w.f("</tbody>\n</table>\n")
}

// cards put each question in small print above its answer.
func (w *page) cards(a Answers) {
	w.f("<table class=\"answers cards\">\n<tbody>\n")
	for _, line := range cardRows(a.Rows) {
		if line[0].Title {
			w.f("%s", title(line[0], cardColumns))
			continue
		}
		w.f("<tr>")
		for j := range cardColumns {
			if j < len(line) {
				w.f("<td><small>%s</small><br>%s</td>", lined(line[j].Label), given(line[j]))
			} else {
				w.f("<td></td>")
			}
		}
		w.f("</tr>\n")
	}
	w.f("</tbody>\n</table>\n")
}

func title(row Answered, columns int) string {
	return `<tr class="title"><th scope="rowgroup" colspan="` + strconv.Itoa(columns) + `">` + lined(titleOf(row)) + beside(row.Notes) + "</th></tr>\n"
}

// given is an answer and what stands beside it.
func given(row Answered) string {
	value := lined(row.Value)
	if row.Open {
		value = "<strong>" + value + "</strong>"
	}
	return value + beside(row.Notes)
}

func beside(notes []string) string {
	text := ""
	for _, note := range notes {
		text += "<br><small>" + lined(note) + "</small>"
	}
	return text
}
