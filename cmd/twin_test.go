package cmd_test

import (
	"bytes"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"bestand.example/itbestand/questionnaires"
	"bestand.example/itbestand/store"
	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/parser"
	"bestand.example/itbestand/survey/sim"
)

// deed is what a person does at one place. Each is one acknowledgement.
type deed string

const (
	doNext     deed = "next"     // nothing to say here
	doEnter    deed = "enter"    // the answer
	doMissing  deed = "missing"  // a missing code
	doEstimate deed = "estimate" // the answer is a guess
	doClear    deed = "clear"
	doComment  deed = "comment"
	doReason   deed = "reason"  // why a warning does not apply
	doExplain  deed = "explain" // why a calculated value is replaced
	doAdd      deed = "add"     // a row
	doEdit     deed = "edit"    // a row that is there
	doDone     deed = "done"    // with a list
	doNone     deed = "none"    // no row
	doBack     deed = "back"
	doWrong    deed = "wrong" // an entry that is refused, and left as a draft on the screen
	doJump     deed = "jump"  // by the overview
	doLeave    deed = "leave" // behind the last question
)

// step is a deed with its particulars.
type step struct {
	deed
	answer survey.Answer // doEnter, doMissing, doEstimate, doComment, doReason, doExplain
	row    int           // doEdit: id
	to     survey.Place  // doJump
	known  bool          // doEnter: the answer is there already
}

// twin is a session beside the program that is tested: with the same set and
// the same deeds it knows what the program has to ask next. What it answers is
// given by a goal, so nothing here hangs on words or on the order of questions.
type twin struct {
	t    testing.TB
	goal *survey.Answers
	s    *survey.Session
	ask  deed // doReason or doExplain, where that is asked over the question

	lined   bool                  // the program asks line by line
	seen    map[survey.Place]bool // where a detour may have begun
	detours map[deed]int
	from    *survey.Place // where the person jumped away, to jump back
}

// wrongEntry is no number.
const wrongEntry = "weiß ich nicht"

// detour is what the person does for once instead of what is due: goes back,
// jumps to the first question and back again, enters something that is refused.
func (w *twin) detour(due step) (step, bool) {
	q, place := w.s.Question(), w.s.Place()
	if w.seen == nil {
		w.seen, w.detours = map[survey.Place]bool{}, map[deed]int{}
	}
	if w.ask != "" || q == nil {
		return step{}, false
	}
	stray := step{}
	switch n := len(w.seen); {
	case w.from != nil:
		stray, w.from = step{deed: doJump, to: *w.from}, nil
	case w.seen[place]:
	case due.deed == doEnter && !due.known && q.Type.Numeric() && q.Roster == nil && w.detours[doWrong] < 2:
		stray = step{deed: doWrong}
	case n%40 == 30 && q.Roster == nil && q.Matrix == nil && q.Type != survey.TypeNote:
		stray, w.from = step{deed: doJump, to: w.s.Assessment().Stops()[0]}, &place
	case n%12 == 11:
		stray = step{deed: doBack}
	}
	w.seen[place] = true
	w.detours[stray.deed]++
	return stray, stray.deed != ""
}

// state is what a file must hold after a deed.
type state struct {
	place   survey.Place
	answers *survey.Answers
}

func landscape(t testing.TB) *survey.Questionnaire {
	t.Helper()
	set, _, err := parser.Questionnaire(questionnaires.Files, "it-landschaft.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// unitKey is the administration of these files; it stands in the list of
// administrations that newLandscape puts into them.
const unitKey = "990000017"

// newLandscape makes a survey file with the set it-landschaft and a list of
// forty administrations, as a clerk would get it.
func newLandscape(t testing.TB, file string) {
	t.Helper()
	list := "schluessel,name,typ,kreis_schluessel,kreis,einwohner\n"
	for i := range 40 {
		list += fmt.Sprintf("9900000%02d,Große Gemeinde %02d,verbandsfreie_gemeinde,99061,Musterkreis,%d\n", i, i, 3000+500*i)
	}
	units := filepath.Join(t.TempDir(), "verwaltungen.csv")
	if err := os.WriteFile(units, []byte(list), 0o600); err != nil {
		t.Fatal(err)
	}
	succeeds(t, "answer", file, "--questionnaire", "it-landschaft", "--unit", unitKey, "--population", units, "--editor", "")
}

// succeeds runs the program to its good end and returns what it wrote to
// standard output.
func succeeds(t testing.TB, args ...string) string {
	t.Helper()
	var said bytes.Buffer
	c := exec.Command("itbestand", args...)
	c.Stderr = &said
	out, err := c.Output()
	if err != nil {
		t.Fatalf("itbestand %v: %v\n%s%s", args, err, out, said.String())
	}
	return string(out)
}

// load reads the only response of a file that nobody has open for writing.
func load(t testing.TB, path string) (*survey.Response, survey.Place) {
	t.Helper()
	f, err := store.OpenReadOnly(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	held, err := f.Responses()
	if err != nil || len(held) != 1 {
		t.Fatalf("%d responses: %v", len(held), err)
	}
	r, place, err := f.Load(held[0].Nr)
	if err != nil {
		t.Fatal(err)
	}
	return r, place
}

// newTwin stands where the person stands who opens the file.
func newTwin(t testing.TB, file string, goal *survey.Answers) *twin {
	t.Helper()
	w := &twin{t: t, goal: goal}
	r, place := load(t, file)
	w.stand(r, place)
	return w
}

func (w *twin) stand(r *survey.Response, place survey.Place) {
	w.s = survey.NewSession(landscape(w.t), r, place, func(survey.Change) error { return nil })
	w.ask = ""
}

// goalOf answers everything that the response of the file will be asked, by
// chance and so that it can be handed in. The rows are numbered as a person
// who adds them one after the other numbers them.
func goalOf(t testing.TB, file string) *survey.Answers {
	t.Helper()
	for seed := range uint64(20) {
		r, _ := load(t, file)
		set := landscape(t)
		s := survey.NewSession(set, r, survey.Place{}, func(survey.Change) error { return nil })
		if err := sim.Fill(s, rand.New(rand.NewPCG(seed, 5)), someRows); err != nil {
			t.Fatal(err)
		}
		if s.Assessment().Complete() && counted(set, r.Answers) && varied(set, s.Assessment().Active()) {
			return s.Assessment().Active()
		}
	}
	t.Fatal("no answers that have something of everything")
	return nil
}

// someRows gives the longest list three rows and the others two, and comments
// nothing by chance.
func someRows(s *survey.Session, _ *rand.Rand) (string, bool) {
	switch q := s.Question(); {
	case q.Name == "fv":
		return "3", true
	case q.Type == survey.TypeRepeat:
		return fmt.Sprint(max(q.Min, 2)), true
	}
	return "", false
}

// counted reports whether the ids of the rows are 1, 2, 3 and so on.
func counted(set *survey.Questionnaire, a *survey.Answers) bool {
	for _, q := range set.Questions() {
		for i, id := range a.Rows(q.Name) {
			if id != i+1 {
				return false
			}
		}
	}
	return true
}

// varied reports whether the answers have something of everything that a person
// can say.
func varied(set *survey.Questionnaire, a *survey.Answers) bool {
	has := map[string]bool{}
	for _, k := range a.Keys() {
		q, answer := set.Question(k.Question), a.Get(k)
		has["missing"] = has["missing"] || answer.Missing != ""
		has["comment"] = has["comment"] || answer.Comment != ""
		has["estimate"] = has["estimate"] || answer.Estimate
		has["warning"] = has["warning"] || answer.Acknowledged != ""
		has["several"] = has["several"] || len(answer.Value.Codes()) > 2
		has["matrix"] = has["matrix"] || q.Matrix != nil
		has["lines"] = has["lines"] || q.Type == survey.TypeMultiline
		has["search"] = has["search"] || k.Row > 1 && q.Type.Choice() && q.List != nil && !q.List.IsShort()
		has["unit"] = has["unit"] || q.ChoicesFrom == survey.PopulationSource && answer.Given()
	}
	return len(slices.Collect(maps.Keys(has))) == 9 && !slices.Contains(slices.Collect(maps.Values(has)), false)
}

// label is what the program asks at the place, without blanks and line breaks.
func (w *twin) label() string {
	if w.s.AtEnd() {
		return ""
	}
	return squeezed(w.s.Assessment().Label(w.s.Place(), "de"))
}

func squeezed(s string) string { return strings.Join(strings.Fields(survey.Clean(s)), "") }

// next is what the person does at the place.
func (w *twin) next() step {
	q, place, have := w.s.Question(), w.s.Place(), w.s.Answer()
	if q == nil {
		return step{deed: doLeave}
	}
	want := w.goal.Get(place)
	switch {
	case w.ask != "":
		return step{deed: w.ask, answer: want}
	case q.Type == survey.TypeNote:
		return step{deed: doNext}
	case want.Comment != have.Comment:
		return step{deed: doComment, answer: want}
	case q.Type == survey.TypeRepeat:
		return w.list(q, want)
	case want.Missing != "":
		return step{deed: doMissing, answer: want}
	case want.Value.IsZero() && have.Given():
		return step{deed: doClear}
	case want.Value.IsZero():
		return step{deed: doNext}
	case want.Estimate && !have.Estimate:
		return step{deed: doEstimate, answer: want}
	}
	return step{deed: doEnter, answer: want, known: have.Value == want.Value}
}

// list is what the person does at a list: what rows lack first, then further
// rows.
func (w *twin) list(q *survey.Question, want survey.Answer) step {
	have := w.s.Response.Answers.Rows(q.Name)
	for _, id := range have {
		for _, stop := range w.s.Assessment().RowStops(q, id) {
			if got := w.s.Response.Answers.Get(stop); got != w.goal.Get(stop) {
				return step{deed: doEdit, row: id}
			}
		}
	}
	switch {
	case len(have) < len(w.goal.Rows(q.Name)):
		return step{deed: doAdd}
	case len(have) > 0:
		return step{deed: doDone}
	case want.Missing != "":
		return step{deed: doMissing, answer: want}
	case want.Value == survey.NoRows:
		return step{deed: doNone}
	}
	return step{deed: doDone}
}

// do carries a step out, and returns the states that a file goes through with
// it: one for each commit.
func (w *twin) do(s step) []state {
	w.t.Helper()
	var found []survey.Finding
	var err error
	var between []state
	w.ask = ""
	switch s.deed {
	case doNext:
		err = w.s.Next()
	case doEnter:
		at, grid := w.s.Place(), w.s.Question().Matrix != nil && !w.lined
		if found, err = w.enter(s.answer.Value); grid {
			between = append(between, state{at, w.state().answers}) // the last digit in a grid stays there
		}
	case doMissing:
		found, err = w.s.SetMissing(s.answer.Missing)
	case doEstimate:
		entry, yes := w.typed(s.answer.Value), true
		mark := survey.Assignment{Question: w.s.Place().Question, Entry: &entry, Estimate: &yes}
		if q := w.s.Question(); q.Roster != nil {
			mark.Index = w.s.Assessment().RowNumber(q.Roster, w.s.Place().Row)
		}
		if found, err = w.s.Put([]survey.Assignment{mark}); err == nil && len(found) == 0 {
			between = append(between, w.state())
			found, err = w.enter(s.answer.Value)
		}
	case doClear:
		err = w.s.Clear()
	case doComment:
		err = w.s.Comment(s.answer.Comment)
	case doReason:
		err = w.s.Acknowledge(s.answer.Acknowledged)
	case doExplain:
		from := w.s.Place()
		if err = w.s.Explain(s.answer.Reason); w.s.Place() == from {
			w.ask = doReason // the value raises warnings besides
		}
	case doAdd:
		found, err = w.s.AddRow()
	case doEdit:
		err = w.s.EditRow(s.row)
	case doDone:
		found, err = w.s.Done()
	case doNone:
		found, err = w.s.ConfirmNone()
	case doBack:
		err = w.back("")
	case doWrong:
		if !w.lined {
			err = w.back(wrongEntry)
		}
	case doJump:
		err = w.s.Jump(s.to, "")
	}
	if err != nil {
		w.t.Fatal(err)
	}
	if len(found) > 0 {
		w.ask = map[survey.Code]deed{survey.Unconfirmed: doReason, survey.NeedsReason: doExplain}[found[0].Code]
		if w.ask == "" {
			w.t.Fatalf("%v: %v is refused: %v", w.s.Place(), s, found)
		}
	}
	return append(between, w.state())
}

// back goes back; line by line that leads over the notes, which go on by
// themselves.
func (w *twin) back(typed string) error {
	for {
		if err := w.s.Back(typed); err != nil {
			return err
		}
		if q := w.s.Question(); !w.lined || q == nil || q.Type != survey.TypeNote {
			return nil
		}
	}
}

func (w *twin) enter(v survey.Value) ([]survey.Finding, error) {
	if q := w.s.Question(); q.Type.Choice() {
		return w.s.Choose(w.choices(v))
	}
	return w.s.Enter(w.typed(v))
}

// typed is an answer as a person types it.
func (w *twin) typed(v survey.Value) string { return w.s.Assessment().Edit(w.s.Place(), v) }

// choices are the codes of an answer, with the words of one's own.
func (w *twin) choices(v survey.Value) []string {
	codes := v.Codes()
	for i, code := range codes {
		if code == survey.OtherCode && v.Other() != "" {
			codes[i] += ": " + v.Other()
		}
	}
	return codes
}

func (w *twin) state() state { return state{w.s.Place(), w.s.Response.Answers.Clone()} }

// resume puts the twin where a file stands that the program left or was torn
// from, which must be one of the states that were possible.
func (w *twin) resume(file string, possible []state) {
	w.t.Helper()
	w.stand(load(w.t, file))
	now := w.state()
	for _, p := range possible {
		if p.place == now.place && sameAs(w.s.Set, p.answers, now.answers) {
			return
		}
	}
	first, last := possible[0], possible[len(possible)-1]
	w.t.Fatalf("the file stands at %v with %d answers; possible were %d states, from %v with %d to %v with %d", now.place, len(now.answers.Keys()),
		len(possible), first.place, len(first.answers.Keys()), last.place, len(last.answers.Keys()))
}

func sameAs(set *survey.Questionnaire, a, b *survey.Answers) bool {
	for _, q := range set.Questions() {
		if !slices.Equal(a.Rows(q.Name), b.Rows(q.Name)) {
			return false
		}
	}
	return slices.Equal(a.Keys(), b.Keys()) && !slices.ContainsFunc(a.Keys(), func(k survey.Key) bool { return a.Get(k) != b.Get(k) })
}
