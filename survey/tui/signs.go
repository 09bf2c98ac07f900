package tui

import (
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// Some terminals cannot show drawing characters, arrows and typographic signs:
// an old Windows console with its bitmap font, a locale without UTF-8. There
// the program's own words spell them out (spelling), and whatever else comes to
// the screen has each replaced by one sign of ASCII (plainSigns), so that no
// line changes its width. Letters stay as they are, umlauts included.

// spelling puts the signs in the program's own words into words and ASCII.
func spelling(w words) *strings.Replacer {
	return strings.NewReplacer("↑/↓", w.l("sign_arrows"), "←/→", w.l("sign_arrows"), "↑", w.l("sign_up"), "↓", w.l("sign_down"),
		"…", "...", "–", "-", "—", "-", "·", "|", "„", `"`, "“", `"`, "”", `"`, "‚", "'", "‘", "'", "’", "'")
}

var signs = map[rune]rune{
	'─': '-', '━': '-', '┃': '|', '│': '|', '┌': '+', '┐': '+', '└': '+', '┘': '+', '├': '+', '┤': '+', '┬': '+', '┴': '+', '┼': '+', '╭': '+', '╮': '+', '╰': '+', '╯': '+',
	'█': '#', '░': '.', '▒': '#', '▓': '#', '↑': '^', '↓': 'v', '←': '<', '→': '>', '–': '-', '—': '-', '−': '-', '\u2011': '-', '·': '|', '•': '*', '✓': 'x', '✗': 'x', '×': 'x',
	'„': '"', '“': '"', '”': '"', '«': '"', '»': '"', '‚': '\'', '‘': '\'', '’': '\'', '‹': '<', '›': '>', '\u00a0': ' ', '\u202f': ' ', '\u2009': ' ',
}

// plainSigns replaces each sign by one of ASCII. Three dots for an ellipsis take
// the place of the two letters before it.
func plainSigns(text string) string {
	var b strings.Builder
	var state byte
	letters := 0 // at the end of b, with no control sequence between
	for len(text) > 0 {
		part, width, n, next := ansi.DecodeSequence(text, state, nil)
		r, size := utf8.DecodeRuneInString(part)
		switch sign, known := signs[r]; {
		case known && size == n:
			b.WriteRune(sign)
			letters++
		case r == '…' && size == n && letters >= 2:
			kept := b.String()
			for range 2 {
				_, last := utf8.DecodeLastRuneInString(kept)
				kept = kept[:len(kept)-last]
			}
			b.Reset()
			b.WriteString(kept + "...")
			letters = 3
		case r == '…' && size == n:
			b.WriteByte('.')
			letters++
		default:
			b.WriteString(part)
			if letters++; width != 1 {
				letters = 0
			}
		}
		text, state = text[n:], next
	}
	return b.String()
}
