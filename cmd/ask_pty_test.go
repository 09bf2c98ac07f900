//go:build !windows

package cmd_test

import (
	"os"
	"path/filepath"
	"testing"
)

// Ctrl-C ends every question that is asked outside of the dialogue, and nothing
// was done.
func TestCtrlCEndsEveryQuestion(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "amt.itb")
	succeeds(t, "answer", file, "--questionnaire", "it-landschaft")
	list := filepath.Join(dir, "liste.csv")
	if err := os.WriteFile(list, []byte("Software;Hersteller\nMESO;HSH\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	key := filepath.Join(dir, "schluessel.age")
	for question, args := range map[string][]string{
		"Für welche Verwaltung":     {"submit", file, "--incomplete"},
		"Übernehmen? (j/n)":         {"import", file, "fv", list},
		"Kennwort für den Schlüss":  {"keygen", "-o", key},
		"künftig immer Zeile für Z": {"fill", file, "--plain"},
	} {
		s := start(t, args...)
		s.wait(question)
		s.press("\x03")
		_ = s.program.Wait() // the code is looked at below
		if code := s.program.ProcessState.ExitCode(); code != 130 {
			t.Errorf("%s: exit code %d", question, code)
		}
	}
	if _, err := os.Lstat(key); err == nil {
		t.Error("a key was made")
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "rueckgabe_*")); len(left) > 0 {
		t.Errorf("handed in: %v", left)
	}
	succeeds(t, "answer", file, "stichtag=31.12.2025") // nothing holds the file
}
