package export

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// Replace writes a file whole or not at all, as the workbook itself: for what
// is made from a workbook and takes its place.
func Replace(path string, write func(io.Writer) error) error { return replaceFile(path, write) }

// replaceFile writes a file whole or not at all: beside its place first, down
// to the disk, and then by a rename, which is one step. What was there before
// stays until then.
func replaceFile(path string, write func(io.Writer) error) error {
	tmp, err := os.CreateTemp(filepath.Dir(path), ".itbestand-*.tmp")
	if err != nil {
		return &Error{Code: Unwritable, Args: []string{path}, Err: err}
	}
	defer func() {
		tmp.Close() // closed and renamed already where all went well
		os.Remove(tmp.Name())
	}()
	err = write(tmp)
	if err == nil {
		err = tmp.Sync()
	}
	if err == nil {
		err = tmp.Close()
	}
	if err != nil {
		return outOfSpace(err, path)
	}
	if err := os.Rename(tmp.Name(), path); err != nil {
		// Excel holds an open workbook, and Windows then refuses the rename.
		return &Error{Code: Locked, Args: []string{path}, Err: err}
	}
	syncFolder(filepath.Dir(path))
	return nil
}

// newFolder lets write fill a folder under another name and then gives it its
// own. Without a path there is no folder.
func newFolder(path string, write func(temp string) error) error {
	if path == "" {
		return write("")
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		return &Error{Code: Unwritable, Args: []string{path}, Err: err}
	}
	temp, err := os.MkdirTemp(filepath.Dir(path), ".itbestand-*.tmp")
	if err != nil {
		return &Error{Code: Unwritable, Args: []string{path}, Err: err}
	}
	defer RemoveFolder(temp) // gone already where all went well
	if err := write(temp); err != nil {
		return err
	}
	if err := os.Rename(temp, path); err != nil {
		return &Error{Code: Unwritable, Args: []string{path}, Err: err}
	}
	return nil
}

// syncFolder makes the new name durable where the system has a call for it.
// The workbook is complete either way, so a refusal is no failure.
func syncFolder(dir string) {
	if d, err := os.Open(dir); err == nil {
		_ = d.Sync()
		d.Close()
	}
}

// outOfSpace tells a medium that takes no more bytes from other mistakes.
func outOfSpace(err error, path string) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return &Error{Code: NoSpace, Args: []string{path}, Err: err}
	}
	return err
}
