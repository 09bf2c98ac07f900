package export

import (
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/i18n"
	"bestand.example/itbestand/survey/parser"
	"bestand.example/itbestand/survey/sim"
)

// Two surveys that differ in nothing but what is withheld give the same workbook
// to pass on, byte by byte: so nothing of it can be told from that.
func TestWhatIsWithheldMakesNoDifference(t *testing.T) {
	for _, name := range []string{"it-landschaft", "ozg-umsetzungsstand", "kompetenzzentrum-interview", "kompetenzzentrum-aufgaben", "grundsatzpapiere"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			set, _, err := parser.Questionnaire(os.DirFS(filepath.Join("..", "questionnaires")), name+".yaml")
			if err != nil {
				t.Fatal(err)
			}
			withheld := set.WithheldQuestions()
			books := make([]Book, 2)
			for n := range books {
				var all []*survey.Response
				for u := range 3 {
					all = append(all, drawn(t, set, u, withheld, uint64(n)))
				}
				books[n] = book([]*survey.Questionnaire{set}, all...)
				books[n].Audience = Weitergabe
				books[n].Digest = fmt.Sprintf("%064d", n)
			}
			if len(withheld) > 0 && differing(books, withheld) == 0 {
				t.Fatal("the surveys are the same")
			}
			sameBook(t, books)
		})
	}
}

// differing counts the withheld answers that only the first survey has.
func differing(books []Book, withheld map[*survey.Question]bool) (n int) {
	var all [2][]Response
	for i, b := range books {
		_ = b.Responses(func(r Response) error {
			all[i] = append(all[i], r)
			return nil
		})
	}
	for i, r := range all[0] {
		for _, k := range r.Answers.Keys() {
			if withheld[books[0].Sets[0].Question(k.Question)] && r.Answers.Get(k) != all[1][i].Answers.Get(k) {
				n++
			}
		}
	}
	return n
}

// drawn answers a set by chance: what is withheld by one chance, everything else
// by another.
func drawn(t *testing.T, set *survey.Questionnaire, u int, withheld map[*survey.Question]bool, variant uint64) *survey.Response {
	t.Helper()
	r := answers(t, set, u)
	r.Closed = false
	r.Population = &survey.Population{Units: []survey.Unit{unit(0), unit(1), unit(2)}}
	r.Digest = fmt.Sprintf("%064d", 100*variant+uint64(u))
	var source rand.PCG
	chance := rand.New(&source)
	s := survey.NewSession(set, r, survey.Place{}, func(survey.Change) error { return nil })
	err := sim.Fill(s, chance, func(s *survey.Session, _ *rand.Rand) (string, bool) {
		h := fnv.New64a()
		fmt.Fprint(h, u, s.Place())
		seed := uint64(1)
		if q := set.Question(s.Place().Question); withheld[q] {
			seed += 1 + variant
		}
		source.Seed(h.Sum64(), seed) // each question anew, however many were asked before
		return "", false
	})
	if err != nil {
		t.Fatal(err)
	}
	r.Closed = true
	return r
}

// sameBook writes books and wants them, and their tables, to be the same.
func sameBook(t *testing.T, books []Book) {
	t.Helper()
	var written [2]map[string][]byte
	for i, b := range books {
		dir := t.TempDir()
		path, folder := filepath.Join(dir, "mappe.xlsx"), filepath.Join(dir, "csv")
		if _, err := Write(path, folder, b, i18n.In("de")); err != nil {
			t.Fatal(err)
		}
		if b.Sets[0].ID != staffingSet { // whose charts draw what happened to be answered
			checkPackage(t, path)
		}
		written[i] = readParts(t, path)
		files, err := os.ReadDir(folder)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			data, err := os.ReadFile(filepath.Join(folder, f.Name()))
			if err != nil {
				t.Fatal(err)
			}
			written[i]["csv/"+f.Name()] = data
		}
	}
	for name, data := range written[0] {
		if other := string(written[1][name]); other != string(data) {
			t.Errorf("%s differs: %s", name, firstDifference(string(data), other))
		}
	}
	if len(written[0]) != len(written[1]) {
		t.Errorf("%d parts and %d", len(written[0]), len(written[1]))
	}
}

func firstDifference(a, b string) string {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			from := max(0, i-60)
			return fmt.Sprintf("%q and %q", a[from:min(len(a), i+60)], b[from:min(len(b), i+60)])
		}
	}
	return fmt.Sprintf("lengths %d and %d", len(a), len(b))
}
