package document

import (
	"bestand.example/itbestand/survey"
)

// leftover shows the answers that an earlier version of the question set asked
// for, and that have no place any more.
func (v *review) leftover() []Block {
	left := survey.Leftover(v.set, v.r.Answers)
	if len(left) == 0 {
		return nil
	}
	table := Answers{Head: []string{"", v.say("head_name"), v.say("head_answer")}}
	for _, k := range left {
		table.Rows = append(table.Rows, v.leftoverAnswer(k))
	}
	return []Block{Heading{Level: 1, Text: v.say("leftover")}, Paragraph{Small, v.say("leftover_why")}, table}
}

// leftoverAnswer writes an answer without its question, which nobody knows any
// more: codes stay codes.
func (v *review) leftoverAnswer(k survey.Key) Answered {
	a, rows := v.r.Answers.Get(k), len(v.r.Answers.Rows(k.Question))
	row := Answered{Label: survey.CleanLine(k.Question)}
	switch {
	case k.Row > 0:
		row.Label = v.say("row_named", row.Label, v.words.T("finding.row", k.Row))
	case rows > 0:
		row.Value = v.say("rows", rows)
	}
	switch {
	case a.Missing != "":
		row.Value = v.say("missing", v.text(v.set.MissingLabel(a.Missing)))
	case !a.Value.IsZero():
		row.Value = tidy((&survey.Question{}).Edit(a.Value))
	}
	if a.Comment != "" {
		row.Notes = append(row.Notes, v.say("comment", tidy(a.Comment)))
	}
	if a.Draft != "" {
		row.Notes = append(row.Notes, v.say("draft", tidy(a.Draft)))
	}
	return row
}
