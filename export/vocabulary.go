package export

import (
	"strings"

	"bestand.example/itbestand/survey"
)

// vocabulary are the texts that stand in many cells: labels and codes of
// choices, names of administrations. Cells share them, so that each is written
// once. What people wrote stands in its cell: nobody knows beforehand how much
// of it there is, and shared texts are held in memory.
type vocabulary struct {
	limit   int // of a word, in bytes
	longest int // of those that there are
	numbers map[string]int
	words   []string
	shared  []int // place in excelize's table of shared strings, counted from 1; 0: not used so far
}

func (w *workbook) newVocabulary(s *scan) *vocabulary {
	v := &vocabulary{limit: min(w.limits.cell, 255), numbers: map[string]int{}}
	for status := range conflict + 1 {
		v.add(status.code(), w.statusWord(status))
	}
	v.add(w.t("yes"), w.t("no"), notAsked, w.t("state_"+notAsked))
	for _, u := range w.book.Units {
		v.add(u.Key, u.Name, string(u.Type), u.Type.Label(), u.DistrictKey, u.District, u.SizeClass(), u.SizeClassLabel())
	}
	for _, one := range s.sets {
		v.add(one.short, one.set.Version)
		v.addSet(one.set, w.words.Lang())
	}
	return v
}

func (v *vocabulary) addSet(set *survey.Questionnaire, lang string) {
	for _, q := range set.Questions() {
		if q.List != nil {
			for _, c := range q.List.Choices {
				v.add(c.Name, c.Label.In(lang))
			}
		}
		for _, code := range q.Missing {
			v.add(code, set.MissingLabel(code).In(lang))
		}
	}
}

// add adds words that fit into a cell as they are.
func (v *vocabulary) add(words ...string) {
	for _, s := range words {
		if _, known := v.numbers[s]; known || s == "" || len(s) > v.limit || strings.Contains(s, "\n") || withoutMisread(survey.Clean(s)) != s {
			continue
		}
		v.numbers[s] = len(v.words)
		v.words, v.longest = append(v.words, s), max(v.longest, len(s))
	}
	v.shared = append(v.shared, make([]int, len(v.words)-len(v.shared))...)
}

// share makes a cell share its text where the vocabulary has it.
func (v *vocabulary) share(c *cellValue) {
	if c.kind != textCell || len(c.text) > v.longest {
		return
	}
	if n, ok := v.numbers[c.text]; ok {
		c.kind, c.integer, c.text = wordCell, int64(n), ""
	}
}

// place is where a word stands in excelize's table of shared strings. It gets
// there as the text of a cell that is written anew afterwards.
func (w *workbook) place(word int) (int, error) {
	v := w.vocabulary
	if v.shared[word] == 0 {
		s := v.words[word]
		if err := w.f.SetCellStr(sheetInventory, "A1", s); err != nil {
			return 0, err
		}
		all := w.f.SharedStrings.SI
		for i := len(all); v.shared[word] == 0 && i > 0; i-- { // mostly the last
			if t := all[i-1].T; t != nil && t.Val == s {
				v.shared[word] = i
			}
		}
	}
	return v.shared[word] - 1, nil
}
