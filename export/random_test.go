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
		case !q.Asked():
		case q.Roster != nil:
			for _, row := range r.Answers.Rows(q.Roster.Name) {
				r.Answers.Set(survey.Key{Question: q.Name, Row: row}, randomAnswer(t, set, r, q))
			}
		case q.Type == survey.TypeRepeat:
			for range rapid.IntRange(0, 3).Draw(t, "rows") {
				r.Answers.AddRow(q.Name, r.Answers.NextRow(q.Name)+rapid.IntRange(0, 2).Draw(t, "gap"))
			}
			a := randomAnswer(t, set, r, q)
			if len(r.Answers.Rows(q.Name)) > 0 {
				a.Value, a.Missing = survey.Value{}, ""
			}
			r.Answers.Set(survey.Key{Question: q.Name}, a)
		default:
			r.Answers.Set(survey.Key{Question: q.Name}, randomAnswer(t, set, r, q))
		}
	}
	return r
}

func randomAnswer(t *rapid.T, set *survey.Questionnaire, r *survey.Response, q *survey.Question) survey.Answer {
	var a survey.Answer
	switch kind := rapid.IntRange(0, 5).Draw(t, "kind"); {
	case kind == 0:
	case kind == 1 && len(q.Missing) > 0:
		a.Missing = rapid.SampledFrom(q.Missing).Draw(t, "missing")
	default:
		a.Value = randomValue(t, set, r, q)
		a.Estimate = q.Estimate && !a.Value.IsZero() && rapid.Bool().Draw(t, "estimate")
		if q.Override {
			a.Reason = randomText(t, false)
		}
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

func randomValue(t *rapid.T, set *survey.Questionnaire, r *survey.Response, q *survey.Question) survey.Value {
	switch q.ValueKind() {
	case survey.KindNoRows:
		return survey.NoRows
	case survey.KindText:
		return survey.TextValue(randomText(t, q.Type == survey.TypeMultiline))
	case survey.KindBoolean:
		return survey.Value{Kind: survey.KindBoolean, Text: fmt.Sprint(rapid.Bool().Draw(t, "bool"))}
	case survey.KindCode, survey.KindCodes, survey.KindRanking:
		return randomCodes(t, set, r, q)
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

// randomCodes chooses from a list, from the rows that there are (or one that is
// gone), or from the units that answer (or one that nobody knows).
func randomCodes(t *rapid.T, set *survey.Questionnaire, r *survey.Response, q *survey.Question) survey.Value {
	list := &survey.ChoiceList{Choices: []survey.Choice{{Name: unit(0).Key}, {Name: unit(1).Key}, {Name: "99999"}}}
	if roster := set.Question(q.ChoicesFrom); roster != nil {
		list.Choices = []survey.Choice{{Name: "77"}}
		for _, id := range r.Answers.Rows(roster.Name) {
			list.Choices = append(list.Choices, survey.Choice{Name: fmt.Sprint(id)})
		}
	} else if q.List != nil {
		list = q.List
	}
	most := 1
	if several(q) {
		most = 3
	}
	picked := rapid.SliceOfNDistinct(rapid.IntRange(0, len(list.Choices)-1), 1, min(most, len(list.Choices)), rapid.ID).Draw(t, "choices")
	codes := make([]string, len(picked))
	for i, p := range picked {
		codes[i] = list.Choices[p].Name
	}
	v := survey.CodesValue(list, codes)
	switch {
	case q.Type == survey.TypeRank:
		v = survey.Value{Kind: survey.KindRanking, Text: strings.Join(codes, " ")}
	case q.ValueKind() == survey.KindCode:
		v.Kind = survey.KindCode
	}
	if len(q.Other) > 0 && v.Has(survey.OtherCode) {
		v = v.WithOther(randomText(t, false))
	}
	return v
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
