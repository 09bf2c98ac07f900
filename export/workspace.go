package export

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// workspace is where what is finished of a workbook waits, answers in clear: in
// a folder that nobody else can open, and that goes in any case.
type workspace struct {
	dir   string
	spool *os.File
}

func newWorkspace() (*workspace, error) {
	dir, err := os.MkdirTemp("", "itbestand-export-")
	if err != nil {
		return nil, &Error{Code: NoSpace, Args: []string{os.TempDir()}, Err: err}
	}
	spool, err := os.Create(filepath.Join(dir, "parts"))
	if err != nil {
		return nil, errors.Join(outOfSpace(err, dir), RemoveFolder(dir))
	}
	return &workspace{dir, spool}, nil
}

// remove ends the workspace; Windows removes no open file.
func (s *workspace) remove() {
	_ = s.spool.Close()
	_ = RemoveFolder(s.dir)
}

// RemoveFolder removes a folder and all that is in it, one by one: os.RemoveAll
// asks for a way of deleting that not every Windows has. That there is none is
// no error.
func RemoveFolder(path string) error {
	entries, err := os.ReadDir(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	for _, entry := range entries {
		inner := filepath.Join(path, entry.Name())
		if entry.IsDir() {
			err = errors.Join(err, RemoveFolder(inner))
		} else {
			err = errors.Join(err, os.Remove(inner))
		}
	}
	return errors.Join(err, os.Remove(path))
}
