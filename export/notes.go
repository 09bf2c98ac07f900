package export

import (
	"strconv"

	"github.com/xuri/excelize/v2"

	"bestand.example/itbestand/survey"
)

// noteConflict notes a response that another one contradicts.
func (w *workbook) noteConflict(r *Response) {
	if r.Conflict {
		digest := ""
		if r.Digest != "" {
			digest = survey.ShortDigest(r.Digest)
		}
		w.note(NoteConflict, Fault, originOf(r), "", digest, w.t("conflict"))
	}
}

// noteFindings notes the warnings that were answered with a reason, and the
// checks that do not hold in a response handed in as incomplete. What is only
// open stands in the data; drafts stand nowhere.
func (w *workbook) noteFindings(one *setScan, r *Response, ev *survey.Assessment, findings []survey.Finding) {
	if one.set.Anonymous {
		return
	}
	for _, f := range findings {
		q := one.set.Question(f.Question)
		n := Note{Kind: NoteCheck, Severity: Warning, Unit: r.about(), SetID: r.SetID, Variable: f.Question, Source: r.Source}
		if q.Roster != nil {
			n.Row = ev.RowNumber(q.Roster, f.Row)
		}
		switch f.Code {
		case survey.Confirmed:
			n.Kind, n.Severity = NoteAcknowledged, Hint
			n.Text, n.Reason = w.warning(one, ev, q, f), r.Answers.Get(f.Key()).Acknowledged
			if one.private[q] {
				n.Reason = w.t("see_contacts")
			}
		case survey.Unconfirmed:
			n.Text = w.words.T("finding.warning", w.warning(one, ev, q, f))
		case survey.Violated:
			n.Text = w.piped(one, ev, q.ConstraintMessage, f.Row)
			if n.Text == "" {
				n.Text = w.words.T("finding.violated", q.Constraint.Source)
			}
		case survey.NotOffered:
			n.Text = w.words.T("finding.not_offered", one.unlessPrivate(q, w.choiceLabel(one, ev, f.Key(), f.Args[0])))
		case survey.TotalOff:
			lang := w.words.Lang()
			n.Text = w.words.T("finding.total_off", survey.FormatNumber(f.Args[0], lang), one.unlessPrivate(q, survey.FormatNumber(f.Args[1], lang)))
		case survey.Invalid, survey.MissingRefused, survey.TooFewRows, survey.TooManyRows, survey.RowGone, survey.RankOpen, survey.SameRow, survey.NeedsReason:
			n.Text = ev.Say(f, w.words)
		default:
			continue
		}
		w.notes = append(w.notes, n)
	}
}

// unlessPrivate leaves out what belongs to Kontakte.
func (s *setScan) unlessPrivate(q *survey.Question, text string) string {
	if s.private[q] {
		return "…"
	}
	return text
}

// noteJoined notes the questions of which several answers stand together in a
// cell.
func (w *workbook) noteJoined(s *scan) {
	for _, one := range s.sets {
		for _, q := range one.set.Questions() {
			if t := one.tallies[q]; t == nil || !several(q) || spread(q) || t.answered == 0 {
				continue
			}
			text := w.t("joined")
			if q.List != nil {
				text = w.t("joined_long", len(q.List.Choices), longList)
			}
			w.notes = append(w.notes, Note{Kind: NoteJoined, SetID: one.set.ID, Variable: q.Name, Text: text})
		}
	}
}

// warning is the message of the warning that a finding is about.
func (w *workbook) warning(one *setScan, ev *survey.Assessment, q *survey.Question, f survey.Finding) string {
	if i, err := strconv.Atoi(f.Args[0]); err == nil && i < len(q.Warnings) {
		return w.piped(one, ev, q.Warnings[i].Message, f.Row)
	}
	return ""
}

// piped fills the answers into a text, but for personal ones: those stand in
// Kontakte and nowhere else.
func (w *workbook) piped(one *setScan, ev *survey.Assessment, t survey.Text, row int) string {
	lang := w.words.Lang()
	return survey.Fill(t.In(lang), func(name string) string {
		q := one.set.Question(name)
		if q == nil || one.private[q] {
			return "…"
		}
		k := survey.Key{Question: name}
		if q.Roster != nil {
			k.Row = row
		}
		if v := ev.Value(k); !v.IsZero() {
			return w.say(one, ev, k, v)
		}
		return "…"
	})
}

// noteKeys is how many columns of Plausibilität say whose note it is.
const noteKeys = 9

func (w *workbook) noteSpec() spec {
	columns := w.named("nr", 6, "schwere", 10, "art", 15, "schluessel", 11, "verwaltung", 22, "fragensatz", 10, "variable", 18, "zeile", 7, "quelle", 24,
		"hinweis", 40, "begruendung", 26, "wert", 24, "wert_verworfen", 16, "bearbeitung", 13)
	return spec{sheet: sheetNotes, table: "tblHinweise", kind: evidence, columns: columns, freeze: 1, wraps: true,
		prepare: func(sheet string, first, last, _ int) error { return w.todoList(sheet, len(columns), first, last) }}
}

// todoList lets an analyst pick what has become of a note.
func (w *workbook) todoList(sheet string, column, first, last int) error {
	name, err := excelize.ColumnNumberToName(column)
	if err != nil {
		return err
	}
	list := excelize.NewDataValidation(true)
	list.SetSqref(name + strconv.Itoa(first) + ":" + name + strconv.Itoa(last))
	if err := list.SetDropList([]string{w.t("todo_open"), w.t("todo_done")}); err != nil {
		return err
	}
	return w.f.AddDataValidation(sheet, list)
}

// plausibility writes the notes, once all sheets of answers are written and no
// further one can come up.
func (w *workbook) plausibility(s *scan, p *plan) error {
	rows := 0
	for i, n := range w.notes {
		rows += len(w.noteRows(i+1, n, s))
	}
	w.summary.Notes = len(w.notes)
	if err := p.notes.expect(rows); err != nil {
		return err
	}
	for i, n := range w.notes {
		for _, row := range w.noteRows(i+1, n, s) {
			if err := p.notes.add(row, origin{}); err != nil {
				return err
			}
		}
	}
	return p.notes.close()
}

func (w *workbook) noteRows(number int, n Note, s *scan) [][]cellValue {
	return continued(cellValues(w.noteCells(number, n, s)), noteKeys, w.limits.cell)
}

func (w *workbook) noteCells(number int, n Note, s *scan) []any {
	todo := ""
	if n.Severity != Hint {
		todo = w.t("todo_open")
	}
	value, dropped, reason := n.Value, n.Dropped, n.Reason
	short := s.short(n.SetID)
	if s.isPrivate(n.SetID, n.Variable) {
		value, dropped = w.hidden(value), w.hidden(dropped)
	}
	var row any
	if n.Row > 0 {
		row = w.ordinal(n.Row)
	}
	severity := []string{"hint", "warning", "fault"}[n.Severity]
	return []any{
		w.ordinal(number), w.text(w.t("severity_" + severity)), w.text(w.word("note_", string(n.Kind))),
		w.text(n.Unit.Key), w.wrappedText(n.Unit.Name), w.text(short), w.wrappedText(n.Variable), row, w.wrappedText(n.Source),
		w.wrappedText(n.Text), w.wrappedText(reason), w.wrappedText(value), w.wrappedText(dropped), w.text(todo),
	}
}

// hidden stands for a value that belongs to Kontakte.
func (w *workbook) hidden(value string) string {
	if value == "" {
		return ""
	}
	return w.t("see_contacts")
}

// named makes columns from names and widths; their labels stand in the
// catalogue.
func (w *workbook) named(namesAndWidths ...any) []column {
	var all []column
	for i := 0; i < len(namesAndWidths); i += 2 {
		name, width := namesAndWidths[i].(string), namesAndWidths[i+1].(int)
		label := w.t("col_" + name)
		all = append(all, column{name: name, label: label, width: headingWidth(name, label, float64(width))})
	}
	return all
}

// writeAll writes all rows of a table and ends it.
func (t *table) writeAll(rows [][]any) error {
	if err := t.expect(len(rows)); err != nil {
		return err
	}
	for _, row := range rows {
		if err := t.write(row, origin{}); err != nil {
			return err
		}
	}
	return t.close()
}
