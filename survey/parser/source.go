package parser

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"sort"
	"strings"
	"unicode/utf8"

	"bestand.example/itbestand/survey"
)

// maxFile is how large a file of a question set may be, in bytes.
const maxFile = 1 << 20

// errNotAFile says that a name stands for a folder or a device.
var errNotAFile = errors.New("not a regular file")

// readFile reads a file, one byte further than is allowed at most: so much is
// enough to see that it is too large.
func readFile(fsys fs.FS, name string) ([]byte, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close() // only read from: nothing can get lost
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s: %w", name, errNotAFile)
	}
	var data bytes.Buffer
	data.Grow(int(min(info.Size(), maxFile)) + bytes.MinRead) // at once, not by doubling
	_, err = data.ReadFrom(io.LimitReader(f, maxFile+1))
	return data.Bytes(), err
}

// source is the text of one file: what is parsed, and what findings quote. A
// byte order mark is gone, line ends are LF, and a character that must not
// stand in a file has become U+FFFD, so that its column still counts.
type source struct {
	name   string
	text   string
	lines  []string
	runes  []rune // see index
	starts []int  // of each line in runes
}

// open makes a source of a file's bytes and reports what no file may hold. It
// returns nil where the text cannot be read at all.
func (r *reader) open(name string, data []byte) *source {
	src := &source{name: name}
	if len(data) > maxFile {
		r.report(spot{src, 1, 1}, "parser.too_large")
		return nil
	}
	if isUTF16(data) {
		r.report(spot{src, 1, 1}, "parser.utf16")
		return nil
	}
	text := strings.TrimPrefix(string(data), "\ufeff")
	src.setText(strings.ReplaceAll(text, "\r\n", "\n"))
	if !utf8.ValidString(src.text) {
		src.setText(strings.ToValidUTF8(src.text, string(utf8.RuneError)))
		at := src.first(utf8.RuneError)
		src.setText(survey.Clean(src.text))
		r.report(at, "parser.not_utf8")
		return nil
	}
	if survey.IsClean(src.text) {
		return src
	}
	raw := src.lines
	src.setText(survey.Clean(src.text))
	for i, line := range raw {
		column := 0
		for _, c := range line {
			column++
			if !survey.IsClean(string(c)) {
				r.report(spot{src, i + 1, column}, "parser.control", fmt.Sprintf("%U", c))
			}
		}
	}
	return src
}

// isUTF16 reports whether a file is stored in UTF-16: it has the byte order mark,
// or, where that is missing, every other one of its first bytes is mostly 0,
// as the keys and the punctuation of any file of the language make it.
func isUTF16(data []byte) bool {
	if bytes.HasPrefix(data, []byte{0xff, 0xfe}) || bytes.HasPrefix(data, []byte{0xfe, 0xff}) {
		return true
	}
	const pairs = 32
	head := data[:min(len(data), 2*pairs)]
	var zeros [2]int // of the first and of the second bytes of the pairs
	for i, c := range head {
		if c == 0 {
			zeros[i%2]++
		}
	}
	return min(zeros[0], zeros[1]) == 0 && 4*max(zeros[0], zeros[1]) > len(head)
}

func (s *source) setText(text string) {
	s.text, s.lines, s.runes, s.starts = text, strings.Split(text, "\n"), nil, nil
}

// first is the place of the first of a character in the text.
func (s *source) first(c rune) spot {
	for i, line := range s.lines {
		if at := strings.IndexRune(line, c); at >= 0 {
			return spot{s, i + 1, utf8.RuneCountInString(line[:at]) + 1}
		}
	}
	return spot{s, 1, 1}
}

// index prepares the text for being walked by characters.
func (s *source) index() {
	if s.starts != nil {
		return
	}
	s.runes, s.starts = []rune(s.text), []int{0}
	for i, c := range s.runes {
		if c == '\n' {
			s.starts = append(s.starts, i+1)
		}
	}
}

// spotAt is the place of a character that was found by its index.
func (s *source) spotAt(index int) spot {
	line := sort.SearchInts(s.starts, index+1)
	return spot{s, line, index - s.starts[line-1] + 1}
}

// line is a line of the text, counted from 1, without its end.
func (s *source) line(n int) []rune {
	s.index()
	if n < 1 || n > len(s.starts) {
		return nil
	}
	end := len(s.runes)
	if n < len(s.starts) {
		end = s.starts[n] - 1
	}
	return s.runes[s.starts[n-1]:end]
}

// spot is a place in a file; line and column count characters from 1.
type spot struct {
	src          *source
	line, column int
}
