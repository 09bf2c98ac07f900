package document

import (
	"strconv"

	"bestand.example/itbestand/survey"
)

// header stands at the top of every page: the title, and the short form.
func (f *form) header() string {
	title := f.text(f.set.Title)
	if p, ok := f.set.Profile(f.profile); ok {
		return f.t("header_profile", title, f.text(p.Label))
	}
	return title
}

// front is the title page: what it is, who fills it in, how, and what is in it.
func (f *form) front() []Block {
	blocks := []Block{Heading{Level: 0, Text: f.text(f.set.Title)}, Paragraph{Subtitle, f.subtitle()}}
	blocks = append(blocks, f.who())
	blocks = append(blocks, Heading{Level: 2, Text: f.t("instructions")}, Bullets{f.instructions()})
	return append(blocks, Heading{Level: 2, Text: f.t("overview")}, f.overview())
}

func (f *form) subtitle() string {
	text := f.t("subtitle", f.total())
	if p, ok := f.set.Profile(f.profile); ok {
		text = f.t("subtitle_profile", f.text(p.Label), f.total())
	}
	if duration := f.text(f.set.Duration); duration != "" && f.profile == "" {
		text += " · " + f.t("duration", duration)
	}
	return text
}

// who is the title block. An anonymous form asks for nothing that names
// anybody.
func (f *form) who() Facts {
	var rows []Fact
	switch {
	case f.set.Anonymous:
		rows = []Fact{{Label: f.t("district")}, {Label: f.t("size_class")}}
	case f.set.Project:
		rows = []Fact{{Label: f.t("project")}}
	default:
		rows = []Fact{{Label: f.t("unit")}, {Label: f.t("key"), Boxes: "#########"}}
	}
	if !f.set.Anonymous {
		rows = append(rows, Fact{Label: f.t("person")}, Fact{Label: f.t("contact")}, Fact{Label: f.t("date"), Boxes: f.datePattern()})
	}
	if f.set.Sections[0].Name == survey.StichtagName {
		rows = append(rows, Fact{Label: f.t("stichtag"), Boxes: f.datePattern()})
	}
	return Facts{Rows: rows}
}

// instructions explain the marks that occur in the form, in the order in which
// a person meets them.
func (f *form) instructions() []string {
	var items []string
	for _, item := range []struct {
		used bool
		key  string
	}{
		{f.used.required, "how_required"}, {f.used.one || f.used.many, "how_ticks"}, {f.used.condition, "how_condition"},
		{f.used.missing, "how_missing"}, {f.used.estimate, "how_estimate"}, {f.used.list, "how_list"}, {len(f.lists) > 0, "how_appendix"},
		{f.profile != "", "how_profile"}, {f.set.Anonymous, "how_anonymous"}, {true, "how_numbers"},
	} {
		if item.used {
			items = append(items, f.t(item.key))
		}
	}
	return items
}

// overview lists the sections, with room for who answers them.
func (f *form) overview() Overview {
	o := Overview{Head: []string{f.t("overview_section"), f.t("overview_questions"), f.t("overview_assignee"), f.t("overview_done")}}
	for _, s := range f.sections() {
		o.Rows = append(o.Rows, OverviewRow{
			Number: f.set.SectionNumber(s), Text: f.text(s.Label), Anchor: f.anchor(s), Tick: true,
			Cells: []string{strconv.Itoa(f.count(s)), f.text(s.AssigneeHint)},
		})
	}
	for i, list := range f.lists {
		o.Rows = append(o.Rows, OverviewRow{Text: f.t("appendix_entry", i+1, list.title), Anchor: appendixAnchor(i), Cells: []string{"", ""}})
	}
	return o
}

// release is where the head of the administration signs.
func (f *form) release() []Block {
	return []Block{Question{
		Label: f.t("release"),
		Blocks: []Block{
			Paragraph{Hint, f.t("release_hint")},
			Facts{Rows: []Fact{{Label: f.t("release_name")}, {Label: f.t("release_function")}, {Label: f.t("date"), Boxes: f.datePattern()}, {Label: f.t("release_signature")}}},
		},
	}}
}

// datePattern has the boxes of TT.MM.JJJJ or YYYY-MM-DD.
func (f *form) datePattern() string { return f.t("date_pattern") }
