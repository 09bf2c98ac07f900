package export

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"
)

// The tables of Personalbedarf, and the names of its parameters. They are the
// same in every language.
const (
	tableTasks  = "tblPersonalbedarf"
	tableStages = "tblPersonalbedarfStufe"
	tableAreas  = "tblPersonalbedarfBereich"
	tableLevels = "tblPersonalbedarfEbene"
	tableSkills = "tblPersonalbedarfKompetenz"
	tableDemand = "tblPersonalbedarfNachfrage"

	nameWorkdays = "pb_arbeitstage"
	nameAbsences = "pb_ausfalltage"
	nameMinutes  = "pb_sollminuten"
	nameYear     = "pb_jaz"
	nameRest     = "pb_erholung"
	nameSpread   = "pb_verteilzeit"
	nameStep     = "pb_rundung"
	nameSpan     = "pb_spanne"
	nameShare    = "pb_quote_" // and the stage
	nameChosen   = "pb_stufe"
)

// staffBook writes the sheets about staff.
type staffBook struct {
	*workbook
	s *staffing
	p staffParameters
	n *staffNeed

	areaBlock formulaBlock
}

func (b *staffBook) term(key string, args ...any) string {
	return b.words.T("personalbedarf."+key, args...)
}

// either is the word for a code of the question set, or the code where a later
// version has one that this program does not know.
func (b *staffBook) either(prefix, code string) string {
	if code != "" && b.words.Has("personalbedarf."+prefix+code) {
		return b.term(prefix + code)
	}
	return code
}

func (b *staffBook) stage(i int) string { return b.term("stage_" + stageCodes[i]) }

// The columns of the tasks, by name: in formulas, and in the header.

func (b *staffBook) cases(stage int) string { return b.term("task_cases", b.stage(stage)) }

func (b *staffBook) fte(stage, bound int) string {
	return b.term([]string{"task_fte_low", "task_fte", "task_fte_high"}[bound], b.stage(stage))
}

var minutesKeys = [bounds]string{"task_minutes_low", "task_minutes", "task_minutes_high"}

func (b *staffBook) taskColumns() []column {
	var all []column
	add := func(name string, width float64) { all = append(all, column{name: name, label: name, width: width}) }
	for _, c := range []struct {
		key   string
		width float64
	}{
		{"number", 9}, {"area", 9}, {"title", 54}, {"kind", 15}, {"per", 16}, {"each", 11}, {"of", 10}, {"min", 13}, {"usual", 11}, {"max", 13}, {"travel", 10}, {"flat", 10},
		{"mean", 12}, {"minutes_low", 15}, {"minutes", 16}, {"minutes_high", 15},
	} {
		add(b.term("task_"+c.key), c.width)
	}
	for stage := range stages {
		add(b.cases(stage), 12)
	}
	for stage := range stages {
		for bound := range bounds {
			add(b.fte(stage, bound), 12)
		}
	}
	add(b.term("task_chosen"), 14)
	add(b.term("task_level"), 9)
	add(b.term("task_source"), 30)
	add(b.term("task_skills"), 34)
	add(b.term("task_gaps"), 40)
	return all
}

// taskRef names the cell of a column in the row of the formula, and taskCol the
// whole column.
func (b *staffBook) taskRef(key string) string { return thisRow(tableTasks, b.term("task_"+key)) }
func (b *staffBook) taskCol(key string) string { return tableTasks + "[" + b.term("task_"+key) + "]" }

func (b *staffBook) fteCol(stage, bound int) string {
	return tableTasks + "[" + b.fte(stage, bound) + "]"
}

// kindWord is a way of measuring as it stands in formulas.
func (b *staffBook) kindWord(code string) string { return quoted(b.term("kind_" + code)) }

// writeTasks writes the sheet with a row for each task.
func (b *staffBook) writeTasks() error {
	columns := b.taskColumns()
	s := &formulaSheet{workbook: b.workbook, sheet: sheetStaffingTasks, kind: analysis, frozen: [2]int{3, 4}}
	for _, c := range columns {
		s.widths = append(s.widths, titleWidth(c.name, c.width))
	}
	s.section(b.term("tasks_title"))
	s.note(b.term("tasks_remark"), 12)
	s.row(6)
	if _, err := s.table(tableTasks, b.term("tasks_title"), columns, len(b.s.tasks), func(i, _ int) []any { return b.taskCells(i) }); err != nil {
		return err
	}
	return s.write(layout{pages: 2, titleRows: 4, titleCols: 3})
}

func (b *staffBook) taskCells(i int) []any {
	t := b.s.tasks[i]
	cells := []any{
		b.text(t.number), b.text(orDash(t.area)), b.wrappedText(t.title), b.text(b.either("kind_", t.kind)), b.text(b.either("per_", t.per)),
		b.entered(decimal(2, ""), t.each), b.entered(formatWhole, t.of),
		b.entered(formatWhole, t.minutes[low]), b.entered(formatWhole, t.minutes[likely]), b.entered(formatWhole, t.minutes[high]), b.entered(formatWhole, t.travel),
		b.entered(decimal(2, ""), t.flat),
		b.live(decimal(1, ""), b.meanFormula(), b.n.mean[i]),
	}
	for bound := range bounds {
		cells = append(cells, b.live(decimal(1, ""), b.minutesFormula(bound), b.n.minutes[i][bound]))
	}
	for stage := range stages {
		cells = append(cells, b.live(decimal(1, ""), b.casesFormula(stage), b.n.cases[i][stage]))
	}
	for stage := range stages {
		for bound := range bounds {
			cells = append(cells, b.live(decimal(3, ""), b.fteFormula(stage, bound), b.n.fte[i][stage][bound]))
		}
	}
	return append(cells, b.live(decimal(3, ""), b.chosenFormula(), b.n.chosen[i]), b.text(b.levelWord(t.level)), b.wrappedText(t.source),
		b.wrappedText(strings.Join(b.skills(t), "; ")), excelize.Cell{StyleID: b.wrapped(), Formula: b.gapsFormula(), Value: b.gaps(i)})
}

func orDash(code string) string {
	if code == "" {
		return "–"
	}
	return code
}

func (b *staffBook) levelWord(code string) string { return orDash(b.either("level_", code)) }

// meanFormula is that of KZ29 without surcharges.
func (b *staffBook) meanFormula() string {
	least, usual, most := b.taskRef("min"), b.taskRef("usual"), b.taskRef("max")
	return fmt.Sprintf(`IF(COUNT(%[1]s,%[2]s,%[3]s)=3,(%[1]s+4*%[2]s+%[3]s)/6,"")`, least, usual, most)
}

func (b *staffBook) minutesFormula(bound int) string {
	of := b.taskRef([]string{"min", "mean", "max"}[bound])
	return fmt.Sprintf(`IF(COUNT(%[1]s,%[2]s,%[3]s,%[4]s)=4,%[1]s*(1+%[3]s+%[4]s)+%[2]s,"")`, of, b.taskRef("travel"), nameRest, nameSpread)
}

// casesFormula: a case that is counted directly has no quantity, and only cases
// for each administration depend on how many of them are served.
func (b *staffBook) casesFormula(stage int) string {
	kind, per, each, of, share := b.taskRef("kind"), b.taskRef("per"), b.taskRef("each"), b.taskRef("of"), nameShare+stageCodes[stage]
	direct, authority := quoted(b.term("per_"+perCase)), quoted(b.term("per_"+perAuthority))
	return fmt.Sprintf(`IF(AND(%[1]s=%[2]s,%[3]s<>"",ISNUMBER(%[4]s),OR(%[3]s=%[7]s,ISNUMBER(%[5]s)),OR(%[3]s<>%[8]s,ISNUMBER(%[6]s))),`+
		`%[4]s*IF(%[3]s=%[7]s,1,%[5]s)*IF(%[3]s=%[8]s,%[6]s,1),"")`, kind, b.kindWord(kindCases), per, each, of, share, direct, authority)
}

// fteFormula is KZ30, and KZ31 for the bounds. The managers come from the other
// sheet: they follow from all tasks together.
func (b *staffBook) fteFormula(stage, bound int) string {
	kind, cases, minutes := b.taskRef("kind"), thisRow(tableTasks, b.cases(stage)), b.taskRef(strings.TrimPrefix(minutesKeys[bound], "task_"))
	lead := fmt.Sprintf(`INDEX(%s[%s],MATCH(%s,%s[%s],0))`, tableStages, b.leadColumn(bound), quoted(b.stage(stage)), tableStages, b.term("stage_name"))
	return fmt.Sprintf(`IF(%[1]s=%[2]s,IF(COUNT(%[3]s,%[4]s,%[5]s)=3,%[3]s*%[4]s/%[5]s,""),`+
		`IF(%[1]s=%[6]s,IF(ISNUMBER(%[7]s),%[7]s/COUNTIF(%[8]s,%[6]s),""),IF(AND(%[1]s<>"",ISNUMBER(%[9]s)),%[9]s,"")))`,
		kind, b.kindWord(kindCases), cases, minutes, nameYear, b.kindWord(kindLead), lead, b.taskCol("kind"), b.taskRef("flat"))
}

func (b *staffBook) chosenFormula() string {
	f := `""`
	for stage := stages - 1; stage >= 0; stage-- {
		f = fmt.Sprintf("IF(%s=%s,%s,%s)", nameChosen, quoted(b.stage(stage)), thisRow(tableTasks, b.fte(stage, likely)), f)
	}
	return f
}

// gap is something that a task's need cannot be determined without: when it is
// missing, as a formula and as it stands now.
type gap struct {
	key     string
	formula string
	now     bool
}

// gapsFormula says what is missing, in words.
func (b *staffBook) gapsFormula() string {
	say := func(kind string) string {
		parts := ""
		for _, g := range b.gapsOf(staffTask{kind: kind}, [stages]float64{}) {
			parts += fmt.Sprintf(`&IF(%s,%s,"")`, g.formula, quoted(b.term("gap_"+g.key)+" "))
		}
		return "TRIM(" + strings.TrimPrefix(parts, "&") + ")"
	}
	kind := b.taskRef("kind")
	return fmt.Sprintf(`IF(%[1]s="",%[2]s,IF(%[1]s=%[3]s,%[4]s,IF(%[1]s=%[5]s,%[6]s,%[7]s)))`,
		kind, quoted(b.term("gap_kind")), b.kindWord(kindCases), say(kindCases), b.kindWord(kindLead), say(kindLead), say(kindFlat))
}

func (b *staffBook) gaps(i int) string {
	t := b.s.tasks[i]
	if t.kind == "" {
		return b.term("gap_kind")
	}
	var parts []string
	for _, g := range b.gapsOf(t, b.n.ftes(i)) {
		if g.now {
			parts = append(parts, b.term("gap_"+g.key))
		}
	}
	return strings.Join(parts, " ")
}

func (b *staffBook) gapsOf(t staffTask, fte [stages]float64) []gap {
	missing := func(refs ...string) string { return fmt.Sprintf("COUNT(%s)<%d", strings.Join(refs, ","), len(refs)) }
	per := b.taskRef("per")
	shares := make([]string, stages)
	for i, stage := range stageCodes {
		shares[i] = nameShare + stage
	}
	switch t.kind {
	case kindCases:
		return []gap{
			{"per", per + `=""`, t.per == ""},
			{"each", missing(b.taskRef("each")), !isKnown(t.each)},
			{"of", fmt.Sprintf(`AND(%s<>"",%s<>%s,%s)`, per, per, quoted(b.term("per_"+perCase)), missing(b.taskRef("of"))), t.per != "" && t.per != perCase && !isKnown(t.of)},
			{"minutes", missing(b.taskRef("min"), b.taskRef("usual"), b.taskRef("max")), !allKnown(t.minutes[:])},
			{"travel", missing(b.taskRef("travel")), !isKnown(t.travel)},
			{"share", fmt.Sprintf(`AND(%s=%s,%s)`, per, quoted(b.term("per_"+perAuthority)), missing(shares...)), t.per == perAuthority && !allKnown(b.s.shares[:])},
		}
	case kindLead:
		refs := make([]string, stages)
		for stage := range stages {
			refs[stage] = thisRow(tableTasks, b.fte(stage, likely))
		}
		return []gap{{"lead", missing(refs...), !allKnown(fte[:])}}
	}
	return []gap{{"flat", missing(b.taskRef("flat")), !isKnown(t.flat)}}
}

func allKnown(numbers []float64) bool {
	for _, v := range numbers {
		if !isKnown(v) {
			return false
		}
	}
	return true
}
