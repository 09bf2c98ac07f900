package store

import (
	"cmp"
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"bestand.example/itbestand/survey"
)

const (
	fileEnding    = ".itb"
	sealedEnding  = ".age"
	backupEnding  = ".bak"
	receiptEnding = ".txt"
)

// found is a file that was found for merging, or one that is refused without
// being opened.
type found struct {
	path    string
	name    string // as it is reported and recorded: relative to the folder that was given, cleaned
	refused *Error
}

// collect lists every file that the paths lead to, folders at any depth,
// sorted by name, each once. It leaves out receipts (.txt), the central file
// itself with its side files, and what is named as besides; whatever else
// cannot be taken is in the list with its refusal. Links are not followed, so
// that a folder cannot lead in a circle or out of itself; only a path that
// somebody names may be a link to a folder.
func collect(ctx context.Context, central *File, paths, besides []string) ([]found, error) {
	c := collector{ctx: ctx, seen: map[string]bool{}, own: ownFiles(central, besides)}
	for _, path := range paths {
		c.add(path)
	}
	slices.SortFunc(c.files, func(a, b found) int { return cmp.Or(cmp.Compare(a.name, b.name), cmp.Compare(a.path, b.path)) })
	return c.files, ctx.Err()
}

type collector struct {
	ctx   context.Context // of the one call of collect
	own   func(path string) bool
	seen  map[string]bool // absolute paths
	files []found
}

func (c *collector) add(path string) {
	abs, err := filepath.Abs(path)
	if err != nil {
		c.put(path, filepath.Base(path), fault(CodeUnreadable, path))
		return
	}
	if info, err := os.Stat(abs); err == nil && info.IsDir() {
		if real, err := filepath.EvalSymlinks(abs); err == nil {
			abs = real
		}
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
	// The only error of the walk is that it was broken off; collect tells.
	_ = filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if c.ctx.Err() != nil {
			return fs.SkipAll
		}
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
	case strings.HasSuffix(lower, backupEnding), slices.Contains(ofTheSystem, filepath.Base(lower)):
	case strings.HasSuffix(lower, fileEnding), strings.HasSuffix(lower, sealedEnding):
		c.put(path, name, nil)
	case strings.HasSuffix(lower, fileEnding+journalEnding), strings.HasSuffix(lower, fileEnding+lockEnding):
		c.put(path, name, fault(CodeJournal, path))
	case strings.HasSuffix(lower, receiptEnding):
		// Mail programs hang this ending onto what they do not know.
		if code := otherEnding(path); !slices.Contains(plainText, code) {
			c.put(path, name, fault(code, path))
		}
	default:
		code := otherEnding(path)
		if code == CodeText || code == CodeUnknown {
			code = CodeWrongEnding
		}
		c.put(path, name, fault(code, path))
	}
}

// ofTheSystem are files that an operating system leaves in every folder.
var ofTheSystem = []string{".ds_store", "thumbs.db", "desktop.ini"}

// plainText is what a receipt, or a note, may be found to be.
var plainText = []Code{CodeText, CodeEmpty, CodeUnknown, CodeMail, CodeHTML}

// otherEnding tells what a file is that has not the ending of a return.
func otherEnding(path string) Code {
	start, err := readStart(path)
	if err != nil {
		return CodeUnreadable
	}
	if _, code := readHeader(start); code != "" && code != CodeSealed {
		return code
	}
	return CodeWrongEnding // it is a return, to go by its beginning
}

// ownFiles reports whether a file is the central file, one beside it that
// belongs to it, or one of those besides, under whatever name it is found.
func ownFiles(central *File, besides []string) func(path string) bool {
	names := map[string]bool{central.path: true, central.path + lockEnding: true, central.path + journalEnding: true}
	files := []os.FileInfo{central.opened}
	for _, path := range besides {
		if abs, err := filepath.Abs(path); err == nil {
			names[abs] = true
		}
		if info, err := os.Stat(path); err == nil {
			files = append(files, info)
		}
	}
	return func(path string) bool {
		if names[path] {
			return true
		}
		info, err := os.Lstat(path)
		return err == nil && slices.ContainsFunc(files, func(own os.FileInfo) bool { return os.SameFile(info, own) })
	}
}
