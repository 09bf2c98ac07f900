package export

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"testing"

	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/i18n"
)

// BenchmarkExport writes 1,000 responses to the real question set, each with
// 20 rows of Fachverfahren.
func BenchmarkExport(b *testing.B) {
	set := realSet(b)
	r := rand.New(rand.NewPCG(1, 1))
	var all []*survey.Response
	for n := range 1000 {
		all = append(all, plausibleResponse(set, r, n))
	}
	bk := book([]*survey.Questionnaire{set}, all...)
	path := filepath.Join(b.TempDir(), "mappe.xlsx")
	for b.Loop() {
		summary, err := Write(path, "", bk, i18n.In("de"))
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(summary.Bytes), "bytes/workbook")
	}
}

// plausibleResponse answers everything, in such a way that most checks hold.
func plausibleResponse(set *survey.Questionnaire, r *rand.Rand, n int) *survey.Response {
	response := &survey.Response{
		ID: fmt.Sprintf("%032x", n+1), SetID: set.ID, SetVersion: set.Version, Unit: unit(n), Revision: 1, Digest: fmt.Sprintf("%064x", n),
		Answers: survey.NewAnswers(),
	}
	for _, q := range set.Questions() {
		switch {
		case !q.Type.Asked():
		case q.Type == survey.TypeRepeat:
			for row := range 20 {
				response.Answers.AddRow(q.Name, row+1)
			}
		case q.Roster != nil:
			for _, row := range response.Answers.Rows(q.Roster.Name) {
				response.Answers.Set(survey.Key{Question: q.Name, Row: row}, plausibleAnswer(q, r))
			}
		default:
			response.Answers.Set(survey.Key{Question: q.Name}, plausibleAnswer(q, r))
		}
	}
	return response
}

func plausibleAnswer(q *survey.Question, r *rand.Rand) survey.Answer {
	if len(q.Missing) > 0 && r.IntN(10) == 0 {
		return survey.Answer{Missing: q.Missing[r.IntN(len(q.Missing))]}
	}
	a := survey.Answer{Estimate: q.Estimate && r.IntN(5) == 0}
	switch q.Type {
	case survey.TypeYear:
		a.Value = survey.Value{Kind: survey.KindNumber, Text: "2020"}
	case survey.TypeDate:
		a.Value = survey.Value{Kind: survey.KindDate, Text: fmt.Sprintf("2020-%02d-%02d", 1+r.IntN(12), 1+r.IntN(28))}
	case survey.TypeMoney:
		a.Value = survey.Value{Kind: survey.KindNumber, Text: fmt.Sprint(r.IntN(90_000))}
	case survey.TypeYesNo:
		a.Value = survey.Value{Kind: survey.KindCode, Text: "ja"}
	case survey.TypeSelectOne:
		a.Value = survey.Value{Kind: survey.KindCode, Text: q.List.Choices[r.IntN(len(q.List.Choices))].Name}
	case survey.TypeSelectMultiple:
		a.Value = survey.CodesValue(q.List, []string{q.List.Choices[r.IntN(len(q.List.Choices))].Name})
	case survey.TypeText, survey.TypeMultiline:
		a.Value = survey.TextValue(fmt.Sprintf("angabe%d@verwaltung.example", r.IntN(500)))
	default:
		a.Value = survey.Value{Kind: survey.KindNumber, Text: fmt.Sprint(12 - q.Decimals + r.IntN(2))}
	}
	return a
}
