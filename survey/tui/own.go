package tui

import (
	"slices"
	"strconv"
	"strings"

	"bestand.example/itbestand/survey"
)

// newWords asks for the words in which a person answers besides the choices.
func newWords(m *model, f *listField, done func(m *model)) *prompt {
	p := &prompt{title: m.label(m.s.Place()), look: m.look, field: newInputField(m.look, opening{text: f.firstWords()}), keys: []string{"next", "close", "quit"}}
	p.text = []string{m.t("own_ask", line(f.q.Other.In(m.Lang())))}
	p.submit = func(entry string) error {
		f.hear(entry)
		return nil
	}
	p.below = true
	p.done = done
	return p
}

// firstWords are those that there are, or a search that found nothing else:
// what it looked for is missing in the list.
func (f *listField) firstWords() string {
	found, _ := f.counts()
	if f.words != "" || f.search == nil || found > 0 || matches(searchable(f.q.Other.In(f.Lang())), wanted(f.search.Value())) {
		return f.words
	}
	return line(f.search.Value())
}

// hear takes the words. Blank ones take the tick away again, and what was said
// about it.
func (f *listField) hear(words string) {
	f.words, f.touched, f.heard = line(words), true, true
	if f.multi {
		f.picked[survey.OtherCode] = f.words != ""
		key := "ticked"
		if f.words == "" {
			key = "not_ticked"
		}
		f.said = f.t(key, line(f.q.Other.In(f.Lang())))
	}
	f.draw()
}

// wordless reports whether one's own words were chosen and are still to come.
func (f *listField) wordless() bool {
	if f.multi {
		return len(f.q.Other) > 0 && f.picked[survey.OtherCode] && f.words == ""
	}
	e := f.under()
	return e != nil && e.own
}

// draftCodes are the choices in an entry that was left unfinished, as far as
// they are offered, and its words of one's own.
func (t teller) draftCodes(q *survey.Question, offered *survey.ChoiceList, draft string) (codes []string, words string) {
	rows := t.rowsOf(q)
	for _, part := range parts(draft, q) {
		code, own, _ := strings.Cut(part, ":")
		if code = strings.TrimSpace(code); code == survey.OtherCode && len(q.Other) > 0 {
			words = strings.TrimSpace(own)
		}
		if n, err := strconv.Atoi(code); err == nil && n >= 1 && n <= len(rows) {
			code = strconv.Itoa(rows[n-1])
		}
		if offered.Index(code) >= 0 && !slices.Contains(codes, code) {
			codes = append(codes, code)
		}
	}
	return codes, words
}

// parts splits an entry for several choices at its commas. Words of one's own
// stand last and may have commas.
func parts(entry string, q *survey.Question) []string {
	var found []string
	for {
		at := strings.IndexAny(entry, ",;")
		if colon := strings.IndexByte(entry, ':'); at < 0 || len(q.Other) > 0 && colon >= 0 && colon < at {
			return append(found, strings.TrimSpace(entry))
		}
		found, entry = append(found, strings.TrimSpace(entry[:at])), entry[at+1:]
	}
}

// fromRows reports whether the choices of a question are the rows of a roster.
func fromRows(q *survey.Question) bool {
	return q.ChoicesFrom != "" && q.ChoicesFrom != survey.PopulationSource
}

// rowsOf are the rows that a question offers as choices.
func (t teller) rowsOf(q *survey.Question) []int {
	if !fromRows(q) {
		return nil
	}
	return t.s.Response.Answers.Rows(q.ChoicesFrom)
}

// rowNumbers turns codes into what a person types for them: for the id of a row
// its number in the list, which is 0 once the row is gone.
func (t teller) rowNumbers(q *survey.Question, codes []string) []string {
	if !fromRows(q) {
		return codes
	}
	rows := t.rowsOf(q)
	for i, code := range codes {
		id, _ := strconv.Atoi(code)
		codes[i] = strconv.Itoa(slices.Index(rows, id) + 1)
	}
	return codes
}
