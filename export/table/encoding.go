package table

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// encodings are those that lists here come in, the name that is shown first.
var encodings = []struct {
	names []string
	coded encoding.Encoding // nil: UTF-8
}{
	{[]string{"utf-8", "utf8"}, nil},
	{[]string{"windows-1252", "cp1252", "ansi", "iso-8859-1", "latin1", "latin-1"}, charmap.Windows1252},
	{[]string{"iso-8859-15", "latin9"}, charmap.ISO8859_15},
	{[]string{"cp850", "ibm850", "dos"}, charmap.CodePage850},
	{[]string{"cp437", "ibm437"}, charmap.CodePage437},
	{[]string{"macintosh", "macroman"}, charmap.Macintosh},
	{[]string{"utf-16le", "utf-16"}, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)},
	{[]string{"utf-16be"}, unicode.UTF16(unicode.BigEndian, unicode.UseBOM)},
}

// Encodings lists the names for Options.Encoding.
func Encodings() []string {
	names := make([]string, len(encodings))
	for i, e := range encodings {
		names[i] = e.names[0]
	}
	return names
}

// text is what a CSV file says, and how that was found out.
type text struct {
	string
	encoding    string
	guessed     bool
	undecodable bool
}

// decode reads bytes as text: as the caller says, as their byte order mark says,
// as UTF-8 if they are, and otherwise as Windows does it here.
func decode(data []byte, named string) (text, *Error) {
	if named != "" {
		return decodeAs(data, strings.ToLower(named))
	}
	switch {
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		return decodeAs(data, "utf-8")
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		return decodeAs(data, "utf-16le")
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		return decodeAs(data, "utf-16be")
	}
	if name := wide(data); name != "" {
		return decodeAs(data, name)
	}
	if utf8.Valid(data) {
		return decodeAs(data, "utf-8")
	}
	t, refused := decodeAs(data, "windows-1252")
	t.guessed = true
	return t, refused
}

func decodeAs(data []byte, name string) (text, *Error) {
	for _, e := range encodings {
		for _, n := range e.names {
			if n != name {
				continue
			}
			decoded := data
			if e.coded != nil {
				decoded, _ = e.coded.NewDecoder().Bytes(data) // replaces what it does not know
			}
			s := strings.TrimPrefix(strings.ToValidUTF8(string(decoded), "\ufffd"), "\ufeff")
			return text{string: s, encoding: e.names[0], undecodable: strings.ContainsRune(s, utf8.RuneError)}, nil
		}
	}
	return text{}, refuse(UnknownEncoding, name, strings.Join(Encodings(), ", "))
}

// wide tells UTF-16 without a byte order mark by the zeros of its Latin letters.
func wide(data []byte) string {
	head := data[:min(len(data), 400)&^1]
	even, odd := 0, 0
	for i, b := range head {
		switch {
		case b != 0:
		case i%2 == 0:
			even++
		default:
			odd++
		}
	}
	switch most := len(head) / 4; {
	case odd > most && even == 0:
		return "utf-16le"
	case even > most && odd == 0:
		return "utf-16be"
	}
	return ""
}
