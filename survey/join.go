package survey

import (
	"slices"
	"strconv"
)

// Aspect is what of a question two people can have changed without getting into
// each other's way.
type Aspect string

// The aspects of a conflict. A comment is nobody's answer, so it is joined by
// itself.
const (
	AspectAnswer  Aspect = "answer"  // the value or missing code, with its marks and reasons, or a draft
	AspectComment Aspect = "comment" // the comment
	AspectRow     Aspect = "row"     // one side deleted the row, the other changed it
	AspectList    Aspect = "list"    // one side has rows, the other says that there are none
)

// Mark names what can be joined for itself, by the numbers that rows have in
// the part.
type Mark struct {
	Key    Key
	Aspect Aspect
}

// Seen is what of a part was joined or decided before, so that joining it again
// asks and changes nothing twice. It holds no answers but their digests: a
// changed answer leaves no trace in a survey file.
type Seen struct {
	Rows  map[Row]int     // rows that the part added: their numbers in the response, 0 for those that were left out
	Marks map[Mark]string // digest of what the part said
}

// Side is who of two is right in a conflict.
type Side int

// The sides of a conflict.
const (
	NeitherYet Side = iota // nobody has decided; both stay as they are
	Mine                   // the response stays as it is
	Theirs                 // the part is right
)

// Conflict is what the response and a part of it changed differently.
type Conflict struct {
	Mark
	Place      Key    // of the response, where it is; a row that is gone there keeps its number
	Base       Answer // as it was when the part was handed on
	BaseKnown  bool   // false once the part was joined before
	Mine       Answer // of AspectRow and AspectList these three say nothing
	Theirs     Answer
	MineGone   bool // the row was deleted in the response; of AspectList: it says that there are none
	TheirsGone bool // the same of the part
}

// Joining is a response and a part of it that comes back.
type Joining struct {
	Set    *Questionnaire
	Part   *Share   // with the base
	Theirs *Answers // of the part as it comes back
	Ours   *Answers // of the response
	Seen   Seen
	Decide func(Conflict) Side // nil: nothing is decided
}

// Joined is what comes of joining a part.
type Joined struct {
	Change    Change     // to the response
	Conflicts []Conflict // that nobody has decided; nothing of them is in the change
	Decided   []Key      // places of the response that were in conflict and are decided
	Seen      Seen       // what is new in it, for the next time
}

// JoinPart brings a part back: a three-way merge. What one side changed since the
// part was handed on is taken, what both changed alike is left, and what they
// changed differently is decided by a person. It is pure, and the same part
// joined again changes nothing.
func JoinPart(in Joining) Joined {
	j := &joiner{Joining: in, rows: map[Row]int{}, held: map[string]bool{}}
	j.out.Seen = Seen{Rows: map[Row]int{}, Marks: map[Mark]string{}}
	rosters := j.rosters()
	for _, q := range rosters {
		j.match(q)
	}
	for _, q := range rosters {
		j.list(q)
	}
	for _, q := range in.Set.questions {
		if q.Roster == nil && q.Type != TypeRepeat && in.Part.Holds(q) {
			j.cell(Key{Question: q.Name}, Key{Question: q.Name})
		}
	}
	return j.out
}

// joiner joins one part.
type joiner struct {
	Joining
	rows map[Row]int     // rows of the part: their numbers in the response; 0: left out
	held map[string]bool // rosters of which it is not decided whether they have rows
	out  Joined
}

func (j *joiner) rosters() []*Question {
	var all []*Question
	for _, q := range j.Set.questions {
		if q.Type == TypeRepeat && j.Part.Holds(q) {
			all = append(all, q)
		}
	}
	return all
}

// of is what an answer says in one aspect.
func (a Aspect) of(answer Answer) Answer {
	if a == AspectComment {
		return Answer{Comment: answer.Comment}
	}
	answer.Comment = ""
	return answer
}

// put gives an answer what another one says in one aspect.
func (a Aspect) put(to, from Answer) Answer {
	if a == AspectComment {
		to.Comment = from.Comment
		return to
	}
	from.Comment = to.Comment
	return from
}

// cell joins what is known of one question.
func (j *joiner) cell(theirs, ours Key) {
	t, ready := j.translated(theirs)
	if !ready {
		return
	}
	o := j.Ours.Get(ours)
	merged := o
	for _, aspect := range []Aspect{AspectAnswer, AspectComment} {
		mark := Mark{theirs, aspect}
		switch {
		case j.known(mark, t):
			continue
		case aspect.of(t) == aspect.of(o):
		case j.known(mark, o):
			merged = aspect.put(merged, t)
		default:
			switch j.decide(j.conflict(mark, ours, o, t)) {
			case NeitherYet:
				continue
			case Theirs:
				merged = aspect.put(merged, t)
			}
		}
		j.settle(mark, t)
	}
	if merged != o {
		j.out.Change.Answers = append(j.out.Change.Answers, AnswerChange{ours, merged})
	}
}

func (j *joiner) conflict(mark Mark, place Key, mine, theirs Answer) Conflict {
	_, joined := j.Seen.Marks[mark]
	c := Conflict{Mark: mark, Place: place, BaseKnown: !joined, Mine: mark.Aspect.of(mine), Theirs: mark.Aspect.of(theirs)}
	if !joined {
		c.Base = mark.Aspect.of(j.Part.Base.Get(mark.Key))
	}
	return c
}

// decide asks who is right; what is not decided yet is left for the next time.
func (j *joiner) decide(c Conflict) Side {
	side := NeitherYet
	if j.Decide != nil {
		side = j.Decide(c)
	}
	if side == NeitherYet {
		j.out.Conflicts = append(j.out.Conflicts, c)
	} else {
		j.out.Decided = append(j.out.Decided, c.Place)
	}
	return side
}

// known reports whether an answer says in one aspect what both sides knew last:
// what was joined then, or the base.
func (j *joiner) known(mark Mark, a Answer) bool {
	if joined, ok := j.Seen.Marks[mark]; ok {
		return joined == j.digest(mark.Aspect.of(a))
	}
	return mark.Aspect.of(a) == mark.Aspect.of(j.Part.Base.Get(mark.Key))
}

// settle notes that what the part says was joined or decided.
func (j *joiner) settle(mark Mark, theirs Answer) {
	j.out.Seen.Marks[mark] = j.digest(mark.Aspect.of(theirs))
}

// joinTag opens the canonical text of an answer that was joined.
const joinTag = "itbestand-join-1"

func (j *joiner) digest(a Answer) string {
	c := newCanonical(joinTag)
	c.fields(j.Part.ID, strconv.Itoa(int(a.Value.Kind)), a.Value.Text, a.Missing, strconv.FormatBool(a.Estimate), a.Comment, a.Reason, a.Acknowledged, a.Draft)
	return c.sum()[:32]
}

// translated is what the part says at a key, with rows by their numbers in the
// response. It is not ready while it names rows of a list that waits for a
// decision.
func (j *joiner) translated(k Key) (a Answer, ready bool) {
	a = j.Theirs.Get(k)
	q := j.Set.Question(k.Question)
	if q.from == nil || !j.Part.Holds(q.from) {
		return a, true
	}
	codes, renumbered := []string{}, false
	for _, code := range a.Value.Codes() {
		row, known := j.rows[Row{q.from.Name, rowRef(code)}]
		switch {
		case !known && j.held[q.from.Name]:
			return a, false
		case !known: // a row that is gone on both sides
			codes = append(codes, code)
		case row == 0: // left out, and the choice with it
			renumbered = true
		default:
			codes, renumbered = append(codes, itoa(row)), renumbered || itoa(row) != code
		}
	}
	if renumbered {
		a.Value = j.rowsValue(q, a.Value, codes)
	}
	return a, true
}

// rowsValue is the value with other codes, in the order that the rows will have.
func (j *joiner) rowsValue(q *Question, v Value, codes []string) Value {
	if len(codes) == 0 {
		return Value{}
	}
	if v.Kind == KindCodes {
		rows := j.Ours.Rows(q.from.Name)
		place := func(code string) int {
			if i := slices.Index(rows, rowRef(code)); i >= 0 {
				return i
			}
			return len(rows) + rowRef(code)
		}
		slices.SortStableFunc(codes, func(a, b string) int { return place(a) - place(b) })
	}
	return Value{v.Kind, joinCodes(codes)}.WithOther(v.Other())
}
