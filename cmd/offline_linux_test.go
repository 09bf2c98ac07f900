package cmd_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// watched runs the program where every call to the network is noticed, or where
// there is none.
type watched struct {
	workplace
	program string
	before  []string // what stands before the command
	trace   string   // where calls are written down; empty: there is no network
	seen    int      // commands that were watched
}

// watch finds out what this machine allows. CI sets ITBESTAND_OFFLINE, and then
// nothing is skipped.
func watch(t *testing.T) *watched {
	t.Helper()
	w := &watched{workplace: newWorkplace(t)}
	trace := w.at("netz.txt")
	for _, way := range []struct {
		before []string
		trace  string
	}{
		{[]string{"strace", "-f", "--seccomp-bpf", "-q", "-o", trace, "-e", "trace=%network"}, trace}, // stops at these calls only
		{[]string{"strace", "-f", "-q", "-o", trace, "-e", "trace=%network"}, trace},
		{[]string{"unshare", "-n"}, ""}, {[]string{"unshare", "-r", "-n"}, ""},
	} {
		if exec.Command(way.before[0], append(way.before[1:len(way.before):len(way.before)], "true")...).Run() == nil {
			w.before, w.trace = way.before, way.trace
			return w
		}
	}
	const lacking = "neither strace nor unshare works here, which show whether the program reaches for a network"
	if os.Getenv("ITBESTAND_OFFLINE") != "" {
		t.Fatal(lacking)
	}
	t.Skip(lacking)
	return nil
}

// build makes the program as it is given away: without the C library, which
// looks people up over sockets.
func (w *watched) build() {
	w.t.Helper()
	w.program = w.at("itbestand")
	c := exec.Command("go", "build", "-o", w.program, "./itbestand")
	c.Env = append(os.Environ(), "CGO_ENABLED=0")
	if said, err := c.CombinedOutput(); err != nil {
		w.t.Fatalf("%v\n%s", err, said)
	}
}

var networkCall = regexp.MustCompile(`(?m)^\d* *(socket|connect|bind|sendto|sendmsg|socketpair)\(.*$`)

// run runs a command in the folder, wants an exit code, and gives its data.
func (w *watched) run(want int, input string, args ...string) string {
	w.t.Helper()
	line := append(append([]string{}, w.before...), append([]string{w.program, "--lang=de"}, args...)...)
	c := exec.Command(line[0], line[1:]...)
	c.Dir, c.Stdin = w.dir, strings.NewReader(input)
	var out, words bytes.Buffer
	c.Stdout, c.Stderr = &out, &words
	err := c.Run()
	if code, exited := exitStatus(err); err != nil && (!exited || code != fmt.Sprint(want)) || err == nil && want != 0 {
		w.t.Fatalf("%q: %v, want %d\n%s%s", line, err, want, &out, &words)
	}
	w.seen++
	if w.trace != "" {
		for _, call := range networkCall.FindAllString(string(w.read(w.trace)), -1) {
			w.t.Errorf("itbestand %q: %s", args, call)
		}
	}
	return out.String()
}

// The whole way, from the keys to the workbook, without one word to a network.
func TestWholeCycleMakesNoConnection(t *testing.T) {
	w := watch(t)
	w.build()
	wave := fmt.Sprintf(threeQuestionsWave, "herbst") + "population: verwaltungen.csv\n"
	w.write("verwaltungen.csv", "schluessel,name,typ,kreis_schluessel,kreis,einwohner\n990000001,Oberhof,verbandsfreie_gemeinde,99061,Kreis,6000\n990000002,Niederhof,verbandsfreie_gemeinde,99061,Kreis,9000\n")
	w.write("liste.csv", "Amt;Anzahl\nSüd;3\n")
	w.write("herbst.yaml", wave+w.run(0, "Grüße aus Weimar\nGrüße aus Weimar\n", "keygen", "-o", "schluessel.age"))
	w.run(0, "", "questionnaire", "check", "herbst.yaml")
	w.run(0, "", "questionnaire", "check", "drei.yaml", "--trial", "5")
	w.run(0, "", "questionnaire", "print", "drei.yaml")
	w.run(0, "", "invite", "herbst.yaml", "-o", "einladungen")
	first, second := "einladungen/990000001_oberhof/erhebung_990000001.itb", "einladungen/990000002_niederhof/erhebung_990000002.itb"
	w.write("kopie.itb", string(w.read(w.at(second))))
	w.run(0, "Süd\n", "fill", first, "--plain")
	w.run(0, "", "answer", first, "anzahl=3", "seit=2020")
	w.run(0, "", "split", first, "--section", "a", "-o", "teil.itb")
	w.run(0, "", "answer", "teil.itb", "notiz=x")
	w.run(0, "", "join", first, "teil.itb")
	w.run(0, "", "check", first)
	w.run(0, "", "show", first)
	w.run(0, "", "show", first, "--format", "docx")
	for i, file := range []string{second, "kopie.itb"} {
		w.run(0, "", "answer", file, "amt=Nord", fmt.Sprintf("anzahl=%d", i), "seit=2021")
	}
	for i, file := range []string{first, second, "kopie.itb"} {
		w.run(0, "", "submit", file, "-o", fmt.Sprintf("ein/%d", i), "--released-by", "E. Muster, Leitung")
	}
	w.run(0, "", "reopen", first)
	w.run(10, "", "merge", "zentral.itb", "ein", "--wave", "herbst.yaml", "--identity", "schluessel.age.wiederherstellung.txt", "--invitations", "einladungen/rueckgabecodes.csv", "--report", "bericht.txt")
	w.run(0, "", "status", "zentral.itb", "--reminders", "erinnerung.csv")
	listed := w.run(0, "", "resolve", "zentral.itb")
	keep := shortDigest.FindString(listed)
	w.run(0, "", "resolve", "zentral.itb", "--unit", "990000002", "--keep", keep, "--reason", "geklärt", "--by", "E. Muster")
	register := "einladungen/rueckgabecodes.csv"
	w.run(0, "", "query", "zentral.itb", "--unit", "990000002", "--question", "anzahl", "Stimmt die Zahl?", "-o", "nachfragen", "--invitations", register)
	followUps, err := filepath.Glob(filepath.Join(w.dir, "nachfragen", "*.itb"))
	if err != nil || len(followUps) != 1 {
		t.Fatalf("%v (%v)", followUps, err)
	}
	w.run(0, "", "answer", followUps[0], "anzahl=7")
	w.run(0, "", "submit", followUps[0], "-o", "nachtrag")
	w.run(10, "", "merge", "zentral.itb", "nachtrag", "--identity", "schluessel.age.wiederherstellung.txt", "--invitations", register)
	w.run(0, "", "export", "zentral.itb", "-o", "auswertung.xlsx", "--csv", "tabellen")
	w.run(0, "", "forget", "zentral.itb", "--personal", "--reason", "Ende", "--by", "E. Muster")
	w.run(0, "", "demo", "-o", "demo", "--units", "3")
	w.run(0, "", "report", "demo/zentral.itb", "--all", "-o", "berichte")
	w.run(0, "", "version")
	w.run(0, "4\n", "--plain")
	if _, err := os.Stat(filepath.Join(w.dir, "auswertung.xlsx")); err != nil {
		t.Error(err)
	}
	t.Logf("%d commands under %s", w.seen, w.before[0])
}

// What the test above looks for is noticed where it is there: the very same
// watch on a program that asks for a name.
func TestWatchNoticesAConnection(t *testing.T) {
	w := watch(t)
	if w.trace == "" {
		t.Skip("there is no network to be noticed here")
	}
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("no program here that opens connections:", err)
	}
	line := append(append([]string{}, w.before...), bash, "-c", ": </dev/tcp/127.0.0.1/9")
	_ = exec.Command(line[0], line[1:]...).Run() // nobody listens there
	if !networkCall.Match(w.read(w.trace)) {
		t.Errorf("nothing was noticed:\n%s", w.read(w.trace))
	}
}
