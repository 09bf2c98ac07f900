package cmd_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"bestand.example/itbestand/questionnaires"
	"bestand.example/itbestand/store"
	"bestand.example/itbestand/store/seal"
	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/parser"
	"bestand.example/itbestand/survey/sim"
)

// applications is how many specialist applications each made return has.
const applications = 40

// templates is how many responses are really answered, ten of each type of
// administration: to answer one takes twenty times as long as to hand it in.
// All others are these again, each under a unit and an id of its own.
const templates = 50

// portions are the numbers of returns that the benches ask for. What several
// of them need is made once.
var portions = []int{206, 2000, 11000}

// returnMaker makes returns that pass every check.
type returnMaker struct {
	tb       testing.TB
	dir      string
	set      *survey.Questionnaire
	files    []survey.File
	hint     sim.Hint
	key      seal.Identity
	answered []*survey.Response
}

// newReturnMaker makes returns to a set in a folder of its own or, so that the
// next run finds them made, in the one that ITBESTAND_RETURNS names.
func newReturnMaker(tb testing.TB, fsys fs.FS, name string, hint sim.Hint) *returnMaker {
	tb.Helper()
	set, files, err := parser.Questionnaire(fsys, name)
	if err != nil {
		tb.Fatal(err)
	}
	m := &returnMaker{tb: tb, dir: os.Getenv("ITBESTAND_RETURNS"), set: set, files: files, hint: hint}
	if m.dir == "" {
		m.dir = tb.TempDir()
	}
	if m.key, err = m.makeKey(); err != nil {
		tb.Fatal(err)
	}
	return m
}

// landscapeReturns makes returns to it-landschaft.
func landscapeReturns(tb testing.TB) *returnMaker {
	return newReturnMaker(tb, questionnaires.Files, "it-landschaft.yaml", func(s *survey.Session, _ *rand.Rand) (string, bool) {
		return fmt.Sprint(applications), s.Question().Name == "fv"
	})
}

func (m *returnMaker) makeKey() (seal.Identity, error) {
	if kept, err := os.ReadFile(m.identity()); err == nil {
		return seal.ParseIdentity(string(kept))
	}
	key, err := seal.Generate()
	if err != nil {
		return key, err
	}
	return key, os.WriteFile(m.identity(), []byte(key.Secret()), 0o600)
}

// identity is the file with the key of sealed returns. It is under no
// passphrase: to try one takes a second, however much is merged.
func (m *returnMaker) identity() string { return filepath.Join(m.dir, "key.age") }

// folders gives the folders that hold the first n returns, one of portions, and
// nothing else.
func (m *returnMaker) folders(n int, sealed bool) []string {
	m.tb.Helper()
	var dirs []string
	from := 0
	for _, to := range portions {
		if to > n {
			break
		}
		dir := filepath.Join(m.dir, fmt.Sprintf("%.8s-%d-%t", m.set.Digest, to, sealed))
		if _, err := os.Stat(dir); errors.Is(err, os.ErrNotExist) {
			m.write(dir, from, to, sealed)
		}
		dirs, from = append(dirs, dir), to
	}
	return dirs
}

// answer answers the templates.
func (m *returnMaker) answer() {
	if m.answered != nil {
		return
	}
	m.answered = make([]*survey.Response, templates)
	m.parallel(0, templates, func() (func(int) error, func() error) {
		one := func(i int) (err error) {
			m.answered[i], err = answerAll(m.set, i, m.hint)
			return err
		}
		return one, func() error { return nil }
	})
}

// answers is how many answers the first n returns have on average.
func (m *returnMaker) answers(n int) float64 {
	m.answer()
	total := 0
	for i := range n {
		total += len(m.answered[i%templates].Answers.Keys())
	}
	return float64(total) / float64(n)
}

// answerAll answers a response by chance and hands it in.
func answerAll(set *survey.Questionnaire, i int, hint sim.Hint) (*survey.Response, error) {
	r := rand.New(rand.NewPCG(2018, uint64(i)))
	response := &survey.Response{
		SetID: set.ID, SetVersion: set.Version, SetDigest: set.Digest, Unit: sim.Unit(i, r), Answers: survey.NewAnswers(),
	}
	s := survey.NewSession(set, response, survey.Place{}, func(survey.Change) error { return nil })
	err := sim.Fill(s, r, hint)
	next, _ := survey.HandIn(set, response, "", false)
	return next, err
}

// write writes the returns from one number up to another; the folder gets its
// name when it has all of them.
func (m *returnMaker) write(dir string, from, to int, sealed bool) {
	m.tb.Helper()
	m.answer()
	part, err := os.MkdirTemp(m.dir, "part-")
	if err != nil {
		m.tb.Fatal(err)
	}
	m.parallel(from, to, func() (func(int) error, func() error) {
		office, err := m.office()
		if err != nil {
			return func(int) error { return err }, func() error { return nil }
		}
		return func(i int) error { return m.handIn(office, part, i, sealed) }, office.Close
	})
	if err := os.Rename(part, dir); err != nil {
		m.tb.Fatal(err)
	}
}

// office is a survey file with the set, to hand in from.
func (m *returnMaker) office() (*store.File, error) {
	dir, err := os.MkdirTemp(m.tb.TempDir(), "")
	if err != nil {
		return nil, err
	}
	f, err := store.Create(filepath.Join(dir, "amt.itb"), store.Working, store.Author{}, time.Now())
	if err != nil {
		return nil, err
	}
	ref := store.Set{ID: m.set.ID, Version: m.set.Version, Short: m.set.Short, Title: m.set.Title.In("de"), Digest: m.set.Digest}
	if err := f.AddSet(ref, m.files); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

func (m *returnMaker) handIn(office *store.File, dir string, i int, sealed bool) error {
	r := *m.answered[i%templates]
	r.Unit.Key = sim.Unit(i, rand.New(rand.NewPCG(1, 1))).Key
	r.ID, r.Revision, r.Digest = fmt.Sprintf("%032x", i+1), 0, ""
	next, _ := survey.HandIn(m.set, &r, "", false)
	name, sealing := fmt.Sprintf("rueckgabe_%s_%s_r1.itb", next.Unit.Key, m.set.ID), store.Sealing(nil)
	if sealed {
		name, sealing = name+".age", m.seal
	}
	return office.WriteReturn(m.set, []*survey.Response{next}, filepath.Join(dir, name), sealing, false)
}

func (m *returnMaker) seal(content []byte) ([]byte, store.Unsealing, error) {
	var b bytes.Buffer
	w, err := seal.Seal(&b, []seal.Recipient{m.key.Recipient()})
	if err != nil {
		return nil, nil, err
	}
	_, err = w.Write(content)
	err = errors.Join(err, w.Close())
	open := func(sealed []byte) ([]byte, store.Code) {
		content, err := w.ReadBack(bytes.NewReader(sealed), store.MaxFile)
		if err != nil {
			return nil, store.CodeDamaged
		}
		return content, ""
	}
	return b.Bytes(), open, err
}

// parallel does something with all numbers from one up to another, as many at
// a time as there are processors. Each worker gets what it works with by start.
func (m *returnMaker) parallel(from, to int, start func() (one func(int) error, end func() error)) {
	m.tb.Helper()
	ctx, cancel := context.WithCancelCause(m.tb.Context())
	defer cancel(nil)
	next := atomic.Int64{}
	next.Store(int64(from) - 1)
	var group sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		group.Go(func() {
			one, end := start()
			for i := int(next.Add(1)); i < to && ctx.Err() == nil; i = int(next.Add(1)) {
				if err := one(i); err != nil {
					cancel(fmt.Errorf("%d: %w", i, err))
				}
			}
			if err := end(); err != nil {
				cancel(err)
			}
		})
	}
	group.Wait()
	if err := context.Cause(ctx); err != nil {
		m.tb.Fatal(err)
	}
}
