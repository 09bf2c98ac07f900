package survey

import (
	"errors"
	"regexp"
	"strings"
)

// maxDigits is how many digits a number may have in all: a spreadsheet keeps
// fifteen.
const maxDigits = 15

var (
	errNotANumber = errors.New("not a number")
	errAmbiguous  = errors.New("the dot may mean thousands or a decimal")
	errTooLong    = errors.New("too many digits")

	thousandsPattern = regexp.MustCompile(`^\d{1,3}(\.\d{3})+$`)
	digitsPattern    = regexp.MustCompile(`^\d+$`)
	pointPattern     = regexp.MustCompile(`^\d*\.\d+$`)
	canonicalPattern = regexp.MustCompile(`^-?(0|[1-9]\d*)(\.\d*[1-9])?$`)
)

// parseGermanNumber reads a number as people type it here: 1.234,5 and 1234,5
// and 1234.5. Dots are thousands only where the whole number has the pattern
// of thousands. One dot with three digits behind it can mean either: for a
// question about whole numbers it means thousands, otherwise errAmbiguous asks
// back.
func parseGermanNumber(s string, whole bool) (string, error) {
	s, sign := cutSign(squeezeNumber(s))
	integer, fraction, comma := strings.Cut(s, ",")
	switch {
	case comma && (fraction == "" || !digitsPattern.MatchString(fraction)):
		return "", errNotANumber
	case comma && whole && len(fraction) == 3 && digitsPattern.MatchString(integer):
		return "", errAmbiguous // 1,000 is a thousand in English
	case comma && thousandsPattern.MatchString(integer) && !strings.HasPrefix(integer, "0"):
		integer = strings.ReplaceAll(integer, ".", "")
	case comma && integer == "":
		integer = "0"
	case comma && !digitsPattern.MatchString(integer):
		return "", errNotANumber
	case comma, digitsPattern.MatchString(integer):
	case thousandsPattern.MatchString(integer) && !strings.HasPrefix(integer, "0"):
		if !whole && strings.Count(integer, ".") == 1 {
			return "", errAmbiguous
		}
		integer = strings.ReplaceAll(integer, ".", "")
	case pointPattern.MatchString(integer):
		integer, fraction, _ = strings.Cut(integer, ".")
	default:
		return "", errNotANumber
	}
	return canonicalNumber(sign, integer, fraction)
}

// CanonicalNumber brings a number written the machine's way (-1234.50) into
// its canonical form.
func CanonicalNumber(s string) (string, error) {
	s, sign := cutSign(s)
	integer, fraction, point := strings.Cut(s, ".")
	if !digitsPattern.MatchString(integer) || point && !digitsPattern.MatchString(fraction) {
		return "", errNotANumber
	}
	return canonicalNumber(sign, integer, fraction)
}

func canonicalNumber(sign, integer, fraction string) (string, error) {
	integer = strings.TrimLeft(integer, "0")
	fraction = strings.TrimRight(fraction, "0")
	if len(integer)+len(fraction) > maxDigits {
		return "", errTooLong
	}
	if integer == "" {
		integer = "0"
	}
	if fraction != "" {
		integer += "." + fraction
	}
	if integer == "0" {
		sign = ""
	}
	return sign + integer, nil
}

func cutSign(s string) (rest, sign string) {
	for _, minus := range []string{"-", "−", "–"} {
		if r, ok := strings.CutPrefix(s, minus); ok {
			return r, "-"
		}
	}
	return strings.TrimPrefix(s, "+"), ""
}

// squeezeNumber drops blanks of every width and a unit that was typed along.
func squeezeNumber(s string) string {
	s = strings.Map(func(r rune) rune {
		switch r {
		case ' ', '\t', '\u00a0', '\u202f', '\u2009', '\'', '’':
			return -1
		}
		return r
	}, s)
	for _, unit := range []string{"€", "EUR", "Euro", "%"} {
		s = strings.TrimSuffix(s, unit)
	}
	for _, dash := range []string{",--", ",-", ",–", ",—"} { // no cents
		s = strings.TrimSuffix(s, dash)
	}
	return s
}

func trimZeros(s string) string {
	if strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	if s == "-0" {
		return "0"
	}
	return s
}

func decimalsOf(canonical string) int {
	_, fraction, _ := strings.Cut(canonical, ".")
	return len(fraction)
}

// FormatNumber writes a canonical number for reading: 1.234,5 in German,
// 1,234.5 in English. Years are written without a separator; see
// Question.Show.
func FormatNumber(canonical, lang string) string {
	rest, sign := cutSign(canonical)
	integer, fraction, _ := strings.Cut(rest, ".")
	thousands, point := ".", ","
	if lang == "en" {
		thousands, point = "", "."
	}
	var b strings.Builder
	b.WriteString(sign)
	for i, r := range integer {
		if i > 0 && (len(integer)-i)%3 == 0 {
			b.WriteString(thousands)
		}
		b.WriteRune(r)
	}
	if fraction != "" {
		b.WriteString(point + fraction)
	}
	return b.String()
}
