package parser

import (
	"io/fs"
	"slices"
	"strings"
	"unicode"

	"bestand.example/itbestand/survey"
)

// Check is Questionnaire for the author of a set: where nothing is wrong, it
// also returns hints, things that are worth a second look.
func Check(fsys fs.FS, name string) (*survey.Questionnaire, []survey.File, []Finding, error) {
	r := newSetReader(fsys, name)
	set, files, err := r.result()
	if err != nil {
		return nil, nil, nil, err
	}
	r.found = append(r.found, r.hinted...)
	r.hintUnused()
	r.hintTranslations()
	r.hintProfiles()
	return set, files, r.findings(), nil
}

// hintUnused names choice lists and missing codes that no question takes.
func (r *setReader) hintUnused() {
	for _, list := range r.set.Choices {
		if !r.used[list.Name] {
			r.report(r.listPlaces[list.Name], "parser.unused_list", list.Name)
		}
	}
	for _, m := range r.set.Missing {
		if !r.usedMissing[m.Name] {
			r.report(r.missingPlaces[m.Name], "parser.unused_missing", m.Name)
		}
	}
}

// hintTranslations names the texts that lack a language which others have.
func (r *setReader) hintTranslations() {
	langs := map[string]bool{}
	for _, w := range r.texts {
		for lang := range w.text {
			langs[lang] = true
		}
	}
	for _, w := range r.texts {
		for lang := range langs {
			if w.text[lang] == "" && hasWords(w.text.In("de")) {
				r.report(w.at, "parser.missing_translation", lang, strings.ReplaceAll(w.text.In("de"), "\n", " "))
			}
		}
	}
}

// hasWords reports whether there is something to translate in a text besides
// the answers that it pipes in.
func hasWords(s string) bool {
	return strings.ContainsFunc(survey.Fill(s, func(string) string { return "" }), unicode.IsLetter)
}

// hintProfiles names conditions of questions in a short form that read what
// this form does not ask: there they are never true.
func (r *setReader) hintProfiles() {
	for _, profile := range r.set.Profiles {
		asked := 0
		for _, q := range r.set.Questions() {
			if q.Section == nil || q.Name == survey.StichtagName || !q.In(profile.Name) {
				continue
			}
			asked++
			if q.Relevant == nil {
				continue
			}
			for _, name := range q.Relevant.Reads {
				if read := r.set.Question(name); read.Section != nil && !read.In(profile.Name) {
					r.report(r.expressions[q.Relevant].locate(0), "parser.outside_profile", name, profile.Name)
				}
			}
		}
		if asked == 0 {
			r.report(spot{r.top, 1, 1}, "parser.empty_profile", profile.Name)
		}
	}
}

// isHint reports whether a finding with this code is only worth a second look.
func isHint(code string) bool { return slices.Contains(hintCodes, code) }
