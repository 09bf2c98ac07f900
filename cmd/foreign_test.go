package cmd_test

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"

	"bestand.example/itbestand/cmd"
	"bestand.example/itbestand/survey/i18n"
	"bestand.example/itbestand/survey/i18n/foreign"
)

// said is what the program says to a call, on both streams.
func said(lang string, args ...string) (int, string) {
	var words strings.Builder
	code := cmd.Main(context.Background(), append([]string{"--lang", lang}, args...), strings.NewReader(""), &words, &words)
	return code, words.String()
}

var listed = regexp.MustCompile(`(?m)^  ([a-z]+) +\S`)

// helpPages calls for the help of a command and of all below it.
func helpPages(t *testing.T, lang string, path []string, each func(call, page string)) {
	t.Helper()
	code, page := said(lang, append(slices.Clone(path), "--help")...)
	if code != 0 {
		t.Fatalf("%v --help: exit code %d", path, code)
	}
	each(strings.Join(path, " "), page)
	_, below, _ := strings.Cut(page, aboveCommands[lang])
	below, _, _ = strings.Cut(below, "\n\n")
	for _, m := range listed.FindAllStringSubmatch(below, -1) {
		helpPages(t, lang, append(slices.Clone(path), m[1]), each)
	}
}

// aboveCommands are the words above the list of commands in a help page.
var aboveCommands = map[string]string{"de": "\nBefehle:\n", "en": "\nCommands:\n"}

func TestHelpSpeaksItsLanguage(t *testing.T) {
	for _, lang := range i18n.Languages() {
		pages := 0
		helpPages(t, lang, nil, func(call, page string) {
			pages++
			if words := foreign.Words(lang, page); words != nil {
				t.Errorf("%s %s --help: %q in\n%s", lang, call, words, page)
			}
		})
		if pages < 18 {
			t.Errorf("%s: only %d help pages found", lang, pages)
		}
	}
}

// mistakes are calls that fail, each in its own way.
func mistakes() [][]string {
	var calls [][]string
	for _, call := range []string{
		"-x", "--gibtsnicht", "fil", "help fil", "completion", "completion bash", "--lang fr version", "version zuviel",
		"fill", "fill a.itb b.itb", "fill a.itb --respnse 3", "fill a.itb --response x", "fill a.itb --response", "fill fehlt.itb",
		"fill neu.itb --questionnaire fehlt", "fill neu.itb --questionnaire fehlt.yaml", "fill neu.itb --questionnaire kaputt.yaml",
		"fill neu.itb --questionnaire probe.yaml --unit 12", "fill neu.itb --questionnaire probe.yaml --profile lang",
		"fill neu.itb --questionnaire probe.yaml --population fehlt.csv", "fill neu.itb --questionnaire probe.yaml --population kaputt.csv",
		"fill a.itb --section nirgends", "fill a.itb --stichtag 31.02.2025", "fill fehlt/neu.itb --questionnaire probe.yaml",
		"show", "show fehlt.itb", "show ordner", "show text.itb", "show leer.itb", "show kaputt.itb", "show fremd.itb", "show neuer.itb", "show a.itb --format pdf",
		"show a.itb --format", "show a.itb --json=vielleicht", "show a.itb --json --format html", "show a.itb --format html -o a.itb", "show a.itb --format html -o fehlt/a.html",
		"show a.itb --response 3", "show a.itb --questionnaire it-landschaft", "show z.itb",
		"check text.itb", "check a.itb",
		"answer a.itb unsinn", "answer a.itb x=1", "answer a.itb n=abc", "answer a.itb n:ausfall=egal", "answer a.itb liste[9].c=1", "answer a.itb liste[x].c=1", "answer a.itb n=1 m=99",
		"answer a.itb --from fehlt.yaml", "answer a.itb --from kaputt.yaml", "answer a.itb --from kaputt.json", "answer a.itb --from utf16.yaml", "answer a.itb --from ordner",
		"submit a.itb", "submit a.itb -o text.itb --incomplete", "submit text.itb", "reopen fehlt.itb",
		"upgrade a.itb", "upgrade a.itb --questionnaire fehlt.yaml", "upgrade a.itb --questionnaire it-landschaft",
		"merge", "merge neu-z.itb fehlt", "merge z2.itb text.itb", "merge a.itb ordner", "merge z2.itb leer.itb --questionnaire kaputt.yaml",
		"export", "export fehlt.itb -o x.xlsx", "export a.itb -o x.xlsx", "export z.itb", "export z.itb -o text.itb",
		"questionnaire unsinn", "questionnaire check", "questionnaire check kaputt.yaml", "questionnaire check falsch.yaml", "questionnaire check text.itb", "questionnaire check utf16.yaml",
		"questionnaire check probe.yaml --trial x", "questionnaire check probe.yaml --trial 99999999", "questionnaire check probe.yaml --seed -1",
		"questionnaire check probe.yaml --against fehlt.yaml", "questionnaire check probe.yaml --against falsch.yaml",
		"questionnaire new probe.yaml", "questionnaire new eigener", "questionnaire new --from fehlt", "questionnaire new -o ordner",
		"questionnaire show", "questionnaire show fehlt.yaml", "questionnaire print", "questionnaire print probe.yaml --rows 0", "questionnaire print probe.yaml --rows 1,5",
		"questionnaire print probe.yaml --format pdf", "questionnaire print probe.yaml --profile x", "questionnaire print probe.yaml -o probe.yaml", "questionnaire print probe.yaml -o fehlt/x.docx",
		"split a.itb", "split fehlt.itb --section a -o teil.itb", "split a.itb --section nirgends -o teil.itb", "split a.itb --section a -o a.itb", "split text.itb --section a -o teil.itb",
		"join a.itb", "join a.itb fehlt.itb", "join a.itb text.itb", "join a.itb b.itb", "join a.itb kaputt.itb --take egal",
		"import a.itb", "import a.itb liste", "import a.itb liste fehlt.csv", "import a.itb nichts kaputt.csv", "import a.itb n kaputt.csv", "import a.itb liste kaputt.csv", "import a.itb liste text.itb",
		"import a.itb liste fremd.xlsx", "import a.itb liste leer.csv", "import a.itb liste kaputt.csv --duplicates x", "import a.itb liste kaputt.csv --encoding x", "import a.itb liste kaputt.csv --map kaputt.yaml",
		"import a.itb liste kaputt.csv --map fehlt.yaml", "fill neu.itb --wave fehlt", "fill neu.itb --wave kaputt.yaml",
		"demo --units 0", "demo --units 99999999999999999999", "demo --seed -3", "demo -o ordner", "demo --units 3,5",
	} {
		calls = append(calls, strings.Fields(call))
	}
	return calls
}

// A folder with files that are wrong in many ways, beside some that are right.
func folderOfMistakes(t *testing.T) {
	t.Helper()
	t.Chdir(t.TempDir())
	probe := `kind: questionnaire
id: probe
short: P
version: 1.0.0
title: Probe
responses: one
sections:
  - name: a
    label: A
    questions:
      - {name: n, type: integer, label: Zahl?, required: true, missing: [unbekannt]}
      - {name: m, type: integer, label: Zahl?, constraint: m < 5}
      - {name: liste, type: repeat, label: Liste, questions: [{name: c, type: integer, label: Zahl?}]}
missing: {unbekannt: nicht bekannt}
`
	for name, content := range map[string]string{
		"probe.yaml":  probe,
		"falsch.yaml": strings.ReplaceAll(probe, "type: integer", "type: zahl"),
		"kaputt.yaml": "a: [1, 2\nb: {\n\t- x: &a *a\n",
		"kaputt.json": `{"n": 1,, "x"`,
		"utf16.yaml":  "\xff\xfek\x00i\x00",
		"kaputt.csv":  "schluessel;name\n1;\"offen\n",
		"text.itb":    "Das ist ein Text.\n",
		"leer.itb":    "",
		"leer.csv":    "",
		"fremd.xlsx":  "PK\x03\x04 ein Archiv",
		"fremd.itb":   "PK\x03\x04 ein Archiv",
	} {
		write(t, name, content)
	}
	must := func(args ...string) {
		t.Helper()
		if code, words := said("de", args...); code != 0 && code != 10 {
			t.Fatalf("%v: %d %s", args, code, words)
		}
	}
	must("answer", "a.itb", "--questionnaire", "probe.yaml", "--unit", "990610001", "m=1")
	must("answer", "b.itb", "--questionnaire", "probe.yaml", "--unit", "990610002", "n=1", "liste=keine")
	must("submit", "b.itb", "-o", "ordner")
	must("merge", "z.itb", "ordner", "--questionnaire", "probe.yaml")
	data, err := os.ReadFile("a.itb")
	if err != nil {
		t.Fatal(err)
	}
	write(t, "kaputt.itb", string(data[:len(data)/2]))
	data[60+3] = 99 // user_version: the file of a program to come
	write(t, "neuer.itb", string(data))
}

func write(t *testing.T, name, content string) {
	t.Helper()
	if err := os.WriteFile(filepath.Clean(name), []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestErrorsSpeakTheirLanguage(t *testing.T) {
	folderOfMistakes(t)
	for _, lang := range i18n.Languages() {
		for _, call := range mistakes() {
			code, words := said(lang, call...)
			if code == 0 {
				t.Errorf("%s %v: no mistake: %s", lang, call, words)
			}
			if code == 1 {
				t.Errorf("%s %v: takes it for a mistake of the program: %s", lang, call, words)
			}
			if found := foreign.Words(lang, words); found != nil {
				t.Errorf("%s %v: %q in\n%s", lang, call, found, words)
			}
		}
	}
}

// brokenPipe takes nothing, as a pager that was closed.
type brokenPipe struct{ err error }

func (b brokenPipe) Write([]byte) (int, error) { return 0, b.err }

// What the operating system says of the stream for data is put into words too.
func TestStreamsSpeakTheLanguage(t *testing.T) {
	folderOfMistakes(t)
	for _, lang := range i18n.Languages() {
		for _, err := range []error{
			&os.PathError{Op: "write", Path: "/dev/stdout", Err: syscall.EPIPE}, &os.PathError{Op: "write", Path: "/dev/stdout", Err: syscall.ENOSPC},
		} {
			var words strings.Builder
			code := cmd.Main(context.Background(), []string{"--lang", lang, "show", "a.itb"}, strings.NewReader(""), brokenPipe{err}, &words)
			if found := foreign.Words(lang, words.String()); code == 0 || found != nil {
				t.Errorf("%s %v: exit code %d, %q in %s", lang, err, code, found, words.String())
			}
		}
	}
}
