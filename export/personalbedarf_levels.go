package export

import (
	"fmt"

	"github.com/xuri/excelize/v2"

	"bestand.example/itbestand/survey"
)

// levels are those of the question set, and one for tasks without.
func (b *staffBook) levels() []survey.Choice {
	return b.offered("t_ebene", func(t staffTask) string { return t.level })
}

// writeLevels writes what staff of each level the chosen stage needs, by area,
// and what there is.
func (b *staffBook) writeLevels(s *formulaSheet) error {
	levels, areas := b.levels(), b.areas()
	s.section(b.term("levels_title"))
	s.note(b.term("levels_remark"), staffColumns)
	columns := b.columns("level_label", "level", "tasks")
	for _, area := range areas {
		columns = append(columns, column{name: b.areaColumn(area), label: b.areaColumn(area)})
	}
	columns = append(columns, b.columns("need", "filled", "difference")...)
	_, err := s.table(tableLevels, b.term("levels_title"), columns, len(levels), func(i, row int) []any { return b.levelCells(levels[i], areas, row) })
	return err
}

func (b *staffBook) areaColumn(area survey.Choice) string {
	if area.Name == "" {
		return b.term("area_without")
	}
	return b.term("area_of", area.Name)
}

func (b *staffBook) levelCells(level survey.Choice, areas []survey.Choice, row int) []any {
	of := func(i int) float64 { return b.n.chosen[i] }
	is := criterion{b.taskCol("level"), fmt.Sprintf("$B%d", row)}
	need, tasks := b.s.sum(of, func(t staffTask) bool { return t.level == level.Name })
	cells := []any{
		b.wrappedText(level.Label.In(b.words.Lang())), b.text(b.levelWord(level.Name)),
		b.live(formatWhole, fmt.Sprintf("COUNTIFS(%s,%s)", is.column, is.is), float64(tasks)),
	}
	for _, area := range areas {
		sum, n := b.s.sum(of, func(t staffTask) bool { return t.level == level.Name && t.area == area.Name })
		if n == 0 {
			sum = unknown
		}
		cells = append(cells, b.live(decimal(3, ""), b.sumFormula(b.taskCol("chosen"), is, criterion{b.taskCol("area"), quoted(orDash(area.Name))}), sum))
	}
	filled, ok := b.s.filled[level.Name]
	if !ok {
		filled = unknown
	}
	first := len(cells) + 1
	return append(cells,
		b.live(decimal(3, ""), b.sumOr("0", b.taskCol("chosen"), is), need), // no task of a level is no need of it
		b.entered(decimal(2, ""), filled),
		b.live(decimal(2, ""), fmt.Sprintf(`IF(COUNT(%[1]s,%[2]s)=2,%[1]s-%[2]s,"")`, cellName(first, row), cellName(first+1, row)), need-filled))
}

// skills are those of a task, as words.
func (b *staffBook) skills(t staffTask) []string {
	all := make([]string, len(t.skills))
	for i, code := range t.skills {
		all[i] = b.skill(code)
	}
	return all
}

func (b *staffBook) skill(code string) string {
	q := b.s.one.set.Question("t_qual")
	return q.Show(survey.Value{Kind: survey.KindCode, Text: code}, b.words.Lang())
}

// writeSkills writes how many tasks, and what staff, need a skill.
func (b *staffBook) writeSkills(s *formulaSheet) error {
	q := b.s.one.set.Question("t_qual")
	if q == nil || q.List == nil {
		return nil
	}
	s.section(b.term("skills_title"))
	s.note(b.term("skills_remark"), staffColumns)
	_, err := s.table(tableSkills, b.term("skills_title"), b.columns("skill", "tasks", "need"), len(q.List.Choices), func(i, row int) []any {
		return b.skillCells(q.List.Choices[i].Name, row)
	})
	return err
}

func (b *staffBook) skillCells(code string, row int) []any {
	need, tasks := b.s.sum(func(i int) float64 { return b.n.chosen[i] }, func(t staffTask) bool {
		for _, skill := range t.skills {
			if skill == code {
				return true
			}
		}
		return false
	})
	if tasks == 0 {
		need = unknown
	}
	is := criterion{b.taskCol("skills"), fmt.Sprintf(`"*"&$A%d&"*"`, row)}
	return []any{
		b.text(b.skill(code)), b.live(formatWhole, fmt.Sprintf("COUNTIFS(%s,%s)", is.column, is.is), float64(tasks)),
		b.live(decimal(3, ""), b.sumFormula(b.taskCol("chosen"), is), need),
	}
}

// writeDemand sets what the interviewed ask for against what is planned.
func (b *staffBook) writeDemand(s *formulaSheet) error {
	if b.s.interviews == 0 {
		return nil
	}
	s.section(b.term("demand_title"))
	s.note(b.term("demand_remark"), staffColumns)
	var areas []survey.Choice
	for _, area := range b.areas() {
		if _, asked := b.s.demand[area.Name]; asked {
			areas = append(areas, area)
		}
	}
	columns := b.columns("demand_label", "area", "interviews", "demand_open", "demand_days", "demand_fte", "need", "coverage")
	_, err := s.table(tableDemand, b.term("demand_title"), columns, len(areas), func(i, row int) []any { return b.demandCells(areas[i], row) })
	return err
}

func (b *staffBook) demandCells(area survey.Choice, row int) []any {
	d := b.s.demand[area.Name]
	asked := part(d.days*positive(b.p.minutes), b.p.year())
	need, tasks := b.s.sum(func(i int) float64 { return b.n.chosen[i] }, func(t staffTask) bool { return t.area == area.Name })
	if tasks == 0 {
		need = unknown
	}
	days, fte, supply := cellName(5, row), cellName(6, row), cellName(7, row)
	return []any{
		b.wrappedText(area.Label.In(b.words.Lang())), b.text(area.Name),
		excelize.Cell{StyleID: b.cell(formatWhole), Value: b.s.interviews}, excelize.Cell{StyleID: b.cell(formatWhole), Value: d.open},
		b.entered(formatWhole, d.days),
		b.live(decimal(3, ""), fmt.Sprintf(`IF(COUNT(%[1]s,%[2]s,%[3]s)=3,%[1]s*%[2]s/%[3]s,"")`, days, nameMinutes, nameYear), asked),
		b.live(decimal(3, ""), b.sumFormula(b.taskCol("chosen"), criterion{b.taskCol("area"), fmt.Sprintf("$B%d", row)}), need),
		b.live(formatShare, fmt.Sprintf(`IF(COUNT(%[1]s,%[2]s)=2,IF(%[1]s>0,%[2]s/%[1]s,""),"")`, fte, supply), part(need, asked)),
	}
}
