package export

import (
	"bestand.example/itbestand/survey"
)

// l says the words of Lesehilfe.
func (w *workbook) l(key string, args ...any) string { return w.words.T("lesehilfe."+key, args...) }

// advice is a line of Lesehilfe: what it is about, and what is to be said.
type advice struct{ topic, text string }

const (
	topicWidth  = 28
	adviceWidth = 112
)

// guide writes Lesehilfe: what the workbook shows, what it was made from, how to
// read it, what is not in it, and what is on each sheet.
func (w *workbook) guide(s *scan, p *plan) error {
	g := w.newStack(sheetGuide, analysis)
	g.widths = []float64{topicWidth, adviceWidth}
	g.row++
	g.line(w.book.Title, w.heading(18), 28)
	if w.book.Example {
		g.row++
		g.line(w.t("example_long"), w.alert(), 15)
	}
	for _, part := range []struct {
		title  string
		advice []advice
	}{
		{w.l("from"), w.origins(s)}, {w.l("reading"), w.readingHelp(s)}, {w.l("left_out"), w.leftOut(s)},
	} {
		g.heading(part.title)
		for _, a := range part.advice {
			g.advise(a)
		}
	}
	g.heading(w.t("contents"))
	for _, e := range w.tableOfContents(s, p) {
		if e.sheet != sheetGuide {
			g.advise(advice{e.sheet, e.text})
			g.link(g.row, 1, e.sheet)
		}
	}
	return g.finish(layout{}, 0, 1)
}

func (s *stack) advise(a advice) {
	s.row++
	s.put(s.row, 1, 1, survey.CleanLine(a.topic), s.w.topic())
	s.put(s.row, 2, 2, survey.Clean(a.text), s.w.small())
	// Long lines lose less of their length to the word that does not fit.
	s.height(s.row, 4+11.5*float64(max(lines(a.text, 1.15*adviceWidth), lines(a.topic, topicWidth))))
}

// origins says what the workbook was made from.
func (w *workbook) origins(s *scan) []advice {
	var all []advice
	if f := w.book.Fieldwork; f != nil {
		if f.Wave != "" {
			all = append(all, advice{w.l("wave"), w.l("wave_text", f.Wave, w.dayText(f.Deadline))})
		}
		all = append(all, advice{w.l("population"), w.l("population_text", len(f.Units), w.districtOffices(f.Units))})
	} else {
		all = append(all, advice{w.l("population"), w.l("population_none")})
	}
	for _, one := range s.sets {
		all = append(all, advice{w.l("set", one.short), w.setOrigin(one)})
	}
	all = append(all, advice{w.l("evaluation"), w.evaluationOrigin()})
	state := w.moment(w.book.Created)
	if state != "" {
		all = append(all, advice{w.l("state"), w.l("state_text", state, len(w.book.Sources))})
	}
	if w.book.Digest != "" {
		all = append(all, advice{w.l("digest"), w.l("digest_text", survey.ShortDigest(w.book.Digest))})
	}
	return append(all, advice{w.l("program"), w.l("program_text", survey.CleanLine(w.book.Program), layoutVersion)})
}

// evaluationOrigin says which rules the figures follow, and where those were
// taken from, or that there are none.
func (w *workbook) evaluationOrigin() string {
	e := w.book.Evaluation
	if e == nil {
		return w.l("evaluation_none")
	}
	text := w.l("evaluation_text", plainLabel(e.Title, w.words.Lang()), e.Version, e.Responses)
	if origin := e.Origin; origin.From != "" {
		if w.leaves() && origin.From == FromFile {
			origin.Name = ""
		}
		text += " " + w.l("evaluation_source", e.ID, survey.ShortDigest(e.Digest), origin.Say(w.words))
	}
	if e.Reference == (survey.Date{}) {
		return text + " " + w.l("evaluation_dates")
	}
	return text + " " + w.l("evaluation_date", w.dayText(e.Reference))
}

func (w *workbook) setOrigin(one *setScan) string {
	text := w.l("set_text", one.set.Title.In(w.words.Lang()), one.set.Version, one.responses)
	switch {
	case one.set.Anonymous:
		text += " " + w.l("set_anonymous")
	case one.set.Project:
		text += " " + w.l("set_project")
	}
	if conflicting := one.responses - one.counted; conflicting > 0 {
		text += " " + w.l("set_conflict", conflicting)
	}
	return text
}

func (w *workbook) dayText(d survey.Date) string {
	if w.words.Lang() == "de" {
		return d.German()
	}
	return d.String()
}

// districtOffices counts the Landkreise among units.
func (w *workbook) districtOffices(units []survey.Unit) (n int) {
	for _, u := range units {
		if u.Type == survey.Landkreis {
			n++
		}
	}
	return n
}

// readingHelp says how the figures are to be read.
func (w *workbook) readingHelp(s *scan) []advice {
	help := []advice{
		{w.l("n"), w.l("n_text")}, {w.l("empty"), w.t("help_empty", notAsked)}, {w.l("tiers"), w.l("tiers_text")}, {w.l("shares"), w.t("help_shares")},
		{w.l("rounding"), w.l("rounding_text")}, {w.l("formats"), w.t("help_formats")}, {w.l("keys"), w.t("help_key")}, {w.l("columns"), w.t("help_columns")},
		{w.l("refresh"), w.l("refresh_text")}, {w.l("printing"), w.l("printing_text")},
	}
	if w.anonymous(s) {
		help = append(help, advice{w.l("suppression"), w.t("help_anonymous", w.book.Evaluation.limit(false))})
	}
	return help
}

func (w *workbook) anonymous(s *scan) bool {
	for _, one := range s.sets {
		if one.set.Anonymous {
			return true
		}
	}
	return false
}

// leftOut says what does not count or is not shown, and where more is said of
// it.
func (w *workbook) leftOut(s *scan) []advice {
	all := w.audienceHelp()
	refused, begun := 0, 0
	for _, source := range w.book.Sources {
		switch source.Decision {
		case Refused:
			refused += max(1, source.Files)
		case Begun:
			begun += max(1, source.Files)
		}
	}
	if refused > 0 {
		all = append(all, advice{w.l("refused"), w.l("refused_text", refused)})
	}
	if begun > 0 {
		all = append(all, advice{w.l("begun"), w.l("begun_text", begun)})
	}
	if len(s.clashes) > 0 {
		all = append(all, advice{w.l("conflicts"), w.l("conflicts_text", len(s.clashes)) + " " + w.t("help_conflict")})
	}
	for _, one := range s.sets {
		if rosters, own := one.contactRosters(); own || len(rosters) > 0 {
			all = append(all, advice{w.l("personal"), w.t("help_personal")})
			break
		}
	}
	if n := w.summary.Split; n > 0 {
		all = append(all, advice{w.l("split"), w.l("split_text", n)})
	}
	if n := w.summary.Cleaned; n > 0 {
		all = append(all, advice{w.l("cleaned"), w.l("cleaned_text", n)})
	}
	if len(all) == 0 {
		all = append(all, advice{"", w.l("nothing")})
	}
	return all
}

// topic is the left column of Lesehilfe.
func (s *styles) topic() int { return s.line9("topic", ink, true, true) }
