package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"database/sql/driver"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"sync"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"bestand.example/itbestand/survey"
)

// MaxFile is how large a file that came from outside may be, in bytes, and the
// content of a sealed one.
const MaxFile = maxFileMiB << 20

// What a foreign file may cost at most.
const (
	maxFileMiB  = 64
	maxRows     = 1 << 20
	maxRow      = 2 * maxSetFile
	readTimeout = 10 * time.Second
)

// Foreign is what was read out of a survey file that came from outside. Its
// values have the right form, but nothing in it was checked against a question
// set yet.
type Foreign struct {
	Kind      Kind
	Sets      []Set // as the file names them; never to be trusted
	Unit      survey.Unit
	Responses []*survey.Response
	Sealed    bool
	SHA256    string // of the bytes that were read, as they are sealed
	Size      int64

	code   string                            // return code
	keys   map[*survey.Response][]survey.Key // of the answers, in the order in which they were read
	share  *survey.Share                     // of a part
	events []Event                           // of a part: its history
}

// readForeign reads a survey file that came from outside: a return, or a
// working file. Every step that could be dangerous comes after the one that
// makes it safe; the first that fails refuses the file with an Error that
// names the reason. Nothing is ever written beside the file: it is read once
// into memory, and what is hashed is what is parsed. Of a refused file it
// returns what is known all the same: size and hash.
//
// A sealed return is opened completely before anything of it is used; open may
// be nil, then it is refused (CodeSealed).
func readForeign(ctx context.Context, path string, open Unsealing) (foreign *Foreign, err error) {
	foreign = &Foreign{}
	defer func() {
		if p := recover(); p != nil {
			e := fault(CodeDamaged, path)
			e.cause = fmt.Errorf("panic: %v", p)
			err = e
		}
	}()
	buffer := buffers.Get().(*[]byte)
	defer buffers.Put(buffer)
	data, err := readWhole(path, (*buffer)[:0])
	if err != nil {
		return foreign, err
	}
	if cap(data) <= mostKept {
		*buffer = data
	}
	sum := sha256.Sum256(data)
	foreign.SHA256, foreign.Size = hex.EncodeToString(sum[:]), int64(len(data))
	if sniff(data) == CodeSealed && open != nil {
		foreign.Sealed = true
		content, refused := open(data)
		if refused != "" {
			return foreign, fault(refused, path, fmt.Sprint(maxFileMiB))
		}
		if sniff(content) == CodeSealed { // twice: the keys have opened the outer one
			return foreign, fault(CodeUnknown, path)
		}
		data = content
	}
	if err := checkHeader(path, data); err != nil {
		return foreign, err
	}
	return foreign, foreign.parse(ctx, path, data)
}

// buffers are kept from one file to the next: returns are much alike.
var buffers = sync.Pool{New: func() any { return new([]byte) }}

// mostKept is how large a buffer is kept at most.
const mostKept = 1 << 20

// readWhole reads a regular file of bearable size into memory, in place of data
// if there is room.
func readWhole(path string, data []byte) ([]byte, error) {
	info, err := os.Lstat(path)
	switch {
	case err != nil:
		return nil, unreadable(path, err)
	case !info.Mode().IsRegular():
		return nil, fault(irregular(info.Mode()), path)
	case info.Size() > MaxFile:
		return nil, fault(CodeTooLarge, path, fmt.Sprint(maxFileMiB))
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, unreadable(path, err)
	}
	defer file.Close()
	if opened, err := file.Stat(); err != nil || !os.SameFile(info, opened) {
		return nil, fault(CodeUnreadable, path)
	}
	data = slices.Grow(data, int(info.Size())+1)
	data, err = appendAll(data, io.LimitReader(file, MaxFile+1))
	if err != nil {
		return nil, unreadable(path, err)
	}
	if len(data) > MaxFile {
		return nil, fault(CodeTooLarge, path, fmt.Sprint(maxFileMiB))
	}
	return data, nil
}

// appendAll is io.ReadAll into a buffer that is large enough from the start.
func appendAll(data []byte, from io.Reader) ([]byte, error) {
	for {
		if len(data) == cap(data) {
			data = slices.Grow(data, 1<<16)
		}
		n, err := from.Read(data[len(data):cap(data)])
		data = data[:len(data)+n]
		if err == io.EOF {
			return data, nil
		}
		if err != nil {
			return data, err
		}
	}
}

func unreadable(path string, err error) error {
	code := CodeUnreadable
	if errors.Is(err, os.ErrNotExist) {
		code = CodeNotFound
	}
	e := fault(code, path)
	e.cause = err
	return e
}

func checkHeader(path string, data []byte) error {
	h, code := readHeader(data)
	switch {
	case code != "":
	case h.version > len(migrations()):
		code = CodeNewer
	case h.wal:
		code = CodeWAL
	default:
		code = h.whole(int64(len(data)))
	}
	if code != "" {
		return fault(code, path)
	}
	return nil
}

// parse opens the bytes as a database in memory and reads them.
func (f *Foreign) parse(ctx context.Context, path string, data []byte) error {
	bounded, cancel := context.WithTimeout(ctx, readTimeout)
	defer cancel()
	err := withDatabase(bounded, data, func(l link) error {
		if err := checkDatabase(l, path); err != nil {
			return err
		}
		return newReader(f, path).read(l)
	})
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case bounded.Err() != nil:
		return fault(CodeTimeout, path)
	}
	return damaged(path, err)
}

// damaged explains an error of reading a foreign file: whatever SQLite cannot
// read is damaged.
func damaged(path string, err error) error {
	var known *Error
	if err == nil || errors.As(err, &known) {
		return err
	}
	e := fault(CodeDamaged, path)
	e.cause = err
	return e
}

// limits is what a foreign database may ask of SQLite.
var limits = [...]struct{ id, value int }{
	{sqlite3.SQLITE_LIMIT_LENGTH, maxRow}, {sqlite3.SQLITE_LIMIT_SQL_LENGTH, 1 << 16}, {sqlite3.SQLITE_LIMIT_COLUMN, 64},
	{sqlite3.SQLITE_LIMIT_EXPR_DEPTH, 20}, {sqlite3.SQLITE_LIMIT_COMPOUND_SELECT, 3}, {sqlite3.SQLITE_LIMIT_VDBE_OP, 25_000},
	{sqlite3.SQLITE_LIMIT_FUNCTION_ARG, 8}, {sqlite3.SQLITE_LIMIT_ATTACHED, 0}, {sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 50},
	{sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, 10}, {sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH, 0}, {sqlite3.SQLITE_LIMIT_WORKER_THREADS, 0},
}

// withDatabase gives f a connection of its own to the bytes, with everything
// forbidden that reading does not need.
func withDatabase(ctx context.Context, data []byte, f func(link) error) error {
	setUp()
	connector, err := sqlite.NewConnector(memoryDSN())
	if err != nil {
		return err
	}
	pool := sql.OpenDB(connector) // the driver sets limits on its connections only
	defer pool.Close()
	conn, err := pool.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	err = conn.Raw(func(c any) error { return link{c.(driver.Conn), ctx}.deserialize(data) })
	if err != nil {
		return err
	}
	for _, limit := range limits {
		if _, err := sqlite.Limit(conn, limit.id, limit.value); err != nil {
			return err
		}
	}
	return conn.Raw(func(c any) error {
		if err := c.(sqlite.AuthorizerRegisterer).RegisterAuthorizer(authorize); err != nil {
			return err
		}
		return f(link{c.(driver.Conn), ctx})
	})
}

// authorize allows reading tables, counting their rows and one check, and
// nothing on behalf of a view or a trigger.
func authorize(action sqlite.AuthorizerActionCode, arg, name, _, viewOrTrigger string) sqlite.AuthorizerReturnCode {
	switch {
	case viewOrTrigger != "":
	case action == sqlite.AuthSelect, action == sqlite.AuthRead:
		return sqlite.AuthorizerOK
	case action == sqlite.AuthPragma && arg == "integrity_check", action == sqlite.AuthFunction && name == "count":
		return sqlite.AuthorizerOK
	}
	return sqlite.AuthorizerDeny
}

var currentSchema = sync.OnceValues(func() ([]object, error) { return expectedSchema(migrations()) })

// checkDatabase compares the schema before anything else is asked of the
// database, then lets SQLite check it.
func checkDatabase(l link, path string) error {
	want, err := currentSchema()
	if err != nil {
		return err
	}
	got, err := schemaOf(l)
	if err != nil {
		return err
	}
	if !slices.Equal(got, want) {
		return fault(CodeForeign, path)
	}
	r, err := l.one("PRAGMA integrity_check(1)")
	if err != nil {
		return err
	}
	if r.text(0) != "ok" {
		return fault(CodeDamaged, path)
	}
	return nil
}
