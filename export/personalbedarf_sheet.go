package export

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"bestand.example/itbestand/survey"
)

// staffColumns is how many columns the sheet has; the widest table fills them.
const staffColumns = 14

// writeSheet writes what the tasks come to: parameters, stages, areas, levels,
// skills, and what the interviewed ask for.
func (b *staffBook) writeSheet() error {
	s := &formulaSheet{workbook: b.workbook, sheet: sheetStaffing, kind: analysis, frozen: [2]int{1, 2}}
	s.widths = append(s.widths, 50)
	for len(s.widths) < staffColumns {
		s.widths = append(s.widths, 11.5)
	}
	s.row(24, excelize.Cell{StyleID: b.heading(14), Value: b.term("title")})
	s.row(14, excelize.Cell{StyleID: b.remark(), Value: b.whose()})
	if err := inOrder(
		func() error { return b.writeParameters(s) },
		func() error { return b.writeStages(s) },
		func() error { return b.writeAreas(s) },
		func() error { return b.writeLevels(s) },
		func() error { return b.writeSkills(s) },
		func() error { return b.writeDemand(s) },
		// At the end, where no page breaks in it.
		func() error {
			if b.anyPosts() {
				b.chart(s, b.areaBlock, len(b.areas()))
			}
			return nil
		},
	); err != nil {
		return err
	}
	return s.write(layout{})
}

// whose says which response the tasks come from.
func (b *staffBook) whose() string {
	r := b.s.response
	parts := []string{b.term("whose", survey.CleanLine(b.s.one.set.Title.In(b.words.Lang())), r.Revision)}
	if unit := r.about(); unit != survey.Project() && unit.Name != "" {
		parts = append(parts, survey.CleanLine(unit.Name))
	}
	if r.Digest != "" {
		parts = append(parts, survey.ShortDigest(r.Digest))
	}
	if b.s.more > 0 {
		parts = append(parts, b.term("more", b.s.more))
	}
	return strings.Join(parts, " · ")
}

// columns makes columns of this sheet, whose widths the sheet sets.
func (b *staffBook) columns(keys ...string) []column {
	all := make([]column, len(keys))
	for i, key := range keys {
		all[i] = column{name: b.term(key), label: b.term(key)}
	}
	return all
}

var (
	fteKeys   = [bounds]string{"fte_low", "fte", "fte_high"}
	postsKeys = [bounds]string{"posts_low", "posts", "posts_high"}
	leadKeys  = [bounds]string{"lead_low", "lead", "lead_high"}
)

func (b *staffBook) leadColumn(bound int) string { return b.term(leadKeys[bound]) }

func (b *staffBook) writeStages(s *formulaSheet) error {
	s.section(b.term("stages_title"))
	s.note(b.term("stages_remark"), staffColumns)
	columns := b.columns("stage_name", "stage_year", "stage_share", "tasks", fteKeys[low], fteKeys[likely], fteKeys[high],
		postsKeys[low], postsKeys[likely], postsKeys[high], leadKeys[low], leadKeys[likely], leadKeys[high], "undetermined")
	_, err := s.table(tableStages, b.term("stages_title"), columns, stages, func(i, _ int) []any { return b.stageCells(i) })
	return err
}

func (b *staffBook) stageCells(stage int) []any {
	all := func(staffTask) bool { return true }
	cells := []any{
		b.text(b.stage(stage)), b.entered(formatDigits, b.s.years[stage]), b.live("0%", orEmpty(nameShare+stageCodes[stage]), b.s.shares[stage]),
		b.live(formatWhole, "ROWS("+b.taskCol("number")+")", float64(len(b.s.tasks))),
	}
	var posts []any
	for bound := range bounds {
		sum, _ := b.s.sum(b.n.of(stage, bound), all)
		column := b.fteCol(stage, bound)
		cells = append(cells, b.live(decimal(2, ""), fmt.Sprintf(`IF(COUNT(%[1]s)=ROWS(%[1]s),SUM(%[1]s),"")`, column), sum))
		rounded := 0.0
		for _, area := range b.areas() {
			if need, tasks := b.need(stage, bound, area); tasks > 0 {
				rounded += b.round(need)
			}
		}
		posts = append(posts, b.live(decimal(1, ""), b.postsFormula(stage, bound), rounded))
	}
	cells = append(cells, posts...)
	for bound := range bounds {
		cells = append(cells, b.live(formatWhole, b.leadFormula(stage, bound), b.n.lead[stage][bound]))
	}
	open := 0
	for i := range b.s.tasks {
		if !allKnown(b.n.fte[i][stage][:]) {
			open++
		}
	}
	undetermined := "ROWS(" + b.taskCol("number") + ")"
	return append(cells, b.live(formatWhole, fmt.Sprintf(`%s-SUMPRODUCT(ISNUMBER(%s)*ISNUMBER(%s)*ISNUMBER(%s))`, undetermined,
		b.fteCol(stage, low), b.fteCol(stage, likely), b.fteCol(stage, high)), float64(open)))
}

// postsFormula adds up the areas' posts. They must hold all tasks between them.
func (b *staffBook) postsFormula(stage, bound int) string {
	of := func(key string) string { return tableAreas + "[" + b.term(key) + "]" }
	return fmt.Sprintf(`IF(AND(COUNT(%[1]s)=ROWS(%[1]s),SUMIFS(%[2]s,%[3]s,%[4]s)=ROWS(%[1]s)),SUMIFS(%[5]s,%[3]s,%[4]s),"")`,
		b.fteCol(stage, bound), of("tasks"), of("stage_name"), quoted(b.stage(stage)), of(postsKeys[bound]))
}

// leadFormula is the number of managers. It adds up cases and minutes and not
// the VZÄ of the tasks, because theirs depend on it.
func (b *staffBook) leadFormula(stage, bound int) string {
	kind, flat, number := b.taskCol("kind"), b.taskCol("flat"), b.taskCol("number")
	cases, minutes := tableTasks+"["+b.cases(stage)+"]", b.taskCol(strings.TrimPrefix(minutesKeys[bound], "task_"))
	over := func(function string) string { // tasks with a share of posts
		parts := make([]string, 2)
		for i, code := range []string{kindFlat, kindProject} {
			switch parts[i] = fmt.Sprintf("COUNTIFS(%s,%s,%s,\">=0\")", kind, b.kindWord(code), flat); function {
			case "SUMIFS":
				parts[i] = fmt.Sprintf("SUMIFS(%s,%s,%s)", flat, kind, b.kindWord(code))
			}
		}
		return strings.Join(parts, "+")
	}
	return fmt.Sprintf(`IF(AND(COUNTIF(%[1]s,%[2]s)>0,COUNT(%[3]s)=1,SUMPRODUCT(ISNUMBER(%[4]s)*ISNUMBER(%[5]s))*COUNT(%[6]s)+%[7]s=ROWS(%[8]s)-COUNTIF(%[1]s,%[2]s)),`+
		`IF(%[3]s>0,ROUNDUP(ROUND((IF(COUNT(%[6]s)=1,SUMPRODUCT(%[4]s,%[5]s)/%[6]s,0)+%[9]s)/%[3]s,9),0),""),"")`,
		kind, b.kindWord(kindLead), nameSpan, cases, minutes, nameYear, over("COUNTIFS"), number, over("SUMIFS"))
}

// areas are those of the question set, and one for tasks without.
func (b *staffBook) areas() []survey.Choice {
	return b.offered("t_bereich", func(t staffTask) string { return t.area })
}

// offered are the choices of a question, and one without a code where a task
// names none.
func (b *staffBook) offered(question string, of func(staffTask) string) []survey.Choice {
	var all []survey.Choice
	if q := b.s.one.set.Question(question); q != nil && q.List != nil {
		all = append(all, q.List.Choices...)
	}
	for _, t := range b.s.tasks {
		if of(t) == "" {
			return append(all, survey.Choice{Label: survey.Text{"de": b.term("without"), "en": b.term("without")}})
		}
	}
	return all
}

// need is what an area comes to.
func (b *staffBook) need(stage, bound int, area survey.Choice) (float64, int) {
	return b.s.sum(b.n.of(stage, bound), func(t staffTask) bool { return t.area == area.Name })
}

// anyPosts reports whether the posts of some area are known: otherwise a chart
// of them would be empty.
func (b *staffBook) anyPosts() bool {
	for _, area := range b.areas() {
		for stage := range stages {
			if need, tasks := b.need(stage, likely, area); tasks > 0 && isKnown(need) {
				return true
			}
		}
	}
	return false
}

func (b *staffBook) round(v float64) float64 {
	step := positive(b.p.step)
	return stepsIn(v, step) * step
}

func (b *staffBook) writeAreas(s *formulaSheet) error {
	areas := b.areas()
	s.section(b.term("areas_title"))
	s.note(b.term("areas_remark"), staffColumns)
	columns := b.columns("area_label", "area", "stage_name", "tasks", fteKeys[low], fteKeys[likely], fteKeys[high],
		postsKeys[low], postsKeys[likely], postsKeys[high], "temporary", "undetermined")
	t, err := s.table(tableAreas, b.term("areas_title"), columns, stages*len(areas), func(i, row int) []any { return b.areaCells(areas[i/stages], i%stages, row) })
	b.areaBlock = t
	return err
}

func (b *staffBook) areaCells(area survey.Choice, stage, row int) []any {
	_, tasks := b.need(stage, likely, area)
	code := fmt.Sprintf("$B%d", row)
	cells := []any{
		b.wrappedText(area.Label.In(b.words.Lang())), b.text(orDash(area.Name)), b.text(b.stage(stage)),
		b.live(formatWhole, fmt.Sprintf("COUNTIFS(%s,%s)", b.taskCol("area"), code), float64(tasks)),
	}
	var posts []any
	for bound := range bounds {
		need, tasks := b.need(stage, bound, area)
		if tasks == 0 {
			need = unknown // an area without tasks says nothing
		}
		cells = append(cells, b.live(decimal(3, ""), b.sumFormula(b.fteCol(stage, bound), criterion{b.taskCol("area"), code}), need))
		at := cellName(5+bound, row)
		posts = append(posts, b.live(decimal(1, ""), fmt.Sprintf(`IF(COUNT(%[1]s,%[2]s)=2,IF(%[2]s>0,ROUNDUP(ROUND(%[1]s/%[2]s,9),0)*%[2]s,""),"")`, at, nameStep), b.round(need)))
	}
	cells = append(cells, posts...)
	temporary, n := b.s.sum(b.n.of(stage, likely), func(t staffTask) bool { return t.area == area.Name && t.kind == kindProject })
	if n == 0 {
		temporary = unknown
	}
	open := 0
	for i, t := range b.s.tasks {
		if t.area == area.Name && !isKnown(b.n.fte[i][stage][likely]) {
			open++
		}
	}
	return append(cells,
		b.live(decimal(3, ""), b.sumFormula(b.fteCol(stage, likely), criterion{b.taskCol("area"), code}, criterion{b.taskCol("kind"), b.kindWord(kindProject)}), temporary),
		b.live(formatWhole, fmt.Sprintf(`D%d-COUNTIFS(%s,%s,%s,">=0")`, row, b.taskCol("area"), code, b.fteCol(stage, likely)), float64(open)))
}

// criterion is a column and what it must be.
type criterion struct{ column, is string }

// sumFormula adds up a column over the tasks that fulfil the criteria. It is
// empty where there are none, or where one of them has no number.
func (b *staffBook) sumFormula(column string, all ...criterion) string {
	return b.sumOr(`""`, column, all...)
}

func (b *staffBook) sumOr(none, column string, all ...criterion) string {
	var list []string
	for _, c := range all {
		list = append(list, c.column, c.is)
	}
	where := strings.Join(list, ",")
	return fmt.Sprintf(`IF(COUNTIFS(%[1]s)=0,%[3]s,IF(COUNTIFS(%[1]s,%[2]s,">=0")=COUNTIFS(%[1]s),SUMIFS(%[2]s,%[1]s),""))`, where, column, none)
}

// orEmpty is a formula for what another cell holds, which is empty where that is.
func orEmpty(name string) string { return fmt.Sprintf(`IF(ISNUMBER(%[1]s),%[1]s,"")`, name) }
