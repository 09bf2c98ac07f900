package update

import (
	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/i18n"
)

// Code says why a workbook was not brought up to date. It is a key of the
// catalogue: update.error_CODE says what and where, update.hint_CODE what to do.
type Code string

// What is wrong with the file.
const (
	Damaged      Code = "damaged"       // Args: file
	Encrypted    Code = "encrypted"     // Args: file
	OldExcel     Code = "old_excel"     // Args: file; .xls
	BinaryExcel  Code = "binary_excel"  // Args: file; .xlsb
	OpenDocument Code = "open_document" // Args: file; .ods
	Unfamiliar   Code = "unfamiliar"    // Args: file; a workbook in a form that is not read, as strict Open XML
	Inflated     Code = "inflated"      // Args: file; unpacks to more than a workbook may
	Opened       Code = "opened"        // Args: file, lock file; another program has it open
	Held         Code = "held"          // Args: file; another program has it open and lets nobody read it
	Foreign      Code = "foreign"       // Args: file; not made by the export
	OtherLayout  Code = "other_layout"  // Args: file, its layout, ours
	Endings      Code = "endings"       // Args: file, new file; one with macros must stay one
)

// What stands in the way of keeping an analyst's work. All of it is found
// before the workbook is refused.
const (
	SheetGone     Code = "sheet_gone"     // Args: sheet; made by the export, and missing or renamed
	SheetOver     Code = "sheet_over"     // Args: sheet; the new export has none of this name
	SheetTaken    Code = "sheet_taken"    // Args: sheet; the new export has one, and an own sheet is called so
	TableOver     Code = "table_over"     // Args: table, sheet; the new export has none of this name
	ColumnGone    Code = "column_gone"    // Args: table, sheet, column; missing or renamed
	ColumnTaken   Code = "column_taken"   // Args: table, sheet, column; an own one, and the new export has one of this name
	TableGone     Code = "table_gone"     // Args: table, sheet; what stood in it may be there, but not as a table
	TableMoved    Code = "table_moved"    // Args: table, sheet, its sheet in the export; of several tables that stand together
	HeaderHidden  Code = "header_hidden"  // Args: table, sheet
	ForeignCell   Code = "foreign_cell"   // Args: sheet, cell; on a sheet that is made anew
	ForeignColumn Code = "foreign_column" // Args: table, sheet, column; on a sheet that is made anew
	ForeignObject Code = "foreign_object" // Args: sheet, name; a chart or picture on a sheet that is made anew
	Occupied      Code = "occupied"       // Args: table, sheet, cell; the table needs its place
	Merged        Code = "merged"         // Args: table, sheet, range; merged cells in the table
	Commented     Code = "commented"      // Args: sheet, cell, table; a comment in a row that goes elsewhere, in a form that is not read
	Spread        Code = "spread"         // Args: table, sheet, cell; one formula for several rows
	Scattered     Code = "scattered"      // Args: where, reference, table; rows that no longer stand together
)

// Refusal is a reason for which a workbook is left alone.
type Refusal struct {
	Code Code
	Args []string
}

// Say puts the reason into a sentence: what is wrong, and where.
func (r Refusal) Say(words *i18n.Catalogue) string { return r.say("update.error_", words) }

// Hint says what to do about it.
func (r Refusal) Hint(words *i18n.Catalogue) string { return r.say("update.hint_", words) }

func (r Refusal) say(prefix string, words *i18n.Catalogue) string {
	args := make([]any, len(r.Args))
	for i, a := range r.Args {
		args[i] = survey.CleanLine(a)
	}
	return words.Fit(prefix+string(r.Code), args...)
}

// Error is a workbook that was not brought up to date: it is as it was.
type Error struct{ Refusals []Refusal }

func refuse(code Code, args ...string) *Error { return &Error{[]Refusal{{code, args}}} }

func (e *Error) Error() string { return e.Refusals[0].Say(i18n.In("en")) }

// Misuse reports whether the caller asked for something that cannot be, and the
// workbook itself is good.
func (e *Error) Misuse() bool { return e.Refusals[0].Code == Endings }

// Busy reports whether another program has the workbook open.
func (e *Error) Busy() bool { return e.Refusals[0].Code == Opened || e.Refusals[0].Code == Held }
