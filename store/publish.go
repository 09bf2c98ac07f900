package store

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
)

// publish makes a file that appears under its name whole or not at all. Build
// makes it in a private folder beside the target, on the same medium; then it
// is flushed and renamed. An existing target is never touched (CodeExists)
// unless force is set; then it is kept as NAME.bak. The private folder is
// removed whatever happens; one that a killed program left is removed by the
// next one.
func publish(target string, force bool, build func(temp string) error) error {
	target, err := filepath.Abs(target)
	if err != nil {
		return err
	}
	if err := checkTarget(target, force); err != nil {
		return err
	}
	private := filepath.Join(filepath.Dir(target), "."+filepath.Base(target)+".tmp")
	if err := removeFolder(private); err != nil {
		return explain(target, err)
	}
	if err := os.Mkdir(private, 0o700); err != nil {
		return explain(target, err)
	}
	defer removeFolder(private)
	temp := filepath.Join(private, "neu.itb")
	if err := build(temp); err != nil {
		return explain(target, err)
	}
	return explain(target, place(temp, target, force))
}

// removeFolder removes a folder of files, one by one: os.RemoveAll asks for a
// way of deleting that not every Windows has.
func removeFolder(path string) error {
	files, err := os.ReadDir(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	for _, file := range files {
		err = errors.Join(err, os.Remove(filepath.Join(path, file.Name())))
	}
	return errors.Join(err, os.Remove(path))
}

func checkTarget(target string, force bool) error {
	info, err := os.Lstat(target)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil
	case err != nil:
		return explain(target, err)
	case !force, !info.Mode().IsRegular():
		return fault(CodeExists, target)
	}
	return nil
}

// place flushes the finished file and gives it its name. Renaming replaces, so
// the look at the target is repeated as late as possible.
func place(temp, target string, force bool) error {
	if err := os.Chmod(temp, 0o600); err != nil {
		return err
	}
	if err := flush(temp); err != nil {
		return err
	}
	if err := checkTarget(target, force); err != nil {
		return err
	}
	backup := target + backupEnding
	replaced := force && sizeOf(target) > 0
	if replaced {
		if err := os.Rename(target, backup); err != nil {
			return err
		}
	}
	if err := os.Rename(temp, target); err != nil {
		if replaced {
			err = errors.Join(err, os.Rename(backup, target))
		}
		return err
	}
	flushFolder(filepath.Dir(target))
	return nil
}

func flush(path string) error {
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(file.Sync(), file.Close())
}

// flushFolder makes a new name durable. Windows has no such call and needs
// none, and some media refuse it; the file itself is whole in any case.
func flushFolder(path string) {
	if runtime.GOOS == "windows" {
		return
	}
	if folder, err := os.Open(path); err == nil {
		_ = folder.Sync()
		_ = folder.Close()
	}
}
