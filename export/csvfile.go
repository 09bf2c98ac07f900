package export

import (
	"crypto/sha256"
	"hash"
	"os"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// csvFile is a file of lines and fields, as RFC 4180 has them, but with
// semicolons. The table of all answers is the greater half of an export by
// bytes: they are put together in blocks here, and summed up and written beside
// that.
type csvFile struct {
	file   *os.File
	block  []byte
	begun  bool // the line has a field already
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
	return &csvFile{file: file, sum: sha256.New()}, nil
}

// field adds a field to the line.
func (f *csvFile) field(s string) {
	if f.begun {
		f.block = append(f.block, ';')
	}
	f.begun = true
	if !quotes(s) {
		f.block = append(f.block, s...)
		return
	}
	f.block = append(f.block, '"')
	for {
		i := strings.IndexByte(s, '"')
		if i < 0 {
			break
		}
		f.block = append(append(f.block, s[:i+1]...), '"')
		s = s[i+1:]
	}
	f.block = append(append(f.block, s...), '"')
}

// quotes reports whether a field is written in quotation marks: where it holds
// what ends fields and lines, and where blanks in front might be cut off.
func quotes(s string) bool {
	if s == "" {
		return false
	}
	if s == `\.` { // ends a table for some databases
		return true
	}
	for i := 0; i < len(s); i++ {
		if c := s[i]; c == ';' || c == '"' || c == '\n' || c == '\r' {
			return true
		}
	}
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsSpace(r)
}

// endLine ends the line. The error is of any line before.
func (f *csvFile) endLine() error {
	f.block, f.begun = append(f.block, '\n'), false
	if len(f.block) < csvBlock {
		return nil
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
	return f.err
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
