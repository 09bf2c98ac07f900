// Package escapes knows how a workbook writes a character that XML cannot hold:
// by its number, as _x000D_, and so the underscore of a text that only looks so
// as _x005F_ (ECMA-376, part 1, 22.9.2.19).
package escapes

import (
	"strconv"
	"strings"
)

// Length is how long a character is that is written by its number.
const Length = len("_x0041_")

// Begins reports whether a text begins like such a character.
func Begins(s string) bool {
	if len(s) < Length || s[:2] != "_x" || s[Length-1] != '_' {
		return false
	}
	for _, c := range s[2 : Length-1] {
		if !strings.ContainsRune("0123456789abcdefABCDEF", c) {
			return false
		}
	}
	return true
}

// Read gives the text that is meant; a carriage return in front of a line feed
// is only the end of a line.
func Read(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	var b strings.Builder
	for {
		i := strings.Index(s, "_x")
		switch {
		case i < 0:
			return strings.ReplaceAll(b.String()+s, "\r\n", "\n")
		case !Begins(s[i:]):
			b.WriteString(s[:i+2])
			s = s[i+2:]
			continue
		}
		code, _ := strconv.ParseUint(s[i+2:i+Length-1], 16, 32) // four hexadecimal digits
		b.WriteString(s[:i])
		b.WriteRune(rune(code))
		s = s[i+Length:]
	}
}
