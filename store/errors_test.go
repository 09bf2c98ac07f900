package store

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"bestand.example/itbestand/survey/i18n"
)

// allCodes reads the codes out of the source, so that none is forgotten.
func allCodes(t *testing.T) []Code {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "errors.go", nil, 0)
	must(t, err)
	var codes []Code
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || len(spec.Values) != 1 {
			return true
		}
		if name, ok := spec.Type.(*ast.Ident); ok && name.Name == "Code" {
			text, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
			must(t, err)
			codes = append(codes, Code(text))
		}
		return true
	})
	if len(codes) < 40 {
		t.Fatalf("only %d codes found", len(codes))
	}
	return codes
}

func TestEveryErrorSaysWhatWhereAndWhatToDo(t *testing.T) {
	for _, code := range allCodes(t) {
		for _, lang := range i18n.Languages() {
			sentence, hint := fault(code, "ordner/da\x1b\nten.itb", "zwei", "drei", "vier").Say(i18n.In(lang))
			if !strings.Contains(sentence, "da\ufffd ten.itb") || strings.Contains(sentence, "%!") && !strings.Contains(sentence, "EXTRA") {
				t.Errorf("%s, %s: %q", code, lang, sentence)
			}
			if strings.HasPrefix(sentence, "store.") || strings.HasPrefix(hint, "store.") || hint == "" {
				t.Errorf("%s, %s: no words: %q %q", code, lang, sentence, hint)
			}
		}
	}
}

func TestEveryOutcomeHasWords(t *testing.T) {
	for _, lang := range i18n.Languages() {
		for _, outcome := range []Outcome{OutcomeMerged, OutcomeUnchanged, OutcomeReplaced, OutcomeOlder, OutcomeBegun} {
			for _, conflict := range []bool{false, true} {
				if conflict && (outcome == OutcomeOlder || outcome == OutcomeBegun) {
					continue // neither is held
				}
				got := FileReport{Name: "a.itb", Outcome: outcome, Conflict: conflict}.Say(i18n.In(lang))
				if !strings.Contains(got, "a.itb") || strings.HasPrefix(got, "store.") {
					t.Errorf("%s %v, %s: %q", outcome, conflict, lang, got)
				}
			}
		}
		refused := FileReport{Name: "a.itb", Outcome: OutcomeRefused, Refusal: fault(CodeEmpty, "a.itb")}
		if got := refused.Say(i18n.In(lang)); !strings.Contains(got, "a.itb") {
			t.Errorf("%s: %q", lang, got)
		}
	}
}

func TestErrorsOfTheSystemAreExplained(t *testing.T) {
	for err, want := range map[error]Class{
		fs.ErrNotExist: ClassUsage, fs.ErrExist: ClassUsage, fs.ErrPermission: ClassMedium,
		syscall.ENOSPC: ClassMedium, syscall.EROFS: ClassMedium, syscall.EIO: ClassMedium,
	} {
		got := explain("a.itb", fmt.Errorf("write: %w", err))
		var e *Error
		if !errors.As(got, &e) || e.Class() != want || !errors.Is(got, err) {
			t.Errorf("%v: %v", err, got)
		}
	}
	odd := errors.New("odd")
	if got := explain("a.itb", odd); got != odd {
		t.Errorf("%v became %v", odd, got)
	}
	if got := explain("a.itb", nil); got != nil {
		t.Errorf("nothing became %v", got)
	}
}
