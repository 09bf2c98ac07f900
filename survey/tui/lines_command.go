package tui

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"bestand.example/itbestand/survey"
)

// parseCommand reads a line as a command: a dot, one letter or a question
// mark, and either nothing or a blank and the rest. Whatever else begins with a
// dot is an answer, like .NET.
func parseCommand(text string) (command rune, rest string, ok bool) {
	text = strings.TrimSpace(text)
	after, dot := strings.CutPrefix(text, ".")
	r, size := utf8.DecodeRuneInString(after)
	if !dot || size == 0 || r != '?' && !unicode.IsLetter(r) {
		return 0, "", false
	}
	rest = after[size:]
	if rest != "" && rest[0] != ' ' && rest[0] != '\t' {
		return 0, "", false
	}
	return unicode.ToLower(r), strings.TrimSpace(rest), true
}

// unescape takes one dot away from a line that would be a command, or the end
// of a text, without it: "..e" is the answer ".e", and ".." the line ".".
func unescape(text string) string {
	rest, ok := strings.CutPrefix(text, ".")
	if !ok {
		return text
	}
	if _, _, command := parseCommand(rest); command || strings.TrimSpace(rest) == "." {
		return rest
	}
	return text
}

// obey carries out a command at a question.
func (t *talk) obey(q *survey.Question, command rune, rest string) error {
	if done, err := t.consult(command, rest); done {
		return err
	}
	switch command {
	case '?':
		t.help(q)
	case 'e':
		return errLeave
	case 'z':
		return t.back()
	case 'k':
		return t.missingCode(q, rest)
	case 'g':
		return t.estimate(q, rest)
	case 'l':
		if err := t.save(t.s.Clear); err != nil {
			return err
		}
		t.print(t.t("lines_cleared"))
	case 'b':
		return t.comment(rest)
	case 's':
		t.search(q, rest)
	case 'v':
		return t.takeDefault(q)
	default:
		t.print(t.t("lines_unknown_command", string(command)))
	}
	return nil
}

// help explains the question and the commands.
func (t *talk) help(q *survey.Question) {
	t.print(t.about(q, t.s.Place(), t.manner(q, t.s.Place(), "lines_type_"))...)
	if q.Matrix != nil && q.Type.Choice() {
		t.sayChoices(q)
	}
	t.print(t.t("lines_help"), t.commentHelp(), t.l("lines_help"), t.t("lines_help_rest"))
}

// takeDefault answers with what the question proposes.
func (t *talk) takeDefault(q *survey.Question) error {
	if _, ok := t.proposed(t.s.Place()); !ok {
		t.print(t.t("lines_no_default"))
		return nil
	}
	return t.settle(func() ([]survey.Finding, error) { return t.s.Enter(q.Default) })
}

// missingCode answers with a missing code: the rest of the line, or the answer
// to a question of its own, as its number, name or label.
func (t *talk) missingCode(q *survey.Question, rest string) error {
	if len(q.Missing) == 0 {
		t.print(t.fault(survey.Finding{Question: q.Name, Code: survey.MissingRefused}))
		return nil
	}
	if rest == "" {
		for i, code := range q.Missing {
			t.print(t.t("lines_number", i+1, t.missing(code)))
		}
		t.print(t.t("lines_missing"))
		text, err := t.read()
		if rest = strings.TrimSpace(text); err != nil || rest == "" {
			return err
		}
	}
	code := rest
	for i, c := range q.Missing {
		if rest == strconv.Itoa(i+1) || survey.Fold(rest) == survey.Fold(t.missing(c)) {
			code = c
		}
	}
	return t.settle(func() ([]survey.Finding, error) { return t.s.SetMissing(code) })
}

// estimate takes a value and marks it as estimated, in one line; without a
// value it marks the answer that there is, or takes the mark away.
func (t *talk) estimate(q *survey.Question, rest string) error {
	if !q.Estimate {
		t.print(t.fault(survey.Finding{Question: q.Name, Code: survey.EstimateRefused}))
		return nil
	}
	if rest == "" {
		if t.s.Answer().Value.IsZero() {
			t.print(t.t("lines_estimate_value"))
			return nil
		}
		err := t.save(func() error { _, err := t.s.ToggleEstimate(); return err })
		if err == nil {
			t.print(t.t("lines_estimate_on"))
			if !t.s.Answer().Estimate {
				t.print(t.t("lines_estimate_off"))
			}
		}
		return err
	}
	refused := false
	err := t.settle(func() ([]survey.Finding, error) {
		found, err := markEstimate(t.s, rest, true)
		refused = err != nil || len(found) > 0
		return found, err
	})
	if err != nil || refused {
		return err
	}
	return t.settle(func() ([]survey.Finding, error) { return t.s.Enter(rest) })
}

// commentHelp explains the command for comments, where the set takes any.
func (t teller) commentHelp() string {
	if t.s.Set.Anonymous {
		return ""
	}
	return t.t("lines_help_comment")
}

// comment says, sets or with a single minus removes the comment.
func (t *talk) comment(rest string) error {
	if t.s.Set.Anonymous {
		t.print(t.fault(survey.Finding{Question: t.s.Question().Name, Code: survey.CommentRefused}))
		return nil
	}
	if rest == "" {
		said := t.t("lines_no_comment")
		if c := t.s.Answer().Comment; c != "" {
			said = t.t("mark_comment", line(c))
		}
		t.print(said)
		return nil
	}
	text, said := rest, t.t("lines_comment_saved")
	if rest == "-" {
		text, said = "", t.t("lines_no_comment")
	}
	if err := t.save(func() error { return t.s.Comment(text) }); err != nil {
		return err
	}
	t.print(said)
	return nil
}
