package store

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"bestand.example/itbestand/survey"
)

var (
	noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
	anna = Author{Name: "Anna Amt", Computer: "RATHAUS-07"}
)

const (
	jena = "160530000"
	gera = "160520000"
)

// testFiles stand for the files of the set below: the store never reads them.
func testFiles() []survey.File {
	return []survey.File{
		{Name: "it.yaml", Data: []byte("kind: questionnaire\nid: it\nversion: 1.0.0\n")},
		{Name: "produkte.csv", Data: []byte("code,label\nx,Ü\n")},
	}
}

// testSet has one question of each kind that a file stores differently.
func testSet(t testing.TB) *survey.Questionnaire {
	t.Helper()
	betrieb := &survey.ChoiceList{Name: "betrieb", Choices: []survey.Choice{
		{Name: "eigen", Label: survey.German("Eigenbetrieb")}, {Name: "dienstleister", Label: survey.German("Dienstleister")},
		{Name: "keiner", Label: survey.German("keiner"), Exclusive: true},
	}}
	missing := []string{"unbekannt", "spaeter"}
	set := &survey.Questionnaire{
		ID: "it", Short: "IT", Version: "1.0.0", Title: survey.German("IT"), Digest: survey.SetDigest(testFiles()),
		Sections: []*survey.Section{{Name: "s", Label: survey.German("S"), Questions: []*survey.Question{
			{Name: "anzahl", Type: survey.TypeInteger, Required: survey.Required, Estimate: true, Missing: missing},
			{Name: "betrieb", Type: survey.TypeSelectMultiple, List: betrieb, Missing: missing},
			{Name: "lan", Type: survey.TypeYesNo},
			{Name: "lan_art", Type: survey.TypeText, Relevant: &survey.Expression{Source: `lan == "ja"`}},
			{Name: "stand", Type: survey.TypeDate},
			{Name: "notiz", Type: survey.TypeMultiline},
			{Name: "fv", Type: survey.TypeRepeat, Missing: missing, Questions: []*survey.Question{
				{Name: "fv_name", Type: survey.TypeText}, {Name: "fv_kosten", Type: survey.TypeMoney, Missing: missing},
			}},
			{Name: "summe", Type: survey.TypeCalculate, Calculation: &survey.Expression{Source: "sum(map(fv, .fv_kosten))"}},
		}}},
	}
	if issues := set.Compile(); len(issues) > 0 {
		t.Fatalf("%s: %v", issues[0].Code, issues[0].Args)
	}
	return set
}

func described(set *survey.Questionnaire) Set {
	return Set{ID: set.ID, Version: set.Version, Short: set.Short, Title: set.Title.In("de"), Digest: set.Digest}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// wantCode fails unless err is an Error of the code.
func wantCode(t testing.TB, err error, code Code) {
	t.Helper()
	e, ok := err.(*Error)
	if !ok || e.Code != code {
		t.Fatalf("got %v (%T), want %s", err, err, code)
	}
}

// office is an administration with an open working file: the tests' headless
// client.
type office struct {
	t    testing.TB
	set  *survey.Questionnaire
	file *File
	nr   int64
}

// newOffice makes a working file for a unit, with one response.
func newOffice(t testing.TB, path, unit string) *office {
	t.Helper()
	f, err := Create(path, Working, anna, noon)
	must(t, err)
	t.Cleanup(func() { _ = f.Close() })
	o := &office{t: t, set: testSet(t), file: f}
	must(t, f.AddSet(described(o.set), testFiles()))
	u := survey.Unit{Key: unit, Name: "Stadt " + unit, Type: survey.KreisfreieStadt, Inhabitants: 60000}
	must(t, f.SetUnit(u))
	o.nr, err = f.NewResponse(described(o.set), u, "", "")
	must(t, err)
	return o
}

// session resumes the dialogue on the stored response.
func (o *office) session() *survey.Session {
	o.t.Helper()
	r, place, err := o.file.Load(o.nr)
	must(o.t, err)
	return survey.NewSession(o.set, r, place, func(c survey.Change) error { return o.file.Save(o.nr, o.set, c, anna, noon) })
}

// answer gives entries: name, entry, name, entry … Rows are "fv_name[1]".
func (o *office) answer(entries ...string) *office {
	o.t.Helper()
	var all []survey.Assignment
	for pair := range slices.Chunk(entries, 2) {
		a := survey.Assignment{Question: pair[0], Entry: &pair[1]}
		if i := slices.Index([]byte(pair[0]), '['); i > 0 {
			a.Question = pair[0][:i]
			_, err := fmt.Sscanf(pair[0][i:], "[%d]", &a.Index)
			must(o.t, err)
		}
		all = append(all, a)
	}
	findings, err := o.session().Put(all)
	must(o.t, err)
	if len(findings) > 0 {
		o.t.Fatalf("refused: %v", findings)
	}
	return o
}

// submit hands the response in and returns the header.
func (o *office) submit(target string) *survey.Response {
	o.t.Helper()
	r, _, err := o.file.Load(o.nr)
	must(o.t, err)
	if r.Closed {
		must(o.t, o.file.Reopen(o.nr, anna, noon))
	}
	next, _ := survey.HandIn(o.set, r, "B. Meister, Leitung", false)
	must(o.t, o.file.MarkSubmitted(map[int64]*survey.Response{o.nr: next}, anna, noon))
	must(o.t, o.file.WriteReturn(o.set, []*survey.Response{next}, target, nil, false))
	return next
}

// reopen makes the response writable again.
func (o *office) reopen() *office {
	o.t.Helper()
	must(o.t, o.file.Reopen(o.nr, anna, noon))
	return o
}

// newCentral makes a central file that carries the test set.
func newCentral(t testing.TB, path string) *File {
	t.Helper()
	f, err := Create(path, Central, anna, noon)
	must(t, err)
	t.Cleanup(func() { _ = f.Close() })
	set := testSet(t)
	must(t, f.AddSet(described(set), testFiles()))
	return f
}

func mergeOptions(t testing.TB) MergeOptions {
	set := testSet(t)
	return MergeOptions{At: noon, Set: func(string, string, string) (*survey.Questionnaire, error) { return set, nil }}
}

func merge(t testing.TB, central *File, paths ...string) Report {
	t.Helper()
	report, err := central.Merge(context.Background(), paths, mergeOptions(t))
	must(t, err)
	return report
}

func read(t testing.TB, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	must(t, err)
	return data
}

// listing names everything in a folder, with sizes.
func listing(t testing.TB, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	must(t, err)
	var names []string
	for _, e := range entries {
		info, err := e.Info()
		must(t, err)
		names = append(names, fmt.Sprintf("%s %d", e.Name(), info.Size()))
	}
	return names
}

func in(t testing.TB) func(string) string {
	dir := t.TempDir()
	return func(name string) string { return filepath.Join(dir, name) }
}

// onlyRead reads a file that came from outside; of a refused one nothing.
func onlyRead(ctx context.Context, path string, open Unsealing) (*Foreign, error) {
	foreign, err := readForeign(ctx, path, open)
	if err != nil {
		return nil, err
	}
	return foreign, nil
}
