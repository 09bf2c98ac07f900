package intake

import (
	"math/big"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"bestand.example/itbestand/survey"
)

// reading is what a cell comes to as an answer.
type reading struct {
	entry    string // as a person would type it
	missing  string // a missing code instead
	estimate bool
	words    string // of one's own, for the column that takes them
	left     bool   // no answer: the text goes into the comment
	note     Code   // what was done to it
	nearest  string // the choice that was probably meant
	finding  *survey.Finding
}

func (r reading) nothing() bool { return r.entry == "" && r.missing == "" && !r.left }

// read finds out what a cell means as an answer to a question.
func (p *Plan) read(q *survey.Question, c Cell) reading {
	text := strings.TrimSpace(survey.Clean(c.Text))
	switch {
	case c.Kind == Blank, c.Kind == Text && (text == "" || nothings[text]):
		return reading{}
	}
	if value, decided := p.decided(q, text); decided {
		return p.asDecided(q, value)
	}
	switch c.Kind {
	case Formula:
		return reading{left: true, note: FormulaCell}
	case Fault:
		return reading{left: true, note: ErrorCell}
	}
	r := p.interpret(q, c, text)
	if r.left || r.entry == "" {
		if code := reason(q, text); code != "" && c.Kind == Text {
			return reading{missing: code}
		}
		return r
	}
	if _, refusal := p.base.Assessment.Parse(survey.Key{Question: q.Name}, r.entry); refusal != nil {
		if code := reason(q, text); code != "" && c.Kind == Text {
			return reading{missing: code}
		}
		return reading{left: true, note: Refused, finding: refusal}
	}
	return r
}

// decided is what the profile says of a text.
func (p *Plan) decided(q *survey.Question, text string) (string, bool) {
	values := p.Profile.Values[q.Name]
	if value, ok := values[text]; ok {
		return value, true
	}
	for source, value := range values {
		if plain(source) == plain(text) && plain(text) != "" {
			return value, true
		}
	}
	return "", false
}

func (p *Plan) asDecided(q *survey.Question, value string) reading {
	if q.AllowsMissing(value) {
		return reading{missing: value}
	}
	if _, refusal := p.base.Assessment.Parse(survey.Key{Question: q.Name}, value); refusal != nil {
		return reading{left: true, note: Refused, finding: refusal}
	}
	return reading{entry: value}
}

// reason is the missing code that a text means, if the question takes it.
func reason(q *survey.Question, text string) string {
	for _, code := range reasons[plain(text)] {
		if q.AllowsMissing(code) {
			return code
		}
	}
	return ""
}

// interpret reads a cell by the type of the question.
func (p *Plan) interpret(q *survey.Question, c Cell, text string) reading {
	switch {
	case q.Type.Numeric() || q.Type == survey.TypeCalculate && q.ValueKind() == survey.KindNumber:
		return number(q, c, text)
	case q.ValueKind() == survey.KindDate:
		return date(c, text, p.Table.Date1904)
	case q.Type == survey.TypeYesNo || q.ValueKind() == survey.KindBoolean:
		if code := agreement[plain(text)]; code != "" || strings.ContainsAny(text, "✓✔☑☒") {
			return reading{entry: orYes(code)}
		}
		return reading{entry: text}
	case q.Type.Choice():
		return p.choice(q, c, text)
	case q.Type == survey.TypeMultiline:
		return reading{entry: shown(c, text)}
	}
	return reading{entry: flat(shown(c, text))}
}

func orYes(code string) string {
	if code == "" {
		return "ja"
	}
	return code
}

// shown is what a person sees in a cell.
func shown(c Cell, text string) string {
	switch c.Kind {
	case Number:
		return strings.Replace(text, ".", ",", 1)
	case Percent:
		return hundredfold(text) + " %"
	case Day:
		if d, ok := survey.ParseISODate(text); ok {
			return d.German()
		}
	case Truth:
		return map[string]string{"true": "Ja", "false": "Nein"}[text]
	}
	return text
}

// hundredfold is a share as a percentage, with a decimal comma.
func hundredfold(text string) string {
	n, ok := new(big.Rat).SetString(text)
	if !ok {
		return text
	}
	s := n.Mul(n, big.NewRat(100, 1)).FloatString(12)
	s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	return strings.Replace(s, ".", ",", 1)
}

var roughly = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)^(?:ca\.?|circa|rd\.?|rund|etwa|ungefähr|~|≈)\s*`)
})

// number reads a number. A date where a number is expected is the trap of
// spreadsheets that take 1.5 for the 1 May: only a year is taken from it.
func number(q *survey.Question, c Cell, text string) reading {
	switch c.Kind {
	case Day:
		if year, err := strconv.Atoi(text[:min(len(text), 4)]); q.Type == survey.TypeYear && err == nil && year >= 1950 {
			return reading{entry: text[:4], note: YearOfDate}
		}
		return reading{left: true, note: DateForNumber}
	case Percent:
		if q.Type == survey.TypePercent {
			return reading{entry: hundredfold(text)}
		}
		return reading{entry: strings.Replace(text, ".", ",", 1)}
	case Number:
		return reading{entry: strings.Replace(text, ".", ",", 1)}
	}
	if about := roughly().FindString(text); about != "" && q.Estimate {
		return reading{entry: text[len(about):], estimate: true}
	}
	return reading{entry: text}
}

var clock = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`[T ]\s*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z| Uhr)?$`)
})

// date reads a day. A bare number can be the serial number of one; in a text it
// says nothing of its system and stays what it is.
func date(c Cell, text string, from1904 bool) reading {
	if c.Kind == Number {
		n, err := strconv.ParseFloat(text, 64)
		if day, ok := Serial(n, from1904); err == nil && ok && n >= 10_000 {
			return reading{entry: day, note: SerialDate, nearest: shown(Cell{Kind: Day}, day)}
		}
		return reading{left: true, note: NumberForDate}
	}
	return reading{entry: clock().ReplaceAllString(text, "")}
}
