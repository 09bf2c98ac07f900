package intake

import "bestand.example/itbestand/survey"

// Choose picks the table of a workbook that a roster's rows are in: the sheet
// that the profile names, if there is one of this name, otherwise the one in
// which most headings are recognised, hidden sheets last.
func Choose(roster *survey.Question, tables []*Table, profile Profile) *Table {
	best, bestScore := tables[0], -1
	for _, t := range tables {
		if profile.Sheet != "" && survey.Fold(t.Sheet) == survey.Fold(profile.Sheet) {
			return t
		}
		p := &Plan{Table: t, Roster: roster, Profile: profile}
		p.look()
		score := 0
		if header := p.header(); header != nil {
			score = 2
			for _, c := range p.columns(header) {
				if c.Question != "" {
					score += 2
				}
			}
		}
		if t.Concealed {
			score--
		}
		if score > bestScore {
			best, bestScore = t, score
		}
	}
	return best
}
