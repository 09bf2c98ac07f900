package cmd_test

import (
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/xuri/excelize/v2"
)

func exitStatus(err error) (string, bool) {
	var exit *exec.ExitError
	if !errors.As(err, &exit) {
		return "", false
	}
	return strconv.Itoa(exit.ExitCode()), true
}

// digest runs `itbestand merge --json` on the arguments and keeps the digest
// in the variable named first: `digest A zentral.itb ordner`.
func digest(ts *testscript.TestScript, _ bool, args []string) {
	err := ts.Exec("itbestand", append([]string{"merge", "--json"}, args[1:]...)...)
	if _, exited := exitStatus(errOrNil(err)); err != nil && !exited {
		ts.Fatalf("%v", err)
	}
	var report struct{ Digest string }
	ts.Check(json.Unmarshal([]byte(ts.ReadFile("stdout")), &report))
	if report.Digest == "" {
		ts.Fatalf("no digest in %s", ts.ReadFile("stdout"))
	}
	ts.Setenv(args[0], report.Digest)
}

var shortDigest = regexp.MustCompile(`(?:[0-9a-fA-F]{4}-){4}[0-9a-fA-F]{4}`)

// short keeps the short digest that a receipt names in the variable named
// first: `short A rueckgabe.txt`.
func short(ts *testscript.TestScript, _ bool, args []string) {
	found := shortDigest.FindString(ts.ReadFile(args[1]))
	if found == "" {
		ts.Fatalf("no short digest in %s", args[1])
	}
	ts.Setenv(args[0], found)
}

// sheetText writes a sheet of a workbook into a text file, one line for each row, a
// tab between two cells: `sheet plausi.txt mappe.xlsx Plausibilität`.
func sheetText(ts *testscript.TestScript, _ bool, args []string) {
	file, err := excelize.OpenFile(ts.MkAbs(args[1]))
	ts.Check(err)
	defer file.Close()
	rows, err := file.GetRows(args[2], excelize.Options{RawCellValue: true})
	ts.Check(err)
	var b strings.Builder
	for _, row := range rows {
		b.WriteString(strings.Join(row, "\t") + "\n")
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(b.String()), 0o600))
}

func errOrNil(err error) error {
	if err == nil {
		return errors.New("")
	}
	return err
}
