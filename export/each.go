package export

import (
	"errors"

	"bestand.example/itbestand/survey"
)

// assessed is a response that was read, with what follows from it.
type assessed struct {
	Response
	one *setScan
	ev  *survey.Assessment
}

// ahead is how many responses are read before they are needed.
const ahead = 4

// errEnough ends the reading where the responses are not wanted any more.
var errEnough = errors.New("enough")

// each goes through the responses and keeps the caller's own error apart. While
// one is written, the next ones are read and assessed.
func (w *workbook) each(s *scan, yield func(*Response, *setScan, *survey.Assessment) error) error {
	next, enough, end := make(chan *assessed, ahead), make(chan struct{}), make(chan reading, 1)
	go func() {
		defer close(next)
		end <- w.readAhead(s, next, enough)
	}()
	var ours error
	for r := range next {
		if ours == nil {
			if ours = yield(&r.Response, r.one, r.ev); ours != nil {
				close(enough)
			}
		}
	}
	last := <-end
	switch {
	case last.panicked != nil:
		panic(last.panicked)
	case ours != nil:
		return ours
	case last.ours != nil:
		return last.ours
	}
	w.callers = last.callers
	return last.callers
}

// reading is how reading ended.
type reading struct {
	ours     error // of the export itself
	callers  error
	panicked any
}

func (w *workbook) readAhead(s *scan, next chan<- *assessed, enough <-chan struct{}) (end reading) {
	defer func() { end.panicked = recover() }()
	err := w.book.Responses(func(r Response) error {
		one, err := s.find(&r)
		if err != nil {
			end.ours = err
			return err
		}
		select {
		case next <- &assessed{r, one, survey.Assess(one.set, r.Response)}:
			return nil
		case <-enough:
			end.ours = errEnough
			return errEnough
		}
	})
	if end.ours == nil {
		end.callers = err
	}
	return end
}
