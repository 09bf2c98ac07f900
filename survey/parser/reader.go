package parser

import (
	"io/fs"

	"go.yaml.in/yaml/v4"

	"bestand.example/itbestand/survey"
)

// reader holds what is known while one question set is read.
type reader struct {
	fsys    fs.FS
	name    string // of the set's file in fsys
	src     *source
	set     *survey.Questionnaire
	files   []survey.File
	failure error // a file could not be read

	found   []Finding
	dropped int

	untidy      map[*yaml.Node]bool // reported by tidy: has no value for the walk
	tables      map[string]*table   // CSV files by the name that the set gives them
	lists       map[string]*survey.ChoiceList
	holes       map[string]bool // lists of which not every choice could be read
	choices     int             // in all lists together
	undeclared  map[string]bool // missing codes that were reported
	names       map[string]*declared
	sections    map[string]spot
	questions   int
	expressions map[*survey.Expression]*yaml.Node
	pipes       []pipe
	doubt       doubt
}

// declared is a name of a question, at the first place that has it.
type declared struct {
	question *survey.Question
	roster   *survey.Question // that it is a column of, or nil
	order    int              // place among all questions
	at       spot
}

// doubt is what is not known because of mistakes that are reported already.
// What the engine says on account of it would only repeat them.
type doubt struct {
	names   bool            // there are questions whose names could not be read
	missing bool            // the missing codes of the set could not be read
	choices bool            // the choice lists of the set could not be read
	types   map[string]bool // names whose type is not known
	lists   map[string]bool // names of questions not all of whose choices are known
}

func newReader(fsys fs.FS, name string) *reader {
	return &reader{
		fsys: fsys, name: name, set: &survey.Questionnaire{},
		untidy: map[*yaml.Node]bool{}, tables: map[string]*table{}, lists: map[string]*survey.ChoiceList{}, holes: map[string]bool{},
		undeclared: map[string]bool{}, names: map[string]*declared{}, sections: map[string]spot{}, expressions: map[*survey.Expression]*yaml.Node{},
		doubt: doubt{types: map[string]bool{}, lists: map[string]bool{}},
	}
}

// spot is where a node begins.
func (r *reader) spot(n *yaml.Node) spot { return spot{r.src, n.Line, n.Column} }

// wrong reports a finding about a node.
func (r *reader) wrong(n *yaml.Node, code string, args ...string) {
	r.report(r.spot(n), "parser."+code, args...)
}
