package parser

import (
	"slices"

	"go.yaml.in/yaml/v4"

	"bestand.example/itbestand/survey"
)

var indicatorKeys = []string{"name", "label", "hint", "level", "for_each", "split", "by", "value", "parts", "combine", "min_answered",
	"unit", "decimals", "levels", "higher_is_better", "aggregate"}

// indicatorShape is the shape of an indicator. A field consists of parts.
func indicatorShape(field bool) shape {
	if field {
		keys := slices.DeleteFunc(slices.Clone(indicatorKeys), func(k string) bool { return k == "for_each" || k == "split" || k == "value" })
		return shape{keys: keys, required: []string{"name", "label"}}
	}
	return shape{keys: indicatorKeys, required: []string{"name", "label", "level"}}
}

// readIndicators reads indicators, or fields of action.
func (r *evaluationReader) readIndicators(n *yaml.Node, field bool) []*survey.Indicator {
	var all []*survey.Indicator
	whole := r.each(n, indicatorShape(field), func(m mapping) {
		i := &survey.Indicator{Field: field, Scope: survey.ScopeUnit, Combine: survey.CombineMean, Decimals: 1}
		all = append(all, i)
		i.Name = r.declare(m.values["name"], "indicator")
		i.Label = r.text(m.values["label"], maxLabelAsked, nil)
		i.Hint = r.text(m.values["hint"], maxText, nil)
		sure := r.readScope(m, i)
		r.readFigure(m, i)
		r.readParts(m, i)
		if !sure {
			r.lost[i.Name] = true
			r.mute(i)
		}
	})
	r.blind = r.blind || !whole
	return all
}

// words are names of a kind as texts.
func words[T ~string](names []T) []string {
	all := make([]string, len(names))
	for i, name := range names {
		all[i] = string(name)
	}
	return all
}

// readScope reads what an indicator is about. It returns false where that is
// not known.
func (r *evaluationReader) readScope(m mapping, i *survey.Indicator) bool {
	scopes := survey.Scopes()
	if i.Field {
		scopes = []survey.Scope{survey.ScopeUnit, survey.ScopeGroup}
	}
	scope, ok := r.oneOf(m.values["level"], "level", words(scopes))
	switch {
	case ok:
		i.Scope = survey.Scope(scope)
	case m.has("level") || !i.Field:
		return false
	}
	return r.readAbout(m, i)
}

// readAbout reads for_each, split and by.
func (r *evaluationReader) readAbout(m mapping, i *survey.Indicator) (sure bool) {
	small := i.Scope == survey.ScopeRow || i.Scope == survey.ScopeResponse
	if !i.Field {
		r.keyForScope(m, "for_each", i.Scope, small, small)
		r.keyForScope(m, "split", i.Scope, i.Scope == survey.ScopeUnit, false)
	}
	r.keyForScope(m, "by", i.Scope, true, i.Scope == survey.ScopeGroup)
	if small {
		i.ForEach = r.listName(m.values["for_each"], i.Scope == survey.ScopeRow, i.Scope == survey.ScopeResponse)
	}
	if n := m.values["split"]; n != nil && i.Scope == survey.ScopeUnit {
		if a, ok := r.axis(n); ok {
			i.Split = &a
			if !a.Finer() || a.Set.Project || a.Set.Anonymous {
				r.wrong(n, "split_of_rows", a.Name)
			}
		}
	}
	i.By = r.groupings(m.values["by"])
	r.checkGroupings(m.values["by"], i)
	return !small || i.ForEach != ""
}

// checkGroupings holds that what is summed up can be grouped in this way.
func (r *evaluationReader) checkGroupings(n *yaml.Node, i *survey.Indicator) {
	if i.Scope == survey.ScopeGroup {
		return
	}
	set, roster, known := r.evaluation.List(i.ForEach)
	for k, g := range i.By {
		s, q, _ := g.Home()
		switch {
		case s == nil:
		case i.Scope == survey.ScopeUnit:
			r.wrong(n.Content[k], "axis_of_units", g.Name())
		case known && (s != set || q != nil && q != roster):
			r.wrong(n.Content[k], "axis_of_list", g.Name(), i.ForEach)
		}
	}
}

// keyForScope reports a key that a level does not have, or lacks.
func (r *evaluationReader) keyForScope(m mapping, key string, scope survey.Scope, has, needs bool) {
	switch {
	case m.has(key) && !has:
		r.wrong(m.keys[key], "key_not_for_level", key, string(scope))
	case !m.has(key) && needs:
		r.wrong(m.node, "missing_key_for_level", key, string(scope))
	}
}

// listName reads the name of a roster, or the short name of a set with many
// responses. Also names what else is possible.
func (r *evaluationReader) listName(n *yaml.Node, rosters, responses bool, also ...string) string {
	name, ok := r.word(n)
	if !ok {
		return ""
	}
	_, roster, known := r.evaluation.List(name)
	if known && (roster != nil && rosters || roster == nil && responses) {
		return name
	}
	what := "list"
	switch {
	case !responses:
		what = "roster"
	case !rosters:
		what = "responses"
	}
	if !r.setless {
		r.unknown(n, name, what, append(r.evaluation.ListCandidates(rosters, responses), also...))
	}
	return ""
}

// readFigure reads how an indicator is shown and summed up.
func (r *evaluationReader) readFigure(m mapping, i *survey.Indicator) {
	i.Unit = r.line(m.values["unit"], maxLabel, nil)
	if places, ok := r.whole(m.values["decimals"], 0, 6); ok {
		i.Decimals = places
	}
	i.Levels = r.reference(m.values["levels"], "levels", r.ladders())
	i.Better = r.direction(m, i)
	items, _ := r.list(m.values["aggregate"])
	for _, item := range items {
		s, ok := r.oneOf(item, "aggregate", words(survey.Statistics()))
		switch statistic := survey.Statistic(s); {
		case !ok:
		case slices.Contains(i.Aggregate, statistic):
			r.wrong(item, "twice_in_list", s)
		default:
			i.Aggregate = append(i.Aggregate, statistic)
		}
	}
}

// direction reads which way an indicator gets better. A ladder of levels leads
// upwards; of what has none, nothing is said unless the evaluation does.
func (r *evaluationReader) direction(m mapping, i *survey.Indicator) survey.Direction {
	switch {
	case m.has("higher_is_better") && !r.boolean(m.values["higher_is_better"]):
		return survey.BetterLess
	case m.has("higher_is_better"), i.Levels != "", i.Field:
		return survey.BetterMore
	}
	return survey.BetterUnsaid
}

func (r *evaluationReader) ladders() []string {
	var names []string
	for _, l := range r.evaluation.Levels {
		names = append(names, l.Name)
	}
	return names
}

// reference reads a name that must be one of a few.
func (r *reader) reference(n *yaml.Node, what string, known []string) string {
	name, ok := r.word(n)
	if ok && !slices.Contains(known, name) {
		r.unknown(n, name, what, known)
		return ""
	}
	return name
}
