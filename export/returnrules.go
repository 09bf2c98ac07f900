package export

import (
	"strings"

	"github.com/xuri/excelize/v2"
)

// The tints of states: what is done is blue, what is under way yellow, what is
// missing orange. Each stands in its cell as a word too, so that it can be read
// in grey.
const (
	tintDone, inkDone       = "DDEBF7", "1F4E79"
	tintPartly, inkPartly   = "FFF2CC", "7F6000"
	tintMissing, inkMissing = "FBE5D6", "843C0C"
	tintTrouble, inkTrouble = "F4CCCC", "7F1D1D"
)

// stateRules tint a state by its word. The cell is the first one that they are
// for.
func (w *workbook) stateRules(cell string) []excelize.ConditionalFormatOptions {
	words := func(states ...ReturnState) (all []string) {
		for _, s := range states {
			all = append(all, w.stateWord(s))
		}
		return all
	}
	return []excelize.ConditionalFormatOptions{
		w.wordRule("done", cell, tintDone, inkDone, words(StateReleased, StateHandedIn)),
		w.wordRule("partly", cell, tintPartly, inkPartly, words(StateIncomplete, StateBegun)),
		w.wordRule("missing", cell, tintMissing, inkMissing, words(StateInvited, StateNotInvited)),
		w.wordRule("trouble", cell, tintTrouble, inkTrouble, words(StateConflict, StateRefused)),
	}
}

func (w *workbook) overallRules(cell string) []excelize.ConditionalFormatOptions {
	return []excelize.ConditionalFormatOptions{
		w.wordRule("done", cell, tintDone, inkDone, []string{w.r("overall_all")}),
		w.wordRule("partly", cell, tintPartly, inkPartly, []string{w.r("overall_some")}),
		w.wordRule("missing", cell, tintMissing, inkMissing, []string{w.r("overall_none")}),
	}
}

func (w *workbook) wordRule(name, cell, fill, color string, words []string) excelize.ConditionalFormatOptions {
	var is []string
	for _, word := range words {
		is = append(is, cell+`="`+strings.ReplaceAll(word, `"`, `""`)+`"`)
	}
	return excelize.ConditionalFormatOptions{Type: "formula", Criteria: "OR(" + strings.Join(is, ",") + ")", Format: w.rule("tint"+name, w.tinted(fill, color))}
}

// tinted is the look of a cell that a rule marks.
func (w *workbook) tinted(fill, color string) *excelize.Style {
	return &excelize.Style{
		Font: &excelize.Font{Color: color}, Fill: solid(fill),
		Border: []excelize.Border{{Type: "bottom", Color: hairline, Style: 1}},
	}
}

// totalRow lets the rows stand out for which a formula is true.
func (s *styles) totalRow(formula string) excelize.ConditionalFormatOptions {
	return excelize.ConditionalFormatOptions{Type: "formula", Criteria: formula, Format: s.rule("total", &excelize.Style{
		Font: &excelize.Font{Bold: true}, Fill: solid("EAF1FA"),
		Border: []excelize.Border{{Type: "top", Color: faint, Style: 1}, {Type: "bottom", Color: hairline, Style: 1}},
	})}
}
