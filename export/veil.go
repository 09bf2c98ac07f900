package export

import (
	"slices"

	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/conceal"
)

// Told is a group of persons of an anonymous set about whom the evaluation shows
// figures, or hides them.
type Told struct {
	Set       *survey.Questionnaire
	Responses []string // ids
	Hidden    bool
	Small     bool // too few, or a figure rests on too few
}

// answerers say who gave which answer to questions of an anonymous set: to those of
// which something is said elsewhere too, so that rows of Häufigkeiten are groups
// that follow from others.
type answerers struct {
	number map[string]int                           // of the persons, by response
	rows   map[*survey.Question]map[[2]string][]int // persons by state and code
}

// follow has a set remember who gave which answer, where that is an anonymous one.
func (s *setScan) follow(e *Evaluation) {
	if !s.set.Anonymous && !s.grouped {
		return
	}
	s.limit = e.limit(s.grouped)
	s.answerers = &answerers{number: map[string]int{}, rows: map[*survey.Question]map[[2]string][]int{}}
	for q := range s.linked(e) {
		s.answerers.rows[q] = map[[2]string][]int{}
	}
}

// wholeOf is of whom the rows of a question count some.
func (s *setScan) wholeOf(q *survey.Question) whole {
	return whole{s.tallies[q].base(), s.tallies[q].asked(), s.limit}
}

// limit is how many persons a figure must rest on, or how many administrations
// one that is passed on by group.
func (e *Evaluation) limit(units bool) int {
	switch {
	case e == nil:
		return personsLimit
	case units:
		return max(personsLimit, e.Suppress.Persons, e.Suppress.Units)
	}
	return max(personsLimit, e.Suppress.Persons)
}

// linked are the questions by whose answers the evaluation groups persons, those
// that are asked depending on others, and those that they depend on.
func (s *setScan) linked(e *Evaluation) map[*survey.Question]bool {
	linked := map[*survey.Question]bool{}
	if e != nil {
		for q := range e.axes() {
			linked[q] = true
		}
	}
	for _, q := range s.set.Questions() {
		for _, other := range s.set.AskedBy(q) {
			linked[q], linked[other] = true, true
		}
	}
	for q := range linked {
		if s.tallies[q] == nil || q.Roster != nil || q.Type == survey.TypeRepeat {
			delete(linked, q)
		}
	}
	return linked
}

// axes are the questions by whose answers the evaluation groups.
func (e *Evaluation) axes() map[*survey.Question]bool {
	all := map[*survey.Question]bool{}
	put := func(axes ...survey.Axis) {
		for _, a := range axes {
			if a.Question != nil {
				all[a.Question] = true
				for _, row := range a.Question.Rows {
					all[row] = true
				}
			}
		}
	}
	for _, i := range e.all() {
		for _, by := range i.By {
			put(by...)
		}
	}
	for _, t := range e.Tables {
		for _, a := range []*survey.Axis{t.Table.Rows, t.Table.Columns} {
			if a != nil {
				put(*a)
			}
		}
	}
	return all
}

// take remembers what a person answered.
func (c *answerers) take(q *survey.Question, id string, state survey.State, a survey.Answer, v survey.Value) {
	if c == nil {
		return
	}
	n, known := c.number[id]
	if !known {
		n = len(c.number)
		c.number[id] = n
	}
	rows := c.rows[q]
	if rows == nil {
		return
	}
	for _, key := range countedIn(state, a, v) {
		rows[key] = append(rows[key], n)
	}
}

// countedIn are the rows of Häufigkeiten that an answer is counted in, as frequency
// names them.
func countedIn(state survey.State, a survey.Answer, v survey.Value) [][2]string {
	switch {
	case state == survey.StateMissing:
		return [][2]string{{"ausfall", a.Missing}}
	case state == survey.StateOpen:
		return [][2]string{{open, open}}
	case state == survey.StateNotAsked:
		return [][2]string{{notAsked, notAsked}}
	}
	var codes []string
	switch v.Kind {
	case survey.KindCode, survey.KindCodes:
		codes = v.Codes()
	case survey.KindRanking:
		codes = v.Codes()[:min(1, len(v.Codes()))]
	case survey.KindBoolean:
		codes = []string{booleanCode(v)}
	default:
		codes = []string{"angabe"}
	}
	var rows [][2]string
	for _, code := range codes {
		rows = append(rows, [2]string{"gueltig", code})
	}
	return rows
}

// veil decides which rows of Häufigkeiten are hidden of an anonymous set: what
// too few answered, and what that could be worked out from, together with what
// the evaluation shows of the same persons.
func (w *workbook) veil(one *setScan) {
	one.veiled = map[*survey.Question][]frequency{}
	v := newVeil(one, w.book.Evaluation)
	for _, q := range one.set.Questions() {
		if t := one.tallies[q]; t != nil {
			rows := w.rowsOfQuestion(one, q)
			switch {
			case one.wholeOf(q).few(t.answered):
			case one.grouped && !one.dependent(q), one.answerers.rows[q] == nil && t.notAsked == 0:
				publish(rows, one.grouped)
			}
			v.asElsewhere(q, rows)
			v.asDecided(q, rows)
			suppress(rows, one.wholeOf(q))
			one.veiled[q] = rows
		}
	}
	v.addRows()
	for v.hideMore() {
	}
	if v.hidden(v.everybody) {
		for _, rows := range one.veiled {
			for k := range rows {
				rows[k].bare = true
				rows[k].hidden = rows[k].hidden || rows[k].state == "kennwerte"
			}
		}
	}
}

// veil is the system of what is said about the persons of a set.
type veil struct {
	one       *setScan
	system    conceal.System
	everybody []int
	axes      map[*survey.Question]bool
	rows      map[*conceal.Group]veiledRow
}

// elsewhere is the family of what stands on other sheets.
const elsewhere = "elsewhere"

type veiledRow struct {
	question *survey.Question
	row      int
}

func newVeil(one *setScan, e *Evaluation) *veil {
	v := &veil{one: one, system: conceal.System{Limit: one.limit, Each: true}, axes: map[*survey.Question]bool{}, rows: map[*conceal.Group]veiledRow{}}
	if e != nil {
		v.axes = e.axes()
	}
	for n := range len(one.answerers.number) {
		v.everybody = append(v.everybody, n)
	}
	v.elsewhere(e)
	if len(v.everybody) > 0 && !v.hidden(v.everybody) {
		v.system.Groups = append(v.system.Groups, &conceal.Group{Family: "all", Members: v.everybody, Fixed: true})
	}
	return v
}

// asElsewhere keeps the rows shown of which the evaluation shows figures, and
// hides those of which it hides them. That it tells of the same persons says
// nothing where it does not group by the question: they may all have answered the
// same by chance, and that must not be told.
func (v *veil) asElsewhere(q *survey.Question, rows []frequency) {
	for k, f := range rows {
		members := v.members(q, f)
		for _, g := range v.system.Groups {
			if g.Family == elsewhere && len(members) > 0 && slices.Equal(g.Members, members) {
				rows[k].public, rows[k].hidden = v.axes[q] && !g.Hidden, g.Hidden
			}
		}
	}
}

// asDecided keeps shown how many were not asked a question, where that follows
// from what the evaluation shows of the answers that decide about it.
func (v *veil) asDecided(q *survey.Question, rows []frequency) {
	at := slices.IndexFunc(rows, func(f frequency) bool { return f.state == notAsked })
	by := v.one.set.DecidedBy(q)
	if at < 0 || v.one.veiled[by] == nil || rows[at].small(v.one.wholeOf(q)) || v.hidden(v.everybody) {
		return
	}
	without := v.members(q, rows[at])
	notAskedShown, askedShown := true, true
	for _, f := range v.one.veiled[by] {
		members := v.members(by, f)
		inside := 0
		for _, m := range members {
			if _, within := slices.BinarySearch(without, m); within {
				inside++
			}
		}
		switch {
		case inside > 0 && inside < len(members):
			return // it is not the answer alone that decides
		case inside > 0:
			notAskedShown = notAskedShown && f.public
		case len(members) > 0:
			askedShown = askedShown && f.public
		}
	}
	rows[at].public = notAskedShown || askedShown
}

// members are the persons whom a row of Häufigkeiten counts.
func (v *veil) members(q *survey.Question, f frequency) []int {
	return v.one.answerers.rows[q][[2]string{f.state, f.code}]
}

// addRows takes in the rows of Häufigkeiten.
func (v *veil) addRows() {
	one := v.one
	for _, q := range one.set.Questions() {
		for k, f := range one.veiled[q] {
			members := v.members(q, f)
			if len(members) == 0 {
				continue
			}
			g := &conceal.Group{Family: q.Name, Members: members, Small: f.small(one.wholeOf(q)), Hidden: f.hidden}
			v.system.Groups = append(v.system.Groups, g)
			v.rows[g] = veiledRow{q, k}
		}
	}
}

// elsewhere takes in what the evaluation shows and hides. Persons that are in no
// frequency are of no use here.
func (v *veil) elsewhere(e *Evaluation) {
	if e == nil {
		return
	}
	for _, told := range e.Told {
		if told.Set.ID != v.one.set.ID {
			continue
		}
		var members []int
		for _, id := range told.Responses {
			if n, ok := v.one.answerers.number[id]; ok {
				members = append(members, n)
			}
		}
		if len(members) == len(told.Responses) {
			slices.Sort(members)
			v.system.Groups = append(v.system.Groups, &conceal.Group{Family: elsewhere, Members: members, Small: told.Small, Fixed: true, Hidden: told.Hidden})
		}
	}
}

// hidden reports whether figures about exactly these are hidden elsewhere.
func (v *veil) hidden(members []int) bool {
	return slices.ContainsFunc(v.system.Groups, func(g *conceal.Group) bool { return g.Fixed && g.Hidden && slices.Equal(g.Members, members) })
}

// hideMore hides rows that others follow from, and then further rows of the same
// questions where those hidden could be told by the total. It reports whether
// there were any.
func (v *veil) hideMore() bool {
	v.system.Protect()
	more := map[*survey.Question]bool{}
	for g, at := range v.rows {
		if row := &v.one.veiled[at.question][at.row]; g.Hidden && !row.hidden {
			row.hidden = true
			more[at.question] = true
		}
	}
	for q := range more {
		rows := v.one.veiled[q]
		if slices.ContainsFunc(rows, frequency.hasFigures) {
			for k := range rows { // their mean would tell the last that is hidden
				rows[k].hidden = rows[k].hidden || rows[k].state != "kennwerte" && !rows[k].public
			}
		} else {
			widen(rows, v.one.limit)
		}
	}
	for g, at := range v.rows {
		g.Hidden = v.one.veiled[at.question][at.row].hidden
	}
	return len(more) > 0
}
