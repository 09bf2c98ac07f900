package store

import (
	"context"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"bestand.example/itbestand/survey"
)

// accepted tells whether a merge would take the bytes, and as what content.
func accepted(t testing.TB, set *survey.Questionnaire, path string, data []byte) (*survey.Response, bool) {
	t.Helper()
	must(t, os.WriteFile(path, data, 0o600))
	trusted := map[setKey]trustedSet{{set.ID, set.Version}: {described(set), set}}
	o := openFile(context.Background(), found{path: path, name: "x.itb"}, checks{sets: trusted})
	if o.err != nil {
		if _, ok := o.err.(*Error); !ok {
			t.Fatalf("not a refusal: %v", o.err)
		}
		return nil, false
	}
	return o.foreign.Responses[0], true
}

func same(a, b *survey.Response) bool {
	x, y := *a, *b
	x.Answers, y.Answers = nil, nil
	if fmt.Sprintf("%+v", x) != fmt.Sprintf("%+v", y) || !slices.Equal(a.Answers.Keys(), b.Answers.Keys()) {
		return false
	}
	for _, k := range a.Answers.Keys() {
		if a.Answers.Get(k) != b.Answers.Get(k) {
			return false
		}
	}
	return slices.Equal(a.Answers.Rows("fv"), b.Answers.Rows("fv"))
}

// ME05, unsealed: what is changed is refused, or changes nothing that is read.
func TestME05NoMutationIsTakenForAnotherContent(t *testing.T) {
	set, good := goodReturn(t)
	path := in(t)("x.itb")
	want, ok := accepted(t, set, path, good)
	if !ok {
		t.Fatal("the good one is refused")
	}
	r := rand.New(rand.NewPCG(1, 2))
	refused, equal := 0, 0
	var c costs
	for i := range many(100, 1000) {
		bad := mutate(r, slices.Clone(good), i)
		var got *survey.Response
		c.of(func() { got, ok = accepted(t, set, path, bad) })
		switch {
		case !ok:
			refused++
		case !same(got, want):
			t.Fatalf("mutation %d was taken with another content", i)
		default:
			equal++ // it hit bytes that mean nothing
		}
	}
	t.Logf("%d refused, %d without effect on the content", refused, equal)
	c.report(t)
	if refused == 0 {
		t.Error("nothing was refused")
	}
}

func mutate(r *rand.Rand, data []byte, i int) []byte {
	switch i % 5 {
	case 0, 1: // one bit of a byte that means something
		at := r.IntN(len(data))
		for data[at] == 0 {
			at = r.IntN(len(data))
		}
		data[at] ^= 1 << r.IntN(8)
	case 2: // some bits of the first page
		for range 8 {
			data[r.IntN(pageSize)] ^= 1 << r.IntN(8)
		}
	case 3: // a piece of noise
		at := r.IntN(len(data) - 64)
		for j := range 64 {
			data[at+j] = byte(r.Uint32())
		}
	default:
		data = data[:r.IntN(len(data))]
	}
	return data
}

// ME06, unsealed.
func TestME06EveryTruncationIsRefused(t *testing.T) {
	set, good := goodReturn(t)
	path := in(t)("x.itb")
	for percent := range 100 {
		if _, ok := accepted(t, set, path, good[:len(good)*percent/100]); ok {
			t.Errorf("%d %% of the file are taken", percent)
		}
	}
}

// A return that was changed and sealed again by hand still has to say what its
// response's digest says, and to fit the trusted set.
func TestForgedContentIsRefused(t *testing.T) {
	set, good := goodReturn(t)
	path := in(t)("x.itb")
	nr := func(question string) string { return "(SELECT nr FROM question WHERE name = '" + question + "')" }
	cases := map[string]struct {
		code       Code
		statements []string
	}{
		"another value":      {CodeDamaged, []string{"UPDATE answer SET value = '9' WHERE question = " + nr("anzahl")}},
		"an unknown choice":  {CodeBadAnswer, []string{"UPDATE answer SET value = 'eigen keiner' WHERE question = " + nr("betrieb")}},
		"another kind":       {CodeBadAnswer, []string{"UPDATE answer SET kind = 1 WHERE question = " + nr("anzahl")}},
		"an unknown reason":  {CodeBadAnswer, []string{"UPDATE answer SET kind = 0, value = '', missing = 'entfaellt' WHERE question = " + nr("anzahl")}},
		"value and reason":   {CodeBadAnswer, []string{"UPDATE answer SET missing = 'unbekannt' WHERE question = " + nr("anzahl")}},
		"a draft":            {CodeBadAnswer, []string{"UPDATE answer SET draft = 'x' WHERE question = " + nr("anzahl")}},
		"an estimate":        {CodeBadAnswer, []string{"UPDATE answer SET estimate = 1 WHERE question = " + nr("notiz")}},
		"an unknown name":    {CodeBadQuestion, []string{"UPDATE question SET name = 'anders' WHERE name = 'anzahl'"}},
		"an inactive answer": {CodeBadAnswer, []string{"UPDATE answer SET value = 'nein' WHERE question = " + nr("lan")}},
		"a calculation":      {CodeBadAnswer, []string{"UPDATE question SET name = 'summe' WHERE name = 'anzahl'"}},
		"a row of nothing":   {CodeBadAnswer, []string{"DELETE FROM roster_row WHERE row = 4"}},
		"rows turned around": {CodeDamaged, []string{"UPDATE roster_row SET place = 12 - place"}},
		"another unit":       {CodeDamaged, []string{"UPDATE response SET unit_key = '" + gera + "'"}},
		"no unit":            {CodeBadUnit, []string{"UPDATE response SET unit_key = 'Jena'"}},
		"another revision":   {CodeDamaged, []string{"UPDATE response SET revision = 7"}},
		"an odd id":          {CodeDamaged, []string{"UPDATE response SET id = 'x'"}},
		"its own ancestor":   {CodeDamaged, []string{"UPDATE chain SET digest = (SELECT digest FROM response)"}},
		"another version":    {CodeSetUnknown, []string{"UPDATE question_set SET version = '3.0.0'"}},
		"another set":        {CodeSetChanged, []string{"UPDATE question_set SET digest = '" + strings.Repeat("a", 64) + "'"}},
		"an empty answer":    {CodeBadAnswer, []string{"INSERT INTO answer (response, question, row, kind, value) VALUES (1, " + nr("stand") + ", 2, 0, '')"}},
		"a second nothing":   {CodeBadAnswer, []string{"UPDATE answer SET kind = 0, value = '' WHERE question = " + nr("notiz")}},
		"no response":        {CodeDamaged, []string{"DELETE FROM answer", "DELETE FROM roster_row", "DELETE FROM chain", "DELETE FROM response"}},
	}
	for name, c := range cases {
		must(t, os.WriteFile(path, crafted(t, good, c.statements...), 0o600))
		o := openFile(context.Background(), found{path: path, name: "x.itb"}, checks{sets: map[setKey]trustedSet{{set.ID, set.Version}: {described(set), set}}})
		if e, ok := o.err.(*Error); !ok || e.Code != c.code {
			t.Errorf("%s: got %v, want %s", name, o.err, c.code)
		}
	}
	// Without a new seal, every one of them is damage; so is a changed name.
	l, err := connect(context.Background(), "file:"+path)
	must(t, err)
	must(t, os.WriteFile(path, good, 0o600))
	must(t, l.exec("UPDATE response SET unit_name = 'Stadt Nirgendwo'"))
	must(t, l.close())
	_, err = onlyRead(context.Background(), path, nil)
	wantCode(t, err, CodeDamaged)
}

// A b-tree whose inner pages all point to the same child makes more rows than
// any machine can read.
func TestTreeThatPointsToItselfIsDamage(t *testing.T) {
	_, good := goodReturn(t)
	for page := 1; page < len(good)/pageSize; page++ {
		bad := slices.Clone(good)
		at := page * pageSize
		bad[at] = 5 // an inner page of a table
		binary.BigEndian.PutUint32(bad[at+8:], uint32(page+1))
		if _, err := readBytes(t, bad); err == nil {
			t.Errorf("page %d: accepted", page+1)
		}
	}
}

func FuzzReadForeign(f *testing.F) {
	_, good := goodReturn(f)
	f.Add(good)
	f.Add(good[:pageSize])
	f.Add([]byte(magic))
	f.Add(zipped(f, "xl/workbook.xml"))
	path := filepath.Join(f.TempDir(), "x.itb")
	f.Fuzz(func(t *testing.T, data []byte) {
		must(t, os.WriteFile(path, data, 0o600))
		foreign, err := onlyRead(context.Background(), path, nil)
		if err != nil {
			if _, ok := err.(*Error); !ok {
				t.Fatalf("not a refusal: %v", err)
			}
			return
		}
		for _, r := range foreign.Responses {
			if !survey.IsClean(r.Unit.Name + r.Release + r.ID) {
				t.Fatal("control characters were let in")
			}
		}
	})
}
