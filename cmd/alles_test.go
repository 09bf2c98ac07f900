package cmd_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"bestand.example/itbestand/cmd"
	"bestand.example/itbestand/store"
	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/i18n"
	"bestand.example/itbestand/survey/parser"
	"bestand.example/itbestand/survey/sim"
)

// everything is the set that uses every feature of the language.
type everything struct {
	*survey.Questionnaire
	files []survey.File
	units *survey.Population
}

const everythingFile = "testdata/alles/alles.yaml"

func readEverything(t testing.TB) everything {
	t.Helper()
	set, files, err := parser.Questionnaire(os.DirFS(filepath.Dir(everythingFile)), filepath.Base(everythingFile))
	if wrong, ok := err.(*parser.Errors); ok {
		t.Fatal(wrong.Render(i18n.In("de")))
	} else if err != nil {
		t.Fatal(err)
	}
	population := &survey.Population{}
	for i := range 40 {
		population.Units = append(population.Units, sim.Unit(i, rand.New(rand.NewPCG(1, uint64(i)))))
	}
	return everything{set, files, population}
}

func (e everything) described() store.Set {
	return store.Set{ID: e.ID, Version: e.Version, Short: e.Short, Title: e.Title.In("de"), Digest: e.Digest}
}

// person answers the set as people do: once through, then here and there anew,
// then once more through, and leaves remarks in all places, on what is not
// asked any more as well.
func (e everything) person(nr int, response *survey.Response, save func(survey.Change) error) (*survey.Session, error) {
	r := rand.New(rand.NewPCG(3, uint64(nr)))
	response.Population = e.units
	s := survey.NewSession(e.Questionnaire, response, survey.Place{}, save)
	if err := sim.Fill(s, r, sim.NoHint); err != nil {
		return nil, err
	}
	if nr%2 == 0 {
		if err := sim.Wander(s, r, 6); err != nil {
			return nil, err
		}
		if err := sim.Fill(s, r, sim.NoHint); err != nil {
			return nil, fmt.Errorf("again: %w", err)
		}
	}
	if err := remark(s, r); err != nil {
		return nil, err
	}
	for _, f := range s.Assessment().Findings() {
		if f.Code.Blocks() {
			return nil, fmt.Errorf("%s: %s", f.Question, s.Say(f, i18n.In("de")))
		}
	}
	return s, nil
}

// times is how often a long proof runs: all of it behind ITBESTAND_LONG, a
// tenth otherwise.
func times(all int) int {
	if os.Getenv("ITBESTAND_LONG") != "" {
		return all
	}
	return all / 10
}

// TestEverythingSurvives answers the set with every feature at random, ten
// thousand times, and follows every answer, missing code, mark and comment
// from the dialogue to the cell.
func TestEverythingSurvives(t *testing.T) {
	e, dir := readEverything(t), t.TempDir()
	returns := filepath.Join(dir, "rueckgaben")
	if err := os.Mkdir(returns, 0o755); err != nil {
		t.Fatal(err)
	}
	accepted, inactive := e.handInAll(t, times(10_000), dir, returns)
	if inactive == 0 {
		t.Error("no answer ever became inactive: nothing was tested of these")
	}
	central, book := filepath.Join(dir, "zentral.itb"), filepath.Join(dir, "auswertung.xlsx")
	run(t, "merge", central, returns, "--questionnaire", everythingFile)
	run(t, "export", central, "-o", book)
	e.centralHolds(t, central, accepted)
	e.bookHolds(t, book, accepted)
}

// handInAll fills in so many survey files, some at a time, because much of it
// is waiting for the disk. It returns what was handed in, by id, and how many
// answers stayed behind as inactive.
func (e everything) handInAll(t *testing.T, n int, dir, returns string) (accepted map[string]*survey.Response, inactive int) {
	const workers = 8
	accepted = map[string]*survey.Response{}
	var lock sync.Mutex
	var all sync.WaitGroup
	for first := range workers {
		all.Go(func() {
			for i := first; i < n && !t.Failed(); i += workers {
				r, left, err := e.handIn(i, dir, returns)
				if err != nil {
					t.Errorf("response %d: %v", i, err)
					return
				}
				lock.Lock()
				accepted[r.ID], inactive = r, inactive+left
				lock.Unlock()
			}
		})
	}
	if all.Wait(); t.Failed() {
		t.FailNow()
	}
	return accepted, inactive
}

func run(t *testing.T, args ...string) {
	t.Helper()
	var words strings.Builder
	if code := cmd.Main(context.Background(), append([]string{"--lang", "de"}, args...), strings.NewReader(""), &words, &words); code != 0 {
		t.Fatalf("%s: exit code %d: %s", args[0], code, words.String())
	}
}

// handIn fills in one survey file and writes its return. It returns what was
// handed in, and how many answers stayed behind as inactive.
func (e everything) handIn(nr int, dir, returns string) (next *survey.Response, inactive int, err error) {
	file, id, err := e.begin(nr, filepath.Join(dir, fmt.Sprintf("%d.itb", nr)))
	if err != nil {
		return nil, 0, err
	}
	defer file.Close() // once more where a step fails, when nothing is to be saved
	response, _, err := file.Load(id)
	if err != nil {
		return nil, 0, err
	}
	s, err := e.person(nr, response, func(survey.Change) error { return nil })
	if err != nil {
		return nil, 0, err
	}
	if err := file.Save(id, e.Questionnaire, e.whole(s.Response.Answers), store.Author{}, filledAt); err != nil {
		return nil, 0, err
	}
	kept, _, err := file.Load(id)
	if err != nil {
		return nil, 0, err
	}
	if !sameAnswers(kept.Answers, s.Response.Answers) {
		return nil, 0, errors.New("the file holds other answers than the session")
	}
	next, _ = survey.HandIn(e.Questionnaire, kept, "Erika Muster", false)
	target := filepath.Join(returns, fmt.Sprintf("%d.itb", nr))
	if err := errors.Join(
		file.MarkSubmitted(map[int64]*survey.Response{id: next}, store.Author{}, filledAt),
		file.WriteReturn(e.Questionnaire, []*survey.Response{next}, target, nil, false),
		file.Close(),
	); err != nil {
		return nil, 0, err
	}
	return next, len(kept.Answers.Keys()) - len(next.Answers.Keys()), returned(target, s)
}

var filledAt = time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)

// begin makes a survey file with one response.
func (e everything) begin(nr int, path string) (file *store.File, id int64, err error) {
	if file, err = store.Create(path, store.Working, store.Author{}, filledAt); err != nil {
		return nil, 0, err
	}
	unit := sim.Unit(nr, rand.New(rand.NewPCG(2, uint64(nr))))
	if err := errors.Join(file.SetUnit(unit), file.AddSet(e.described(), e.files)); err != nil {
		return nil, 0, err
	}
	profile := ""
	if nr%10 == 9 {
		profile = e.Profiles[0].Name
	}
	id, err = file.NewResponse(e.described(), unit, "", profile)
	return file, id, err
}

// returned checks that a return holds what was active, and nothing of what was
// not asked.
func returned(path string, s *survey.Session) error {
	back, err := loadReturn(path)
	if err != nil {
		return err
	}
	if !sameAnswers(back.Answers, s.Assessment().Active()) {
		return errors.New("the return holds other answers than were active")
	}
	for _, k := range back.Answers.Keys() {
		if !s.Assessment().Relevant(k) || strings.HasPrefix(back.Answers.Get(k).Comment, unasked) {
			return fmt.Errorf("the return holds %s, which was not asked", k.Question)
		}
	}
	return nil
}

// whole is the change that leads from nothing to these answers: one
// acknowledgement, where the dialogue would make hundreds.
func (e everything) whole(answers *survey.Answers) survey.Change {
	c := survey.Change{Place: survey.EndPlace, SetPlace: true}
	for _, q := range e.Questions() {
		for _, row := range answers.Rows(q.Name) {
			c.AddRow = append(c.AddRow, survey.Row{Roster: q.Name, ID: row})
		}
	}
	for _, k := range answers.Keys() {
		c.Answers = append(c.Answers, survey.AnswerChange{Key: k, Answer: answers.Get(k)})
	}
	return c
}

func sameAnswers(a, b *survey.Answers) bool {
	if !reflect.DeepEqual(a.Keys(), b.Keys()) {
		return false
	}
	for _, k := range a.Keys() {
		if a.Get(k) != b.Get(k) {
			return false
		}
	}
	return true
}

func (e everything) centralHolds(t *testing.T, path string, accepted map[string]*survey.Response) {
	t.Helper()
	file, err := store.OpenReadOnly(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	held, err := file.Responses()
	if err != nil || len(held) != len(accepted) {
		t.Fatalf("%d responses held, %d handed in, %v", len(held), len(accepted), err)
	}
	for _, h := range held {
		r, _, err := file.Load(h.Nr)
		if err != nil {
			t.Fatal(err)
		}
		want := accepted[r.ID]
		if want == nil || !sameAnswers(r.Answers, want.Answers) || r.Profile != want.Profile || r.Digest != want.Digest {
			t.Fatalf("%s: the central file holds something else than was handed in", r.Unit.Key)
		}
	}
}

func (e everything) bookHolds(t *testing.T, path string, accepted map[string]*survey.Response) {
	t.Helper()
	file, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	b, checked := &book{t, file, map[string]*sheet{}}, 0
	for _, r := range accepted {
		checked += b.checkResponse(e.Questionnaire, r)
	}
	notes := map[string]int{}
	for _, n := range b.sheet("Plausibilität").rows {
		notes[n.get("art")]++
	}
	t.Logf("%d values of %d responses found; tblHinweise: %v", checked, len(accepted), notes)
	if notes[i18n.In("de").T("export.note_split")] == 0 {
		t.Error("no text was ever split: nothing was tested of these")
	}
	// What could be cleaned does not get as far as this: the engine replaces it
	// when it is entered, and a file that holds it is refused.
	if n := notes[i18n.In("de").T("export.note_cleaned")]; n > 0 {
		t.Errorf("%d texts had to be cleaned", n)
	}
}
