package parser

import (
	"io/fs"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"bestand.example/itbestand/survey"
)

// Check reads a question set as Questionnaire does, and looks further: for
// conditions whose outcome is certain, and for what may be an oversight. The
// findings are errors and hints, sorted by file and place. The error is an
// *Errors where there are errors among them.
//
// A set in which something else is wrong is looked at all the same, so that
// its author sees every mistake in one go, but only in what does not hang on
// the mistakes. The hints wait until the set can be used.
func Check(fsys fs.FS, name string) (*survey.Questionnaire, []survey.File, []Finding, error) {
	r := newSetReader(fsys, name)
	r.read()
	if r.failure != nil {
		return nil, nil, nil, r.failure
	}
	readable := r.reported() == 0
	r.checkCertain()
	if !readable {
		r.found = errorsAmong(r.found)
		wrong := &Errors{Findings: r.findings()}
		return nil, nil, wrong.Findings, wrong
	}
	r.checkOversights()
	found := r.findings()
	if grave := errorsAmong(found); len(grave) > 0 {
		return nil, nil, found, &Errors{Findings: grave}
	}
	r.set.Digest = survey.SetDigest(r.files)
	return r.set, r.files, found, nil
}

// errorsAmong leaves the hints out.
func errorsAmong(found []Finding) []Finding {
	return slices.DeleteFunc(slices.Clone(found), func(f Finding) bool { return f.Severity() == SeverityHint })
}

// checkCertain looks for conditions whose outcome is certain. Where there are
// more mistakes than are shown, there is no use in looking for more.
func (r *setReader) checkCertain() {
	if r.reported() >= maxFindings || r.doubt.profiles {
		return
	}
	r.reportIssues(r.set.Reach(r.doubtful()), func(survey.Issue) bool { return false })
	r.checkDefaultsHold()
}

// doubtful are the names of questions of which it is not known what can be
// answered or when they are asked.
func (r *setReader) doubtful() map[string]bool {
	names := maps.Clone(r.doubt.types)
	maps.Copy(names, r.doubt.lists)
	maps.Copy(names, r.doubt.answers)
	for _, q := range r.set.Questions() {
		for _, list := range []*survey.ChoiceList{q.List, q.Suggestions, q.RowsFrom} {
			if list != nil && (r.holes[list.Name] || r.blurred[list.Name]) {
				names[q.Name] = true
			}
		}
	}
	return names
}

// checkOversights gives hints.
func (r *setReader) checkOversights() {
	r.checkTranslations()
	r.checkThousands()
	r.checkProfiles()
	r.checkUse()
	for _, w := range r.wide {
		r.report(w.at, "parser.label_wide", strconv.Itoa(w.length), strconv.Itoa(maxLabel))
	}
}

// checkDefaultsHold refuses defaults that the question's own constraint
// refuses.
func (r *setReader) checkDefaultsHold() {
	for _, d := range r.defaults {
		if !r.unsure(d.question) && d.question.DefaultViolates() {
			r.report(d.at.locate(0), "parser.bad_default", d.question.Default, "")
		}
	}
}

// checkTranslations names texts without an English version, each once, where
// other texts of the set have one.
func (r *setReader) checkTranslations() {
	if !slices.ContainsFunc(r.texts, func(w wording) bool { return w.text["en"] != "" }) {
		return
	}
	named := map[string]bool{}
	for _, w := range r.texts {
		if text := w.text["de"]; w.text["en"] == "" && speaks(text) && !named[text] {
			named[text] = true
			r.report(w.at, "parser.missing_translation")
		}
	}
}

// speaks reports whether a text has words of its own beside the answers that
// it pipes in.
func speaks(text string) bool {
	own := survey.Fill(text, func(string) string { return "" })
	return strings.ContainsFunc(own, unicode.IsLetter)
}

// checkProfiles names conditions that read a question which a short form does
// not have.
func (r *setReader) checkProfiles() {
	for _, p := range r.set.Profiles {
		asked := 0
		for _, q := range r.set.Questions() {
			if q.Name == survey.StichtagName || !q.In(p.Name) {
				continue
			}
			asked++
			for _, e := range q.Expressions() {
				r.checkProfile(p.Name, e)
			}
		}
		if asked == 0 {
			r.report(r.profilesAt[p.Name], "parser.empty_profile", p.Name)
		}
	}
}

func (r *setReader) checkProfile(profile string, e *survey.Expression) {
	text, known := r.expressions[e]
	if !known {
		return
	}
	for _, name := range e.Reads {
		if read := r.set.Question(name); read != nil && !read.In(profile) {
			r.report(text.locate(0), "parser.outside_profile", profile, name)
		}
	}
}

// checkUse names choice lists and missing codes that no question uses.
func (r *setReader) checkUse() {
	for _, list := range r.set.Choices {
		if !r.used[list.Name] {
			r.report(r.listsAt[list.Name], "parser.unused_list", list.Name)
		}
	}
	for _, code := range r.set.Missing {
		if !slices.ContainsFunc(r.set.Questions(), func(q *survey.Question) bool { return q.AllowsMissing(code.Name) }) {
			r.report(r.missingAt[code.Name], "parser.unused_missing", code.Name)
		}
	}
}
