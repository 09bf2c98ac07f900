package evaluate

import (
	"maps"
	"slices"
	"strings"

	"bestand.example/itbestand/survey"
)

// A table from sensitive answers is passed on where it only counts: how many
// administrations gave an answer, or of which share of them something is true.
// Who they are is known, and of which Kreis, type and size; what must not follow
// is what they answered.

// tabled is a table from sensitive answers with what it counts.
type tabled struct {
	*Table
	set       *survey.Questionnaire
	questions map[*survey.Question]bool // sensitive ones
	grouped   bool                      // by sensitive answers
	items     []item
}

// openTables decides which tables from sensitive answers are passed on, and which
// of their cells, and numbers of rules, are hidden.
func (c *computation) openTables(limit int) {
	var all []*tabled
	for k, t := range c.result.Tables {
		if !sensitiveTable(t.Table) || t.Tier == TierDistricts {
			continue
		}
		// Like Kennzahlen and Häufigkeiten it counts municipal units alone: of what is
		// about all of a Kreis, the answer of its Landkreis would often follow.
		municipal := c.table(t.Table, TierMunicipal)
		if p := c.passable(municipal); p != nil {
			all = append(all, p)
			c.result.Tables[k] = municipal
		}
	}
	rules := c.countable()
	for _, l := range c.ledgers(all, rules, limit) {
		l.protect()
	}
	for _, r := range rules {
		c.result.Passed = append(c.result.Passed, r.PassedRule)
	}
}

// passable is a table from sensitive answers, if it is one that can be passed on;
// otherwise nil. Lists tell of single administrations; rows and responses may be
// several of one; and a filter that reads what is sensitive makes the number of
// all secret.
func (c *computation) passable(t *Table) *tabled {
	counts := t.Table.Kind == survey.TableCrosstab || t.Table.Kind == survey.TableRanking
	if !counts || c.tells(t.Table.Filter) || len(t.Cells) == 0 {
		return nil
	}
	p := &tabled{Table: t, questions: map[*survey.Question]bool{}}
	for _, axis := range []*survey.Axis{t.Table.Rows, t.Table.Columns} {
		if axis != nil && c.secret(*axis) && !p.read(survey.Source{Set: axis.Set, Question: axis.Question}) {
			return nil
		}
	}
	p.grouped = len(p.questions) > 0
	if !p.figures(c) {
		return nil
	}
	for q := range p.questions {
		if c.result.Closed[q] || c.figuredOtherwise(q) {
			return nil
		}
	}
	if t.Table.Kind == survey.TableRanking && p.ordered(c) {
		if t.Table.Top > 0 {
			return nil
		}
		t.byLabel()
	}
	p.items = c.picked(t.Table, c.besides(t.Tier))
	return p
}

// sensitiveTable reports whether a table is one of administrations from what they
// answered to sensitive questions, and nothing personal.
func sensitiveTable(t *survey.Table) bool {
	return t.Sensitive && !t.Personal && !t.Anonymous && t.Set() == nil && t.Roster() == nil
}

// read notes a sensitive question that a table reads, and reports whether the
// table may.
func (p *tabled) read(s survey.Source) bool {
	if s.Set.Many || !counted(s.Question) || p.set != nil && p.set != s.Set {
		return false
	}
	p.set = s.Set
	p.questions[s.Question] = true
	return true
}

// counted reports whether it is counted how often each answer to a question was
// given.
func counted(q *survey.Question) bool {
	kind := q.ValueKind()
	return q.Roster == nil && q.Calculation == nil && (kind == survey.KindBoolean || (kind == survey.KindCode || kind == survey.KindCodes) && q.Type.Choice())
}

func (p *tabled) list() []*survey.Question { return slices.Collect(maps.Keys(p.questions)) }

// figures decides which figures of a table are passed on: where it groups by
// sensitive answers, how many there are in each group; otherwise what tells
// nothing, and shares of administrations of which something is true that hangs on
// sensitive answers alone. It reports whether anything sensitive is left.
func (p *tabled) figures(c *computation) bool {
	values := p.Table.Table.Values
	p.Figures = make([]bool, len(values))
	some := p.grouped
	for k, v := range values {
		switch {
		case plainCount(v):
			p.Figures[k] = true
		case p.Table.Table.Kind == survey.TableCrosstab:
			return false
		case !c.tells(v.Value):
			p.Figures[k] = !p.grouped
		case !p.grouped && isShare(v) && p.readsOnly(c, v.Value):
			p.Figures[k], some = true, true
		}
	}
	return some
}

// plainCount reports whether a figure is how many units there are.
func plainCount(v survey.TableColumn) bool {
	return squeezed(v) == "len("+survey.UnitsName+")"
}

func isShare(v survey.TableColumn) bool {
	share := strings.TrimPrefix(squeezed(v), "100*")
	return v.Base != nil && strings.HasPrefix(share, "share(map("+survey.UnitsName+",") && strings.Count(share, "share(") == 1
}

func squeezed(v survey.TableColumn) string { return strings.ReplaceAll(v.Value.Source, " ", "") }

// readsOnly notes the questions that a share reads, and reports whether they are
// all sensitive: of other ones everybody may know the answer of each
// administration, and so more than the share says.
func (p *tabled) readsOnly(c *computation, x *survey.Expression) bool {
	questions, indicators := c.Sources(x)
	if len(indicators) > 0 || len(questions) == 0 || x.Unit {
		return false
	}
	for _, s := range questions {
		if !c.withheld(s.Set)[s.Question] || !p.read(s) {
			return false
		}
	}
	return true
}

// ordered reports whether the order of the rows of a ranking would tell something
// sensitive.
func (p *tabled) ordered(c *computation) bool {
	values := p.Table.Table.Values
	return c.secret(*p.Table.Table.Rows) || len(values) > 0 && c.tells(values[0].Value)
}

// byLabel puts the rows of a ranking in the order of their labels.
func (t *Table) byLabel() {
	places := make([]int, len(t.Rows))
	for i := range places {
		places[i] = i
	}
	slices.SortStableFunc(places, func(a, b int) int { return compareLabels(t.Rows[a:a+1], t.Rows[b:b+1]) })
	rows, cells := slices.Clone(t.Rows), slices.Clone(t.Cells)
	for to, from := range places {
		t.Rows[to], t.Cells[to] = rows[from], cells[from]
	}
}

// withheld are the questions of a set whose answers are not passed on.
func (c *computation) withheld(set *survey.Questionnaire) map[*survey.Question]bool {
	if c.withholds[set] == nil {
		if c.withholds == nil {
			c.withholds = map[*survey.Questionnaire]map[*survey.Question]bool{}
		}
		c.withholds[set] = set.WithheldQuestions()
	}
	return c.withholds[set]
}

// secret reports whether it is not passed on which place somebody has on an axis.
func (c *computation) secret(a survey.Axis) bool {
	return a.Question != nil && c.withheld(a.Set)[a.Question]
}

// tells reports whether a formula reads what is not passed on.
func (c *computation) tells(x *survey.Expression) bool {
	questions, indicators := c.Sources(x)
	for _, s := range questions {
		if c.withheld(s.Set)[s.Question] {
			return true
		}
	}
	return slices.ContainsFunc(indicators, func(i *survey.Indicator) bool { return i.Sensitive || i.Personal })
}

// figuredOtherwise reports whether a figure is shown that comes from a sensitive
// question and of which it is not known here what it is a sum of.
func (c *computation) figuredOtherwise(q *survey.Question) bool {
	for _, s := range c.result.Summaries {
		if guarded(s.Indicator) && !summed(s.Indicator) && !s.Hidden && c.comesFrom(s.Indicator)[q] {
			return true
		}
	}
	for _, i := range c.Indicators {
		if guarded(i) && i.Scope == survey.ScopeGroup && c.readsItself(i)[q] && slices.ContainsFunc(c.result.byName[i.Name], func(v *Value) bool { return !v.Hidden }) {
			return true
		}
	}
	return false
}

// comesFrom are the questions that a figure comes from, also by way of others.
func (c *computation) comesFrom(i *survey.Indicator) map[*survey.Question]bool {
	if c.origins == nil {
		c.origins = map[*survey.Indicator]map[*survey.Question]bool{}
	}
	if c.origins[i] == nil {
		c.origins[i] = map[*survey.Question]bool{}
		c.note(i, c.origins[i], map[*survey.Indicator]bool{})
	}
	return c.origins[i]
}

// readsItself are the questions that a figure of groups reads itself, or by way of
// others of groups.
func (c *computation) readsItself(i *survey.Indicator) map[*survey.Question]bool {
	all, seen := map[*survey.Question]bool{}, map[*survey.Indicator]bool{}
	for _, other := range c.ReadBy(i) {
		seen[other] = other.Scope != survey.ScopeGroup
	}
	c.note(i, all, seen)
	return all
}

// tabledQuestions are the sensitive questions by which a table, or the number of a
// rule, may be passed on, and those that are asked depending on them, or on which they depend: what is
// said of one says something of the others.
func (c *computation) tabledQuestions() map[*survey.Question]bool {
	all := map[*survey.Question]bool{}
	for _, t := range c.Tables {
		if !sensitiveTable(t) {
			continue
		}
		for _, a := range []*survey.Axis{t.Rows, t.Columns} {
			if a != nil && c.secret(*a) {
				all[a.Question] = true
			}
		}
		for _, v := range t.Values {
			questions, _ := c.Sources(v.Value)
			for _, s := range questions {
				if c.withheld(s.Set)[s.Question] {
					all[s.Question] = true
				}
			}
		}
	}
	for _, m := range c.Measures {
		questions, _ := c.Sources(m.When)
		for _, s := range questions {
			if m.Sensitive && c.withheld(s.Set)[s.Question] {
				all[s.Question] = true
			}
		}
	}
	for _, set := range c.Sets() {
		c.relatives(set, all)
	}
	return all
}

// relatives adds the sensitive questions of a set that are asked depending on some,
// or on which those depend.
func (c *computation) relatives(set *survey.Questionnaire, of map[*survey.Question]bool) {
	for more := true; more; {
		more = false
		for _, q := range set.Questions() {
			for _, other := range set.AskedBy(q) {
				if q.Roster == nil && other.Roster == nil && c.withheld(set)[q] && c.withheld(set)[other] && of[q] != of[other] {
					of[q], of[other], more = true, true, true
				}
			}
		}
	}
}
