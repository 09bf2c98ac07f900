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
	files := embeddedText(t)
	points := 0
	for _, line := range strings.Split(string(text), "\n") {
		if !regexp.MustCompile(`^\| S\d+ \|`).MatchString(line) {
			continue
		}
		points++
		for _, m := range regexp.MustCompile("`([^`]+)`").FindAllStringSubmatch(line, -1) {
			whole := regexp.MustCompile(`(^|[^a-z0-9_])` + regexp.QuoteMeta(m[1]) + `($|[^a-z0-9_])`)
			if name := m[1]; !commands[name] && !whole.MatchString(files) {
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

// embeddedText is everything that stands in the files of the program, and their
// names.
func embeddedText(t *testing.T) string {
	t.Helper()
	var all strings.Builder
	err := fs.WalkDir(questionnaires.Files, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(questionnaires.Files, path)
		all.WriteString(path + "\n" + string(data))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all.String()
}
