package survey

import (
	"slices"
	"strconv"
	"strings"

	"bestand.example/itbestand/survey/i18n"
)

// Say puts a finding into a sentence of the catalogue's language. What was
// refused last is spoken of as it would have been.
func (s *Session) Say(f Finding, words *i18n.Catalogue) string {
	if s.tried != nil {
		return s.tried.Say(f, words)
	}
	return s.ev.Say(f, words)
}

// Say puts a finding into a sentence of the catalogue's language.
func (ev *Assessment) Say(f Finding, words *i18n.Catalogue) string {
	q := ev.set.Question(f.Question)
	key, args := "finding."+string(f.Code), f.Args
	switch f.Code {
	case NotAChoice:
		args = slices.Clone(args)
		args[0] = begin(args[0], quoted)
		if len(args) > 1 && args[1] != "" {
			key += "_nearest"
		}
	case NumberAbout:
		if q.Estimate {
			key += "_estimate"
		}
	case AmbiguousNumber:
		args = []string{f.Args[0], f.Args[1]}
	case ExclusiveChoice:
		args = []string{q.choiceLabel(f.Args[0], words.Lang())}
	case NotOffered:
		args = []string{ev.codeLabel(q, f.Args[0], words.Lang())}
	case TotalOff:
		args = []string{FormatNumber(f.Args[0], words.Lang()), FormatNumber(f.Args[1], words.Lang())}
	case MissingRefused:
		if len(args) < 2 {
			key, args = "finding.missing_none", nil
		} else {
			args = []string{args[0], strings.Join(args[1:], ", ")}
		}
	case Violated:
		return ev.constraintMessage(q, f, words)
	case DraftLeft:
		args = []string{begin(ev.response.Answers.Get(f.Key()).Draft, quoted)}
	case Unconfirmed, Confirmed:
		i, _ := strconv.Atoi(f.Args[0])
		args = []string{ev.Pipe(q.Warnings[i].Message, f.Row, words.Lang()), ev.response.Answers.Get(f.Key()).Acknowledged}
		if f.Code == Unconfirmed {
			args = args[:1]
		}
	}
	values := make([]any, len(args))
	for i, a := range args {
		values[i] = CleanLine(a)
	}
	// A sentence that names fewer arguments than there are would end in
	// fmt's complaint about extra ones.
	return words.T(key, values[:min(len(values), strings.Count(words.Text(key), "%["))]...)
}

// quoted is how many characters of an entry a sentence quotes; whole, an entry
// can be as long as anything that was pasted.
const quoted = 60

// begin is the beginning of a text, with an ellipsis where there is more.
func begin(entry string, enough int) string {
	n := 0
	for i := range entry {
		if n++; n > enough {
			return entry[:i] + "…"
		}
	}
	return entry
}

// RowNumber is the place of a row in its roster, counted from 1; of a row that
// was refused last, the place that it would have had.
func (s *Session) RowNumber(roster *Question, row int) int {
	if s.tried != nil {
		if n := s.tried.RowNumber(roster, row); n > 0 {
			return n
		}
	}
	return s.ev.RowNumber(roster, row)
}

func (ev *Assessment) constraintMessage(q *Question, f Finding, words *i18n.Catalogue) string {
	if message := ev.Pipe(q.ConstraintMessage, f.Row, words.Lang()); message != "" {
		return message
	}
	return words.T("finding.violated", ev.set.InWords(q.Constraint, words))
}

func (q *Question) choiceLabel(code, lang string) string {
	if q.List != nil {
		if i := q.List.Index(code); i >= 0 {
			return q.List.Choices[i].Label.In(lang)
		}
	}
	return code
}

// Show writes a value for reading: labels for codes, 1.234,5, 31.12.2025.
func (q *Question) Show(v Value, lang string) string {
	switch v.Kind {
	case KindNumber:
		if q.Type == TypeYear {
			return v.Text
		}
		return FormatNumber(v.Text, lang)
	case KindDate:
		if d, ok := v.Date(); ok && lang == "de" {
			return d.German()
		}
	case KindCode, KindCodes, KindRanking:
		return showCodes(v, func(code string) string { return q.choiceLabel(code, lang) })
	case KindNoRows:
		return map[string]string{"de": "keine", "en": "none"}[lang]
	case KindBoolean:
		i := slices.Index([]string{"true", "false"}, v.Text)
		return YesNo.Choices[max(i, 0)].Label.In(lang)
	}
	return v.Text
}

// showCodes writes the labels of a value's codes: rank numbers before those of
// a ranking, words of one's own behind theirs.
func showCodes(v Value, label func(code string) string) string {
	labels := v.Codes()
	for i, code := range labels {
		labels[i] = label(code)
		switch {
		case v.Kind == KindRanking:
			labels[i] = itoa(i+1) + ". " + labels[i]
		case code == OtherCode && v.Other() != "":
			labels[i] += ": " + v.Other()
		}
	}
	return strings.Join(labels, "; ")
}

// Show writes the value at a key for reading, rows and units by their names.
func (ev *Assessment) Show(k Key, v Value, lang string) string {
	q := ev.set.Question(k.Question)
	if q.ChoicesFrom == "" {
		return q.Show(v, lang)
	}
	return showCodes(v, func(code string) string { return ev.codeLabel(q, code, lang) })
}

func (ev *Assessment) codeLabel(q *Question, code, lang string) string {
	list := ev.list(q)
	if i := list.Index(code); i >= 0 {
		return list.Choices[i].Label.In(lang)
	}
	return q.choiceLabel(code, lang)
}

// Edit writes a value as a person would type it: what Parse reads back.
func (q *Question) Edit(v Value) string {
	switch v.Kind {
	case KindNumber:
		return strings.Replace(v.Text, ".", ",", 1)
	case KindCode, KindCodes, KindRanking:
		entry := strings.Join(v.Codes(), ", ")
		if words := v.Other(); words != "" {
			entry += ": " + words // the code of own words is the list's last
		}
		return entry
	case KindDate, KindBoolean:
		return q.Show(v, "de")
	}
	return v.Text
}

// Pipe fills the ${name} of a text, seen from a row of a roster or from
// outside (row 0). An answer that is not there yet is shown as an ellipsis.
func (ev *Assessment) Pipe(t Text, row int, lang string) string {
	return Fill(t.In(lang), func(name string) string {
		q := ev.set.Question(name)
		if q == nil {
			return "…"
		}
		k := Key{Question: name}
		if q.Roster != nil {
			k.Row = row
		}
		if v := ev.Value(k); !v.IsZero() {
			return ev.Show(k, v, lang)
		}
		return "…"
	})
}

// Label is a question's label with its pipes filled.
func (ev *Assessment) Label(k Key, lang string) string {
	return ev.Pipe(ev.set.Question(k.Question).Label, k.Row, lang)
}

// RowLabel names a row of a roster as its item_label says, or by its place while
// that says nothing yet.
func (ev *Assessment) RowLabel(roster *Question, row int, words *i18n.Catalogue) string {
	if name := ev.ItemName(roster, row, words.Lang()); name != "" {
		return name
	}
	return words.T("finding.row", ev.RowNumber(roster, row))
}

// ItemName is what the item_label of a roster says of a row; empty where it has
// none, or has nothing to say yet but gaps.
func (ev *Assessment) ItemName(roster *Question, row int, lang string) string {
	name := ev.Pipe(roster.ItemLabel, row, lang)
	if strings.Trim(name, "…(): ,;/|-–") == "" {
		return ""
	}
	return name
}

// RowNumber is the place of a row in its roster, counted from 1.
func (ev *Assessment) RowNumber(roster *Question, row int) int {
	return slices.Index(ev.response.Answers.Rows(roster.Name), row) + 1
}
