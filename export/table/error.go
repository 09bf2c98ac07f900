package table

import (
	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/i18n"
)

// ErrorCode says why a file gave no rows. It is a key of the catalogue:
// import.error_CODE says what and where, import.hint_CODE what to do.
type ErrorCode string

// The reasons for which a file is refused.
const (
	TooLarge        ErrorCode = "too_large"        // Args: file, megabytes allowed
	Inflated        ErrorCode = "inflated"         // Args: file, part, megabytes allowed; a zip bomb, or far more than a list
	TooWide         ErrorCode = "too_wide"         // Args: cell, columns allowed
	TooManyCells    ErrorCode = "too_many_cells"   // Args: sheet or file, cells allowed
	CellTooLong     ErrorCode = "cell_too_long"    // Args: cell, characters allowed
	Damaged         ErrorCode = "damaged"          // Args: file
	OldExcel        ErrorCode = "old_excel"        // Args: file; .xls
	Encrypted       ErrorCode = "encrypted"        // Args: file
	OpenDocument    ErrorCode = "open_document"    // Args: file; .ods
	Macros          ErrorCode = "macros"           // Args: file; .xlsm
	BinaryExcel     ErrorCode = "binary_excel"     // Args: file; .xlsb
	NotATable       ErrorCode = "not_a_table"      // Args: file; neither a workbook nor text
	DocumentType    ErrorCode = "document_type"    // Args: file, part; XML that brings its own entities
	Empty           ErrorCode = "empty"            // Args: file
	UnknownEncoding ErrorCode = "unknown_encoding" // Args: the name, the names that are known
	UnknownSheet    ErrorCode = "unknown_sheet"    // Args: the name, the sheets that there are
	OpenQuote       ErrorCode = "open_quote"       // Args: file, line; a quotation mark swallows the lines behind it
)

// Error is a file that was refused. Nothing of it was used.
type Error struct {
	Code ErrorCode
	Args []string
}

func refuse(code ErrorCode, args ...string) *Error { return &Error{code, args} }

func (e *Error) Error() string { return e.Say(i18n.In("en")) }

// Say puts the error into a sentence: what is wrong, and where.
func (e *Error) Say(words *i18n.Catalogue) string { return e.say("import.error_", words) }

// Hint says what to do about it.
func (e *Error) Hint(words *i18n.Catalogue) string { return e.say("import.hint_", words) }

func (e *Error) say(prefix string, words *i18n.Catalogue) string {
	args := make([]any, len(e.Args))
	for i, a := range e.Args {
		args[i] = survey.CleanLine(a)
	}
	return words.Fit(prefix+string(e.Code), args...)
}

// Misuse reports whether the caller named something that is not there, and the
// file itself is good.
func (e *Error) Misuse() bool { return e.Code == UnknownEncoding || e.Code == UnknownSheet }
