package parser

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"bestand.example/itbestand/survey"
)

// part is a file that a question set includes.
type part struct {
	src *source
	mapping
}

// isInclude reports whether an entry of a list stands for the entries of
// another file.
func isInclude(n *yaml.Node) bool { return valueOf(n, "include") != nil }

// includeLists reads the files that the set as a whole includes: those bring
// choice lists.
func (r *setReader) includeLists(n *yaml.Node) {
	items, _ := r.list(n)
	for _, item := range items {
		if p := r.part(item, "choices"); p != nil {
			r.partLists(p)
		}
	}
}

// findParts reads the files that sections and questions are included from, so
// that their choice lists are known before any question is read.
func (r *setReader) findParts(n *yaml.Node) { r.findPartsIn(n, "sections") }

func (r *setReader) findPartsIn(n *yaml.Node, key string) {
	if n == nil || n.Kind != yaml.SequenceNode {
		return
	}
	for _, item := range n.Content {
		if !isInclude(item) {
			r.findPartsIn(valueOf(item, "questions"), "questions")
			continue
		}
		m, ok := r.mapping(item, shape{keys: []string{"include"}, required: []string{"include"}})
		if !ok {
			continue
		}
		if p := r.part(m.values["include"], key); p != nil {
			r.parts[item] = p
			r.partLists(p)
		}
	}
}

func (r *setReader) partLists(p *part) {
	if p.has("choices") {
		r.in(p.src, func() { r.walkLists(p.values["choices"]) })
	}
}

// within reads what a part has under a key in place of the entry that
// includes it.
func (r *setReader) within(item *yaml.Node, key string, walk func(*yaml.Node)) {
	p := r.parts[item]
	if p == nil || !p.has(key) {
		r.doubt.names = true
		return
	}
	r.in(p.src, func() { walk(p.values[key]) })
}

// in reads something of another file.
func (r *reader) in(src *source, read func()) {
	before := r.src
	r.src = src
	read()
	r.src = before
}

// part reads an included file, which has entries under the key; n is where the
// set names it. It returns nil where there is none that could be read.
func (r *setReader) part(n *yaml.Node, key string) *part {
	name, ok := r.word(n)
	if !ok {
		return nil
	}
	if r.included[name] {
		r.wrong(n, "include_twice", name)
		return nil
	}
	r.included[name] = true
	src := r.openNamed(n, name, "include", ".yaml")
	if src == nil {
		return nil
	}
	var p *part
	r.in(src, func() { p = r.readPart(key) })
	return p
}

// readPart reads the file that is open, as a part of a set.
func (r *setReader) readPart(key string) *part {
	root := r.document("parser.empty_part")
	if root == nil {
		return nil
	}
	r.tidy(root)
	if !r.is(root, yaml.MappingNode) {
		return nil
	}
	if kind := valueOf(root, "kind"); kind != nil && r.isWord(kind) && kind.Value != "part" {
		r.wrong(kind, "not_a_part", kind.Value)
		return nil
	}
	if value := valueOf(root, "include"); value != nil {
		r.wrong(value, "include_nested")
		return nil
	}
	keys := []string{"kind", "choices"}
	required := []string{"kind", key}
	if key != "choices" {
		keys = append(keys, key)
	}
	m, ok := r.mapping(root, shape{keys: keys, required: required})
	if !ok {
		return nil
	}
	if r.nests(m.values[key]) {
		return nil
	}
	return &part{r.src, m}
}

// nests reports an include inside a part.
func (r *setReader) nests(n *yaml.Node) bool {
	if n == nil || n.Kind != yaml.SequenceNode {
		return false
	}
	for _, item := range n.Content {
		if value := valueOf(item, "include"); value != nil {
			r.wrong(value, "include_nested")
			return true
		}
		if r.nests(valueOf(item, "questions")) {
			return true
		}
	}
	return false
}

// openNamed opens a file that another one names; n is where. Names are relative to
// the file that names them. Kind is the first part of the codes of what can be
// wrong: list or include.
func (r *reader) openNamed(n *yaml.Node, file, kind, extension string) *source {
	if !fs.ValidPath(file) || file == "." || strings.ContainsAny(file, `\:`) {
		r.wrong(n, kind+"_path", file)
		return nil
	}
	name := path.Join(path.Dir(r.src.name), file)
	data, err := readFile(r.fsys, name)
	switch {
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, fs.ErrInvalid):
		r.wrong(n, kind+"_missing", file, r.nearFile(file, extension))
		return nil
	case errors.Is(err, errNotAFile):
		r.wrong(n, kind+"_folder", file)
		return nil
	case err != nil:
		r.failure = errors.Join(r.failure, fmt.Errorf("read %s: %w", file, err))
		return nil
	}
	relative := strings.TrimPrefix(name, path.Dir(r.name)+"/")
	if !slices.ContainsFunc(r.files, func(f survey.File) bool { return f.Name == relative }) {
		r.files = append(r.files, survey.File{Name: relative, Data: data})
	}
	return r.open(name, data)
}

// nearFile looks for a file whose name was probably meant.
func (r *reader) nearFile(file, extension string) string {
	entries, err := fs.ReadDir(r.fsys, path.Join(path.Dir(r.src.name), path.Dir(file)))
	if err != nil {
		return "" // no suggestion, then
	}
	var names []string
	for _, e := range entries {
		if path.Ext(e.Name()) == extension {
			names = append(names, path.Join(path.Dir(file), e.Name()))
		}
	}
	return survey.Nearest(file, names)
}
