package survey

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// maxText is how many characters a text answer may have. A cell of a
// spreadsheet holds 32,767 UTF-16 units; half of that stays readable.
const maxText = 16000

// Parse reads what a person typed as an answer to the question. An empty
// entry is the empty value. Choices are accepted by code and by label in
// either language, several of them with commas between.
func (q *Question) Parse(entry string) (Value, *Finding) {
	if !utf8.ValidString(entry) {
		return Value{}, q.refuse(NotUTF8)
	}
	entry = strings.TrimSpace(Clean(lineEnds.Replace(entry)))
	if entry == "" {
		return Value{}, nil
	}
	switch {
	case q.Type.Numeric():
		return q.parseNumber(entry)
	case q.Type == TypeDate:
		return q.parseDate(entry)
	case q.Type == TypeSelectMultiple:
		return q.parseCodes(strings.FieldsFunc(entry, func(r rune) bool { return r == ',' || r == ';' }))
	case q.Type.Choice():
		return q.parseCode(entry)
	case q.Type == TypeRepeat:
		if fold(entry) == "keine" || fold(entry) == "none" {
			return NoRows, nil
		}
		return Value{}, q.refuse(NotNone)
	case q.Type == TypeText, q.Type == TypeMultiline:
		return q.parseText(entry)
	}
	return Value{}, q.refuse(NotAsked)
}

var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// ParseCodes reads the choices of a select_multiple question that a person
// ticked, by their codes.
func (q *Question) ParseCodes(codes []string) (Value, *Finding) { return q.parseCodes(codes) }

func (q *Question) refuse(code Code, args ...string) *Finding {
	return &Finding{Question: q.Name, Code: code, Args: args}
}

func (q *Question) parseText(entry string) (Value, *Finding) {
	if utf8.RuneCountInString(entry) > maxText {
		return Value{}, q.refuse(TextTooLong, strconv.Itoa(maxText))
	}
	if q.Type == TypeText && strings.ContainsRune(entry, '\n') {
		return Value{}, q.refuse(OneLineOnly)
	}
	return TextValue(entry), nil
}

func (q *Question) parseNumber(entry string) (Value, *Finding) {
	whole := q.Decimals == 0
	canonical, err := parseGermanNumber(entry, whole)
	switch {
	case err == errAmbiguous:
		return Value{}, q.refuse(AmbiguousNumber, bothReadings(entry, whole)...)
	case err == errTooLong:
		return Value{}, q.refuse(NumberTooLong, strconv.Itoa(maxDigits))
	case err != nil:
		if q.Type == TypeYear {
			return Value{}, q.refuse(NotAYear)
		}
		return Value{}, q.refuse(NotANumber)
	}
	v := Value{KindNumber, canonical}
	if f := q.checkNumber(v); f != nil {
		return Value{}, f
	}
	return v, nil
}

// bothReadings spells out what an ambiguous number may mean: with its separator
// taken for thousands, and for the decimal comma.
func bothReadings(entry string, whole bool) []string {
	digits := strings.NewReplacer(".", "", ",", "").Replace(entry)
	if whole {
		integer, _, _ := strings.Cut(entry, ",")
		return []string{digits, integer}
	}
	return []string{digits, strings.Replace(entry, ".", ",", 1)}
}

func (q *Question) checkNumber(v Value) *Finding {
	n, ok := v.Number()
	if !ok || !canonicalPattern.MatchString(v.Text) {
		return q.refuse(NotANumber)
	}
	switch places := decimalsOf(v.Text); {
	case q.Type == TypeYear && (places > 0 || n.Cmp(rat(1900)) < 0 || n.Cmp(rat(2199)) > 0):
		return q.refuse(NotAYear)
	case places > 0 && q.Decimals == 0:
		return q.refuse(NotWhole)
	case places > q.Decimals:
		return q.refuse(TooManyDecimals, strconv.Itoa(q.Decimals))
	case q.Type == TypePercent && (n.Sign() < 0 || n.Cmp(rat(100)) > 0):
		return q.refuse(PercentRange)
	}
	return nil
}

func (q *Question) parseDate(entry string) (Value, *Finding) {
	d, ok := parseGermanDate(entry)
	if !ok {
		return Value{}, q.refuse(NotADate)
	}
	return Value{KindDate, d.String()}, nil
}

func (q *Question) parseCode(entry string) (Value, *Finding) {
	code, ok := q.List.find(entry)
	switch {
	case ok:
		return Value{KindCode, code}, nil
	case q.Type == TypeYesNo:
		return Value{}, q.refuse(NotYesNo)
	}
	return Value{}, q.refuse(NotAChoice, entry, q.List.nearest(entry))
}

func (q *Question) parseCodes(entries []string) (Value, *Finding) {
	var codes []string
	for _, entry := range entries {
		if entry = strings.TrimSpace(entry); entry == "" {
			continue
		}
		code, ok := q.List.find(entry)
		if !ok {
			return Value{}, q.refuse(NotAChoice, entry, q.List.nearest(entry))
		}
		codes = append(codes, code)
	}
	v := CodesValue(q.List, codes)
	if f := q.checkExclusive(v); f != nil {
		return Value{}, f
	}
	return v, nil
}

func (q *Question) checkExclusive(v Value) *Finding {
	codes := v.Codes()
	for _, code := range codes {
		if c := q.List.Choices[q.List.Index(code)]; c.Exclusive && len(codes) > 1 {
			return q.refuse(ExclusiveChoice, code)
		}
	}
	return nil
}

// Validate checks a value that was not typed but read from a file: that it has
// the question's kind, its canonical form, and codes that the list knows.
func (q *Question) Validate(v Value) *Finding {
	switch {
	case v.IsZero():
		return nil
	case v.Kind != q.ValueKind() || !q.Type.Asked() || !IsClean(v.Text):
		return q.refuse(Invalid)
	case v.Kind == KindNumber:
		return q.checkNumber(v)
	case v.Kind == KindDate:
		if _, ok := v.Date(); !ok {
			return q.refuse(NotADate)
		}
	case v.Kind == KindCode && q.List.Index(v.Text) < 0:
		return q.refuse(NotAChoice, v.Text, "")
	case v.Kind == KindCodes:
		if again := CodesValue(q.List, v.Codes()); again != v {
			return q.refuse(NotAChoice, v.Text, "")
		}
		return q.checkExclusive(v)
	case v.Kind == KindNoRows && v != NoRows:
		return q.refuse(NotNone)
	case v.Kind == KindText:
		again, f := q.parseText(v.Text)
		if f == nil && again != v {
			f = q.refuse(Invalid)
		}
		return f
	}
	return nil
}

func (l *ChoiceList) find(entry string) (string, bool) {
	if l.Index(entry) >= 0 {
		return entry, true
	}
	folded := fold(entry)
	for _, c := range l.Choices {
		if fold(c.Name) == folded {
			return c.Name, true
		}
		for _, label := range c.Label {
			if fold(label) == folded {
				return c.Name, true
			}
		}
	}
	return "", false
}

func (l *ChoiceList) nearest(entry string) string {
	names := make([]string, 0, 2*len(l.Choices))
	for _, c := range l.Choices {
		names = append(names, c.Name)
	}
	return Nearest(entry, names)
}

// IsShort reports whether a list is short enough to be shown whole on a small
// screen; longer ones get a search field.
func (l *ChoiceList) IsShort() bool { return len(l.Choices) <= 12 }
