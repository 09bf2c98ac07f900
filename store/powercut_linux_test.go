package store

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"bestand.example/itbestand/survey"
)

// ST09. What a power cut leaves is worked out from what the program asked the
// system to do, up to 300 moments (30 in the short form): what was flushed is
// there, and of what was not, nothing, or any part of it. Neither an answer that
// was acknowledged is lost, nor is the file damaged.
func TestST09NoAcknowledgedAnswerIsLostWhereThePowerFails(t *testing.T) {
	strace, err := exec.LookPath("strace")
	if err != nil {
		t.Skip("strace is not here, which tells what is written and flushed")
	}
	path := in(t)("amt.itb")
	o := newOffice(t, path, jena)
	must(t, o.file.Close())
	before := read(t, path)
	ops := traced(t, strace, path, o.nr)
	for range many(30, 300) {
		cut := 1 + rand.IntN(len(ops))
		for _, keep := range []func() bool{func() bool { return false }, func() bool { return rand.IntN(2) == 0 }} {
			acknowledged := 0
			disk := medium{path: {there: true, data: append([]byte(nil), before...)}}
			for _, op := range ops[:cut] {
				acknowledged += disk.do(op)
			}
			saved := afterCut(t, disk.cut(keep), path, o.nr)
			if saved < acknowledged || saved > acknowledged+1 {
				t.Fatalf("cut after %d of %d calls: %d answers acknowledged, %d in the file", cut, len(ops), acknowledged, saved)
			}
		}
	}
}

// afterCut opens what a power cut left and counts the answers.
func afterCut(t *testing.T, left map[string][]byte, path string, nr int64) int {
	t.Helper()
	dir := t.TempDir()
	for name, data := range left {
		must(t, os.WriteFile(filepath.Join(dir, filepath.Base(name)), data, 0o600))
	}
	f, err := Open(filepath.Join(dir, filepath.Base(path)), anna, noon)
	must(t, err)
	must(t, f.checkIntegrity())
	r, _, err := f.Load(nr)
	must(t, err)
	saved := len(r.Answers.Keys())
	for i := 1; i <= saved; i++ {
		if got := r.Answers.Get(survey.Key{Question: "fv_name", Row: i}).Value.Text; got != savedText(i) {
			t.Fatalf("answer %d says %q", i, got)
		}
	}
	must(t, f.Close())
	must(t, os.RemoveAll(dir))
	return saved
}

// op is one call of the program to the system.
type op struct {
	call   string
	path   string
	data   []byte
	offset int
}

// traced runs a program that saves answers, and returns what it did to the
// survey file and its journal, and its acknowledgements.
func traced(t *testing.T, strace, path string, nr int64) []op {
	t.Helper()
	trace := filepath.Join(t.TempDir(), "trace")
	c := exec.Command(strace, "-f", "-y", "-xx", "-s", "1000000", "-o", trace,
		"-e", "trace=open,openat,write,pwrite64,fsync,fdatasync,ftruncate,unlink,unlinkat", os.Args[0], path, fmt.Sprint(nr))
	c.Env = append(os.Environ(), "ITBESTAND_CHILD=save")
	out, err := c.StdoutPipe()
	must(t, err)
	must(t, c.Start())
	input := bufio.NewScanner(out)
	for range 25 {
		input.Scan()
	}
	must(t, out.Close()) // the next word to nobody ends it
	_ = c.Wait()
	var ops []op
	begun := map[string]string{} // calls that another one came into, by process
	for line := range strings.Lines(string(read(t, trace))) {
		process, call, _ := strings.Cut(strings.TrimSpace(line), " ")
		call = strings.TrimSpace(call)
		if head, ok := strings.CutSuffix(call, " <unfinished ...>"); ok {
			begun[process] = head
			continue
		}
		if m := resumed.FindStringSubmatch(call); m != nil {
			call = begun[process] + m[1]
		}
		if o, ok := parseCall(t, call); ok && (o.call == "write" || strings.HasPrefix(o.path, filepath.Dir(path))) {
			ops = append(ops, o)
		}
	}
	if len(ops) < 25*10 {
		t.Skipf("only %d calls were traced", len(ops))
	}
	return ops
}

var (
	resumed = regexp.MustCompile(`^<\.\.\. \w+ resumed>(.*)`)
	onFile  = regexp.MustCompile(`^(write|pwrite64|fsync|fdatasync|ftruncate)\((\d+)<([^>]*)>(?:, "([^"]*)"(?:, \d+)?)?(?:, (\d+))?\) += +(\d+)`)
	making  = regexp.MustCompile(`^open(?:at)?\([^"]*"([^"]*)", [A-Z_|]*O_CREAT.*\) += +\d+`)
	removal = regexp.MustCompile(`^unlink(?:at)?\((?:[^"]*)"([^"]*)".*\) += +0`)
)

func parseCall(t *testing.T, call string) (op, bool) {
	t.Helper()
	text := func(s string) string {
		unquoted, err := strconv.Unquote(`"` + s + `"`)
		must(t, err)
		return unquoted
	}
	if m := making.FindStringSubmatch(call); m != nil {
		return op{call: "create", path: text(m[1])}, true
	}
	if m := removal.FindStringSubmatch(call); m != nil {
		return op{call: "unlink", path: text(m[1])}, true
	}
	m := onFile.FindStringSubmatch(call)
	if m == nil || m[1] == "write" && m[2] != "1" {
		return op{}, false
	}
	offset, _ := strconv.Atoi(m[5])
	return op{call: m[1], path: text(m[3]), data: []byte(text(m[4])), offset: offset}, true
}

// medium is what a disk holds, and what it was told and has not flushed yet.
type medium map[string]*flushed

type flushed struct {
	there   bool // in the folder, for good
	data    []byte
	pending []op
	folder  []op // making and removing, not flushed
}

// do takes a call, and returns 1 for an acknowledgement.
func (m medium) do(o op) int {
	if o.call == "write" {
		return 1
	}
	f := m[o.path]
	if f == nil {
		f = &flushed{}
		m[o.path] = f
	}
	switch o.call {
	case "create", "unlink":
		f.folder = append(f.folder, o)
	case "pwrite64", "ftruncate":
		f.pending = append(f.pending, o)
	case "fsync", "fdatasync":
		for _, p := range f.pending {
			f.data = p.on(f.data)
		}
		f.pending = nil
		for path, inside := range m {
			if filepath.Dir(path) == o.path {
				inside.settle(func() bool { return true })
			}
		}
	}
	return 0
}

// settle lets making and removing come to pass, or some of it.
func (f *flushed) settle(keep func() bool) {
	for _, o := range f.folder {
		if keep() {
			f.there = o.call == "create"
		}
	}
	f.folder = nil
}

// cut is what is left when the power fails, by path.
func (m medium) cut(keep func() bool) map[string][]byte {
	left := map[string][]byte{}
	for path, f := range m {
		for _, p := range f.pending {
			if keep() {
				f.data = p.on(f.data)
			}
		}
		if f.settle(keep); f.there {
			left[path] = f.data
		}
	}
	return left
}

// on carries a call out on the bytes of a file.
func (o op) on(data []byte) []byte {
	if o.call == "ftruncate" {
		if o.offset <= len(data) {
			return data[:o.offset]
		}
		return append(data, make([]byte, o.offset-len(data))...)
	}
	if end := o.offset + len(o.data); end > len(data) {
		data = append(data, make([]byte, end-len(data))...)
	}
	copy(data[o.offset:], o.data)
	return data
}
