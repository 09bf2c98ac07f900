package cmd

import (
	"fmt"

	"bestand.example/itbestand/survey"
)

// setOutline is a question set as a consultant reads it through: what is asked
// of whom, in which order, and when.
type setOutline struct {
	ID        string           `json:"id"`
	Version   string           `json:"version"`
	Digest    string           `json:"digest"`
	Title     string           `json:"title"`
	Duration  string           `json:"duration,omitempty"`
	Responses string           `json:"responses"`
	Anonymous bool             `json:"anonymous"`
	About     string           `json:"about"`
	Profiles  []profileOutline `json:"profiles"`
	Sections  []sectionOutline `json:"sections"`
}

type profileOutline struct {
	Name  string `json:"name"`
	Label string `json:"label"`
}

type sectionOutline struct {
	Name      string            `json:"name"`
	Number    string            `json:"number"`
	Label     string            `json:"label"`
	Assignee  string            `json:"assignee,omitempty"`
	Profiles  []string          `json:"profiles,omitempty"`
	Relevant  *inWords          `json:"relevant,omitempty"`
	Questions []questionOutline `json:"questions"`
}

type questionOutline struct {
	Name        string            `json:"name"`
	Number      string            `json:"number"`
	Type        survey.Type       `json:"type"`
	Label       string            `json:"label"`
	Required    string            `json:"required"` // true, soft, false or condition
	RequiredIf  *inWords          `json:"required_if,omitempty"`
	Relevant    *inWords          `json:"relevant,omitempty"`
	Constraint  *inWords          `json:"constraint,omitempty"`
	Warnings    []inWords         `json:"warnings,omitempty"`
	Calculation *inWords          `json:"calculation,omitempty"`
	Filter      *inWords          `json:"choice_filter,omitempty"`
	Assignee    string            `json:"assignee,omitempty"`
	Profiles    []string          `json:"profiles,omitempty"`
	Sensitive   bool              `json:"sensitive,omitempty"`
	Personal    bool              `json:"personal,omitempty"`
	List        string            `json:"list,omitempty"` // name of the choices, or where they come from
	Choices     int               `json:"choices,omitempty"`
	Labels      []string          `json:"-"` // of the choices, each with its code
	Steps       []string          `json:"-"` // the same without codes
	Columns     []questionOutline `json:"columns,omitempty"`
	Rows        []questionOutline `json:"rows,omitempty"`
	RowRelevant *inWords          `json:"row_relevant,omitempty"`
	Prefill     *inWords          `json:"prefill_where,omitempty"`
	Source      string            `json:"-"` // where the choices come from, as a person says it
	Min         int               `json:"min,omitempty"`
	Max         int               `json:"max,omitempty"`
	Unique      []string          `json:"unique,omitempty"`
	Default     string            `json:"default,omitempty"`
	Missing     []string          `json:"missing,omitempty"`
	Reversed    bool              `json:"reversed,omitempty"`
	Override    bool              `json:"override,omitempty"`
	Estimate    bool              `json:"estimate,omitempty"`
	Decimals    int               `json:"decimals,omitempty"`
	Total       string            `json:"total,omitempty"`       // that the rows of a matrix must give
	Suggestions string            `json:"suggestions,omitempty"` // name of the list that a text proposes
}

// mostDecimals is how many places a number of a set has at most.
const mostDecimals = 6

// inWords is an expression as it is written and as a person says it.
type inWords struct {
	Source string `json:"source"`
	Words  string `json:"words"`
}

func (a *app) outline(set *survey.Questionnaire) setOutline {
	lang := a.words.Lang()
	o := setOutline{
		ID: set.ID, Version: set.Version, Digest: set.Digest, Title: set.Title.In(lang), Duration: set.Duration.In(lang),
		Responses: "one", About: "unit", Anonymous: set.Anonymous, Profiles: []profileOutline{}, Sections: []sectionOutline{},
	}
	if set.Many {
		o.Responses = "many"
	}
	if set.Project {
		o.About = "project"
	}
	for _, p := range set.Profiles {
		o.Profiles = append(o.Profiles, profileOutline{p.Name, p.Label.In(lang)})
	}
	for _, s := range set.Sections {
		o.Sections = append(o.Sections, sectionOutline{
			Name: s.Name, Number: set.SectionNumber(s), Label: s.Label.In(lang), Assignee: s.AssigneeHint.In(lang), Profiles: s.Profiles,
			Relevant: a.inWords(set, s.Relevant), Questions: a.outlines(set, s.Questions),
		})
	}
	return o
}

func (a *app) outlines(set *survey.Questionnaire, questions []*survey.Question) []questionOutline {
	var all []questionOutline
	for _, q := range questions {
		all = append(all, a.questionOutline(set, q))
	}
	return all
}

var requirements = map[survey.Requirement]string{survey.Optional: "false", survey.Soft: "soft", survey.Required: "true", survey.Conditional: "condition"}

func (a *app) questionOutline(set *survey.Questionnaire, q *survey.Question) questionOutline {
	lang := a.words.Lang()
	o := questionOutline{
		Name: q.Name, Number: set.Number(q), Type: q.Type, Label: q.Label.In(lang), Required: requirements[q.Required],
		RequiredIf: a.inWords(set, q.RequiredIf), Relevant: a.inWords(set, q.Relevant), Constraint: a.inWords(set, q.Constraint),
		Calculation: a.inWords(set, q.Calculation), Filter: a.inWords(set, q.ChoiceFilter), RowRelevant: a.inWords(set, q.RowRelevant),
		Assignee: q.AssigneeHint.In(lang), Profiles: q.Profiles, Sensitive: q.Sensitive, Personal: q.Personal,
		Source: a.choiceSource(set, q), Min: q.Min, Max: q.Max, Unique: q.Unique, Default: q.Default, Missing: q.Missing,
		Reversed: q.Reversed, Override: q.Override, Estimate: q.Estimate, Decimals: q.Decimals,
		List: q.ChoicesFrom, Columns: a.outlines(set, q.Questions), Rows: a.outlines(set, q.Rows),
	}
	if q.Total != nil {
		o.Total = survey.NumberValue(q.Total, mostDecimals).Text
	}
	if q.Suggestions != nil {
		o.Suggestions = q.Suggestions.Name
	}
	if q.Prefill != nil {
		o.Prefill = a.inWords(set, q.Prefill.Where)
	}
	for _, w := range q.Warnings {
		o.Warnings = append(o.Warnings, *a.inWords(set, w.When))
	}
	if q.List != nil {
		o.List, o.Choices = q.List.Name, len(q.List.Choices)
		for _, c := range q.List.Choices {
			o.Steps = append(o.Steps, c.Label.In(lang))
			o.Labels = append(o.Labels, fmt.Sprintf("%s (%s)", c.Label.In(lang), c.Name))
		}
	}
	return o
}

// choiceSource says where choices come from that are no list of the set.
func (a *app) choiceSource(set *survey.Questionnaire, q *survey.Question) string {
	if roster := set.Question(q.ChoicesFrom); roster != nil {
		return a.words.T("cmd.outline_from_rows", set.Number(roster))
	}
	return a.words.T("cmd.outline_from_units")
}

func (a *app) inWords(set *survey.Questionnaire, e *survey.Expression) *inWords {
	if e == nil {
		return nil
	}
	return &inWords{e.Source, set.InWords(e, a.words)}
}
