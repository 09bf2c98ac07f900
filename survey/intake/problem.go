package intake

import (
	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/i18n"
)

// Code says what is to be said of a cell, a row or the table. It is a key of the
// catalogue: import.problem_CODE.
type Code string

// Of cells whose text is no answer. It goes into the comment of the cell.
const (
	FormulaCell   Code = "formula"         // a value is expected
	ErrorCell     Code = "error_cell"      // the cell shows an error
	DateForNumber Code = "date_for_number" // 1.5 became the 1 May
	NumberForDate Code = "number_for_date"
	UnknownChoice Code = "unknown_choice" // Args: the nearest choice, or none
	SomeUnknown   Code = "some_unknown"   // of several choices some are not known
	ShortKey      Code = "short_key"      // Args: the key with its leading zero; to be confirmed
	MergedCells   Code = "merged"         // over several columns
	Refused       Code = "refused"        // as the question's own finding says
)

// Of cells that were taken over, but not as they stand.
const (
	OwnWords   Code = "own_words"   // Args: the nearest choice, or none
	ByColumn   Code = "by_column"   // found by another column of the list of choices
	SerialDate Code = "serial_date" // Args: the day that it is read as
	YearOfDate Code = "year_of_date"
)

// Of the table as a whole: nothing can be taken over.
const (
	NoHeading       Code = "no_heading"       // Args: the headings that are looked for
	ColumnGone      Code = "column_gone"      // Args: the heading that the profile names, the headings that there are
	KeyNotMatched   Code = "key_not_matched"  // Args: the question that tells the rows apart
	UnknownQuestion Code = "unknown_question" // Args: the name that the profile has
	TakenTwice      Code = "taken_twice"      // Args: the question, the headings that the profile takes for it
	OtherRoster     Code = "other_roster"     // Args: the roster that the profile is for
	ListRefused     Code = "list_refused"     // as the finding about the roster says
)

// Problem is what is to be said of a cell, or of the table.
type Problem struct {
	Ref      string // the cell as a person finds it
	Row      int    // of the table; 0: the table as a whole
	Column   int
	Question string
	Code     Code
	Source   string   // what stands in the cell
	Args     []string // see the codes
	Left     bool     // it is no answer: the text is in the comment only

	finding *survey.Finding
	ev      *survey.Assessment // in which the finding was made
}

// Say puts a problem into a sentence, without its place.
func (p Problem) Say(words *i18n.Catalogue) string {
	if p.finding != nil {
		return p.ev.Say(*p.finding, words)
	}
	key := "import.problem_" + string(p.Code)
	args := make([]any, 0, len(p.Args)+1)
	args = append(args, survey.CleanLine(p.Source))
	for _, a := range p.Args {
		args = append(args, survey.CleanLine(a))
	}
	if near := key + "_nearest"; words.Has(near) && len(p.Args) > 0 && p.Args[0] != "" {
		key = near
	}
	return words.Fit(key, args...)
}

// Reason says why a row is not taken over as it stands. It is a key of the
// catalogue: import.reason_CODE.
type Reason string

// The reasons.
const (
	Duplicate    Reason = "duplicate"     // RowPlan.Of is the row that it equals
	TotalRow     Reason = "total"         // sums, no entry
	GroupRow     Reason = "group"         // a heading between the rows
	HeadingAgain Reason = "heading_again" // the headings once more
	HiddenRow    Reason = "hidden"        // and hidden rows are left out
	NothingTaken Reason = "nothing_taken" // nothing in the columns that are taken
	RosterFull   Reason = "full"
	NotUnique    Reason = "not_unique" // it equals another row, and the roster takes each once
)
