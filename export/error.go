package export

import (
	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/i18n"
)

// ErrorCode says why no workbook was written. It is a key of the catalogue:
// export.error_CODE says what and where, export.hint_CODE what to do.
type ErrorCode string

// The reasons for which there is no workbook.
const (
	Unwritable  ErrorCode = "unwritable"   // Args: path; the folder takes no file
	Locked      ErrorCode = "locked"       // Args: path; another program holds the target
	NoSpace     ErrorCode = "no_space"     // Args: path; writing or working space ran out
	UnknownSet  ErrorCode = "unknown_set"  // Args: set id, version, unit key
	TooWide     ErrorCode = "too_wide"     // Args: sheet, columns, columns that a sheet has
	TooLarge    ErrorCode = "too_large"    // Args: part; over 4 GiB
	NoResponses ErrorCode = "no_responses" // Book.Responses or Book.Sets is missing
)

// Error is a failed export. Nothing was written, and a file that was there
// before is as it was.
type Error struct {
	Code ErrorCode
	Args []string
	Err  error // the cause, or nil
}

func (e *Error) Error() string { return e.Say(i18n.In("en")) }

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// Say puts the error into a sentence: what went wrong, and where.
func (e *Error) Say(words *i18n.Catalogue) string {
	return words.T("export.error_"+string(e.Code), e.args()...)
}

// Hint says what to do about it.
func (e *Error) Hint(words *i18n.Catalogue) string {
	return words.T("export.hint_" + string(e.Code))
}

func (e *Error) args() []any {
	args := make([]any, len(e.Args))
	for i, a := range e.Args {
		args[i] = survey.CleanLine(a)
	}
	return args
}
