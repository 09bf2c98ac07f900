package survey_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"bestand.example/itbestand/survey"
)

const undoSet = `
missing: {unbekannt: nicht bekannt}
sections:
	- name: l
		label: Liste
		questions:
			- name: fv
				type: repeat
				label: Verfahren
				max: 4
				missing: [unbekannt]
				unique: [fv_bereich, fv_name]
				warnings: [{when: len(fv) > 1, message: Mehrere?}]
				questions:
					- {name: fv_zahl, type: integer, label: Nutzende?, estimate: true}
					- {name: fv_bereich, type: text, label: Bereich?}
					- {name: fv_name, type: text, label: Name?, required: true}
			- {name: danach, type: text, label: Danach?}
`

// rows writes the list down: a row in brackets, its cells, then what is known
// about the list itself.
func (s *Scenario) rows() string {
	answers := s.session.Response.Answers
	var all []string
	for _, id := range answers.Rows("fv") {
		cell := func(name string) string { return answers.Get(survey.Key{Question: name, Row: id}).Value.Text }
		all = append(all, fmt.Sprintf("[%d %s %s %s]", id, cell("fv_zahl"), cell("fv_bereich"), cell("fv_name")))
	}
	list := answers.Get(survey.Key{Question: "fv"})
	if list.Value == survey.NoRows {
		all = append(all, "none")
	}
	for _, said := range []string{list.Missing, list.Acknowledged} {
		if said != "" {
			all = append(all, said)
		}
	}
	return strings.Join(all, " ")
}

// Rows compares the list with what it should be.
func (s *Scenario) Rows(want string) *Scenario {
	s.t.Helper()
	if got := s.rows(); got != want {
		s.t.Fatalf("the list is %s, expected %s", got, want)
	}
	return s
}

// Undo takes back what was done last, which must be this.
func (s *Scenario) Undo(deed survey.RowDeed, rows ...int) *Scenario {
	s.t.Helper()
	op, err := s.session.Undo()
	return s.reversed(op, err, deed, rows)
}

// Redo does again what was taken back.
func (s *Scenario) Redo(deed survey.RowDeed, rows ...int) *Scenario {
	s.t.Helper()
	op, err := s.session.Redo()
	return s.reversed(op, err, deed, rows)
}

func (s *Scenario) reversed(op *survey.RowOperation, err error, deed survey.RowDeed, rows []int) *Scenario {
	s.t.Helper()
	switch {
	case err != nil:
		s.t.Fatal(err)
	case op == nil && deed == "":
	case op == nil || op.Deed != deed || !slices.Equal(op.Rows, rows):
		s.t.Fatalf("reversed %+v, expected %s of %v", op, deed, rows)
	}
	return s.Expect("fv")
}

// Entry fills a row in.
func (s *Scenario) Entry(number, area, name string) *Scenario {
	s.t.Helper()
	return s.Answer("fv_zahl", number).Answer("fv_bereich", area).Answer("fv_name", name).Expect("fv")
}

func (s *Scenario) Delete(row int) *Scenario { return s.must(s.session.DeleteRow(row)).Expect("fv") }

func (s *Scenario) Edit(row int) *Scenario { return s.must(s.session.EditRow(row)) }

func (s *Scenario) Copy(row int) *Scenario {
	s.t.Helper()
	findings, err := s.session.DuplicateRow(row)
	if len(findings) > 0 {
		s.t.Fatal(s.words(findings))
	}
	return s.must(err)
}

func TestUndoGoesBackStepByStep(t *testing.T) {
	s := NewScenario(t, survey.Unit{}, undoSet).Undo("").Redo("")
	s.Row().Entry("1", "Bau", "a").Row().Entry("2", "Bau", "b").Row().Entry("3", "Bau", "c")
	s.Delete(2).Rows("[1 1 Bau a] [3 3 Bau c]").Delete(1).Rows("[3 3 Bau c]")
	s.Undo(survey.RowsDropped, 1).Rows("[1 1 Bau a] [3 3 Bau c]")
	s.Undo(survey.RowsDropped, 2).Rows("[1 1 Bau a] [2 2 Bau b] [3 3 Bau c]")
	s.Undo(survey.RowsAdded, 3).Rows("[1 1 Bau a] [2 2 Bau b]")
	s.Redo(survey.RowsAdded, 3).Redo(survey.RowsDropped, 2).Rows("[1 1 Bau a] [3 3 Bau c]")
	s.Row().Entry("4", "", "d").Redo("").Rows("[1 1 Bau a] [3 3 Bau c] [4 4  d]") // another way was taken
	s.Resume().Undo("").Rows("[1 1 Bau a] [3 3 Bau c] [4 4  d]")                  // and another session
}

// Nothing that was answered since is lost by taking something back.
func TestUndoKeepsWhatWasAnsweredSince(t *testing.T) {
	s := NewScenario(t, survey.Unit{}, undoSet).Row().Entry("1", "Bau", "a").Row().Entry("2", "Bau", "b")
	s.Delete(1).Edit(2).Answer("fv_zahl", "20").Answer("fv_bereich", "Amt").Answer("fv_name", "b")
	s.Undo(survey.RowsDropped, 1).Rows("[1 1 Bau a] [2 20 Amt b]")
	s.Undo(survey.RowsAdded, 2).Rows("[1 1 Bau a]").Redo(survey.RowsAdded, 2).Rows("[1 1 Bau a] [2 20 Amt b]")
}

func TestUndoKnowsWhatWasSaidOfTheList(t *testing.T) {
	s := NewScenario(t, survey.Unit{}, undoSet).Missing("fv", "unbekannt").Back("").Rows("unbekannt")
	s.Row().Entry("1", "Bau", "a").Undo(survey.RowsAdded, 1).Rows("unbekannt").Redo(survey.RowsAdded, 1)
	s.Row().Entry("2", "Bau", "b").must(s.session.Acknowledge("so gemeint")).Back("").Rows("[1 1 Bau a] [2 2 Bau b] so gemeint")
	s.Delete(2).Rows("[1 1 Bau a]").Undo(survey.RowsDropped, 2).Rows("[1 1 Bau a] [2 2 Bau b] so gemeint")
	s.Undo(survey.RowsAdded, 2).Rows("[1 1 Bau a]") // the reason was about two of them
	s.Delete(1)
	if findings, err := s.session.ConfirmNone(); len(findings) > 0 || err != nil {
		t.Fatal(findings, err)
	}
	s.Back("").Rows("none").Undo(survey.RowsDropped, 1).Rows("[1 1 Bau a]").Redo(survey.RowsDropped, 1).Rows("none")
}

// A batch is one operation, whatever it does with how many rows.
func TestABatchIsOneUndo(t *testing.T) {
	s := NewScenario(t, survey.Unit{}, undoSet).Row().Entry("1", "Bau", "a").Row().Entry("2", "Bau", "b")
	put := func(all ...string) {
		t.Helper()
		var assignments []survey.Assignment
		for i := 0; i < len(all); i += 2 {
			a := survey.Assignment{Question: all[i][:len(all[i])-1], Roster: "fv", Index: int(all[i][len(all[i])-1] - '0'), Entry: &all[i+1]}
			assignments = append(assignments, a)
		}
		if findings, err := s.session.Put(assignments); len(findings) > 0 || err != nil {
			t.Fatal(s.words(findings), err)
		}
	}
	put("fv_zahl1", "10", "fv_name2", "bb", "fv_name3", "c", "fv_name4", "d")
	s.Rows("[1 10 Bau a] [2 2 Bau bb] [3   c] [4   d]")
	s.Edit(1).Answer("fv_zahl", "11").Next().Next().Edit(3).Answer("fv_zahl", "33").Next().Next()
	s.Undo(survey.RowsTaken, 3, 4, 1, 2).Rows("[1 11 Bau a] [2 2 Bau b]") // 11 came after the batch
	s.Redo(survey.RowsTaken, 3, 4, 2).Rows("[1 11 Bau a] [2 2 Bau bb] [3 33  c] [4   d]")
	put("fv_zahl4", "40") // a single answer to a row is no operation
	s.Undo(survey.RowsTaken, 3, 4, 2).Rows("[1 11 Bau a] [2 2 Bau b]")
}

// A copy lies below its row, lacks what tells rows apart, and is asked for it.
func TestACopyIsAskedForWhatIsDifferent(t *testing.T) {
	s := NewScenario(t, survey.Unit{}, undoSet).Row().Entry("1", "Bau", "a").Row().Entry("2", "Bau", "b").Edit(1)
	if marked, err := s.session.ToggleEstimate(); !marked || err != nil {
		t.Fatal(marked, err)
	}
	s.must(s.session.Comment("nur hier")).must(s.session.Goto(survey.Place{Question: "fv"}))
	s.Copy(1).Expect("fv_bereich").Rows("[1 1 Bau a] [3 1 Bau ] [2 2 Bau b]").Open("fv: warning", "fv_name: open")
	if a := s.session.Response.Answers.Get(survey.Key{Question: "fv_zahl", Row: 3}); !a.Estimate || a.Comment != "" {
		t.Errorf("the copy says %+v", a)
	}
	s.Answer("fv_bereich", "Bau").Answer("fv_name", "c").Copy(3).must(s.session.Goto(survey.Place{Question: "fv"}))
	if findings, err := s.session.DuplicateRow(1); err != nil || len(findings) != 1 || findings[0].Code != survey.TooManyRows {
		t.Errorf("a fifth row: %v %v", findings, err)
	}
	s.Undo(survey.RowsCopied, 4).Undo(survey.RowsCopied, 3).Rows("[1 1 Bau a] [2 2 Bau b]")
}

// Rows that are there from the beginning never come again, so that taking them
// away is nothing to take back.
func TestUndoLeavesRowsThatWereThereFromTheBeginning(t *testing.T) {
	const body = `
choices:
	aufgabe: [{name: a, label: A}, {name: b, label: B}]
sections:
	- name: l
		label: Liste
		questions:
			- name: fv
				type: repeat
				label: Aufgaben
				required: true
				prefill: {column: fv_zahl}
				questions: [{name: fv_zahl, type: select_one, choices: aufgabe, label: Aufgabe?}, {name: fv_bereich, type: text, label: Wer?}]
`
	NewScenario(t, survey.Unit{}, body).Expect("fv").Rows("[1 a  ] [2 b  ]").Undo("").Delete(1).Undo(survey.RowsDropped, 1).Undo("").Rows("[1 a  ] [2 b  ]")
}
