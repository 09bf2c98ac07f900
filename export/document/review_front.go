package document

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"bestand.example/itbestand/survey"
)

// front is the first page: what it is, whose answers they are and how far they
// have come, then what stands in the way of handing in.
func (v *review) front() []Block {
	blocks := []Block{Heading{Level: 0, Text: v.text(v.set.Title)}, Paragraph{Subtitle, v.subtitle()}}
	blocks = append(blocks, Facts{Rows: v.facts(), Tight: true})
	blocks = append(blocks, v.notice()...)
	blocks = append(blocks, Heading{Level: 2, Text: v.say("progress")}, v.overview(), Paragraph{Small, v.say("how_to_read")})
	blocks = append(blocks, v.findings(v.say("stops", len(v.stops)), v.say("head_stop"), v.stops)...)
	if v.undecided > 0 { // nothing can be done about them but to answer what they hang on
		blocks = append(blocks, Paragraph{Small, v.say("undecided_count", v.undecided)})
	}
	return append(blocks, v.findings(v.say("hints", len(v.hints)), v.say("head_hint"), v.hints)...)
}

func (v *review) subtitle() string {
	if f := v.r.FollowUp; f != nil {
		return v.words.T("query.review", f.Revision)
	}
	return v.say("subtitle")
}

// pageHead stands at the top of the pages that follow, so that a loose one
// tells where it belongs.
func (v *review) pageHead() string {
	parts := []string{v.text(v.set.Title)}
	if name := cmp.Or(tidy(v.r.Unit.Name), v.r.Unit.Key); name != "" && !v.set.Project {
		parts = append(parts, name)
	}
	return strings.Join(append(parts, v.stage()), " – ")
}

// pageFoot tells the set and, once they are handed in, the digest of the
// answers. That of the set is left out: two digests would be mixed up.
func (v *review) pageFoot() string {
	if v.r.Closed {
		return v.say("foot_handed_in", v.set.ID, v.set.Version, survey.ShortDigest(v.r.Digest))
	}
	return v.say("foot", v.set.ID, v.set.Version)
}

// facts say whose answers they are and in which state.
func (v *review) facts() []Fact {
	facts := v.whose()
	add := func(key, value string) {
		if value != "" {
			facts = append(facts, Fact{Label: v.say(key), Value: survey.CleanLine(value)})
		}
	}
	add("set", v.say("set_value", v.set.ID, v.set.Version))
	if p, ok := v.set.Profile(v.r.Profile); ok {
		add("profile", v.text(p.Label))
	}
	if v.r.IsPart() {
		facts = append(facts, Fact{Label: v.words.T("join.review"), Value: v.sectionNames()})
	}
	if v.o.Nth > 0 {
		add("nth", strconv.Itoa(v.o.Nth))
	}
	add("wave", v.r.Wave)
	add("stichtag", v.stichtag())
	add("state", v.state())
	done, asked := v.ev.Progress()
	add("progress", v.say("progress_value", done, asked))
	add("release", v.r.Release)
	add("digest", v.digest())
	add("made", v.o.Made)
	return facts
}

// sectionNames are the sections of a part.
func (v *review) sectionNames() string {
	var names []string
	for _, s := range v.chapters() {
		names = append(names, v.text(s.Label))
	}
	return strings.Join(names, ", ")
}

// whose tells the unit. Of anonymous answers it tells what they themselves do.
func (v *review) whose() []Fact {
	u := v.r.Unit
	switch {
	case v.set.Project:
		return []Fact{{Label: v.say("unit"), Value: v.say("unit_project")}}
	case v.set.Anonymous:
		district := tidy(u.DistrictKey + " " + u.District)
		return []Fact{
			{Label: v.say("unit"), Value: v.say("unit_anonymous")},
			{Label: v.t("district"), Value: cmp.Or(district, v.say("untold"))},
			{Label: v.t("size_class"), Value: cmp.Or(u.SizeClassLabel(), v.say("untold"))},
		}
	case u.Key == "":
		return []Fact{{Label: v.say("unit"), Value: v.say("unit_open")}}
	}
	return []Fact{{Label: v.say("unit"), Value: survey.CleanLine(strings.TrimSpace(u.Key + " " + u.Name))}}
}

// stichtag is the reference date, which stands here and in no section.
func (v *review) stichtag() string {
	k := survey.Key{Question: survey.StichtagName}
	q := v.set.Question(k.Question)
	if q == nil || v.r.Share != nil && !v.r.Share.Holds(q) {
		return ""
	}
	a := v.answered(k)
	return strings.Join(append([]string{a.Value}, a.Notes...), "; ")
}

// stage is the state in two words.
func (v *review) stage() string {
	if v.r.Closed {
		return v.say("stage_handed_in", v.r.Revision)
	}
	return v.say("stage_draft")
}

// state says how far the response has come.
func (v *review) state() string {
	parts := []string{v.stage()}
	if v.r.Closed {
		if v.o.HandedIn != "" {
			parts[0] = v.say("handed_in_on", v.r.Revision, v.o.HandedIn)
		}
		if v.r.Incomplete {
			parts = append(parts, v.say("incomplete"))
		}
		return strings.Join(parts, ", ")
	}
	if f := v.r.FollowUp; f != nil && v.r.Revision == f.Revision {
		parts = append(parts, v.words.T("query.review_stage", f.Revision))
	} else if v.r.Revision > 0 {
		parts = append(parts, v.say("reopened", v.r.Revision))
		if _, changed := survey.HandIn(v.set, v.r, v.r.Release, v.r.Incomplete); !changed {
			parts = append(parts, v.say("unchanged"))
		}
	}
	if len(v.stops) > 0 {
		return strings.Join(append(parts, v.say("not_complete", len(v.stops))), ", ")
	}
	return strings.Join(append(parts, v.say("complete")), ", ")
}

// digest is what two people compare by telephone. Where several responses go
// into one return, the return has another one, which stands on its receipt.
func (v *review) digest() string {
	short := survey.ShortDigest(v.r.Digest)
	switch {
	case v.r.Revision == 0:
		return ""
	case v.o.Nth > 0:
		return v.say("digest_nth", short)
	case !v.r.Closed:
		return v.say("digest_of", short, v.r.Revision)
	}
	return short
}

// overview counts the questions of each section.
func (v *review) overview() Overview {
	o := Overview{Counts: true, Head: []string{v.say("section"), v.say("asked"), v.say("done"), v.say("open")}}
	for _, s := range v.chapters() {
		done, asked := v.sectionProgress(s)
		o.Rows = append(o.Rows, OverviewRow{
			Number: v.set.SectionNumber(s), Text: v.text(s.Label), Anchor: v.anchor(s),
			Cells: []string{strconv.Itoa(asked), strconv.Itoa(done), strconv.Itoa(asked - done)},
		})
	}
	return o
}

// chapters are the sections that ask something: not those that only tell, and
// of a part its own.
func (v *review) chapters() []*survey.Section {
	own := v.ev.Sections()
	return slices.DeleteFunc(v.sections(), func(s *survey.Section) bool { return v.count(s) == 0 || !slices.Contains(own, s) })
}

// sectionProgress counts what Progress counts, in one section.
func (v *review) sectionProgress(s *survey.Section) (done, asked int) {
	for k := range v.keys(s) {
		if q := v.set.Question(k.Question); !q.Type.Asked() || !v.ev.Own(q) || !v.ev.Relevant(k) {
			continue
		}
		asked++
		if v.ev.State(k) != survey.StateOpen {
			done++
		}
	}
	return done, asked
}
