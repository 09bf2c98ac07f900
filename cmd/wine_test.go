//go:build !windows

package cmd_test

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// The Windows program does on a Windows console what the clerk needs: it asks,
// is killed, continues at the same question, and hands in, in the dialogue and
// by lines, in a folder with umlauts and blanks. It runs under Wine, in tmux;
// the screens are kept as artifacts (go test -artifacts).
func TestTheWindowsProgramUnderWine(t *testing.T) {
	if os.Getenv("ITBESTAND_LONG") == "" {
		t.Skip("runs with ITBESTAND_LONG only: Wine may have to be installed first")
	}
	w := newConsole(t)
	w.run("", "answer", w.file, "--questionnaire", "klein.yaml", "--unit", unitKey, "--editor", "")

	w.open("fill", w.file)
	w.wait("Wie heißt das Amt?")
	w.press("Größe & Öl ß€", "Enter")
	w.wait("Wie viele Arbeitsplätze?")
	w.keep("1-zweite-frage")
	w.press("12", "Enter")
	w.wait("Welches System?")
	w.press("Down", "Down", "Enter")
	w.wait("Warum dieses?")
	w.press("halb getippt")
	w.wait("> halb getippt")
	w.keep("2-halb-getippt")
	w.kill()

	w.open("fill", w.file)
	w.wait("Warum dieses?")
	w.keep("3-nach-dem-abbruch")
	w.press("BTab") // Shift+Tab
	w.wait("> Linux")
	w.press("BTab", "BTab")
	w.wait("> Größe & Öl ß€")
	w.press("F2")
	w.wait("erledigt")
	w.keep("4-uebersicht")
	w.press("Escape", "F10")
	w.end()

	// By lines: two answers, then it is killed while it waits for the third.
	lines := w.lines("fill", w.file)
	lines.say("\n\n\n", "Warum dieses?")
	lines.say("Wegen des Ärgers\n", "Noch etwas?")
	if err := lines.program.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = lines.program.Wait()
	out := w.run("nein\n", "fill", w.file)
	if !strings.Contains(out, "Noch etwas?") || strings.Contains(out, "Warum dieses?") || strings.Contains(out, "\x1b") {
		t.Errorf("continued by lines with\n%s", out)
	}
	if err := os.WriteFile(filepath.Join(t.ArtifactDir(), "wine-5-zeilen.txt"), []byte(out), 0o600); err != nil {
		t.Fatal(err)
	}
	out = w.run("", "submit", w.file)
	if err := os.WriteFile(filepath.Join(t.ArtifactDir(), "wine-6-quittung.txt"), []byte(out), 0o600); err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"amt": "Größe & Öl ß€", "clients": "12", "os": "x", "warum": "Wegen des Ärgers", "schluss": "nein"}
	if got := answersOf(t, filepath.Join(w.dir, w.file)); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("the file says %v", got)
	}
	succeeds(t, "merge", filepath.Join(t.TempDir(), "zentral.itb"), "--questionnaire", filepath.Join(w.dir, "klein.yaml"),
		filepath.Join(w.dir, "rueckgabe_"+unitKey+"_klein_r1.itb"))
}

// console is a folder with the Windows program, and a terminal to run it in.
type console struct {
	t       *testing.T
	runner  string // starts Windows programs
	dir     string
	file    string
	opened  int
	session string
	changed chan struct{} // the program wrote something
}

func newConsole(t *testing.T) *console {
	t.Helper()
	runner, err := filepath.Abs("../../shared/tools/windows-run")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(runner); err != nil {
		t.Skip("what starts Windows programs is not here:", err)
	}
	if _, err := exec.LookPath("tmux"); err != nil {
		t.Skip("tmux is not here")
	}
	w := &console{t: t, runner: runner, dir: filepath.Join(t.TempDir(), "Bürgeramt für Straßen und Öl"), file: "Jörg Müßig 1.itb"}
	if err := os.MkdirAll(w.dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(w.dir, "klein.yaml"), []byte(smallSet), 0o600); err != nil {
		t.Fatal(err)
	}
	build := exec.Command("go", "build", "-o", filepath.Join(w.dir, "itbestand.exe"), "./itbestand")
	build.Env = append(os.Environ(), "GOOS=windows", "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	t.Setenv("LC_ALL", "C.UTF-8") // Wine reads names and keys by it
	t.Setenv("LANG", "de_DE.UTF-8")
	w.tmux("-f", "/dev/null", "start-server", ";", "set-option", "-g", "exit-empty", "off")
	t.Cleanup(func() { w.tmux("kill-server") })
	return w
}

func (w *console) command(args ...string) *exec.Cmd {
	c := exec.Command(w.runner, append([]string{"itbestand.exe"}, args...)...)
	c.Dir = w.dir
	return c
}

// run runs the program without a terminal, to its good end.
func (w *console) run(input string, args ...string) string {
	w.t.Helper()
	c := w.command(args...)
	c.Stdin = strings.NewReader(input)
	out, err := c.CombinedOutput()
	if err != nil {
		w.t.Fatalf("itbestand.exe %v: %v\n%s", args, err, out)
	}
	return string(out)
}

func (w *console) tmux(args ...string) string {
	w.t.Helper()
	out, err := exec.Command("tmux", append([]string{"-L", fmt.Sprintf("itbestand-%d", os.Getpid())}, args...)...).CombinedOutput()
	if err != nil {
		w.t.Fatalf("tmux %v: %v\n%s", args, err, out)
	}
	return strings.TrimRight(string(out), "\n")
}

// open starts the program in a window of 80x24. Whatever it writes is a sign to
// look at the screen again.
func (w *console) open(args ...string) {
	w.t.Helper()
	signs := filepath.Join(w.t.TempDir(), "geschrieben")
	if err := syscall.Mkfifo(signs, 0o600); err != nil {
		w.t.Fatal(err)
	}
	w.opened++
	w.session = fmt.Sprintf("wine-%d", w.opened)
	w.tmux("new-session", "-d", "-x", "80", "-y", "24", "-s", w.session, "-c", w.dir, "cat > /dev/null")
	w.tmux("set-option", "-t", w.session, "remain-on-exit", "on")
	w.tmux("set-hook", "-t", w.session, "pane-died", "wait-for -S "+w.session)
	w.tmux("pipe-pane", "-t", w.session, "cat > '"+signs+"'")
	pipe, err := os.Open(signs)
	if err != nil {
		w.t.Fatal(err)
	}
	w.changed = make(chan struct{}, 1)
	go func(changed chan struct{}) {
		defer pipe.Close()
		defer close(changed)
		for buffer := make([]byte, 4096); ; {
			if _, err := pipe.Read(buffer); err != nil {
				return
			}
			select {
			case changed <- struct{}{}:
			default:
			}
		}
	}(w.changed)
	w.tmux(append([]string{"respawn-pane", "-k", "-t", w.session, "-c", w.dir, w.runner, "itbestand.exe"}, args...)...)
}

func (w *console) screen() string { return w.tmux("capture-pane", "-p", "-t", w.session) }

func (w *console) wait(text string) {
	w.t.Helper()
	giveUp := time.After(patience)
	for {
		shown := w.screen()
		if strings.Contains(squeezed(shown), squeezed(text)) {
			return
		}
		select {
		case _, more := <-w.changed:
			if more {
				continue
			}
			w.t.Fatalf("ended before it showed %q:\n%s", text, shown)
		case <-giveUp:
			w.t.Fatalf("never showed %q:\n%s", text, shown)
		}
	}
}

// press sends keys by their names, and other words as they are.
func (w *console) press(keys ...string) {
	w.t.Helper()
	for _, key := range keys {
		switch key {
		case "Enter", "Down", "BTab", "F2", "F10", "Escape":
			w.tmux("send-keys", "-t", w.session, key)
		default:
			w.tmux("send-keys", "-t", w.session, "-l", key)
		}
	}
}

// keep keeps the screen for the report.
func (w *console) keep(name string) {
	w.t.Helper()
	if err := os.WriteFile(filepath.Join(w.t.ArtifactDir(), "wine-"+name+".txt"), []byte(w.screen()+"\n"), 0o600); err != nil {
		w.t.Fatal(err)
	}
}

// kill ends the program as the task manager does.
func (w *console) kill() {
	w.t.Helper()
	process, err := strconv.Atoi(w.tmux("display-message", "-p", "-t", w.session, "#{pane_pid}"))
	if err != nil {
		w.t.Fatal(err)
	}
	if err := syscall.Kill(process, syscall.SIGKILL); err != nil {
		w.t.Fatal(err)
	}
	w.end()
}

// end waits until the program is gone, and closes the window.
func (w *console) end() {
	w.t.Helper()
	w.tmux("wait-for", w.session)
	w.tmux("kill-session", "-t", w.session)
}

// windowsLines is the line mode of the Windows program at work.
type windowsLines struct {
	t       *testing.T
	program *exec.Cmd
	in      io.Writer
	out     *bufio.Reader
}

func (w *console) lines(args ...string) *windowsLines {
	w.t.Helper()
	c := w.command(args...)
	in, err := c.StdinPipe()
	if err != nil {
		w.t.Fatal(err)
	}
	out, err := c.StdoutPipe()
	if err != nil {
		w.t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		w.t.Fatal(err)
	}
	return &windowsLines{w.t, c, in, bufio.NewReader(out)}
}

// say writes lines and reads until the answer has come.
func (l *windowsLines) say(lines, answer string) {
	l.t.Helper()
	if _, err := io.WriteString(l.in, lines); err != nil {
		l.t.Fatal(err)
	}
	var heard bytes.Buffer
	for {
		line, err := l.out.ReadString('\n')
		heard.WriteString(line)
		if strings.Contains(line, answer) {
			return
		}
		if err != nil {
			l.t.Fatalf("never said %q: %v\n%s", answer, err, heard.String())
		}
	}
}
