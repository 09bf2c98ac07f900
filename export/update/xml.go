package update

import (
	"bytes"
	"errors"
	"io"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The kinds of what XML consists of, as far as it means something here.
type tokenKind int

const (
	tagOpens tokenKind = iota
	tagCloses
	textRuns
)

// maxToken is how many bytes one tag or one text may have. A cell holds 32,767
// characters, and a long list of ranges is a tenth of this.
const maxToken = 64 << 20

// maxNames is how many different names of elements and attributes are kept once
// and for all; a workbook has some hundreds.
const maxNames = 10_000

// tokens reads XML as a stream. It reads what encoding/xml does, token by token
// and as strictly, in a sixth of its time: a sheet is millions of small tags,
// and what a tag says is not copied before somebody wants it.
type tokens struct {
	r       io.Reader
	buf     []byte
	at, end int // what of buf is read from the part, and not yet handed over
	failed  error

	kind    tokenKind
	name    string
	attrs   []viewed
	text    []byte // until the next token
	closing bool   // an element without content: its end comes next
	scratch []byte
	names   map[string]string
	nodes   int // that were kept in memory
}

// viewed is an attribute until the next token.
type viewed struct {
	name  string
	value []byte
}

func newTokens(r io.Reader) *tokens {
	t := &tokens{r: r, buf: make([]byte, 64<<10), names: map[string]string{}}
	if t.has(3) && bytes.Equal(t.buf[:3], []byte("\xef\xbb\xbf")) {
		t.at = 3
	}
	return t
}

// load reads more of the part and reports whether there was any.
func (t *tokens) load() bool {
	if t.failed != nil {
		return false
	}
	if t.at > 0 {
		copy(t.buf, t.buf[t.at:t.end])
		t.at, t.end = 0, t.end-t.at
	}
	if t.end == len(t.buf) {
		if len(t.buf) >= maxToken {
			t.failed = errTooLarge
			return false
		}
		t.buf = append(t.buf, make([]byte, len(t.buf))...)
	}
	for range 100 { // a reader may give nothing a few times
		n, err := t.r.Read(t.buf[t.end:])
		t.end += n
		t.failed = err
		if n > 0 {
			return true
		}
		if err != nil {
			return false
		}
	}
	t.failed = io.ErrNoProgress
	return false
}

// has reports whether so many bytes are still to come.
func (t *tokens) has(n int) bool {
	for t.end-t.at < n {
		if !t.load() {
			return false
		}
	}
	return true
}

// find is how many bytes come before a mark; from says where to begin.
func (t *tokens) find(mark string, from int) (int, error) {
	for {
		if i := bytes.Index(t.buf[t.at+from:t.end], []byte(mark)); i >= 0 {
			return from + i, nil
		}
		from = max(from, t.end-t.at-len(mark)+1)
		if !t.load() {
			return 0, t.ended()
		}
	}
}

// ended is why there is nothing more: io.EOF only between two tokens.
func (t *tokens) ended() error {
	if errors.Is(t.failed, io.EOF) {
		return errDamaged
	}
	return t.failed
}

// next reads the next token that means something.
func (t *tokens) next() error {
	if t.closing {
		t.closing, t.kind = false, tagCloses
		return nil
	}
	for {
		if !t.has(1) {
			return t.failed
		}
		if t.buf[t.at] != '<' {
			return t.chars()
		}
		if !t.has(2) {
			return t.ended()
		}
		switch t.buf[t.at+1] {
		case '?':
			if err := t.instruction(); err != nil {
				return err
			}
		case '!':
			if done, err := t.marked(); done || err != nil {
				return err
			}
		case '/':
			return t.closes()
		default:
			return t.opens()
		}
	}
}

// take hands over bytes, and what ends them is passed over.
func (t *tokens) take(from, to, after int) []byte {
	b := t.buf[t.at+from : t.at+to]
	t.at += to + after
	return b
}

// chars reads a text up to the next tag.
func (t *tokens) chars() error {
	t.kind = textRuns
	from := 0
	for {
		if i := bytes.IndexByte(t.buf[t.at+from:t.end], '<'); i >= 0 {
			from += i
			break
		}
		from = t.end - t.at
		if !t.load() {
			if !errors.Is(t.failed, io.EOF) {
				return t.failed
			}
			break
		}
	}
	b := t.take(0, from, 0)
	if bytes.Contains(b, []byte("]]>")) {
		return errDamaged
	}
	var err error
	t.scratch = t.scratch[:0]
	t.text, err = t.plain(b)
	return err
}

// instruction passes over <?…?>, and refuses an encoding that is not read.
func (t *tokens) instruction() error {
	n, err := t.find("?>", 2)
	if err != nil {
		return err
	}
	b := t.take(2, n, 2)
	if len(b) == 0 || b[0] < utf8.RuneSelf && !isName(b[:1]) {
		return errDamaged
	}
	if rest, ok := bytes.CutPrefix(b, []byte("xml")); ok && !isName(b[:min(len(b), 4)]) || string(b) == "xml" {
		if v := declared(rest, "version"); v != "" && v != "1.0" {
			return errDamaged
		}
		if e := declared(rest, "encoding"); e != "" && !strings.EqualFold(e, "utf-8") {
			return errDamaged
		}
	}
	return nil
}

// declared is a value of the XML declaration.
func declared(text []byte, name string) string {
	_, rest, ok := strings.Cut(string(text), name)
	if rest = strings.TrimLeft(rest, " \t\r\n="); !ok || rest == "" {
		return ""
	}
	value, _, _ := strings.Cut(rest[1:], rest[:1])
	return value
}

// marked passes over a comment, or reads a text that stands for itself; done
// says which.
func (t *tokens) marked() (done bool, err error) {
	switch {
	case t.has(4) && string(t.buf[t.at:t.at+4]) == "<!--":
		n, err := t.find("-->", 4)
		if err != nil {
			return false, err
		}
		if b := t.take(4, n, 3); bytes.Contains(b, []byte("--")) || bytes.HasSuffix(b, []byte("-")) {
			return false, errDamaged
		}
		return false, nil
	case t.has(9) && string(t.buf[t.at:t.at+9]) == "<![CDATA[":
		n, err := t.find("]]>", 9)
		if err != nil {
			return false, err
		}
		t.kind = textRuns
		t.text = t.take(9, n, 3)
		asIs, err := verify(t.text)
		if !asIs && err == nil { // nothing here is an entity
			t.text = bytes.ReplaceAll(bytes.ReplaceAll(t.text, []byte("\r\n"), []byte("\n")), []byte("\r"), []byte("\n"))
		}
		return true, err
	}
	if t.failed != nil && !errors.Is(t.failed, io.EOF) {
		return false, t.failed
	}
	return false, errDoctype
}

func (t *tokens) closes() error {
	n, err := t.find(">", 2)
	if err != nil {
		return err
	}
	name := bytes.TrimRight(t.take(2, n, 1), " \t\r\n")
	if !isName(name) {
		return errDamaged
	}
	t.kind, t.name, t.attrs = tagCloses, t.known(name), t.attrs[:0]
	return nil
}

func (t *tokens) opens() error {
	n, err := t.tag()
	if err != nil {
		return err
	}
	b := t.take(1, n, 1)
	t.closing = len(b) > 0 && b[len(b)-1] == '/'
	if t.closing {
		b = b[:len(b)-1]
	}
	t.kind, t.attrs, t.scratch = tagOpens, t.attrs[:0], t.scratch[:0]
	name, rest := word(b)
	if !isName(name) {
		return errDamaged
	}
	t.name = t.known(name)
	return t.attributes(rest)
}

// tag is how many bytes come before the end of a tag. A bracket in an attribute
// ends nothing.
func (t *tokens) tag() (int, error) {
	quote := byte(0)
	for i := 1; ; i++ {
		if t.at+i == t.end && !t.load() {
			return 0, t.ended()
		}
		switch c := t.buf[t.at+i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '>':
			return i, nil
		case c == '"', c == '\'':
			quote = c
		}
	}
}

// simple reads an attribute as nearly all are written, and gives what follows; or
// nil, where it is written in another way.
func (t *tokens) simple(b []byte) []byte {
	if len(b) < 5 || b[0] != ' ' {
		return nil
	}
	i := 1
	for i < len(b) && ('a' <= b[i] && b[i] <= 'z' || 'A' <= b[i] && b[i] <= 'Z') {
		i++
	}
	if i == 1 || i+1 >= len(b) || b[i] != '=' || b[i+1] != '"' {
		return nil
	}
	from := i + 2
	for j := from; j < len(b); j++ {
		switch c := b[j]; {
		case c == '"':
			t.attrs = append(t.attrs, viewed{t.known(b[1:i]), b[from:j]})
			return b[j+1:]
		case c == '&' || c == '<' || c < ' ' || c >= utf8.RuneSelf:
			return nil
		}
	}
	return nil
}

// attributes reads what follows the name of an element.
func (t *tokens) attributes(b []byte) error {
	for {
		for len(b) > 0 {
			rest := t.simple(b)
			if rest == nil {
				break
			}
			b = rest
		}
		if b = bytes.TrimLeft(b, " \t\r\n"); len(b) == 0 {
			return nil
		}
		var name []byte
		if name, b = word(b); !isName(name) {
			return errDamaged
		}
		if b = bytes.TrimLeft(b, " \t\r\n"); len(b) == 0 || b[0] != '=' {
			return errDamaged
		}
		if b = bytes.TrimLeft(b[1:], " \t\r\n"); len(b) == 0 || b[0] != '"' && b[0] != '\'' {
			return errDamaged
		}
		n := bytes.IndexByte(b[1:], b[0])
		if n < 0 || bytes.IndexByte(b[1:n+1], '<') >= 0 {
			return errDamaged
		}
		value, err := t.plain(b[1 : n+1])
		if err != nil {
			return err
		}
		t.attrs = append(t.attrs, viewed{t.known(name), value})
		b = b[n+2:]
	}
}

// word cuts a name off.
func word(b []byte) (name, rest []byte) {
	for i, c := range b {
		if c == ' ' || c == '=' || c == '\t' || c == '\r' || c == '\n' || c == '"' || c == '\'' || c == '/' {
			return b[:i], b[i:]
		}
	}
	return b, nil
}

// isName reports whether something may be the name of an element.
func isName(b []byte) bool {
	if len(b) == 0 || b[0] == '-' || b[0] == '.' || '0' <= b[0] && b[0] <= '9' {
		return false
	}
	colons := 0
	for i := 0; i < len(b); i++ {
		c := b[i]
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', c == '_', c == '-', c == '.':
		case c == ':':
			colons++
		case c >= utf8.RuneSelf:
			return isForeignName(string(b))
		default:
			return false
		}
	}
	return colons <= 1
}

// isForeignName does so for names with other letters.
func isForeignName(s string) bool {
	for i, r := range s {
		letter := unicode.IsLetter(r) || r == '_' || r == ':'
		if r == utf8.RuneError || !letter && (i == 0 || !unicode.IsDigit(r) && !unicode.IsMark(r) && r != '-' && r != '.' && r != '·') {
			return false
		}
	}
	return strings.Count(s, ":") <= 1
}

// letters are all names of one character: most names in a sheet are.
var letters = func() string {
	var b [utf8.RuneSelf]byte
	for i := range b {
		b[i] = byte(i)
	}
	return string(b[:])
}()

// known is a name as a string that is made once.
func (t *tokens) known(b []byte) string {
	if len(b) == 1 && b[0] < utf8.RuneSelf {
		return letters[b[0] : b[0]+1]
	}
	if s, ok := t.names[string(b)]; ok {
		return s
	}
	s := string(b)
	if len(t.names) < maxNames {
		t.names[s] = s
	}
	return s
}

// plain is a text without its entities, and with its line ends as XML reads
// them. It stays until the next token.
func (t *tokens) plain(b []byte) ([]byte, error) {
	asIs, err := verify(b)
	if asIs || err != nil {
		return b, err
	}
	from := len(t.scratch)
	for i := 0; i < len(b); i++ {
		switch c := b[i]; {
		case c == '&':
			n := bytes.IndexByte(b[i:], ';')
			if n < 0 {
				return nil, errDamaged
			}
			r, ok := entity(b[i+1 : i+n])
			if !ok {
				return nil, errDamaged
			}
			t.scratch = utf8.AppendRune(t.scratch, r)
			i += n
		case c != '\r':
			t.scratch = append(t.scratch, c)
		case i+1 == len(b) || b[i+1] != '\n':
			t.scratch = append(t.scratch, '\n')
		}
	}
	return t.scratch[from:], nil
}

// verify reports whether a text says what it is meant to say, without entities
// and carriage returns. Characters that XML may not have are an error.
func verify(b []byte) (asIs bool, err error) {
	asIs = true
	wide := false
	for _, c := range b {
		switch {
		case c >= utf8.RuneSelf:
			wide = true
		case c == '&', c == '\r':
			asIs = false
		case c < ' ' && c != '\n' && c != '\t':
			return false, errDamaged
		}
	}
	if wide && (!utf8.Valid(b) || bytes.Contains(b, []byte("\xef\xbf\xbe")) || bytes.Contains(b, []byte("\xef\xbf\xbf"))) {
		return false, errDamaged
	}
	return asIs, nil
}

// entity is what stands between & and ;.
func entity(b []byte) (rune, bool) {
	switch string(b) {
	case "amp":
		return '&', true
	case "lt":
		return '<', true
	case "gt":
		return '>', true
	case "quot":
		return '"', true
	case "apos":
		return '\'', true
	}
	if len(b) < 2 || b[0] != '#' {
		return 0, false
	}
	digits, base := string(b[1:]), 10
	if digits[0] == 'x' {
		digits, base = digits[1:], 16
	}
	n, err := strconv.ParseUint(digits, base, 32)
	r := rune(n)
	return r, err == nil && n <= unicode.MaxRune && utf8.ValidRune(r) && mayStand(r)
}

// mayStand reports whether XML may have a character.
func mayStand(r rune) bool {
	return r >= ' ' && r != 0xFFFE && r != 0xFFFF || r == '\t' || r == '\n' || r == '\r'
}
