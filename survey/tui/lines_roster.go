package tui

import (
	"slices"
	"strconv"
	"strings"

	"bestand.example/itbestand/survey"
)

// mostRows is how many rows of a list are said without being asked for.
const mostRows = 20

// sayRoster says the rows of a list and what can be done with them; of a long
// list, only how many there are.
func (t *talk) sayRoster(q *survey.Question, place survey.Place) {
	t.introduce(q, place)
	t.print(t.t("lines_roster", t.question(place)))
	t.print(t.asked(q)...)
	t.matrix = nil
	t.print(t.with("lines_hint", t.hint(place)), t.assignee(q))
	switch rows := newTable(t.teller, q, ""); {
	case len(rows.rows) == 0:
		t.print(t.emptyState())
	case len(rows.rows) <= mostRows:
		t.sayRows(rows, rows.pick(&listView{}))
	default:
		t.print(t.r("lines_long", len(rows.rows), rows.open))
	}
	t.print(t.marks(t.s.Answer())...)
	for _, f := range t.ev().FindingsAt(place) {
		if f.Code == survey.TooFewRows || f.Code == survey.TooManyRows || f.Code == survey.Violated {
			t.print(t.fault(f))
		}
	}
}

func (t *talk) sayRows(rows *table, picked []int) {
	for _, i := range picked {
		t.print(rows.sentence(rows.rows[i]))
	}
}

// withMissing says how to tell why there is no entry, where that is possible.
func (t *talk) withMissing(q *survey.Question) string {
	if len(q.Missing) == 0 || len(t.s.Response.Answers.Rows(q.Name)) > 0 {
		return ""
	}
	return t.t("lines_roster_missing", t.missingCodes(q))
}

// rosterLine carries out a line at a list: a letter, perhaps with a number or a
// text behind it, or none.
func (t *talk) rosterLine(q *survey.Question, text string) error {
	fields := strings.Fields(text)
	letter, rest := strings.ToLower(fields[0]), strings.Join(fields[1:], " ")
	switch {
	case strings.Contains("bdl", letter) && len(letter) == 1 && len(fields) == 2:
		return t.rowLine(q, letter, rest)
	case letter == "s" && rest != "":
		return t.sayView(q, &listView{search: rest})
	case letter == "t" && rest != "":
		return t.saySorted(q, rest)
	case letter == "i" && rest != "":
		_, path, _ := strings.Cut(strings.TrimSpace(text), " ") // with all of its blanks
		return t.takeOver(q, path)
	case len(fields) > 1:
	case letter == "n":
		return t.settle(t.s.AddRow)
	case letter == "o":
		return t.sayView(q, &listView{open: true})
	case letter == "a":
		return t.sayView(q, &listView{})
	case letter == "t":
		return t.sayOrders(q)
	case letter == "f":
		return t.nextOpenRow(q)
	case letter == "u":
		return t.reverse(q, t.s.Undoable(), t.s.Undo, "undone_")
	case letter == "w":
		return t.reverse(q, t.s.Redoable(), t.s.Redo, "redone_")
	}
	if _, refusal := t.ev().Parse(t.s.Place(), text); refusal != nil {
		t.print(t.r("lines_refused"))
		return nil
	}
	return t.settle(t.s.ConfirmNone)
}

// rowLine edits, duplicates or deletes the row of a number. Deleting asks
// nothing: u brings the row back, and that is said.
func (t *talk) rowLine(q *survey.Question, letter, number string) error {
	rows := t.s.Response.Answers.Rows(q.Name)
	n, err := strconv.Atoi(number)
	if err != nil || n < 1 || n > len(rows) {
		t.print(t.t("lines_no_row", line(number), len(rows)))
		return nil
	}
	switch id := rows[n-1]; letter {
	case "d":
		return t.settle(func() ([]survey.Finding, error) { return t.s.DuplicateRow(id) })
	case "l":
		if fixed := t.s.Fixed(q); fixed != nil {
			return t.settle(func() ([]survey.Finding, error) { return fixed, nil })
		}
		if err := t.save(func() error { return t.s.DeleteRow(id) }); err != nil {
			return err
		}
		t.print(t.r("deleted", n))
		t.again() // the others have other numbers now
		return nil
	default:
		return t.save(func() error { return t.s.EditRow(id) })
	}
}

// sayView says the rows that match, and how many they are.
func (t *talk) sayView(q *survey.Question, seen *listView) error {
	rows := newTable(t.teller, q, seen.order)
	picked := rows.pick(seen)
	t.print(t.rn("lines_shown", len(picked)))
	t.sayRows(rows, picked)
	return nil
}

// saySorted says all rows by a column, which is given by its number or its
// heading; a minus before it turns the order around.
func (t *talk) saySorted(q *survey.Question, by string) error {
	column, down := strings.CutPrefix(by, "-")
	names, labels := t.orders(q)
	i := slices.IndexFunc(labels, func(label string) bool { return survey.Fold(label) == survey.Fold(column) })
	if n, err := strconv.Atoi(strings.TrimSpace(column)); err == nil && i < 0 && n >= 1 && n <= len(names) {
		i = n - 1
	}
	if i < 0 {
		t.print(t.r("lines_no_column", line(column)))
		return t.sayOrders(q)
	}
	return t.sayView(q, &listView{order: names[i], down: down})
}

func (t *talk) sayOrders(q *survey.Question) error {
	_, labels := t.orders(q)
	t.print(t.r("lines_orders"))
	for i, label := range labels {
		t.print(t.t("lines_number", i+1, label))
	}
	return nil
}

// nextOpenRow goes into the first row that lacks something.
func (t *talk) nextOpenRow(q *survey.Question) error {
	for _, id := range t.s.Response.Answers.Rows(q.Name) {
		if t.standing(q, id).blocked {
			return t.save(func() error { return t.s.EditRow(id) })
		}
	}
	t.print(t.r("none_open"))
	return nil
}

func (t *talk) reverse(q *survey.Question, op *survey.RowOperation, do func() (*survey.RowOperation, error), words string) error {
	said := ""
	err := t.save(func() (err error) {
		said, err = t.reversed(q, op, do, words)
		return err
	})
	if err == nil {
		t.print(said)
		t.again()
	}
	return err
}
