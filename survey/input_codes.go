package survey

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// maxOther is how many characters an answer in words of one's own may have.
const maxOther = 500

func (q *Question) parseCode(entry string, list *ChoiceList) (Value, *Finding) {
	code, ok := list.find(entry)
	if words, own := q.ownWords(entry); own && (!ok || code == OtherCode) {
		return q.withWords(Value{KindCode, OtherCode}, words)
	}
	switch {
	case ok:
		return Value{KindCode, code}, nil
	case q.Type == TypeYesNo:
		return Value{}, q.refuse(NotYesNo)
	}
	return Value{}, q.refuse(NotAChoice, entry, list.nearest(entry))
}

// splitCodes splits an entry for several choices at its commas and semicolons.
// A label that has some itself stays whole, and so do words of one's own, which
// stand last.
func (q *Question) splitCodes(entry string, list *ChoiceList) []string {
	var entries []string
	for entry != "" {
		if words, own := q.ownWords(strings.TrimSpace(entry)); own && words != "" {
			return append(entries, entry)
		}
		end := firstChoice(entry, list)
		entries = append(entries, entry[:end])
		entry = strings.TrimPrefix(strings.TrimPrefix(entry[end:], ","), ";")
	}
	return entries
}

// firstChoice is where the first choice of an entry ends: behind the longest
// beginning that names one, otherwise at the first separator.
func firstChoice(entry string, list *ChoiceList) int {
	ends := []int{}
	for i, r := range entry {
		if r == ',' || r == ';' {
			ends = append(ends, i)
		}
	}
	ends = append(ends, len(entry))
	for _, end := range slices.Backward(ends[1:]) {
		if _, ok := list.find(strings.TrimSpace(entry[:end])); ok {
			return end
		}
	}
	return ends[0]
}

func (q *Question) parseCodes(entries []string, list *ChoiceList) (Value, *Finding) {
	var codes []string
	var words string
	for _, entry := range entries {
		if entry = strings.TrimSpace(entry); entry == "" {
			continue
		}
		code, ok := list.find(entry)
		if own, is := q.ownWords(entry); is && (!ok || code == OtherCode) {
			words, code, ok = own, OtherCode, true
		}
		if !ok {
			return Value{}, q.refuse(NotAChoice, entry, list.nearest(entry))
		}
		codes = append(codes, code)
	}
	v := CodesValue(list, codes)
	if q.Type == TypeRank {
		v = rankingValue(codes)
	}
	if v.Has(OtherCode) && len(q.Other) > 0 {
		return q.withWords(v, words)
	}
	if f := q.refusal(v, list); f != nil {
		return Value{}, f
	}
	return v, nil
}

// rankingValue makes the value of a rank question: each code once, in the
// order given.
func rankingValue(codes []string) Value {
	var ranked []string
	for _, c := range codes {
		if !slices.Contains(ranked, c) {
			ranked = append(ranked, c)
		}
	}
	if len(ranked) == 0 {
		return Value{}
	}
	return Value{KindRanking, strings.Join(ranked, " ")}
}

// ownWords takes "sonstiges: Text" apart; the choice's label, which may have a
// colon itself, stands for its code as well. Own tells whether the entry means
// that choice.
func (q *Question) ownWords(entry string) (words string, own bool) {
	if len(q.Other) == 0 {
		return "", false
	}
	if q.meansOther(entry) {
		return "", true
	}
	for i, r := range entry {
		if r == ':' && (q.meansOther(entry[:i]) || q.meansOther(entry[:i+1])) {
			return strings.TrimSpace(strings.TrimPrefix(entry[i:], ":")), true
		}
	}
	return "", false
}

// meansOther reports whether a text is the code or the label of the choice in
// words of one's own.
func (q *Question) meansOther(text string) bool {
	folded := fold(text)
	if folded == OtherCode {
		return true
	}
	for _, label := range q.Other {
		if folded == fold(label) {
			return true
		}
	}
	return false
}

func (q *Question) withWords(v Value, words string) (Value, *Finding) {
	v = v.WithOther(words)
	if f := q.refusal(v, q.List); f != nil {
		return Value{}, f
	}
	return v, nil
}

// refusal is what is wrong with a value whose codes are all in the list, or
// nil.
func (q *Question) refusal(v Value, list *ChoiceList) *Finding {
	codes := v.Codes()
	switch other := len(q.Other) > 0 && v.Has(OtherCode); {
	case v.IsZero():
		return nil
	case other && v.Other() == "":
		return q.refuse(OtherWithoutText)
	case utf8.RuneCountInString(v.Other()) > maxOther:
		return q.refuse(TextTooLong, strconv.Itoa(maxOther))
	case strings.ContainsRune(v.Other(), '\n'):
		return q.refuse(OneLineOnly)
	case !other && strings.ContainsRune(v.Text, '\n'):
		return q.refuse(Invalid)
	case len(codes) < q.least(v) && !q.hangs(): // otherwise see choiceFindings
		return q.refuse(TooFewChoices, strconv.Itoa(q.Min), strconv.Itoa(len(codes)))
	case q.Max > 0 && len(codes) > q.Max:
		return q.refuse(TooManyChoices, strconv.Itoa(q.Max), strconv.Itoa(len(codes)))
	}
	for _, code := range codes {
		if i := list.Index(code); i >= 0 && list.Choices[i].Exclusive && len(codes) > 1 && q.Type != TypeRank {
			return q.refuse(ExclusiveChoice, code)
		}
	}
	return nil
}

// least is how many choices an answer must have at least. One that rules out
// all others is enough for itself.
func (q *Question) least(v Value) int {
	codes := v.Codes()
	if len(codes) == 1 && q.List != nil {
		if i := q.List.Index(codes[0]); i >= 0 && q.List.Choices[i].Exclusive {
			return 1
		}
	}
	return q.Min
}

// checkCodes is Validate for codes. Those of a list that other answers make
// are checked for their form alone.
func (q *Question) checkCodes(v Value) *Finding {
	if v.Kind == KindCode && q.Min <= 1 && q.List != nil && v.Text != OtherCode && q.List.Index(v.Text) >= 0 {
		return nil // nearly every choice: one code, and nothing besides
	}
	return q.checkAnyCodes(v)
}

func (q *Question) checkAnyCodes(v Value) *Finding {
	codes := v.Codes()
	canonical := strings.Join(codes, " ")
	if words := v.Other(); words != "" {
		canonical += "\n" + words
	}
	if len(codes) == 0 || canonical != v.Text || v.Other() != strings.TrimSpace(v.Other()) || v.Kind == KindCode && len(codes) > 1 {
		return q.refuse(NotAChoice, v.Text, "")
	}
	for i, code := range codes {
		if q.List != nil && q.List.Index(code) < 0 || slices.Contains(codes[:i], code) {
			return q.refuse(NotAChoice, code, "")
		}
	}
	if q.List == nil {
		return q.refusal(v, &ChoiceList{})
	}
	if v.Kind == KindCodes && CodesValue(q.List, codes).WithOther(v.Other()) != v {
		return q.refuse(NotAChoice, v.Text, "")
	}
	return q.refusal(v, q.List)
}

// find looks a choice up by its code, its label in any language, or its alias.
func (l *ChoiceList) find(entry string) (string, bool) {
	if l.Index(entry) >= 0 {
		return entry, true
	}
	folded := fold(entry)
	for _, c := range l.Choices {
		if fold(c.Name) == folded {
			return c.Name, true
		}
	}
	if code, ok := l.byLabel(folded); ok {
		return code, true
	}
	return l.byAlias(folded)
}

func (l *ChoiceList) byLabel(folded string) (string, bool) {
	for _, c := range l.Choices {
		for _, label := range c.Label {
			if fold(label) == folded {
				return c.Name, true
			}
		}
	}
	return "", false
}

// byAlias finds the one choice that has another name beside its label.
func (l *ChoiceList) byAlias(folded string) (code string, found bool) {
	for _, c := range l.Choices {
		if c.alias == "" || fold(c.alias) != folded {
			continue
		}
		if found {
			return "", false // two of one name: nobody knows which is meant
		}
		code, found = c.Name, true
	}
	return code, found
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
