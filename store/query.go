package store

import (
	"slices"
	"time"

	"bestand.example/itbestand/survey"
)

// QueryState says what became of a question to an administration.
type QueryState string

// The states of a query.
const (
	QueryOpen      QueryState = "open"
	QueryAnswered  QueryState = "answered"  // a supplement came that it was asked in
	QueryOvertaken QueryState = "overtaken" // another version came instead
)

// Query is something that is asked about a response that was handed in.
type Query struct {
	ResponseID string
	Digest     string // of the version asked about
	Question   string // name of the question
	Text       string
	By         string
	At         time.Time
	State      QueryState
}

// Ask collects a question about a version of a response; another text about the
// same question replaces the one before.
func (f *File) Ask(q Query) error {
	if f.kind != Central {
		return fault(CodeNotCentral, f.path)
	}
	return f.write(func() error {
		return f.link.exec("INSERT OR REPLACE INTO query VALUES (?, ?, ?, ?, ?, ?)", q.ResponseID, q.Digest, q.Question, survey.Clean(q.Text),
			survey.CleanLine(q.By), stamp(q.At))
	})
}

// Unask takes back what is asked about a question. Where nothing is, it gives
// CodeNoQuery.
func (f *File) Unask(id, digest, question string) error {
	return f.write(func() error {
		r, err := f.link.one("DELETE FROM query WHERE response_id = ? AND digest = ? AND question = ? RETURNING 1", id, digest, question)
		if err == nil && r == nil {
			err = fault(CodeNoQuery, f.path, question)
		}
		return err
	})
}

// Queries lists all that was ever asked and not taken back, by response, version
// and question.
func (f *File) Queries() ([]Query, error) {
	var all []Query
	for r, err := range f.link.rows("SELECT response_id, digest, question, text, author, at FROM query ORDER BY response_id, digest, question") {
		if err != nil {
			return nil, explain(f.path, err)
		}
		at, err := time.Parse(time.RFC3339, r.text(5))
		if err != nil {
			return nil, fault(CodeDamaged, f.path)
		}
		all = append(all, Query{r.text(0), r.text(1), r.text(2), r.text(3), r.text(4), at, QueryOpen})
	}
	if len(all) == 0 {
		return nil, nil
	}
	return all, explain(f.path, f.queryStates(all))
}

// queryStates tells of each query whether a supplement answers it, merged or
// waiting, and whether the version that it is about is still the one that counts.
func (f *File) queryStates(all []Query) error {
	answered, held := map[[2]string][]string{}, map[[2]string]bool{}
	for r, err := range f.link.rows(headerQuery) {
		if err != nil {
			return err
		}
		h := heldOf(r)
		held[[2]string{h.Response.ID, h.Response.Digest}] = h.held
		if asked := h.Response.FollowUp; asked != nil {
			key := [2]string{h.Response.ID, asked.Base}
			answered[key] = append(answered[key], asked.Questions...)
		}
	}
	for i, q := range all {
		switch key := [2]string{q.ResponseID, q.Digest}; {
		case slices.Contains(answered[key], q.Question):
			all[i].State = QueryAnswered
		case !held[key]:
			all[i].State = QueryOvertaken
		}
	}
	return nil
}

// Versions are the headers of all versions of responses that a central file
// has seen, held or not, by id and digest.
func (f *File) Versions() (map[[2]string]*survey.Response, error) {
	all := map[[2]string]*survey.Response{}
	for r, err := range f.link.rows(headerQuery) {
		if err != nil {
			return nil, explain(f.path, err)
		}
		h := heldOf(r)
		all[[2]string{h.Response.ID, h.Response.Digest}] = h.Response
	}
	return all, nil
}
