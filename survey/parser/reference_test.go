package parser_test

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"bestand.example/itbestand/survey/i18n"
	"bestand.example/itbestand/survey/parser"
)

const referenceFile = "../../questionnaires/findings.md"

const referenceHead = `# Befunde der Prüfung / Findings of the check

Alles, was „itbestand questionnaire check“ an einem Fragensatz, einer Auswertung oder einer Erhebungswelle bemängeln kann, nach Codes. Ein Fehler muss behoben werden (Exitcode 3), ein
Hinweis ist einen Blick wert (Exitcode 0). Die Codes ändern sich nicht.
Everything that “itbestand questionnaire check” can find in a question set, an evaluation or a wave, by code. An error must be mended (exit code 3), a hint is worth a
look (exit code 0). The codes do not change.

Diese Datei wird erzeugt / This file is generated: go test ./survey/parser -run Reference -update
`

// withoutExample are the codes whose example would fill a book: they have
// tests of their own.
var withoutExample = []string{"too_many_findings"} // see TestEndlessMistakesAreCounted

// allCodes lists every code that the parser or the engine can report: each has a
// sentence, which TestEverySentenceHasACode and TestEveryIssueHasASentence
// hold.
func allCodes(t *testing.T) map[string]string {
	t.Helper()
	keys := map[string]string{}
	for _, key := range i18n.In("de").Keys() {
		area, code, _ := strings.Cut(key, ".")
		code = strings.TrimSuffix(code, "_nearest")
		if area != "parser" && area != "issue" || isWordPart(code) {
			continue
		}
		if before := keys[code]; before != "" && before != area {
			t.Errorf("%s is a code of both %s and %s", code, before, area)
		}
		keys[code] = area
	}
	return keys
}

// firstExamples are the first finding with each code in the corpus.
func firstExamples(t *testing.T) map[string]parser.Finding {
	t.Helper()
	first := map[string]parser.Finding{}
	note := func(findings []parser.Finding) {
		for _, f := range findings {
			if _, known := first[f.Code]; !known {
				first[f.Code] = f
			}
		}
	}
	for _, e := range examples(t, "wrong") {
		note(found(t, e.files))
	}
	for _, e := range append(examples(t, "evaluation/wrong"), examples(t, "wave/wrong")...) {
		if wrong := e.wrong(t, evaluatedSets(t)); wrong != nil {
			note(wrong.Findings)
		}
	}
	return first
}

// Every code stands in the reference, and has an example in the corpus.
func TestReferenceNamesEveryFinding(t *testing.T) {
	areas, first := allCodes(t), firstExamples(t)
	var b strings.Builder
	b.WriteString(referenceHead)
	for _, code := range slices.Sorted(maps.Keys(areas)) {
		f, there := first[code]
		if !there {
			if !slices.Contains(withoutExample, code) {
				t.Errorf("%s: no example in testdata/wrong", code)
			}
			f = parser.Finding{Code: code}
		}
		word := map[parser.Severity]string{parser.SeverityError: "Fehler / error", parser.SeverityHint: "Hinweis / hint"}[f.Severity()]
		fmt.Fprintf(&b, "\n## %s\n\n%s\n\n- %s\n- %s\n", code, word, sentence(f, areas[code], "de"), sentence(f, areas[code], "en"))
		if strings.TrimSpace(f.Text) != "" {
			lines := strings.SplitN(parser.Render([]parser.Finding{f}, i18n.In("de")), "\n", 2)
			fmt.Fprintf(&b, "\n```\n%s```\n", lines[1])
		}
	}
	for code := range first {
		if areas[code] == "" {
			t.Errorf("%s is reported and has no sentence", code)
		}
	}
	held(t, b.String())
}

func sentence(f parser.Finding, area, lang string) string {
	if f.File == "" {
		return i18n.In(lang).Text(area + "." + f.Code)
	}
	return f.Sentence(i18n.In(lang))
}

func held(t *testing.T, want string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(referenceFile, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	got, err := os.ReadFile(referenceFile)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Error("questionnaires/findings.md is not what the catalogues and the corpus say; write it with: go test ./survey/parser -run Reference -update")
	}
}

// isWordPart reports whether a key of the catalogue is a word that sentences
// are put together from, not a finding.
func isWordPart(code string) bool {
	for _, prefix := range []string{"type_", "node_", "ref_", "scope_"} {
		if strings.HasPrefix(code, prefix) {
			return true
		}
	}
	return code == "hint"
}
