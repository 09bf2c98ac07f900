package tui

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// ChooseByLine is Choose line by line: whole sentences, no escape sequence, and
// nothing but In and Out. The end of the input quits.
//
// It says what there is with numbers, then reads a line: a number goes on with
// that response, a letter and a number do something else with it, a letter alone
// something with the whole; a blank line goes on with the only response that is
// begun. What an action wants to know is asked on lines of its own; a line of a
// single dot breaks off.
func ChooseByLine(ctx context.Context, s Start, in *bufio.Reader) (Request, error) {
	c := &startTalk{start: &s, ctx: ctx, in: in, out: s.Out}
	c.report(s.Report)
	c.list()
	for {
		request, done, err := c.line()
		if done || err != nil {
			return request, err
		}
	}
}

type startTalk struct {
	start *Start
	ctx   context.Context
	in    *bufio.Reader
	out   io.Writer
	err   error // the first error of writing
}

func (c *startTalk) print(lines ...string) {
	for _, l := range lines {
		if l != "" && c.err == nil {
			_, c.err = fmt.Fprintln(c.out, l)
		}
	}
}

// report says what the last action came to.
func (c *startTalk) report(r Report) {
	if r.Title != "" {
		c.print(line(r.Title))
	}
	c.print(paragraph(r.Text), r.Line)
}

// list says what there is.
func (c *startTalk) list() {
	s := c.start
	c.print(s.say("lines_title", line(s.Folder)))
	for _, note := range s.Notes {
		c.print(line(note))
	}
	if len(s.Entries) == 0 {
		c.print(s.say("nothing_here"))
	}
	file := ""
	for i, e := range s.Entries {
		if e.File != file {
			file = e.File
			c.print(line(file))
		}
		c.print(s.say("lines_entry", i+1, line(e.Title), s.standing(e)), line(e.Detail))
	}
	c.print(s.say("lines_help"))
}

// line reads one line and carries it out. Done is reported with the request.
func (c *startTalk) line() (Request, bool, error) {
	c.print(c.start.say("lines_prompt"))
	text, err := c.read()
	if err != nil {
		return c.leave(err)
	}
	action, entry, refusal := c.start.understand(text)
	if refusal != "" {
		c.print(refusal)
		return Request{}, false, c.err
	}
	if action == "" { // help
		c.help()
		return Request{}, false, c.err
	}
	return c.ask(Request{Action: action, Entry: entry, Set: -1})
}

// leave ends the conversation: at the end of the input, or because it was
// broken off.
func (c *startTalk) leave(err error) (Request, bool, error) {
	request := Request{Action: Quit, Entry: -1, Set: -1, Interrupted: c.ctx.Err() != nil}
	if errors.Is(err, errLeave) || c.ctx.Err() != nil {
		err = nil
	}
	return request, true, err
}

func (c *startTalk) read() (string, error) {
	if c.err != nil {
		return "", c.err
	}
	return ReadLine(c.ctx, c.in)
}

// understand finds out what a line means.
func (s *Start) understand(text string) (a Action, entry int, refusal string) {
	fields := strings.Fields(strings.ToLower(text))
	if len(fields) == 0 {
		return s.goOn()
	}
	last, number := fields[len(fields)-1], 0
	if n, err := strconv.Atoi(last); err == nil {
		fields, number = fields[:len(fields)-1], n
		if n < 1 || n > len(s.Entries) {
			return "", 0, s.say("lines_no_entry", n, len(s.Entries))
		}
	}
	if len(fields) == 0 {
		return s.first(number - 1)
	}
	if len(fields) > 1 {
		return "", 0, s.say("lines_refused")
	}
	if fields[0] == "?" {
		return "", 0, ""
	}
	return s.lettered(fields[0], number)
}

// goOn is what a blank line means.
func (s *Start) goOn() (Action, int, string) {
	begun := -1
	for i, e := range s.Entries {
		if e.State == Begun {
			if begun >= 0 {
				return "", 0, s.say("lines_refused")
			}
			begun = i
		}
	}
	if begun < 0 {
		return "", 0, s.say("lines_refused")
	}
	return Continue, begun, ""
}

// first is what the number of an entry alone means.
func (s *Start) first(entry int) (Action, int, string) {
	e := s.Entries[entry]
	for _, a := range []Action{Continue, View, ShowAll} {
		if e.can(a) {
			return a, entry, ""
		}
	}
	return "", 0, s.say("lines_cannot", entry+1)
}

func (s *Start) lettered(letter string, number int) (Action, int, string) {
	for _, a := range overall() {
		if letter == s.letter(a) && number == 0 {
			return a, -1, ""
		}
	}
	for _, a := range actionsOnEntry() {
		if letter != s.letter(a) {
			continue
		}
		if number == 0 && len(s.Entries) == 1 {
			number = 1
		}
		switch {
		case number == 0:
			return "", 0, s.say("lines_which", letter)
		case !s.Entries[number-1].can(a):
			return "", 0, s.say("lines_cannot", number)
		}
		return a, number - 1, ""
	}
	return "", 0, s.say("lines_refused")
}

func (c *startTalk) help() {
	s := c.start
	for _, a := range actionsOnEntry() {
		c.print(s.say("lines_action_entry", s.letter(a), s.say("action_"+string(a))))
	}
	for _, a := range overall() {
		c.print(s.say("lines_action", s.letter(a), s.say("action_"+string(a))))
	}
	c.print(s.say("lines_help"))
}

// ask asks what a request wants to know, and gives it back once it is whole.
func (c *startTalk) ask(r Request) (Request, bool, error) {
	known := map[string]bool{}
	for {
		a := c.start.missing(&r, known)
		if a == nil || r.Action == "" {
			return r, r.Action != "", c.err
		}
		for refused := true; refused; {
			stop, refusal, err := c.take(a, &r)
			switch {
			case err != nil:
				return c.leave(err)
			case stop:
				c.print(c.start.say("lines_broken_off"))
				return r, false, c.err
			}
			if refused = refusal != ""; refused {
				c.print(speaking(c.start.Words, c.start.ASCII).t("fault", refusal))
			}
		}
	}
}

// take asks one thing and reads the answer.
func (c *startTalk) take(a *ask, r *Request) (stop bool, refusal string, err error) {
	c.print(a.text...)
	for i, option := range a.options {
		if i < len(a.notes) && a.notes[i] != "" {
			option = c.start.say("lines_option", option, a.notes[i])
		}
		c.print(speaking(c.start.Words, c.start.ASCII).t("lines_number", i+1, option))
	}
	switch {
	case a.options != nil:
		c.print(c.start.say("lines_number_prompt"))
	case a.preset != "":
		c.print(c.start.say("lines_preset", a.preset))
	default:
		c.print(c.start.say("lines_text_prompt"))
	}
	typed, err := c.read()
	if err != nil {
		return false, "", err
	}
	typed = strings.TrimSpace(typed)
	if typed == "." {
		return true, "", nil
	}
	if a.options == nil {
		if typed == "" {
			typed = a.preset
		}
		return false, a.take(r, 0, typed), nil
	}
	n, err := strconv.Atoi(typed)
	if err != nil || n < 1 || n > len(a.options) {
		return false, c.start.say("lines_choose", len(a.options)), nil
	}
	return false, a.take(r, n-1, ""), nil
}
