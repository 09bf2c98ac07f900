package export

import (
	"slices"

	"bestand.example/itbestand/survey"
)

// frequency is a row of Häufigkeiten: how often an answer was given, or for
// what reason there is none.
type frequency struct {
	state   string // key of the catalogue: kennwerte, gueltig, ausfall, offen, nicht_gefragt
	code    string
	answer  string
	count   int
	valid   bool      // one of the answers that shares are also taken over
	numbers []float64 // whose figures stand in the row
	dates   []string
	choice  bool // one of several answers, rather than that there is one
	hidden  bool // too few persons, or one could work out too few from it
	public  bool // not hidden, whatever else is
	bare    bool // its figures are hidden for the same reason
}

// frequenciesOf lists the rows of a question: its answers first, then each
// reason for not having one.
func (w *workbook) frequenciesOf(one *setScan, q *survey.Question) []frequency {
	if one.veiled != nil {
		return one.veiled[q]
	}
	return w.rowsOfQuestion(one, q)
}

func (w *workbook) rowsOfQuestion(one *setScan, q *survey.Question) []frequency {
	t := one.tallies[q]
	return append(w.given(one, q, t), w.reasons(one.set, t)...)
}

func (w *workbook) given(one *setScan, q *survey.Question, t *tally) []frequency {
	switch {
	case one.private[q]:
		return []frequency{w.answered(t.answered)}
	case q.Type == survey.TypeRepeat:
		some := w.answered(t.answered - t.none)
		some.numbers = t.numbers.values()
		return []frequency{some, {state: "gueltig", code: survey.NoRows.Text, answer: w.t("answer_none"), count: t.none, valid: true}}
	case q.ValueKind() == survey.KindBoolean:
		return w.choices(survey.YesNo, t)
	case q.Type == survey.TypeScale:
		return append(w.steps(t), w.choices(q.List, t)...)
	case q.ChoicesFrom == survey.PopulationSource:
		return w.chosenUnits(t)
	case q.List != nil:
		return w.choices(q.List, t)
	}
	all := w.answered(t.answered)
	all.numbers, all.dates = t.numbers.values(), t.dates.values()
	return []frequency{all}
}

func (w *workbook) answered(n int) frequency {
	return frequency{state: "gueltig", code: "angabe", answer: w.t("answer_given"), count: n, valid: true}
}

// steps is the row with the figures of a scale. Its answers are counted below,
// so it is none of the valid ones.
func (w *workbook) steps(t *tally) []frequency {
	if t.numbers.total == 0 {
		return nil
	}
	return []frequency{{state: "kennwerte", code: "kennwerte", answer: w.t("answer_steps"), count: t.numbers.total, numbers: t.numbers.values()}}
}

// choices lists the entries of a list, and codes that it does not have, which
// only a damaged response can hold. In a ranking, an entry is counted where it
// came first, and its figures are those of its places.
func (w *workbook) choices(list *survey.ChoiceList, t *tally) []frequency {
	var rows []frequency
	for _, c := range list.Choices {
		n := t.codes[c.Name]
		if n > 0 || t.ranks[c.Name] != nil || len(list.Choices) <= longList {
			rows = append(rows, frequency{state: "gueltig", code: c.Name, answer: c.Label.In(w.words.Lang()), count: n, valid: true, choice: true, numbers: t.ranks[c.Name].values()})
		}
	}
	for _, code := range sortedKeys(t.codes) {
		if list.Index(code) < 0 {
			rows = append(rows, frequency{state: "gueltig", code: code, answer: code, count: t.codes[code], valid: true, choice: true})
		}
	}
	return rows
}

// chosenUnits lists the units that were chosen.
func (w *workbook) chosenUnits(t *tally) []frequency {
	var rows []frequency
	for _, key := range sortedKeys(t.codes) {
		rows = append(rows, frequency{state: "gueltig", code: key, answer: w.unitLabel(key), count: t.codes[key], valid: true, choice: true})
	}
	if len(rows) == 0 {
		return []frequency{w.answered(0)}
	}
	return rows
}

func (w *workbook) reasons(set *survey.Questionnaire, t *tally) []frequency {
	var rows []frequency
	for _, code := range sortedKeys(t.missing) {
		rows = append(rows, frequency{state: "ausfall", code: code, answer: set.MissingLabel(code).In(w.words.Lang()), count: t.missing[code]})
	}
	for _, s := range []struct {
		code  string
		count int
	}{{open, t.open}, {notAsked, t.notAsked}} {
		if s.count > 0 {
			rows = append(rows, frequency{state: s.code, code: s.code, answer: w.t("state_" + s.code), count: s.count})
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
