package parser_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/i18n"
	"bestand.example/itbestand/survey/parser"
)

const (
	head     = "kind: questionnaire\nid: probe\nshort: P\nversion: 1.0.0\ntitle: Probe\n"
	section  = "sections:\n  - name: a\n    label: Abschnitt\n    questions:\n"
	question = "      - {name: zahl, type: integer, label: Zahl}\n"
)

func inMemory(set string) fstest.MapFS {
	return fstest.MapFS{"set.yaml": &fstest.MapFile{Data: []byte(set)}}
}

// findings reads a set that is wrong.
func findings(t testing.TB, set string) []parser.Finding {
	t.Helper()
	_, _, err := parser.Questionnaire(inMemory(set), "set.yaml")
	var wrong *parser.Errors
	if !errors.As(err, &wrong) {
		t.Fatalf("no findings but %v in\n%s", err, set)
	}
	return wrong.Findings
}

// one reads a set with exactly one mistake.
func one(t testing.TB, set string) parser.Finding {
	t.Helper()
	found := findings(t, set)
	if len(found) != 1 {
		t.Fatalf("%d findings: %v", len(found), found)
	}
	return found[0]
}

func TestBytesThatAreNoSetHaveTheirOwnMessages(t *testing.T) {
	tests := []struct {
		name, set, code string
		line, column    int
	}{
		{"nothing", "", "empty_file", 1, 1},
		{"blanks", " \n\n", "empty_file", 1, 1},
		{"only a byte order mark", "\ufeff", "empty_file", 1, 1},
		{"only comments", "# a\n#b\n", "only_comments", 1, 1},
		{"2 MiB", strings.Repeat("# zu viel\n", 200_000), "too_large", 1, 1},
		{"UTF-16", "\xff\xfek\x00i\x00n\x00d\x00", "utf16", 1, 1},
		{"Latin-1", head + "duration: l\xe4nger\n", "not_utf8", 6, 12},
		{"second document", head + section + question + "---\na: 1\n", "second_document", 11, 1},
		{"second document without content", head + section + question + "...\n---\n", "second_document", 12, 1},
	}
	for _, test := range tests {
		if f := one(t, test.set); f.Code != test.code || f.Line != test.line || f.Column != test.column {
			t.Errorf("%s: %v", test.name, f)
		}
	}
}

func TestLargestFileIsRead(t *testing.T) {
	set := head + section + question
	set += strings.Repeat("#", 1<<20-len(set))
	if _, _, err := parser.Questionnaire(inMemory(set), "set.yaml"); err != nil {
		t.Error(err)
	}
	if f := one(t, set+"#"); f.Code != "too_large" {
		t.Error(f)
	}
}

// What an editor on Windows writes reads the same, to the column, and has the
// same digest.
func TestLineEndsAndByteOrderMarkDoNotMatter(t *testing.T) {
	right := head + section + question
	windows := "\ufeff" + strings.ReplaceAll(right, "\n", "\r\n")
	a, _, err := parser.Questionnaire(inMemory(right), "set.yaml")
	if err != nil {
		t.Fatal(err)
	}
	b, files, err := parser.Questionnaire(inMemory(windows), "set.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if a.Digest != b.Digest || string(files[0].Data) != windows {
		t.Errorf("digests %s and %s; the bytes kept are %q", a.Digest, b.Digest, files[0].Data)
	}
	for _, e := range examples(t, "wrong") {
		for _, file := range e.files {
			file.Data = []byte("\ufeff" + strings.ReplaceAll(string(file.Data), "\n", "\r\n"))
		}
		if strings.HasPrefix(e.name, "utf16") {
			continue // with a byte order mark of UTF-8 it is something else
		}
		if got := parser.Render(found(t, e.files), i18n.In("de")); got != e.want {
			t.Errorf("%s with CR LF: got\n%s\nwant\n%s", e.name, got, e.want)
		}
	}
}

// UTF-16 is told by its zeros where it has no byte order mark, in either order
// of bytes, in every file of the language; a few zeros in a text are not it.
func TestUTF16IsToldWithoutItsMark(t *testing.T) {
	text := head + section + question
	for _, offset := range []int{0, 1} {
		wide := make([]byte, 2*len(text))
		for i := range len(text) {
			wide[2*i+offset] = text[i]
		}
		if f := one(t, string(wide)); f.Code != "utf16" {
			t.Errorf("%v", f)
		}
	}
	for _, f := range findings(t, "\x00\x00"+text) {
		if f.Code == "utf16" {
			t.Errorf("%v", f)
		}
	}
}

// Everything that could steer a terminal is refused where it stands, and does
// not come through in what is said about it.
func TestControlCharactersAreRefusedAndNotShown(t *testing.T) {
	for _, c := range []string{"\x00", "\x07", "\x1b", "\r", "\x7f", "\u0085", "\u009b", "\u200f", "\u202e", "\u2028", "\ufeff"} {
		set := head + section + "      - {name: zahl, type: integer, label: ä" + c + "Zahl, hint: x" + c + "y}\n"
		found := findings(t, set)
		if len(found) != 2 {
			t.Errorf("%q: %v", c, found)
			continue
		}
		for i, column := range []int{45, 59} {
			if f := found[i]; f.Code != "control" || f.Line != 10 || f.Column != column {
				t.Errorf("%q: %v, want column %d", c, f, column)
			}
		}
		if text := (&parser.Errors{Findings: found}).Render(i18n.In("de")); !survey.IsClean(text) {
			t.Errorf("%q comes through: %q", c, text)
		}
	}
}

// The caret stands under the column, whatever stands before it.
func TestCaretStandsUnderTheColumn(t *testing.T) {
	tests := []struct{ name, before, under string }{
		{"umlauts", "äöüß€", "     "},
		{"umlauts of two characters", "a\u0308o\u0308", "  "},
		{"tabs", "a\tb\t", " \t \t"},
		{"wide characters", "東京", "    "},
		{"an emoji", "\U0001F600", "  "},
	}
	for _, test := range tests {
		set := head + section + "      - {name: zahl, type: text, label: A, constraint: zahl == \"" + test.before + "\" and nichts}\n"
		found := findings(t, set)
		text := (&parser.Errors{Findings: found}).Render(i18n.In("de"))
		lines := strings.Split(text, "\n")
		source, caret := lines[1], lines[2]
		at := strings.Index(source, test.before)
		want := strings.Repeat(" ", at) + test.under + "      ^"
		if caret != want {
			t.Errorf("%s:\n%s\n%q, want\n%q", test.name, source, caret, want)
		}
	}
}

// Of a line that fills many screens the part around the column is shown.
func TestLongLineIsCutAroundTheColumn(t *testing.T) {
	long := strings.Repeat("ä", 1000)
	f := one(t, head+section+"      - {name: zahl, type: text, label: A, hint: "+long+", constraint: nichts == \""+long+"\"}\n")
	if f.Column != 1064 || len([]rune(f.Text)) > 170 {
		t.Errorf("column %d, %d characters", f.Column, len([]rune(f.Text)))
	}
	lines := strings.Split((&parser.Errors{Findings: []parser.Finding{f}}).Render(i18n.In("en")), "\n")
	source, caret := []rune(lines[1]), strings.Index(lines[2], "^")
	if got := string(source[caret : caret+6]); got != "nichts" {
		t.Errorf("caret under %q:\n%s\n%s", got, lines[1], lines[2])
	}
}

func TestFileThatCannotBeReadIsNoFinding(t *testing.T) {
	dir := t.TempDir()
	var wrong *parser.Errors
	if _, _, err := parser.Questionnaire(os.DirFS(dir), "set.yaml"); err == nil || errors.As(err, &wrong) || !errors.Is(err, os.ErrNotExist) {
		t.Errorf("no file: %v", err)
	}
	if _, _, err := parser.Questionnaire(os.DirFS(filepath.Dir(dir)), filepath.Base(dir)); err == nil || errors.As(err, &wrong) {
		t.Errorf("a folder: %v", err)
	}
	loop := filepath.Join(dir, "liste.csv")
	if err := os.Symlink("liste.csv", loop); err != nil {
		t.Skip("no symbolic links here")
	}
	set := head + "choices:\n  jn: {file: liste.csv, value: code, label: name}\n" + section + question
	if err := os.WriteFile(filepath.Join(dir, "set.yaml"), []byte(set), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, _, err := parser.Questionnaire(os.DirFS(dir), "set.yaml"); err == nil || errors.As(err, &wrong) {
		t.Errorf("a list that cannot be opened: %v", err)
	}
}

func TestFilesAreTheSetAndItsListsByNamesInItsFolder(t *testing.T) {
	const list = "code,name\na,A\n"
	set := head + "choices:\n  eins: {file: listen/b.csv, value: code, label: name}\n  zwei: {file: a.csv, value: code, label: name}\n" +
		"  drei: {file: a.csv, value: code, label: name}\n" + section + question
	fsys := fstest.MapFS{
		"unten/set.yaml":     {Data: []byte(set)},
		"unten/listen/b.csv": {Data: []byte(list)},
		"unten/a.csv":        {Data: []byte(list)},
		"a.csv":              {Data: []byte("anders\n")},
	}
	q, files, err := parser.Questionnaire(fsys, "unten/set.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range files {
		names = append(names, f.Name)
	}
	if got := strings.Join(names, " "); got != "set.yaml listen/b.csv a.csv" {
		t.Errorf("files %s", got)
	}
	if q.Digest != survey.SetDigest(files) {
		t.Error("the digest is not that of the files")
	}
	if q.Choices[2].Index("a") != 0 {
		t.Error("a file that two lists name filled only one")
	}
}
