package tui

import (
	"strconv"
	"strings"

	"bestand.example/itbestand/survey"
)

// sayRoster says the rows of a list and what can be done with them.
func (t *talk) sayRoster(q *survey.Question, place survey.Place) {
	t.introduce(q, place)
	t.print(t.t("lines_roster", t.question(place)))
	t.matrix = nil
	t.print(t.with("lines_hint", t.hint(place)), t.assignee(q))
	rows := t.s.Response.Answers.Rows(q.Name)
	if len(rows) == 0 {
		t.print(t.emptyState())
	}
	for _, id := range rows {
		t.print(t.rowText(q, id))
	}
	t.print(t.marks(t.s.Answer())...)
	for _, f := range t.ev().FindingsAt(place) {
		if f.Code == survey.TooFewRows || f.Code == survey.TooManyRows || f.Code == survey.Violated {
			t.print(t.fault(f))
		}
	}
}

// withMissing says how to tell why there is no entry, where that is possible.
func (t *talk) withMissing(q *survey.Question) string {
	if len(q.Missing) == 0 || len(t.s.Response.Answers.Rows(q.Name)) > 0 {
		return ""
	}
	return t.t("lines_roster_missing", t.missingCodes(q))
}

// rosterLine carries out a line at a list: n, b NUMBER, l NUMBER, or none.
func (t *talk) rosterLine(q *survey.Question, text string) error {
	fields := strings.Fields(strings.ToLower(text))
	switch {
	case len(fields) == 1 && fields[0] == "n":
		return t.settle(t.s.AddRow)
	case len(fields) == 2 && (fields[0] == "b" || fields[0] == "l"):
		rows := t.s.Response.Answers.Rows(q.Name)
		n, err := strconv.Atoi(fields[1])
		if err != nil || n < 1 || n > len(rows) {
			t.print(t.t("lines_no_row", line(fields[1]), len(rows)))
			return nil
		}
		if fields[0] == "l" {
			return t.deleteRow(q, rows[n-1])
		}
		return t.save(func() error { return t.s.EditRow(rows[n-1]) })
	}
	if _, refusal := t.ev().Parse(t.s.Place(), text); refusal != nil {
		t.print(t.t("lines_roster_refused"))
		return nil
	}
	return t.settle(t.s.ConfirmNone)
}

// deleteRow asks first: a row goes with all its answers.
func (t *talk) deleteRow(q *survey.Question, id int) error {
	number, name := t.row(q, id)
	t.print(t.t("delete_ask", number, name), t.t("lines_yes_no"))
	text, err := t.read()
	if err != nil {
		return err
	}
	v, refusal := (&survey.Question{Type: survey.TypeYesNo, List: survey.YesNo}).Parse(text)
	if yes := survey.Fold(text); yes != "j" && yes != "y" && (refusal != nil || v.Text != "ja") {
		t.print(t.t("lines_kept"))
		return nil
	}
	t.again()
	return t.save(func() error { return t.s.DeleteRow(id) })
}
