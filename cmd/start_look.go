package cmd

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"bestand.example/itbestand/store"
	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/tui"
)

// desk is what lies before the person: the survey files of a folder, as entries
// of the start screen, and what each of them stands for.
type desk struct {
	folder  string
	entries []tui.Entry
	spots   []spot // of the entries
	offers  []offer
	notes   []string
	plain   bool // a file remembers that it is asked line by line
	start   startOptions
}

// spot names a response for the commands.
type spot struct {
	path string
	set  string
	nth  int
}

func (s spot) choice(write bool) choice {
	return choice{path: s.path, set: s.set, nth: s.nth, write: write}
}

// find is the entry of a spot; -1 where there is none.
func (d *desk) find(s spot) int {
	if s.path == "" {
		return -1
	}
	return slices.Index(d.spots, s)
}

// count is how many responses there are to the set of a spot.
func (d *desk) count(s spot) int {
	n := 0
	for _, other := range d.spots {
		if other.path == s.path && other.set == s.set {
			n++
		}
	}
	return n
}

func (d *desk) add(e tui.Entry, s spot) {
	d.entries, d.spots = append(d.entries, e), append(d.spots, s)
}

// lookAround looks at all survey files of the folder. One that cannot be read
// is an entry like the others, with its reason.
func (a *app) lookAround() (*desk, error) {
	folders, err := a.folders()
	if err != nil {
		return nil, err
	}
	d := &desk{folder: folders[0]}
	var others []aside
	for i, folder := range folders {
		paths, err := surveyFiles(folder)
		if err != nil && i == 0 {
			return nil, err
		}
		for _, path := range paths {
			others = append(others, a.lookAt(d, path)...)
		}
	}
	for _, state := range []tui.State{tui.Busy, tui.Newer, tui.Broken, tui.Gathered, tui.Returned} {
		for _, o := range others {
			if o.entry.State == state {
				d.add(o.entry, o.spot)
			}
		}
	}
	d.offers, err = a.offers(d)
	return d, err
}

// aside is an entry that stands below the responses.
type aside struct {
	entry tui.Entry
	spot  spot
}

// surveyFiles lists the survey files of a folder by name.
func surveyFiles(folder string) ([]string, error) {
	files, err := os.ReadDir(folder)
	if err != nil {
		return nil, err
	}
	var paths []string
	for _, f := range files {
		if strings.EqualFold(filepath.Ext(f.Name()), ".itb") {
			paths = append(paths, filepath.Join(folder, f.Name()))
		}
	}
	slices.SortFunc(paths, func(x, y string) int { return cmp.Compare(strings.ToLower(x), strings.ToLower(y)) })
	return paths, nil
}

// lookAt adds the responses of a file; a file that has none to be answered is
// given back.
func (a *app) lookAt(d *desk, path string) []aside {
	file, err := store.OpenReadOnly(path)
	if err != nil {
		return []aside{a.unreadable(path, err)}
	}
	defer file.Close() // nothing was written
	var found []aside
	switch file.Kind() {
	case store.Working, store.Part, store.FollowUp:
		err = a.openResponses(d, file)
	case store.Return:
		found, err = a.returned(file)
	default:
		found = []aside{{entry: tui.Entry{
			File: a.words.T("start.others"), Title: baseName(path), State: tui.Gathered, Detail: a.words.T("start.detail_central"),
		}}}
	}
	if err != nil {
		return []aside{a.unreadable(path, err)}
	}
	return found
}

// baseName is the name of a file as it may be shown.
func baseName(path string) string { return survey.CleanLine(filepath.Base(path)) }

// unreadable is the entry of a file that cannot be read now.
func (a *app) unreadable(path string, err error) aside {
	e := tui.Entry{File: a.words.T("start.others"), Title: baseName(path), State: tui.Broken}
	var known *store.Error
	if errors.As(err, &known) {
		switch known.Class() {
		case store.ClassBusy:
			e.State = tui.Busy
		case store.ClassNewer:
			e.State = tui.Newer
		}
	}
	f := a.explain(err)
	e.Detail = f.message
	if e.State != tui.Broken {
		e.Detail = f.text()
	}
	return aside{entry: e}
}

// returned is the entry of a return.
func (a *app) returned(file *store.File) ([]aside, error) {
	held, err := file.Responses()
	if err != nil || len(held) == 0 {
		return nil, err
	}
	r := held[0].Response
	detail := a.words.T("start.detail_return", r.SetID, survey.ShortDigest(r.Digest))
	if r.FollowUp != nil {
		detail = a.words.T("query.detail_supplement", r.SetID, survey.ShortDigest(r.Digest))
	}
	return []aside{{
		entry: tui.Entry{File: a.words.T("start.returns"), Title: baseName(file.Path()), State: tui.Returned, Detail: detail, Actions: []tui.Action{tui.ShowAll, tui.Document}},
		spot:  spot{path: file.Path(), set: r.SetID},
	}}, nil
}

// openResponses adds an entry for each response of a working file.
func (a *app) openResponses(d *desk, file *store.File) error {
	held, err := file.Responses()
	if err != nil {
		return err
	}
	unit, err := file.Unit()
	if err != nil {
		return err
	}
	if err := a.noteFile(d, file); err != nil {
		return err
	}
	heading := baseName(file.Path())
	if filepath.Dir(file.Path()) != d.folder {
		heading = survey.CleanLine(file.Path())
	}
	if name := cmp.Or(unit.Name, unit.Key); name != "" {
		heading += " – " + name
	}
	sets, nth := map[string]*loadedSet{}, map[string]int{}
	var entries []tui.Entry
	var spots []spot
	for _, h := range held {
		set, err := a.setOnce(file, h.Response, sets)
		if err != nil {
			return err
		}
		nth[set.ID]++
		e, err := a.entry(file, set, h, placeAmong(set, nth[set.ID]))
		if err != nil {
			return err
		}
		e.File = heading
		entries, spots = append(entries, e), append(spots, spot{file.Path(), set.ID, placeAmong(set, nth[set.ID])})
	}
	waiting, err := a.waiting(file, unit, nth)
	if err != nil {
		return err
	}
	for _, w := range waiting {
		w.entry.File = heading
		entries, spots = append(entries, w.entry), append(spots, w.spot)
	}
	for i := range entries { // all of the file, or none
		d.add(entries[i], spots[i])
	}
	return nil
}

// unbegun is a set of a file to which no response is begun: of a file that is
// copied for each person, so that each copy gets a response of its own.
type unbegun struct {
	entry tui.Entry
	spot  spot
}

// waiting lists the sets to which there is no response yet.
func (a *app) waiting(file *store.File, unit survey.Unit, begun map[string]int) ([]unbegun, error) {
	held, err := file.Sets()
	if err != nil {
		return nil, err
	}
	var all []unbegun
	for _, h := range held {
		if begun[h.ID] > 0 {
			continue
		}
		set, err := heldSet(file, h)
		if err != nil {
			return nil, err
		}
		ev := survey.Assess(set.Questionnaire, &survey.Response{Unit: unit, Answers: survey.NewAnswers()})
		e := tui.Entry{Title: set.Title.In(a.words.Lang()), State: tui.Fresh, Actions: []tui.Action{tui.Continue}}
		e.Done, e.Asked = ev.Progress()
		all = append(all, unbegun{e, spot{file.Path(), set.ID, placeAmong(set, 1)}})
	}
	return all, nil
}

// noteFile notes what holds for a whole file: how it is asked, and of its wave
// until when and whom to ask.
func (a *app) noteFile(d *desk, file *store.File) error {
	plain, _, err := file.Plain()
	if err != nil {
		return err
	}
	d.plain = d.plain || plain
	wave, err := waveOf(file)
	if err != nil || wave == nil {
		return err
	}
	if note := a.words.T("start.wave_note", wave.Title.In(a.words.Lang()), a.date(wave.Deadline), contactLine(wave.Contact)); !slices.Contains(d.notes, note) {
		d.notes = append(d.notes, note)
	}
	return nil
}

// contactLine names whom to ask, and how.
func contactLine(c survey.Contact) string {
	parts := slices.DeleteFunc([]string{c.Name, c.Organisation, c.Phone, c.Email}, func(s string) bool { return s == "" })
	return survey.CleanLine(strings.Join(parts, ", "))
}

// setOnce reads the set of a response, each one once.
func (a *app) setOnce(file *store.File, r *survey.Response, sets map[string]*loadedSet) (*loadedSet, error) {
	key := r.SetID + " " + r.SetVersion
	if set, ok := sets[key]; ok {
		return set, nil
	}
	set, err := heldSet(file, store.Set{ID: r.SetID, Version: r.SetVersion})
	sets[key] = set
	return set, err
}

// entry describes a response.
func (a *app) entry(file *store.File, set *loadedSet, h store.Held, nth int) (tui.Entry, error) {
	r, _, err := file.Load(h.Nr)
	if err != nil {
		return tui.Entry{}, err
	}
	ev := survey.Assess(set.Questionnaire, r)
	e := tui.Entry{
		Title: set.Title.In(a.words.Lang()), State: stateOf(r, ev), NextRevision: r.Revision + 1,
		UnitAsked: r.Unit.Key == "" && !set.Anonymous, ReleaseAsked: !set.Anonymous,
	}
	if nth > 0 {
		e.Title += fmt.Sprintf(" (%d)", nth)
	}
	e.Done, e.Asked = ev.Progress()
	e.Open = len(ev.Todo().Settle)
	e.Actions = actionsOn(set, e.State)
	switch {
	case r.FollowUp != nil:
		if err := a.followUpEntry(file, h, &e); err != nil {
			return e, err
		}
	case r.IsPart(): // it goes back to whom it came from
		e.Title = a.words.T("join.title", e.Title)
		e.Actions, e.UnitAsked = []tui.Action{tui.Continue, tui.Check, tui.ShowAll, tui.Document}, false
	}
	if lists := openLists(set, ev); len(lists) > 0 && slices.Contains(e.Actions, tui.Continue) {
		for _, q := range lists {
			e.Lists = append(e.Lists, ev.Label(survey.Key{Question: q.Name}, a.words.Lang()))
		}
		e.Actions = append(e.Actions, tui.ImportList)
	}
	e.Detail, err = a.detail(file, h.Nr, r, e)
	return e, err
}

// followUpEntry names a follow-up for what it is. Its answers were there from
// the beginning, so its history tells whether anybody worked in it.
func (a *app) followUpEntry(file *store.File, h store.Held, e *tui.Entry) error {
	e.Title, e.UnitAsked = a.words.T("query.title", e.Title), false
	events, err := file.History(h.Nr)
	if err != nil {
		return err
	}
	if e.State != tui.HandedIn && len(events) == 0 {
		e.State = tui.Fresh
		e.Actions = []tui.Action{tui.Continue, tui.Check, tui.HandInNow, tui.ShowAll, tui.Document}
	}
	e.Actions = slices.DeleteFunc(e.Actions, func(action tui.Action) bool { return action == tui.Another || action == tui.PrintBlank })
	return nil
}

// openLists are the lists that are asked now, in their order.
func openLists(set *loadedSet, ev *survey.Assessment) []*survey.Question {
	var lists []*survey.Question
	for _, q := range set.Questions() {
		if q.Type == survey.TypeRepeat && ev.Own(q) && ev.Relevant(survey.Key{Question: q.Name}) {
			lists = append(lists, q)
		}
	}
	return lists
}

// stateOf tells how far a response is.
func stateOf(r *survey.Response, ev *survey.Assessment) tui.State {
	switch {
	case r.Closed:
		return tui.HandedIn
	case !r.Touched():
		return tui.Fresh
	case ev.Complete():
		return tui.Complete
	}
	return tui.Begun
}

// actionsOn are what can be done with a response, the likeliest first.
func actionsOn(set *loadedSet, state tui.State) []tui.Action {
	actions := []tui.Action{tui.Continue, tui.Check, tui.HandInNow, tui.ShowAll, tui.Document}
	switch {
	case state == tui.HandedIn && set.Anonymous: // for good
		actions = []tui.Action{tui.View, tui.ShowAll, tui.Document, tui.HandInNow}
	case state == tui.HandedIn:
		actions = []tui.Action{tui.View, tui.ShowAll, tui.Document, tui.HandInNow, tui.Reopen}
	case state == tui.Complete:
		actions = []tui.Action{tui.HandInNow, tui.Continue, tui.Check, tui.ShowAll, tui.Document}
	}
	if set.Many && !set.Anonymous {
		actions = append(actions, tui.Another)
	}
	return append(actions, tui.PrintBlank)
}

// detail says what the state alone does not.
func (a *app) detail(file *store.File, nr int64, r *survey.Response, e tui.Entry) (string, error) {
	if e.State == tui.HandedIn {
		return a.handedIn(file, nr, r)
	}
	said := ""
	switch {
	case e.State == tui.Complete && r.IsPart():
		said = a.words.T("join.detail_done")
	case e.State == tui.Complete && file.Kind() == store.Part:
		said = a.words.T("join.end")
	case e.State == tui.Complete:
		said = a.words.T("start.can_submit")
	case e.State == tui.Begun && e.Open == 1:
		said = a.words.T("start.detail_open_one")
	case e.State == tui.Begun && e.Open > 1:
		said = a.words.T("start.detail_open", e.Open)
	}
	if r.FollowUp != nil && e.State == tui.Fresh {
		said = a.words.T("query.detail", len(r.FollowUp.Questions), r.FollowUp.Revision)
	}
	if r.Revision > 0 && (r.FollowUp == nil || r.Revision > r.FollowUp.Revision) {
		said += " " + a.words.T("start.detail_reopened", r.Revision)
	}
	return strings.TrimSpace(said), nil
}

// handedIn says as what, and as far as it is known when, a response was handed
// in.
func (a *app) handedIn(file *store.File, nr int64, r *survey.Response) (string, error) {
	history, err := file.History(nr)
	if err != nil {
		return "", err
	}
	digest := survey.ShortDigest(r.Digest)
	for _, event := range slices.Backward(history) {
		if event.What == "handed_in" {
			return a.words.T("start.detail_handed_in", r.Revision, a.day(event.At), digest), nil
		}
	}
	return a.words.T("start.detail_handed_in_once", digest), nil
}
