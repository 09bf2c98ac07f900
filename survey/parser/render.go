package parser

import (
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/text/width"

	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/i18n"
)

// Render writes the findings for a person; see the function of that name.
func (e *Errors) Render(words *i18n.Catalogue) string { return Render(e.Findings, words) }

// Render writes findings for a person, in the order of the files: for each a
// line file:line:column: sentence [code], then the source line, then a caret
// under the column.
func Render(findings []Finding, words *i18n.Catalogue) string {
	var b strings.Builder
	for _, f := range findings {
		sentence := f.Sentence(words)
		if f.Severity() == SeverityHint {
			sentence = words.T("parser.hint", sentence)
		}
		fmt.Fprintf(&b, "%s:%d:%d: %s [%s]\n", survey.CleanLine(f.File), f.Line, f.Column, sentence, f.Code)
		if strings.TrimSpace(f.Text) != "" {
			fmt.Fprintf(&b, "  %s\n  %s^\n", f.Text, under(f.Text, f.caret))
		}
	}
	return b.String()
}

// maxLine is how many characters of a source line a finding quotes.
const maxLine = 160

// window cuts a very long line down to the part around a column, and returns
// with it how many of its characters stand in front of that column.
func window(line []rune, before int) (text string, caret int) {
	if len(line) <= maxLine {
		return string(line), before
	}
	start := max(0, min(before-maxLine/2, len(line)-maxLine))
	end := start + maxLine
	text, caret = string(line[start:end]), before-start
	if start > 0 {
		text, caret = "…"+text, caret+1
	}
	if end < len(line) {
		text += "…"
	}
	return text, caret
}

// under is the space that brings a caret under a column: a tab under a tab,
// two blanks under a wide character, nothing under a combining mark.
func under(line string, before int) string {
	var b strings.Builder
	for _, c := range line {
		if before--; before < 0 {
			break
		}
		switch kind := width.LookupRune(c).Kind(); {
		case c == '\t':
			b.WriteByte('\t')
		case unicode.In(c, unicode.Mn, unicode.Me, unicode.Cf):
		case kind == width.EastAsianWide || kind == width.EastAsianFullwidth:
			b.WriteString("  ")
		default:
			b.WriteByte(' ')
		}
	}
	return b.String() + strings.Repeat(" ", max(0, before))
}
