package questionnaires_test

import (
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"

	"bestand.example/itbestand/questionnaires"
)

// Every point of the commission is in the table, and whatever it names is there.
func TestRequirementsNameWhatIsThere(t *testing.T) {
	text, err := os.ReadFile("requirements.md")
	if err != nil {
		t.Fatal(err)
	}
	there, points := embeddedWords(t), 0
	for _, line := range strings.Split(string(text), "\n") {
		if !regexp.MustCompile(`^\| S\d+ \|`).MatchString(line) {
			continue
		}
		points++
		for _, m := range regexp.MustCompile("`([^`]+)`").FindAllStringSubmatch(line, -1) {
			if name := m[1]; !commands[name] && !there[name] {
				t.Errorf("%s: nothing is called %s", line[:6], name)
			}
		}
	}
	if points != 28 {
		t.Errorf("%d points", points)
	}
}

// commands are words of the command line that the table names.
var commands = map[string]bool{"itbestand questionnaire check": true, "print": true, "merge": true, "submit --released-by": true, "report": true, "measure": true}

// embeddedWords are all words in the files of the program, and their names.
func embeddedWords(t *testing.T) map[string]bool {
	t.Helper()
	there, word := map[string]bool{}, regexp.MustCompile(`[A-Za-z0-9_-]+`)
	err := fs.WalkDir(questionnaires.Files, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		there[path] = true
		data, err := fs.ReadFile(questionnaires.Files, path)
		for _, w := range word.FindAll(data, -1) {
			there[string(w)] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return there
}
