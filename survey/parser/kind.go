package parser

import (
	"io/fs"
)

// Kind tells what a file says that it is: questionnaire, evaluation, wave or
// whatever stands there. It is empty where the file cannot be read so far; the
// reader of any kind then says why.
func Kind(fsys fs.FS, name string) string {
	r := newReader(fsys, name)
	root := r.root("file")
	if root == nil {
		return ""
	}
	if n := valueOf(root, "kind"); n != nil && r.isWord(n) {
		return n.Value
	}
	return ""
}
