package cmd_test

import (
	"context"
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
// then once more through, and leaves a remark on what is not asked any more.
func (e everything) person(t testing.TB, nr int, response *survey.Response, save func(survey.Change) error) *survey.Session {
	t.Helper()
	r := rand.New(rand.NewPCG(3, uint64(nr)))
	response.Population = e.units
	s := survey.NewSession(e.Questionnaire, response, survey.Place{}, save)
	if err := sim.Fill(s, r, sim.NoHint); err != nil {
		t.Fatalf("response %d: %v", nr, err)
	}
	if nr%2 == 0 {
		if err := sim.Wander(s, r, 6); err != nil {
			t.Fatalf("response %d: %v", nr, err)
		}
		if err := sim.Fill(s, r, sim.NoHint); err != nil {
			t.Fatalf("response %d, again: %v", nr, err)
		}
	}
	for _, f := range s.Assessment().Findings() {
		if f.Code.Blocks() {
			t.Fatalf("response %d: %s: %s", nr, f.Question, s.Say(f, i18n.In("de")))
		}
	}
	return s
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
	if t.Failed() {
		return
	}
	if inactive == 0 {
		t.Error("no answer ever became inactive: nothing was tested of these")
	}
	central, book := filepath.Join(dir, "zentral.itb"), filepath.Join(dir, "auswertung.xlsx")
	run(t, "merge", central, returns, "--questionnaire", everythingFile)
	run(t, "export", central, "-o", book)
	e.centralHolds(t, central, accepted)
	e.bookHolds(t, book, accepted)
}

// handInAll fills in so many survey files, some at a time: most of it is
// waiting for the disk. It returns what was handed in, by id, and how many
// answers stayed behind as inactive.
func (e everything) handInAll(t *testing.T, n int, dir, returns string) (accepted map[string]*survey.Response, inactive int) {
	const parts = 8
	accepted = map[string]*survey.Response{}
	var lock sync.Mutex
	t.Run("filling in", func(t *testing.T) {
		for part := range parts {
			t.Run(fmt.Sprint(part), func(t *testing.T) {
				t.Parallel()
				for i := part; i < n; i += parts {
					r, left := e.handIn(t, i, dir, returns)
					lock.Lock()
					accepted[r.ID], inactive = r, inactive+left
					lock.Unlock()
				}
			})
		}
	})
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
func (e everything) handIn(t *testing.T, nr int, dir, returns string) (*survey.Response, int) {
	t.Helper()
	path := filepath.Join(dir, fmt.Sprintf("%d.itb", nr))
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatalf("response %d: %v", nr, err)
		}
	}
	at := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	file, err := store.Create(path, store.Working, store.Author{}, at)
	must(err)
	unit := sim.Unit(nr, rand.New(rand.NewPCG(2, uint64(nr))))
	must(file.SetUnit(unit))
	must(file.AddSet(e.described(), e.files))
	profile := ""
	if nr%10 == 9 {
		profile = e.Profiles[0].Name
	}
	id, err := file.NewResponse(e.described(), unit, "", profile)
	must(err)
	response, _, err := file.Load(id)
	must(err)
	s := e.person(t, nr, response, func(survey.Change) error { return nil })
	must(file.Save(id, e.Questionnaire, e.whole(s.Response.Answers), store.Author{}, at))
	kept, _, err := file.Load(id)
	must(err)
	if !sameAnswers(kept.Answers, s.Response.Answers) {
		t.Fatalf("response %d: the file holds other answers than the session", nr)
	}
	next, _ := survey.HandIn(e.Questionnaire, kept, "Erika Muster", false)
	target := filepath.Join(returns, fmt.Sprintf("%d.itb", nr))
	must(file.MarkSubmitted(id, next, store.Author{}, at))
	must(file.WriteReturn(e.Questionnaire, []*survey.Response{next}, target, false))
	must(file.Close())
	back := readReturn(t, target)
	if want := s.Assessment().Active(); !sameAnswers(back.Answers, want) {
		t.Fatalf("response %d: the return holds other answers than were active", nr)
	}
	return next, len(kept.Answers.Keys()) - len(next.Answers.Keys())
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
	t.Logf("%d values of %d responses found", checked, len(accepted))
}
