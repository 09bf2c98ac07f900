package parser

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"bestand.example/itbestand/survey"
)

// maxQuestions is how many questions a set may have, the columns of rosters and
// the rows of matrices included.
const maxQuestions = 5_000

var sectionShape = shape{
	keys:     []string{"name", "label", "hint", "assignee_hint", "relevant", "profiles", "questions"},
	required: []string{"name", "label", "questions"},
}

// walkSections reads the sections with their questions.
func (r *setReader) walkSections(n *yaml.Node) {
	items, ok := r.list(n)
	if !ok {
		r.doubt.names = true
	}
	for _, item := range items {
		if isInclude(item) {
			r.within(item, "sections", r.walkSections)
			continue
		}
		m, ok := r.mapping(item, sectionShape)
		if !ok {
			r.doubt.names = true
			continue
		}
		where := &place{before: r.questions + 1}
		section := &survey.Section{
			Name:         r.sectionName(m.values["name"]),
			Label:        r.label(m.values["label"], nil), // also a heading of the workbook, which has no answers
			Hint:         r.text(m.values["hint"], maxText, where),
			AssigneeHint: r.text(m.values["assignee_hint"], maxLabelAsked, nil),
		}
		before := r.reported()
		section.Relevant, section.Profiles = r.expression(m.values["relevant"]), r.profiles(m.values["profiles"])
		doubtful := r.reported() > before || r.lost(item)
		r.set.Sections = append(r.set.Sections, section)
		section.Questions = r.walkQuestions(m.values["questions"], nil)
		if doubtful {
			r.doubtAll(section)
		}
	}
	if r.questions > maxQuestions {
		r.doubt.names = true
	}
}

// doubtAll remembers that it is not known when the questions of a section are
// asked.
func (r *setReader) doubtAll(section *survey.Section) {
	for _, q := range section.Questions {
		for _, part := range slices.Concat([]*survey.Question{q}, q.Questions, q.Rows) {
			r.doubt.answers[part.Name] = true
		}
	}
}

// walkQuestions reads the questions of a section or the columns of a roster.
func (r *setReader) walkQuestions(n *yaml.Node, roster *survey.Question) []*survey.Question {
	items, ok := r.list(n)
	if !ok {
		r.doubt.names = true
	}
	var questions []*survey.Question
	for _, item := range items {
		if isInclude(item) {
			r.within(item, "questions", func(list *yaml.Node) { questions = append(questions, r.walkQuestions(list, roster)...) })
			continue
		}
		if !r.count(item) {
			continue
		}
		if q := r.walkQuestion(item, roster); q != nil {
			questions = append(questions, q)
		}
	}
	return questions
}

// count counts a question, and reports whether there may be so many.
func (r *setReader) count(n *yaml.Node) bool {
	r.questions++
	if r.questions == maxQuestions+1 {
		r.wrong(n, "too_many_questions", strconv.Itoa(maxQuestions))
	}
	return r.questions <= maxQuestions
}

func (r *setReader) sectionName(n *yaml.Node) string {
	name := r.checkName(n)
	before, twice := r.sections[name]
	switch {
	case name == "":
	case name == survey.StichtagName:
		r.wrong(n, "reserved_name", name)
	case twice:
		r.wrong(n, "duplicate_section", append([]string{name}, r.place(r.spot(n), before)...)...)
	default:
		r.sections[name] = r.spot(n)
	}
	return name
}

var (
	namePattern = regexp.MustCompile(`^[a-z][a-z0-9]*(_[a-z0-9]+)*$`)
	wordPattern = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`[\pL_][\pL\pN_]*`) })
)

// checkName reads a name and checks its form, or returns "".
func (r *reader) checkName(n *yaml.Node) string {
	name, ok := r.word(n)
	switch {
	case !ok:
		return ""
	case utf8.RuneCountInString(name) > maxNameLetters:
		r.wrong(n, "text_too_long", strconv.Itoa(maxNameLetters))
		return ""
	case !namePattern.MatchString(name):
		r.wrong(n, "bad_name", name, suggestName(name))
	}
	return name
}

// suggestName brings a text into the form of a name, or returns "".
func suggestName(s string) string {
	words := strings.FieldsFunc(survey.Fold(s), func(c rune) bool { return c > 'z' || c < '0' || c > '9' && c < 'a' })
	if name := strings.Join(words, "_"); namePattern.MatchString(name) {
		return name
	}
	return ""
}

// declare makes the name of a question known. It returns the name under which
// the engine gets the question: its own, or, where that one is taken, one that
// no expression can write.
func (r *setReader) declare(n *yaml.Node, q, roster *survey.Question) string {
	name := r.checkName(n)
	for _, word := range wordPattern().FindAllString(name, -1) {
		if word != name {
			r.doubt.types[word] = true // a condition that names it falls apart into these
		}
	}
	before := r.names[name]
	switch {
	case name == "":
		r.doubt.names = true
	case slices.Contains(survey.ReservedNames(), name):
		r.wrong(n, "reserved_name", name)
		r.doubt.types[name] = true
	case before != nil:
		r.wrong(n, "duplicate_name", append([]string{name}, r.place(r.spot(n), before.at)...)...)
		r.doubt.types[name] = true
	default:
		r.names[name] = &declared{question: q, roster: roster, order: r.questions, at: r.spot(n)}
		return name
	}
	return fmt.Sprintf("%s$%d", name, r.questions)
}
