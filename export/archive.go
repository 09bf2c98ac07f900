package export

import (
	"archive/zip"
	"bytes"
	"cmp"
	"errors"
	"io"
	"io/fs"
	"math"
	"os"
	"slices"
)

// archive is the zip writer that excelize hands the parts of the workbook to.
// Excelize's own goes through the parts in the order of a Go map; this one
// sorts them and gives all the same time, so that the same workbook is the
// same bytes. Until all are there, the deflated parts wait in a spool file.
//
// The rows of large sheets do not pass through excelize: they are there before
// (see rowsOf), and are put into the sheets that it writes.
//
// Excelize drops some errors of the parts that it writes, so the first one is
// kept and returned by Close.
type archive struct {
	out     io.Writer
	deflate *deflater
	rows    map[string]*stream // by the name of the part that they go into
	parts   []*partWriter
	open    *partWriter
	err     error
}

// fixedDate is 1 January 1980, the first day that a zip can name.
const fixedDate = 1<<5 | 1

func newArchive(spool *os.File) *archive {
	return &archive{deflate: newDeflater(spool), rows: map[string]*stream{}}
}

// rowsOf takes rows of a sheet as XML. They come behind those that excelize has.
func (a *archive) rowsOf(part string) *stream {
	s := a.deflate.stream()
	a.rows[part] = s
	return s
}

// Create begins a part, and ends the one before.
func (a *archive) Create(name string) (io.Writer, error) {
	a.finish()
	a.open = &partWriter{name: name, content: a.deflate.stream(), rows: a.rows[name]}
	delete(a.rows, name)
	a.parts = append(a.parts, a.open)
	return a.open, a.err
}

// AddFS is part of excelize's interface, and never called.
func (a *archive) AddFS(fs.FS) error { return errors.ErrUnsupported }

func (a *archive) finish() {
	if a.open != nil {
		a.err = cmp.Or(a.err, a.open.finish())
	}
	a.open = nil
}

// errRowsLeft says that rows belong to no sheet: a mistake of this package.
var errRowsLeft = errors.New("rows of a sheet that is not written")

// Close writes the zip.
func (a *archive) Close() error {
	a.finish()
	if len(a.rows) > 0 {
		a.err = cmp.Or(a.err, errRowsLeft)
	}
	if err := cmp.Or(a.deflate.wait(), a.err); err != nil {
		return err
	}
	slices.SortFunc(a.parts, func(x, y *partWriter) int { return cmp.Compare(x.name, y.name) })
	zw := zip.NewWriter(a.out)
	for _, p := range a.parts {
		if err := a.copy(zw, p); err != nil {
			return err
		}
	}
	return zw.Close()
}

func (a *archive) copy(zw *zip.Writer, p *partWriter) error {
	total := p.content.total()
	if total.size >= math.MaxUint32 {
		// Excel wants such parts marked in a way that archive/zip does not.
		return &Error{Code: TooLarge, Args: []string{p.name}}
	}
	w, err := zw.CreateRaw(&zip.FileHeader{
		Name: p.name, Method: zip.Deflate, ModifiedDate: fixedDate, CRC32: total.crc,
		CompressedSize64: uint64(total.length), UncompressedSize64: uint64(total.size),
	})
	if err != nil {
		return err
	}
	for _, b := range p.content.blocks {
		if _, err := io.Copy(w, io.NewSectionReader(a.deflate.spool, b.offset, b.length)); err != nil {
			return err
		}
	}
	return nil
}

// partWriter takes the bytes of one part. One that rows go into is held until it
// is whole: it has little besides.
type partWriter struct {
	name    string
	content *stream
	rows    *stream
	held    bytes.Buffer
}

func (p *partWriter) Write(b []byte) (int, error) {
	if p.rows != nil {
		return p.held.Write(b)
	}
	return p.content.Write(b)
}

func (p *partWriter) finish() error {
	if p.rows != nil {
		if err := p.insert(); err != nil {
			return err
		}
	}
	p.content.end()
	return nil
}

// insert puts the rows behind those that are there.
func (p *partWriter) insert() error {
	at := bytes.LastIndex(p.held.Bytes(), []byte("</sheetData>"))
	if at < 0 {
		return errRowsLeft
	}
	_, err := p.content.Write(p.held.Next(at))
	p.content.join(p.rows)
	if err == nil {
		_, err = p.content.Write(p.held.Bytes())
	}
	return err
}
