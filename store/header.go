package store

import (
	"bytes"
	"encoding/binary"
	"unicode/utf8"
)

// headerSize is how many bytes at the beginning of a database describe it; see
// sqlite.org/fileformat.html.
const headerSize = 100

// pageSize is the only size of pages that this program writes.
const pageSize = 4096

const magic = "SQLite format 3\x00"

// header is what the first bytes of a file say about it.
type header struct {
	pageSize      int
	wal           bool // write-ahead log: another program changed the mode
	pages         uint32
	encoding      uint32
	version       int // user_version
	applicationID uint32
}

// readHeader reads the header of a survey file, or tells what the file is
// instead. The data may be the whole file or its beginning.
func readHeader(data []byte) (header, Code) {
	if code := sniff(data); code != "" {
		return header{}, code
	}
	word := func(at int) uint32 { return binary.BigEndian.Uint32(data[at:]) }
	h := header{
		pageSize: int(binary.BigEndian.Uint16(data[16:])), wal: data[18] != 1 || data[19] != 1,
		pages: word(28), encoding: word(56), version: int(int32(word(60))), applicationID: word(68),
	}
	if h.applicationID != applicationID {
		return h, CodeOtherSQLite
	}
	if h.version < 1 || h.pageSize != pageSize || h.encoding != 1 || data[20] != 0 {
		return h, CodeDamaged
	}
	return h, ""
}

// signatures tell files apart by their first bytes.
var signatures = []struct {
	prefix string
	code   Code
}{
	{"age-encryption.org/", CodeSealed},
	{"-----BEGIN AGE ENCRYPTED FILE-----", CodeSealed},
	{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", CodeOldOffice},
	{"%PDF-", CodePDF},
	{"PK\x03\x04", CodeZip},
	{"PK\x05\x06", CodeZip},
}

// mailFields are lines of which one stands near the beginning of a mail that
// was saved as a file.
var mailFields = []string{"received:", "return-path:", "mime-version:", "message-id:", "delivered-to:", "from:"}

// sniff tells what a file is if it is no SQLite database, for a refusal that
// names it.
func sniff(data []byte) Code {
	switch {
	case len(data) == 0:
		return CodeEmpty
	case bytes.HasPrefix(data, []byte(magic)) && len(data) >= headerSize:
		return ""
	case bytes.HasPrefix([]byte(magic), data[:min(len(data), len(magic))]):
		return CodeTruncated
	}
	for _, s := range signatures {
		if bytes.HasPrefix(data, []byte(s.prefix)) {
			if s.code == CodeZip {
				return zipKind(data)
			}
			return s.code
		}
	}
	return textKind(data[:min(len(data), 4096)])
}

// zipKind tells office documents from other archives by the names of their
// parts, which stand in the archive as they are.
func zipKind(data []byte) Code {
	switch {
	case bytes.Contains(data, []byte("xl/workbook")):
		return CodeXLSX
	case bytes.Contains(data, []byte("word/document")):
		return CodeDOCX
	}
	return CodeZip
}

func textKind(start []byte) Code {
	if len(start) == 4096 {
		start = start[:bytes.LastIndexByte(start, '\n')+1] // not in the middle of a letter
	}
	lower := bytes.ToLower(start)
	switch {
	case !utf8.Valid(start) || bytes.IndexByte(start, 0) >= 0 || len(start) == 0:
		return CodeUnknown
	case bytes.Contains(lower, []byte("<html")), bytes.HasPrefix(lower, []byte("<!doctype html")):
		return CodeHTML
	}
	for _, field := range mailFields {
		if bytes.HasPrefix(lower, []byte(field)) || bytes.Contains(lower, []byte("\n"+field)) {
			return CodeMail
		}
	}
	return CodeText
}

// whole reports whether a file of the given size is as long as its header
// says, and otherwise what is wrong.
func (h header) whole(size int64) Code {
	switch want := int64(h.pages) * pageSize; {
	case size < want:
		return CodeTruncated
	case size > want:
		return CodeDamaged
	}
	return ""
}
