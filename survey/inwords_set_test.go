package survey_test

import (
	"io/fs"
	"os"
	"regexp"
	"slices"
	"testing"

	"bestand.example/itbestand/questionnaires"
	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/i18n"
	"bestand.example/itbestand/survey/parser"
)

var (
	inQuotes = regexp.MustCompile(`„[^“]*“|“[^”]*”`)
	leftOver = regexp.MustCompile(`[=<>*/&|!#{}\[\]]|\w_\w|\.\.|%!|\b(einheit|ordinal|selected|if_asked|stichtag)\b`)
)

// expressions lists those of a question that are there.
func expressions(q *survey.Question) []*survey.Expression {
	all := []*survey.Expression{q.Relevant, q.RequiredIf, q.Constraint, q.Calculation, q.ChoiceFilter, q.RowRelevant}
	if q.Prefill != nil {
		all = append(all, q.Prefill.Where)
	}
	for _, w := range q.Warnings {
		all = append(all, w.When)
	}
	return slices.DeleteFunc(all, func(e *survey.Expression) bool { return e == nil })
}

// Every expression of the set that comes with the program, and of the one that
// has every feature, reads as words: outside of quotation marks no operator,
// no name and no code is left.
func TestExpressionsOfASetHaveWords(t *testing.T) {
	for name, files := range map[string]fs.FS{"it-landschaft.yaml": questionnaires.Files, "alles.yaml": os.DirFS("../cmd/testdata/alles")} {
		set, _, err := parser.Questionnaire(files, name)
		if err != nil {
			t.Fatal(err)
		}
		haveWords(t, set)
	}
}

func haveWords(t *testing.T, set *survey.Questionnaire) {
	t.Helper()
	n := 0
	for _, q := range set.Questions() {
		for _, e := range expressions(q) {
			for _, lang := range i18n.Languages() {
				text := set.InWords(e, i18n.In(lang))
				if rest := inQuotes.ReplaceAllString(text, ""); rest == "" || leftOver.MatchString(rest) {
					t.Errorf("%s (%s): %s", e.Source, lang, text)
				}
				if regexp.MustCompile(`die Bedingung „|the condition “|der Wert „|the value “`).MatchString(text) {
					t.Errorf("%s (%s) is quoted: %s", e.Source, lang, text)
				}
				n++
			}
		}
	}
	if n < 30 {
		t.Errorf("only %d expressions", n)
	}
}

func TestNumber(t *testing.T) {
	set, _, err := parser.Questionnaire(questionnaires.Files, "it-landschaft.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if set.Sections[0].Name != survey.StichtagName {
		t.Fatal("the set does not ask for the reference date")
	}
	for name, want := range map[string]string{survey.StichtagName: "", "k_datenschutz": "1.1", "kp": "1.6", "kp_mail": "1.6.3", "o_mitglieder": "2.1", "si_hinweis": "", "si_leitlinie": "10.1"} {
		if got := set.Number(set.Question(name)); got != want {
			t.Errorf("%s: %q, expected %q", name, got, want)
		}
	}
	seen := map[string]bool{}
	for _, q := range set.Questions() {
		if number := set.Number(q); number != "" && seen[number] {
			t.Errorf("%s stands twice", number)
		} else {
			seen[number] = true
		}
	}
}

func TestRowsOfAMatrixHaveNumbers(t *testing.T) {
	row := &survey.Question{Name: "m2", Type: survey.TypeScale}
	matrix := &survey.Question{Name: "m", Type: survey.TypeMatrix, Rows: []*survey.Question{{Name: "m1", Type: survey.TypeScale}, row}}
	set := &survey.Questionnaire{Sections: []*survey.Section{{Name: "a"}, {Name: "b", Questions: []*survey.Question{{Name: "h", Type: survey.TypeNote}, matrix}}}}
	if got := set.Number(row); got != "2.1.2" {
		t.Errorf("got %q", got)
	}
}
