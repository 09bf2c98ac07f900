package parser_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"bestand.example/itbestand/survey/parser"
)

func questions(n int) string {
	var b strings.Builder
	b.WriteString(head + section)
	for i := range n {
		fmt.Fprintf(&b, "      - {name: q%d, type: text, label: F}\n", i)
	}
	return b.String()
}

func TestMostQuestionsAreFiveThousand(t *testing.T) {
	q, _, err := parser.Questionnaire(inMemory(questions(5000)), "set.yaml")
	if err != nil || len(q.Questions()) != 5000 {
		t.Fatalf("5,000 questions: %v", err)
	}
	if f := one(t, questions(5002)); f.Code != "too_many_questions" || f.Line != 5010 {
		t.Errorf("5,002 questions: %v", f)
	}
}

func TestMostChoicesAreTwentyThousand(t *testing.T) {
	var list strings.Builder
	list.WriteString("code,name\n")
	for i := range 20_001 {
		fmt.Fprintf(&list, "c%d,Eintrag %d\n", i, i)
	}
	fsys := inMemory(head + "choices:\n  liste: {file: l.csv, value: code, label: name}\n" + section + question)
	fsys["l.csv"] = &fstest.MapFile{Data: []byte(list.String())}
	if got := rendered(t, fsys, "de"); !strings.HasPrefix(got, "l.csv:20002:1: ") || strings.Count(got, "\n") != 3 {
		t.Errorf("20,001 choices: %s", got)
	}
	fsys["l.csv"].Data = []byte(strings.TrimSuffix(list.String(), "c20000,Eintrag 20000\n"))
	if got := rendered(t, fsys, "de"); got != "" {
		t.Errorf("20,000 choices: %s", got)
	}
}

// A bomb of aliases is refused at each alias; nothing is unfolded.
func TestAliasBombIsRefused(t *testing.T) {
	var b strings.Builder
	b.WriteString(head + "a0: &a0 [lol]\n")
	for i := range 10 {
		fmt.Fprintf(&b, "a%d: &a%d [%s]\n", i+1, i+1, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*a%d, ", i), 9), ", "))
	}
	aliases := 0
	for _, f := range findings(t, b.String()) {
		if f.Code == "alias" {
			aliases++
		}
	}
	if aliases != 90 {
		t.Errorf("%d aliases reported", aliases)
	}
	self := findings(t, head+"sections: &a [*a]\n")
	if last := self[len(self)-1]; len(self) != 2 || last.Code != "alias" {
		t.Errorf("an alias of itself: %v", self)
	}
}

func TestDeepNestingIsRefused(t *testing.T) {
	for _, open := range []string{"[", "{a: ", "- ", "a:\n"} {
		var b strings.Builder
		for i := range 10_000 {
			if open == "a:\n" {
				b.WriteString(strings.Repeat(" ", min(i, 40)))
			}
			b.WriteString(open)
			if open == "a:\n" && i > 40 {
				break
			}
		}
		found := findings(t, b.String())
		if found[0].Code != "depth" {
			t.Errorf("%q: %v", open, found[0])
		}
	}
}

// A file full of mistakes gives a list that can still be read, and says how
// many it leaves out.
func TestEndlessMistakesAreCounted(t *testing.T) {
	found := findings(t, head+section+question+strings.Repeat("x: 1\n", 3000))
	last := found[len(found)-1]
	if len(found) != 501 || last.Code != "too_many_findings" || last.Args[0] != "2500" {
		t.Errorf("%d findings, the last %v", len(found), last)
	}
}
