package parser

import (
	"slices"

	"go.yaml.in/yaml/v4"

	"bestand.example/itbestand/survey"
)

// walkMigrations reads how answers to older versions become answers to this
// one. What an older version's names become must exist in the set, or be what
// a later migration renames again.
func (r *setReader) walkMigrations(n *yaml.Node) {
	items, _ := r.list(n)
	for i, item := range items {
		m, ok := r.mapping(item, shape{keys: []string{"from", "rename", "recode"}, required: []string{"from"}})
		if !ok {
			continue
		}
		later := laterMigrations{items[i+1:]}
		migration := survey.Migration{From: r.from(m.values["from"])}
		migration.Rename = r.renames(m.values["rename"], later)
		migration.Recode = r.recodes(m.values["recode"], later)
		r.set.Migrations = append(r.set.Migrations, migration)
	}
}

// from reads the version that a migration begins with. They ascend.
func (r *setReader) from(n *yaml.Node) string {
	from := r.pattern(n, versionPattern, "bad_version")
	if !versionPattern.MatchString(from) || !versionPattern.MatchString(r.set.Version) {
		return from
	}
	if survey.CompareVersions(from, r.set.Version) >= 0 {
		r.wrong(n, "migration_not_older", from, r.set.Version)
	}
	if all := r.set.Migrations; len(all) > 0 && versionPattern.MatchString(all[len(all)-1].From) && survey.CompareVersions(from, all[len(all)-1].From) <= 0 {
		r.wrong(n, "migration_order", from, all[len(all)-1].From)
	}
	return from
}

// renames reads the new names of questions by their old ones.
func (r *setReader) renames(n *yaml.Node, later laterMigrations) map[string]string {
	names := map[string]string{}
	taken := map[string]bool{}
	r.pairs(n, func(key, value *yaml.Node, name string) {
		old := key.Value
		switch {
		case r.names[old] != nil:
			r.wrong(key, "rename_exists", old)
		case r.names[name] == nil && !r.doubt.names && !r.doubt.types[name] && !later.rename(name):
			r.wrong(value, "rename_target", name, survey.Nearest(name, r.allNames()))
		case taken[name]:
			r.wrong(value, "twice_in_list", name)
		}
		names[old], taken[name] = name, true
	})
	return names
}

func (r *setReader) allNames() []string {
	names := make([]string, 0, len(r.names))
	for name := range r.names {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// recodes reads the new codes of choice lists by their old ones.
func (r *setReader) recodes(n *yaml.Node, later laterMigrations) map[string]map[string]string {
	all := map[string]map[string]string{}
	if !r.is(n, yaml.MappingNode) {
		return all
	}
	for i := 0; i < len(n.Content); i += 2 {
		key := n.Content[i]
		if r.untidy[key] {
			continue
		}
		list, codes := r.choiceList(key), map[string]string{}
		r.pairs(n.Content[i+1], func(old, value *yaml.Node, code string) {
			switch {
			case list == nil || r.holes[list.Name]:
			case old.Value == code:
				r.wrong(value, "recode_same", code)
			case list.Index(code) < 0 && !later.recode(list.Name, code):
				var known []string
				for _, c := range list.Choices {
					known = append(known, c.Name)
				}
				r.wrong(value, "recode_target", code, list.Name, survey.Nearest(code, known))
			}
			codes[old.Value] = code
		})
		all[key.Value] = codes
	}
	return all
}

// pairs reads a mapping of words to words.
func (r *reader) pairs(n *yaml.Node, each func(key, value *yaml.Node, word string)) {
	if !r.is(n, yaml.MappingNode) {
		return
	}
	for i := 0; i < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		if r.untidy[key] {
			continue
		}
		if word, ok := r.word(value); ok {
			each(key, value, word)
		}
	}
}

// laterMigrations are those behind one in the file.
type laterMigrations struct{ items []*yaml.Node }

func (l laterMigrations) rename(name string) bool {
	return slices.ContainsFunc(l.items, func(item *yaml.Node) bool { return keyIn(valueOf(item, "rename"), name) })
}

func (l laterMigrations) recode(list, code string) bool {
	return slices.ContainsFunc(l.items, func(item *yaml.Node) bool {
		recode := valueOf(item, "recode")
		return recode != nil && keyIn(valueOf(recode, list), code)
	})
}

func keyIn(n *yaml.Node, key string) bool { return n != nil && valueOf(n, key) != nil }
