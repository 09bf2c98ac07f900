package survey

import (
	"maps"
	"slices"
	"strings"
)

// questions compares a question with what it was.
func (c *comparison) questions(was, now home) {
	if was.Name != now.Name {
		c.note(QuestionRenamed, now.Name, was.Name)
	}
	if was.section.Name != now.section.Name {
		c.add(Difference{Kind: QuestionMoved, Question: now.Name, was: present(was.section.Label), is: present(now.section.Label)})
	}
	if !sameText(was.Label, now.Label) {
		c.add(Difference{Kind: LabelChanged, Question: now.Name, was: present(was.Label), is: present(now.Label)})
	}
	c.wholes(was, now)
	if was.Type != now.Type {
		kind := TypeChanged
		if toText(was, now) {
			kind = TypeToText
		}
		c.note(kind, now.Name, string(was.Type), string(now.Type))
	} else {
		c.forms(was, now)
	}
	c.details(was, now)
}

// toText reports whether a question became one of text, which takes whatever
// was answered before.
func toText(was, now home) bool {
	return (now.Type == TypeText || now.Type == TypeMultiline) && was.Type != TypeRepeat && was.Type != TypeMatrix
}

// wholes compares the rosters and the matrices that a question is a part of.
func (c *comparison) wholes(was, now home) {
	before, after := c.wholeName(was), wholeOf(now)
	kind := RosterChanged
	switch {
	case before == after:
		return
	case inMatrix(was) && inMatrix(now):
		return // as good as another section
	case inMatrix(was) && after == "", inMatrix(now) && before == "":
		kind = MatrixChanged
	}
	c.note(kind, now.Name, wholeOf(was), after)
}

func wholeOf(h home) string {
	if h.whole == nil {
		return ""
	}
	return h.whole.Name
}

func inMatrix(h home) bool { return h.whole != nil && h.whole.Type == TypeMatrix }

// forms compares what values two questions of one type take.
func (c *comparison) forms(was, now home) {
	if was.Decimals > now.Decimals {
		c.note(DecimalsReduced, now.Name, itoa(was.Decimals), itoa(now.Decimals))
	} else if was.Decimals < now.Decimals {
		c.note(DetailChanged, now.Name, "decimals", itoa(was.Decimals), itoa(now.Decimals))
	}
	if from := c.sourceName(was); from != now.ChoicesFrom {
		c.note(SourceChanged, now.Name, was.ChoicesFrom, now.ChoicesFrom)
	}
	if was.Other != nil && now.Other == nil {
		c.note(OtherGone, now.Name)
	}
	if was.List != nil && now.List != nil && was.Type != TypeYesNo {
		c.usedLists(was, now)
	}
	c.limits(was, now)
}

// sourceName names the roster that the choices came from as the newer set
// does.
func (c *comparison) sourceName(was home) string {
	if name, there := c.target[was.ChoicesFrom]; there {
		return name
	}
	return was.ChoicesFrom
}

// limits compares how few and how many are allowed. A tighter limit breaks
// nothing: what is outside of it stays, and the check finds it.
func (c *comparison) limits(was, now home) {
	limit := func(key string, x, y int, tighter bool) {
		kind := DetailChanged
		if tighter {
			kind = LimitTightened
		}
		if x != y {
			c.note(kind, now.Name, key, itoa(x), itoa(y))
		}
	}
	limit("min", was.Min, now.Min, now.Min > was.Min)
	limit("max", was.Max, now.Max, now.Max > 0 && (was.Max == 0 || now.Max < was.Max))
}

// detail is something of a question that a person may want to know when it
// changes: plain text, or words of the set.
type detail struct {
	key   string
	plain string
	words Text
}

func (c *comparison) details(was, now home) {
	before := detailsOf(was.Question)
	for i, d := range detailsOf(now.Question) {
		if before[i].plain != d.plain {
			c.note(DetailChanged, now.Name, d.key, before[i].plain, d.plain)
		}
		if !sameText(before[i].words, d.words) {
			c.add(Difference{Kind: WordsChanged, Question: now.Name, Args: []string{d.key}, was: present(before[i].words), is: present(d.words)})
		}
	}
}

func detailsOf(q *Question) []detail {
	total := ""
	if q.Total != nil {
		total = q.Total.RatString()
	}
	suggestions := ""
	if q.Suggestions != nil {
		suggestions = q.Suggestions.Name
	}
	return []detail{
		{key: "hint", words: q.Hint}, {key: "guidance_hint", words: q.GuidanceHint}, {key: "assignee_hint", words: q.AssigneeHint},
		{key: "required", plain: requirementText(q)}, {key: "relevant", plain: sourceText(q.Relevant)},
		{key: "constraint", plain: sourceText(q.Constraint)}, {key: "constraint_message", words: q.ConstraintMessage},
		{key: "warnings", plain: warningsText(q)}, {key: "missing", plain: joinedText(q.Missing)}, {key: "estimate", plain: flagText(q.Estimate)},
		{key: "purpose", plain: q.Purpose}, {key: "sensitive", plain: flagText(q.Sensitive)}, {key: "personal", plain: flagText(q.Personal)},
		{key: "profiles", plain: joinedText(q.Profiles)}, {key: "default", plain: q.Default},
		{key: "choice_filter", plain: sourceText(q.ChoiceFilter)}, {key: "other", words: q.Other}, {key: "reversed", plain: flagText(q.Reversed)},
		{key: "suggestions", plain: suggestions}, {key: "calculation", plain: sourceText(q.Calculation)}, {key: "override", plain: flagText(q.Override)},
		{key: "item_label", words: q.ItemLabel}, {key: "columns", plain: columnsText(q)}, {key: "unique", plain: joinedText(q.Unique)}, {key: "row_relevant", plain: sourceText(q.RowRelevant)},
		{key: "total", plain: total},
	}
}

func requirementText(q *Question) string {
	return map[Requirement]string{Optional: "false", Soft: "soft", Required: "true", Conditional: sourceText(q.RequiredIf)}[q.Required]
}

func columnsText(q *Question) string {
	all := make([]string, len(q.Columns))
	for i, c := range q.Columns {
		all[i] = c.Name + ": " + c.Heading.In("de")
	}
	return joinedText(all)
}

func warningsText(q *Question) string {
	all := make([]string, len(q.Warnings))
	for i, w := range q.Warnings {
		all[i] = sourceText(w.When) + " → " + w.Message.In("de")
	}
	return joinedText(all)
}

func joinedText(words []string) string { return strings.Join(words, ", ") }

// present is a text that is there, even if it is empty, for a sentence that
// has a place for it.
func present(t Text) Text {
	if t == nil {
		return Text{}
	}
	return t
}

// sameText reports whether two texts say the same in every language that both
// have: a translation that is added changes nothing.
func sameText(a, b Text) bool {
	for lang, s := range a {
		if other, there := b[lang]; there && other != s {
			return false
		}
	}
	return (len(a) == 0) == (len(b) == 0)
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
