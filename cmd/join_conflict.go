package cmd

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"bestand.example/itbestand/store"
	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/i18n"
	"bestand.example/itbestand/survey/tui"
)

// pair is a response and a part of it, side by side, for putting into words
// what they differ in.
type pair struct {
	*app
	set     *survey.Questionnaire
	ours    *survey.Response
	in      *store.Incoming
	history []store.Event
	mine    *survey.Assessment // with what was joined, so that its rows have names
	theirs  *survey.Assessment
}

func (p *pair) assess(c survey.Change) {
	r := *p.ours
	r.Answers = r.Answers.Clone()
	p.set.Apply(r.Answers, c)
	p.mine, p.theirs = survey.Assess(p.set, &r), survey.Assess(p.set, p.in.Response)
}

// conflictLine is a conflict in words.
type conflictLine struct {
	Question string `json:"question"`
	Row      int    `json:"row,omitempty"` // its place in the survey file, 0 where it is gone there
	Aspect   string `json:"aspect"`
	Label    string `json:"label"`
	Base     string `json:"base,omitempty"`
	Mine     string `json:"mine"`
	MineBy   string `json:"mine_by,omitempty"`
	Theirs   string `json:"theirs"`
	TheirsBy string `json:"theirs_by,omitempty"`

	part  string
	known bool // the base is
}

// line puts a conflict into words.
func (p *pair) line(c survey.Conflict) conflictLine {
	l := conflictLine{Question: c.Place.Question, Aspect: string(c.Aspect), part: p.in.Name, known: c.BaseKnown}
	q := p.set.Question(c.Place.Question)
	switch {
	case c.Aspect == survey.AspectRow:
		p.rowLine(&l, q, c)
	case c.Aspect == survey.AspectList:
		l.Label = p.spot(p.mine, p.set, c.Place)
		l.Mine, l.Theirs = p.listText(p.ours.Answers, q, c.Mine), p.listText(p.in.Response.Answers, q, c.Theirs)
	default:
		l.Label = p.spot(p.mine, p.set, c.Place)
		if l.Mine, l.Theirs = p.answerText(c.Place, c.Mine), p.answerText(c.Place, c.Theirs); c.BaseKnown {
			l.Base = p.answerText(c.Place, c.Base)
		}
	}
	if roster := q.Roster; roster != nil {
		l.Row = p.mine.RowNumber(roster, c.Place.Row)
	}
	l.MineBy, l.TheirsBy = p.who(p.history, c.Place, c.Aspect, true), p.who(p.in.Events, c.Key, c.Aspect, false)
	return l
}

// rowLine says of a row that one side deleted what it says on the other.
func (p *pair) rowLine(l *conflictLine, roster *survey.Question, c survey.Conflict) {
	gone := p.words.T("join.row_deleted")
	l.known = false
	if c.MineGone {
		l.Label = p.rowSpot(p.theirs, roster, c.Key.Row)
		l.Mine, l.Theirs = gone, p.rowText(p.theirs, p.in.Response.Answers, roster, c.Key.Row)
		return
	}
	l.Label = p.rowSpot(p.mine, roster, c.Place.Row)
	l.Mine, l.Theirs, l.Row = p.rowText(p.mine, p.ours.Answers, roster, c.Place.Row), gone, p.mine.RowNumber(roster, c.Place.Row)
}

func (p *pair) rowSpot(ev *survey.Assessment, roster *survey.Question, row int) string {
	return p.spot(ev, p.set, survey.Key{Question: roster.Name}) + ", " + survey.CleanLine(p.rowName(ev, roster, row))
}

func (p *pair) rowText(ev *survey.Assessment, answers *survey.Answers, roster *survey.Question, row int) string {
	var cells []string
	for _, column := range roster.Questions {
		k := survey.Key{Question: column.Name, Row: row}
		if a := answers.Get(k); !a.IsZero() {
			cells = append(cells, withValue(survey.CleanLine(ev.Label(k, p.words.Lang())), p.textOf(ev, k, a)))
		}
	}
	if len(cells) == 0 {
		return p.words.T("join.nothing")
	}
	return strings.Join(cells, "; ")
}

func (p *pair) listText(answers *survey.Answers, q *survey.Question, own survey.Answer) string {
	if n := len(answers.Rows(q.Name)); n > 0 {
		return p.words.T("join.entries", n)
	}
	return p.answerText(survey.Key{Question: q.Name}, own)
}

func (p *pair) answerText(k survey.Key, a survey.Answer) string { return p.textOf(p.mine, k, a) }

// textOf is an answer with its marks on one line.
func (p *pair) textOf(ev *survey.Assessment, k survey.Key, a survey.Answer) string {
	var said []string
	add := func(key, text string) {
		if text != "" {
			said = append(said, p.words.T(key, text))
		}
	}
	if !a.Value.IsZero() {
		said = append(said, ev.Show(k, a.Value, p.words.Lang()))
	}
	if a.Missing != "" {
		said = append(said, p.words.T("join.missing", p.set.MissingLabel(a.Missing).In(p.words.Lang())))
	}
	if a.Estimate {
		said = append(said, p.words.T("join.estimate"))
	}
	add("join.comment", a.Comment)
	add("join.reason", a.Reason)
	add("join.acknowledged", a.Acknowledged)
	add("join.draft", a.Draft)
	if len(said) == 0 {
		return p.words.T("join.nothing")
	}
	return survey.CleanLine(strings.Join(said, "; "))
}

// who says who changed a place last, and when. What came with this part does
// not count for the response.
func (p *pair) who(events []store.Event, k survey.Key, aspect survey.Aspect, ours bool) string {
	roster := p.set.Question(k.Question)
	about := func(e store.Event) bool {
		q := p.set.Question(e.Key.Question)
		switch {
		case aspect == survey.AspectList:
			return q != nil && (q == roster || q.Roster == roster)
		case aspect == survey.AspectRow:
			return q != nil && (q == roster || q.Roster == roster) && e.Key.Row == k.Row
		}
		return e.Key == k && e.What == "answered"
	}
	for _, e := range slices.Backward(events) {
		if about(e) && !(ours && p.in.Brought(e)) {
			return p.words.T("join.who", survey.CleanLine(e.Who.Name), survey.CleanLine(e.Who.Computer), e.At.Local().Format("02.01.2006 15:04"))
		}
	}
	return ""
}

// text shows both sides one below the other.
func (l conflictLine) text(words *i18n.Catalogue) string {
	var b strings.Builder
	say := func(key, what, by string) {
		fmt.Fprintf(&b, "  %s\n", strings.TrimSpace(words.T("join."+key, what)+" "+by))
	}
	fmt.Fprintln(&b, l.Label)
	if l.known && l.Base != "" {
		say("before", l.Base, "")
	}
	say("mine", l.Mine, l.MineBy)
	say("theirs", l.Theirs, l.TheirsBy)
	return b.String()
}

// ask shows a conflict to a person and reads who is right. The end of the input
// leaves it open; whoever breaks off has decided nothing of this part.
func (j *joinRun) ask(ctx context.Context, p *pair, c survey.Conflict) (survey.Side, error) {
	fmt.Fprint(j.err, "\n"+p.line(c).text(j.words))
	for {
		fmt.Fprint(j.err, j.words.T("join.ask"))
		text, err := tui.ReadLine(ctx, j.answers)
		if ctx.Err() != nil {
			fmt.Fprintln(j.err)
			return survey.NeitherYet, ctx.Err()
		}
		switch strings.TrimSpace(text) {
		case "1":
			return survey.Mine, nil
		case "2":
			return survey.Theirs, nil
		case "3":
			return survey.NeitherYet, nil
		}
		if err != nil {
			return survey.NeitherYet, nil
		}
		fmt.Fprintln(j.err, j.words.T("join.ask_again"))
	}
}
