package export

import (
	"archive/zip"
	"cmp"
	"errors"
	"hash/crc32"
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
// Excelize drops some errors of the parts that it writes, so the first one is
// kept and returned by Close.
type archive struct {
	out     io.Writer
	spool   *os.File
	end     int64
	parts   []archivePart
	open    *partWriter
	deflate *deflater
	err     error
}

type archivePart struct {
	header zip.FileHeader
	offset int64
}

// fixedDate is 1 January 1980, the first day that a zip can name.
const fixedDate = 1<<5 | 1

func newArchive(out io.Writer, spool *os.File) *archive {
	return &archive{out: out, spool: spool, deflate: newDeflater()}
}

// Create begins a part, and ends the one before.
func (a *archive) Create(name string) (io.Writer, error) {
	a.finish()
	a.open = &partWriter{archive: a, name: name, offset: a.end}
	return a.open, a.err
}

// AddFS is part of excelize's interface, and never called.
func (a *archive) AddFS(fs.FS) error { return errors.ErrUnsupported }

// Close writes the zip.
func (a *archive) Close() error {
	a.finish()
	if a.err != nil {
		return a.err
	}
	slices.SortFunc(a.parts, func(x, y archivePart) int { return cmp.Compare(x.header.Name, y.header.Name) })
	zw := zip.NewWriter(a.out)
	for _, p := range a.parts {
		w, err := zw.CreateRaw(&p.header)
		if err != nil {
			return err
		}
		if _, err := io.Copy(w, io.NewSectionReader(a.spool, p.offset, int64(p.header.CompressedSize64))); err != nil {
			return err
		}
	}
	return zw.Close()
}

func (a *archive) finish() {
	p := a.open
	if a.open = nil; p == nil || a.err != nil {
		return
	}
	a.err = a.deflate.finish(a.spoolWriter())
	if p.size >= math.MaxUint32 {
		// Excel wants such parts marked in a way that archive/zip does not.
		a.err = cmp.Or(a.err, error(&Error{Code: TooLarge, Args: []string{p.name}}))
	}
	if a.err != nil {
		return
	}
	a.parts = append(a.parts, archivePart{offset: p.offset, header: zip.FileHeader{
		Name: p.name, Method: zip.Deflate, ModifiedDate: fixedDate, CRC32: p.crc,
		CompressedSize64: uint64(a.end - p.offset), UncompressedSize64: p.size,
	}})
}

func (a *archive) spoolWriter() io.Writer {
	return writerFunc(func(b []byte) (int, error) {
		n, err := a.spool.WriteAt(b, a.end)
		a.end += int64(n)
		return n, err
	})
}

type writerFunc func([]byte) (int, error)

func (f writerFunc) Write(b []byte) (int, error) { return f(b) }

// partWriter takes the bytes of one part.
type partWriter struct {
	archive *archive
	name    string
	offset  int64
	size    uint64
	crc     uint32
}

func (p *partWriter) Write(b []byte) (int, error) {
	a := p.archive
	if a.err != nil {
		return 0, a.err
	}
	p.size += uint64(len(b))
	p.crc = crc32.Update(p.crc, crc32.IEEETable, b)
	a.err = a.deflate.write(b, a.spoolWriter())
	return len(b), a.err
}
