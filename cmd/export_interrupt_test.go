package cmd_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"bestand.example/itbestand/cmd"
)

// whenSaid cancels as soon as a text is on the screen, as Ctrl-C does.
type whenSaid struct {
	bytes.Buffer
	text   string
	cancel context.CancelFunc
}

func (w *whenSaid) Write(b []byte) (int, error) {
	n, err := w.Buffer.Write(b)
	if strings.Contains(w.String(), w.text) {
		w.cancel()
	}
	return n, err
}

// Ctrl-C in the middle of an export leaves the old workbook whole and no
// temporary file, whether a new one was to be written or the old one to be
// brought up to date in its place.
func TestAnInterruptedExportLeavesNothingBehind(t *testing.T) {
	dir, temp := t.TempDir(), t.TempDir()
	demo := filepath.Join(dir, "demo")
	succeeds(t, "demo", "-o", demo, "--units", "6")
	t.Setenv("TMPDIR", temp)
	t.Setenv("TMP", temp) // of Windows
	book, central := filepath.Join(demo, "auswertung.xlsx"), filepath.Join(demo, "zentral.itb")
	before, err := os.ReadFile(book)
	if err != nil {
		t.Fatal(err)
	}
	names := fileNames(t, demo)
	for _, args := range [][]string{
		{"export", central, "-o", filepath.Join(demo, "neu.xlsx"), "--csv", filepath.Join(demo, "tabellen")},
		{"export", central, "-o", book, "--update", book},
	} {
		ctx, cancel := context.WithCancel(t.Context())
		screen := &whenSaid{text: "Export: 8", cancel: cancel} // per cent: all are read
		if code := cmd.Main(ctx, args, strings.NewReader(""), &bytes.Buffer{}, screen); code != 130 {
			t.Errorf("%v: exit code %d\n%s", args, code, screen)
		}
		cancel()
		after, err := os.ReadFile(book)
		if err != nil || !bytes.Equal(before, after) {
			t.Errorf("%v: the old workbook has changed (%v)", args, err)
		}
		if got := fileNames(t, demo); got != names {
			t.Errorf("%v: there is %s, and there was %s", args, got, names)
		}
		if got := fileNames(t, temp); got != "" {
			t.Errorf("%v: temporary files are left: %s", args, got)
		}
	}
}

func fileNames(t testing.TB, dir string) string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return strings.Join(names, " ")
}
