package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"bestand.example/itbestand/survey"
)

// Author is a person at a computer, as far as the file is told.
type Author struct {
	Name     string
	Computer string
}

// holder is what the side file tells about the program that has the lock.
type holder struct {
	Name     string `json:"name"`
	Computer string `json:"computer"`
	Since    string `json:"since"`
}

const (
	lockEnding    = ".lock"
	journalEnding = "-journal"
)

// tell writes the side file. It only tells; the lock is SQLite's, so a side file
// that cannot be written is no reason to stop.
func (f *File) tell() {
	data, err := json.Marshal(holder{f.who.Name, f.who.Computer, f.since.UTC().Format(time.RFC3339)})
	if err == nil && os.WriteFile(f.path+lockEnding, data, 0o600) == nil {
		f.sideFile = f.path + lockEnding
	}
}

// refuseBusy explains an error of opening; where the file is busy it names who
// has it open.
func (f *File) refuseBusy(err error) error {
	err = explain(f.path, err)
	var e *Error
	if !errors.As(err, &e) || e.Code != CodeBusy {
		return err
	}
	h := readHolder(f.path + lockEnding)
	if h.Name == "" && h.Computer == "" {
		return err
	}
	busy := fault(CodeBusyBy, f.path, shortLine(h.Name), shortLine(h.Computer), shortLine(clock(h.Since)))
	busy.cause = e.cause
	return busy
}

// clock is a time as people at this computer read it; what is none stays as it
// is.
func clock(since string) string {
	at, err := time.Parse(time.RFC3339, since)
	if err != nil {
		return since
	}
	return at.Local().Format("02.01.2006, 15:04")
}

func readHolder(path string) holder {
	var h holder
	info, err := os.Lstat(path)
	if err != nil || !info.Mode().IsRegular() {
		return h
	}
	file, err := os.Open(path)
	if err != nil {
		return h
	}
	defer file.Close()
	// What cannot be read tells nothing; that is all.
	_ = json.NewDecoder(io.LimitReader(file, 4096)).Decode(&h)
	return h
}

// shortLine is a foreign text as a part of a message.
func shortLine(s string) string {
	runes := []rune(survey.CleanLine(s))
	return string(runes[:min(len(runes), 80)])
}

// release removes the side files, then the lock. The settings make SQLite
// delete the empty journal, so that one file is left to copy or send.
func (f *File) release() {
	if f.sideFile != "" {
		_ = os.Remove(f.sideFile)
	}
	if f.moved() != nil {
		return
	}
	for _, step := range []string{"PRAGMA locking_mode = NORMAL", "SELECT name FROM meta", "PRAGMA journal_mode = DELETE"} {
		// A journal that stays is empty, and the next opening copes with it.
		if f.link.exec(step) != nil {
			return
		}
	}
}

// moved notices that the file was renamed, removed or replaced while it was
// open, or that its medium was pulled. What is written then would be lost.
func (f *File) moved() error {
	info, err := os.Stat(f.path)
	if err != nil || !os.SameFile(info, f.opened) {
		return fault(CodeGone, f.path)
	}
	return nil
}

// settle finishes what another program left unfinished: it undoes a write that
// was interrupted, and converts a file that was put into write-ahead mode.
// Both need writing once; a reader could not see the file as it is otherwise.
func (f *File) settle(h header) error {
	journal := sizeOf(f.path + journalEnding)
	if journal == 0 && !h.wal {
		return nil
	}
	l, err := connect(context.Background(), dsn(f.path, "rw", durable()...))
	if err == nil {
		if _, err = l.one("SELECT name FROM sqlite_schema"); err == nil {
			_ = l.exec("PRAGMA journal_mode = DELETE")
		}
		_ = l.close()
	}
	err = f.refuseBusy(err)
	var e *Error
	if errors.As(err, &e) && e.Code == CodeReadOnly {
		if journal == 0 && sizeOf(f.path+"-wal") == 0 {
			return nil // converted nowhere, but whole as it is
		}
		return fault(CodeUnsettled, f.path)
	}
	return err
}

func sizeOf(path string) int64 {
	info, err := os.Stat(path)
	if err != nil {
		return 0
	}
	return info.Size()
}

// backUp copies the file as it is before it is migrated, under a name that is
// free.
func (f *File) backUp(version int) error {
	_, err := f.keep(func(i int) string {
		if i > 1 {
			return fmt.Sprintf("%s.v%d-%d.bak", f.path, version, i)
		}
		return fmt.Sprintf("%s.v%d.bak", f.path, version)
	})
	return err
}
