package parser

import (
	"fmt"
	"io/fs"
	"path"
	"strings"

	"go.yaml.in/yaml/v4"

	"bestand.example/itbestand/survey"
)

// reader reads one file of the language, whatever its kind, and the files that
// it names. It knows YAML, places and findings; what the file means is up to
// the reader of its kind.
type reader struct {
	fsys    fs.FS
	name    string  // of the file in fsys
	src     *source // that is being read
	files   []survey.File
	failure error // a file could not be read

	found   []Finding
	dropped int

	untidy      map[*yaml.Node]bool // reported by tidy: has no value for the walk
	tables      map[string]*table   // CSV files by the name that the file gives them
	expressions map[*survey.Expression]written
	pipes       []pipe
	texts       []wording
}

func newReader(fsys fs.FS, name string) *reader {
	return &reader{
		fsys: fsys, name: name,
		untidy: map[*yaml.Node]bool{}, tables: map[string]*table{}, expressions: map[*survey.Expression]written{},
	}
}

// root goes from bytes to a tree that can be walked, or returns nil. What
// names the kind of file for the log.
func (r *reader) root(what string) *yaml.Node {
	data, err := readFile(r.fsys, r.name)
	if err != nil {
		r.failure = fmt.Errorf("read %s: %w", what, err)
		return nil
	}
	r.files = append(r.files, survey.File{Name: path.Base(r.name), Data: data})
	if r.src = r.open(r.name, data); r.src == nil {
		return nil
	}
	empty := "parser.only_comments"
	if strings.TrimSpace(r.src.text) == "" {
		empty = "parser.empty_file"
	}
	root := r.document(empty)
	if root != nil {
		r.tidy(root)
	}
	return root
}

// written is a scalar with the file that it stands in.
type written struct {
	src  *source
	node *yaml.Node
}

func (r *reader) written(n *yaml.Node) written { return written{r.src, n} }

// locate is the place of one of its characters.
func (w written) locate(offset int) spot { return w.src.locate(w.node, offset) }

// spot is where a node begins.
func (r *reader) spot(n *yaml.Node) spot { return spot{r.src, n.Line, n.Column} }

// wrong reports a finding about a node.
func (r *reader) wrong(n *yaml.Node, code string, args ...string) {
	r.report(r.spot(n), "parser."+code, args...)
}
