package evaluate

import (
	"cmp"
	"slices"
	"strings"

	"bestand.example/itbestand/survey"
)

// Answer is an answer that a result comes from.
type Answer struct {
	Unit     string
	Response string
	Set      string // short name
	Question string
	Row      int // id of the row; 0 outside of rosters
	State    survey.State
	Missing  string
	Value    survey.Value

	From *survey.Questionnaire
	Of   *survey.Assessment // of its response: it names rows and units in words
}

// trace says where a result comes from; the answers are looked up when they
// are asked for.
type trace struct {
	c         *computation
	indicator *survey.Indicator
	formulas  []*survey.Expression // of a measure
	place     place
	by        survey.Grouping // of a group or a split: what put its items there
}

// Answers lists the answers that the value comes from, those of the indicators
// that it reads included, each once.
func (v *Value) Answers() []Answer { return v.trace.answers() }

// Answers lists the answers that triggered the measure.
func (h *Hit) Answers() []Answer { return h.trace.answers() }

// Of is the assessment of the response whose row the measure is about; nil
// where it is about no row.
func (h *Hit) Of() *survey.Assessment {
	if h.Row == 0 {
		return nil
	}
	return h.trace.place.response.ev
}

// Ref says which measure this is, in a wave, for what people note about it.
func (h *Hit) Ref(evaluation, wave string) survey.MeasureRef {
	codes := make([]string, len(h.Group))
	for i, l := range h.Group {
		codes[i] = l.Code
	}
	r := survey.MeasureRef{
		Evaluation: evaluation, Wave: wave, Measure: h.Measure.Name, Unit: h.Unit.Key, Row: h.Row,
		Grouping: h.Grouping, Group: strings.Join(codes, " | "), Tier: string(h.Tier),
	}
	if h.Row != 0 {
		r.Response = h.Response
	}
	return r
}

// Counts tells of how many answers that a value comes from something is known,
// and of how many not: those that are open, and those that are missing for
// another reason than that they do not apply.
func (v *Value) Counts() (known, unknown int) {
	for _, a := range v.Answers() {
		switch {
		case a.State == survey.StateAnswered:
			known++
		case a.State == survey.StateOpen, a.State == survey.StateMissing && a.Missing != survey.MissingNotApplicable:
			unknown++
		}
	}
	return known, unknown
}

// answerKey tells answers apart.
type answerKey struct {
	response *response
	key      survey.Key
}

func (t trace) answers() []Answer {
	found := map[answerKey]Answer{}
	t.collect(found, map[any]bool{})
	all := make([]Answer, 0, len(found))
	for _, a := range found {
		all = append(all, a)
	}
	slices.SortFunc(all, func(a, b Answer) int {
		return cmp.Or(cmp.Compare(a.Unit, b.Unit), cmp.Compare(a.Set, b.Set), cmp.Compare(a.Response, b.Response),
			cmp.Compare(a.Question, b.Question), a.Row-b.Row)
	})
	return all
}

func (t trace) collect(found map[answerKey]Answer, seen map[any]bool) {
	t.members(found)
	formulas := t.formulas
	if t.indicator != nil {
		formulas = expressions(t.indicator)
	}
	for _, x := range formulas {
		questions, indicators := t.c.Sources(x)
		for _, s := range questions {
			t.cells(s, slices.Contains(x.Reads, s.Question.Name), found)
		}
		for _, i := range indicators {
			for _, v := range t.read(i) {
				if !seen[v] {
					seen[v] = true
					v.trace.collect(found, seen)
				}
			}
		}
	}
}

// members notes the answers by which a group has its items.
func (t trace) members(found map[answerKey]Answer) {
	g := t.place.group
	if t.place.part != nil {
		g = t.place.part
	}
	for _, a := range t.by {
		if a.Question == nil {
			continue
		}
		for _, it := range g.items {
			if r := it.responseTo(a); r != nil {
				r.cell(a.Question, it.row, found)
			}
		}
	}
}

// cells finds the answers to one question that a place reads: in its own row,
// in the part or group that it is about, or in all responses of the unit.
func (t trace) cells(s survey.Source, own bool, found map[answerKey]Answer) {
	p := t.place
	if s.Question.Roster != nil && own && p.roster == s.Question.Roster {
		p.response.cell(s.Question, p.row, found)
		return
	}
	roster := s.Question.Roster
	if s.Question.Type == survey.TypeRepeat {
		roster = nil // whether it has rows
	}
	for _, it := range t.items(s.Set, roster) {
		it.response.cell(s.Question, it.row, found)
	}
}

// items are the rows or responses of a set that a place reads.
func (t trace) items(set *survey.Questionnaire, roster *survey.Question) []item {
	p, c := t.place, t.c
	g := p.group
	if p.part != nil {
		g = p.part
	}
	switch {
	case g != nil && len(g.items) > 0 && g.items[0].response != nil && g.items[0].response.set == set && g.items[0].roster == roster:
		return g.items
	case g != nil && len(g.items) > 0 && g.items[0].response != nil && g.items[0].response.set == set && g.items[0].roster == nil:
		var items []item
		for _, it := range g.items {
			items = append(items, it.response.items(roster)...)
		}
		return items
	case p.group != nil:
		return c.itemsOf(p.group.units(), set, roster)
	case p.response != nil && p.response.set == set:
		return p.response.items(roster)
	}
	return c.itemsOf([]*unit{p.unit}, set, roster)
}

// cell notes one answer.
func (r *response) cell(q *survey.Question, row int, found map[answerKey]Answer) {
	key := survey.Key{Question: q.Name}
	if q.Roster != nil {
		key.Row = r.Answers.Rows(q.Roster.Name)[row]
	}
	if q.Type == survey.TypeRepeat && len(r.Answers.Rows(q.Name)) > 0 {
		return // its rows say it
	}
	found[answerKey{r, key}] = Answer{
		Unit: r.Unit.Key, Response: r.ID, Set: r.set.Short, Question: key.Question, Row: key.Row,
		State: r.ev.State(key), Missing: r.Answers.Get(key).Missing, Value: r.ev.Value(key), From: r.set, Of: r.ev,
	}
}

// read lists the values of another indicator that a place reads.
func (t trace) read(i *survey.Indicator) []*Value {
	p, c := t.place, t.c
	switch i.Scope {
	case survey.ScopeRow:
		if p.roster == i.Roster() && p.response != nil && p.group == nil {
			return p.response.rows[i.Name][p.row : p.row+1]
		}
		return rowValues(t.items(i.Set(), i.Roster()), i)
	case survey.ScopeResponse:
		if p.response != nil && p.response.set == i.Set() && p.group == nil {
			return []*Value{p.response.values[i.Name]}
		}
		return rowValues(t.items(i.Set(), nil), i)
	case survey.ScopeGroup:
		return slices.DeleteFunc(slices.Clone(c.result.byName[i.Name]), func(v *Value) bool { return v.Tier != p.tier && v.Tier != TierNone })
	}
	if p.group == nil {
		return p.unit.values[i.Name]
	}
	var all []*Value
	for _, u := range p.group.units() {
		all = append(all, u.values[i.Name]...)
	}
	return all
}

func rowValues(items []item, i *survey.Indicator) []*Value {
	var all []*Value
	for _, it := range items {
		if rows := it.response.rows[i.Name]; it.roster != nil && it.row < len(rows) {
			all = append(all, rows[it.row])
		} else if v := it.response.values[i.Name]; v != nil && it.roster == nil {
			all = append(all, v)
		}
	}
	return all
}
