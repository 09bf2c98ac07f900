package parser

import (
	"io/fs"
	"slices"

	"go.yaml.in/yaml/v4"

	"bestand.example/itbestand/survey"
)

// Sets gives a question set by its id (or its short name) and its version; the
// empty version is whichever there is. It returns nil where there is none.
type Sets func(ref, version string) (*survey.Questionnaire, error)

// Evaluation reads the evaluation in the file called name of fsys. What its
// formulas name is looked up in the question sets that it uses, and checked
// against their types. The evaluation is compiled, and its Digest is set. The
// files are those that it consists of: its own first, then the lists of
// parameters that it names.
//
// The error is an *Errors when the evaluation is wrong, with everything that
// is; any other error means that a file or a set could not be read.
func Evaluation(fsys fs.FS, name string, sets Sets) (*survey.Evaluation, []survey.File, error) {
	r := &evaluationReader{reader: newReader(fsys, name), sets: sets, evaluation: &survey.Evaluation{}, names: map[string]spot{}, lost: map[string]bool{}, muted: map[*survey.Expression]bool{}, nodes: map[string]*yaml.Node{}}
	r.read()
	switch {
	case r.failure != nil:
		return nil, nil, r.failure
	case len(r.found) > 0:
		return nil, nil, &Errors{Findings: r.findings()}
	}
	r.evaluation.Digest = survey.SetDigest(r.files)
	return r.evaluation, r.files, nil
}

// evaluationReader holds what is known while one evaluation is read.
type evaluationReader struct {
	*reader
	sets       Sets
	evaluation *survey.Evaluation
	names      map[string]spot             // of indicators, fields, measures and so on, by kind
	nodes      map[string]*yaml.Node       // where indicators and measures are, for circles
	lost       map[string]bool             // names that are reported already
	muted      map[*survey.Expression]bool // of what is not known what it is about
	blind      bool                        // not every name is known: whether another one exists cannot be judged
	setless    bool                        // not every set is known
}

var evaluationShape = shape{
	keys: []string{"kind", "id", "version", "title", "uses", "groups", "suppress_below", "widespread", "parameters", "points", "levels",
		"indicators", "fields", "phases", "efforts", "roles", "measures", "tables"},
	required: []string{"kind", "id", "version", "title", "uses"},
}

func (r *evaluationReader) read() {
	root := r.root("evaluation")
	if root == nil || !r.isKind(root, "evaluation") {
		return
	}
	m, ok := r.mapping(root, evaluationShape)
	if !ok {
		return
	}
	e := r.evaluation
	e.ID = r.pattern(m.values["id"], idPattern, "bad_id")
	e.Version = r.pattern(m.values["version"], versionPattern, "bad_version")
	e.Title = r.text(m.values["title"], maxLabelAsked, nil)
	r.readUses(m.values["uses"])
	if r.failure != nil {
		return
	}
	r.readSettings(m)
	r.readParameters(m.values["parameters"])
	r.readPoints(m.values["points"])
	r.readLevels(m.values["levels"])
	r.readLists(m)
	e.Indicators = r.readIndicators(m.values["indicators"], false)
	e.Fields = r.readIndicators(m.values["fields"], true)
	e.Measures = r.readMeasures(m.values["measures"])
	e.Tables = r.readTables(m.values["tables"])
	r.resolve()
}

// isKind checks the kind of the file. It returns false where the file is
// something else.
func (r *reader) isKind(root *yaml.Node, kind string) bool {
	n := valueOf(root, "kind")
	if n == nil {
		if root.Kind == yaml.MappingNode {
			return true // mapping reports that the key is missing
		}
		r.is(root, yaml.MappingNode)
		return false
	}
	if s, ok := r.word(n); ok && s != kind {
		r.wrong(n, "kind_expected", s, kind)
		return survey.Nearest(s, []string{"questionnaire", "evaluation", "wave"}) == kind
	}
	return true
}

// readUses reads which sets the evaluation uses, and gets them.
func (r *evaluationReader) readUses(n *yaml.Node) {
	items, ok := r.list(n)
	r.setless = !ok || len(items) == 0
	var sets []*survey.Questionnaire
	for _, item := range items {
		set := r.set(item)
		switch {
		case set == nil:
			r.setless = true
		case slices.ContainsFunc(sets, func(s *survey.Questionnaire) bool { return s.ID == set.ID }):
			r.wrong(item, "twice_in_list", set.ID)
		case slices.ContainsFunc(sets, func(s *survey.Questionnaire) bool { return s.Short == set.Short }):
			r.wrong(item, "same_short", set.ID, set.Short)
		default:
			sets = append(sets, set)
			r.evaluation.Uses = append(r.evaluation.Uses, survey.SetUse{ID: set.ID, Version: set.Version})
		}
	}
	r.evaluation.Link(sets)
}

// set gets the set that an entry of uses names, or returns nil.
func (r *evaluationReader) set(n *yaml.Node) *survey.Questionnaire {
	var ref, version string
	if n.Kind == yaml.MappingNode && !r.untidy[n] {
		m, _ := r.mapping(n, shape{keys: []string{"id", "version"}, required: []string{"id"}})
		ref, _ = r.word(m.values["id"])
		if m.has("version") {
			version = r.pattern(m.values["version"], versionPattern, "bad_version")
		}
	} else {
		ref, _ = r.word(n)
	}
	if ref == "" {
		return nil
	}
	return r.fetch(n, r.sets, ref, version)
}

// fetch gets a question set, or reports that there is none.
func (r *reader) fetch(n *yaml.Node, sets Sets, ref, version string) *survey.Questionnaire {
	set, err := sets(ref, version)
	switch {
	case err != nil:
		r.failure = err
	case set == nil && version == "":
		r.wrong(n, "no_set", ref)
	case set == nil:
		r.wrong(n, "no_set_version", ref, version)
	}
	return set
}

// readSettings reads how figures are grouped and guarded.
func (r *evaluationReader) readSettings(m mapping) {
	e := r.evaluation
	e.Suppress = survey.Suppression{Units: 3, Persons: 5}
	e.Groups = r.groupings(m.values["groups"])
	for i, g := range e.Groups {
		if set, _, _ := g.Home(); set != nil {
			r.wrong(m.values["groups"].Content[i], "axis_of_units", g.Name())
		}
	}
	if s, ok := r.optional(m.values["suppress_below"], shape{keys: []string{"units", "persons"}}); ok {
		if n, ok := r.whole(s.values["units"], 1, 1000); ok {
			e.Suppress.Units = n
		}
		if n, ok := r.whole(s.values["persons"], 1, 1000); ok {
			e.Suppress.Persons = n
		}
	}
	e.Widespread = r.share(m.values["widespread"])
}

// optional is mapping, of a key that need not be there.
func (r *reader) optional(n *yaml.Node, s shape) (mapping, bool) {
	if n == nil {
		return mapping{}, false
	}
	return r.mapping(n, s)
}

// decimal reads a number; ok is false where there is none.
func (r *reader) decimal(n *yaml.Node) (value float64, ok bool) {
	number := r.number(n)
	if number == nil {
		return 0, false
	}
	value, _ = number.Float64()
	return value, true
}

// share reads a number from 0 to 1.
func (r *reader) share(n *yaml.Node) float64 {
	value, ok := r.decimal(n)
	if ok && (value < 0 || value > 1) {
		r.wrong(n, "not_share", n.Value)
	}
	return value
}

// groupings reads what is grouped by: names of axes, or lists of several that
// go together.
func (r *evaluationReader) groupings(n *yaml.Node) []survey.Grouping {
	items, _ := r.list(n)
	var all []survey.Grouping
	for _, item := range items {
		parts := []*yaml.Node{item}
		if item.Kind == yaml.SequenceNode && !r.untidy[item] {
			parts, _ = r.list(item)
		}
		var g survey.Grouping
		for _, part := range parts {
			if a, ok := r.axis(part); ok {
				g = append(g, a)
			}
		}
		if _, _, agree := g.Home(); !agree {
			r.wrong(item, "axes_apart", g.Name())
		}
		all = append(all, g)
	}
	return all
}

// axis reads one axis.
func (r *evaluationReader) axis(n *yaml.Node) (survey.Axis, bool) {
	name, ok := r.word(n)
	if !ok {
		return survey.Axis{}, false
	}
	a, ok := r.evaluation.Axis(name)
	if !ok && !r.setless {
		r.unknown(n, name, "axis", r.evaluation.AxisCandidates())
	}
	return a, ok
}

// unknown reports a name that means nothing.
func (r *reader) unknown(n *yaml.Node, name, what string, known []string) {
	r.wrong(n, "unknown_ref", name, what, survey.Nearest(name, known))
}
