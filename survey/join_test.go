package survey

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// joinSet has what joins differently: questions, lists, choices among the rows
// of a list, and a list that has its rows from the beginning.
func joinSet(t testing.TB) *Questionnaire {
	t.Helper()
	list := &ChoiceList{Name: "arten", Choices: []Choice{{Name: "x", Label: German("X")}, {Name: "y", Label: German("Y")}}}
	set := &Questionnaire{ID: "j", Short: "J", Version: "1.0.0", Digest: "d", Sections: []*Section{
		{Name: "a", Questions: []*Question{{Name: "a1", Type: TypeText}, {Name: "a2", Type: TypeText}}},
		{Name: "b", Questions: []*Question{
			{Name: "r", Type: TypeRepeat, Missing: []string{"spaeter"}, Questions: []*Question{{Name: "r_x", Type: TypeText}, {Name: "r_y", Type: TypeText}}},
			{Name: "pick", Type: TypeSelectMultiple, ChoicesFrom: "r"},
		}},
		{Name: "c", Questions: []*Question{
			{Name: "p", Type: TypeRepeat, Prefill: &Prefill{Column: "p_k"}, Questions: []*Question{
				{Name: "p_k", Type: TypeSelectOne, List: list}, {Name: "p_x", Type: TypeText},
			}},
		}},
	}}
	if issues := set.Compile(); len(issues) > 0 {
		t.Fatalf("%s: %v", issues[0].Code, issues[0].Args)
	}
	return set
}

type touch struct {
	key    Key
	aspect Aspect
}

// joinDesk is a person with answers: of the whole response, or of a part.
type joinDesk struct {
	answers  *Answers
	share    *Share // nil: the response
	seen     Seen
	dirty    bool           // changed since it was joined with nothing left open
	touched  map[touch]bool // here, since then
	opposite map[touch]bool // of a part: in the response, and not known to the part
}

// joinWorld is a response and its parts, and a book of what became of each
// value that anybody wrote. No two values are the same.
type joinWorld struct {
	t          *rapid.T
	set        *Questionnaire
	main       *joinDesk
	parts      []*joinDesk
	written    int
	superseded map[string]bool // overwritten by who saw it, or decided against
}

func newJoinWorld(t *rapid.T, set *Questionnaire) *joinWorld {
	return &joinWorld{t: t, set: set, superseded: map[string]bool{}, main: &joinDesk{answers: NewAnswers(), touched: map[touch]bool{}}}
}

func (w *joinWorld) fresh() string { w.written++; return fmt.Sprintf("v%d;", w.written) }

// values are what answers say, in some keys or in all.
func values(a *Answers, which func(Key) bool) map[string]bool {
	found := map[string]bool{}
	for _, k := range a.Keys() {
		if which != nil && !which(k) {
			continue
		}
		for _, text := range []string{a.Get(k).Value.Text, a.Get(k).Comment} {
			if strings.HasPrefix(text, "v") {
				found[text] = true
			}
		}
	}
	return found
}

// change carries an edit out, and notes what it overwrites and touches.
func (w *joinWorld) change(d *joinDesk, c Change) {
	before := d.answers.Clone()
	w.set.Apply(d.answers, c)
	after := values(d.answers, nil)
	for v := range values(before, nil) {
		if !after[v] {
			w.superseded[v] = true
		}
	}
	d.dirty = true
	w.touch(d, before)
}

func (w *joinWorld) touch(d *joinDesk, before *Answers) {
	for _, k := range append(before.Keys(), d.answers.Keys()...) {
		for _, aspect := range []Aspect{AspectAnswer, AspectComment} {
			if aspect.of(before.Get(k)) != aspect.of(d.answers.Get(k)) {
				d.touched[touch{k, aspect}] = true
				for _, part := range w.parts {
					if d == w.main {
						part.opposite[touch{k, aspect}] = true
					}
				}
			}
		}
	}
}

func (w *joinWorld) holds(d *joinDesk, name string) bool {
	return d.share.Holds(w.set.Question(name))
}

// edit is one change that a person makes.
func (w *joinWorld) edit(d *joinDesk) {
	var names []string
	for _, name := range []string{"a1", "a2", "r", "r_x", "r_y", "pick", "p", "p_x"} {
		if w.holds(d, name) {
			names = append(names, name)
		}
	}
	q := w.set.Question(rapid.SampledFrom(names).Draw(w.t, "question"))
	switch {
	case q.Type == TypeRepeat && q.Prefill != nil && d.answers.NextRow(q.Name) == 1:
		w.change(d, Change{
			AddRow:  []Row{{q.Name, 1}, {q.Name, 2}},
			Answers: []AnswerChange{{Key{"p_k", 1}, Answer{Value: Value{KindCode, "x"}}}, {Key{"p_k", 2}, Answer{Value: Value{KindCode, "y"}}}},
		})
	case q.Type == TypeRepeat:
		w.editRoster(d, q)
	case q.Name == "pick":
		rows := d.answers.Rows("r")
		if len(rows) > 0 {
			w.change(d, Change{Answers: []AnswerChange{{Key{Question: "pick"}, Answer{Value: Value{KindCodes, itoa(rapid.SampledFrom(rows).Draw(w.t, "row"))}}}}})
		}
	default:
		w.editCell(d, q)
	}
}

func (w *joinWorld) editCell(d *joinDesk, q *Question) {
	k := Key{Question: q.Name}
	if q.Roster != nil {
		rows := d.answers.Rows(q.Roster.Name)
		if len(rows) == 0 {
			return
		}
		k.Row = rapid.SampledFrom(rows).Draw(w.t, "row")
	}
	a := d.answers.Get(k)
	switch rapid.IntRange(0, 5).Draw(w.t, "edit") {
	case 0:
		a = Answer{Comment: a.Comment}
	case 1:
		a.Comment = w.fresh()
	default:
		a = Answer{Comment: a.Comment, Value: TextValue(w.fresh())}
	}
	w.change(d, Change{Answers: []AnswerChange{{k, a}}})
}

func (w *joinWorld) editRoster(d *joinDesk, q *Question) {
	own, rows := Key{Question: q.Name}, d.answers.Rows(q.Name)
	switch kind := rapid.IntRange(0, 3).Draw(w.t, "rows"); {
	case kind == 0 && len(rows) > 0:
		w.change(d, Change{DropRow: []Row{{q.Name, rapid.SampledFrom(rows).Draw(w.t, "row")}}})
	case kind == 1 && len(rows) == 0:
		w.change(d, Change{Answers: []AnswerChange{{own, Answer{Value: NoRows}}}})
	default:
		id := d.answers.NextRow(q.Name)
		c := Change{AddRow: []Row{{q.Name, id}}, Answers: []AnswerChange{{own, Answer{}}}}
		for _, column := range q.Questions {
			if column.Type == TypeText && rapid.Bool().Draw(w.t, "fill") {
				c.Answers = append(c.Answers, AnswerChange{Key{column.Name, id}, Answer{Value: TextValue(w.fresh())}})
			}
		}
		w.change(d, c)
	}
}

func (w *joinWorld) split(sections []string) *joinDesk {
	ev := Assess(w.set, &Response{ID: "r", Answers: w.main.answers})
	part := ev.Split(fmt.Sprint(len(w.parts)), sections)
	d := &joinDesk{
		answers: part.Answers, share: part.Share, touched: map[touch]bool{}, opposite: map[touch]bool{},
		seen: Seen{Rows: map[Row]int{}, Marks: map[Mark]string{}},
	}
	w.parts = append(w.parts, d)
	return d
}

// join brings a part back, and checks that nothing is lost.
func (w *joinWorld) join(d *joinDesk, decide func(Conflict) Side) Joined {
	before, beforeValues := w.main.answers.Clone(), values(w.main.answers, nil)
	in := Joining{Set: w.set, Part: d.share, Theirs: d.answers, Ours: w.main.answers, Seen: d.seen, Decide: func(c Conflict) Side {
		w.justified(d, c)
		side := NeitherYet
		if decide != nil {
			side = decide(c)
		}
		switch side {
		case Mine:
			w.decidedAgainst(d.answers, c, c.Key)
		case Theirs:
			w.decidedAgainst(before, c, c.Place)
		}
		return side
	}}
	joined := JoinPart(in)
	w.set.Apply(w.main.answers, joined.Change)
	d.seen = d.seen.and(joined.Seen)
	if !d.dirty && len(joined.Conflicts)+sizeOf(joined.Change) > 0 {
		w.t.Fatalf("a part that nobody touched since it was joined changes %+v", joined)
	}
	w.touch(w.main, before)
	after := values(w.main.answers, nil)
	for v := range beforeValues {
		if !after[v] && !w.superseded[v] {
			w.t.Fatalf("the response lost %s", v)
		}
	}
	for v := range values(d.answers, nil) {
		if !after[v] && !w.superseded[v] && !waiting(joined.Conflicts, w.set, d.answers, v) {
			w.t.Fatalf("of the part %s is lost; conflicts %+v", v, joined.Conflicts)
		}
	}
	w.consistent()
	if len(joined.Conflicts) == 0 {
		d.dirty, d.touched = false, map[touch]bool{}
		maps.DeleteFunc(d.opposite, func(x touch, _ bool) bool { // what the part knows again
			return x.key.Row == 0 && x.key.Question != "pick" && x.aspect.of(d.answers.Get(x.key)) == x.aspect.of(w.main.answers.Get(x.key))
		})
	}
	return joined
}

func sizeOf(c Change) int { return len(c.Answers) + len(c.AddRow) + len(c.DropRow) }

func (s Seen) and(more Seen) Seen {
	all := Joined{Seen: Seen{Rows: map[Row]int{}, Marks: map[Mark]string{}}}
	return all.and(Joined{Seen: s}).and(Joined{Seen: more}).Seen
}

// justified checks that both sides changed what is in conflict.
func (w *joinWorld) justified(d *joinDesk, c Conflict) {
	if c.Aspect != AspectAnswer && c.Aspect != AspectComment {
		return
	}
	q := w.set.Question(c.Key.Question)
	if _, joined := d.seen.Rows[Row{"r", c.Key.Row}]; q.Roster != nil && q.Roster.Name == "r" && !joined && !slices.Contains(d.share.Base.Rows("r"), c.Key.Row) {
		w.t.Fatalf("two rows that have nothing to do with each other are in conflict: %+v", c)
	}
	if !d.touched[touch{c.Key, c.Aspect}] || !d.opposite[touch{c.Place, c.Aspect}] {
		w.t.Fatalf("in conflict is %+v, which only one side changed", c)
	}
}

// concerns reports whether a conflict is about a key, by the numbers of one
// side.
func concerns(set *Questionnaire, c Conflict, at Key, k Key) bool {
	q := set.Question(k.Question)
	switch c.Aspect {
	case AspectRow:
		return q.Roster != nil && q.Roster.Name == at.Question && k.Row == at.Row
	case AspectList:
		return q.Roster != nil && q.Roster.Name == at.Question
	}
	return k == at
}

func (w *joinWorld) decidedAgainst(loser *Answers, c Conflict, at Key) {
	for _, k := range loser.Keys() {
		if !concerns(w.set, c, at, k) {
			continue
		}
		a := loser.Get(k)
		if c.Aspect != AspectComment {
			w.superseded[a.Value.Text] = true
		}
		if c.Aspect != AspectAnswer {
			w.superseded[a.Comment] = true
		}
	}
}

// waiting reports whether a value of the part stands in an open conflict.
func waiting(conflicts []Conflict, set *Questionnaire, theirs *Answers, v string) bool {
	return slices.ContainsFunc(conflicts, func(c Conflict) bool {
		return values(theirs, func(k Key) bool { return concerns(set, c, c.Key, k) })[v]
	})
}

// consistent checks what the engine takes for granted.
func (w *joinWorld) consistent() {
	for _, name := range []string{"r", "p"} {
		if len(w.main.answers.Rows(name)) > 0 && w.main.answers.Get(Key{Question: name}).Given() {
			w.t.Fatalf("%s has rows, and says that it has none", name)
		}
	}
	for _, k := range w.main.answers.Keys() {
		if q := w.set.Question(k.Question); q.Roster != nil && !slices.Contains(w.main.answers.Rows(q.Roster.Name), k.Row) {
			w.t.Fatalf("an answer of a row that is not there: %v", k)
		}
	}
}

// randomly decides by chance, on one thing once.
func randomly(t *rapid.T) func(Conflict) Side {
	decided := map[Mark]Side{}
	return func(c Conflict) Side {
		if _, before := decided[c.Mark]; !before {
			decided[c.Mark] = rapid.SampledFrom([]Side{NeitherYet, Mine, Theirs}).Draw(t, "decision")
		}
		return decided[c.Mark]
	}
}

// Two people, or more, work on a response and its parts in any order. Whatever
// one of them wrote is there in the end, unless whoever saw it overwrote it, or
// a person decided against it.
func TestJoiningLosesNothing(t *testing.T) {
	set := joinSet(t)
	rapid.Check(t, func(t *rapid.T) {
		w := newJoinWorld(t, set)
		for range rapid.IntRange(1, 40).Draw(t, "steps") {
			switch step := rapid.IntRange(0, 9).Draw(t, "step"); {
			case step < 4:
				w.edit(w.main)
			case step == 4 && len(w.parts) < 3:
				w.split(rapid.SampledFrom([][]string{{"a"}, {"b"}, {"c"}, {"a", "b"}, {"a", "b", "c"}}).Draw(t, "sections"))
			case len(w.parts) == 0:
			case step < 8:
				w.edit(rapid.SampledFrom(w.parts).Draw(t, "part"))
			default:
				w.join(rapid.SampledFrom(w.parts).Draw(t, "part"), randomly(t))
			}
		}
		for _, d := range w.parts {
			decide := randomly(t)
			w.join(d, decide)
			left := w.join(d, decide)
			if sizeOf(left.Change) > 0 {
				t.Fatalf("joined once more, the part changes %+v", left.Change)
			}
			w.join(d, func(Conflict) Side { return rapid.SampledFrom([]Side{Mine, Theirs}).Draw(t, "last") })
			if again := w.join(d, nil); len(again.Conflicts) > 0 || sizeOf(again.Change) > 0 {
				t.Fatalf("everything was decided, and there is more: %+v", again)
			}
		}
	})
}

// Parts of different sections come back in any order.
func TestJoiningDisjointPartsCommutes(t *testing.T) {
	set := joinSet(t)
	rapid.Check(t, func(t *rapid.T) {
		w := newJoinWorld(t, set)
		edit := func(d *joinDesk) {
			for range rapid.IntRange(0, 8).Draw(t, "edits") {
				w.edit(d)
			}
		}
		edit(w.main)
		w.split([]string{"a", "c"})
		w.split([]string{"b"})
		edit(w.parts[0])
		edit(w.parts[1])
		edit(w.main)
		join := func(order ...int) *Answers {
			main := w.main.answers.Clone()
			for _, i := range order {
				d := w.parts[i]
				joined := JoinPart(Joining{Set: set, Part: d.share, Theirs: d.answers, Ours: main, Seen: d.seen})
				set.Apply(main, joined.Change)
			}
			return main
		}
		if one, other := join(0, 1), join(1, 0); !reflect.DeepEqual(one.cells, other.cells) || !reflect.DeepEqual(one.rows, other.rows) {
			t.Fatalf("%v %v\n%v %v", one.cells, one.rows, other.cells, other.rows)
		}
	})
}

// Rows that both sides added get numbers of their own, and what names a row
// goes with it.
func TestChoicesFollowRowsThatAreRenumbered(t *testing.T) {
	set := joinSet(t)
	part := Assess(set, &Response{Answers: NewAnswers()}).Split("p", []string{"b"})
	row := func(id int, text string) Change {
		return Change{AddRow: []Row{{"r", id}}, Answers: []AnswerChange{{Key{"r_x", id}, Answer{Value: TextValue(text)}}}}
	}
	ours := NewAnswers()
	set.Apply(ours, row(1, "ours"))
	set.Apply(part.Answers, row(1, "theirs"))
	set.Apply(part.Answers, row(2, "more"))
	pick := Key{Question: "pick"}
	set.Apply(part.Answers, Change{Answers: []AnswerChange{{pick, Answer{Value: Value{KindCodes, "1 2"}}}}})
	joined := JoinPart(Joining{Set: set, Part: part.Share, Theirs: part.Answers, Ours: ours})
	set.Apply(ours, joined.Change)
	if got := ours.Get(pick).Value.Text; got != "2 3" || len(joined.Conflicts) > 0 {
		t.Errorf("chosen are %q, conflicts %v", got, joined.Conflicts)
	}
	if rows := ours.Rows("r"); !slices.Equal(rows, []int{1, 2, 3}) || ours.Get(Key{"r_x", 3}).Value.Text != "more" {
		t.Errorf("rows %v", rows)
	}
}

// Where it is not decided whether a list has rows, what names them waits, too.
func TestAChoiceWaitsForItsRow(t *testing.T) {
	set := joinSet(t)
	part := Assess(set, &Response{Answers: NewAnswers()}).Split("p", []string{"b"})
	pick, ours := Key{Question: "pick"}, NewAnswers()
	ours.Set(Key{Question: "r"}, Answer{Value: NoRows})
	set.Apply(part.Answers, Change{AddRow: []Row{{"r", 1}}, Answers: []AnswerChange{
		{Key{"r_x", 1}, Answer{Value: TextValue("theirs")}}, {pick, Answer{Value: Value{KindCodes, "1"}, Comment: "dies"}},
	}})
	for side, want := range map[Side]struct {
		rows, conflicts int
		pick            Answer
	}{
		NeitherYet: {0, 1, Answer{}}, Mine: {0, 0, Answer{Comment: "dies"}}, Theirs: {1, 0, Answer{Value: Value{KindCodes, "1"}, Comment: "dies"}},
	} {
		after := ours.Clone()
		joined := JoinPart(Joining{Set: set, Part: part.Share, Theirs: part.Answers, Ours: after, Decide: func(Conflict) Side { return side }})
		set.Apply(after, joined.Change)
		if len(after.Rows("r")) != want.rows || len(joined.Conflicts) != want.conflicts || after.Get(pick) != want.pick {
			t.Errorf("decided %v: rows %v, conflicts %v, chosen %+v", side, after.Rows("r"), joined.Conflicts, after.Get(pick))
		}
	}
}

// A list that has its rows from the beginning has them on both sides: they are
// the same rows, for the same choices.
func TestRowsThatWereThereFromTheBeginningAreJoined(t *testing.T) {
	set := joinSet(t)
	part := Assess(set, &Response{Answers: NewAnswers()}).Split("p", []string{"c"})
	rows := func(x, y, text string) Change {
		return Change{AddRow: []Row{{"p", 1}, {"p", 2}}, Answers: []AnswerChange{
			{Key{"p_k", 1}, Answer{Value: Value{KindCode, x}}}, {Key{"p_k", 2}, Answer{Value: Value{KindCode, y}}}, {Key{"p_x", 2}, Answer{Value: TextValue(text)}},
		}}
	}
	ours := NewAnswers()
	set.Apply(ours, rows("x", "y", "of y"))
	set.Apply(part.Answers, rows("y", "x", "of x"))
	joined := JoinPart(Joining{Set: set, Part: part.Share, Theirs: part.Answers, Ours: ours})
	set.Apply(ours, joined.Change)
	if !slices.Equal(ours.Rows("p"), []int{1, 2}) || ours.Get(Key{"p_x", 1}).Value.Text != "of x" || ours.Get(Key{"p_x", 2}).Value.Text != "of y" {
		t.Errorf("rows %v, %v", ours.Rows("p"), ours.cells)
	}
}
