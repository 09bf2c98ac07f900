package parser

import (
	"slices"

	"go.yaml.in/yaml/v4"

	"bestand.example/itbestand/survey"
)

var measureShape = shape{
	keys: []string{"name", "label", "level", "for_each", "by", "when", "urgent", "field", "priority", "effort", "responsible", "phase",
		"communication", "support", "after"},
	required: []string{"name", "label", "when", "priority"},
}

// readMeasures reads the rules.
func (r *evaluationReader) readMeasures(n *yaml.Node) []*survey.Measure {
	var all []*survey.Measure
	after := map[*survey.Measure]*yaml.Node{}
	r.each(n, measureShape, func(m mapping) {
		rule := &survey.Measure{Scope: survey.ScopeUnit}
		all = append(all, rule)
		rule.Name = r.declare(m.values["name"], "measure")
		rule.Label = r.text(m.values["label"], maxLabelAsked, nil)
		if scope, ok := r.oneOf(m.values["level"], "level", []string{string(survey.ScopeUnit), string(survey.ScopeGroup)}); ok {
			rule.Scope = survey.Scope(scope)
		}
		group := rule.Scope == survey.ScopeGroup
		r.keyForScope(m, "for_each", rule.Scope, !group, false)
		r.keyForScope(m, "by", rule.Scope, group, group)
		if m.has("for_each") && !group {
			rule.ForEach = r.listName(m.values["for_each"], true, false)
			defer func() { r.muted[rule.When], r.muted[rule.Urgent] = rule.ForEach == "", rule.ForEach == "" }()
		}
		if group {
			rule.By = r.groupings(m.values["by"])
		}
		rule.When, rule.Urgent = r.expression(m.values["when"]), r.expression(m.values["urgent"])
		r.readPlan(m, rule)
		after[rule] = m.values["after"]
	})
	names := make([]string, len(all))
	for i, rule := range all {
		names[i] = rule.Name
	}
	for _, rule := range all {
		rule.After = r.references(after[rule], "measure", names)
	}
	return all
}

// readPlan reads what is to be done, by whom and when.
func (r *evaluationReader) readPlan(m mapping, rule *survey.Measure) {
	e := r.evaluation
	var fields, efforts, phases, roles []string
	for _, f := range e.Fields {
		fields = append(fields, f.Name)
	}
	for _, f := range e.Efforts {
		efforts = append(efforts, f.Name)
	}
	for _, p := range e.Phases {
		phases = append(phases, p.Name)
	}
	for _, role := range e.Roles {
		roles = append(roles, role.Name)
	}
	rule.Field = r.reference(m.values["field"], "field", fields)
	rule.Priority, _ = r.whole(m.values["priority"], 1, 3)
	rule.Effort = r.reference(m.values["effort"], "effort", efforts)
	rule.Responsible = r.references(m.values["responsible"], "role", roles)
	rule.Phase = r.reference(m.values["phase"], "phase", phases)
	if c, ok := r.optional(m.values["communication"], communicationShape); ok {
		rule.Communication = survey.Communication{
			Audience: r.textList(c.values["audience"]), Channel: r.text(c.values["channel"], maxText, nil),
			Message: r.text(c.values["message"], maxText, nil), Timing: r.text(c.values["timing"], maxText, nil),
		}
	}
	if s, ok := r.optional(m.values["support"], supportShape); ok {
		rule.Support = survey.Support{
			Kind: r.text(s.values["kind"], maxText, nil), Provider: r.textList(s.values["provider"]), Extent: r.text(s.values["extent"], maxText, nil),
		}
	}
}

var (
	communicationShape = shape{keys: []string{"audience", "channel", "message", "timing"}, required: []string{"audience"}}
	supportShape       = shape{keys: []string{"kind", "provider", "extent"}, required: []string{"provider"}}
)

// textList reads a list of texts.
func (r *reader) textList(n *yaml.Node) []survey.Text {
	items, _ := r.list(n)
	var all []survey.Text
	for _, item := range items {
		all = append(all, r.text(item, maxText, nil))
	}
	return all
}

// references reads a list of names, each of which must be one of a few.
func (r *reader) references(n *yaml.Node, what string, known []string) []string {
	items, _ := r.list(n)
	var names []string
	for _, item := range items {
		switch name := r.reference(item, what, known); {
		case name == "":
		case slices.Contains(names, name):
			r.wrong(item, "twice_in_list", name)
		default:
			names = append(names, name)
		}
	}
	return names
}
