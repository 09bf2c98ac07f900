package store

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"testing"
	"time"

	"bestand.example/itbestand/survey"
)

// TestMain also is the entry of the child processes that tests kill.
func TestMain(m *testing.M) {
	if child, ok := children()[os.Getenv("ITBESTAND_CHILD")]; ok {
		if err := child(os.Args[1:]); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

func children() map[string]func(args []string) error {
	return map[string]func([]string) error{"save": saveForEver, "merge": mergeOnce, "return": returnForEver}
}

func hours(n int) time.Duration { return time.Duration(n) * time.Hour }

// many is how often a test repeats: few times usually, often enough for a
// promise where ITBESTAND_LONG is set.
func many(few, often int) int {
	if os.Getenv("ITBESTAND_LONG") != "" {
		return often
	}
	return few
}

// killed starts a child, lets it acknowledge some lines, kills it at a moment
// that is not known, and returns the last line that it acknowledged.
func killed(t *testing.T, child string, lines int, args ...string) (last string) {
	t.Helper()
	cmd := exec.Command(os.Args[0], args...)
	cmd.Env = append(os.Environ(), "ITBESTAND_CHILD="+child)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	must(t, err)
	must(t, cmd.Start())
	input := bufio.NewScanner(out)
	for range lines {
		if input.Scan() {
			last = input.Text()
		}
	}
	timer := time.AfterFunc(time.Duration(rand.IntN(20_000))*time.Microsecond, func() { _ = cmd.Process.Kill() })
	defer timer.Stop()
	for input.Scan() {
		last = input.Text()
	}
	// The child was killed, so an error is what is expected here.
	_ = cmd.Wait()
	return last
}

// number reads the count that a child acknowledged last.
func number(t *testing.T, line string) int {
	t.Helper()
	if line == "" {
		return 0
	}
	n, err := strconv.Atoi(line)
	must(t, err)
	return n
}

// saveForEver saves one answer after another, each in a row of its own, and
// acknowledges it on standard output. Args: file, number of the response.
func saveForEver(args []string) error {
	f, err := Open(args[0], anna, noon)
	if err != nil {
		return err
	}
	nr, err := strconv.ParseInt(args[1], 10, 64)
	if err != nil {
		return err
	}
	r, _, err := f.Load(nr)
	if err != nil {
		return err
	}
	for i := len(r.Answers.Keys()) + 1; ; i++ {
		change := survey.Change{Place: survey.Place{Question: "fv_name", Row: i}, SetPlace: true,
			AddRow:  []survey.Row{{Roster: "fv", ID: i}},
			Answers: []survey.AnswerChange{{Key: survey.Key{Question: "fv_name", Row: i}, Answer: survey.Answer{Value: survey.TextValue(savedText(i))}}}}
		if err := f.Save(nr, nil, change, anna, noon); err != nil {
			return err
		}
		fmt.Println(i)
	}
}

func savedText(i int) string { return fmt.Sprintf("Antwort %d", i*i) }

// mergeOnce merges a folder into a central file and tells its progress. Args:
// central file, folder.
func mergeOnce(args []string) error {
	f, err := Open(args[0], anna, noon)
	if err != nil {
		return err
	}
	options := mergeOptions(&testing.B{})
	options.batch = 7
	options.Progress = func(done, _ int) { fmt.Println(done) }
	if _, err := f.Merge(context.Background(), args[1:], options); err != nil {
		return err
	}
	return f.Close()
}

// returnForEver writes the same return again and again. Args: working file,
// number of the response, target.
func returnForEver(args []string) error {
	f, err := Open(args[0], anna, noon)
	if err != nil {
		return err
	}
	nr, err := strconv.ParseInt(args[1], 10, 64)
	if err != nil {
		return err
	}
	r, _, err := f.Load(nr)
	if err != nil {
		return err
	}
	set := testSet(&testing.B{})
	for i := 1; ; i++ {
		if err := f.WriteReturn(set, []*survey.Response{r}, args[2], nil, true); err != nil {
			return err
		}
		fmt.Println(i)
	}
}
