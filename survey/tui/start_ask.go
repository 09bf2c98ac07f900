package tui

import (
	"strings"

	"bestand.example/itbestand/survey"
)

// ask is one thing that an action wants to know before it can begin. The screen
// and the line mode ask the same things.
type ask struct {
	text    []string // paragraphs
	options []string // to choose one of; nil: a line is typed
	notes   []string // what is said beside each option
	preset  string   // what the line holds at first
	take    func(r *Request, choice int, typed string) (refusal string)
}

// missing is the next thing that a request wants to know; nil when it is
// whole. Known tells what was asked already.
func (s *Start) missing(r *Request, known map[string]bool) *ask {
	for _, step := range s.steps(r) {
		if !known[step.name] {
			known[step.name] = true
			return step.ask
		}
	}
	return nil
}

type step struct {
	name string
	ask  *ask
}

// steps are the things that a request wants to know, in their order, as far as
// what is known so far tells.
func (s *Start) steps(r *Request) []step {
	switch r.Action {
	case New:
		return s.stepsOfNew(r)
	case PrintSet:
		return []step{{"set", s.askSet("print_which")}}
	case HandInNow:
		return s.stepsOfHandIn(r)
	case Reopen:
		return []step{{"sure", s.askReopen(s.Entries[r.Entry])}}
	case ImportList:
		return []step{{"list", s.askList(s.Entries[r.Entry])}}
	}
	return nil
}

func (s *Start) stepsOfNew(r *Request) []step {
	steps := []step{{"set", s.askSet("new_which")}}
	if r.Set < 0 {
		return steps
	}
	switch s.Sets[r.Set].Unit {
	case Wanted:
		steps = append(steps, step{"unit", s.askUnit("ask_unit", false)})
	case Optional:
		steps = append(steps, step{"unit", s.askUnit("ask_unit_veiled", false)})
	}
	return append(steps, step{"name", s.askName(s.Sets[r.Set])})
}

func (s *Start) stepsOfHandIn(r *Request) []step {
	var steps []step
	e := s.Entries[r.Entry]
	if e.Open > 0 {
		steps = append(steps, step{"incomplete", s.askIncomplete(e)})
	}
	if e.UnitAsked {
		steps = append(steps, step{"unit", s.askUnit("ask_unit_now", true)})
	}
	if e.ReleaseAsked {
		steps = append(steps, step{"release", s.askRelease()})
	}
	return steps
}

func (s *Start) askSet(key string) *ask {
	a := &ask{text: []string{s.say(key)}}
	for _, set := range s.Sets {
		a.options, a.notes = append(a.options, line(set.Title)), append(a.notes, line(set.Note))
	}
	a.take = func(r *Request, choice int, _ string) string {
		r.Set = choice
		return ""
	}
	return a
}

func (s *Start) askUnit(key string, needed bool) *ask {
	return &ask{text: []string{s.say(key)}, take: func(r *Request, _ int, typed string) string {
		typed = strings.ReplaceAll(strings.TrimSpace(typed), " ", "")
		switch {
		case typed == "" && needed:
			return s.say("refuse_unit_empty")
		case typed != "" && !survey.ValidUnitKey(typed):
			return s.say("refuse_unit")
		}
		r.Unit = typed
		return ""
	}}
}

func (s *Start) askName(offer SetOffer) *ask {
	return &ask{text: []string{s.say("ask_name")}, preset: offer.Name, take: func(r *Request, _ int, typed string) string {
		name, refusal := s.FileName(typed)
		r.Name = name
		return refusal
	}}
}

func (s *Start) askRelease() *ask {
	return &ask{text: []string{s.say("ask_release")}, take: func(r *Request, _ int, typed string) string {
		if len([]rune(typed)) > survey.MaxRelease {
			return s.say("refuse_release", survey.MaxRelease)
		}
		r.Release, r.Released = strings.TrimSpace(typed), true
		return ""
	}}
}

// askList asks into which list of the response the rows are to go; the file is
// asked for there.
func (s *Start) askList(e Entry) *ask {
	a := &ask{text: []string{s.say("ask_list")}, take: func(r *Request, choice int, _ string) string {
		r.List = choice
		return ""
	}}
	for _, list := range e.Lists {
		a.options = append(a.options, line(list))
	}
	return a
}

// askIncomplete asks what to do about a response that lacks something. The
// first answer is the harmless one.
func (s *Start) askIncomplete(e Entry) *ask {
	return &ask{
		text:    []string{s.count("incomplete", e.Open)},
		options: []string{s.say("incomplete_check"), s.say("incomplete_continue"), s.say("incomplete_submit")},
		take: func(r *Request, choice int, _ string) string {
			switch choice {
			case 0:
				r.Action = Check
			case 1:
				r.Action = Continue
			default:
				r.Incomplete = true
			}
			return ""
		},
	}
}

func (s *Start) askReopen(e Entry) *ask {
	return &ask{
		text:    []string{s.say("reopen_means", e.NextRevision)},
		options: []string{s.say("reopen_no"), s.say("reopen_yes")},
		take: func(r *Request, choice int, _ string) string {
			if choice == 0 {
				r.Action = ""
			}
			return ""
		},
	}
}

// say says what the catalogue's area "start" holds.
func (s *Start) say(key string, args ...any) string { return s.Words.T("start."+key, args...) }

// count says a sentence about a number; it has a form of its own for one.
func (s *Start) count(key string, n int) string {
	if n == 1 {
		return s.say(key + "_one")
	}
	return s.say(key, n)
}
