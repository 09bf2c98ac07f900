package parser

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/i18n"
)

// Finding is one thing that is wrong in a question set: what, and where. The
// sentence about it is made by Sentence.
type Finding struct {
	File   string   `json:"file"`
	Line   int      `json:"line"`   // from 1
	Column int      `json:"column"` // in characters, from 1
	Code   string   `json:"code"`   // stays the same from version to version; questionnaires/findings.md lists all
	Args   []string `json:"args"`   // the particulars that the sentence names
	Text   string   `json:"text"`   // the source line; of a very long one the part around the column

	key   string // of its sentence: the code behind the name of its area
	caret int    // characters of Text in front of the column
}

// Severity says whether a finding stands in the way of using a file.
type Severity string

// What is an error must be mended; a hint is worth a second look.
const (
	SeverityError Severity = "error"
	SeverityHint  Severity = "hint"
)

// Severity is that of every finding with this code.
func (f Finding) Severity() Severity {
	if slices.Contains(hintCodes, f.Code) {
		return SeverityHint
	}
	return SeverityError
}

// hintCodes are the codes of hints.
var hintCodes = []string{"always_warns", "empty_profile", "label_wide", "missing_translation", "more_translations", "never_warns", "outside_profile", "thousands_point", "unused_list", "unused_missing"}

// Errors is the error of a question set that is wrong. It holds at least one
// finding; they are sorted by file, the set's own first, and by place.
type Errors struct {
	Findings []Finding
}

// Error says where the first finding is, for logs. What a person reads is made
// by Render.
func (e *Errors) Error() string {
	f := e.Findings[0]
	return fmt.Sprintf("%s:%d:%d: %s (findings in all: %d)", survey.CleanLine(f.File), f.Line, f.Column, f.Code, len(e.Findings))
}

// worded lists the arguments that are words of the catalogue themselves: the
// first letters of their keys, by the place of the argument.
var worded = map[string]map[int]string{
	"issue.types":       {1: "issue.type_", 2: "issue.type_"},
	"issue.type":        {1: "issue.type_"},
	"issue.not_boolean": {0: "issue.type_"},
	"issue.needs_list":  {1: "issue.type_"},
	"issue.argument":    {1: "issue.type_"},
	"parser.wrong_type": {0: "parser.node_", 1: "parser.node_"},

	"issue.not_a_number": {0: "issue.type_"},
	"issue.list_of":      {1: "issue.type_"},
	"issue.other_scope":  {1: "issue.scope_"},
	"parser.unknown_ref": {1: "parser.ref_"},
}

// Nearest is what was probably meant, where the sentence names that, or "".
func (f Finding) Nearest(words *i18n.Catalogue) string {
	if n := len(f.Args); n > 0 && words.Has(f.key+"_nearest") {
		return survey.CleanLine(f.Args[n-1])
	}
	return ""
}

// Sentence says in the catalogue's language what is wrong and what to do.
func (f Finding) Sentence(words *i18n.Catalogue) string {
	key := f.key
	if f.Nearest(words) != "" {
		key += "_nearest"
	}
	if !strings.Contains(words.Text(key), "%") && words.Has(key) {
		return words.T(key)
	}
	args := make([]any, len(f.Args))
	for i, arg := range f.Args {
		if prefix := worded[f.key][i]; prefix != "" {
			arg = words.T(prefix + arg)
		}
		args[i] = survey.CleanLine(arg)
	}
	return words.T(key, args...)
}

const (
	maxFindings  = 500   // that are shown: more help nobody
	maxCollected = 2_000 // that are kept for being sorted
	maxArgument  = 300   // characters of an argument that are kept
	maxWord      = 80    // of the first one, which is what the file says
)

// report adds a finding; key is the key of its sentence. Arguments may be
// foreign text of any length.
func (r *reader) report(at spot, key string, args ...string) {
	if len(r.found) == maxCollected {
		r.dropped++
		return
	}
	f := Finding{File: at.src.name, Line: at.line, Column: at.column, key: key, Args: make([]string, len(args))}
	_, f.Code, _ = strings.Cut(key, ".")
	for i, arg := range args {
		f.Args[i] = shorten(arg, maxArgument)
	}
	if len(args) > 0 {
		f.Args[0] = shorten(args[0], maxWord)
	}
	f.Text, f.caret = window(at.src.line(at.line), at.column-1)
	r.found = append(r.found, f)
}

// enough reports whether no further findings are kept, so that a long list need
// not be looked through to its end.
func (r *reader) enough() bool { return len(r.found) == maxCollected }

func shorten(s string, limit int) string {
	if utf8.RuneCountInString(s) <= limit {
		return s
	}
	return string([]rune(s)[:limit-1]) + "…"
}

// findings sorts what was found and drops what was found twice.
func (r *reader) findings() []Finding {
	slices.SortStableFunc(r.found, func(a, b Finding) int {
		return cmp.Or(r.rank(a)-r.rank(b), cmp.Compare(a.File, b.File), a.Line-b.Line, a.Column-b.Column)
	})
	found := slices.CompactFunc(r.found, func(a, b Finding) bool {
		return a.File == b.File && a.Line == b.Line && a.Column == b.Column && a.Code == b.Code && slices.Equal(a.Args, b.Args)
	})
	if rest := len(found) - maxFindings; rest > 0 {
		last := found[maxFindings]
		last.key, last.Code, last.Args = "parser.too_many_findings", "too_many_findings", []string{fmt.Sprint(rest + r.dropped)}
		found = append(found[:maxFindings], last)
	}
	return found
}

func (r *reader) rank(f Finding) int {
	if f.File == r.name {
		return 0
	}
	return 1
}
