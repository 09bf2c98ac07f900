package tui

import (
	"context"
	"errors"
	"io"
	"os"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/lipgloss"
	"github.com/mattn/go-isatty"

	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/i18n"

	_ "bestand.example/itbestand/survey/tui/quiet" // before Bubble Tea's own init
)

// Dialogue is one conversation: whose questions are asked, in which words, and
// over which streams.
type Dialogue struct {
	Session *survey.Session
	Words   *i18n.Catalogue
	Title   string // what is answered and for whom: title of the set, name of the unit
	File    string // the survey file as a person types it after a command; for the closing words; empty: nobody is to type one
	Back    string // who gets the file back once it is filled in; of a part only
	In      io.Reader
	Out     io.Writer
	Person  bool // somebody sits at In, whatever it is; otherwise a terminal tells
	NoColor bool // no styles at all; the variable NO_COLOR does the same
	ASCII   bool // no drawing characters, arrows and typographic signs: the terminal cannot show them; letters stay

	Lists  Lists  // to take rows over from; its zero value offers nothing
	Intro  Intro  // what comes before the first question
	Sealed Sealed // of a session that is read-only

	// Privacy is what the wave says of data protection, empty without one. The
	// help of the screen ends with it: who acknowledged it can read it again.
	Privacy string

	// Explain puts an error of saving into a sentence for the person: what
	// happened, and what to do. Without it the error speaks for itself.
	Explain func(error) string
}

// person reports whether somebody sits at the input, who can be asked.
func (d *Dialogue) person() bool {
	file, ok := d.In.(*os.File)
	return d.Person || ok && isatty.IsTerminal(file.Fd())
}

// Outcome tells how a dialogue ended.
type Outcome struct {
	Interrupted bool // by Ctrl-C or a cancelled context: exit status 130
	AtEnd       bool // the person stands behind the last question
	Unsaved     bool // the last entry could not be saved; the error says why
}

// Usable reports whether the full-screen dialogue can run: both streams are
// terminals, and the terminal can move its cursor. Otherwise use Lines.
func Usable(in, out *os.File) bool {
	return isatty.IsTerminal(in.Fd()) && isatty.IsTerminal(out.Fd()) && os.Getenv("TERM") != "dumb"
}

// Run asks on the full screen until the person leaves. Everything that was
// acknowledged is saved when it returns; Closing makes the words to print then,
// because those on the screen vanish with it. An error means that the last
// entry could not be saved or that the terminal failed.
func Run(ctx context.Context, d Dialogue) (Outcome, error) {
	m := newModel(&d, d.NoColor || colourless())
	program := tea.NewProgram(m, tea.WithInput(d.In), tea.WithOutput(output(d.Out)), tea.WithAltScreen(), tea.WithoutSignalHandler())
	// Quitting lets the program finish in order; a context of its own would
	// kill it while it still reads.
	defer context.AfterFunc(ctx, program.Quit)()
	_, err := program.Run()
	outcome := Outcome{Interrupted: m.interrupted}
	switch {
	case errors.Is(err, tea.ErrProgramPanic):
		outcome.Unsaved = true // what the screen held is not to be trusted
	case err != nil: // of the terminal
		outcome.Unsaved = m.keep() != nil
	case ctx.Err() != nil && !m.left:
		outcome.Interrupted = true
		err = m.keep()
		outcome.Unsaved = err != nil
	default:
		err = m.unsaved
		outcome.Unsaved = err != nil
	}
	outcome.AtEnd = d.Session.AtEnd()
	return outcome, err
}

// colourless reports whether styles have no effect on this terminal, so that
// the cursor of an entry field needs a sign of its own.
func colourless() bool {
	return os.Getenv("NO_COLOR") != "" || lipgloss.NewStyle().Reverse(true).Render("x") == "x"
}
