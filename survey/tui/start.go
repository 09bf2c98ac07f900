package tui

import (
	"context"
	"io"

	tea "github.com/charmbracelet/bubbletea"

	"bestand.example/itbestand/survey/i18n"
)

// Start is the screen before any file is open: which survey files lie here, how
// far each response is, and what can be done. It opens nothing itself; it is
// handed what there is, and gives back what the person chose.
type Start struct {
	Words   *i18n.Catalogue
	Folder  string   // in which the files lie, for the head
	Notes   []string // what holds for the whole: deadline, whom to ask
	Entries []Entry
	Sets    []SetOffer // for a new response, and for a blank form
	Report  Report     // what the last action came to
	Cursor  int        // entry that the last action was about; -1: none
	In      io.Reader
	Out     io.Writer
	NoColor bool // no styles at all; the variable NO_COLOR does the same
	ASCII   bool // no drawing characters, arrows and typographic signs; see Dialogue

	// FileName makes a file's name out of what a person typed, or says why that
	// cannot be one.
	FileName func(typed string) (name, refusal string)
}

// State is how far a response, or a file without one, is.
type State string

// The states of an entry.
const (
	Fresh    State = "fresh"     // nothing is answered yet
	Begun    State = "begun"     // some answers
	Complete State = "complete"  // nothing stands in the way of handing in
	HandedIn State = "handed_in" // and read-only until it is reopened
	Busy     State = "busy"      // another program has the file open
	Newer    State = "newer"     // made by a newer version of the program
	Broken   State = "broken"    // damaged, foreign, or unreadable
	Returned State = "return"    // a file that was handed in
	Gathered State = "central"   // what returns were merged into
)

// Entry is a line of the start screen: a response, or a file that has none.
type Entry struct {
	File    string // under which heading it stands
	Title   string // what is asked; empty where there is nothing but the file
	State   State
	Done    int // of the questions asked
	Asked   int
	Open    int    // what stands in the way of handing in
	Detail  string // a sentence or two: when it was handed in, who has the file open, what is wrong with it
	Actions []Action

	NextRevision int      // of the return after reopening
	Lists        []string // that rows can be taken over into
	UnitAsked    bool
	ReleaseAsked bool
}

// SetOffer is a question set that a new response can be begun with.
type SetOffer struct {
	Title string
	Note  string // how long it takes, and where it comes from
	Unit  Need   // whether it is asked for whom the answers are
	Name  string // proposed for the file, without its ending
}

// Need says how much something matters.
type Need int

// The needs.
const (
	Unasked Need = iota
	Optional
	Wanted // asked for; left blank it is asked again when handing in
)

// Action is something that can be done from the start screen.
type Action string

// The actions. Those on a response come first, then those on the whole.
const (
	Continue   Action = "continue"
	View       Action = "view"
	Check      Action = "check"
	HandInNow  Action = "submit"
	Reopen     Action = "reopen"
	Another    Action = "another"
	ShowAll    Action = "show"
	Document   Action = "document" // all answers as a file for the administration's records
	ImportList Action = "import"
	PrintBlank Action = "print"
	Upgrade    Action = "upgrade"

	New      Action = "new"
	PrintSet Action = "print_set"
	Language Action = "language"
	Again    Action = "again" // look at the folder once more
	Quit     Action = "quit"
)

// actionsOnEntry are the actions on a response, in the order of the work.
func actionsOnEntry() []Action {
	return []Action{Continue, View, Check, HandInNow, Reopen, Another, ShowAll, Document, ImportList, PrintBlank, Upgrade}
}

// overall are the actions that need no entry, in their order.
func overall() []Action { return []Action{New, PrintSet, Language, Again, Quit} }

// Request is what the person wants, with all that it takes.
type Request struct {
	Action      Action
	Entry       int // index into Entries; -1: none
	Set         int // index into Sets; -1: none
	Name        string
	Unit        string
	Release     string
	Released    bool // Release was asked for
	Incomplete  bool // hand in although points are open
	List        int  // index into the entry's Lists
	Interrupted bool // Ctrl-C
}

// Report is what an action came to, in words. A report that has paragraphs is
// read on a screen of its own.
type Report struct {
	Title string
	Text  string
	Line  string // a short word that needs no screen
}

// Choose shows the start screen until the person has chosen something. A
// cancelled context counts as Ctrl-C.
func Choose(ctx context.Context, s Start) (Request, error) {
	m := newStartModel(&s, s.NoColor || colourless())
	program := tea.NewProgram(m, tea.WithInput(s.In), tea.WithOutput(output(s.Out)), tea.WithAltScreen(), tea.WithoutSignalHandler())
	defer context.AfterFunc(ctx, program.Quit)()
	_, err := program.Run()
	if ctx.Err() != nil && !m.chosen {
		m.request = Request{Action: Quit, Entry: -1, Set: -1, Interrupted: true}
	}
	return m.request, err
}

// favourite is the entry that the cursor stands on at first: the one that the
// last action was about, otherwise the first that is begun, otherwise the first
// that can be answered.
func (s *Start) favourite() int {
	if s.Cursor >= 0 && s.Cursor < len(s.Entries) {
		return s.Cursor
	}
	for _, wanted := range []State{Begun, Complete, Fresh} {
		for i, e := range s.Entries {
			if e.State == wanted {
				return i
			}
		}
	}
	return -1
}

// main is what Enter does with an entry at once; "" where the person is to
// choose first.
func (e Entry) main() Action {
	if e.State == Fresh || e.State == Begun {
		return Continue
	}
	return ""
}

func (e Entry) can(a Action) bool {
	for _, able := range e.Actions {
		if able == a {
			return true
		}
	}
	return false
}
