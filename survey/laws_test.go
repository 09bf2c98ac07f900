package survey

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// The laws of the engine, on random sets and random answers.

var lawList = &ChoiceList{Name: "wahl", Choices: []Choice{
	{Name: "eins", Label: German("Eins"), Score: rat(1)}, {Name: "zwei", Label: German("Zwei"), Score: rat(2)},
	{Name: "keins", Label: German("Keins"), Score: rat(0), Exclusive: true},
}}

// condition draws an expression over earlier questions that gives true or
// false; all of them are valid.
func condition(t *rapid.T, earlier []*Question, depth int) string {
	if depth > 0 && rapid.Bool().Draw(t, "nest") {
		x, y := condition(t, earlier, depth-1), condition(t, earlier, depth-1)
		return fmt.Sprintf(rapid.SampledFrom([]string{"(%s and %s)", "(%s or %s)", "(not (%s) and %s)", "(%s ? %s : 1 > 2)"}).Draw(t, "op"), x, y)
	}
	if len(earlier) == 0 {
		return rapid.SampledFrom([]string{"1 > 2", "1 < 2", `einheit.einwohner > 10`}).Draw(t, "constant")
	}
	q := rapid.SampledFrom(earlier).Draw(t, "reads")
	forms := map[Type][]string{
		TypeInteger:        {"%s > 3", "%s / %[1]s == 1", "answered(%s)", `missing(%s) == "unbekannt"`, "if_asked(%s, 5) == 5"},
		TypeText:           {`%s == "a"`, `%s contains "b"`, "answered(%s)"},
		TypeYesNo:          {`%s == "ja"`, `%s != "ja"`, "relevant(%s)"},
		TypeSelectOne:      {`%s in ["eins", "zwei"]`, `ordinal(%s) >= ordinal("zwei")`, "score(%s) > 0"},
		TypeSelectMultiple: {`selected(%s, "eins")`, "len(%s) > 1"},
		TypeRank:           {`selected(%s, "eins")`, "answered(%s)"},
		TypeScale:          {`%s == "2"`, "score(%s) > 1", `ordinal(%s) < 3`},
		TypeEmail:          {`%s contains "@"`, "answered(%s)"},
		TypeRepeat:         {"len(%s) > 1", "any(%s, .%[1]s_n > 3)", "all(%s, answered(.%[1]s_n))", "sum(map(%s, .%[1]s_n)) > 4", "count(%s, .%[1]s_n < 5) == 1"},
	}
	return fmt.Sprintf(rapid.SampledFrom(forms[q.Type]).Draw(t, "form"), q.Name)
}

func randomSet(t *rapid.T) *Questionnaire {
	types := []Type{TypeInteger, TypeText, TypeYesNo, TypeSelectOne, TypeSelectMultiple, TypeRank, TypeScale, TypeEmail, TypeRepeat}
	section := &Section{Name: "s"}
	set := &Questionnaire{ID: "laws", Short: "L", Version: "1.0.0", Digest: "d", Sections: []*Section{section}}
	for i := range rapid.IntRange(1, 9).Draw(t, "questions") {
		q := &Question{Name: fmt.Sprintf("q%d", i), Type: rapid.SampledFrom(types).Draw(t, "type"), Missing: []string{"unbekannt"}}
		q.Required = rapid.SampledFrom([]Requirement{Optional, Soft, Required, Conditional}).Draw(t, "required")
		if q.Required == Conditional {
			q.RequiredIf = &Expression{Source: condition(t, section.Questions, 1)}
		}
		switch q.Type {
		case TypeSelectOne, TypeSelectMultiple, TypeRank:
			q.List = lawList
		case TypeScale:
			q.List, q.Reversed = NewScale("skala", 3, nil, nil), rapid.Bool().Draw(t, "reversed")
		}
		if q.Type == TypeRepeat {
			q.Questions = []*Question{
				{Name: q.Name + "_n", Type: TypeInteger, Required: Required, Missing: []string{"unbekannt"}},
				{Name: q.Name + "_o", Type: TypeYesNo, Relevant: &Expression{Source: condition(t, section.Questions, 1)}},
				{Name: q.Name + "_c", Type: TypeCalculate, Calculation: &Expression{Source: "2 * " + q.Name + "_n"}},
			}
		}
		if rapid.Bool().Draw(t, "conditional") {
			q.Relevant = &Expression{Source: condition(t, section.Questions, 2)}
		}
		if q.Type == TypeInteger && rapid.Bool().Draw(t, "constrained") {
			q.Constraint = &Expression{Source: q.Name + " < 8"}
		}
		section.Questions = append(section.Questions, q)
	}
	if issues := set.Compile(); len(issues) > 0 {
		t.Fatalf("%s: %s %v", issues[0].Expression.Source, issues[0].Code, issues[0].Args)
	}
	return set
}

// act does something random at the session's place.
func act(t *rapid.T, s *Session) {
	if s.AtEnd() {
		fatal(t, s.Back(""))
		return
	}
	q := s.Question()
	if q.Type == TypeRepeat {
		actOnRoster(t, s, q)
		return
	}
	entries := map[Type][]string{
		TypeInteger: {"0", "3", "7", "9", "12", "drei", ""}, TypeText: {"a", "b", "ab", ""}, TypeYesNo: {"ja", "nein", "vielleicht", ""},
		TypeSelectOne: {"eins", "Zwei", "keins", "drei", ""}, TypeSelectMultiple: {"eins", "eins,zwei", "keins", "keins,eins", ""},
		TypeRank: {"zwei,eins,keins", "eins", ""}, TypeScale: {"1", "2", "4", ""}, TypeEmail: {"a@b.example", "a", ""},
	}
	entry := rapid.SampledFrom(entries[q.Type]).Draw(t, "entry")
	switch rapid.IntRange(0, 6).Draw(t, "action") {
	case 0:
		fatal(t, s.Back(entry))
	case 1:
		_, err := s.SetMissing("unbekannt")
		fatal(t, err)
	case 2:
		fatal(t, s.Clear())
	default:
		before := s.Place()
		findings, err := s.Enter(entry)
		fatal(t, err)
		if len(findings) > 0 && s.Place() != before {
			t.Fatalf("%q was refused at %v, and the session went on to %v", entry, before, s.Place())
		}
		if len(findings) == 0 && entry != "" && s.Response.Answers.Get(before).Value.IsZero() {
			t.Fatalf("%q was accepted at %v, and is not there", entry, before)
		}
	}
}

func actOnRoster(t *rapid.T, s *Session, q *Question) {
	rows := s.Response.Answers.Rows(q.Name)
	switch action := rapid.IntRange(0, 8).Draw(t, "action"); {
	case action == 0 && len(rows) < 4:
		_, err := s.AddRow()
		fatal(t, err)
	case action == 1 && len(rows) > 0:
		fatal(t, s.DeleteRow(rapid.SampledFrom(rows).Draw(t, "row")))
	case action == 2 && len(rows) > 0:
		fatal(t, s.EditRow(rapid.SampledFrom(rows).Draw(t, "row")))
	case action == 3:
		_, err := s.ConfirmNone()
		fatal(t, err)
	case action == 5 && len(rows) > 0 && len(rows) < 4:
		_, err := s.DuplicateRow(rapid.SampledFrom(rows).Draw(t, "row"))
		fatal(t, err)
	case action == 6:
		undoAndBack(t, s)
	case action == 7:
		_, err := s.Undo()
		fatal(t, err)
	case action == 8:
		_, err := s.Redo()
		fatal(t, err)
	default:
		fatal(t, s.Next())
	}
}

// undoAndBack takes an operation back and does it again: nothing is different
// then.
func undoAndBack(t *rapid.T, s *Session) {
	before, digest := s.Response.Answers.Clone(), ResponseDigest(s.Set, s.Response)
	undone, err := s.Undo()
	fatal(t, err)
	if undone == nil {
		return
	}
	redone, err := s.Redo()
	fatal(t, err)
	if redone == nil || !slices.Equal(redone.Rows, undone.Rows) || redone.Deed != undone.Deed {
		t.Fatalf("took back %+v, and did %+v again", undone, redone)
	}
	if after := s.Response.Answers; !reflect.DeepEqual(before.cells, after.cells) || !sameRows(before, after) || ResponseDigest(s.Set, s.Response) != digest {
		t.Fatalf("undo and redo of %+v made\n%v\nof\n%v", undone, after, before)
	}
}

func fatal(t *rapid.T, err error) {
	if err != nil {
		t.Fatal(err)
	}
}

// randomSession walks a random set at random. Its saved changes, applied one
// by one to an empty response, must give the very same answers.
func randomSession(t *rapid.T) (*Session, *Answers) {
	set, saved := randomSet(t), NewAnswers()
	r := &Response{ID: "x", Unit: Unit{Key: "99001", Inhabitants: rapid.SampledFrom([]int{0, 5, 50}).Draw(t, "inhabitants")}, Answers: NewAnswers()}
	s := NewSession(set, r, Place{}, func(c Change) error { set.Apply(saved, c); return nil })
	for range rapid.IntRange(0, 25).Draw(t, "steps") {
		act(t, s)
	}
	return s, saved
}

func TestLaw1EvaluationIsPureAndRecomputed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, saved := randomSession(t)
		before := s.Response.Answers.Clone()
		fresh := Assess(s.Set, s.Response)
		if !reflect.DeepEqual(before, s.Response.Answers) {
			t.Fatal("evaluating changed the answers")
		}
		if ev := s.Assessment(); !reflect.DeepEqual(fresh.status, ev.status) || !reflect.DeepEqual(fresh.outer, ev.outer) || !reflect.DeepEqual(fresh.computed, ev.computed) {
			t.Fatalf("the session's evaluation differs from a fresh one:\n%v\n%v", ev, fresh)
		}
		if !reflect.DeepEqual(saved.cells, before.cells) || !sameRows(saved, before) {
			t.Fatalf("what was saved differs from what the session holds:\n%v\n%v", saved, before)
		}
	})
}

func TestActivityIsThatOfTheAssessment(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, _ := randomSession(t)
		whole, lean := s.Assessment(), ActivityOf(s.Set, s.Response)
		if whole.Digest() != lean.Digest() {
			t.Fatal("another digest")
		}
		for k := range whole.status {
			told := s.Response.Answers.has(k) || len(s.Response.Answers.Rows(k.Question)) > 0
			if told && whole.Relevant(k) != lean.Relevant(k) {
				t.Fatalf("%v: relevant %t, and in the activity %t", k, whole.Relevant(k), lean.Relevant(k))
			}
		}
	})
}

func TestAssessingAloneSaysTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, _ := randomSession(t)
		whole, alone := Assess(s.Set, s.Response), AssessAlone(s.Set, s.Response)
		if !reflect.DeepEqual(whole.status, alone.status) || !reflect.DeepEqual(whole.computed, alone.computed) {
			t.Fatalf("%v\n%v", whole, alone)
		}
		if a, b := whole.Findings(), alone.Findings(); !reflect.DeepEqual(a, b) {
			t.Fatalf("%v\n%v", a, b)
		}
	})
}

func TestLookingIsAskingForEach(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, _ := randomSession(t)
		ev := s.Assessment()
		for k := range ev.status {
			state, a, v := ev.Look(s.Set.Question(k.Question), k.Row)
			if state != ev.State(k) || a != s.Response.Answers.Get(k) || v != ev.Value(k) {
				t.Fatalf("%v: %v %v %v", k, state, a, v)
			}
		}
	})
}

func sameRows(a, b *Answers) bool {
	for _, x := range []*Answers{a, b} {
		for name := range x.rows {
			if !slices.Equal(a.rows[name], b.rows[name]) {
				return false
			}
		}
	}
	return true
}

func TestLaw2OnlyATrueConditionAsks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, _ := randomSession(t)
		for _, q := range s.Set.Sections[0].Questions {
			if q.Relevant == nil {
				continue
			}
			result := q.Relevant.run(s.ev.values(q.Relevant, nil))
			if got := s.ev.Relevant(Key{Question: q.Name}); got != (result == true) {
				t.Fatalf("%s (%s) is %v, and asked: %v", q.Name, q.Relevant.Source, result, got)
			}
		}
	})
}

func TestLaw3EachQuestionIsInOneState(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, _ := randomSession(t)
		for k, st := range s.ev.status {
			a := s.Response.Answers.Get(k)
			q := s.Set.Question(k.Question)
			rows := len(s.Response.Answers.Rows(k.Question)) > 0
			if q.Type == TypeCalculate {
				continue // its state follows from what it reads
			}
			want := StateOpen
			switch {
			case q.Relevant != nil && q.Relevant.run(s.ev.values(q.Relevant, nil)) != true:
				want = StateNotAsked
			case q.Roster != nil && !s.ev.Relevant(Key{Question: q.Roster.Name}):
				want = StateNotAsked
			case a.Missing != "":
				want = StateMissing
			case !a.Value.IsZero() || rows:
				want = StateAnswered
			}
			if st.State != want {
				t.Fatalf("%v: state %v, want %v", k, st.State, want)
			}
			if a.Missing != "" && !a.Value.IsZero() {
				t.Fatalf("%v has a value and a missing code", k)
			}
		}
	})
}

// Whatever stands in a draft, no condition, finding of another question,
// digest or active answer changes.
func TestLaw4DraftsAreSeenByNobody(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, _ := randomSession(t)
		k := Key{Question: rapid.SampledFrom(s.Set.Sections[0].Questions).Draw(t, "question").Name}
		digest, active := ResponseDigest(s.Set, s.Response), s.ev.Active()
		a := s.Response.Answers.Get(k)
		a.Draft = "Entwurf 4711"
		s.Response.Answers.Set(k, a)
		with := Assess(s.Set, s.Response)
		for key, st := range with.status {
			if st.State != s.ev.status[key].State {
				t.Fatalf("a draft at %v changed the state of %v", k, key)
			}
		}
		if got := ResponseDigest(s.Set, s.Response); got != digest {
			t.Fatal("a draft changed the digest")
		}
		if !reflect.DeepEqual(with.Active(), active) {
			t.Fatal("a draft got into the active answers")
		}
		if with.Relevant(k) && with.Complete() {
			t.Fatal("a draft does not block handing in")
		}
	})
}

// Answers that became inactive stay, are left out of the return, and come back
// unchanged.
func TestLaw5InactiveAnswersAreKept(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, _ := randomSession(t)
		switchable := &Question{Name: "schalter", Type: TypeYesNo}
		set := *s.Set
		set.Sections = []*Section{{Name: "vorn", Questions: []*Question{switchable}},
			{Name: "s", Relevant: &Expression{Source: `schalter == "ja"`}, Questions: s.Set.Sections[0].Questions}}
		if issues := set.Compile(); len(issues) > 0 {
			t.Fatal(issues[0])
		}
		r := *s.Response
		turn := func(answer string) *Assessment {
			r.Answers.Set(Key{Question: "schalter"}, Answer{Value: Value{KindCode, answer}})
			return Assess(&set, &r)
		}
		on := turn("ja").Active()
		kept := r.Answers.Clone()
		if off := turn("nein").Active(); len(off.Keys()) != 1 {
			t.Fatalf("inactive answers are in the return: %v", off.Keys())
		}
		if back := turn("ja").Active(); !reflect.DeepEqual(back, on) || !reflect.DeepEqual(r.Answers, kept) {
			t.Fatal("answers did not come back unchanged")
		}
	})
}

func TestLaw7CompleteMeansNothingIsOpen(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, _ := randomSession(t)
		var reasons []string
		for k, st := range s.ev.status {
			q, a := s.Set.Question(k.Question), s.Response.Answers.Get(k)
			unknown := q.Relevant != nil && q.Relevant.run(s.ev.values(q.Relevant, nil)) == nil
			if undecided := st.undecided != 0; q.Roster == nil && undecided != (unknown && hangsOnOpen(s, q)) {
				t.Fatalf("%s (%s): undecided is %v", k.Question, q.Relevant.Source, undecided)
			}
			switch {
			case st.undecided != 0:
				reasons = append(reasons, "undecided "+k.Question)
			case st.State == StateNotAsked:
			case st.State == StateOpen && mustHave(s, q):
				reasons = append(reasons, "open "+k.Question)
			case a.Draft != "":
				reasons = append(reasons, "draft "+k.Question)
			case q.Constraint != nil && q.Constraint.run(s.ev.values(q.Constraint, nil)) == false:
				reasons = append(reasons, "violated "+k.Question)
			}
		}
		if s.ev.Complete() != (len(reasons) == 0) {
			t.Fatalf("complete: %v, but %s; findings %v", s.ev.Complete(), strings.Join(reasons, ", "), s.ev.Findings())
		}
	})
}

// mustHave tells whether a question is required, by its condition where it has
// one.
func mustHave(s *Session, q *Question) bool {
	return q.Required == Required || q.Required == Conditional && q.RequiredIf.run(s.ev.values(q.RequiredIf, nil)) == true
}

// hangsOnOpen finds, by the words of law 7, an open required question, a
// draft, or an undecided question among all that a condition reads.
func hangsOnOpen(s *Session, q *Question) bool {
	for _, name := range q.Relevant.Reads {
		read := s.Set.Question(name)
		keys := []Key{{Question: name}}
		for _, row := range s.Response.Answers.Rows(name) {
			keys = append(keys, Key{read.Questions[0].Name, row})
		}
		for _, k := range keys {
			st, column := s.ev.status[k], s.Set.Question(k.Question)
			if st.undecided != 0 || st.State != StateNotAsked && s.Response.Answers.Get(k).Draft != "" || st.State == StateOpen && mustHave(s, column) {
				return true
			}
		}
	}
	return false
}

// A digest hangs on the active answers alone, not on the way to them: neither
// on the order of entry nor on the ids of rows.
// What comes later hangs on something that can be settled now, and DependsOn
// names it.
func TestWhatComesLaterHangsOnWhatIsToBeSettled(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, _ := randomSession(t)
		if stops := s.ev.Stops(); len(stops) > 0 && rapid.Bool().Draw(t, "draft") {
			fatal(t, s.Jump(rapid.SampledFrom(stops).Draw(t, "place"), ""))
			fatal(t, s.Jump(EndPlace, "Entwurf"))
		}
		checkTodo(t, s.ev)
	})
}

func checkTodo(t interface{ Fatalf(string, ...any) }, ev *Assessment) {
	todo := ev.Todo()
	if n := len(todo.Settle) + len(todo.Later) + len(todo.Hints); n != len(ev.Findings()) {
		t.Fatalf("%d of %d findings are sorted", n, len(ev.Findings()))
	}
	done, asked := ev.Progress()
	for _, section := range ev.set.Sections {
		d, a := ev.ProgressOf(section)
		done, asked = done-d, asked-a
	}
	if done != 0 || asked != 0 {
		t.Fatalf("the sections differ from the whole by %d of %d", done, asked)
	}
	if ev.Complete() != (len(todo.Settle) == 0) {
		t.Fatalf("complete: %v, and to settle: %v, later: %v", ev.Complete(), todo.Settle, todo.Later)
	}
	settle := map[Key]bool{}
	for _, f := range todo.Settle {
		settle[f.Key()] = true
	}
	for _, f := range todo.Later {
		if k, ok := ev.DependsOn(f.Key()); !ok || !settle[k] {
			t.Fatalf("%v hangs on %v (%v), which is not among what can be settled: %v", f, k, ok, todo.Settle)
		}
	}
}

func TestDigestHangsOnTheAnswersAlone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, _ := randomSession(t)
		want := ResponseDigest(s.Set, s.Response)
		active := s.ev.Active()
		again := NewAnswers()
		for _, q := range s.Set.Questions() {
			for i, row := range active.Rows(q.Name) {
				again.AddRow(q.Name, 100+i)
				for _, column := range q.Questions {
					again.Set(Key{column.Name, 100 + i}, active.Get(Key{column.Name, row}))
				}
			}
			if q.Roster == nil {
				again.Set(Key{Question: q.Name}, active.Get(Key{Question: q.Name}))
			}
		}
		r := *s.Response
		r.Answers = again
		if got := ResponseDigest(s.Set, &r); got != want {
			t.Fatalf("the same answers give %s and %s", want, got)
		}
		keys := slices.DeleteFunc(again.Keys(), func(k Key) bool { return !Assess(s.Set, &r).Relevant(k) })
		if len(keys) == 0 {
			return
		}
		k := rapid.SampledFrom(keys).Draw(t, "changed")
		a := again.Get(k)
		a.Comment += "!"
		again.Set(k, a)
		if ResponseDigest(s.Set, &r) == want {
			t.Fatalf("another comment on %v gives the same digest", k)
		}
	})
}

// Walking on from the beginning visits every stop once and ends; walking back
// from the end visits them in reverse.
func TestNextAndBackVisitEveryStop(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, _ := randomSession(t)
		stops := s.ev.Stops()
		if len(stops) == 0 {
			return
		}
		fatal(t, s.Jump(stops[0], ""))
		for _, stop := range stops {
			if s.Place() != stop {
				t.Fatalf("at %v instead of %v", s.Place(), stop)
			}
			fatal(t, s.Next())
		}
		if !s.AtEnd() {
			t.Fatalf("at %v instead of the end", s.Place())
		}
		for _, stop := range slices.Backward(stops) {
			fatal(t, s.Back(""))
			if s.Place() != stop {
				t.Fatalf("back at %v instead of %v", s.Place(), stop)
			}
		}
		fatal(t, s.Back(""))
		if s.Place() != stops[0] {
			t.Fatalf("before the first question is %v", s.Place())
		}
	})
}

// When saving fails, nothing happened.
func TestAFailedSaveChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, _ := randomSession(t)
		full := fmt.Errorf("medium full")
		s.save = func(Change) error { return full }
		answers, place := s.Response.Answers.Clone(), s.Place()
		if s.AtEnd() || s.Question().Type == TypeRepeat {
			return
		}
		findings, err := s.Enter("")
		if len(findings) == 0 && err != full {
			t.Fatalf("the error is lost: %v", err)
		}
		if !reflect.DeepEqual(answers, s.Response.Answers) || s.Place() != place {
			t.Fatal("a failed save counted")
		}
	})
}
