package export

import (
	"maps"
	"slices"
	"strings"

	"bestand.example/itbestand/survey"
)

// Audience says for whom a workbook is made.
type Audience string

// The audiences. The empty one is that of the project, like Intern.
const (
	Intern     Audience = "intern"     // the project: everything, personal fields on Kontakte
	Weitergabe Audience = "weitergabe" // to pass on: without sensitive and personal fields
)

// Audiences lists them.
func Audiences() []Audience { return []Audience{Intern, Weitergabe} }

// leaves reports whether the workbook leaves the project.
func (w *workbook) leaves() bool { return w.book.Audience == Weitergabe }

func (w *workbook) aud(key string, args ...any) string { return w.words.T("audience."+key, args...) }

// toPassOn is the book without what is not passed on, but for the answers, which
// are left out as they are read.
//
// Digests and checksums go too: they are made from all answers, and whoever knows
// all but a few of those could try what the others must be.
func (b Book) toPassOn() Book {
	b.Digest = ""
	b.Notes = b.passableNotes(b.Notes)
	b.Sources = slices.Clone(b.Sources)
	for i := range b.Sources {
		s := &b.Sources[i]
		s.File, s.SHA256, s.Reason = passableFile(s.File), "", ""
	}
	if b.Fieldwork != nil {
		f := *b.Fieldwork
		f.Mails, f.Sets = nil, slices.Clone(f.Sets)
		for i := range f.Sets {
			f.Sets[i].Standings = maps.Clone(f.Sets[i].Standings)
			for key, standing := range f.Sets[i].Standings {
				standing.Reason = ""
				f.Sets[i].Standings[key] = standing
			}
		}
		b.Fieldwork = &f
	}
	if b.Evaluation != nil {
		b.Evaluation = b.Evaluation.toPassOn()
	}
	responses := b.Responses
	b.Responses = func(yield func(Response) error) error {
		return responses(func(r Response) error {
			r.Notes, r.Source = b.passableNotes(r.Notes), passableFile(r.Source)
			return yield(r)
		})
	}
	return b
}

// passableFile is the name of a file where the program gave it; what people
// called theirs may say anything.
func passableFile(name string) string {
	if strings.HasPrefix(name, "rueckgabe_") {
		return name
	}
	return ""
}

// passableNotes are those about territory and about questions that are passed
// on. What became of files and decisions, and who decided, is the project's.
func (b *Book) passableNotes(all []Note) []Note {
	withheld := map[string]map[*survey.Question]bool{}
	for _, set := range b.Sets {
		withheld[set.ID] = set.WithheldQuestions()
	}
	var kept []Note
	for _, n := range all {
		for _, set := range b.Sets {
			if q := set.Question(n.Variable); n.Variable != "" && set.ID == n.SetID && q != nil && !withheld[set.ID][q] {
				kept = append(kept, n)
			}
		}
		if n.Variable == "" && n.Kind == NoteTerritory {
			kept = append(kept, n)
		}
	}
	return kept
}

// countWithheld counts the questions whose answers are not passed on, and the
// figures that are hidden. Those of Häufigkeiten are counted as they are written.
func (w *workbook) countWithheld(s *scan) {
	for _, one := range s.sets {
		for q := range one.tallies {
			if one.withheld(q) {
				w.summary.Withheld++
			}
		}
	}
	if w.book.Evaluation != nil {
		w.summary.Suppressed += w.book.Evaluation.hiddenFigures()
	}
}

// audienceHelp says what a workbook that is passed on leaves out.
func (w *workbook) audienceHelp() []advice {
	if !w.leaves() {
		return nil
	}
	help := []advice{{w.aud("mark"), w.aud("help_left_out", w.summary.Withheld)}}
	if w.summary.ByGroup > 0 {
		help = append(help, advice{sheetFrequencies, w.words.T("pass.help_frequencies", w.summary.ByGroup, w.book.Evaluation.limit(true))})
	}
	if e := w.book.Evaluation; e != nil {
		help = append(help, advice{w.aud("derived"), w.aud("help_derived", e.withheld.Indicators, e.withheld.Measures, e.withheld.Tables, e.withheld.Counted, len(e.Passed))})
	}
	return append(help, advice{w.aud("suppressed"), w.aud("help_suppressed", w.summary.Suppressed, w.book.Evaluation.limit(true))})
}

// passable is the response without answers that are not passed on: nothing that
// is made from it afterwards can show them.
func passable(r *Response, one *setScan) *Response {
	inner := *r.Response
	inner.Answers = r.Answers.Clone()
	for _, k := range inner.Answers.Keys() {
		if q := one.set.Question(k.Question); q == nil || one.private[q] {
			inner.Answers.Set(k, survey.Answer{})
		}
	}
	for _, name := range inner.Answers.Rosters() {
		roster := one.set.Question(name)
		if roster != nil && !one.private[roster] {
			continue
		}
		for _, row := range slices.Clone(inner.Answers.Rows(name)) {
			inner.Answers.DropRow(name, row)
		}
	}
	inner.Digest, inner.Chain = "", nil
	if inner.Release != "" {
		inner.Release = released // that it was, not by whom
	}
	outer := *r
	outer.Response = &inner
	return &outer
}

const released = "ja"

// tells reports whether one of the checks of a question reads what is not passed
// on: that it failed would tell of that.
func (s *setScan) tells(q *survey.Question) bool {
	if s.private[q] || s.set.Tells(q.Constraint, s.private) {
		return true
	}
	return slices.ContainsFunc(q.Warnings, func(w survey.Warning) bool { return s.set.Tells(w.When, s.private) })
}
