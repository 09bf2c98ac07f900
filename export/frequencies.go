package export

import (
	"slices"

	"bestand.example/itbestand/survey"
)

// frequency is a row of Häufigkeiten: how often an answer was given, or for
// what reason there is none.
type frequency struct {
	state  string // key of the catalogue: gueltig, ausfall, offen, nicht_gefragt
	code   string
	answer string
	count  int
	valid  bool // one of the answers that shares are also taken over
	spread bool // stands beside the figures of all numbers
}

// longList is the number of choices above which a list is a catalogue of
// which only the entries that were named are shown.
const longList = 60

// frequenciesOf lists the rows of a question: its answers first, then each
// reason for not having one.
func (w *workbook) frequenciesOf(one *setScan, q *survey.Question) []frequency {
	t := one.tallies[q]
	var rows []frequency
	switch {
	case one.private[q]:
		rows = append(rows, w.answered(t.answered))
	case q.Type == survey.TypeRepeat:
		some := w.answered(t.answered - t.none)
		some.spread = true
		rows = append(rows, some, frequency{"gueltig", survey.NoRows.Text, w.t("answer_none"), t.none, true, false})
	case q.ValueKind() == survey.KindBoolean:
		rows = w.choices(survey.YesNo, t)
	case q.List != nil:
		rows = w.choices(q.List, t)
	default:
		all := w.answered(t.answered)
		all.spread = true
		rows = append(rows, all)
	}
	return append(rows, w.reasons(one.set, t)...)
}

func (w *workbook) answered(n int) frequency {
	return frequency{state: "gueltig", code: "angabe", answer: w.t("answer_given"), count: n, valid: true}
}

// choices lists the entries of a list, and codes that it does not have, which
// only a damaged response can hold.
func (w *workbook) choices(list *survey.ChoiceList, t *tally) []frequency {
	var rows []frequency
	for _, c := range list.Choices {
		if n := t.codes[c.Name]; n > 0 || len(list.Choices) <= longList {
			rows = append(rows, frequency{"gueltig", c.Name, c.Label.In(w.words.Lang()), n, true, false})
		}
	}
	for _, code := range sortedKeys(t.codes) {
		if list.Index(code) < 0 {
			rows = append(rows, frequency{"gueltig", code, code, t.codes[code], true, false})
		}
	}
	return rows
}

func (w *workbook) reasons(set *survey.Questionnaire, t *tally) []frequency {
	var rows []frequency
	for _, code := range sortedKeys(t.missing) {
		rows = append(rows, frequency{"ausfall", code, set.MissingLabel(code).In(w.words.Lang()), t.missing[code], false, false})
	}
	for _, s := range []struct {
		code  string
		count int
	}{{open, t.open}, {notAsked, t.notAsked}} {
		if s.count > 0 {
			rows = append(rows, frequency{s.code, s.code, w.t("state_" + s.code), s.count, false, false})
		}
	}
	return rows
}

func sortedKeys(m map[string]int) []string {
	var keys []string
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
