package store

import (
	"cmp"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"bestand.example/itbestand/survey"
)

const (
	fileEnding   = ".itb"
	sealedEnding = ".itb.age"
	backupEnding = ".bak"
)

// found is a file that was found for merging, or one that is refused without
// being opened.
type found struct {
	path    string
	name    string // as it is reported and recorded: relative to the folder that was given, cleaned
	refused *Error
}

// collect lists every file that the paths lead to, folders at any depth,
// sorted by name, each once. It leaves out receipts (.txt) and the central
// file itself with its side files; whatever else cannot be taken is in the
// list with its refusal.
func collect(central *File, paths []string) []found {
	c := collector{central: central, seen: map[string]bool{}}
	for _, path := range paths {
		c.add(path)
	}
	slices.SortFunc(c.files, func(a, b found) int { return cmp.Or(cmp.Compare(a.name, b.name), cmp.Compare(a.path, b.path)) })
	return c.files
}

type collector struct {
	central *File
	seen    map[string]bool // absolute paths
	files   []found
}

func (c *collector) add(path string) {
	abs, err := filepath.Abs(path)
	if err != nil {
		c.put(path, filepath.Base(path), fault(CodeUnreadable, path))
		return
	}
	info, err := os.Lstat(abs)
	if err == nil && info.IsDir() {
		c.walk(abs)
		return
	}
	if !c.own(abs) {
		c.put(abs, filepath.Base(abs), nil) // opening it tells what is wrong
	}
}

func (c *collector) put(path, name string, refused *Error) {
	if c.seen[path] {
		return
	}
	c.seen[path] = true
	name = survey.CleanLine(filepath.ToSlash(name))
	if refused != nil {
		refused.Args[0] = name
	}
	c.files = append(c.files, found{path, name, refused})
}

func (c *collector) walk(root string) {
	// The function below returns no error, so the walk does not either.
	_ = filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		name, relErr := filepath.Rel(root, path)
		if relErr != nil || name == "." {
			name = filepath.Base(root)
		}
		switch {
		case err != nil:
			c.put(path, name, fault(CodeUnreadable, path))
		case entry.IsDir(), c.own(path):
		case !entry.Type().IsRegular():
			c.put(path, name, fault(irregular(entry.Type()), path))
		default:
			c.regular(path, name)
		}
		return nil
	})
}

func (c *collector) regular(path, name string) {
	switch lower := strings.ToLower(path); {
	case strings.HasSuffix(lower, ".txt"), strings.HasSuffix(lower, backupEnding), slices.Contains(ofTheSystem, filepath.Base(lower)):
	case strings.HasSuffix(lower, fileEnding), strings.HasSuffix(lower, sealedEnding):
		c.put(path, name, nil)
	case strings.HasSuffix(lower, fileEnding+journalEnding), strings.HasSuffix(lower, fileEnding+lockEnding):
		c.put(path, name, fault(CodeJournal, path))
	default:
		c.put(path, name, fault(otherEnding(path), path))
	}
}

// ofTheSystem are files that an operating system leaves in every folder.
var ofTheSystem = []string{".ds_store", "thumbs.db", "desktop.ini"}

// otherEnding tells what a file is that has not the ending of a return.
func otherEnding(path string) Code {
	start, err := readStart(path)
	if err != nil {
		return CodeUnreadable
	}
	if _, code := readHeader(start); code != "" && code != CodeUnknown && code != CodeText {
		return code
	}
	return CodeWrongEnding
}

// own reports whether a file is the central file or one beside it that belongs
// to it.
func (c *collector) own(path string) bool {
	base := c.central.path
	if path == base || path == base+lockEnding || path == base+journalEnding {
		return true
	}
	info, err := os.Lstat(path)
	return err == nil && os.SameFile(info, c.central.opened)
}
