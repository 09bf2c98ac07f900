package parser

import (
	"bestand.example/itbestand/survey"
)

// mute makes the engine's issues about an indicator's formulas count for
// nothing, because it is not known what they may read.
func (r *evaluationReader) mute(i *survey.Indicator) {
	r.muted[i.Value] = true
	for _, p := range i.Parts {
		r.muted[p.Value], r.muted[p.Applies] = true, true
	}
}

var partShape = shape{keys: []string{"label", "value", "weight", "applies"}, required: []string{"value"}}

// readParts reads the value of an indicator, or its parts.
func (r *evaluationReader) readParts(m mapping, i *survey.Indicator) {
	i.Value = r.expression(m.values["value"])
	if combine, ok := r.oneOf(m.values["combine"], "combine", words(survey.Combinations())); ok {
		i.Combine = survey.Combination(combine)
	}
	i.MinAnswered = i.Combine.UsualShare()
	if m.has("min_answered") {
		i.MinAnswered = r.share(m.values["min_answered"])
	}
	switch {
	case m.has("value") && m.has("parts"):
		r.wrong(m.keys["parts"], "value_and_parts")
	case !m.has("value") && !m.has("parts") && !i.Field:
		r.wrong(m.node, "missing_key", "value")
	}
	for _, key := range []string{"combine", "min_answered"} {
		if m.has(key) && !m.has("parts") {
			r.wrong(m.keys[key], "only_with_parts", key)
		}
	}
	r.each(m.values["parts"], partShape, func(p mapping) {
		part := survey.Part{Label: r.text(p.values["label"], maxLabelAsked, nil), Value: r.expression(p.values["value"]), Weight: 1, Applies: r.expression(p.values["applies"])}
		if weight, ok := r.decimal(p.values["weight"]); ok {
			if part.Weight = weight; weight <= 0 {
				r.wrong(p.values["weight"], "not_positive", p.values["weight"].Value)
			}
		}
		if p.has("weight") && i.Combine != survey.CombineMean {
			r.wrong(p.keys["weight"], "weight_only_mean", string(i.Combine))
		}
		i.Parts = append(i.Parts, part)
	})
}
