package parser_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/parser"
	"bestand.example/itbestand/survey/sim"
)

// refused are files that must be refused at once.
func refused() map[string]string {
	var bomb strings.Builder
	bomb.WriteString(head + "a0: &a0 [lol]\n")
	for i := range 10 {
		fmt.Fprintf(&bomb, "a%d: &a%d [%s]\n", i+1, i+1, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*a%d, ", i), 9), ", "))
	}
	return map[string]string{
		"over 1 MiB":       strings.Repeat("# zu viel\n", 110_000),
		"1 MiB of a list":  head + "choices:\n  viele:\n" + strings.Repeat("    - {name: x, label: x}\n", 40_000) + section + question,
		"alias bomb":       bomb.String(),
		"100,000 brackets": head + "title_2: " + strings.Repeat("[", 100_000),
		"UTF-16":           "\xff\xfe" + strings.Repeat("k\x00", 100_000),
	}
}

func BenchmarkRefuse(b *testing.B) {
	for name, set := range refused() {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, _, _, err := parser.Check(inMemory(set), "set.yaml"); err == nil {
					b.Fatal("accepted")
				}
			}
		})
	}
}

// generated is a set of so many questions, each of which reads others.
func generated(questions int) fstest.MapFS {
	r := rand.New(rand.NewPCG(1, 2))
	var b strings.Builder
	b.WriteString(head + "missing: {unbekannt: nicht bekannt, spaeter: später}\nchoices:\n  stand:\n")
	for i := range 6 {
		fmt.Fprintf(&b, "    - {name: s%d, label: Stand %d, score: %d}\n", i, i, 10*i)
	}
	b.WriteString("sections:\n")
	types := []string{"integer", "select_one, choices: stand", "yes_no", "select_multiple, choices: stand", "percent", "text"}
	conditions := []string{"q%d > 3", `q%d in [\"s1\", \"s2\"]`, `q%d == \"ja\"`, `selected(q%d, \"s3\")`, "q%d <= 50", `q%d != \"a\"`}
	read := func(i int) string {
		j := r.IntN(i)
		return fmt.Sprintf(conditions[j%len(types)], j)
	}
	for i := range questions {
		if i%20 == 0 {
			fmt.Fprintf(&b, "  - name: a%d\n    label: Abschnitt %d\n    questions:\n", i, i)
		}
		fmt.Fprintf(&b, "      - {name: q%d, type: %s, label: Frage %d, required: true, missing: [unbekannt, spaeter]", i, types[i%len(types)], i)
		if i > 6 && i%2 == 0 {
			fmt.Fprintf(&b, `, relevant: "%s and (%s or not (%s))"`, read(i), read(i), read(i))
		}
		if i%len(types) == 0 {
			fmt.Fprintf(&b, `, constraint: q%[1]d >= 0 and q%[1]d < 100000, warnings: [{when: q%[1]d > 5000, message: Viel}]`, i)
		}
		b.WriteString("}\n")
	}
	return inMemory(b.String())
}

func TestGeneratedSetIsRight(t *testing.T) {
	set, _, findings, err := parser.Check(generated(300), "set.yaml")
	if err != nil || len(findings) > 0 || len(set.Questions()) != 300 {
		t.Fatalf("%v, %v", findings, err)
	}
}

func BenchmarkRead300(b *testing.B) {
	fsys := generated(300)
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := parser.Questionnaire(fsys, "set.yaml"); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCheck300(b *testing.B) {
	fsys := generated(300)
	b.ReportAllocs()
	for b.Loop() {
		if _, _, _, err := parser.Check(fsys, "set.yaml"); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkCheckProcess measures what a person waits for: the whole program,
// from its start to its end, over a set of 300 questions.
func BenchmarkCheckProcess(b *testing.B) {
	dir := b.TempDir()
	program, set := filepath.Join(dir, "itbestand.exe"), filepath.Join(dir, "set.yaml")
	if out, err := exec.Command("go", "build", "-o", program, "bestand.example/itbestand/cmd/itbestand").CombinedOutput(); err != nil {
		b.Fatalf("%v: %s", err, out)
	}
	if err := os.WriteFile(set, generated(300)["set.yaml"].Data, 0o644); err != nil {
		b.Fatal(err)
	}
	var used time.Duration
	for b.Loop() {
		c := exec.Command(program, "questionnaire", "check", set)
		if out, err := c.CombinedOutput(); err != nil {
			b.Fatalf("%v: %s", err, out)
		}
		used += c.ProcessState.UserTime() + c.ProcessState.SystemTime()
	}
	b.ReportMetric(float64(used.Milliseconds())/float64(b.N), "cpu-ms/op")
}

// BenchmarkAssess300 measures what one answer to a set of 300 questions costs:
// all its conditions, over a response that is filled in.
func BenchmarkAssess300(b *testing.B) {
	set, _, err := parser.Questionnaire(generated(300), "set.yaml")
	if err != nil {
		b.Fatal(err)
	}
	r := &survey.Response{Answers: survey.NewAnswers()}
	s := survey.NewSession(set, r, survey.Place{}, func(survey.Change) error { return nil })
	if err := sim.Fill(s, rand.New(rand.NewPCG(1, 1)), sim.NoHint); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		survey.Assess(set, s.Response)
	}
}
