package parser

import (
	"slices"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"bestand.example/itbestand/survey"
)

// place says which answers a text can pipe in.
type place struct {
	before int              // the place of the question; those in front of it are given
	own    *survey.Question // the question that the text belongs to; nil for a section
	roster *survey.Question // the roster whose own row is given, or nil
	self   bool             // the question's own answer is given too
	row    bool             // the text names a row of the roster own
}

// pipe is one ${name} of a text.
type pipe struct {
	text   written
	offset int // characters in the text
	name   string
	where  *place
}

// pipesOf collects the ${name} of a text, to be checked once all names are
// known. Where no answers are given, each is refused at once.
func (r *reader) pipesOf(n *yaml.Node, where *place) {
	if !strings.Contains(n.Value, "${") {
		return
	}
	at := func(bytes int) int { return utf8.RuneCountInString(n.Value[:bytes]) }
	end := 0
	for _, p := range survey.German(n.Value).Piped() {
		end = p.Offset + len("${}") + len(p.Name)
		r.pipes = append(r.pipes, pipe{r.written(n), at(p.Offset), p.Name, where})
	}
	if open := strings.Index(n.Value[end:], "${"); open >= 0 {
		r.report(r.src.locate(n, at(end+open)), "parser.pipe_open")
	}
}

// checkPipes checks every ${name} against the names of the set.
func (r *setReader) checkPipes() {
	for _, p := range r.pipes {
		if code, args := r.pipeFault(p); code != "" {
			r.report(p.text.locate(p.offset), "parser."+code, args...)
		}
	}
}

// pipeFault says what is wrong with a pipe, or "".
func (r *setReader) pipeFault(p pipe) (code string, args []string) {
	q := r.names[p.name]
	switch {
	case p.where == nil:
		return "pipe_here", nil
	case p.name == survey.StichtagName, r.doubt.names && q == nil, r.doubt.types[p.name]:
		return "", nil
	case q == nil:
		return "pipe_unknown", []string{p.name, survey.Nearest(p.name, r.pipeable(p.where))}
	case !valued(q.question):
		return "pipe_no_value", []string{p.name}
	case p.where.gives(q):
		return "", nil
	case q.roster != nil && q.roster != p.where.roster:
		return "pipe_column", []string{p.name, q.roster.Name}
	}
	return "pipe_later", []string{p.name}
}

// valued reports whether there is something to pipe in: a note has no answer,
// and a roster has many.
func valued(q *survey.Question) bool {
	return q.Type != survey.TypeNote && q.Type != survey.TypeRepeat && q.Type != survey.TypeMatrix
}

// gives reports whether an answer is given at the place.
func (w *place) gives(q *declared) bool {
	switch {
	case q.roster != nil && w.row:
		return q.roster == w.own
	case q.roster != nil && q.roster != w.roster:
		return false
	}
	return q.order < w.before || w.self && q.question == w.own
}

// pipeable lists the names that a text could mean.
func (r *setReader) pipeable(w *place) []string {
	var names []string
	for name, q := range r.names {
		if w.gives(q) && valued(q.question) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}
