package cmd

import (
	"fmt"

	"bestand.example/itbestand/survey"
)

// stepGroups are the headings of the summary (cmd.upgrade_NAME), in order, with
// the kinds under each. What is under none is under the last.
var stepGroups = []struct {
	name  string
	kinds []survey.DifferenceKind
}{
	{"new", []survey.DifferenceKind{survey.QuestionNew}},
	{"renamed", []survey.DifferenceKind{survey.QuestionRenamed, survey.QuestionMoved}},
	{"recoded", []survey.DifferenceKind{survey.ChoiceRecoded, survey.TypeToText}},
	{"reworded", []survey.DifferenceKind{survey.LabelChanged}},
	{"aside", []survey.DifferenceKind{survey.QuestionGone, survey.AnswersAside}},
	{"check", nil},
}

func groupOf(kind survey.DifferenceKind) string {
	for _, group := range stepGroups {
		for _, k := range group.kinds {
			if k == kind {
				return group.name
			}
		}
	}
	return stepGroups[len(stepGroups)-1].name
}

// sayMoved tells what became of a response: what is new, what was renamed,
// recoded and kept aside, and what is open on account of it.
func (a *app) sayMoved(set *loadedSet, m *moved) {
	fmt.Fprintln(a.out, a.words.T("cmd.upgrade_title", set.Title.In(a.words.Lang()), set.ID, m.from.Version, set.Version))
	byGroup := map[string][]survey.Step{}
	for _, step := range m.steps {
		group := groupOf(step.Kind)
		byGroup[group] = append(byGroup[group], step)
	}
	for _, group := range stepGroups {
		a.sayGroup(a.words.T("cmd.upgrade_"+group.name), byGroup[group.name])
	}
	s := unsaved(set, m.after)
	todo := s.Assessment().Todo()
	a.list(a.words.T("cmd.upgrade_open"), s, m.added(set, todo.Settle), true)
	a.later(s, todo.Later)
	fmt.Fprintln(a.out, a.words.T("cmd.upgrade_blocks", len(todo.Settle)))
}

func (a *app) sayGroup(title string, steps []survey.Step) {
	if len(steps) == 0 {
		return
	}
	fmt.Fprintf(a.out, "%s (%d)\n", title, len(steps))
	for _, step := range steps {
		line := a.difference(step.Difference)
		if step.Answers > 0 {
			line += " " + a.words.T("cmd.upgrade_answers", step.Answers)
		}
		fmt.Fprintf(a.out, "  %s\n", line)
	}
}

// difference is one difference as a line.
func (a *app) difference(d survey.Difference) string {
	if d.Question == "" {
		return d.Say(a.words)
	}
	return d.Question + ": " + d.Say(a.words)
}

// added picks the findings that were not there before the move.
func (m *moved) added(set *loadedSet, after []survey.Finding) []survey.Finding {
	type place struct {
		key  survey.Key
		code survey.Code
	}
	known, names := map[place]bool{}, survey.Names(m.from.Questionnaire, set.Questionnaire)
	for _, f := range survey.Assess(m.from.Questionnaire, m.before).Findings() {
		known[place{survey.Key{Question: names[f.Question], Row: f.Row}, f.Code}] = true
	}
	var added []survey.Finding
	for _, f := range after {
		if !known[place{f.Key(), f.Code}] {
			added = append(added, f)
		}
	}
	return added
}
