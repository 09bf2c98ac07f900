package tui

import (
	"bytes"
	"io"
	"os"
	"runtime"

	"github.com/charmbracelet/x/ansi"
)

// output is what Bubble Tea writes to instead of out.
func output(out io.Writer) io.Writer {
	if file, ok := out.(*os.File); ok && runtime.GOOS == "windows" {
		return console{file}
	}
	return out
}

// terminal is what Bubble Tea must be able to do with its output to take it for
// a terminal.
type terminal interface {
	io.ReadWriteCloser
	Fd() uintptr
}

// console is a terminal of Windows whose console may not read control sequences,
// as that of Wine. It keeps them as letters of its own line, lets the terminal
// around it read them, and never learns that its cursor went home. So to it the
// head of a screen stands in one line with what ended the screen before; a long
// head does not fit there and goes on in the next line, and what follows slides.
// A carriage return before the head mends that, but the head then overwrites the
// sequence in the console's line: unless that came in a write of its own, it is
// never passed on. A console that reads the sequences sees no difference.
type console struct{ terminal }

// Write writes a screen, or a sequence alone; n does not count what it adds.
func (c console) Write(screen []byte) (n int, err error) {
	lines, ok := bytes.CutPrefix(screen, []byte(ansi.CursorHomePosition))
	if !ok || len(lines) == 0 {
		return c.terminal.Write(screen)
	}
	if n, err = c.terminal.Write(screen[:len(screen)-len(lines)]); err != nil {
		return n, err
	}
	more, err := c.terminal.Write(append([]byte{'\r'}, lines...))
	return n + max(more-1, 0), err
}
