package parser_test

import (
	"errors"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"

	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/i18n"
	"bestand.example/itbestand/survey/parser"
)

var update = flag.Bool("update", false, "write what is found into the corpus")

// example is one file of the corpus: a sentence about it, for sets that are
// wrong what the schema makes of it, the files of the set, and what is found.
type example struct {
	path, name string
	schema     string // sees, sees not, unread; empty for sets that are right
	archive    *txtar.Archive
	files      fstest.MapFS
	want       string
}

// examples reads a folder of the corpus: right or wrong.
func examples(t testing.TB, folder string) []example {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join("testdata", folder, "*.txtar"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no examples in %s: %v", folder, err)
	}
	all := make([]example, 0, len(paths))
	for _, path := range paths {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		e := example{path: path, name: strings.TrimSuffix(filepath.Base(path), ".txtar"), archive: archive, files: fstest.MapFS{}}
		_, e.schema, _ = strings.Cut(strings.TrimSpace(string(archive.Comment)), "\nschema: ")
		for _, f := range archive.Files {
			if f.Name == "want" {
				e.want = string(f.Data)
				continue
			}
			e.files[f.Name] = &fstest.MapFile{Data: expand(t, f.Data)}
		}
		all = append(all, e)
	}
	return all
}

// expand makes the bytes of a file of the corpus. A line "@repeat N text"
// stands for N lines in which %d is their number, and a line "@bytes" for what
// its Go string says.
func expand(t testing.TB, data []byte) []byte {
	t.Helper()
	var b strings.Builder
	for line := range strings.Lines(string(data)) {
		switch directive, rest, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " "); directive {
		case "@repeat":
			count, text, _ := strings.Cut(rest, " ")
			n, err := strconv.Atoi(count)
			if err != nil {
				t.Fatal(err)
			}
			for i := range n {
				b.WriteString(strings.ReplaceAll(text, "%d", strconv.Itoa(i)) + "\n")
			}
		case "@bytes":
			text, err := strconv.Unquote(rest)
			if err != nil {
				t.Fatal(err)
			}
			b.WriteString(text + "\n")
		default:
			b.WriteString(line)
		}
	}
	return []byte(b.String())
}

// found checks what a file of the corpus holds: a set or answers.
func found(t testing.TB, fsys fstest.MapFS) []parser.Finding {
	t.Helper()
	if answers := fsys["answers.yaml"]; answers != nil {
		_, err := parser.Answers("answers.yaml", answers.Data)
		var wrong *parser.Errors
		if !errors.As(err, &wrong) {
			t.Fatalf("answers: %v", err)
		}
		return wrong.Findings
	}
	_, _, findings, err := parser.Check(fsys, "set.yaml")
	var wrong *parser.Errors
	if err != nil && !errors.As(err, &wrong) {
		t.Fatal(err)
	}
	return parser.Brief(findings)
}

// rendered reads a set and returns what a person is told, or "".
func rendered(t testing.TB, fsys fs.FS, lang string) string {
	t.Helper()
	set, files, err := parser.Questionnaire(fsys, "set.yaml")
	var wrong *parser.Errors
	switch {
	case errors.As(err, &wrong):
		if set != nil || files != nil || len(wrong.Findings) == 0 {
			t.Errorf("with findings %v came set %v and files %v", wrong.Findings, set, files)
		}
		return wrong.Render(i18n.In(lang))
	case err != nil:
		t.Fatal(err)
	case set.Digest != survey.SetDigest(files):
		t.Errorf("digest %s is not that of the files", set.Digest)
	}
	return ""
}

func TestEachMistakeIsReportedAtItsPlace(t *testing.T) {
	for _, e := range examples(t, "wrong") {
		t.Run(e.name, func(t *testing.T) {
			got := parser.Render(found(t, e.files), i18n.In("de"))
			if *update {
				e.write(t, got)
				return
			}
			if got != e.want {
				t.Errorf("got\n%s\nwant\n%s", got, e.want)
			}
		})
	}
}

func (e example) write(t *testing.T, want string) {
	t.Helper()
	kept := e.archive.Files[:0]
	for _, f := range e.archive.Files {
		if f.Name != "want" {
			kept = append(kept, f)
		}
	}
	e.archive.Files = append(kept, txtar.File{Name: "want", Data: []byte(want)})
	if err := os.WriteFile(e.path, txtar.Format(e.archive), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestWhatTheLanguageHasIsAccepted(t *testing.T) {
	for _, e := range examples(t, "right") {
		if got := rendered(t, e.files, "de"); got != "" {
			t.Errorf("%s:\n%s", e.name, got)
		}
	}
}

// Every sentence of the corpus exists in both languages, with all of its
// particulars filled in.
func TestEverySentenceIsWhole(t *testing.T) {
	for _, e := range examples(t, "wrong") {
		for _, lang := range i18n.Languages() {
			got := parser.Render(found(t, e.files), i18n.In(lang))
			for _, flaw := range []string{"%!", "%[", "parser.", "issue."} {
				if strings.Contains(got, flaw) {
					t.Errorf("%s in %s contains %q:\n%s", e.name, lang, flaw, got)
				}
			}
		}
	}
}
