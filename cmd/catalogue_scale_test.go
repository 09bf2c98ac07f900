//go:build !windows

package cmd_test

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"bestand.example/itbestand/store"
	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/parser"
)

// ME01: eleven thousand good returns (a twentieth of them in the short form) are
// all counted, in one merge and again in the next. Time and memory are
// reported; what returns of full size cost is a benchmark.
func TestME01ElevenThousandGoodReturnsAreAllCounted(t *testing.T) {
	n := 550
	if os.Getenv("ITBESTAND_LONG") != "" {
		n = 11_000
	}
	w := newWorkplace(t)
	manyReturns(t, w, n)
	for _, again := range []bool{false, true} {
		began := time.Now()
		c := exec.Command("itbestand", "merge", "--json", w.at("zentral.itb"), w.at("ein"), "--questionnaire", w.at("drei.yaml"))
		out, err := c.Output()
		if err != nil {
			t.Fatal(err)
		}
		took := time.Since(began)
		var o outcome
		if err := json.Unmarshal(out, &o); err != nil || again && o.Unchanged != n || !again && o.Merged != n || len(o.Files) != n {
			t.Fatalf("%v: %d files, %d merged, %d unchanged", err, len(o.Files), o.Merged, o.Unchanged)
		}
		peak := c.ProcessState.SysUsage().(*syscall.Rusage).Maxrss // in KiB on Linux
		t.Logf("%d returns, again %v: %v, %.0f a second, peak %d MiB", n, again, took, float64(n)/took.Seconds(), peak>>10)
	}
}

// manyReturns writes the returns of as many units.
func manyReturns(t *testing.T, w workplace, n int) {
	t.Helper()
	set, _, err := parser.Questionnaire(os.DirFS(w.dir), "drei.yaml")
	if err != nil {
		t.Fatal(err)
	}
	path := w.fill("amt.itb", "990000001", 1, "--questionnaire", w.at("drei.yaml"))
	r, _ := load(t, path)
	f, err := store.Open(path, store.Author{}, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := os.Mkdir(w.at("ein"), 0o700); err != nil {
		t.Fatal(err)
	}
	for i := range n {
		r.ID, r.Unit.Key = fmt.Sprintf("%032x", i+1), fmt.Sprintf("99%07d", i)
		r.Answers.Set(survey.Key{Question: "anzahl"}, survey.Answer{Value: survey.Value{Kind: survey.KindNumber, Text: fmt.Sprint(i)}})
		next, _ := survey.HandIn(set, r, "", false)
		if err := f.WriteReturn(set, []*survey.Response{next}, filepath.Join(w.at("ein"), r.Unit.Key+".itb"), nil, false); err != nil {
			t.Fatal(err)
		}
	}
}
