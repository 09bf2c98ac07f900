package tui

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"sync"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/hinshun/vt10x"
)

// Screen after screen comes out whole on a console that does not read control
// sequences, though their heads are as wide as a screen may be.
func TestLongHeadsOnAConsoleThatReadsNoSequences(t *testing.T) {
	screens := []string{screenOf("Liste", "n neu"), screenOf("Eintrag", "Esc Liste"), screenOf("Liste", "n neu")}
	around := newUnreading(80, 24)
	program := tea.NewProgram(still(screens[0]), tea.WithInput(nil), tea.WithOutput(console{around}), tea.WithAltScreen(), tea.WithoutSignalHandler())
	ended := make(chan error, 1)
	go func() {
		_, err := program.Run()
		ended <- err
	}()
	program.Send(tea.WindowSizeMsg{Width: 80, Height: 24})
	for _, want := range screens {
		program.Send(still(want))
		_, foot, _ := strings.Cut(want, "¶")
		got := around.wait(t, "¶"+strings.TrimRight(foot, "\n"))
		for i, line := range strings.Split(want, "\n") {
			if shown := strings.TrimRight(got[i], " "); shown != line {
				t.Errorf("line %d is %q, want %q", i+1, shown, line)
			}
		}
	}
	program.Quit()
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
}

// screenOf is a screen of 77 columns and 23 lines, and the free one below.
func screenOf(name, foot string) string {
	head := name + strings.Repeat(".", 77-len(name))
	return head + "\n" + strings.Repeat("─", 77) + "\nWas " + name + " fragt" + strings.Repeat("\n", 20) + "¶" + foot + "\n"
}

func TestConsoleCountsWhatItWasGiven(t *testing.T) {
	for _, c := range []struct {
		given, want string
		fails       int // the write of this number; none at 0
		n           int
	}{
		{"\x1b[HKopf\r\n\nFuß", "\x1b[H|\rKopf\r\n\nFuß|", 0, 14},
		{"\x1b[H", "\x1b[H|", 0, 3}, // as after clearing
		{"Kopf\x1b[HKopf", "Kopf\x1b[HKopf|", 0, 11},
		{"", "|", 0, 0},
		{"\x1b[HKopf", "", 1, 0},
		{"\x1b[HKopf", "\x1b[H|", 2, 3},
	} {
		written := writes{fails: c.fails}
		n, err := console{&written}.Write([]byte(c.given))
		if n != c.n || written.String() != c.want || (err != nil) != (c.fails > 0) {
			t.Errorf("%q: %d, %v, written %q; want %d and %q", c.given, n, err, written.String(), c.n, c.want)
		}
	}
}

// writes is a terminal that keeps what was written, a bar behind each write.
type writes struct {
	bytes.Buffer
	fails, done int
}

func (w *writes) Write(text []byte) (int, error) {
	if w.done++; w.done == w.fails {
		return 0, errors.New("gone")
	}
	w.Buffer.Write(text)
	w.WriteByte('|')
	return len(text), nil
}

func (w *writes) Close() error { return nil }
func (w *writes) Fd() uintptr  { return ^uintptr(0) }

// still is a model that shows one screen; sent to itself it shows another.
type still string

func (s still) Init() tea.Cmd { return nil }
func (s still) View() string  { return string(s) }
func (s still) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if next, ok := msg.(still); ok {
		return next, nil
	}
	return s, nil
}

// unreading is a console that does not read control sequences: it keeps them as
// letters of its line, begins a new one where that is full, shows what changed
// in its line, and leaves the sequences to the terminal around it. Its own
// cursor stays in the last line.
type unreading struct {
	mu       sync.Mutex
	around   vt10x.Terminal
	line     []rune
	at       int // column of the next letter
	from, to int // the columns that were written and are not shown yet
	changed  chan struct{}
}

func newUnreading(columns, lines int) *unreading {
	u := &unreading{around: vt10x.New(vt10x.WithSize(columns, lines)), line: make([]rune, columns), changed: make(chan struct{}, 1)}
	u.from = columns
	return u
}

func (u *unreading) Write(text []byte) (int, error) {
	u.mu.Lock()
	defer u.mu.Unlock()
	for _, r := range string(text) {
		switch {
		case r == '\r':
			u.at = 0
			continue
		case r == '\n':
			u.feed()
			continue
		case u.at == len(u.line):
			u.feed()
		}
		u.line[u.at] = r
		u.from = min(u.from, u.at)
		u.at++
		u.to = max(u.to, u.at)
	}
	u.show()
	select {
	case u.changed <- struct{}{}:
	default:
	}
	return len(text), nil
}

func (u *unreading) feed() {
	u.show()
	_, _ = io.WriteString(u.around, "\r\n")
	u.at = 0
}

func (u *unreading) show() {
	if u.from == 0 {
		_, _ = io.WriteString(u.around, "\r")
	}
	if u.from < u.to {
		_, _ = io.WriteString(u.around, string(u.line[u.from:u.to]))
	}
	u.from, u.to = len(u.line), 0
}

// wait waits for text on the screen and returns its lines.
func (u *unreading) wait(t *testing.T, text string) []string {
	t.Helper()
	giveUp := time.After(time.Minute)
	for {
		u.mu.Lock()
		shown := u.around.String()
		u.mu.Unlock()
		if strings.Contains(shown, text) {
			return strings.Split(shown, "\n")
		}
		select {
		case <-u.changed:
		case <-giveUp:
			t.Fatalf("never showed %q:\n%s", text, shown)
		}
	}
}

func (u *unreading) Read([]byte) (int, error) { return 0, io.EOF }
func (u *unreading) Close() error             { return nil }
func (u *unreading) Fd() uintptr              { return ^uintptr(0) }
