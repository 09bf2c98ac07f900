package export

import (
	"cmp"
	"slices"
	"time"

	"github.com/xuri/excelize/v2"

	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/i18n"
)

// Report is the sheet that goes back to an administration: its own figures
// beside those of its size class and of all, and its own measures with who
// helps. Of others it has medians only, and only over enough of them.
type Report struct {
	Title      string // of the survey
	Program    string // name and version of the program
	Example    bool   // invented answers
	Created    time.Time
	Unit       survey.Unit
	Evaluation *Evaluation
}

// The sheets of a report.
const (
	sheetResult      = "Ihr Ergebnis"
	sheetOwnFigures  = "Kennzahlen"
	sheetOwnMeasures = "Maßnahmen"
)

// WriteReport writes a report as a workbook, whole or not at all, in place of
// what is there. Errors are of type *Error.
func WriteReport(path string, r Report, words *i18n.Catalogue) error {
	space, err := newWorkspace()
	if err != nil {
		return err
	}
	defer space.remove()
	book := &Book{Title: r.Title, Program: r.Program, Example: r.Example, Created: r.Created, Evaluation: r.Evaluation}
	w := newWorkbook(book, words, limits{rows: excelize.TotalRows, cell: maxCell}, space)
	defer w.close()
	b := newReportBook(w, r)
	if err := cmp.Or(b.build(), w.styles.err); err != nil {
		return outOfSpace(err, space.dir)
	}
	return replaceFile(path, w.save)
}

// reportBook is a report in the making.
type reportBook struct {
	*unitTable
	unit  survey.Unit
	peers map[peerKey]*GroupFigure
}

type peerKey struct {
	indicator *survey.Indicator
	grouping  string
}

func newReportBook(w *workbook, r Report) *reportBook {
	b := &reportBook{unitTable: w.newUnitTable(r.Evaluation), unit: r.Unit, peers: map[peerKey]*GroupFigure{}}
	for i := range r.Evaluation.Groups {
		g := &r.Evaluation.Groups[i]
		if g.Tier != tierOf(r.Unit) || len(g.Part) > 0 {
			continue
		}
		if g.Grouping == "land" || g.Grouping == "groessenklasse" && len(g.Group) == 1 && g.Group[0].Code == r.Unit.SizeClass() {
			b.peers[peerKey{g.Indicator, g.Grouping}] = g
		}
	}
	return b
}

// tierOf is the tier that a unit is compared within.
func tierOf(u survey.Unit) Tier {
	if u.Type == survey.Landkreis {
		return TierDistricts
	}
	return TierMunicipal
}

func (b *reportBook) rep(key string, args ...any) string { return b.words.T("feedback."+key, args...) }

func (b *reportBook) build() error {
	if err := b.f.SetDefaultFont(fontName); err != nil {
		return err
	}
	fields, figures := b.ownFields(), b.ownFigures()
	tables := []struct {
		spec spec
		rows [][]any
	}{
		{b.resultSpec(len(fields)), b.comparisons(fields)},
		{b.figureSpec(len(figures)), b.comparisons(figures)},
	}
	measures, err := b.measures()
	if err != nil {
		return err
	}
	if len(measures) > 0 {
		tables = append(tables, struct {
			spec spec
			rows [][]any
		}{b.measureSpec(len(measures)), measures})
	}
	var all []*table
	for _, one := range tables {
		t, err := b.newTable(one.spec)
		if err != nil {
			return err
		}
		all = append(all, t)
	}
	b.f.SetActiveSheet(0)
	for i, t := range all {
		if err := t.writeAll(tables[i].rows); err != nil {
			return err
		}
	}
	return b.describe(nil)
}

// peer is the median of those that a unit is compared with, where the indicator
// is summed up by it and there are enough of them for it to be told.
func (b *reportBook) peer(i *survey.Indicator, grouping string) *GroupFigure {
	g := b.peers[peerKey{i, grouping}]
	shown := len(i.Aggregate) == 0 || slices.Contains(i.Aggregate, survey.StatMedian)
	if g == nil || !shown || g.Hidden || g.Median == nil || g.N < b.enough(i) {
		return nil
	}
	return g
}

// enough is how many a figure must rest on to be told to others: as many as for
// persons where the answers are sensitive.
func (b *reportBook) enough(i *survey.Indicator) int {
	s := b.e.Suppress
	if i.Sensitive || i.Anonymous {
		return max(s.Units, s.Persons, personsLimit)
	}
	return max(s.Units, leastUnits)
}

// leastUnits is how many administrations a figure of others rests on at least.
const leastUnits = 3

func (b *reportBook) ownFields() []*survey.Indicator { return b.own(true) }

func (b *reportBook) ownFigures() []*survey.Indicator { return b.own(false) }

// own are the fields of action, or the other indicators, that say something
// about the unit or could.
func (b *reportBook) own(fields bool) []*survey.Indicator {
	var all []*survey.Indicator
	for _, i := range b.indicators {
		_, computed := b.of[figureKey{i, b.unit.Key}]
		if i.Field == fields && computed {
			all = append(all, i)
		}
	}
	return all
}
