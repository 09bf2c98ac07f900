package document

import (
	"slices"

	"bestand.example/itbestand/survey"
)

func (v *review) label(k survey.Key) string { return tidy(v.ev.Label(k, v.words.Lang())) }

// answered is a question with its answer in words, and what a step of a scale
// means.
func (v *review) answered(k survey.Key) Answered {
	row := v.answer(k)
	row.Notes = append(v.poles(v.set.Question(k.Question)), row.Notes...)
	return row
}

// poles name the ends of a scale, without which a step tells nothing.
func (v *review) poles(q *survey.Question) []string {
	if q.Type != survey.TypeScale || q.List == nil || len(q.List.Choices) < 2 {
		return nil
	}
	first, last := q.List.Choices[0], q.List.Choices[len(q.List.Choices)-1]
	return []string{v.say("scale", v.text(first.Label), v.text(last.Label))}
}

func (v *review) answer(k survey.Key) Answered {
	q, a := v.set.Question(k.Question), v.r.Answers.Get(k)
	row := Answered{Number: v.set.Number(q), Label: v.label(k), Notes: v.notes(k, a)}
	if text := v.r.FollowUp.Text(q); text != "" {
		row.Notes = append([]string{v.words.T("query.asked", tidy(text))}, row.Notes...)
	}
	switch value := v.ev.Value(k); {
	case a.Missing != "":
		row.Value = v.say("missing", v.text(v.set.MissingLabel(a.Missing)))
	case q.Type == survey.TypeRepeat && v.ev.State(k) == survey.StateAnswered:
		row.Value = v.say("no_rows")
	case !value.IsZero():
		row.Value = v.value(k, value)
		if a.Estimate {
			row.Value = v.say("estimated", row.Value)
		}
	case q.Type == survey.TypeCalculate && !q.Override:
		row.Value = v.say("not_computed")
	default:
		row.Value, row.Open = v.openWord(k), true
	}
	return row
}

// openWord tells what must be answered from what may stay blank.
func (v *review) openWord(k survey.Key) string {
	if slices.ContainsFunc(v.ev.FindingsAt(k), func(f survey.Finding) bool { return f.Code == survey.Open }) {
		return v.say("open_required")
	}
	return v.say("open_optional")
}

// value writes a value with its unit.
func (v *review) value(k survey.Key, value survey.Value) string {
	shown := tidy(v.ev.Show(k, value, v.words.Lang()))
	if unit := v.unit(v.set.Question(k.Question)); unit != "" && value.Kind == survey.KindNumber {
		return v.say("with_unit", shown, unit)
	}
	return shown
}

// notes are what stands beside an answer.
func (v *review) notes(k survey.Key, a survey.Answer) []string {
	var notes []string
	add := func(key, text string, more ...any) {
		if text != "" {
			notes = append(notes, v.say(key, append([]any{tidy(text)}, more...)...))
		}
	}
	if v.set.Question(k.Question).Type == survey.TypeCalculate && !a.Value.IsZero() {
		if computed := v.ev.Calculated(k); !computed.IsZero() {
			add("computed", v.value(k, computed))
		}
	}
	add("reason", a.Reason)
	add("comment", a.Comment)
	add("acknowledged", a.Acknowledged)
	add("draft", a.Draft)
	return notes
}
