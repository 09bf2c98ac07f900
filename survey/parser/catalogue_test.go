package parser_test

import (
	"go/ast"
	goparser "go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"bestand.example/itbestand/survey/i18n"
)

// literals lists the texts that stand in quotes in Go files, tests left out.
func literals(t *testing.T, pattern string) map[string]bool {
	t.Helper()
	paths, err := filepath.Glob(pattern)
	if err != nil || len(paths) == 0 {
		t.Fatalf("%s: %v", pattern, err)
	}
	found := map[string]bool{}
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		file, err := goparser.ParseFile(token.NewFileSet(), path, data, goparser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if l, ok := n.(*ast.BasicLit); ok && l.Kind == token.STRING {
				text, err := strconv.Unquote(l.Value)
				if err != nil {
					t.Fatal(err)
				}
				found[text] = true
			}
			return true
		})
	}
	return found
}

// No sentence is left over: each belongs to a code that the package or the
// engine writes. That no code is without a sentence is seen by FuzzQuestionnaire.
func TestEverySentenceHasACode(t *testing.T) {
	codes := literals(t, "*.go")
	for code := range literals(t, "../*.go") {
		codes[code] = true
	}
	for _, key := range i18n.In("de").Keys() {
		area, code, _ := strings.Cut(key, ".")
		if area != "parser" && area != "issue" {
			continue
		}
		code = strings.TrimSuffix(code, "_nearest")
		ending := code
		for _, prefix := range []string{"type_", "node_", "is_", "ref_", "scope_", "list", "include", "parameters"} {
			ending = strings.TrimPrefix(ending, prefix)
		}
		if !codes[code] && !codes[ending] && !codes[area+"."+code] {
			t.Errorf("%s: no finding has this code", key)
		}
	}
}

// Every issue of the engine has a sentence.
func TestEveryIssueHasASentence(t *testing.T) {
	var source string
	for _, name := range []string{"../expression.go", "../formula.go", "../reach.go"} {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		source += string(data)
	}
	issues := 0
	for _, line := range strings.Split(source, "\n") {
		fields := strings.Fields(line)
		if len(fields) < 4 || fields[1] != "IssueCode" || fields[2] != "=" {
			continue
		}
		issues++
		code, err := strconv.Unquote(fields[3])
		if err != nil || !i18n.In("de").Has("issue."+code) {
			t.Errorf("%s has no sentence: %v", fields[0], err)
		}
	}
	if issues < 20 {
		t.Errorf("only %d issues found in the engine", issues)
	}
}
