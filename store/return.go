package store

import (
	"context"

	"bestand.example/itbestand/survey"
)

// WriteReturn writes a return: a new file that holds one response, or all of a
// unit to a set that is answered many times, their set, and nothing else. Inactive answers, drafts, history,
// names and other sets are never in it, because they are never put in; and the
// same state gives the same bytes. The headers are those of survey.HandIn or
// survey.HandInAll.
//
// The file appears under its name only after it was read back and found equal.
// An existing target gives CodeExists, unless force is set; then the old one
// is kept as TARGET.bak.
func (f *File) WriteReturn(set *survey.Questionnaire, responses []*survey.Response, target string, force bool) error {
	if f.kind != Working {
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
	active := make([]*survey.Response, len(responses))
	for i, r := range responses {
		one := *r
		one.Answers = survey.Assess(set, r).Active()
		active[i] = &one
	}
	return publish(target, force, func(temp string) error {
		if err := writeReturn(temp, set, described, files, active); err != nil {
			return err
		}
		return verifyReturn(temp, target, set, active)
	})
}

func writeReturn(path string, set *survey.Questionnaire, described Set, files []survey.File, responses []*survey.Response) error {
	if err := initialise(path, Return); err != nil {
		return err
	}
	l, err := connect(context.Background(), dsn(path, "rw", exclusive()...))
	if err != nil {
		return err
	}
	defer l.close()
	return l.tx(func() error {
		if err := insertSet(l, described, files); err != nil {
			return err
		}
		for _, r := range responses {
			if err := insertOne(l, set, r); err != nil {
				return err
			}
		}
		sum, err := sealOf(l)
		if err != nil {
			return err
		}
		return l.exec("INSERT INTO meta VALUES ('seal', ?)", sum)
	})
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
func verifyReturn(path, target string, set *survey.Questionnaire, want []*survey.Response) error {
	foreign, err := readForeign(context.Background(), path)
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
		if e := checkResponse(target, set, r, foreign.keys[r]); e != nil {
			return e
		}
	}
	return nil
}
