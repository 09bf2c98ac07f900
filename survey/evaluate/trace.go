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
	of   *response
}

// Of assesses the response once more: it names rows and units in words. An error
// is one of reading it.
func (a Answer) Of() (*survey.Assessment, error) { return a.of.unit.c.assessed(a.of) }

// trace says where a result comes from; the answers are looked up when they
// are asked for.
type trace struct {
	c *computation
	*place
}

// Answers lists the answers that the value comes from, those of the indicators
// that it reads included, each once. An error is one of reading them.
func (v *Value) Answers() ([]Answer, error) { return v.trace.answers(expressions(v.Indicator)) }

// Answers lists the answers that triggered the measure. An error is one of
// reading them. To ask unit by unit is quickest.
func (h *Hit) Answers() ([]Answer, error) { return h.trace.answers(measureFormulas(h.Measure)) }

// Of is the assessment of the response whose row the measure is about; nil
// where it is about no row. An error is one of reading it.
func (h *Hit) Of() (*survey.Assessment, error) {
	if h.Row == 0 {
		return nil, nil
	}
	return h.trace.c.assessed(h.trace.response)
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
func (v *Value) Counts() (known, unknown int, err error) {
	answers, err := v.Answers()
	for _, a := range answers {
		switch {
		case a.State == survey.StateAnswered:
			known++
		case a.State == survey.StateOpen, a.State == survey.StateMissing && a.Missing != survey.MissingNotApplicable:
			unknown++
		}
	}
	return known, unknown, err
}

// answerKey tells answers apart.
type answerKey struct {
	response *response
	key      survey.Key
}

// finding is what is found of the answers that a result comes from.
type finding struct {
	found  map[answerKey]Answer
	seen   map[*Value]bool
	groups bool // about a group: what is kept of its items will do
	err    error
}

func (t trace) answers(formulas []*survey.Expression) ([]Answer, error) {
	f := &finding{found: map[answerKey]Answer{}, seen: map[*Value]bool{}, groups: t.group != nil}
	t.collect(formulas, f)
	all := make([]Answer, 0, len(f.found))
	for _, a := range f.found {
		all = append(all, a)
	}
	slices.SortFunc(all, func(a, b Answer) int {
		return cmp.Or(cmp.Compare(a.Unit, b.Unit), cmp.Compare(a.Set, b.Set), cmp.Compare(a.Response, b.Response),
			cmp.Compare(a.Question, b.Question), a.Row-b.Row)
	})
	return all, f.err
}

func (t trace) collect(formulas []*survey.Expression, to *finding) {
	t.members(to)
	for _, x := range formulas {
		questions, indicators := t.c.Sources(x)
		for _, s := range questions {
			t.cells(s, slices.Contains(x.Reads, s.Question.Name), to)
		}
		for _, i := range indicators {
			for _, v := range t.read(i) {
				if !to.seen[v] {
					to.seen[v] = true
					v.trace.collect(expressions(v.Indicator), to)
				}
			}
		}
	}
}

// members notes the answers by which a group has its items.
func (t trace) members(to *finding) {
	g := t.group
	if t.part != nil {
		g = t.part
	}
	for _, a := range t.by {
		if a.Question == nil {
			continue
		}
		for _, it := range g.items {
			if r := it.responseTo(a); r != nil {
				r.cell(a.Question, it, to)
			}
		}
	}
}

// cells finds the answers to one question that a place reads: in its own row,
// in the part or group that it is about, or in all responses of the unit.
func (t trace) cells(s survey.Source, own bool, to *finding) {
	if s.Question.Roster != nil && own && t.roster == s.Question.Roster {
		t.response.cell(s.Question, t.item, to)
		return
	}
	roster := s.Question.Roster
	if s.Question.Type == survey.TypeRepeat {
		roster = nil // whether it has rows
	}
	for _, it := range t.items(s.Set, roster) {
		it.response.cell(s.Question, it, to)
	}
}

// items are the rows or responses of a set that a place reads.
func (t trace) items(set *survey.Questionnaire, roster *survey.Question) []item {
	g := t.group
	if t.part != nil {
		g = t.part
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
	case t.group != nil:
		return t.c.itemsOf(t.group.units(), set, roster)
	case t.response != nil && t.response.set == set:
		return t.response.items(roster)
	}
	return t.c.itemsOf([]*unit{t.unit}, set, roster)
}

// cell notes one answer.
func (r *response) cell(q *survey.Question, it item, to *finding) {
	if q.Type == survey.TypeRepeat && len(r.rosters[q.Name].ids) > 0 {
		return // its rows say it
	}
	a := Answer{Unit: r.unit.Key, Response: r.id, Set: r.set.Short, Question: q.Name, From: r.set, of: r}
	record := r.self.record
	if q.Roster != nil {
		a.Row, record = r.rosters[q.Roster.Name].ids[it.row], it.record
	}
	key := survey.Key{Question: q.Name, Row: a.Row}
	if _, there := to.found[answerKey{r, key}]; there {
		return
	}
	var kept bool
	if to.groups {
		a.State, a.Missing, a.Value, kept = record.Answer(q)
	}
	if !kept {
		ev, err := r.unit.c.assessed(r)
		if err != nil {
			to.err = cmp.Or(to.err, err)
			return
		}
		a.State, a.Missing, a.Value = ev.State(key), ev.MissingCode(key), ev.Value(key)
	}
	to.found[answerKey{r, key}] = a
}

// read lists the values of another indicator that a place reads.
func (t trace) read(i *survey.Indicator) []*Value {
	switch i.Scope {
	case survey.ScopeRow:
		if t.roster == i.Roster() && t.response != nil && t.group == nil {
			return t.response.rows[i.Name][t.row : t.row+1]
		}
		return rowValues(t.items(i.Set(), i.Roster()), i)
	case survey.ScopeResponse:
		if t.response != nil && t.response.set == i.Set() && t.group == nil {
			return []*Value{t.response.values[i.Name]}
		}
		return rowValues(t.items(i.Set(), nil), i)
	case survey.ScopeGroup:
		return slices.DeleteFunc(slices.Clone(t.c.result.byName[i.Name]), func(v *Value) bool { return v.Tier != t.tier && v.Tier != TierNone })
	}
	if t.group == nil {
		return t.unit.values[i.Name]
	}
	var all []*Value
	for _, u := range t.group.units() {
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
