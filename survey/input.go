package survey

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// MaxText is how many characters a text answer may have. A cell of a
// spreadsheet holds 32,767 UTF-16 units; half of that stays readable.
const MaxText = 16000

// Parse reads what a person typed as an answer to the question. An empty
// entry is the empty value. Choices are accepted by code and by label in
// either language, several of them with commas between; words of one's own
// stand last, after "sonstiges:".
//
// A question whose choices come from a roster or the population is parsed by
// Assessment.Parse, which knows them.
func (q *Question) Parse(entry string) (Value, *Finding) { return q.parse(entry, q.List) }

func (q *Question) parse(entry string, list *ChoiceList) (Value, *Finding) {
	if !utf8.ValidString(entry) {
		return Value{}, q.refuse(NotUTF8)
	}
	entry = strings.TrimSpace(Clean(lineEnds.Replace(entry)))
	if entry == "" {
		return Value{}, nil
	}
	switch {
	case q.Type == TypeCalculate && q.Override:
		return q.parseOverride(entry)
	case q.Type.Numeric():
		return q.parseNumber(entry)
	case q.Type == TypeDate:
		return q.parseDate(entry)
	case q.Type == TypeSelectMultiple, q.Type == TypeRank:
		return q.parseCodes(q.splitCodes(entry, list), list)
	case q.Type.Choice():
		return q.parseCode(entry, list)
	case q.Type == TypeRepeat:
		if fold(entry) == "keine" || fold(entry) == "none" {
			return NoRows, nil
		}
		return Value{}, q.refuse(NotNone)
	case q.Type.Textual():
		return q.parseText(entry)
	}
	return Value{}, q.refuse(NotAsked)
}

// parseOverride reads what a person gives instead of what is calculated.
func (q *Question) parseOverride(entry string) (Value, *Finding) {
	switch q.ValueKind() {
	case KindNumber:
		return q.parseNumber(entry)
	case KindDate:
		return q.parseDate(entry)
	case KindBoolean:
		code, ok := YesNo.find(entry)
		if !ok {
			return Value{}, q.refuse(NotYesNo)
		}
		return Value{KindBoolean, map[string]string{"ja": "true", "nein": "false"}[code]}, nil
	}
	return q.parseText(entry)
}

var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n")

func (q *Question) refuse(code Code, args ...string) *Finding {
	return &Finding{Question: q.Name, Code: code, Args: args}
}

func (q *Question) parseText(entry string) (Value, *Finding) {
	if utf8.RuneCountInString(entry) > MaxText {
		return Value{}, q.refuse(TextTooLong, strconv.Itoa(MaxText))
	}
	if q.Type != TypeMultiline && strings.ContainsRune(entry, '\n') {
		return Value{}, q.refuse(OneLineOnly)
	}
	switch {
	case q.Type == TypeEmail && !isEmail(entry):
		return Value{}, q.refuse(NotAnEmail)
	case q.Type == TypeURL && isURL("https://"+entry):
		return Value{}, q.refuse(NoScheme, "https://"+entry)
	case q.Type == TypeURL && !isURL(entry):
		return Value{}, q.refuse(NotAURL)
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
		return Value{}, q.refuseNumber(entry)
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
	if n, ok := smallWhole(v.Text); ok && (q.Type != TypeYear || n >= 1900 && n <= 2199) && (q.Type != TypePercent || n <= 100) {
		return nil // nearly every number, at a tenth of the cost
	}
	return q.checkAnyNumber(v)
}

func (q *Question) checkAnyNumber(v Value) *Finding {
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

// smallWhole reads a canonical whole number that is not negative and has nine
// digits at most.
func smallWhole(text string) (n int, ok bool) {
	if text == "" || len(text) > 9 || text[0] == '0' && len(text) > 1 {
		return 0, false
	}
	for _, c := range []byte(text) {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = 10*n + int(c-'0')
	}
	return n, true
}

func (q *Question) parseDate(entry string) (Value, *Finding) {
	d, ok := ParseDate(entry)
	if !ok {
		return Value{}, q.refuse(NotADate)
	}
	return Value{KindDate, d.String()}, nil
}

// Validate checks a value that was not typed but read from a file: that it has
// the question's kind, its canonical form, and codes that the list knows. What
// depends on other answers (which choices are offered, which rows there are)
// is among the Findings.
func (q *Question) Validate(v Value) *Finding {
	switch {
	case v.IsZero():
		return nil
	case v.Kind != q.ValueKind() || !q.Asked() || !IsClean(v.Text):
		return q.refuse(Invalid)
	case v.Kind == KindNumber:
		return q.checkNumber(v)
	case v.Kind == KindDate:
		if _, ok := v.Date(); !ok {
			return q.refuse(NotADate)
		}
	case v.Kind == KindCode, v.Kind == KindCodes, v.Kind == KindRanking:
		return q.checkCodes(v)
	case v.Kind == KindNoRows && v != NoRows:
		return q.refuse(NotNone)
	case v.Kind == KindBoolean && v.Text != "true" && v.Text != "false":
		return q.refuse(NotYesNo)
	case v.Kind == KindText:
		again, f := q.parseText(v.Text)
		if f == nil && again != v {
			f = q.refuse(Invalid)
		}
		return f
	}
	return nil
}
