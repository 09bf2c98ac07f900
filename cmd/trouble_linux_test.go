package cmd_test

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// smallMedium is a medium of half a megabyte.
func smallMedium(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=512k"); err != nil {
		t.Skipf("no medium of one's own can be mounted here: %v", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(dir, 0) })
	return dir
}

// fillUp leaves no room on a medium; the file that it returns takes it.
func fillUp(t *testing.T, dir string) string {
	t.Helper()
	path := filepath.Join(dir, "Ballast")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for {
		if _, err := f.Write(make([]byte, 4096)); errors.Is(err, syscall.ENOSPC) {
			return path
		} else if err != nil {
			t.Fatal(err)
		}
	}
}

// FI04: where the medium is full, what was typed stays on the screen; it is
// saved once there is room again; otherwise leaving says what is lost, and all
// that was acknowledged before is there.
func TestFI04TheMediumIsFull(t *testing.T) {
	dir := smallMedium(t)
	file := smallFile(t, dir, "amt.itb")
	s := start(t, "fill", file)
	s.wait("Wie heißt das Amt?")
	s.press("Amt Süd" + keyEnter)
	s.wait("Wie viele Arbeitsplätze?")
	ballast := fillUp(t, dir)
	s.press("12" + keyEnter)
	s.wait("Nicht gespeichert:")
	s.wait("> 12")
	if err := os.Remove(ballast); err != nil {
		t.Fatal(err)
	}
	s.press(keyEnter)
	s.wait("Welches System?")
	s.press(keyDown + keyEnter)
	s.wait("Noch etwas?")
	fillUp(t, dir)
	s.press("das geht verloren" + keyEnter)
	s.wait("Nicht gespeichert:")
	s.wait("> das geht verloren")
	s.press(keyQuit)
	s.wait("ohne diese Eingabe beenden")
	s.press(keyQuit)
	if code, _ := exitStatus(s.program.Wait()); code != "7" {
		t.Errorf("exit %s", code)
	}
	if got := answersOf(t, file); len(got) != 3 || got["clients"] != "12" || got["os"] != "win" {
		t.Errorf("answers %v", got)
	}
}

// FI04, by lines: the input ends there, because the lines that follow would
// answer other questions.
func TestFI04TheMediumIsFullByLines(t *testing.T) {
	dir := smallMedium(t)
	file := smallFile(t, dir, "amt.itb")
	c := converse(t, file)
	c.give("Süd\n")
	c.hears("Wie viele Arbeitsplätze?")
	fillUp(t, dir)
	c.give("12\nx\n")
	c.hears("Nicht gespeichert:")
	<-c.gone
	if code, _ := exitStatus(c.program.Wait()); code != "7" {
		t.Errorf("exit %s", code)
	}
	fails(t, "7", "voll", "answer", file, "clients=12")
	if got := answersOf(t, file); len(got) != 1 || got["amt"] != "Süd" {
		t.Errorf("answers %v", got)
	}
}

// FI05: what lies on a medium that cannot be written to is shown, not changed.
func TestFI05TheMediumIsReadOnly(t *testing.T) {
	dir := smallMedium(t)
	file := smallFile(t, dir, "amt.itb")
	succeeds(t, "answer", file, "amt=Süd")
	if err := syscall.Mount("", dir, "", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
		t.Skipf("cannot be made read-only: %v", err)
	}
	fails(t, "7", "schreib", "answer", file, "amt=Nord")
	fails(t, "7", "schreib", "submit", file)
	fails(t, "7", "itbestand show", "fill", file)
	succeeds(t, "check", file)
	s := start(t, "fill", file) // whoever sits there may look
	s.wait("schreibgeschützt")
	s.press("Nord\r\x1b[21~")
	if err := s.program.Wait(); err != nil {
		t.Errorf("looking ends with %v", err)
	}
	if got := answersOf(t, file); got["amt"] != "Süd" {
		t.Errorf("answers %v", got)
	}
}
