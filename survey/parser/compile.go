package parser

import (
	"slices"

	"bestand.example/itbestand/survey"
)

// compile lets the engine check what only it can see. An issue that only
// follows from a mistake that is reported already is left out.
func (r *setReader) compile() { r.reportIssues(r.set.Compile(), r.follows) }

// reportIssues reports what the engine says of expressions, at the character
// that each issue is about. Of several issues at one character the first
// counts.
func (r *reader) reportIssues(issues []survey.Issue, follows func(survey.Issue) bool) {
	type character struct {
		expression *survey.Expression
		offset     int
	}
	seen := map[character]bool{}
	for _, issue := range issues {
		at := character{issue.Expression, issue.Offset}
		text, known := r.expressions[issue.Expression]
		if !known || seen[at] || follows(issue) {
			continue
		}
		seen[at] = true
		code, args := issueWords(issue)
		r.report(text.locate(issue.Offset), "issue."+code, args...)
	}
}

// follows reports whether an issue has its cause in what could not be read.
func (r *setReader) follows(i survey.Issue) bool {
	var first string
	if len(i.Args) > 0 {
		first = i.Args[0]
	}
	switch i.Code {
	case survey.IssueUnknownName, survey.IssueCodeName:
		return r.doubt.names || r.doubt.types[first] || first == survey.ChoiceName && r.unchosen[i.Expression]
	case survey.IssueUnknownField:
		return r.doubt.names || r.doubt.types[first] || r.choiceInDoubt(i.Expression)
	case survey.IssueLater, survey.IssueRosterColumn, survey.IssueNoValue:
		return r.doubt.types[first]
	case survey.IssueUnknownCode, survey.IssueOrdinal, survey.IssueNoScore:
		return mentions(i.Expression, r.doubt.types) || mentions(i.Expression, r.doubt.lists)
	case survey.IssueUseSelected, survey.IssueTypes, survey.IssueType, survey.IssueNotBoolean, survey.IssueNeedsList, survey.IssueArgument,
		survey.IssueNeedsName, survey.IssueNeedsChoice, survey.IssueNoResult:
		return mentions(i.Expression, r.doubt.types)
	}
	return false
}

// choiceInDoubt reports whether an expression reads choice.* while not all
// lists, and so not all of their columns, are known.
func (r *setReader) choiceInDoubt(e *survey.Expression) bool {
	return (r.doubt.choices || len(r.holes) > 0 || len(r.doubt.lists) > 0) && mentions(e, map[string]bool{survey.ChoiceName: true})
}

// mentions reports whether one of the names stands in an expression.
func mentions(e *survey.Expression, names map[string]bool) bool {
	return slices.ContainsFunc(wordPattern().FindAllString(e.Source, -1), func(word string) bool { return names[word] })
}
