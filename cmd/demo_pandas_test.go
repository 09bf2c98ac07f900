package cmd_test

import (
	"context"
	"io"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"bestand.example/itbestand/cmd"
)

// pandasReadsEveryTable lets Debian's pandas read all tables of the workbook and
// their copies as CSV, and compare types and values.
func pandasReadsEveryTable(t *testing.T, d *demo) {
	const python = "/usr/bin/python3" // Debian's, which python3-pandas belongs to
	if err := exec.Command(python, "-c", "import pandas, openpyxl").Run(); err != nil {
		t.Skip("python3-pandas and python3-openpyxl are not installed")
	}
	dir := t.TempDir()
	book, tables := filepath.Join(dir, "mappe.xlsx"), filepath.Join(dir, "tabellen")
	var words strings.Builder
	args := []string{"--lang", "de", "export", filepath.Join(d.dir, "zentral.itb"), "-o", book, "--csv", tables}
	if code := cmd.Main(context.Background(), args, strings.NewReader(""), io.Discard, &words); code != 0 {
		t.Fatalf("exit code %d: %s", code, words.String())
	}
	out, err := exec.Command(python, filepath.Join("..", "export", "testdata", "read_tables.py"), tables, book).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	t.Logf("%s", out)
}
