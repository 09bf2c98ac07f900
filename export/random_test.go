package export

import (
	"fmt"
	"strings"

	"pgregory.net/rapid"

	"bestand.example/itbestand/survey"
)

// randomResponse answers a set at random: answers, missing codes, gaps, marks,
// comments, reasons and drafts, to relevant questions and to others.
func randomResponse(t *rapid.T, set *survey.Questionnaire, n int) *survey.Response {
	r := &survey.Response{
		ID: fmt.Sprintf("%032x", n*7919+1), SetID: set.ID, SetVersion: set.Version, Unit: unit(n), Revision: 1 + n%3,
		Digest: fmt.Sprintf("%064x", n*31), Incomplete: rapid.Bool().Draw(t, "incomplete"), Answers: survey.NewAnswers(),
	}
	if rapid.IntRange(0, 3).Draw(t, "release") == 0 {
		r.Release = "Eva Muster, Leitung"
	}
	for _, q := range set.Questions() {
		switch {
		case !q.Type.Asked():
		case q.Roster != nil:
			for _, row := range r.Answers.Rows(q.Roster.Name) {
				r.Answers.Set(survey.Key{Question: q.Name, Row: row}, randomAnswer(t, q))
			}
		case q.Type == survey.TypeRepeat:
			for range rapid.IntRange(0, 3).Draw(t, "rows") {
				r.Answers.AddRow(q.Name, r.Answers.NextRow(q.Name)+rapid.IntRange(0, 2).Draw(t, "gap"))
			}
			a := randomAnswer(t, q)
			if len(r.Answers.Rows(q.Name)) > 0 {
				a.Value, a.Missing = survey.Value{}, ""
			}
			r.Answers.Set(survey.Key{Question: q.Name}, a)
		default:
			r.Answers.Set(survey.Key{Question: q.Name}, randomAnswer(t, q))
		}
	}
	return r
}

func randomAnswer(t *rapid.T, q *survey.Question) survey.Answer {
	var a survey.Answer
	switch kind := rapid.IntRange(0, 5).Draw(t, "kind"); {
	case kind == 0:
	case kind == 1 && len(q.Missing) > 0:
		a.Missing = rapid.SampledFrom(q.Missing).Draw(t, "missing")
	default:
		a.Value = randomValue(t, q)
		a.Estimate = q.Estimate && rapid.Bool().Draw(t, "estimate")
	}
	if rapid.IntRange(0, 5).Draw(t, "comment") == 0 {
		a.Comment = randomText(t, true)
	}
	if rapid.IntRange(0, 9).Draw(t, "reason") == 0 {
		a.Acknowledged = randomText(t, false)
	}
	if rapid.IntRange(0, 9).Draw(t, "draft") == 0 {
		a.Draft = "ENTWURF"
	}
	return a
}

func randomValue(t *rapid.T, q *survey.Question) survey.Value {
	switch q.ValueKind() {
	case survey.KindNoRows:
		return survey.NoRows
	case survey.KindText:
		return survey.TextValue(randomText(t, q.Type == survey.TypeMultiline))
	case survey.KindCode:
		return survey.Value{Kind: survey.KindCode, Text: rapid.SampledFrom(q.List.Choices).Draw(t, "choice").Name}
	case survey.KindCodes:
		codes := rapid.SliceOfN(rapid.SampledFrom(q.List.Choices), 1, 3).Draw(t, "choices")
		names := make([]string, len(codes))
		for i, c := range codes {
			names[i] = c.Name
		}
		return survey.CodesValue(q.List, names)
	case survey.KindDate:
		return survey.Value{Kind: survey.KindDate, Text: fmt.Sprintf("%04d-%02d-%02d", rapid.IntRange(1880, 2199).Draw(t, "year"),
			rapid.IntRange(1, 12).Draw(t, "month"), rapid.IntRange(1, 28).Draw(t, "day"))}
	}
	if q.Type == survey.TypeYear {
		return survey.Value{Kind: survey.KindNumber, Text: fmt.Sprint(rapid.IntRange(1900, 2199).Draw(t, "year"))}
	}
	digits := rapid.StringMatching(`-?(0|[1-9][0-9]{0,9})`).Draw(t, "digits")
	if q.Decimals > 0 {
		digits += rapid.StringMatching(`(\.[0-9]{0,1}[1-9])?`).Draw(t, "decimals")
	}
	if digits == "-0" {
		digits = "0"
	}
	return survey.Value{Kind: survey.KindNumber, Text: digits}
}

// randomText is never blank, and has neither blanks at its ends nor characters
// that survey.Clean replaces: such a text cannot be entered.
func randomText(t *rapid.T, lines bool) string {
	awkward := rapid.SampledFrom([]string{"=1+1", "+49 361", "-5", "@SUM(A1)", "_x0041_", "_xZZZZ_", "_x005F_x0041_", "<b>&amp;</b>", "ä\u0308ß", "😀", "a\tb", "''", "0123", "1,5", "TRUE"})
	s := rapid.OneOf(awkward, rapid.String(), rapid.StringOf(rapid.RuneFrom([]rune("abc äöü_x0041")))).Draw(t, "text")
	if !lines {
		s = strings.ReplaceAll(s, "\n", " ")
	}
	if s = strings.TrimSpace(survey.Clean(s)); s == "" {
		return "leer"
	}
	return s
}
