package parser

import (
	"regexp"
	"slices"

	"go.yaml.in/yaml/v4"

	"bestand.example/itbestand/survey"
)

var setShape = shape{
	keys: []string{"kind", "id", "short", "version", "title", "duration", "responses", "anonymous", "about", "profiles",
		"missing", "include", "choices", "sections", "migrations"},
	required: []string{"kind", "id", "short", "version", "title", "sections"},
}

var (
	idPattern      = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)
	shortPattern   = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_]{0,18}$`) // Daten_SHORT_Codes fits a sheet's 31 letters
	versionPattern = regexp.MustCompile(`^(0|[1-9][0-9]{0,4})(\.(0|[1-9][0-9]{0,4})){2}$`)
	codePattern    = regexp.MustCompile(`^[a-z0-9_]+$`)
)

// walkSet reads the whole set. It returns false where the file is no question
// set, so that nothing else about it is worth saying.
func (r *setReader) walkSet(root *yaml.Node) bool {
	kind := valueOf(root, "kind") // before anything else is said about the file
	if kind != nil && !r.isQuestionnaire(kind) {
		return false
	}
	m, ok := r.mapping(root, setShape)
	if !ok || kind == nil && !r.isQuestionnaire(m.values["kind"]) {
		return false
	}
	r.set.ID = r.pattern(m.values["id"], idPattern, "bad_id")
	r.set.Short = r.pattern(m.values["short"], shortPattern, "bad_short")
	r.set.Version = r.pattern(m.values["version"], versionPattern, "bad_version")
	r.set.Title = r.text(m.values["title"], maxLabelAsked, nil)
	r.set.Duration = r.text(m.values["duration"], maxLabelAsked, nil)
	r.readScope(m)
	if m.has("profiles") {
		r.walkProfiles(m.values["profiles"])
	}
	if m.has("missing") {
		r.walkMissing(m.values["missing"])
	}
	if m.has("choices") {
		r.walkLists(m.values["choices"])
	}
	r.includeLists(m.values["include"])
	r.findParts(m.values["sections"])
	r.walkSections(m.values["sections"])
	r.refuseRosters()
	r.walkMigrations(m.values["migrations"])
	return true
}

// readScope reads whom the set asks, and how often.
func (r *setReader) readScope(m mapping) {
	responses, _ := r.oneOf(m.values["responses"], "responses", []string{"one", "many"})
	about, _ := r.oneOf(m.values["about"], "about", []string{"unit", "project"})
	r.set.Many, r.set.Project = responses == "many", about == "project"
	r.set.Anonymous = r.boolean(m.values["anonymous"])
	if r.set.Anonymous && !r.set.Many && (responses == "one" || !m.has("responses")) {
		r.wrong(m.keys["anonymous"], "anonymous_one")
	}
	if r.set.Anonymous && r.set.Project {
		r.wrong(m.keys["about"], "anonymous_project")
	}
}

// refuseRosters finds the lists of an anonymous set. Of several rows nobody
// could tell whether they are those of one person or of several, so too few
// persons would count as enough.
func (r *setReader) refuseRosters() {
	for _, section := range r.set.Sections {
		for _, q := range section.Questions {
			if d := r.names[q.Name]; r.set.Anonymous && q.Type == survey.TypeRepeat && d != nil && !r.doubt.types[q.Name] {
				r.report(d.at, "parser.anonymous_repeat", q.Name)
			}
		}
	}
}

// walkProfiles reads the short forms of the set.
func (r *setReader) walkProfiles(n *yaml.Node) {
	if !r.is(n, yaml.MappingNode) {
		r.doubt.profiles = true
		return
	}
	for i := 0; i < len(n.Content); i += 2 {
		if key := n.Content[i]; !r.untidy[key] {
			r.checkName(key)
			r.profilesAt[key.Value] = r.spot(key)
			r.set.Profiles = append(r.set.Profiles, survey.Profile{Name: key.Value, Label: r.text(n.Content[i+1], maxLabel, nil)})
		}
	}
}

// profiles reads in which short forms a question or a section is.
func (r *setReader) profiles(n *yaml.Node) []string {
	items, _ := r.list(n)
	var known, names []string
	for _, p := range r.set.Profiles {
		known = append(known, p.Name)
	}
	for _, item := range items {
		switch name, ok := r.word(item); {
		case !ok:
		case !slices.Contains(known, name):
			if !r.doubt.profiles {
				r.wrong(item, "unknown_profile", name, survey.Nearest(name, known))
			}
		case slices.Contains(names, name):
			r.wrong(item, "twice_in_list", name)
		default:
			names = append(names, name)
		}
	}
	return names
}

// isQuestionnaire checks the kind of the file. It returns false where the file
// is meant to be something else than a question set.
func (r *setReader) isQuestionnaire(kind *yaml.Node) bool {
	if _, ok := r.word(kind); !ok {
		return true
	}
	switch kind.Value {
	case "questionnaire":
		return true
	case "evaluation", "wave", "part":
		r.wrong(kind, "is_"+kind.Value)
		return false
	}
	known := []string{"questionnaire", "evaluation", "wave", "part"}
	meant := survey.Nearest(kind.Value, known)
	r.wrong(kind, "other_kind", kind.Value, meant)
	return meant == "questionnaire"
}

// valueOf looks a key up in a mapping that is not checked yet.
func valueOf(n *yaml.Node, key string) *yaml.Node {
	if n.Kind != yaml.MappingNode {
		return nil
	}
	for i := 0; i < len(n.Content); i += 2 {
		if n.Content[i].Kind == yaml.ScalarNode && n.Content[i].Value == key {
			return n.Content[i+1]
		}
	}
	return nil
}

// walkMissing reads the missing codes that the set uses, and their words.
func (r *setReader) walkMissing(n *yaml.Node) {
	m, ok := r.mapping(n, shape{keys: survey.MissingCodeNames()})
	if !ok {
		r.doubt.missing = true
		return
	}
	for i := 0; i < len(n.Content); i += 2 {
		for _, code := range survey.MissingCodeNames() {
			if m.keys[code] == n.Content[i] {
				label := r.text(m.values[code], maxLabel, nil)
				r.missingAt[code] = r.spot(n.Content[i])
				r.set.Missing = append(r.set.Missing, survey.MissingCode{Name: code, Label: label})
			}
		}
	}
}

// missingCodes reads which of the set's missing codes a question takes. Of a
// code that the set does not declare only the first use is reported.
func (r *setReader) missingCodes(n *yaml.Node) []string {
	items, ok := r.list(n)
	if !ok {
		return nil
	}
	var known, codes []string
	for _, m := range r.set.Missing {
		known = append(known, m.Name)
	}
	for _, item := range items {
		switch code, ok := r.word(item); {
		case !ok:
		case !slices.Contains(known, code):
			if !r.doubt.missing && !r.undeclared[code] {
				r.undeclared[code] = true
				r.wrong(item, "missing_undeclared", code, survey.Nearest(code, known))
			}
		case slices.Contains(codes, code):
			r.wrong(item, "twice_in_list", code)
		default:
			codes = append(codes, code)
		}
	}
	return codes
}
