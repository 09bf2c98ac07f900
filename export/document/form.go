package document

import (
	"strings"

	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/i18n"
)

// Options say how a blank form is to be made.
type Options struct {
	Words   *i18n.Catalogue
	Profile string // only the questions of this short form; "": all
	Rows    int    // empty rows of each list; 0: as many as suit it
}

// manyQuestions is above how many questions each section begins on a page of
// its own, because then sections are handed out to different people.
const manyQuestions = 20

// Form makes the blank form of a question set.
func Form(set *survey.Questionnaire, o Options) *Document {
	f := &form{set: set, words: o.Words, profile: o.Profile, rows: o.Rows}
	return &Document{
		Lang: o.Words.Lang(), Title: f.text(set.Title), Header: f.header(), Pages: f.t("pages"),
		Footer: f.t("footer", set.ID, set.Version, survey.ShortDigest(set.Digest)),
		Blocks: f.blocks(),
	}
}

// form is a blank form in the making.
type form struct {
	set     *survey.Questionnaire
	words   *i18n.Catalogue
	profile string
	rows    int

	used  usage
	lists []appendix
}

// usage is what the form contains, so that its instructions explain that and
// nothing else.
type usage struct{ one, many, required, condition, missing, estimate, list bool }

func (f *form) t(key string, args ...any) string { return f.words.T("document."+key, args...) }

// blocks puts the form together. The body comes first, because the title page
// explains and lists what is in it.
func (f *form) blocks() []Block {
	var body []Block
	for i, section := range f.sections() {
		body = append(body, f.section(section, i)...)
	}
	if f.total() <= manyQuestions && !f.set.Anonymous {
		body = append(body, f.remarks("comments_all")) // in an anonymous set they would show whose they are
	}
	if !f.set.Anonymous {
		body = append(body, f.release()...)
	}
	body = append(body, f.appendices()...)
	return append(f.front(), body...)
}

// sections are those that the form asks something in. That of the reference
// date stands on the title page.
func (f *form) sections() []*survey.Section {
	var asked []*survey.Section
	for _, s := range f.set.Sections {
		if s.Name != survey.StichtagName && len(f.questions(s)) > 0 {
			asked = append(asked, s)
		}
	}
	return asked
}

// questions are those of a section that belong to the short form. A note
// belongs to it as any other question does.
func (f *form) questions(s *survey.Section) []*survey.Question {
	return f.asked(s.Questions)
}

// asked leaves out what does not belong to the short form. A list or a matrix
// does where one of its parts does.
func (f *form) asked(questions []*survey.Question) []*survey.Question {
	var asked []*survey.Question
	for _, q := range questions {
		if q.In(f.profile) || len(f.asked(q.Questions))+len(f.asked(q.Rows)) > 0 {
			asked = append(asked, q)
		}
	}
	return asked
}

// total counts the questions that have a number.
func (f *form) total() int {
	n := 0
	for _, s := range f.sections() {
		n += f.count(s)
	}
	return n
}

func (f *form) count(s *survey.Section) int {
	n := 0
	for _, q := range f.questions(s) {
		if q.Type != survey.TypeNote {
			n++
		}
	}
	return n
}

// text is a text of the set in the form's language. What the dialogue would
// put in from earlier answers is named by its question.
func (f *form) text(t survey.Text) string {
	s := survey.Fill(t.In(f.words.Lang()), func(name string) string {
		if q := f.set.Question(name); q != nil && f.set.Number(q) != "" {
			return f.t("piped", f.set.Number(q))
		}
		if name == survey.StichtagName {
			return f.t("piped_stichtag")
		}
		return f.t("piped_other")
	})
	return strings.TrimSpace(survey.Clean(s))
}
