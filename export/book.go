// Package export writes the workbook: one Excel file with the answers of all
// responses, how often each answer was given, a codebook, and what the figures
// rest on.
//
// A workbook is a snapshot. It is always made whole, and the same Book gives
// the same bytes, so that two people can compare what they hold.
//
// The answers are read once, one response in memory at a time. Their rows wait
// in a file (see draft) until it is known which columns are needed and how long
// each sheet becomes.
package export

import (
	"time"

	"bestand.example/itbestand/survey"
)

// Book is all that a workbook is made of. The export asks no clock and opens
// no survey file: whatever it shows is in here.
type Book struct {
	Audience Audience  // for whom it is; empty: for the project
	Title    string    // of the survey; on Übersicht and at the top of each page
	Program  string    // name and version of the program
	Example  bool      // invented answers: every sheet's header says so
	Created  time.Time // state of the central file, in the zone to show it in; zero: not known
	Digest   string    // of the central file
	Sets     []*survey.Questionnaire
	Units    []survey.Unit // whose names are known, for questions whose choices are units

	// Responses hands over all responses, one after the other, and returns the
	// first error that yield returns, or its own. An error stops the export and
	// leaves nothing behind, so this is also the way to interrupt it.
	Responses func(yield func(Response) error) error

	// Written is told each time that the rows of another response are written,
	// which is when all are read. Its error, too, stops the export. It may be nil.
	Written func() error

	Fieldwork  *Fieldwork  // who has handed in what; nil: there is no population to tell it of
	Evaluation *Evaluation // what is made of the answers; nil: there are no sheets about it

	Notes   []Note   // findings of the merge and refused files; conflicts are noted without them
	Sources []Source // every file that was read
}

// personsLimit is how many persons a figure of anonymous answers must rest on;
// below it the figure is not shown.
const personsLimit = 5

// Response is a response and what the merge knows of it.
type Response struct {
	*survey.Response
	Conflict bool   // another one for the same unit contradicts it, and none was chosen
	Source   string // the file that it came in

	HandedIn string // the version of the set that it was handed in to; empty: that of the response
	Notes    []Note // what the merge found about it

	// About is what the population says of the unit: it names it in the tables.
	// Which questions were asked follows from what the response itself says.
	// The zero unit means that the population does not know it.
	About survey.Unit
}

func (r *Response) about() survey.Unit {
	if r.About.Key != "" {
		return r.About
	}
	return r.Response.Unit
}

// Severity says how much a note matters.
type Severity int

// The three severities.
const (
	Hint Severity = iota
	Warning
	Fault
)

// NoteKind is what a note is about.
type NoteKind string

// The kinds of notes. The last six are found by the export itself.
const (
	NoteMerge        NoteKind = "merge"
	NoteRefused      NoteKind = "refused"
	NoteVersion      NoteKind = "version"   // an answer to an older version of the set that the newer one cannot show
	NoteTerritory    NoteKind = "territory" // a unit that a territorial change took out of the population
	NoteConflict     NoteKind = "conflict"
	NoteForgotten    NoteKind = "forgotten"    // answers were deleted for good
	NoteAcknowledged NoteKind = "acknowledged" // a warning that was answered with a reason
	NoteCheck        NoteKind = "check"        // a check that does not hold, in a response handed in as incomplete
	NoteSplit        NoteKind = "split"        // a text longer than a cell
	NoteCleaned      NoteKind = "cleaned"      // a text with characters that a workbook cannot hold
	NoteJoined       NoteKind = "joined"       // a question whose answers stand together in one cell
)

// Note is a row of the sheet Plausibilität. Only Kind and Text are always
// there.
type Note struct {
	Severity Severity
	Kind     NoteKind
	Unit     survey.Unit
	SetID    string
	Variable string
	Row      int    // place in a roster, counted from 1; 0: none
	Value    string // what was kept
	Dropped  string // what was not
	Source   string // file
	Text     string // a sentence in the language of the workbook
	Reason   string // why the person thinks it is right
}

// Decision is what the merge did with a file.
type Decision string

// The decisions of a merge.
const (
	Accepted    Decision = "accepted"
	Replaced    Decision = "replaced"  // by a later revision
	Unchanged   Decision = "unchanged" // a copy of one that was there
	Older       Decision = "older"     // its later revision was there
	Conflicting Decision = "conflict"
	Outvoted    Decision = "outvoted" // somebody decided for another one
	Refused     Decision = "refused"
	Forgotten   Decision = "forgotten" // deleted for good
	Begun       Decision = "begun"     // a working file: counted as begun, no more
	Waiting     Decision = "waiting"   // a supplement to a return that was not merged
)

// Source is a file that was read, a row of the sheet Quellen. Those of an
// anonymous set are only counted there.
type Source struct {
	Files      int // counted together; 0: one, named by File
	File       string
	Unit       survey.Unit
	SetID      string
	SetVersion string
	Revision   int
	Merged     time.Time // zero: not known
	Program    string    // that wrote the file
	SHA256     string    // of the file, hex
	Decision   Decision
	Reason     string // why it was refused, or what it is besides a return, as a sentence
}

// Summary tells what was written.
type Summary struct {
	Responses  int // rows of all Daten sheets, those in conflict included
	Conflicts  int // units of which several responses contradict each other
	Notes      int // rows of Plausibilität
	Withheld   int // questions whose answers are not passed on
	ByGroup    int // of those how many have frequencies all the same
	Suppressed int // figures that are hidden because they would tell too much
	Split      int // texts that went on in another cell
	Cleaned    int // texts in which characters were replaced
	Sheets     []SheetSummary
	Evaluation string // title and version of the one that figures come from; empty: there is none
	Origin     Origin // where that was taken from
	Bytes      int64
}

// SheetSummary is a sheet and its number of rows, headings not counted.
type SheetSummary struct {
	Name string
	Rows int
}
