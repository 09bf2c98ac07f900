package parser_test

import (
	"maps"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/fstest"

	"bestand.example/itbestand/survey/i18n"
	"bestand.example/itbestand/survey/parser"
)

// spoil makes a mistake in a line, as people do and worse.
func spoil(line string, r *rand.Rand) string {
	words := strings.Fields(line)
	if len(words) == 0 {
		return line + "x"
	}
	word := words[r.IntN(len(words))]
	switch r.IntN(4) {
	case 0:
		return strings.Replace(line, word, word+"q", 1)
	case 1:
		return strings.Replace(line, word, "["+strings.Trim(word, ",{}[]:")+"]", 1)
	case 2:
		return strings.Replace(line, ": ", ": *a", 1)
	}
	key, _, _ := strings.Cut(line, ": ")
	return key + ": zzz"
}

// In a set in which everything can happen, a mistake somewhere makes nothing
// impossible: what is said beside it must not hang on it.
func TestMistakesProveNothing(t *testing.T) {
	right, r, wrong := realSet(t), rand.New(rand.NewPCG(5, 6)), 0
	lines := strings.Split(string(right["set.yaml"].Data), "\n")
	for range 100 {
		i := r.IntN(len(lines))
		before, after := lines[i], spoil(lines[i], r)
		lines[i] = after
		files := maps.Clone(right)
		files["set.yaml"] = &fstest.MapFile{Data: []byte(strings.Join(lines, "\n"))}
		lines[i] = before
		if _, _, err := parser.Questionnaire(files, "set.yaml"); err == nil {
			continue // another set, of which something may be true
		}
		wrong++
		for _, f := range found(t, files) {
			if strings.HasPrefix(f.Code, "never_") {
				t.Errorf("%q spoilt to %q:\n%s", before, after, parser.Render([]parser.Finding{f}, i18n.In("de")))
			}
		}
	}
	if wrong < 50 {
		t.Errorf("only %d sets were wrong", wrong)
	}
}
