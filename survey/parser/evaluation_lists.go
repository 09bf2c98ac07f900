package parser

import (
	"regexp"
	"slices"
	"strconv"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"bestand.example/itbestand/survey"
)

// entryPattern is the form of names that only stand beside each other, such as
// those of phases and roles.
var entryPattern = regexp.MustCompile(`^[A-Za-z0-9]+(_[A-Za-z0-9]+)*$`)

// declare reads a name that formulas may read, and makes it known. Names of
// parameters stand by themselves; all others must differ from those of
// questions.
func (r *evaluationReader) declare(n *yaml.Node, kind string) string {
	name := r.checkName(n)
	if name == "" {
		r.blind = true
		return ""
	}
	if !namePattern.MatchString(name) {
		r.blind = true
		return name
	}
	if !r.first(n, kind, name) || kind == "parameter" || kind == "table" || kind == "measure" {
		return name
	}
	for _, set := range r.evaluation.Sets() {
		if set.Question(name) != nil {
			r.wrong(n, "name_of_question", name, set.ID)
			return name
		}
	}
	if slices.Contains(survey.ReservedFigures(), name) {
		r.wrong(n, "reserved_name", name)
	}
	return name
}

// entry reads a name that only this evaluation knows.
func (r *evaluationReader) entry(n *yaml.Node, kind string) string {
	name, ok := r.word(n)
	switch {
	case !ok:
		return ""
	case utf8.RuneCountInString(name) > maxNameLetters:
		r.wrong(n, "text_too_long", strconv.Itoa(maxNameLetters))
		return ""
	case !entryPattern.MatchString(name):
		r.wrong(n, "bad_entry", name)
	}
	r.first(n, kind, name)
	return name
}

// first reports whether a name of a kind is there for the first time.
func (r *evaluationReader) first(n *yaml.Node, kind, name string) bool {
	key := kind + " " + name
	if before, twice := r.names[key]; twice {
		r.wrong(n, "duplicate_entry", append([]string{name}, r.place(r.spot(n), before)...)...)
		return false
	}
	r.names[key] = r.spot(n)
	r.nodes[key] = n
	return true
}

// each reads the entries of a list, each of which is a mapping.
func (r *reader) each(n *yaml.Node, s shape, read func(m mapping)) bool {
	items, whole := r.list(n)
	for _, item := range items {
		m, ok := r.mapping(item, s)
		if !ok {
			whole = false
			continue
		}
		read(m)
	}
	return whole || n == nil
}

// readPoints reads the tables that give points to codes.
func (r *evaluationReader) readPoints(n *yaml.Node) {
	if n == nil || !r.is(n, yaml.MappingNode) {
		r.blind = r.blind || n != nil
		return
	}
	for i := 0; i < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		if r.untidy[key] || !r.is(value, yaml.MappingNode) {
			r.blind = true
			continue
		}
		table := survey.PointTable{Name: r.checkName(key), Points: map[string]float64{}}
		if len(value.Content) == 0 {
			r.wrong(value, "empty_list")
		}
		for k := 0; k < len(value.Content); k += 2 {
			code, number := value.Content[k], value.Content[k+1]
			points, ok := r.decimal(number)
			switch {
			case r.untidy[code] || !ok:
			case !codePattern.MatchString(code.Value):
				r.wrong(code, "bad_code", code.Value)
			default:
				table.Points[code.Value] = points
			}
		}
		r.evaluation.Points = append(r.evaluation.Points, table)
	}
}

var levelShape = shape{keys: []string{"name", "label", "from"}, required: []string{"name", "label"}}

// readLevels reads the ladders.
func (r *evaluationReader) readLevels(n *yaml.Node) {
	if n == nil || !r.is(n, yaml.MappingNode) {
		return
	}
	for i := 0; i < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		if r.untidy[key] {
			continue
		}
		list := survey.LevelList{Name: r.checkName(key)}
		r.each(value, levelShape, func(m mapping) {
			level := survey.Level{Name: r.entry(m.values["name"], "level of "+list.Name), Label: r.text(m.values["label"], maxLabel, nil)}
			from, given := r.decimal(m.values["from"])
			level.From = from
			r.checkLevel(m, list.Levels, level, given)
			list.Levels = append(list.Levels, level)
		})
		r.evaluation.Levels = append(r.evaluation.Levels, list)
	}
}

// checkLevel holds the thresholds of a ladder ascending. Its first level
// begins nowhere.
func (r *evaluationReader) checkLevel(m mapping, before []survey.Level, level survey.Level, given bool) {
	switch {
	case len(before) == 0 && m.has("from"):
		r.wrong(m.keys["from"], "first_level_from")
	case len(before) > 0 && !m.has("from"):
		r.wrong(m.node, "missing_key", "from")
	case len(before) > 1 && given && level.From <= before[len(before)-1].From:
		r.wrong(m.values["from"], "levels_ascending")
	}
}

// readLists reads phases, efforts and roles.
func (r *evaluationReader) readLists(m mapping) {
	e := r.evaluation
	r.each(m.values["phases"], shape{keys: []string{"name", "label", "months"}, required: []string{"name", "label"}}, func(m mapping) {
		p := survey.Phase{Name: r.entry(m.values["name"], "phase"), Label: r.text(m.values["label"], maxLabelAsked, nil)}
		if months, ok := r.whole(m.values["months"], 1, 600); ok {
			p.Months = months
		}
		e.Phases = append(e.Phases, p)
	})
	r.each(m.values["efforts"], shape{keys: []string{"name", "label", "from", "to"}, required: []string{"name", "label", "from"}}, func(m mapping) {
		f := survey.Effort{Name: r.entry(m.values["name"], "effort"), Label: r.text(m.values["label"], maxLabelAsked, nil)}
		f.From, _ = r.decimal(m.values["from"])
		to, given := r.decimal(m.values["to"])
		if f.To = to; given && to <= f.From {
			r.wrong(m.values["to"], "to_over_from")
		}
		e.Efforts = append(e.Efforts, f)
	})
	r.each(m.values["roles"], shape{keys: []string{"name", "label"}, required: []string{"name", "label"}}, func(m mapping) {
		e.Roles = append(e.Roles, survey.Role{Name: r.entry(m.values["name"], "role"), Label: r.text(m.values["label"], maxLabelAsked, nil)})
	})
}
