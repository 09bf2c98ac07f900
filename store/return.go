package store

import (
	"context"
	"os"

	"bestand.example/itbestand/survey"
)

// WriteReturn writes a return: a new file that holds one response, or all of a
// unit to a set that is answered many times, their set, and nothing else. Inactive answers, drafts, history,
// names and other sets are never in it, because they are never put in; and the
// same state gives the same bytes. The headers are those of survey.HandIn or
// survey.HandInAll.
//
// The file appears under its name only after it was read back and found equal.
// With a sealing, what is written is sealed, and the return as it is never
// touches the medium. An existing target gives CodeExists, unless force is set;
// then the old one is kept as TARGET.bak.
func (f *File) WriteReturn(set *survey.Questionnaire, responses []*survey.Response, target string, seal Sealing, force bool) error {
	if !f.kind.handsIn() {
		return fault(CodeNotWorking, f.path)
	}
	described, err := f.Set(set.ID, set.Version)
	if err != nil {
		return err
	}
	files, err := f.SetFiles(set.ID, set.Version)
	if err != nil {
		return err
	}
	code := ""
	if !set.Anonymous {
		if code, err = f.meta(metaCode); err != nil {
			return err
		}
	}
	active := make([]*survey.Response, len(responses))
	for i, r := range responses {
		one := *r
		one.Answers = survey.Assess(set, r).Active()
		active[i] = &one
	}
	return publish(target, force, func(temp string) error {
		content, err := returnOf(set, described, files, active, code)
		if err != nil {
			return err
		}
		var open Unsealing
		if seal != nil {
			if content, open, err = seal(content); err != nil {
				return err
			}
		}
		if err := os.WriteFile(temp, content, 0o600); err != nil {
			return err
		}
		return verifyReturn(temp, target, open, set, active)
	})
}

// Sealing seals the content of a return for those who evaluate. What it gives
// besides opens the same seal once more, to verify the finished file where
// nobody has a key.
type Sealing func(content []byte) (sealed []byte, open Unsealing, err error)

// Unsealing opens a sealed return; where it cannot, it tells why: CodeOtherKey,
// CodePassphrase, CodeTooLarge, CodeDamaged.
type Unsealing func(sealed []byte) (content []byte, refused Code)

// returnOf builds the database of a return in memory.
func returnOf(set *survey.Questionnaire, described Set, files []survey.File, responses []*survey.Response, code string) ([]byte, error) {
	l, err := connect(context.Background(), memoryDSN())
	if err != nil {
		return nil, err
	}
	defer l.close()
	if err := layOut(l, Return); err != nil {
		return nil, err
	}
	err = l.tx(func() error {
		if err := insertSet(l, described, files); err != nil {
			return err
		}
		for _, r := range responses {
			if err := insertOne(l, set, r); err != nil {
				return err
			}
		}
		if code != "" {
			if err := l.exec("INSERT INTO meta VALUES (?, ?)", metaCode, code); err != nil {
				return err
			}
		}
		sum, err := sealOf(l)
		if err != nil {
			return err
		}
		return l.exec("INSERT INTO meta VALUES ('seal', ?)", sum)
	})
	if err != nil {
		return nil, err
	}
	return l.serialize()
}

func insertOne(l link, set *survey.Questionnaire, r *survey.Response) error {
	nr, err := insertResponse(l, r, true)
	if err != nil {
		return err
	}
	b, err := newBulk(l)
	if err != nil {
		return err
	}
	defer b.close()
	if err := b.add(nr, r.Answers, r.Answers.Keys(), rosters(set)); err != nil {
		return err
	}
	return b.flush()
}

// rosters names the rosters of a set.
func rosters(set *survey.Questionnaire) []string {
	var names []string
	for _, q := range set.Questions() {
		if q.Type == survey.TypeRepeat {
			names = append(names, q.Name)
		}
	}
	return names
}

// verifyReturn reads the finished file as the one who merges it will, and
// makes sure that it says what was to be handed in.
func verifyReturn(path, target string, open Unsealing, set *survey.Questionnaire, want []*survey.Response) error {
	foreign, err := readForeign(context.Background(), path, open)
	if err != nil {
		return err
	}
	if len(foreign.Responses) != len(want) || !oneReturn(foreign.Responses) {
		return fault(CodeDamaged, target)
	}
	for i, r := range foreign.Responses {
		if r.ID != want[i].ID {
			return fault(CodeDamaged, target)
		}
		if e := checkHandedIn(target, set, r, foreign.keys[r]); e != nil {
			return e
		}
	}
	return nil
}
