package survey

import (
	"strconv"
	"strings"
)

// Parse reads what a person typed as an answer at a key. It is Question.Parse
// for every question, those included whose choices hang on other answers: rows
// of a roster are typed by their number or label, units by their key or name.
func (ev *Assessment) Parse(k Key, entry string) (Value, *Finding) {
	q := ev.set.Question(k.Question)
	if q.from != nil {
		entry = ev.rowIDs(q, entry)
	}
	list := ev.list(q)
	if q.ChoicesFrom == PopulationSource && ev.response.Population == nil {
		list = q.unitKeys(entry)
	}
	v, refusal := q.parse(entry, list)
	return v, inRow(refusal, k.Row)
}

// ParseCodes reads the choices that a person ticked or ranked, by their codes;
// words of one's own stand behind theirs, after a colon.
func (ev *Assessment) ParseCodes(k Key, codes []string) (Value, *Finding) {
	q := ev.set.Question(k.Question)
	clean := make([]string, len(codes))
	for i, code := range codes {
		clean[i] = cleanEntry(code)
	}
	codes = clean
	if q.Type.Single() && len(codes) == 1 {
		v, refusal := q.parseCode(codes[0], ev.list(q))
		return v, inRow(refusal, k.Row)
	}
	v, refusal := q.parseCodes(codes, ev.list(q))
	return v, inRow(refusal, k.Row)
}

func inRow(f *Finding, row int) *Finding {
	if f != nil {
		f.Row = row
	}
	return f
}

// rowIDs turns the numbers of rows in an entry into their ids.
func (ev *Assessment) rowIDs(q *Question, entry string) string {
	rows := ev.response.Answers.Rows(q.from.Name)
	list := ev.list(q)
	parts := q.splitCodes(entry, list)
	for i, part := range parts {
		if n, err := strconv.Atoi(strings.TrimSpace(part)); err == nil && n >= 1 && n <= len(rows) {
			parts[i] = itoa(rows[n-1])
		} else if _, label := list.byLabel(fold(part)); err == nil && !label {
			parts[i] = "Nr. " + itoa(n) // no row's id, so that it is refused
		}
	}
	return strings.Join(parts, ",")
}

// unitKeys is the list of the unit keys in an entry: where no population is
// known, each key of the right form will do.
func (q *Question) unitKeys(entry string) *ChoiceList {
	list := &ChoiceList{Name: PopulationSource}
	for _, part := range q.splitCodes(entry, &ChoiceList{}) {
		if key := strings.TrimSpace(part); ValidUnitKey(key) {
			list.Choices = append(list.Choices, Choice{Name: key, Label: German(key)})
		}
	}
	return list
}

// Edit writes the value at a key as a person would type it: what Parse reads
// back.
func (ev *Assessment) Edit(k Key, v Value) string {
	q := ev.set.Question(k.Question)
	if q.from == nil {
		return q.Edit(v)
	}
	codes := v.Codes()
	for i, code := range codes {
		codes[i] = itoa(ev.RowNumber(q.from, rowRef(code)))
	}
	return strings.Join(codes, ", ")
}
