// Package store keeps survey files (.itb): SQLite databases that hold question
// sets as bytes, responses, and in a central file what was merged. It is the
// only importer of SQL.
//
// Every acknowledgement is one transaction, in the journal mode in which
// neither a kill nor a power cut nor copying the main file alone loses what
// was acknowledged. The package asks no clock: times are handed in.
package store

import (
	"context"
	"errors"
	"io"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"time"

	sqlite3 "modernc.org/sqlite/lib"

	"bestand.example/itbestand/survey"
)

// Kind says what a survey file is for.
type Kind string

// The kinds of survey files.
const (
	Working Kind = "working" // one administration answers in it
	Return  Kind = "return"  // what it hands in: finished, checked, one response
	Part    Kind = "part"    // sections of a response that were handed on to a colleague
	Central Kind = "central" // what all returns are merged into

	FollowUp Kind = "followup" // questions to an administration about a response that it handed in
)

// answers reports whether answers are given in files of this kind.
func (k Kind) answers() bool { return k == Part || k.handsIn() }

// handsIn reports whether what is answered in a file of this kind is handed in.
func (k Kind) handsIn() bool { return k == Working || k == FollowUp }

// File is an open survey file. It belongs to one goroutine at a time.
type File struct {
	path     string // absolute
	kind     Kind
	link     link
	opened   os.FileInfo // to notice that the file was moved away
	writing  bool        // this program holds the lock
	closed   bool
	sideFile string
	who      Author // has the file open; see Who
	since    time.Time

	kept           map[string]statement // see query
	names          map[int64]string     // see questionName
	usual          int                  // answers of the response that was read last: the next one has about as many
	population     *survey.Population   // see Population
	populationRead bool
}

// Kind tells what the file is for.
func (f *File) Kind() Kind { return f.kind }

// Path is the absolute path of the file.
func (f *File) Path() string { return f.path }

// Create makes a new, empty survey file and opens it as Open does. It never
// overwrites: a file that exists gives CodeExists.
func Create(path string, kind Kind, who Author, at time.Time) (*File, error) {
	err := publish(path, false, func(temp string) error { return initialise(temp, kind) })
	if err != nil {
		return nil, err
	}
	return Open(path, who, at)
}

func initialise(path string, kind Kind) error {
	l, err := connect(context.Background(), dsn(path, "rwc", durable()...))
	if err != nil {
		return err
	}
	defer l.close()
	return layOut(l, kind)
}

// layOut makes an empty database a survey file.
func layOut(l link, kind Kind) error {
	if err := migrate(l, migrations(), 0); err != nil {
		return err
	}
	return l.exec("INSERT INTO meta VALUES ('kind', ?)", string(kind))
}

// Open opens a survey file for reading and writing and locks it: until Close
// nobody else can write to it (CodeBusyBy then names who does, from the side
// file `NAME.lock`, which only tells). A file of an older version is migrated,
// after a copy was put beside it; a newer one is refused unchanged
// (CodeNewer).
func Open(path string, who Author, at time.Time) (*File, error) {
	return open(path, migrations(), who, at)
}

func open(path string, steps []string, who Author, at time.Time) (*File, error) {
	f, h, err := inspect(path, len(steps))
	if err != nil {
		return nil, err
	}
	if f.link, err = connect(context.Background(), dsn(f.path, "rw", exclusive()...)); err != nil {
		return nil, f.refuseBusy(err)
	}
	if err := f.begin(steps, h.version); err != nil {
		_ = f.link.close()
		return nil, f.refuseBusy(err)
	}
	f.who, f.since = f.known(who), at
	f.tell()
	return f, nil
}

// begin takes the lock, checks the file, and brings it up to date.
func (f *File) begin(steps []string, version int) error {
	// In exclusive mode this keeps the lock without writing anything.
	if err := f.link.exec("BEGIN EXCLUSIVE; COMMIT"); err != nil {
		return err
	}
	f.writing = true
	if err := f.examine(steps[:version]); err != nil {
		return err
	}
	// A medium that cannot be written to is to show now, not at the first answer.
	if err := f.link.exec("BEGIN; UPDATE meta SET value = value || '?' WHERE name = 'kind'; ROLLBACK"); err != nil {
		return err
	}
	if version == len(steps) {
		return nil
	}
	if err := f.backUp(version); err != nil {
		return err
	}
	return migrate(f.link, steps, version)
}

// OpenReadOnly opens a survey file for reading. It leaves nothing beside the
// file and works on media that cannot be written to. While another program
// has the file open for writing it gives CodeBusy.
func OpenReadOnly(path string) (*File, error) { return openReadOnly(path, migrations()) }

func openReadOnly(path string, steps []string) (*File, error) {
	f, h, err := inspect(path, len(steps))
	if err != nil {
		return nil, err
	}
	if err := f.settle(h); err != nil {
		return nil, err
	}
	if h.version < len(steps) {
		err = f.loadOlder(steps, h.version)
	} else {
		err = f.connectReadOnly(steps)
	}
	if err != nil {
		return nil, f.refuseBusy(err)
	}
	return f, nil
}

// connectReadOnly respects the locks of others; only where the medium does not
// let it look for them, it reads without.
func (f *File) connectReadOnly(steps []string) error {
	err := f.connectAs(dsn(f.path, "ro"), steps)
	switch sqliteCode(err) & 0xff {
	case sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR:
		return f.connectAs(immutableDSN(f.path), steps)
	}
	return err
}

func (f *File) connectAs(name string, steps []string) (err error) {
	if f.link, err = connect(context.Background(), name); err != nil {
		return err
	}
	if err = f.examine(steps); err != nil {
		_ = f.link.close()
	}
	return err
}

// loadOlder reads a file of an older version into memory and migrates it
// there: a reader must not change the file.
func (f *File) loadOlder(steps []string, version int) error {
	data, err := os.ReadFile(f.path)
	if err != nil {
		return err
	}
	if f.link, err = connect(context.Background(), memoryDSN()); err != nil {
		return err
	}
	if err = f.link.deserialize(data); err == nil {
		err = f.examine(steps[:version])
	}
	if err == nil {
		err = migrate(f.link, steps, version)
	}
	if err != nil {
		_ = f.link.close()
	}
	return err
}

func (l link) serialize() ([]byte, error) {
	return l.conn.(interface{ Serialize() ([]byte, error) }).Serialize()
}

func (l link) deserialize(data []byte) error {
	return l.conn.(interface{ Deserialize([]byte) error }).Deserialize(data)
}

// inspect looks at a file before SQLite does.
func inspect(path string, newest int) (*File, header, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, header{}, err
	}
	info, err := os.Stat(abs)
	if err != nil {
		return nil, header{}, explain(abs, err)
	}
	if !info.Mode().IsRegular() {
		return nil, header{}, fault(irregular(info.Mode()), abs)
	}
	start, err := readStart(abs)
	if err != nil {
		return nil, header{}, explain(abs, err)
	}
	h, code := readHeader(start)
	switch {
	case code != "":
		return nil, h, fault(code, abs)
	case h.version > newest:
		return nil, h, fault(CodeNewer, abs)
	}
	return &File{path: abs, opened: info}, h, nil
}

// readStart reads as much of a file as sniffing needs.
func readStart(path string) ([]byte, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return io.ReadAll(io.LimitReader(file, 1<<20))
}

func irregular(mode os.FileMode) Code {
	switch {
	case mode.IsDir():
		return CodeDirectory
	case mode&os.ModeSymlink != 0:
		return CodeSymlink
	}
	return CodeNotRegular
}

// examine makes sure that the database is one of ours and whole, and finds out
// its kind. A central file is too large for a complete check at each opening.
func (f *File) examine(steps []string) error {
	want, err := expectedSchema(steps)
	if err != nil {
		return err
	}
	got, err := schemaOf(f.link)
	if err != nil {
		return err
	}
	if !slices.Equal(got, want) {
		return fault(CodeForeign, f.path)
	}
	kind, err := f.meta("kind")
	if err != nil {
		return err
	}
	if f.kind = Kind(kind); f.kind == Central {
		return nil
	}
	return f.checkIntegrity()
}

func (f *File) checkIntegrity() error {
	r, err := f.link.one("PRAGMA integrity_check(1)")
	if err != nil {
		return err
	}
	if r.text(0) != "ok" {
		return fault(CodeDamaged, f.path)
	}
	return nil
}

func (f *File) meta(name string) (string, error) {
	r, err := f.link.one("SELECT value FROM meta WHERE name = ?", name)
	if err != nil || r == nil {
		return "", err
	}
	return r.text(0), nil
}

// Close gives the lock back and removes the side files.
func (f *File) Close() error {
	if f.closed {
		return nil
	}
	f.closed = true
	err := f.dropKept()
	if f.writing {
		f.scrub()
		f.release()
	}
	return errors.Join(err, f.link.close())
}

// query runs a query of those that are run for each response: it is prepared
// once. The statements are kept until the file is closed.
func (f *File) query(query string, args ...any) iter.Seq2[row, error] {
	s, known := f.kept[query]
	if !known {
		var err error
		if s, err = f.link.prepare(query); err != nil {
			return func(yield func(row, error) bool) { yield(nil, err) }
		}
		if f.kept == nil {
			f.kept = map[string]statement{}
		}
		f.kept[query] = s
	}
	return s.rows(args...)
}

func (f *File) dropKept() (err error) {
	for _, s := range f.kept {
		err = errors.Join(err, s.close())
	}
	f.kept = nil
	return err
}
