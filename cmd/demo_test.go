package cmd_test

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"bestand.example/itbestand/cmd"
	"bestand.example/itbestand/questionnaires"
	"bestand.example/itbestand/store"
	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/parser"
	"bestand.example/itbestand/survey/population"
)

// demo is what a run of the demonstration made.
type demo struct {
	t         *testing.T
	dir       string
	units     []survey.Unit
	responses []*survey.Response
	conflicts map[string]bool // ids
}

func runDemo(t *testing.T, units int, more ...string) *demo {
	t.Helper()
	d := &demo{t: t, dir: filepath.Join(t.TempDir(), "demo"), conflicts: map[string]bool{}}
	var words strings.Builder
	args := append([]string{"--lang", "de", "demo", "-o", d.dir, "--units", strconv.Itoa(units)}, more...)
	if code := cmd.Main(context.Background(), args, strings.NewReader(""), io.Discard, &words); code != 0 {
		t.Fatalf("exit code %d: %s", code, words.String())
	}
	if lines := strings.Count(words.String(), "\n"); units >= 15 && (lines != 9 || !strings.Contains(words.String(), "Konflikt")) {
		t.Errorf("says %d lines:\n%s", lines, words.String())
	}
	data, err := os.ReadFile(filepath.Join(d.dir, "verwaltungen.csv"))
	if err != nil {
		t.Fatal(err)
	}
	if d.units, err = population.Read(data); err != nil || len(d.units) != units {
		t.Fatalf("%d units, %v", len(d.units), err)
	}
	d.load()
	return d
}

// load reads what the central file holds.
func (d *demo) load() {
	d.t.Helper()
	central, err := store.OpenReadOnly(filepath.Join(d.dir, "zentral.itb"))
	if err != nil {
		d.t.Fatal(err)
	}
	defer central.Close()
	held, err := central.Responses()
	if err != nil {
		d.t.Fatal(err)
	}
	for _, h := range held {
		r, _, err := central.Load(h.Nr)
		if err != nil {
			d.t.Fatal(err)
		}
		d.responses, d.conflicts[r.ID] = append(d.responses, r), h.Conflict
	}
	known, err := central.Population()
	if err != nil || !slices.Equal(known.Units, d.units) {
		d.t.Errorf("the central file and the list of administrations differ: %v", err)
	}
}

// to are the responses to a set.
func (d *demo) to(set string) []*survey.Response {
	return slices.DeleteFunc(slices.Clone(d.responses), func(r *survey.Response) bool { return r.SetID != set })
}

func (d *demo) book() *book {
	d.t.Helper()
	file, err := excelize.OpenFile(filepath.Join(d.dir, "auswertung.xlsx"))
	if err != nil {
		d.t.Fatal(err)
	}
	d.t.Cleanup(func() { file.Close() })
	return &book{d.t, file, map[string]*sheet{}}
}

func embeddedSet(t *testing.T, id string) *survey.Questionnaire {
	t.Helper()
	set, _, err := parser.Questionnaire(questionnaires.Files, id+".yaml")
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func TestDemo(t *testing.T) {
	d := runDemo(t, 15)
	b := d.book()
	t.Run("every value of every response is in the workbook", func(t *testing.T) { everyValueIsThere(t, d, b) })
	t.Run("nobody can be told who answered anonymously", func(t *testing.T) { nobodyIsTold(t, d, b) })
	t.Run("everything agrees with SQL", func(t *testing.T) { everythingAgreesWithSQL(t, d, b) })
	t.Run("monitoring agrees with SQL", func(t *testing.T) { monitoringAgreesWithSQL(t, d) })
	t.Run("every sheet says Beispieldaten", func(t *testing.T) { everySheetIsMarked(t, b) })
	t.Run("every rate is what SQL counts", func(t *testing.T) { everyRateIsCounted(t, d, b) })
	again := exportAgain(t, d)
	t.Run("the same central file gives the same bytes", func(t *testing.T) { again.sameFile(t, d) })
	t.Run("pandas reads every table with its types", func(t *testing.T) { again.pandasReads(t) })
	t.Run("all that goes wrong in a survey is there", func(t *testing.T) { allGoesWrong(t, d) })
}

func everySheetIsMarked(t *testing.T, b *book) {
	for _, name := range b.file.GetSheetList() {
		header, err := b.file.GetHeaderFooter(name)
		if err != nil {
			t.Fatal(err)
		}
		visible, err := b.file.GetSheetVisible(name)
		if err != nil {
			t.Fatal(err)
		}
		if visible && (header == nil || !strings.Contains(header.OddHeader, "Beispieldaten")) {
			t.Errorf("%s: header %+v", name, header)
		}
	}
}

// allGoesWrong looks for the unit that hands in nothing, the one that hands in
// twice, the conflict, and the working file among the returns.
func allGoesWrong(t *testing.T, d *demo) {
	whole, asked := map[string]int{}, map[string]bool{}
	twice, conflicts := 0, 0
	for _, r := range d.responses {
		whole[r.Unit.Key]++
		asked[r.Wave] = true
		if r.Revision == 2 {
			twice++
		}
		if d.conflicts[r.ID] {
			conflicts++
		}
	}
	silent := slices.DeleteFunc(slices.Clone(d.units), func(u survey.Unit) bool { return whole[u.Key] > 0 })
	begun, err := filepath.Glob(filepath.Join(d.dir, "rueckgaben", "erhebung_*.itb"))
	if err != nil || len(silent) < 2 || len(begun) == 0 || twice != 1 || conflicts != 2 {
		t.Errorf("%d silent, %d begun, %d twice, %d in conflict, %v", len(silent), len(begun), twice, conflicts, err)
	}
	first, err := filepath.Glob(filepath.Join(d.dir, "rueckgaben", "*_it-landschaft_r2.itb"))
	if err != nil || len(first) != 1 {
		t.Fatalf("%v %v", first, err)
	}
	if _, err := os.Stat(strings.Replace(first[0], "_r2.itb", "_r1.itb", 1)); err != nil {
		t.Error(err)
	}
	if len(asked) != 1 || !asked["welle-beispiel"] {
		t.Errorf("waves %v", asked)
	}
}

// The same seed gives the same answers, whatever is done first.
func TestTheDemonstrationIsTheSameEachTime(t *testing.T) {
	a, b := runDemo(t, 5), runDemo(t, 5)
	if x, y := digests(a), digests(b); !slices.Equal(x, y) {
		t.Errorf("other answers: %d and %d responses", len(x), len(y))
	}
}

// digests say what was answered; an id is in none of them.
func digests(d *demo) []string {
	var all []string
	for _, r := range d.responses {
		all = append(all, r.SetID+" "+r.Digest)
	}
	slices.Sort(all)
	return all
}
