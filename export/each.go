package export

import (
	"errors"
	"runtime"

	"bestand.example/itbestand/survey"
)

// assessed is a response that was read, with what follows from it: known once
// done is closed.
type assessed struct {
	Response
	one      *setScan
	ev       *survey.Assessment
	findings []survey.Finding

	done     chan struct{}
	panicked any
}

func (r *assessed) assess() {
	defer close(r.done)
	defer func() { r.panicked = recover() }()
	r.ev = survey.AssessAlone(r.one.set, r.Response.Response)
	r.findings = r.ev.Findings()
}

// errEnough ends the reading where the responses are not wanted any more.
var errEnough = errors.New("enough")

// each goes through the responses in their order and keeps the caller's own
// error apart. While one is taken in, the next ones are read and assessed.
func (w *workbook) each(s *scan, take func(*assessed) error) error {
	// As many wait as can be assessed at once, and one more is being read.
	next, enough, end := make(chan *assessed, runtime.GOMAXPROCS(0)), make(chan struct{}), make(chan reading, 1)
	go func() {
		defer close(next)
		end <- w.readAhead(s, next, enough)
	}()
	var ours error
	var panicked any
	for r := range next {
		<-r.done
		if ours != nil || panicked != nil {
			continue
		}
		if panicked = r.panicked; panicked == nil {
			ours = take(r)
		}
		if ours != nil || panicked != nil {
			close(enough)
		}
	}
	last := <-end
	switch {
	case panicked != nil:
		panic(panicked)
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
		a := &assessed{Response: r, one: one, done: make(chan struct{})}
		select {
		case next <- a:
			go a.assess() // few at a time: next is full otherwise
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
