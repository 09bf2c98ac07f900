package export

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"bestand.example/itbestand/export/update"
)

// A workbook that a program has open for itself alone is said to be open, and
// nothing happens to it.
func TestAWorkbookThatNobodyMayReadIsSaidToBeOpen(t *testing.T) {
	set, sets := small(t)
	fresh := writeBook(t, book(sets, crowd(t, set, 0, 1)...))
	old := filepath.Join(t.TempDir(), "Mappe für Dräxler.xlsx")
	data, err := os.ReadFile(fresh.path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(old, data, 0o600); err != nil {
		t.Fatal(err)
	}
	name, err := syscall.UTF16PtrFromString(old)
	if err != nil {
		t.Fatal(err)
	}
	handle, err := syscall.CreateFile(name, syscall.GENERIC_READ|syscall.GENERIC_WRITE, 0, nil, syscall.OPEN_EXISTING, syscall.FILE_ATTRIBUTE_NORMAL, 0)
	if err != nil {
		t.Fatal(err)
	}
	var refused *update.Error
	if err := update.Check(old, "neu.xlsx"); !errors.As(err, &refused) || refused.Refusals[0].Code != update.Held || !refused.Busy() {
		t.Errorf("checked: %v", err)
	}
	path := filepath.Join(t.TempDir(), "neu.xlsx")
	if _, err := tryUpdate(old, fresh.path, path); !errors.As(err, &refused) || refused.Refusals[0].Code != update.Held {
		t.Errorf("updated: %v", err)
	}
	if err := syscall.CloseHandle(handle); err != nil {
		t.Fatal(err)
	}
	if _, err := tryUpdate(old, fresh.path, path); err != nil {
		t.Errorf("closed again, it is refused: %v", err)
	}
}
