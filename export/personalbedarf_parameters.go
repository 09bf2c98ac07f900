package export

import (
	"fmt"

	"github.com/xuri/excelize/v2"

	"bestand.example/itbestand/survey"
)

// staffParameter is a parameter that the evaluation sets, and its value where
// none does.
type staffParameter struct {
	name, evaluation string // in formulas, and in the evaluation
	format           string
	fallback         float64
	into             func(*staffParameters) *float64
}

// staffParameterList is in the order of the sheet. The values are those of the
// specialist review: made for its examples, and no basis for posts.
var staffParameterList = []staffParameter{
	{nameWorkdays, "arbeitstage", formatWhole, 251, func(p *staffParameters) *float64 { return &p.workdays }},
	{nameAbsences, "ausfalltage", formatWhole, 51, func(p *staffParameters) *float64 { return &p.absences }},
	{nameMinutes, "sollminuten", formatWhole, 480, func(p *staffParameters) *float64 { return &p.minutes }},
	{nameRest, "zuschlag_erholung", "0.0%", 0.05, func(p *staffParameters) *float64 { return &p.rest }},
	{nameSpread, "zuschlag_verteilzeit", "0.0%", 0.10, func(p *staffParameters) *float64 { return &p.spread }},
	{nameStep, "rundung", "0.0#", 0.5, func(p *staffParameters) *float64 { return &p.step }},
}

// parameters are the values to compute with.
func (b *staffBook) parameters() (p staffParameters) {
	for _, one := range staffParameterList {
		*one.into(&p) = one.fallback
		if set, ok := b.evaluated(one); ok {
			*one.into(&p) = set.Value
		}
	}
	return p
}

// evaluated is a parameter as the evaluation sets it.
func (b *staffBook) evaluated(one staffParameter) (survey.Parameter, bool) {
	if b.book.Evaluation == nil || b.book.Evaluation.Evaluation == nil {
		return survey.Parameter{}, false
	}
	for _, p := range b.book.Evaluation.Parameters {
		if p.Name == one.evaluation && p.Kind == survey.KindNumber {
			return p, true
		}
	}
	return survey.Parameter{}, false
}

// source says where a parameter comes from.
func (b *staffBook) source(one staffParameter) string {
	if set, ok := b.evaluated(one); ok {
		return b.term("source_evaluation", set.Source, b.book.Evaluation.ID, b.book.Evaluation.Version)
	}
	return b.term("source_review")
}

// parameterRow is a parameter on the sheet; its label and unit stand in the
// catalogue under its name.
type parameterRow struct {
	name   string
	value  any
	source string
}

func (b *staffBook) parameterRows() []parameterRow {
	var rows []parameterRow
	for _, one := range staffParameterList {
		rows = append(rows, parameterRow{one.name, b.entered(one.format, *one.into(&b.p)), b.source(one)})
		if one.name == nameMinutes { // behind what it follows from
			rows = append(rows, parameterRow{nameYear, b.live(formatWhole, yearFormula(), b.p.year()), b.term("source_year")})
		}
	}
	rows = append(rows, parameterRow{nameSpan, b.entered(formatWhole, b.s.span), b.answered("ao_spanne")})
	for i, stage := range stageCodes {
		rows = append(rows, parameterRow{nameShare + stage, b.entered("0%", b.s.shares[i]), b.answered("sk_quote_" + stage)})
	}
	chosen := excelize.Cell{StyleID: b.input(formatText)}
	if b.s.chosen >= 0 {
		chosen.Value = b.stage(b.s.chosen)
	}
	return append(rows, parameterRow{nameChosen, chosen, b.answered("sk_szenario_gewaehlt")})
}

func yearFormula() string {
	return fmt.Sprintf(`IF(COUNT(%[1]s,%[2]s,%[3]s)<3,"",IF((%[1]s-%[2]s)*%[3]s>0,(%[1]s-%[2]s)*%[3]s,""))`, nameWorkdays, nameAbsences, nameMinutes)
}

// answered names the question that a value answers.
func (b *staffBook) answered(name string) string {
	q := b.s.one.set.Question(name)
	if q == nil {
		return ""
	}
	return b.term("source_answer", plainLabel(q.Label, b.words.Lang()))
}

// writeParameters writes the cells that everything is computed from. They are no
// table: a source needs the width of all columns.
func (b *staffBook) writeParameters(s *formulaSheet) error {
	s.section(b.term("parameters_title"))
	s.note(b.term("parameters_remark"), staffColumns)
	head := []any{}
	for _, key := range []string{"parameter", "value", "unit", "source"} {
		head = append(head, excelize.Cell{StyleID: b.header(analysis), Value: b.term(key)})
	}
	for len(head) < staffColumns {
		head = append(head, excelize.Cell{StyleID: b.header(analysis)})
	}
	s.merge(s.row(16, head...), 4, staffColumns)
	for _, p := range b.parameterRows() {
		height := rowHeight([]column{{width: s.across(4, staffColumns)}}, []any{b.wrappedText(p.source)})
		row := s.row(height, b.text(b.term(p.name)), p.value, b.text(b.term("unit_"+p.name)), b.wrappedText(p.source))
		s.merge(row, 4, staffColumns)
		if err := s.named(p.name, 2, row); err != nil {
			return err
		}
		if p.name == nameChosen {
			s.before = append(s.before, func() error { return b.offerStages(cellName(2, row)) })
		}
	}
	return nil
}

// offerStages gives the cell of the chosen stage a list.
func (b *staffBook) offerStages(cell string) error {
	v := excelize.NewDataValidation(true)
	v.SetSqref(cell)
	names := make([]string, stages)
	for i := range names {
		names[i] = b.stage(i)
	}
	if err := v.SetDropList(names); err != nil {
		return err
	}
	return b.f.AddDataValidation(sheetStaffing, v)
}
