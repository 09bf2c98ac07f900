package cmd_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"bestand.example/itbestand/store"
	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/sim"
)

// labels types the label of a choice in a language, where the simulation would
// type its code.
func labels(lang string) sim.Hint {
	return func(s *survey.Session, r *rand.Rand) (string, bool) {
		q := s.Question()
		offered := s.Assessment().Choices(s.Place()).Choices
		if !q.Type.Single() || len(offered) == 0 {
			return "", false
		}
		c := offered[r.IntN(len(offered))]
		if c.Name == survey.OtherCode {
			return c.Label.In(lang) + ": Kreide, Tafel", true
		}
		return c.Label.In(lang), true
	}
}

// filled is what came of filling the set in: where the dialogue stood after
// each acknowledgement and what was found there, and the workbook.
type filled struct {
	steps  []string
	digest string
	codes  [][]string
}

func (e everything) fillIn(t *testing.T, lang string, seed uint64) filled {
	t.Helper()
	dir := t.TempDir()
	returns := filepath.Join(dir, "rueckgaben")
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(os.Mkdir(returns, 0o755))
	at := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	file, err := store.Create(filepath.Join(dir, "a.itb"), store.Working, store.Author{}, at)
	must(err)
	unit := sim.Unit(2, rand.New(rand.NewPCG(seed, 0)))
	must(file.SetUnit(unit))
	must(file.AddSet(e.described(), e.files))
	id, err := file.NewResponse(e.described(), unit, "", "")
	must(err)
	response, _, err := file.Load(id)
	must(err)
	response.Population = e.units
	var f filled
	var s *survey.Session
	s = survey.NewSession(e.Questionnaire, response, survey.Place{}, func(c survey.Change) error {
		f.steps = append(f.steps, fmt.Sprint(c.Place, s.Assessment().Findings()))
		return nil
	})
	must(sim.Fill(s, rand.New(rand.NewPCG(seed, 1)), labels(lang)))
	must(file.Save(id, e.Questionnaire, e.whole(s.Response.Answers), store.Author{}, at))
	next, _ := survey.HandIn(e.Questionnaire, s.Response, "Erika Muster", false)
	must(file.MarkSubmitted(map[int64]*survey.Response{id: next}, store.Author{}, at))
	must(file.WriteReturn(e.Questionnaire, []*survey.Response{next}, filepath.Join(returns, "r.itb"), nil, false))
	must(file.Close())
	central, book := filepath.Join(dir, "zentral.itb"), filepath.Join(dir, "auswertung.xlsx")
	run(t, "--lang", lang, "merge", central, returns, "--questionnaire", everythingFile)
	run(t, "--lang", lang, "export", central, "-o", book)
	x, err := excelize.OpenFile(book)
	must(err)
	defer x.Close()
	rows, err := x.GetRows("Daten_"+e.Short+"_Codes", excelize.Options{RawCellValue: true})
	must(err)
	f.digest, f.codes = next.Digest, withoutID(rows)
	return f
}

// withoutID leaves out the column that differs with every response: its id.
func withoutID(rows [][]string) [][]string {
	id := slices.Index(rows[0], "antwort_id")
	for i := range rows {
		if id >= 0 && id < len(rows[i]) {
			rows[i] = slices.Delete(rows[i], id, id+1)
		}
	}
	return rows
}

// Filled by one seed, with the labels typed in German and in English, the set
// gives the same questions, findings, digest and codes.
func TestTheLanguageChangesNothing(t *testing.T) {
	e := readEverything(t)
	for seed := range uint64(3) {
		de, en := e.fillIn(t, "de", seed), e.fillIn(t, "en", seed)
		if !reflect.DeepEqual(de.steps, en.steps) {
			t.Errorf("seed %d: other questions or findings", seed)
		}
		if de.digest != en.digest {
			t.Errorf("seed %d: the digests are %s and %s", seed, de.digest, en.digest)
		}
		if len(de.codes) < 2 || !reflect.DeepEqual(de.codes, en.codes) {
			t.Errorf("seed %d: other cells in the sheet of codes:\n%v\n%v", seed, de.codes, en.codes)
		}
	}
}
