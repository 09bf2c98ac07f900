package survey

import (
	"math/big"
	"regexp"
	"strings"
	"sync"
)

var (
	englishPattern = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^\d{1,3}(,\d{3})+(\.\d+)?$|^\d+,\d{3}\.\d+$`) })
	withWord       = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^([\d.,\s]*\d)\s*([\pL.]+)$`) })
	aboutPattern   = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^(ca|circa|rund|etwa|ungefaehr|fast|knapp|ueber|unter|mindestens|hoechstens|bis|max|min)\b|^[~<>≈≤≥]`)
	})
	rangePattern = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^\d[\d.,]*\s*(-|–|bis)\s*\d[\d.,]*$`) })
)

// magnitudes are words that people write behind a number instead of zeros.
var magnitudes = map[string]int64{"tsd": 1e3, "tausend": 1e3, "t": 1e3, "k": 1e3, "mio": 1e6, "mill": 1e6, "million": 1e6, "millionen": 1e6, "mrd": 1e9, "milliarde": 1e9, "milliarden": 1e9}

// numberMeant is what an entry that is no number probably means, written as it
// can be typed: 1,234.5 of English spelling, 1,5 Mio, 12 Stück. It is only
// proposed, never taken.
func (q *Question) numberMeant(entry string) (string, bool) {
	s, sign := cutSign(squeezeNumber(entry))
	factor := int64(1)
	if m := withWord().FindStringSubmatch(s); m != nil {
		s = m[1]
		if f, ok := magnitudes[strings.Trim(fold(m[2]), ".")]; ok {
			factor = f
		}
	}
	if englishPattern().MatchString(s) {
		s = strings.NewReplacer(",", "", ".", ",").Replace(s)
	}
	canonical, err := parseGermanNumber(s, q.Decimals == 0)
	if err != nil {
		return "", false
	}
	n, ok := new(big.Rat).SetString(sign + canonical)
	if !ok {
		return "", false
	}
	v := NumberValue(n.Mul(n, big.NewRat(factor, 1)), 2)
	if q.checkNumber(v) != nil {
		return "", false
	}
	if q.Decimals == 0 {
		return FormatNumber(v.Text, "de"), true
	}
	return strings.Replace(v.Text, ".", ",", 1), true // a single dot could mean thousands
}

// refuseNumber explains an entry that is no number, with what was probably
// meant.
func (q *Question) refuseNumber(entry string) *Finding {
	if q.Type == TypeYear {
		return q.refuse(NotAYear)
	}
	folded := fold(entry)
	if aboutPattern().MatchString(folded) || rangePattern().MatchString(folded) {
		return q.refuse(NumberAbout)
	}
	if meant, ok := q.numberMeant(entry); ok {
		return q.refuse(NumberMeant, meant)
	}
	return q.refuse(NotANumber)
}
