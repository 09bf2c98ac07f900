package survey

import (
	"strings"
	"testing"
)

// put carries out assignments, written NAME=VALUE or NAME:missing=CODE and so
// on, on a set with one question of each kind, and gives the refusals.
func put(t *testing.T, s *Session, assignments ...Assignment) string {
	t.Helper()
	findings, err := s.Put(assignments)
	if err != nil {
		t.Fatal(err)
	}
	var codes []string
	for _, f := range findings {
		codes = append(codes, string(f.Code))
	}
	return strings.Join(codes, " ")
}

func batchSession(t *testing.T) *Session {
	t.Helper()
	set := testSet(t, "n + 1")
	set.Question("n").Estimate = true
	return NewSession(set, &Response{Answers: NewAnswers()}, Place{}, func(Change) error { return nil })
}

func text(s string) *string { return &s }

func TestPutRefusesWhatTheDialogueRefuses(t *testing.T) {
	yes := true
	value := Assignment{Question: "n", Entry: text("120")}
	row := Assignment{Question: "rn", Roster: "r", Index: 1, Entry: text("1")}
	cases := []struct {
		name   string
		before []Assignment
		put    Assignment
		want   string
	}{
		{"a comment on a calculation", nil, Assignment{Question: "it", Comment: text("x")}, "not_asked"},
		{"a reason on a note", nil, Assignment{Question: "note", Acknowledged: text("x")}, "not_asked"},
		{"a missing code for a list with rows", []Assignment{row}, Assignment{Question: "r", Missing: text("spaeter")}, "rows_exist"},
		{"a missing code for an empty list", nil, Assignment{Question: "r", Missing: text("spaeter")}, ""},
		{"a missing code that the question does not take", nil, Assignment{Question: "n", Missing: text("entfaellt")}, "missing_refused"},
		{"an estimate of nothing", nil, Assignment{Question: "n", Estimate: &yes}, "estimate_refused"},
		{"an estimate that is cleared with it", []Assignment{value}, Assignment{Question: "n", Entry: text(""), Estimate: &yes}, "estimate_refused"},
		{"an estimate of a missing value", nil, Assignment{Question: "n", Missing: text("spaeter"), Estimate: &yes}, "estimate_refused"},
		{"an estimate of a text", nil, Assignment{Question: "t", Entry: text("x"), Estimate: &yes}, "estimate_refused"},
		{"an estimate", []Assignment{value}, Assignment{Question: "n", Estimate: &yes}, ""},
		{"a value and a missing code", nil, Assignment{Question: "n", Entry: text("5"), Missing: text("spaeter")}, "value_and_missing"},
		{"a row too far", []Assignment{row}, Assignment{Question: "rn", Roster: "r", Index: 3, Entry: text("1")}, "no_such_row"},
		{"a row before the first", nil, Assignment{Question: "rn", Roster: "r", Index: 0, Entry: text("1")}, "no_such_row"},
		{"a text in another encoding", nil, Assignment{Question: "t", Entry: text("M\xfcller")}, "not_utf8"},
	}
	for _, c := range cases {
		s := batchSession(t)
		if refused := put(t, s, c.before...); refused != "" {
			t.Fatalf("%s: %s", c.name, refused)
		}
		kept := s.Response.Answers.Clone()
		if got := put(t, s, c.put); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
		if c.want != "" && !sameAnswers(kept, s.Response.Answers) {
			t.Errorf("%s: refused, and changed something", c.name)
		}
	}
}

func sameAnswers(a, b *Answers) bool {
	if len(a.cells) != len(b.cells) || !sameRows(a, b) {
		return false
	}
	for k, v := range a.cells {
		if b.cells[k] != v {
			return false
		}
	}
	return true
}

func TestTakingAMissingCodeAwayKeepsTheValue(t *testing.T) {
	s := batchSession(t)
	put(t, s, Assignment{Question: "n", Entry: text("120")})
	put(t, s, Assignment{Question: "n", Missing: text("")})
	if got := s.Assessment().Value(Key{Question: "n"}).Text; got != "120" {
		t.Errorf("n is %q", got)
	}
}

// A literal means what it means in YAML and JSON for a number or a yes/no, and
// is left as it is written for a text.
func TestLiteralsAreReadByTheTypeOfTheQuestion(t *testing.T) {
	s := batchSession(t)
	refused := put(t, s,
		Assignment{Question: "m", Entry: text("1.25"), Literal: true},
		Assignment{Question: "n", Entry: text("1000.0"), Literal: true},
		Assignment{Question: "t", Entry: text("1.10"), Literal: true},
		Assignment{Question: "a", Entry: text("true"), Literal: true})
	if refused != "" {
		t.Fatal(refused)
	}
	for name, want := range map[string]string{"m": "1.25", "n": "1000", "t": "1.10", "a": "ja"} {
		if got := s.Assessment().Value(Key{Question: name}).Text; got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
}

func TestARefusedRowIsCalledByItsPlace(t *testing.T) {
	s := batchSession(t)
	for range 2 { // rows that are gone have used up ids
		put(t, s, Assignment{Question: "rn", Roster: "r", Index: 1, Entry: text("1")})
		put(t, s, Assignment{Question: "r", Entry: text("")})
	}
	findings, err := s.Put([]Assignment{{Question: "rn", Roster: "r", Index: 1, Entry: text("viele")}})
	if err != nil || len(findings) != 1 {
		t.Fatal(findings, err)
	}
	if got := s.RowNumber(s.Set.Question("r"), findings[0].Row); got != 1 {
		t.Errorf("the row is called %d", got)
	}
}

func TestGoingToAPlaceFromOutsideKeepsTheDraft(t *testing.T) {
	s := batchSession(t)
	if err := s.Jump(Place{Question: "n"}, ""); err != nil {
		t.Fatal(err)
	}
	if err := s.Pause("viele"); err != nil {
		t.Fatal(err)
	}
	if err := s.Goto(Place{Question: "t"}); err != nil {
		t.Fatal(err)
	}
	if draft := s.Response.Answers.Get(Key{Question: "n"}).Draft; draft != "viele" {
		t.Errorf("the draft is %q", draft)
	}
}
