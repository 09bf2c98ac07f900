//go:build !windows

package tui

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"
	"github.com/hinshun/vt10x"

	"bestand.example/itbestand/survey"
)

// patience is how long a test waits for a text before it gives up; no test
// needs a part of it.
const patience = 20 * time.Second

// screenful is a terminal with a person before it.
type screenful struct {
	t       *testing.T
	master  *os.File
	slave   *os.File
	screen  vt10x.Terminal
	mu      sync.Mutex
	raw     bytes.Buffer
	changed chan struct{}
}

func openTerminal(t *testing.T, columns, lines int) *screenful {
	t.Helper()
	master, slave, err := pty.Open()
	if err != nil {
		t.Skipf("no pseudo terminal: %v", err)
	}
	if err := pty.Setsize(master, &pty.Winsize{Cols: uint16(columns), Rows: uint16(lines)}); err != nil {
		t.Fatal(err)
	}
	s := &screenful{t: t, master: master, slave: slave, screen: vt10x.New(vt10x.WithSize(columns, lines)), changed: make(chan struct{}, 1)}
	t.Cleanup(func() { slave.Close(); master.Close() })
	go s.watch()
	return s
}

func (s *screenful) watch() {
	buffer := make([]byte, 4096)
	for {
		n, err := s.master.Read(buffer)
		s.mu.Lock()
		s.raw.Write(buffer[:n])
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

// wait returns when the screen shows a text.
func (s *screenful) wait(text string) {
	s.t.Helper()
	giveUp := time.After(patience)
	for {
		s.mu.Lock()
		shown := s.screen.String()
		s.mu.Unlock()
		if strings.Contains(shown, text) {
			return
		}
		select {
		case <-s.changed:
		case <-giveUp:
			s.t.Fatalf("never showed %q:\n%s", text, shown)
		}
	}
}

func (s *screenful) press(bytes string) {
	s.t.Helper()
	if _, err := s.master.WriteString(bytes); err != nil {
		s.t.Fatal(err)
	}
}

type ended struct {
	outcome Outcome
	err     error
}

func (s *screenful) run(ctx context.Context, b *desk) <-chan ended {
	b.d.In, b.d.Out = s.slave, s.slave
	done := make(chan ended, 1)
	go func() {
		outcome, err := Run(ctx, *b.d)
		done <- ended{outcome, err}
	}()
	return done
}

func (s *screenful) end(done <-chan ended) ended {
	s.t.Helper()
	select {
	case e := <-done:
		return e
	case <-time.After(patience):
		s.t.Fatal("did not end")
		return ended{}
	}
}

func TestRunOnARealTerminal(t *testing.T) {
	t.Setenv("TERM", "screen-256color")
	s, b := openTerminal(t, 80, 24), newDesk(t, at("name"))
	done := s.run(context.Background(), b)
	s.wait("Name der Dienststelle (Pflicht)")
	s.press("Straße\r31.02.2026\r")
	s.wait("Fehler: Bitte geben Sie ein gültiges Datum")
	s.press("\x1b[Z") // Shift+Tab
	s.wait("> Straße")
	s.press("\x1bOQ") // F2
	s.wait("Entwurf     1.2 Tag der Erhebung")
	s.press("\x1b")
	s.wait("> Straße")
	s.press("\x1b[21~") // F10
	if e := s.end(done); e.err != nil || e.outcome != (Outcome{}) {
		t.Errorf("ended with %+v", e)
	}
	b.value("name", "Straße")
	if got := b.answer("erhoben").Draft; got != "31.02.2026" {
		t.Errorf("draft %q", got)
	}
}

func TestCtrlCInterruptsAndSaves(t *testing.T) {
	t.Setenv("TERM", "screen-256color")
	s, b := openTerminal(t, 60, 16), newDesk(t, at("name"))
	done := s.run(context.Background(), b)
	s.wait("Name der Dienststelle")
	s.press("Amt\x03")
	if e := s.end(done); e.err != nil || !e.outcome.Interrupted {
		t.Errorf("ended with %+v", e)
	}
	b.value("name", "Amt")
}

func TestCancelledContextInterruptsAndSaves(t *testing.T) {
	t.Setenv("TERM", "screen-256color")
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	s, b := openTerminal(t, 80, 24), newDesk(t, at("name"))
	done := s.run(ctx, b)
	s.press("Amt")
	s.wait("> Amt")
	cancel()
	if e := s.end(done); e.err != nil || !e.outcome.Interrupted {
		t.Errorf("ended with %+v", e)
	}
	b.value("name", "Amt")
}

func TestUnsavedEntryIsReported(t *testing.T) {
	t.Setenv("TERM", "screen-256color")
	s, b := openTerminal(t, 80, 24), newDesk(t, at("name"))
	b.failing = true
	done := s.run(context.Background(), b)
	s.wait("Name der Dienststelle") // Ctrl+Q would mean something else to a terminal that is not set up
	s.press("Amt\x11")
	s.wait("Nicht gespeichert: Der Datenträger ist voll.")
	s.press("\x11")
	if e := s.end(done); !errors.Is(e.err, errDisk) || !e.outcome.Unsaved {
		t.Errorf("ended with %+v", e)
	}
}

// Without colour nothing but movements of the cursor is written: no SGR
// sequence.
func TestNoColourMeansNoStyles(t *testing.T) {
	t.Setenv("TERM", "screen-256color")
	s, b := openTerminal(t, 80, 24), newDesk(t, at("os"), given("name", survey.KindText, "Amt"))
	done := s.run(context.Background(), b)
	s.wait("Welche Betriebssysteme?")
	s.press(" \r") // tick and go on
	s.wait("Welche Bürosoftware?")
	s.press("\x1b[21~")
	s.end(done)
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, sequence := range strings.Split(s.raw.String(), "\x1b[")[1:] {
		if end := strings.IndexFunc(sequence, func(r rune) bool { return r >= '@' }); end >= 0 && sequence[end] == 'm' {
			t.Errorf("style %q", sequence[:end+1])
		}
	}
}

func TestUsableNeedsATerminalThatMovesItsCursor(t *testing.T) {
	s := openTerminal(t, 80, 24)
	file, err := os.Create(t.TempDir() + "/file")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	t.Setenv("TERM", "xterm")
	if !Usable(s.slave, s.slave) {
		t.Error("a terminal is not usable")
	}
	if Usable(file, s.slave) || Usable(s.slave, file) {
		t.Error("a file is usable")
	}
	t.Setenv("TERM", "dumb")
	if Usable(s.slave, s.slave) {
		t.Error("a dumb terminal is usable")
	}
}

// A program that imports this package starts without a word to its terminal,
// even to one that would have to answer. The program is this test binary,
// which ends at once; its environment is bare, because a variable like CI
// would keep the question back as well.
func TestStartAsksTheTerminalNothing(t *testing.T) {
	master, slave, err := pty.Open()
	if err != nil {
		t.Skipf("no pseudo terminal: %v", err)
	}
	defer master.Close()
	program := exec.Command(os.Args[0])
	program.Env = []string{"TERM=xterm-256color", startOnly + "=1"}
	program.Stdin, program.Stdout, program.Stderr = slave, slave, slave
	program.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	if err := program.Start(); err != nil {
		t.Fatal(err)
	}
	slave.Close()
	written, err := io.ReadAll(master) // ends with an error once the program is gone
	if err != nil && !errors.Is(err, syscall.EIO) {
		t.Fatal(err)
	}
	if err := program.Wait(); err != nil {
		t.Fatal(err)
	}
	if len(written) > 0 {
		t.Errorf("wrote %q to the terminal", written)
	}
}
