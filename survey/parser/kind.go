package parser

import (
	"io/fs"

	"go.yaml.in/yaml/v4"
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

// Uses lists the question sets that an evaluation says that it reads, by id or
// short name, without reading the rest of it. It is empty where they cannot be
// read.
func Uses(fsys fs.FS, name string) []string {
	r := newReader(fsys, name)
	root := r.root("file")
	if root == nil {
		return nil
	}
	list := valueOf(root, "uses")
	if list == nil || list.Kind != yaml.SequenceNode {
		return nil
	}
	var uses []string
	for _, item := range list.Content {
		if item.Kind == yaml.MappingNode {
			item = valueOf(item, "id")
		}
		if item != nil && r.isWord(item) {
			uses = append(uses, item.Value)
		}
	}
	return uses
}
