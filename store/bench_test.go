package store

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"bestand.example/itbestand/survey"
)

// wideSet has plain questions and one roster, of texts and numbers in turn,
// and a condition on every tenth question.
func wideSet(b *testing.B, questions, columns int) *survey.Questionnaire {
	b.Helper()
	column := func(name string, i int) *survey.Question {
		q := &survey.Question{Name: fmt.Sprintf("%s_%03d", name, i), Type: survey.TypeInteger}
		if i%2 == 0 {
			q.Type = survey.TypeText
		}
		return q
	}
	roster := &survey.Question{Name: "fv", Type: survey.TypeRepeat}
	for i := range columns {
		roster.Questions = append(roster.Questions, column("fv", i))
	}
	section := &survey.Section{Name: "s", Label: survey.German("S")}
	for i := range questions {
		q := column("f", i)
		if i%10 == 9 {
			q.Relevant = &survey.Expression{Source: fmt.Sprintf("f_%03d > 0", i-2)}
		}
		section.Questions = append(section.Questions, q)
	}
	section.Questions = append(section.Questions, roster)
	set := &survey.Questionnaire{ID: "it", Short: "IT", Version: "1.0.0", Digest: survey.SetDigest(testFiles()), Sections: []*survey.Section{section}}
	if issues := set.Compile(); len(issues) > 0 {
		b.Fatalf("%s: %v", issues[0].Code, issues[0].Args)
	}
	return set
}

// answered answers every question of the set, and some rows of its roster.
func answered(set *survey.Questionnaire, rows int) *survey.Answers {
	answers := survey.NewAnswers()
	put := func(q *survey.Question, row int) {
		v := survey.TextValue(fmt.Sprintf("Antwort auf %s, %d", q.Name, row))
		if q.Type == survey.TypeInteger {
			v = survey.Value{Kind: survey.KindNumber, Text: fmt.Sprint(100 + row)}
		}
		answers.Set(survey.Key{Question: q.Name, Row: row}, survey.Answer{Value: v})
	}
	for _, q := range set.Questions() {
		switch {
		case q.Type == survey.TypeRepeat:
		case q.Roster == nil:
			put(q, 0)
		default:
			for row := 1; row <= rows; row++ {
				answers.AddRow(q.Roster.Name, row)
				put(q, row)
			}
		}
	}
	return answers
}

// wideReturns writes n returns of one answered set and gives their folder.
func wideReturns(b *testing.B, set *survey.Questionnaire, answers *survey.Answers, n int) string {
	b.Helper()
	dir := b.TempDir()
	o := newOffice(b, filepath.Join(b.TempDir(), "a.itb"), jena)
	r := load(b, o)
	r.Answers = answers
	for i := range n {
		r.ID, r.Unit.Key = fmt.Sprintf("%032x", i+1), fmt.Sprintf("16%07d", i)
		must(b, o.file.WriteReturn(set, []*survey.Response{nextRevision(set, r)}, filepath.Join(dir, r.Unit.Key+".itb"), nil, false))
	}
	must(b, o.file.Close())
	return dir
}

// BenchmarkMerge merges returns of 100 and of 750 answers.
func BenchmarkMerge(b *testing.B) {
	for _, size := range []struct{ returns, questions, columns, rows int }{{1000, 50, 5, 10}, {300, 150, 15, 40}} {
		b.Run(fmt.Sprint(size.questions+size.columns*size.rows), func(b *testing.B) {
			set := wideSet(b, size.questions, size.columns)
			dir := wideReturns(b, set, answered(set, size.rows), size.returns)
			options := MergeOptions{At: noon, Set: func(string, string, string) (*survey.Questionnaire, error) { return set, nil }}
			for b.Loop() {
				b.StopTimer()
				central := newCentral(b, filepath.Join(b.TempDir(), "z.itb"))
				b.StartTimer()
				report, err := central.Merge(context.Background(), []string{dir}, options)
				if err != nil || report.Merged != size.returns {
					b.Fatal(err, counts(report))
				}
				b.StopTimer()
				must(b, central.Close())
				b.StartTimer()
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/float64(size.returns), "µs/return")
		})
	}
}

// BenchmarkOpen reads and checks one return of 750 answers.
func BenchmarkOpen(b *testing.B) {
	set := wideSet(b, 150, 15)
	path := filepath.Join(wideReturns(b, set, answered(set, 40), 1), "160000000.itb")
	data, err := os.ReadFile(path)
	must(b, err)
	b.SetBytes(int64(len(data)))
	trusted := map[setKey]trustedSet{{set.ID, set.Version}: {described(set), set}}
	for b.Loop() {
		if o := openFile(b.Context(), found{path: path}, checks{sets: trusted}); o.err != nil {
			b.Fatal(o.err)
		}
	}
}

// BenchmarkLoad reads one response of 750 answers out of a central file.
func BenchmarkLoad(b *testing.B) {
	set := wideSet(b, 150, 15)
	dir := wideReturns(b, set, answered(set, 40), 1)
	central := newCentral(b, filepath.Join(b.TempDir(), "z.itb"))
	options := MergeOptions{At: noon, Set: func(string, string, string) (*survey.Questionnaire, error) { return set, nil }}
	_, err := central.Merge(context.Background(), []string{dir}, options)
	must(b, err)
	for b.Loop() {
		if _, _, err := central.Load(1); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkSave saves one answer: what a person waits for.
func BenchmarkSave(b *testing.B) {
	o := newOffice(b, filepath.Join(b.TempDir(), "a.itb"), jena)
	i := 0
	for b.Loop() {
		i++
		must(b, o.file.Save(o.nr, o.set, survey.Change{SetPlace: true, Place: survey.Place{Question: "lan"}, Answers: []survey.AnswerChange{
			{Key: survey.Key{Question: "anzahl"}, Answer: survey.Answer{Value: survey.Value{Kind: survey.KindNumber, Text: fmt.Sprint(i)}}},
		}}, anna, noon))
	}
}
