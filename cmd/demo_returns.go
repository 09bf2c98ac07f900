package cmd

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"bestand.example/itbestand/export"
	"bestand.example/itbestand/store"
	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/sim"
)

// demoRelease is who releases what the invented units hand in.
const demoRelease = "Erika Muster, Beispielleitung"

// demoReturns lets everybody answer and hand in.
func (a *app) demoReturns(ctx context.Context, kit *demoKit, plan *demoPlan, o demoOptions) error {
	work, err := os.MkdirTemp("", "itbestand-demo-")
	if err != nil {
		return err
	}
	defer export.RemoveFolder(work)
	if err := os.Mkdir(o.returns(), 0o755); err != nil {
		return err
	}
	return eachOf(ctx, len(plan.jobs), func(i int) error {
		job := plan.jobs[i]
		path := filepath.Join(work, job.name+".itb")
		if job.role == demoBegun {
			path = filepath.Join(o.returns(), "erhebung_"+job.unit.Key+".itb")
		}
		return a.demoReturn(kit, plan, job, path, filepath.Join(o.returns(), job.dir))
	})
}

// demoReturn drives the same engine and the same files as a person does.
func (a *app) demoReturn(kit *demoKit, plan *demoPlan, job demoJob, path, dir string) (err error) {
	set := kit.set(job.set)
	file, err := store.Create(path, store.Working, thisAuthor(), time.Now())
	if err != nil {
		return err
	}
	defer func() { err = closing(file, err) }()
	if !set.Project {
		if err := file.SetUnit(job.unit); err != nil {
			return err
		}
	}
	if err := file.AddSet(setRef(set), set.files); err != nil {
		return err
	}
	var all []*working
	for i, person := range job.who {
		w, err := a.demoAnswer(file, set, plan, job, person)
		if err != nil {
			return fmt.Errorf("%s: %w", job.name, err)
		}
		w.nth = placeAmong(set, i+1)
		all = append(all, w)
	}
	if job.role == demoBegun {
		return nil
	}
	o := submitOptions{choice: choice{path: path}, dir: dir, released: true}
	if !set.Anonymous && demoHash(job.unit.Key, set.ID, "freigabe") < 0.7 { // some forget it
		o.release = demoRelease
	}
	if _, err = a.handIn(all[0], all, o); err == nil && job.role == demoTwice && job.set == demoIT {
		err = a.demoAgain(all[0], o)
	}
	return err
}

// demoAnswer lets a person answer a response. All answers are one
// acknowledgement, so they are saved in one transaction.
func (a *app) demoAnswer(file *store.File, set *loadedSet, plan *demoPlan, job demoJob, person *demoPerson) (*working, error) {
	nr, err := file.NewResponse(setRef(set), job.unit, plan.kit.wave.ID, job.profile)
	if err != nil {
		return nil, err
	}
	response, place, err := file.Load(nr)
	if err != nil {
		return nil, err
	}
	response.Population = plan.units
	var all survey.Change
	session := survey.NewSession(set.Questionnaire, response, place, func(c survey.Change) error {
		all.Answers, all.AddRow, all.DropRow = append(all.Answers, c.Answers...), append(all.AddRow, c.AddRow...), append(all.DropRow, c.DropRow...)
		all.Place, all.SetPlace = c.Place, true
		return nil
	})
	if err := sim.Fill(session, person.r, person.hint(plan)); err != nil {
		return nil, err
	}
	if job.role == demoBegun {
		all = firstPart(all)
	}
	if err := file.Save(nr, set.Questionnaire, all, file.Who(), time.Now()); err != nil {
		return nil, err
	}
	return &working{file: file, set: set, nr: nr, session: session}, nil
}

// firstPart is what somebody has answered who was called away.
func firstPart(c survey.Change) survey.Change {
	c.Answers = c.Answers[:len(c.Answers)/8]
	c.AddRow, c.DropRow = nil, nil
	for i, answer := range c.Answers {
		if answer.Key.Row > 0 { // its row is not there
			c.Answers = c.Answers[:i]
			break
		}
	}
	c.Place = c.Answers[len(c.Answers)-1].Key
	return c
}

// demoAgain corrects an answer and hands in a second time.
func (a *app) demoAgain(w *working, o submitOptions) error {
	if err := w.file.Reopen(w.nr, w.file.Who(), time.Now()); err != nil {
		return err
	}
	again, err := at(w.file, w.set, w.nr, w.nth)
	if err != nil {
		return err
	}
	better := "85"
	refused, err := again.session.Put([]survey.Assignment{{Question: "si_schulung", Entry: &better}})
	if err != nil || len(refused) > 0 {
		return fmt.Errorf("si_schulung: %v %w", refused, err)
	}
	_, err = a.handIn(again, []*working{again}, o)
	return err
}
