package store

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/url"
	"path/filepath"
	"strings"
	"sync"

	"modernc.org/sqlite"
)

// link is one connection to a database, straight from the driver: the pool of
// database/sql could open a second one without the first one's lock, and takes
// half of the time of a merge for converting arguments. It belongs to one
// goroutine at a time.
type link struct {
	conn driver.Conn
	ctx  context.Context // bounds every statement
}

// setUp switches the driver, once for the process, to locks that survive an
// unrelated close of the same file, and to connections that cannot be talked
// into running more than the settings named in dsn.
var setUp = sync.OnceFunc(func() {
	// Only Linux has such locks; elsewhere the error says just that.
	_, _ = sqlite.OFDLocking(true)
	sqlite.StrictPragmas(true)
})

// busyTimeout is how long a statement waits for another program, in
// milliseconds.
const busyTimeout = "800"

// guards are the settings of every connection: nothing in the file may run
// code, and damaged pages are noticed.
func guards() []string {
	return []string{"trusted_schema(0)", "cell_size_check(1)", "mmap_size(0)", "temp_store(2)", "foreign_keys(1)", "secure_delete(1)"}
}

// durable are the settings with which neither a kill nor a power cut nor
// copying the main file alone loses what was acknowledged.
func durable() []string { return []string{"journal_mode(TRUNCATE)", "synchronous(EXTRA)"} }

// exclusive makes the connection keep the lock that it takes.
func exclusive() []string { return append([]string{"locking_mode(EXCLUSIVE)"}, durable()...) }

// dsn names a file for the driver. A URL is the one form in which any file
// name works and in which the mode (rw, rwc, ro) is heeded.
func dsn(path, mode string, pragmas ...string) string {
	slashed := filepath.ToSlash(path)
	if !strings.HasPrefix(slashed, "/") {
		slashed = "/" + slashed // C:/…
	}
	query := url.Values{"mode": {mode}, "_pragma": append(guards(), pragmas...)}
	return withGuards(url.URL{Scheme: "file", Path: slashed}, query)
}

// immutableDSN names a file on a medium where not even locks can be written.
func immutableDSN(path string) string { return dsn(path, "ro") + "&immutable=1" }

func memoryDSN(pragmas ...string) string {
	query := url.Values{"_pragma": append(guards(), pragmas...)}
	return withGuards(url.URL{Scheme: "file", Opaque: ":memory:"}, query)
}

func withGuards(u url.URL, query url.Values) string {
	query.Set("_busy_timeout", busyTimeout)
	query.Set("_txlock", "immediate")
	query.Set("_dqs", "0")
	query.Set("_defensive", "1")
	query.Set("_error_rc", "1")
	u.RawQuery = query.Encode()
	return u.String()
}

func connect(ctx context.Context, name string) (link, error) {
	setUp()
	connector, err := sqlite.NewConnector(name)
	if err != nil {
		return link{}, err
	}
	conn, err := connector.Connect(ctx)
	return link{conn, ctx}, err
}

func (l link) close() error { return l.conn.Close() }

func named(args []any) []driver.NamedValue {
	values := make([]driver.NamedValue, len(args))
	for i, a := range args {
		values[i] = driver.NamedValue{Ordinal: i + 1, Value: driverValue(a)}
	}
	return values
}

func driverValue(a any) driver.Value {
	switch x := a.(type) {
	case int:
		return int64(x)
	case bool:
		if x {
			return int64(1)
		}
		return int64(0)
	}
	return a
}

// exec runs statements that give no rows.
func (l link) exec(query string, args ...any) error {
	_, err := l.conn.(driver.ExecerContext).ExecContext(l.ctx, query, named(args))
	return err
}

// row is one row of a result. It is valid until the next one is read.
type row []driver.Value

func (r row) text(i int) string {
	s, _ := r[i].(string)
	return s
}

func (r row) number(i int) int64 {
	n, _ := r[i].(int64)
	return n
}

func (r row) int(i int) int { return int(r.number(i)) }

func (r row) bool(i int) bool { return r.number(i) != 0 }

func (r row) bytes(i int) []byte {
	b, _ := r[i].([]byte)
	return b
}

// rows runs a query and yields its rows; an error ends them.
func (l link) rows(query string, args ...any) iter.Seq2[row, error] {
	return func(yield func(row, error) bool) {
		result, err := l.conn.(driver.QueryerContext).QueryContext(l.ctx, query, named(args))
		if err != nil {
			yield(nil, err)
			return
		}
		yieldRows(result, yield)
	}
}

func yieldRows(result driver.Rows, yield func(row, error) bool) {
	values := make(row, len(result.Columns()))
	for {
		switch err := result.Next(values); {
		case err == io.EOF:
			if err := result.Close(); err != nil {
				yield(nil, err)
			}
			return
		case err != nil:
			yield(nil, errors.Join(err, result.Close()))
			return
		case !yield(values, nil):
			// Nothing was written, so nothing can be lost by closing.
			_ = result.Close()
			return
		}
	}
}

// one returns the only row of a query, or nil if there is none.
func (l link) one(query string, args ...any) (row, error) {
	for r, err := range l.rows(query, args...) {
		return r, err
	}
	return nil, nil
}

// tx runs f in one transaction, which takes the lock at its beginning: it is
// written whole, or not at all.
func (l link) tx(f func() error) error {
	if err := l.exec("BEGIN IMMEDIATE"); err != nil {
		return err
	}
	err := f()
	if err == nil {
		err = l.exec("COMMIT")
	}
	if err != nil {
		// SQLite itself rolls back after some errors; then this one has
		// nothing left to do and says so.
		_ = l.exec("ROLLBACK")
	}
	return err
}

// statement is a statement that is prepared once and run many times.
type statement struct {
	stmt driver.Stmt
	ctx  context.Context
}

func (l link) prepare(query string) (statement, error) {
	stmt, err := l.conn.(driver.ConnPrepareContext).PrepareContext(l.ctx, query)
	if err != nil {
		return statement{}, fmt.Errorf("prepare: %w", err)
	}
	return statement{stmt, l.ctx}, nil
}

func (s statement) exec(args ...any) error { return s.execValues(named(args)) }

func (s statement) execValues(args []driver.NamedValue) error {
	_, err := s.stmt.(driver.StmtExecContext).ExecContext(s.ctx, args)
	return err
}

func (s statement) rows(args ...any) iter.Seq2[row, error] {
	return func(yield func(row, error) bool) {
		result, err := s.stmt.(driver.StmtQueryContext).QueryContext(s.ctx, named(args))
		if err != nil {
			yield(nil, err)
			return
		}
		yieldRows(result, yield)
	}
}

func (s statement) close() error { return s.stmt.Close() }
