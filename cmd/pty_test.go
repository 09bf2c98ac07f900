//go:build !windows

package cmd_test

import (
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"
	"github.com/hinshun/vt10x"
)

// patience ends a test that would hang; none needs a part of it.
const patience = 60 * time.Second

// seat is the real program on a real pseudo-terminal.
type seat struct {
	t       testing.TB
	program *exec.Cmd
	master  *os.File
	mu      sync.Mutex
	screen  vt10x.Terminal
	changed chan struct{}
	gone    chan struct{} // closed when the terminal has nothing more to show
}

// start opens a terminal of 80x24.
func start(t testing.TB, args ...string) *seat { return startAt(t, 80, 24, args...) }

func startAt(t testing.TB, columns, lines int, args ...string) *seat {
	t.Helper()
	return startIn(t, columns, lines, "", nil, args...)
}

// startIn starts the program in a folder, with variables of its own.
func startIn(t testing.TB, columns, lines int, folder string, env []string, args ...string) *seat {
	t.Helper()
	path, err := exec.LookPath("itbestand")
	if err != nil {
		t.Fatal(err)
	}
	s := &seat{t: t, program: exec.Command(path, args...), screen: vt10x.New(vt10x.WithSize(columns, lines)), changed: make(chan struct{}, 1), gone: make(chan struct{})}
	s.program.Env = append(append(os.Environ(), "TERM=screen-256color", "LANG=de_DE.UTF-8", "LC_ALL="), env...)
	s.program.Dir = folder
	s.master, err = pty.StartWithSize(s.program, &pty.Winsize{Cols: uint16(columns), Rows: uint16(lines)})
	if err != nil {
		t.Skipf("no pseudo-terminal: %v", err)
	}
	t.Cleanup(func() { s.kill(); s.master.Close() })
	go s.watch()
	return s
}

func (s *seat) watch() {
	defer close(s.gone)
	buffer := make([]byte, 4096)
	for {
		n, err := s.master.Read(buffer)
		s.mu.Lock()
		_, _ = s.screen.Write(buffer[:n])
		s.mu.Unlock()
		select {
		case s.changed <- struct{}{}:
		default:
		}
		if err != nil {
			return
		}
	}
}

// wait returns when the screen shows a text, on however many lines.
func (s *seat) wait(text string) {
	s.t.Helper()
	if !s.until(func(shown string) bool { return strings.Contains(squeezed(shown), squeezed(text)) }) {
		s.t.Fatalf("never showed %q:\n%s", text, s.shown())
	}
}

func (s *seat) shown() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.screen.String()
}

// until returns when the screen is as wanted, or false when the program has
// ended or nothing came for long.
func (s *seat) until(wanted func(shown string) bool) bool {
	giveUp := time.After(patience)
	for {
		if wanted(s.shown()) {
			return true
		}
		select {
		case <-s.changed:
		case <-s.gone:
			return wanted(s.shown())
		case <-giveUp:
			return false
		}
	}
}

func (s *seat) press(keys string) {
	s.t.Helper()
	if _, err := s.master.WriteString(keys); err != nil {
		s.t.Fatal(err)
	}
}

// beside is another run of the program, in the same language.
func (s *seat) beside(args ...string) *exec.Cmd {
	c := exec.Command(s.program.Path, args...)
	c.Env = s.program.Env
	return c
}

// kill ends the program as kill -9 does.
func (s *seat) kill() {
	if s.program.ProcessState == nil {
		_ = s.program.Process.Kill()
		_ = s.program.Wait()
	}
}

// After kill -9 the dialogue continues at the same question with every
// acknowledged answer there, and only what was half typed is gone.
func TestFillContinuesAtTheSameQuestionAfterAKill(t *testing.T) {
	file := filepath.Join(t.TempDir(), "Amt für Straßen.itb")
	s := start(t, "fill", file, "--questionnaire", "it-landschaft", "--editor", "")
	s.wait("Zu welchem Stichtag")
	s.press("31.02.2025\r")
	s.wait("Fehler: Bitte geben Sie ein gültiges Datum")
	s.press("\x15" + "31.12.2025\r")
	s.wait("Haben Sie die Hinweise zum Datenschutz")
	s.press("\x1b[B\r") // the first choice below "no choice": yes
	s.wait("Vorname und Name")
	s.press("Jörg Müßig\r")
	s.wait("Welche Funktion")
	s.press("halb")
	s.wait("> halb")
	s.kill()

	s = start(t, "fill", file)
	s.wait("Welche Funktion")
	s.press("\x1b[Z") // back
	s.wait("> Jörg Müßig")
	s.press("\x1b[Z")
	s.wait("> Ja")
	s.press("\x1b[21~") // F10
	if err := s.program.Wait(); err != nil {
		t.Errorf("F10 ends with %v", err)
	}
}

// The unit that handing in asks for is that of every response in the return.
func TestSubmitAsksForTheUnitOfAllResponses(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	const set = "kind: questionnaire\nid: papier\nshort: PA\nversion: 1.0.0\ntitle: Papiere\nresponses: many\nsections:\n" +
		"  - {name: a, label: A, questions: [{name: nr, type: integer, label: Nummer?, required: true}]}\n"
	if err := os.WriteFile(at("papier.yaml"), []byte(set), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{
		{"answer", at("amt.itb"), "--questionnaire", at("papier.yaml"), "nr=1"},
		{"answer", at("amt.itb"), "--response", "2", "nr=2"},
	} {
		if out, err := exec.Command("itbestand", args...).CombinedOutput(); err != nil {
			t.Fatalf("%v: %v\n%s", args, err, out)
		}
	}
	s := start(t, "submit", at("amt.itb"))
	s.wait("Für welche Verwaltung")
	s.press("990610001\r")
	s.wait("Antwortbögen:    2")
	if err := s.program.Wait(); err != nil {
		t.Fatal(err)
	}
	merge := s.beside("merge", at("zentral.itb"), "--questionnaire", at("papier.yaml"), at("rueckgabe_990610001_papier_r1.itb"))
	if out, err := merge.CombinedOutput(); err != nil {
		t.Errorf("merge: %v\n%s", err, out)
	}
}

// A terminal that never answers does not hold the program up: nothing is asked
// of it at the start.
func TestHelpAsksTheTerminalNothing(t *testing.T) {
	path, err := exec.LookPath("itbestand")
	if err != nil {
		t.Fatal(err)
	}
	master, slave, err := pty.Open()
	if err != nil {
		t.Skipf("no pseudo-terminal: %v", err)
	}
	defer master.Close()
	program := exec.Command(path, "--help")
	program.Env = []string{"TERM=xterm-256color", "PATH=" + os.Getenv("PATH")}
	program.Stdin, program.Stdout, program.Stderr = slave, slave, slave
	program.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	if err := program.Start(); err != nil {
		t.Fatal(err)
	}
	slave.Close()
	written, err := io.ReadAll(master)
	if err != nil && !errors.Is(err, syscall.EIO) {
		t.Fatal(err)
	}
	if err := program.Wait(); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(written), "Befehle:") || strings.Contains(string(written), "\x1b") {
		t.Errorf("wrote %q", written)
	}
}

// While the dialogue has a file open, another program is told who has it, and
// may read it, but not write.
func TestFI03AFileInUseIsNotWrittenTwice(t *testing.T) {
	file := filepath.Join(t.TempDir(), "amt.itb")
	s := start(t, "fill", file, "--questionnaire", "it-landschaft", "--editor", "")
	s.wait("Zu welchem Stichtag")
	second := s.beside("answer", file, "stichtag=31.12.2025")
	out, err := second.CombinedOutput()
	holder, _ := os.Hostname()
	if second.ProcessState.ExitCode() != 6 || !strings.Contains(string(out), "gerade geöffnet") || !strings.Contains(string(out), holder) {
		t.Errorf("exit code %d (%v): %s", second.ProcessState.ExitCode(), err, out)
	}
	s.press("\x1b[21~")
	if err := s.program.Wait(); err != nil {
		t.Fatal(err)
	}
	again := s.beside("answer", file, "stichtag=31.12.2025")
	if out, err := again.CombinedOutput(); err != nil {
		t.Errorf("after the dialogue: %v: %s", err, out)
	}
}

// Ctrl-C ends with 130, and what was typed is kept.
func TestFI11CtrlCKeepsWhatWasTyped(t *testing.T) {
	file := filepath.Join(t.TempDir(), "amt.itb")
	s := start(t, "fill", file, "--questionnaire", "it-landschaft", "--editor", "")
	s.wait("Zu welchem Stichtag")
	s.press("31.12.2025\x03")
	err := s.program.Wait()
	if code, _ := exitStatus(err); code != "130" {
		t.Errorf("exit %s: %v", code, err)
	}
	out, err := s.beside("show", file).Output()
	if err != nil || !strings.Contains(string(out), "31.12.2025") {
		t.Errorf("%v: %s", err, out)
	}
}

// The unit that submit asks for decides what the set asks: a question that
// comes up with it stands in the way of handing in like any other.
func TestTheUnitThatSubmitAsksForCounts(t *testing.T) {
	dir := t.TempDir()
	set := filepath.Join(dir, "kreis.yaml")
	source := `kind: questionnaire
id: kreis
short: K
version: 1.0.0
title: Kreis
responses: one
sections:
  - name: a
    label: A
    questions:
      - {name: n, type: integer, label: Wie viele?, relevant: einheit.typ == "landkreis", required: true}
`
	if err := os.WriteFile(set, []byte(source), 0o600); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "amt.itb")
	path, err := exec.LookPath("itbestand")
	if err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command(path, "answer", file, "--questionnaire", set).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	s := start(t, "submit", file)
	s.wait("Für welche Verwaltung")
	s.press("99061\r")
	s.wait("noch nicht vollständig (zu klären: 1)")
	if code, _ := exitStatus(s.program.Wait()); code != "5" {
		t.Errorf("exit code %s", code)
	}
	if returns, _ := filepath.Glob(filepath.Join(dir, "rueckgabe_*")); len(returns) > 0 {
		t.Errorf("handed in %v", returns)
	}
}
