package cmd_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"bestand.example/itbestand/store"
	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/sim"
)

// Whatever is entered in sensitive and personal fields, said about them, or
// gives a name to somebody: nothing of it stands in the workbook that is passed
// on, nor in its tables, for any set that comes with the program. What is not
// sensitive stands there.
func TestNothingSensitiveIsPassedOn(t *testing.T) {
	for i, ids := range sealedSets() {
		t.Run(ids[0], func(t *testing.T) {
			p := &probes{rand.New(rand.NewPCG(23, uint64(i))), map[string]string{}, map[string]bool{}}
			l := newLeak(t, p, ids)
			withheld := l.sets[0].WithheldQuestions()
			l.handInAll(withheld)
			l.call(0, "merge", l.at("zentral.itb"), l.at("ein"), "--identity", l.write("schluessel.txt", l.key.Secret()+"\n"),
				"--wave", l.at("herbst.yaml"), "--population", l.at("verwaltungen.csv"))
			l.call(0, "export", l.at("zentral.itb"), "-o", l.at("weiter.xlsx"), "--csv", l.at("weiter"), "--audience", "weitergabe")
			passed := p.open(withheld)
			shown := p.shown(t, parts(t, l.at("weiter.xlsx"), l.at("weiter")), passed)
			if shown == 0 || !l.sets[0].Anonymous && shown < 50 {
				t.Errorf("only %d probes are shown: too little was planted", shown)
			}
			// The same probes stand in the project's own workbook: they were there.
			l.call(0, "export", l.at("zentral.itb"), "-o", l.at("intern.xlsx"))
			inside := p.inside(parts(t, l.at("intern.xlsx"), ""), passed)
			t.Logf("%d probes, %d places in the workbook that is passed on, %d that only the project's has", len(p.where), shown, inside)
			if len(withheld) > 0 && inside == 0 {
				t.Error("too few sensitive answers were planted")
			}
		})
	}
}

// handInAll answers the set, says something about every question, and hands in.
func (l *leak) handInAll(withheld map[*survey.Question]bool) {
	l.t.Helper()
	l.each(func(s *survey.Session, _ *store.File) {
		l.gathering = &survey.Change{}
		l.must(sim.Fill(s, l.p.r, l.p.hintNumbers(withheld)))
		l.remark(s)
		l.flush()
	})
	args := []string{"submit", l.file, "--questionnaire", l.sets[0].ID, "-o", l.at("ein"), "--incomplete"}
	if !l.sets[0].Anonymous {
		args = append(args, "--released-by", l.p.word("release"))
	}
	l.call(0, args...)
}

// shown looks for probes in the parts of what is passed on, where only some may
// stand. It counts the places of those.
func (p *probes) shown(t *testing.T, parts map[string][]byte, passed map[string]bool) (shown int) {
	t.Helper()
	for part, data := range parts {
		for word := range p.in(data) {
			if !passed[word] {
				t.Errorf("%s holds %s (%s)", part, word, p.where[word])
			}
			shown++
		}
	}
	return shown
}

// inside counts the probes in the project's own workbook that are not passed on.
func (p *probes) inside(parts map[string][]byte, passed map[string]bool) int {
	inside := map[string]bool{}
	for _, data := range parts {
		for word := range p.in(data) {
			if !passed[word] {
				inside[word] = true
			}
		}
	}
	return len(inside)
}

// hintNumbers answers texts with probes as hint does, and the numbers that are
// withheld with numbers that stand nowhere else.
func (p *probes) hintNumbers(withheld map[*survey.Question]bool) sim.Hint {
	return func(s *survey.Session, r *rand.Rand) (string, bool) {
		q := s.Question()
		named := slices.ContainsFunc(s.Set.Questions(), func(other *survey.Question) bool { return other.Name == q.Name && withheld[other] })
		if !named || q.Type != survey.TypeInteger && q.Type != survey.TypeMoney {
			return p.hint(s, r)
		}
		number := fmt.Sprint(7_300_000 + p.r.IntN(600_000))
		p.where[number] = q.Name
		return number, true
	}
}

// open are the probes that may be passed on: answers to other questions and what
// was said about them, and what the wave and the population say openly.
func (p *probes) open(withheld map[*survey.Question]bool) map[string]bool {
	closed := map[string]bool{}
	for q := range withheld {
		for _, about := range []string{"", "comment at ", "acknowledgement at ", "reason at "} {
			closed[about+q.Name] = true
		}
	}
	passed := map[string]bool{}
	for word, where := range p.where {
		open := p.entered[word] || where == "name of a unit" || where == "name of a district" || where == "title of the wave"
		passed[word] = open && !closed[where]
	}
	return passed
}

// parts reads all parts of a workbook and all files of a folder.
func parts(t *testing.T, book, folder string) map[string][]byte {
	t.Helper()
	all := map[string][]byte{}
	z, err := zip.OpenReader(book)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		all[f.Name] = bytes.Join([][]byte{[]byte(f.Name), data}, nil)
	}
	if folder == "" {
		return all
	}
	files, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		data, err := os.ReadFile(filepath.Join(folder, f.Name()))
		if err != nil {
			t.Fatal(err)
		}
		all["csv/"+f.Name()] = data
	}
	if len(files) == 0 || !strings.HasSuffix(book, ".xlsx") {
		t.Fatal("nothing was written")
	}
	return all
}
