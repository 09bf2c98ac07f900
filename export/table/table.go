// Package table reads the rows of existing lists: of .xlsx workbooks and of CSV
// files, in the encodings and with the separators that spreadsheets here write.
//
// Both readers take foreign files and bound what they cost: a workbook is read
// as a stream of its XML, a part after the other, and the reading stops at the
// first cell beyond the columns, at the first cell too many, and at the first
// byte beyond what a list may unpack to. No part is unpacked to the disk, no
// entity is resolved, no formula computed and no macro read.
package table

import (
	"bytes"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/intake"
)

// MaxBytes is how large a file may be.
const MaxBytes = 32 << 20

// Options are what a person knows about a file better than the file itself.
type Options struct {
	Sheet    string // the only sheet to read; empty: all of them
	Encoding string // of a CSV file; empty: found out
	MaxCells int    // how many cells the file may have; 0: intake.MaxCells
}

// Read reads a file that was read into memory. A workbook gives a table for
// each sheet with anything in it, a CSV file one. The error is an *Error.
func Read(name string, data []byte, o Options) ([]*intake.Table, error) {
	file := survey.CleanLine(filepath.Base(name))
	if len(data) > MaxBytes {
		return nil, refuse(TooLarge, file, strconv.Itoa(MaxBytes>>20))
	}
	if code := foreign(strings.ToLower(filepath.Ext(name)), data); code != "" {
		return nil, refuse(code, file)
	}
	if o.MaxCells == 0 {
		o.MaxCells = intake.MaxCells
	}
	var tables []*intake.Table
	var refused *Error
	if isZip(data) {
		tables, refused = readWorkbook(file, data, o)
	} else {
		tables, refused = readText(file, data, o)
	}
	if refused == nil && len(tables) == 0 {
		refused = refuse(Empty, file)
	}
	if refused != nil {
		return nil, refused
	}
	return tables, nil
}

func isZip(data []byte) bool { return bytes.HasPrefix(data, []byte("PK\x03\x04")) }

// foreign names the kind of a file that is not read at all. What the file holds
// counts more than its name: lists come with all kinds of endings.
func foreign(ending string, data []byte) ErrorCode {
	start := bytes.ToLower(bytes.TrimSpace(data[:min(len(data), 400)]))
	switch {
	case len(data) == 0:
		return Empty
	case bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0")) && ending != ".xls":
		return Encrypted // Office wraps what it encrypts into the old container
	case bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0")):
		return OldExcel
	case isZip(data) && bytes.Contains(data[:min(len(data), 200)], []byte("application/vnd.oasis")):
		return OpenDocument
	case isZip(data) && ending == ".xlsm":
		return Macros
	case isZip(data):
		return ""
	case bytes.HasPrefix(data, []byte("%PDF")), bytes.HasPrefix(start, []byte("<")):
		return NotATable
	case slices.Contains([]string{".xlsx", ".xlsm", ".xlsb", ".ods"}, ending):
		return Damaged
	}
	return ""
}

// Unread is the error of a file that is not even read into memory: too large, or
// no file but a folder or a device.
func Unread(name string, regular bool) error {
	file := survey.CleanLine(filepath.Base(name))
	if regular {
		return refuse(TooLarge, file, strconv.Itoa(MaxBytes>>20))
	}
	return refuse(NotATable, file)
}
