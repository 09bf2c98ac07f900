//go:build !windows

package cmd_test

import (
	"path/filepath"
	"testing"
)

// Whoever breaks off a question about a conflict has decided nothing: the survey
// file is as it was, and no longer in use.
func TestCtrlCEndsTheQuestionAboutAConflict(t *testing.T) {
	dir := t.TempDir()
	file, part := smallFile(t, dir, "amt.itb"), filepath.Join(dir, "teil.itb")
	succeeds(t, "split", file, "--section", "a", "-o", part)
	succeeds(t, "answer", file, "amt=Bauamt")
	succeeds(t, "answer", part, "amt=Hochbauamt")
	s := start(t, "join", file, part)
	s.wait("Was gilt?")
	s.press("\x03")
	s.wait("Abgebrochen.")
	_ = s.program.Wait() // the code is looked at below
	if code := s.program.ProcessState.ExitCode(); code != 130 {
		t.Errorf("exit code %d", code)
	}
	if got := answersOf(t, file)["amt"]; got != "Bauamt" {
		t.Errorf("the answer is %q", got)
	}
}
