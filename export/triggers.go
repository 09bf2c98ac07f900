package export

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"bestand.example/itbestand/survey"
)

const (
	mostTriggers = 14 // questions in a cell; of more, the rest is counted
	mostAnswers  = 4  // different answers to a question of a list
	triggerText  = 90 // characters of a question, and of an answer
)

// triggers says which answers a rule read, a line for each question. Where it
// read a list, or the answers of a group, it says how often each was given.
func (t *hitTable) triggers(h *Hit) (string, error) {
	all, err := h.Triggers()
	if err != nil {
		return "", err
	}
	var lines []string
	for _, q := range byQuestion(all) {
		line, err := t.triggerLine(q)
		if err != nil {
			return "", err
		}
		lines = append(lines, line)
	}
	if more := len(lines) - mostTriggers; more > 0 {
		lines = append(lines[:mostTriggers], t.fig("more_triggers", more))
	}
	return strings.Join(lines, "\n"), nil
}

// byQuestion puts the answers to one question together, in the order of the
// question sets.
func byQuestion(all []Trigger) [][]Trigger {
	at := map[*survey.Question]int{}
	var groups [][]Trigger
	for _, one := range all {
		q := one.Set.Question(one.Key.Question)
		i, ok := at[q]
		if !ok {
			i = len(groups)
			at[q] = i
			groups = append(groups, nil)
		}
		groups[i] = append(groups[i], one)
	}
	place := func(g []Trigger) int { return slices.Index(g[0].Set.Questions(), g[0].Set.Question(g[0].Key.Question)) }
	slices.SortStableFunc(groups, func(a, b []Trigger) int {
		return cmp.Or(strings.Compare(a[0].Set.ID, b[0].Set.ID), place(a)-place(b))
	})
	return groups
}

func (t *hitTable) triggerLine(answers []Trigger) (string, error) {
	q := answers[0].Set.Question(answers[0].Key.Question)
	text := shorten(strings.TrimSuffix(questionLabel(q, t.words.Lang()), ":"), triggerText)
	if !strings.HasSuffix(text, "?") {
		text += ":"
	}
	said := map[string]int{}
	for _, a := range answers {
		answer, err := t.answer(a)
		if err != nil {
			return "", err
		}
		if len(answers) == 1 {
			return text + " " + answer, nil
		}
		said[answer]++
	}
	return text + " " + t.distribution(said), nil
}

// distribution says how often each answer was given, the most frequent first.
func (t *hitTable) distribution(said map[string]int) string {
	answers := sortedKeys(said)
	slices.SortStableFunc(answers, func(a, b string) int { return said[b] - said[a] })
	var parts []string
	rest := 0
	for i, answer := range answers {
		if i < mostAnswers {
			parts = append(parts, strconv.Itoa(said[answer])+" × "+answer)
		} else {
			rest += said[answer]
		}
	}
	if rest > 0 {
		parts = append(parts, t.fig("more_answers", rest))
	}
	return strings.Join(parts, ", ")
}

// answer is one answer in words; a personal one stands in Kontakte only.
func (t *hitTable) answer(a Trigger) (string, error) {
	q := a.Set.Question(a.Key.Question)
	one := t.scan.setOf(a.Set)
	switch {
	case a.State == survey.StateOpen:
		return t.t("state_" + open), nil
	case a.State == survey.StateNotAsked:
		return t.t("state_" + notAsked), nil
	case a.Missing != "":
		return plainLabel(a.Set.MissingLabel(a.Missing), t.words.Lang()), nil
	case one == nil || one.private[one.set.Question(q.Name)]:
		return t.t("see_contacts"), nil
	}
	var of *survey.Assessment // names rows
	if q.ChoicesFrom != "" && q.ChoicesFrom != survey.PopulationSource {
		var err error
		if of, err = a.Of(); err != nil {
			return "", err
		}
	}
	return shorten(survey.CleanLine(t.say(one, of, a.Key, a.Value)), triggerText), nil
}
