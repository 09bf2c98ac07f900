package parser

import (
	"strings"

	"bestand.example/itbestand/survey"
)

// resolve lets the engine check the formulas, and looks for circles.
func (r *evaluationReader) resolve() {
	e := r.evaluation
	r.refusePipes()
	r.reportIssues(e.Compile(), r.follows)
	if _, circle := e.Order(); circle != nil {
		r.circle("indicator", circle)
	}
	if _, circle := e.MeasureOrder(); circle != nil {
		r.circle("measure", circle)
	}
}

// follows reports whether an issue has its cause in what is reported already.
func (r *evaluationReader) follows(i survey.Issue) bool {
	switch i.Code {
	case survey.IssueSyntax, survey.IssueForbidden, survey.IssueTooLong:
		return false
	case survey.IssueUnknownName, survey.IssueUnknownField, survey.IssueOtherScope, survey.IssueQualified, survey.IssuePointTable:
		if r.blind || r.setless {
			return true
		}
	}
	return r.muted[i.Expression] || mentions(i.Expression, r.lost)
}

// circle reports names that lead back to themselves, at the first of them.
func (r *evaluationReader) circle(kind string, names []string) {
	if n := r.nodes[kind+" "+names[0]]; n != nil {
		r.wrong(n, "circle", names[0], strings.Join(names, " → "))
	}
}
