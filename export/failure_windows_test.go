package export

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"bestand.example/itbestand/survey/i18n"
)

// Excel lets others read a workbook that it has open, and nobody replace it.
func TestEX09ATargetThatIsOpenIsNamedAndStays(t *testing.T) {
	set, sets := small(t)
	dir := t.TempDir()
	path := filepath.Join(dir, "mappe.xlsx")
	if err := os.WriteFile(path, []byte("alt"), 0o600); err != nil {
		t.Fatal(err)
	}
	name, err := syscall.UTF16PtrFromString(path)
	if err != nil {
		t.Fatal(err)
	}
	handle, err := syscall.CreateFile(name, syscall.GENERIC_READ, syscall.FILE_SHARE_READ, nil, syscall.OPEN_EXISTING, syscall.FILE_ATTRIBUTE_NORMAL, 0)
	if err != nil {
		t.Fatal(err)
	}
	_, err = Write(path, "", book(sets, answers(t, set, 0)), i18n.In("de"))
	var e *Error
	if !errors.As(err, &e) || e.Code != Locked || e.Args[0] != path {
		t.Errorf("%v", err)
	}
	if err := syscall.CloseHandle(handle); err != nil {
		t.Fatal(err)
	}
	if data, err := os.ReadFile(path); err != nil || string(data) != "alt" {
		t.Errorf("the old file is %q (%v)", data, err)
	}
	expectFiles(t, dir, "mappe.xlsx")
	if _, err := Write(path, "", book(sets, answers(t, set, 0)), i18n.In("de")); err != nil {
		t.Errorf("closed again, it is refused: %v", err)
	}
}
