package export

import (
	"errors"
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
		return nil, errors.Join(outOfSpace(err, dir), os.RemoveAll(dir))
	}
	return &workspace{dir, spool}, nil
}

// remove ends the workspace; Windows removes no open file.
func (s *workspace) remove() {
	_ = s.spool.Close()
	_ = os.RemoveAll(s.dir)
}
