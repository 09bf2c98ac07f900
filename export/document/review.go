package document

import (
	"slices"
	"strings"

	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/i18n"
)

// ReviewOptions say how the review of a response is to be made.
type ReviewOptions struct {
	Words    *i18n.Catalogue
	Nth      int    // which of several responses to the set it is; 0: the only one
	HandedIn string // the day on which it was handed in last, as people write it; "": not known
	Made     string // the day on which the review is made; "": it is not said
	Sign     bool   // with a place to sign for whoever releases the answers, once they are complete
}

// Review makes the document that shows everything a response says: for the
// administration's own files, and for whoever releases it. It is the
// administration's copy, so personal and sensitive answers are in it, and its
// first page says so.
func Review(set *survey.Questionnaire, r *survey.Response, o ReviewOptions) *Document {
	v := &review{
		form: form{set: set, words: o.Words, profile: r.Profile},
		r:    r, ev: survey.Assess(set, r), o: o,
	}
	for _, f := range v.ev.Findings() {
		switch {
		case f.Code == survey.Undecided:
			v.undecided++
		case f.Code.Blocks():
			v.stops = append(v.stops, f)
		default:
			v.hints = append(v.hints, f)
		}
	}
	return &Document{
		Lang: o.Words.Lang(), Title: v.text(set.Title), Header: v.pageHead(), Pages: v.t("pages"),
		Footer: v.pageFoot(),
		Blocks: v.whole(),
	}
}

// review is a review in the making. The form of the same set tells it which
// questions the response is about, and how they are numbered.
type review struct {
	form
	r  *survey.Response
	ev *survey.Assessment
	o  ReviewOptions

	stops, hints []survey.Finding
	undecided    int // questions of which it hangs on the stops whether they are asked
}

func (v *review) say(key string, args ...any) string { return v.words.T("review."+key, args...) }

// questions are those of the form that this response is about.
func (v *review) questions(s *survey.Section) []*survey.Question {
	return slices.DeleteFunc(slices.Clone(v.form.questions(s)), func(q *survey.Question) bool { return !v.ev.Concerns(q) })
}

// text is a text of the set with the answers that it pipes in.
func (v *review) text(t survey.Text) string { return tidy(v.ev.Pipe(t, 0, v.words.Lang())) }

func tidy(s string) string { return strings.TrimSpace(survey.Clean(s)) }

// whole puts the review together.
func (v *review) whole() []Block {
	blocks := v.front()
	for _, s := range v.chapters() {
		blocks = append(blocks, v.section(s)...)
	}
	blocks = append(blocks, v.leftover()...)
	if v.o.Sign && !v.r.IsPart() && v.r.Release == "" && len(v.stops) == 0 && !v.set.Anonymous {
		blocks = append(blocks, v.release()...)
	}
	return blocks
}
