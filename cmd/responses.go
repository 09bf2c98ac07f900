package cmd

import (
	"fmt"
	"time"

	"bestand.example/itbestand/store"
	"bestand.example/itbestand/survey"
)

// pickResponse finds the response to a set, or begins it, and tells its place
// among several. A set gets into a file together with its response, so reading
// never begins one.
func (a *app) pickResponse(file *store.File, set *loadedSet, c choice) (nr int64, nth int, err error) {
	if err := a.knownProfile(set, c.profile); err != nil {
		return 0, 0, err
	}
	held, err := responsesTo(file, set)
	if err != nil {
		return 0, 0, err
	}
	nth, err = a.whichResponse(set, len(held), c)
	switch {
	case err != nil:
		return 0, 0, err
	case nth <= len(held):
		chosen := held[nth-1]
		return chosen.Nr, placeAmong(set, nth), a.sameProfile(c, chosen.Response.Profile)
	}
	unit, err := file.Unit()
	if err != nil {
		return 0, 0, err
	}
	if set.Project {
		unit = survey.Project()
	}
	nr, err = a.newResponse(file, set, unit, c.profile, held)
	return nr, placeAmong(set, nth), err
}

// newResponse begins a response in the wave of the file, if that carries one,
// and gives it the reference date: the wave's, or that of the first response
// before it.
func (a *app) newResponse(file *store.File, set *loadedSet, unit survey.Unit, profile string, before []store.Held) (int64, error) {
	wave, err := waveOf(file)
	if err != nil {
		return 0, err
	}
	if profile, err = a.inForm(wave, set, unit, profile); err != nil {
		return 0, err
	}
	if wave == nil {
		nr, err := file.NewResponse(setRef(set), unit, "", profile)
		if err == nil && len(before) > 0 {
			err = copyStichtag(file, set, before[0].Nr, nr)
		}
		return nr, err
	}
	nr, err := file.NewResponse(setRef(set), unit, wave.ID, profile)
	if err == nil {
		err = enterDate(file, set, wave, nr)
	}
	return nr, err
}

// copyStichtag gives a further response the reference date of the first one:
// they are about the same day, and conditions and lists hang on it.
func copyStichtag(file *store.File, set *loadedSet, from, to int64) error {
	first, _, err := file.Load(from)
	if err != nil {
		return err
	}
	key := survey.Key{Question: survey.StichtagName}
	answer := first.Answers.Get(key)
	if answer.Value.IsZero() {
		return nil
	}
	change := survey.Change{Answers: []survey.AnswerChange{{Key: key, Answer: survey.Answer{Value: answer.Value}}}}
	return file.Save(to, set.Questionnaire, change, file.Who(), time.Now())
}

// placeAmong is the number by which people tell responses apart: 0 where there
// can be only one in the file.
func placeAmong(set *loadedSet, nth int) int {
	if !set.Many || set.Anonymous {
		return 0
	}
	return nth
}

// responsesTo lists the responses to a set in the order in which they were
// begun.
func responsesTo(file *store.File, set *loadedSet) ([]store.Held, error) {
	all, err := file.Responses()
	if err != nil {
		return nil, err
	}
	var held []store.Held
	for _, h := range all {
		if h.Response.SetID == set.ID {
			held = append(held, h)
		}
	}
	return held, nil
}

// whichResponse tells which response is meant, counted from 1; the number
// behind the last one is a new one.
func (a *app) whichResponse(set *loadedSet, held int, c choice) (int, error) {
	several := placeAmong(set, 1) > 0
	switch {
	case c.nth == 0 && (held <= 1 || !several || c.whole):
		return 1, nil
	case c.nth == 0 && !c.write:
		return 0, a.usage("response_which", set.ID, held)
	case c.nth == 0:
		return 0, a.usage("response_open", set.ID, held, held+1)
	case !several && c.nth != 1:
		return 0, a.usage("response_one", set.ID)
	case c.nth < 1 || c.nth > held+1 || c.nth > held && !c.write:
		return 0, a.usage("response_unknown", set.ID, held, c.nth, held+1)
	}
	return c.nth, nil
}

// siblings are all responses that go into one return, each ready to be looked
// at: the one, or all to a set that is answered many times.
func (w *working) siblings() ([]*working, error) {
	if w.nth == 0 {
		return []*working{w}, nil
	}
	held, err := responsesTo(w.file, w.set)
	if err != nil {
		return nil, err
	}
	all := make([]*working, len(held))
	for i, h := range held {
		if h.Nr == w.nr {
			all[i] = w
			continue
		}
		if all[i], err = at(w.file, w.set, h.Nr, i+1); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// title names the response for a person: the set, the unit where it is known,
// and the number where there are several.
func (w *working) title(lang string) string {
	unit := w.session.Response.Unit
	title, name := w.set.Title.In(lang), unit.Name
	if name == "" && unit.Key != survey.ProjectKey {
		name = unit.Key
	}
	if name != "" {
		title += " – " + name
	}
	if w.nth > 0 {
		title += fmt.Sprintf(" (%d)", w.nth)
	}
	return title
}
