package document

import (
	"bestand.example/itbestand/survey"
)

// answer makes what a person fills in.
func (f *form) answer(q *survey.Question) []Block {
	switch {
	case q.Type == survey.TypeMatrix:
		return f.matrix(q)
	case q.Type == survey.TypeCalculate:
		return f.calculation(q)
	case q.ChoicesFrom != "":
		return append(f.elsewhere(q), f.reasons(q)...)
	case q.Type == survey.TypeRank:
		return append(f.rank(q), f.reasons(q)...)
	case q.Type == survey.TypeScale:
		return append(f.scale(q), f.reasons(q)...)
	case q.Type.Choice():
		return append(f.choice(q), f.reasons(q)...)
	}
	return append(f.entry(q), f.reasons(q)...)
}

// entry is for what is written: texts, numbers, dates.
func (f *form) entry(q *survey.Question) []Block {
	switch {
	case q.Type == survey.TypeDate:
		return []Block{Boxes{Pattern: f.datePattern(), Unit: f.t("date_format")}}
	case q.Type == survey.TypeYear:
		return []Block{Boxes{Pattern: "####"}}
	case q.Type.Numeric():
		line := Lines{Count: 1, Short: true, Unit: f.unit(q)}
		if q.Estimate {
			f.used.estimate = true
			line.Ticks = []string{f.t("estimate")}
		}
		return []Block{line}
	case q.Type == survey.TypeMultiline:
		return []Block{Lines{Count: 4}}
	}
	return []Block{Lines{Count: 1}}
}

// unit stands behind a number.
func (f *form) unit(q *survey.Question) string {
	switch q.Type {
	case survey.TypePercent:
		return "%"
	case survey.TypeMoney:
		return f.t("euro")
	}
	return ""
}

// calculation says how a value comes about; only one that may be overridden
// leaves room to write.
func (f *form) calculation(q *survey.Question) []Block {
	blocks := []Block{Paragraph{Hint, f.t("calculated")}}
	if q.Calculation != nil && q.Calculation.Kind != survey.KindBoolean {
		blocks = []Block{Paragraph{Hint, f.t("calculated_as", f.set.InWords(q.Calculation, f.words))}}
	}
	if q.Override {
		blocks = append(blocks, Lines{Lead: f.t("override"), Count: 1, Short: true}, Lines{Lead: f.t("override_reason"), Count: 1})
	}
	return blocks
}
