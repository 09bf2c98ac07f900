package store

import (
	"errors"
	"io/fs"
	"path/filepath"
	"syscall"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/i18n"
)

// Code names why a file cannot be opened, written or taken in. It is a key of
// the catalogue (store.CODE, and what to do about it in store.CODE_hint).
type Code string

// Class groups codes by what the caller does about them: each class has one
// exit status of the program.
type Class int

// The classes of errors.
const (
	ClassInternal Class = iota // a defect of the program
	ClassUsage                 // no such file, target exists, response closed
	ClassBusy                  // another program works with the file
	ClassMedium                // full, read-only, or gone
	ClassNewer                 // made by a newer version of the program
	ClassRefused               // not a file that this program takes
)

// What can be wrong with one's own file. The first argument of every code is
// the name of the file.
const (
	CodeNotFound    Code = "not_found"
	CodeExists      Code = "exists"
	CodeNoResponse  Code = "no_response"
	CodeClosed      Code = "closed"       // the response was handed in
	CodeNotClosed   Code = "not_closed"   // it was not, so it cannot be reopened
	CodeOnce        Code = "once"         // an anonymous response, which is handed in once
	CodeAlone       Code = "alone"        // an anonymous set and something else in one file
	CodeNotWorking  Code = "not_working"  // answers go into working files only
	CodeNotCentral  Code = "not_central"  // merging goes into central files only
	CodeNoConflict  Code = "no_conflict"  // none is open there, or no version has that digest
	CodeNoDecision  Code = "no_decision"  // none is in force there
	CodeNoQuery     Code = "no_query"     // Args: file, question; it is not asked about there
	CodeSetDiffers  Code = "set_differs"  // Args: file, set, version; one version, two contents
	CodeWaveDiffers Code = "wave_differs" // Args: file, wave; one id, two contents
	CodeWaveOther   Code = "wave_other"   // Args: file, wave; the file's responses do not belong to it
	CodeSetTooLarge Code = "set_too_big"  // Args: file, name of the file of the set
	CodeTextTooLong Code = "text_too_big" // Args: file, question
	CodeBusy        Code = "busy"
	CodeBusyBy      Code = "busy_by" // Args: file, person, computer, since
	CodeFull        Code = "full"
	CodeReadOnly    Code = "read_only"
	CodeUnsettled   Code = "unsettled" // an unfinished write, and no way to undo it
	CodeGone        Code = "gone"      // moved, removed, or the medium was pulled
	CodeNewer       Code = "newer"
)

// What a file is instead of a survey file, or what is wrong with it.
const (
	CodeSymlink       Code = "symlink"
	CodeNotRegular    Code = "not_regular" // a device, a pipe
	CodeDirectory     Code = "directory"
	CodeTooLarge      Code = "too_large" // Args: file, megabytes allowed
	CodeEmpty         Code = "empty"
	CodeUnreadable    Code = "unreadable"
	CodeWrongEnding   Code = "wrong_ending"
	CodeJournal       Code = "journal" // a side file of one that is open or was interrupted
	CodeSealed        Code = "sealed"
	CodeOtherKey      Code = "other_key" // sealed for another one
	CodePassphrase    Code = "passphrase"
	CodeZip           Code = "zip"
	CodeXLSX          Code = "xlsx"
	CodeDOCX          Code = "docx"
	CodeOldOffice     Code = "old_office"
	CodePDF           Code = "pdf"
	CodeMail          Code = "mail"
	CodeHTML          Code = "html"
	CodeText          Code = "text"
	CodeOtherSQLite   Code = "other_sqlite"
	CodeUnknown       Code = "unknown"
	CodeTruncated     Code = "truncated"
	CodeWAL           Code = "wal" // opened and changed by another program
	CodeDamaged       Code = "damaged"
	CodeForeign       Code = "foreign"        // tables that are not ours
	CodeUnclean       Code = "unclean"        // control characters, invalid UTF-8
	CodeUncleanAnswer Code = "unclean_answer" // the same in an answer. Args: file, question
	CodeTooLong       Code = "too_long"       // a text beyond all measure
	CodeTimeout       Code = "timeout"        // reading takes too long
	CodeCentral       Code = "central"        // a central file among the returns
	CodePart          Code = "part"           // a part among the returns
	CodeFollowUp      Code = "follow_up"      // questions that were not handed in yet
	CodeUntouched     Code = "untouched"      // a working file without any answer
	CodeSetUnknown    Code = "set_unknown"    // Args: file, set, version
	CodeSetChanged    Code = "set_changed"    // Args: file, set, version
	CodeNotPart       Code = "not_part"       // joined are parts
	CodeOtherResponse Code = "other_response" // a part of another response
	CodeOtherVersion  Code = "other_version"  // a part of another version of the set. Args: file, set, its version, ours
	CodeBadUnit       Code = "bad_unit"       // Args: file, key
	CodeUnknownUnit   Code = "unknown_unit"   // Args: file, key; not in the population
	CodeNotInvited    Code = "not_invited"    // Args: file, key; not in the register
	CodeNoCode        Code = "no_code"        // Args: file, key; the return code is missing
	CodeWrongCode     Code = "wrong_code"     // Args: file, key
	CodeBadProfile    Code = "bad_profile"    // Args: file, profile
	CodeBadQuestion   Code = "bad_question"   // Args: file, question
	CodeBadAnswer     Code = "bad_answer"     // Args: file, question
)

// class tells how the caller treats a code.
func (c Code) class() Class {
	switch c {
	case CodeNotFound, CodeExists, CodeNoResponse, CodeClosed, CodeNotClosed, CodeOnce, CodeAlone, CodeNotWorking, CodeNotCentral, CodeNoConflict, CodeNoDecision, CodeNoQuery,
		CodeSetDiffers, CodeWaveDiffers, CodeWaveOther, CodeSetTooLarge, CodeTextTooLong:
		return ClassUsage
	case CodeBusy, CodeBusyBy:
		return ClassBusy
	case CodeFull, CodeReadOnly, CodeUnsettled, CodeGone:
		return ClassMedium
	case CodeNewer:
		return ClassNewer
	}
	return ClassRefused
}

// Error says what is wrong with a file as a value: a code and the particulars
// that its sentence needs. A refusal of a foreign file is one, too.
type Error struct {
	Code  Code
	Args  []string // Args[0] is the name of the file, cleaned
	cause error
}

func fault(code Code, path string, args ...string) *Error {
	return &Error{Code: code, Args: append([]string{shownName(path)}, args...)}
}

// shownName is a file's name as it may be shown and stored.
func shownName(path string) string { return survey.CleanLine(filepath.Base(path)) }

// Class tells how the caller treats the error.
func (e *Error) Class() Class { return e.Code.class() }

// Say puts the error into words: what is wrong with which file, and what to do
// about it.
func (e *Error) Say(words *i18n.Catalogue) (sentence, hint string) {
	args := make([]any, len(e.Args))
	for i, a := range e.Args {
		args[i] = a
	}
	sentence = words.T("store."+string(e.Code), args...)
	if key := "store." + string(e.Code) + "_hint"; words.Has(key) {
		return sentence, words.T(key)
	}
	return sentence, words.T("store.refused_hint")
}

// Error returns the German sentence.
func (e *Error) Error() string {
	sentence, _ := e.Say(i18n.In("de"))
	return sentence
}

// Unwrap returns the error underneath, if there is one.
func (e *Error) Unwrap() error { return e.cause }

// sqliteCode is SQLite's result code behind an error, or 0; its lowest byte is
// the class, see sqlite.org/rescode.html.
func sqliteCode(err error) int {
	var e *sqlite.Error
	if errors.As(err, &e) {
		return e.Code()
	}
	return 0
}

// explain turns what SQLite or the operating system said into an Error, where
// that means something to a person. An Error passes unchanged.
func explain(path string, err error) error {
	var known *Error
	if err == nil || errors.As(err, &known) {
		return err
	}
	code := sqliteMeaning(err)
	if code == "" {
		code = systemMeaning(err)
	}
	if code == "" {
		return err
	}
	e := fault(code, path)
	e.cause = err
	return e
}

func sqliteMeaning(err error) Code {
	code := sqliteCode(err)
	if code == sqlite3.SQLITE_READONLY_DBMOVED {
		return CodeGone
	}
	switch code & 0xff {
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return CodeBusy
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN:
		return CodeReadOnly
	case sqlite3.SQLITE_IOERR:
		return CodeGone
	case sqlite3.SQLITE_FULL:
		return CodeFull
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
		return CodeDamaged
	case sqlite3.SQLITE_TOOBIG:
		return CodeTooLong
	}
	return ""
}

func systemMeaning(err error) Code {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return CodeNotFound
	case errors.Is(err, fs.ErrExist):
		return CodeExists
	case errors.Is(err, syscall.ENOSPC):
		return CodeFull
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return CodeReadOnly
	case errors.Is(err, syscall.EIO):
		return CodeGone
	}
	return ""
}
