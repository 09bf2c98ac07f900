package cmd_test

import (
	"slices"
	"strconv"
	"strings"

	"bestand.example/itbestand/survey"
)

// lines are what a person types for a step in line mode.
func (w *twin) lines(s step) []string {
	q := w.s.Question()
	switch s.deed {
	case doNext:
		if q.Type == survey.TypeNote {
			return nil // is said, and goes on by itself
		}
		return []string{""}
	case doDone:
		return []string{""}
	case doClear:
		return []string{".l"}
	case doBack:
		return []string{".z"}
	case doWrong:
		return []string{wrongEntry}
	case doJump:
		return []string{".f " + s.to.Question}
	case doComment:
		return []string{".b " + s.answer.Comment}
	case doReason:
		return []string{s.answer.Acknowledged}
	case doExplain:
		return []string{s.answer.Reason}
	case doMissing:
		return []string{".k " + s.answer.Missing}
	case doEstimate:
		return []string{".g " + w.typed(s.answer.Value)}
	case doAdd:
		return []string{"n"}
	case doEdit:
		rows := w.s.Response.Answers.Rows(q.Name)
		return []string{"b " + strconv.Itoa(slices.Index(rows, s.row)+1)}
	case doNone:
		return []string{"keine"}
	case doLeave:
		return []string{".e"}
	}
	switch {
	case s.known:
		return []string{""}
	case q.Type == survey.TypeMultiline:
		return append(strings.Split(w.typed(s.answer.Value), "\n"), ".")
	case q.Type.Choice() && (q.ChoicesFrom == "" || q.ChoicesFrom == survey.PopulationSource):
		return []string{strings.Join(w.choices(s.answer.Value), ", ")}
	}
	return []string{w.typed(s.answer.Value)}
}
