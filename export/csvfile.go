package export

import (
	"crypto/sha256"
	"encoding/csv"
	"hash"
	"os"
	"sync"
)

// csvFile is a file of lines and fields between semicolons. The table of all
// answers is the greater half of an export by bytes: they are put together in
// blocks, which are summed up and written beside that.
type csvFile struct {
	file   *os.File
	lines  *csv.Writer
	line   []string
	block  []byte
	blocks chan []byte
	free   chan []byte
	done   sync.WaitGroup
	closed bool

	sum   hash.Hash
	bytes int64
	mu    sync.Mutex
	err   error // of the file, the first one
}

// csvBlock is how many bytes are written at once.
const csvBlock = 1 << 18

func newCSVFile(path string) (*csvFile, error) {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
	if err != nil {
		return nil, err
	}
	f := &csvFile{file: file, sum: sha256.New()}
	f.lines = csv.NewWriter(f)
	f.lines.Comma = ';'
	return f, nil
}

// field adds a field to the line.
func (f *csvFile) field(s string) { f.line = append(f.line, s) }

// endLine ends the line. The error may be of a line before.
func (f *csvFile) endLine() error {
	err := f.lines.Write(f.line)
	f.line = f.line[:0]
	return err
}

// Write takes what the lines become, and hands it over in blocks.
func (f *csvFile) Write(b []byte) (int, error) {
	f.block = append(f.block, b...)
	if len(f.block) < csvBlock {
		return len(b), nil
	}
	if f.blocks == nil {
		f.blocks, f.free = make(chan []byte, 2), make(chan []byte, 4)
		f.done.Go(func() {
			for b := range f.blocks {
				f.write(b)
				select {
				case f.free <- b[:0]:
				default:
				}
			}
		})
	}
	f.blocks <- f.block
	select {
	case f.block = <-f.free:
	default:
		f.block = make([]byte, 0, csvBlock+csvBlock/4)
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	return len(b), f.err
}

func (f *csvFile) write(b []byte) {
	f.sum.Write(b) // never fails
	f.bytes += int64(len(b))
	if _, err := f.file.Write(b); err != nil {
		f.mu.Lock()
		if f.err == nil {
			f.err = err
		}
		f.mu.Unlock()
	}
}

// close writes what is left and closes the file; a second time it does nothing.
func (f *csvFile) close() error {
	if f.closed {
		return nil
	}
	f.closed = true
	f.lines.Flush()
	if f.blocks != nil {
		close(f.blocks)
		f.done.Wait()
	}
	f.write(f.block)
	if err := f.file.Close(); f.err == nil {
		f.err = err
	}
	return f.err
}
