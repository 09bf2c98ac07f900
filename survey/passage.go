package survey

import (
	"cmp"
	"slices"
)

// passage is the way from an older version of a question set to a newer one:
// what each question and each code of the older one is called in the newer.
type passage struct {
	old, new      *Questionnaire
	before, after []home // the questions of both, in the order in which they are asked
	from, to      map[string]home
	steps         []Migration       // those that lead from old to new, in order
	origin        map[string]string // name of a question of new: its name in old
	target        map[string]string // the other way round
}

// home is a question and where it stands.
type home struct {
	*Question
	section *Section
	whole   *Question // the roster or the matrix that it is a part of, or nil
}

// homes lists the questions of a set with their parts.
func (q *Questionnaire) homes() ([]home, map[string]home) {
	var all []home
	for _, section := range q.Sections {
		for _, question := range section.Questions {
			all = append(all, home{question, section, nil})
			for _, part := range question.parts() {
				all = append(all, home{part, section, question})
			}
		}
	}
	byName := make(map[string]home, len(all))
	for _, h := range all {
		byName[h.Name] = h
	}
	return all, byName
}

func newPassage(old, new *Questionnaire) *passage {
	p := &passage{old: old, new: new, origin: map[string]string{}, target: map[string]string{}}
	p.before, p.from = old.homes()
	p.after, p.to = new.homes()
	for _, m := range new.Migrations {
		if CompareVersions(m.From, old.Version) >= 0 {
			p.steps = append(p.steps, m)
		}
	}
	slices.SortStableFunc(p.steps, func(a, b Migration) int { return CompareVersions(a.From, b.From) })
	p.pair(func(h home) bool { return p.rename(h) != h.Name })
	p.pair(func(h home) bool { return p.rename(h) == h.Name })
	return p
}

// pair finds for some questions of the older set what they are in the newer.
// Of two that claim one name, the first gets it.
func (p *passage) pair(which func(home) bool) {
	for _, h := range p.before {
		name := p.rename(h)
		if _, there := p.to[name]; !there || !which(h) || p.origin[name] != "" {
			continue
		}
		p.origin[name], p.target[h.Name] = h.Name, name
	}
}

// rename gives the name that the migrations give to a question of the older
// set. A row that a matrix made from a list goes with its matrix and its code.
func (p *passage) rename(h home) string {
	name := p.renamed(h.Name)
	if name != h.Name || h.Choice == nil || h.whole == nil || h.whole.RowsFrom == nil {
		return name
	}
	matrix := p.to[p.renamed(h.whole.Name)]
	if matrix.Question == nil || matrix.RowsFrom == nil {
		return name
	}
	code := p.recode(matrix.RowsFrom.Name, h.Choice.Name)
	for _, row := range matrix.Rows {
		if row.Choice != nil && row.Choice.Name == code {
			return row.Name
		}
	}
	return name
}

func (p *passage) renamed(name string) string {
	for _, step := range p.steps {
		name = cmp.Or(step.Rename[name], name)
	}
	return name
}

// recode gives what a code of a list becomes. Lists go by their newest names.
func (p *passage) recode(list, code string) string {
	for _, step := range p.steps {
		code = cmp.Or(step.Recode[list][code], code)
	}
	return code
}

// wholeName names, as the newer set does, the roster or matrix that a question
// of the older set is a part of; empty where it is of none.
func (p *passage) wholeName(h home) string {
	if h.whole == nil {
		return ""
	}
	return cmp.Or(p.target[h.whole.Name], h.whole.Name)
}

// Names gives for the questions of an older version of a set their names in a
// newer one. Those that are gone are not in it.
func Names(old, new *Questionnaire) map[string]string { return newPassage(old, new).target }
