package export

import (
	"cmp"
	"io"
	"slices"

	"github.com/xuri/excelize/v2"

	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/i18n"
)

// Write writes a workbook in the catalogue's language. It appears under its
// path whole or not at all, and replaces what is there: whether it may is for
// the caller to ask.
//
// Where a folder is named, each of its tables is written there as CSV, too, with
// all answers as one long table, and a description for programs
// (datapackage.json). The folder, too, appears whole or not at all. It must not
// exist.
//
// Errors of the export are of type *Error; one that Book.Responses returns
// comes back as it is.
func Write(path, folder string, b Book, words *i18n.Catalogue) (Summary, error) {
	return write(path, folder, &b, words, limits{rows: excelize.TotalRows, cell: maxCell})
}

func write(path, folder string, b *Book, words *i18n.Catalogue, l limits) (Summary, error) {
	if b.Responses == nil || len(b.Sets) == 0 {
		return Summary{}, &Error{Code: NoResponses}
	}
	if b.Audience == Weitergabe {
		passed := b.toPassOn()
		passed.Title += " – " + words.T("audience.mark")
		b = &passed
	}
	space, err := newWorkspace()
	if err != nil {
		return Summary{}, err
	}
	defer space.remove()
	w := newWorkbook(b, words, l, space)
	defer w.close()
	err = newFolder(folder, func(temp string) error {
		if temp != "" {
			w.csv = &csvFolder{w: w, dir: temp, taken: names{}}
			defer w.csv.abandon()
		}
		if err := w.build(); err != nil {
			return w.explain(err, cmp.Or(temp, space.dir))
		}
		return replaceFile(path, w.save)
	})
	return w.summary, err
}

// explain tells an error of the export's own files from one of the caller's.
func (w *workbook) explain(err error, dir string) error {
	if w.callers != nil {
		return w.callers
	}
	return outOfSpace(err, dir)
}

// save writes the parts of the finished workbook as a zip.
func (w *workbook) save(to io.Writer) error {
	w.sortContentTypes()
	counted := &counter{to: to}
	w.archive.out = counted
	w.f.SetZipWriter(func(io.Writer) excelize.ZipWriter { return w.archive })
	if _, err := w.f.WriteToBuffer(); err != nil { // the buffer stays empty
		return err
	}
	w.summary.Bytes = counted.n
	return nil
}

type counter struct {
	to io.Writer
	n  int64
}

func (c *counter) Write(b []byte) (int, error) {
	n, err := c.to.Write(b)
	c.n += int64(n)
	return n, err
}

// build fills the workbook, sheet after sheet.
func (w *workbook) build() error {
	if err := cmp.Or(w.f.SetDefaultFont(fontName), w.beginLong()); err != nil {
		return err
	}
	s, err := w.read()
	if err != nil {
		return err
	}
	w.countWithheld(s)
	if e := w.book.Evaluation; e != nil {
		w.summary.Evaluation, w.summary.Origin = plainLabel(e.Title, w.words.Lang())+" "+e.Version, e.Origin
	}
	p, err := w.plan(s)
	if err != nil {
		return err
	}
	err = inOrder(
		func() error { return w.fill(p) },
		func() error { return w.returns(p) },
		func() error { return w.population(p) },
		func() error { return w.fillEvaluation(p) },
		func() error { return w.fillStaffing(s) },
		func() error { return w.frequencies(s, p) },
		func() error { return w.codebook(s, p) },
		func() error { return w.sources(p) },
		func() error { return w.plausibility(s, p) },
		func() error { return w.answerCharts(s, p) },
		func() error { return w.evaluationCharts(p) },
		func() error { return w.guide(s, p) },
		func() error { return w.overview(s, p) },
		func() error { return w.diagrams(p) },
		w.closeChartData,
		w.inventory,
		func() error { return w.describe(s.sets) },
		func() error { return w.csv.describe(s.sets) },
	)
	return cmp.Or(err, w.styles.err)
}

// read reads and counts all responses, and keeps their rows.
func (w *workbook) read() (*scan, error) {
	s := newScan(w.book.Sets, w.book.Audience)
	s.staffing.lang = w.words.Lang()
	for _, one := range s.sets {
		one.follow(w.book.Evaluation)
		one.behind = one.hearsay(w.book.Evaluation)
	}
	w.notes = append(w.notes, w.book.Notes...)
	w.vocabulary = w.newVocabulary(s)
	var err error
	if w.draft, err = w.newDraft(s, w.space.dir); err != nil {
		return nil, err
	}
	err = w.each(s, func(r *assessed) error { return w.take(s, r) })
	for _, one := range s.sets {
		if one.set.Anonymous {
			w.veil(one)
		}
		w.veilHearsay(one)
	}
	w.noteJoined(s)
	w.summary.Responses, w.summary.Conflicts = s.responses, len(s.clashes)
	return s, err
}

// take counts a response and keeps its rows.
func (w *workbook) take(s *scan, a *assessed) error {
	r, one, ev, findings := &a.Response, a.one, a.ev, a.findings
	if _, known := w.units[r.Unit.Key]; !known {
		w.units[r.Unit.Key] = r.Unit
	}
	st := statusOf(r, findings)
	if w.leaves() {
		if one.behind != nil && !r.ofDistrict() {
			one.behind.read(&record{Response: r, one: one.behind, ev: ev, number: s.responses + 1, status: st})
		}
		r = passable(r, one)
		ev = survey.AssessAlone(one.set, r.Response)
		findings = slices.DeleteFunc(findings, func(f survey.Finding) bool { return one.tells(one.set.Question(f.Question)) })
	}
	kept := &record{Response: r, one: one, ev: ev, number: s.responses + 1, status: st}
	s.read(kept)
	w.notes = append(w.notes, r.Notes...)
	s.staffing.read(r, one, ev)
	w.noteConflict(r)
	w.noteFindings(one, r, ev, findings)
	return cmp.Or(w.draft.keep(kept, w.limits.cell), w.long.add(kept))
}
