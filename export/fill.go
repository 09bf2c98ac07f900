package export

import "bestand.example/itbestand/survey"

// fill writes the rows of all answers.
func (w *workbook) fill(p *plan) error {
	if err := w.draft.finish(p); err != nil {
		return err
	}
	err := w.draft.each(func(r *recordReader) error {
		for from := r.origin(); r.more(); {
			if err := w.fillRow(r, from); err != nil {
				return err
			}
		}
		return w.written()
	})
	if err != nil {
		return err
	}
	if err := w.long.close(); err != nil {
		return err
	}
	for _, sp := range p.sets {
		for _, t := range sp.tables() {
			if err := t.close(); err != nil {
				return err
			}
		}
	}
	if p.contacts == nil {
		return nil
	}
	return p.contacts.close()
}

// fillRow writes the next row of a response.
func (w *workbook) fillRow(r *recordReader, from origin) error {
	number, place := r.row()
	t := w.draft.tables[number]
	from.row = place
	var row []cellValue
	if t.to != nil {
		row = t.to.empty()
	}
	for {
		part, c, ok := r.cell()
		if !ok {
			break
		}
		if t.to != nil && t.columns[part] > 0 {
			row[t.columns[part]-1] = c
		}
	}
	switch {
	case t.to == nil:
		return nil
	case t.to.spec.kind == contact:
		return w.fillContact(t.to, row, from)
	}
	return t.to.table.add(row, from)
}

// written tells that a response stands in the workbook.
func (w *workbook) written() error {
	if w.book.Written == nil {
		return nil
	}
	err := w.book.Written()
	if err != nil {
		w.callers = err
	}
	return err
}

// fillContact writes a row of Kontakte. A text that is longer than a cell goes
// on in further rows: Plausibilität shows nothing personal.
func (w *workbook) fillContact(t *answerTable, row []cellValue, from origin) error {
	rows := continued(row, contactKeys, w.limits.cell)
	if len(rows) > 1 {
		w.summary.Split++
		w.note(NoteSplit, Warning, from, "", "", w.t("split_contact"))
	}
	for _, row := range rows {
		if err := t.table.add(row, from); err != nil {
			return err
		}
	}
	return nil
}

// eachIn goes through the rows that a response has in a table: those of a
// roster, or one of its own.
func (r record) eachIn(roster *survey.Question, each func(*record)) {
	if roster == nil {
		each(&r)
		return
	}
	if !r.ev.Relevant(survey.Key{Question: roster.Name}) {
		return
	}
	for i, id := range r.Answers.Rows(roster.Name) {
		r.roster, r.row, r.place = roster, id, i+1
		each(&r)
	}
}
