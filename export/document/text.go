package document

import (
	"strings"
	"unicode/utf8"
)

// textWidth is where lines of text break: a console of 80 columns shows them
// whole.
const textWidth = 78

// Text writes a document as plain text: nothing is drawn, and the order is that
// of reading aloud. It is for reviews: what is there to be written or ticked on
// has no place in it.
func Text(d *Document) string {
	w := &plain{}
	for _, b := range d.Blocks {
		w.block(b)
	}
	return w.out.String()
}

type plain struct{ out strings.Builder }

// line writes a text with an indent; further lines stand below its beginning.
func (w *plain) line(indent int, text string) { w.hang(indent, "", text) }

// hang writes a text behind a lead; its further lines stand below the text.
func (w *plain) hang(indent int, lead, text string) {
	first := strings.Repeat(" ", indent) + lead
	rest := strings.Repeat(" ", utf8.RuneCountInString(first))
	for i, line := range wrapped(text, textWidth-len(rest)) {
		if i > 0 {
			first = rest
		}
		w.out.WriteString(strings.TrimRight(first+line, " ") + "\n")
	}
}

// wrapped breaks a text between words. What has no blank stays whole: an
// address cut in two is none.
func wrapped(text string, width int) []string {
	var lines []string
	for _, paragraph := range strings.Split(text, "\n") {
		line, length := "", 0
		for _, word := range strings.Fields(paragraph) {
			n := utf8.RuneCountInString(word)
			if line != "" && length+1+n > max(width, 20) {
				lines, line, length = append(lines, line), "", 0
			}
			if line != "" {
				line, length = line+" ", length+1
			}
			line, length = line+word, length+n
		}
		lines = append(lines, line)
	}
	return lines
}

// gap leaves one line blank, and never two.
func (w *plain) gap() {
	if text := w.out.String(); text != "" && !strings.HasSuffix(text, "\n\n") {
		w.out.WriteString("\n")
	}
}

// lead is a number in front of a text.
func lead(number string) string {
	if number == "" {
		return ""
	}
	return number + " "
}

func (w *plain) block(b Block) {
	switch b := b.(type) {
	case Heading:
		w.gap()
		w.hang(0, lead(b.Number), b.Text)
	case Paragraph:
		indent := 0
		if b.Style == Small {
			indent = 2
		}
		w.line(indent, b.Text)
	case Bullets:
		for _, item := range b.Items {
			w.hang(0, "- ", item)
		}
	case Listing:
		for _, item := range b.Items {
			w.hang(0, "- ", item)
		}
	case Facts:
		w.facts(b)
	case Overview:
		w.overview(b)
	case Question:
		w.question(b)
	case Table:
		w.table(b)
	case Answers:
		w.answers(b)
	}
}
