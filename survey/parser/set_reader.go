package parser

import (
	"io/fs"
	"slices"

	"go.yaml.in/yaml/v4"

	"bestand.example/itbestand/survey"
)

// setReader holds what is known while one question set is read.
type setReader struct {
	*reader
	set *survey.Questionnaire

	lists      map[string]*survey.ChoiceList
	holes      map[string]bool // lists of which not every choice could be read
	blurred    map[string]bool // lists of whose choices not everything could be read
	choices    int             // in all lists together
	profilesAt map[string]spot // where each short form is
	missingAt  map[string]spot // where each missing code of the set is
	undeclared map[string]bool // missing codes that were reported
	names      map[string]*declared
	sections   map[string]spot
	questions  int
	doubt      doubt

	unchosen map[*survey.Expression]bool   // may read choice.*, but of which list is not known
	wide     []wide                        // labels of rows
	borrowed []borrowed                    // choices that are rows or units
	defaults []defaultEntry                // to be parsed once the set is compiled
	ticked   map[*survey.ChoiceList]bool   // lists of which several choices are selected; true: or words of one's own given
	places   map[*survey.ChoiceList][]spot // of the codes of their choices
	listsAt  map[string]spot               // where each list is
	used     map[string]bool               // names of lists that a question names
	parts    map[*yaml.Node]*part          // files that are included, by where
	included map[string]bool               // their names
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
	names    bool            // there are questions whose names could not be read
	missing  bool            // the missing codes of the set could not be read
	choices  bool            // the choice lists of the set could not be read
	profiles bool            // the short forms of the set could not be read
	types    map[string]bool // names whose type is not known
	lists    map[string]bool // names of questions not all of whose choices are known
	answers  map[string]bool // names of questions of which it is not known when they are asked, or which answers they take
}

// unsure reports whether it is not known what can be answered to a question.
func (r *setReader) unsure(q *survey.Question) bool {
	return r.doubt.types[q.Name] || r.doubt.lists[q.Name]
}

// reported is how much was found so far.
func (r *reader) reported() int { return len(r.found) + r.dropped }

// watch reads a part of a question that decides when it is asked or which
// answers it takes, and remembers where something about that is wrong: what
// can be proved of the question as far as it was read need not be so. N is
// where the question stands.
func (r *setReader) watch(name string, n *yaml.Node, read func()) {
	before := r.reported()
	read()
	if r.reported() > before || r.lost(n) {
		r.doubt.answers[name] = true
	}
}

// lost reports whether tidy took something away from a mapping.
func (r *setReader) lost(n *yaml.Node) bool {
	return slices.ContainsFunc(n.Content, func(child *yaml.Node) bool {
		return r.untidy[child] || child.Kind == yaml.SequenceNode && slices.ContainsFunc(child.Content, func(item *yaml.Node) bool { return r.untidy[item] })
	})
}

func newSetReader(fsys fs.FS, name string) *setReader {
	return &setReader{
		reader: newReader(fsys, name), set: &survey.Questionnaire{}, lists: map[string]*survey.ChoiceList{}, holes: map[string]bool{}, blurred: map[string]bool{},
		ticked: map[*survey.ChoiceList]bool{}, places: map[*survey.ChoiceList][]spot{}, used: map[string]bool{}, listsAt: map[string]spot{},
		unchosen: map[*survey.Expression]bool{}, parts: map[*yaml.Node]*part{}, included: map[string]bool{},
		undeclared: map[string]bool{}, missingAt: map[string]spot{}, profilesAt: map[string]spot{}, names: map[string]*declared{}, sections: map[string]spot{},
		doubt: doubt{types: map[string]bool{}, lists: map[string]bool{}, answers: map[string]bool{}},
	}
}

// read goes the whole way from bytes to a compiled set, as far as the file
// permits.
func (r *setReader) read() {
	root := r.root("question set")
	if root == nil || !r.walkSet(root) {
		return
	}
	r.checkPipes()
	r.checkBorrowed()
	r.checkTicked()
	r.checkWidths()
	r.compile()
	r.checkDefaults()
}
