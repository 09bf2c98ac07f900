package cmd_test

import (
	"bytes"
	"context"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"bestand.example/itbestand/cmd"
)

// exportedAgain is the workbook of the demonstration made once more, with its
// tables as CSV.
type exportedAgain struct{ book, tables string }

func exportAgain(t *testing.T, d *demo) exportedAgain {
	dir := t.TempDir()
	again := exportedAgain{filepath.Join(dir, "mappe.xlsx"), filepath.Join(dir, "tabellen")}
	var words strings.Builder
	args := []string{"--lang", "de", "export", filepath.Join(d.dir, "zentral.itb"), "-o", again.book, "--csv", again.tables}
	if code := cmd.Main(context.Background(), args, strings.NewReader(""), io.Discard, &words); code != 0 {
		t.Fatalf("exit code %d: %s", code, words.String())
	}
	return again
}

// sameFile compares the workbook with the one that the demonstration wrote.
func (e exportedAgain) sameFile(t *testing.T, d *demo) {
	first, err := os.ReadFile(filepath.Join(d.dir, "auswertung.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	second, err := os.ReadFile(e.book)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first, second) {
		t.Errorf("the same central file gives %d bytes, then %d, and not the same", len(first), len(second))
	}
}

// pandasReads lets Debian's pandas read all tables of the workbook and their
// copies as CSV, and compare types and values.
func (e exportedAgain) pandasReads(t *testing.T) {
	const python = "/usr/bin/python3" // Debian's, which python3-pandas belongs to
	if err := exec.Command(python, "-c", "import pandas, openpyxl").Run(); err != nil {
		t.Skip("python3-pandas and python3-openpyxl are not installed")
	}
	out, err := exec.Command(python, filepath.Join("..", "export", "testdata", "read_tables.py"), e.tables, e.book).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	t.Logf("%s", out)
}
