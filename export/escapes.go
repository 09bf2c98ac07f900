package export

import (
	"strings"
	"unicode/utf8"

	"bestand.example/itbestand/export/escapes"
)

// A workbook writes a character that XML cannot hold as _xHHHH_, and so the
// underscore of a text that only looks so as _x005F_. Excelize sees to that, but
// not where two such looks share an underscore, which would be read as another
// text, nor where one names half of a character, which is dropped. Nobody writes
// so by chance; what does stand there is replaced, and named like any other text
// that a cell cannot hold.

// withoutMisread replaces the underscores that would make a cell say something
// else than the text.
func withoutMisread(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch {
		case !escapes.Begins(s[i:]):
			b.WriteByte(s[i])
		case strings.ContainsRune("dD", rune(s[i+2])) && s[i+3] >= '8': // of D800 to DFFF
			b.WriteRune(utf8.RuneError)
		case escapes.Begins(s[i+escapes.Length-1:]) && s[i:i+escapes.Length] != "_x005F_": // of these, excelize knows
			b.WriteString(s[i : i+escapes.Length-1])
			b.WriteRune(utf8.RuneError)
			i += escapes.Length - 1
		default:
			b.WriteByte(s[i])
		}
	}
	return b.String()
}
