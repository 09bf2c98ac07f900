package cmd_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"bestand.example/itbestand/questionnaires"
	"bestand.example/itbestand/store"
	"bestand.example/itbestand/store/seal"
	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/parser"
	"bestand.example/itbestand/survey/sim"
)

// probes are random words that stand nowhere else, and where each was put.
type probes struct {
	r       *rand.Rand
	where   map[string]string
	entered map[string]bool // as answers, comments or reasons
}

func (p *probes) word(where string) string {
	const letters = "abcdefghijklmnopqrstuvwxyz0123456789"
	word := []byte("leck")
	for range 20 {
		word = append(word, letters[p.r.IntN(len(letters))])
	}
	p.where[string(word)] = where
	return string(word)
}

// answer is a word that somebody enters.
func (p *probes) answer(where string) string {
	word := p.word(where)
	p.entered[word] = true
	return word
}

// in lists the probes that stand in some bytes, as UTF-8 or as UTF-16.
func (p *probes) in(data []byte) map[string]bool {
	found := map[string]bool{}
	for word := range p.where {
		var little, big []byte
		for _, u := range utf16.Encode([]rune(word)) {
			little, big = append(little, byte(u), byte(u>>8)), append(big, byte(u>>8), byte(u))
		}
		if bytes.Contains(data, []byte(word)) || bytes.Contains(data, little) || bytes.Contains(data, big) {
			found[word] = true
		}
	}
	return found
}

// hint answers every question that takes a text with a probe.
func (p *probes) hint(s *survey.Session, _ *rand.Rand) (string, bool) {
	q := s.Question()
	switch q.Type {
	case survey.TypeText, survey.TypeMultiline:
		return p.answer(q.Name), true
	case survey.TypeEmail:
		return p.answer(q.Name) + "@amt.example", true
	case survey.TypeURL:
		return "https://" + p.answer(q.Name) + ".example/", true
	}
	return "", false
}

// sealedSets are the sets that travel in one file, the first of which is handed
// in; an anonymous one is always alone.
func sealedSets() [][]string {
	return [][]string{
		{"it-landschaft", "ozg-umsetzungsstand"}, {"ozg-umsetzungsstand", "it-landschaft"}, {"fuehrung-kompetenz"},
		{"kompetenzzentrum-interview", "kompetenzzentrum-aufgaben"}, {"kompetenzzentrum-aufgaben", "grundsatzpapiere"}, {"grundsatzpapiere", "kompetenzzentrum-interview"},
	}
}

// Whatever is entered for any set that comes with the program, and whatever else
// a survey file gets to know (other sets, drafts, answers that do not count any
// more, comments, reasons, who worked at it, where it lay, what the wave said,
// who else was asked): nothing of it stands in the sealed return; in the opened
// one only the active answers of its set do; and what was changed has left no
// trace in the survey file.
func TestNothingLeaksIntoAReturn(t *testing.T) {
	for i, ids := range sealedSets() {
		t.Run(ids[0], func(t *testing.T) {
			t.Parallel()
			p := &probes{rand.New(rand.NewPCG(16, uint64(i))), map[string]string{}, map[string]bool{}}
			l := newLeak(t, p, ids)
			l.fill()
			l.handInAndLook()
		})
	}
}

// leak is a survey file full of probes.
type leak struct {
	workplace
	p    *probes
	sets []*survey.Questionnaire
	file string
	key  seal.Identity

	gathering *survey.Change // what is saved at once; nil: each change is
	save      func(survey.Change) error
}

// gather saves changes, or keeps them to be saved together: to answer a whole
// set is hundreds of them, and each would wait for the disk.
func (l *leak) gather(save func(survey.Change) error) func(survey.Change) error {
	l.save = save
	return func(c survey.Change) error {
		all := l.gathering
		if all == nil {
			return save(c)
		}
		all.Answers, all.AddRow, all.DropRow = append(all.Answers, c.Answers...), append(all.AddRow, c.AddRow...), append(all.DropRow, c.DropRow...)
		return nil
	}
}

func (l *leak) flush() {
	l.t.Helper()
	l.must(l.save(*l.gathering))
	l.gathering = nil
}

func newLeak(t *testing.T, p *probes, ids []string) *leak {
	return newLeakIn(t, p, ids, "herbst", "2026-09-30")
}

// newLeakIn makes a survey file of a wave with an id and a reference date.
func newLeakIn(t *testing.T, p *probes, ids []string, id, date string) *leak {
	l := &leak{workplace: newWorkplace(t), p: p}
	key, err := seal.Generate()
	if err != nil {
		t.Fatal(err)
	}
	l.key = key
	wave := fmt.Sprintf(threeQuestionsWave, id)
	wave = strings.NewReplacer("2026-09-30", date, "Welle "+id, p.word("title of the wave"), "Geschäftsstelle", p.word("contact"), "Per Post", p.word("way of return"),
		"Keine personenbezogenen Angaben", p.word("notice"), "  - {id: drei, version: 1.0.0}\n", "").Replace(wave)
	for _, id := range ids {
		set, _, err := parser.Questionnaire(questionnaires.Files, id+".yaml")
		if err != nil {
			t.Fatal(err)
		}
		l.sets = append(l.sets, set)
		wave += fmt.Sprintf("  - {id: %s, version: %s}\n", id, set.Version)
	}
	wave += "recipients:\n  - " + key.Recipient().String() + "\n"
	units := "schluessel,name,typ,kreis_schluessel,kreis,einwohner\n"
	for i := range 9 {
		units += fmt.Sprintf("99000000%d,%s,verbandsfreie_gemeinde,99061,%s,%d\n", i, p.word("name of a unit"), p.word("name of a district"), 7000+i)
	}
	folder := p.word("folder")
	l.file = l.at(filepath.Join(folder, p.word("file")+".itb"))
	if err := os.Mkdir(l.at(folder), 0o700); err != nil {
		t.Fatal(err)
	}
	for i, set := range l.sets {
		args := []string{"answer", l.file, "--questionnaire", set.ID, "--wave", l.write("herbst.yaml", wave), "--population", l.write("verwaltungen.csv", units)}
		if !set.Project {
			args = append(args, "--unit", "990000003")
		}
		if i > 0 {
			args = []string{"answer", l.file, "--questionnaire", set.ID}
		}
		if !set.Anonymous {
			args = append(args[:len(args):len(args)], "--editor", p.word("editor"))
		}
		l.call(0, args...)
	}
	return l
}

// each opens the file as somebody and gives every response in it.
func (l *leak) each(do func(s *survey.Session, f *store.File)) {
	l.t.Helper()
	who := store.Author{Name: l.p.word("person"), Computer: l.p.word("computer")}
	f, err := store.Open(l.file, who, time.Now())
	if err != nil {
		l.t.Fatal(err)
	}
	defer f.Close()
	held, err := f.Responses()
	if err != nil {
		l.t.Fatal(err)
	}
	for _, h := range held {
		for _, set := range l.sets {
			if set.ID != h.Response.SetID {
				continue
			}
			r, place, err := f.Load(h.Nr)
			if err != nil {
				l.t.Fatal(err)
			}
			r.Population, err = f.Population()
			if err != nil {
				l.t.Fatal(err)
			}
			save := func(c survey.Change) error { return f.Save(h.Nr, set, c, who, time.Now()) }
			do(survey.NewSession(set, r, place, l.gather(save)), f)
		}
	}
}

func (l *leak) must(err error) {
	l.t.Helper()
	if err != nil {
		l.t.Fatal(err)
	}
}

// fill answers everything, then does all that people do who are not sure.
func (l *leak) fill() {
	l.t.Helper()
	l.each(func(s *survey.Session, f *store.File) {
		l.gathering = &survey.Change{}
		l.must(sim.Fill(s, l.p.r, l.p.hint))
		l.remark(s)
		l.flush()
		l.must(sim.Wander(s, l.p.r, 12))
		l.dropRows(s)
		l.gathering = &survey.Change{}
		l.must(s.Goto(survey.Place{}))
		l.must(sim.Fill(s, l.p.r, l.p.hint))
		l.remark(s)
		l.flush()
		l.drafts(s, s.Set == l.sets[0])
		if !s.Set.Anonymous {
			l.must(f.SetEditor(l.p.word("editor")))
			l.must(f.SetNoticed(l.p.word("response"), l.p.word("computer of the notice"), l.p.word("digest of the notice")))
		}
	})
}

// remark puts a comment at every question, asked or not, and gives every reason
// in other words.
func (l *leak) remark(s *survey.Session) {
	l.t.Helper()
	for _, q := range s.Set.Questions() {
		rows := []int{0}
		if q.Roster != nil {
			rows = s.Response.Answers.Rows(q.Roster.Name)
		}
		for i, row := range rows {
			one := survey.Assignment{Question: q.Name}
			if q.Roster != nil {
				one.Roster, one.Index = q.Roster.Name, i+1
			}
			a := s.Response.Answers.Get(survey.Key{Question: q.Name, Row: row})
			set := func(to **string, where string) {
				word := l.p.answer(where + " at " + q.Name)
				*to = &word
			}
			if q.Asked() && !s.Set.Anonymous {
				set(&one.Comment, "comment")
			}
			if a.Acknowledged != "" {
				set(&one.Acknowledged, "acknowledgement")
			}
			if a.Reason != "" {
				set(&one.Reason, "reason")
			}
			if one.Comment == nil && one.Acknowledged == nil && one.Reason == nil {
				continue
			}
			_, err := s.Put([]survey.Assignment{one}) // what is refused is not there; the looks at the files do not need it
			l.must(err)
		}
	}
}

// dropRows deletes the first row of every list.
func (l *leak) dropRows(s *survey.Session) {
	l.t.Helper()
	for _, q := range s.Set.Questions() {
		if q.Type != survey.TypeRepeat || !s.Assessment().Relevant(survey.Key{Question: q.Name}) {
			continue
		}
		if rows := s.Response.Answers.Rows(q.Name); len(rows) > q.Min+1 {
			l.must(s.Jump(survey.Place{Question: q.Name}, ""))
			l.must(s.DeleteRow(rows[0]))
		}
	}
}

// drafts leaves words where numbers belong. They block handing in, so in the set
// that is handed in they are taken back.
func (l *leak) drafts(s *survey.Session, takeBack bool) {
	l.t.Helper()
	for _, stop := range s.Assessment().Stops() {
		q := s.Set.Question(stop.Question)
		if q == nil || !q.Type.Numeric() || q.Type == survey.TypeCalculate || l.p.r.IntN(8) > 0 {
			continue
		}
		l.must(s.Goto(stop))
		before := s.Answer()
		l.must(s.Pause(l.p.answer("draft at " + q.Name)))
		if !takeBack {
			continue
		}
		l.must(s.Goto(stop))
		switch {
		case before.Missing != "":
			_, err := s.SetMissing(before.Missing)
			l.must(err)
		case before.Value.IsZero():
			l.must(s.Clear())
		default:
			_, err := s.Enter(before.Value.Text)
			l.must(err)
		}
	}
}

func (l *leak) handInAndLook() {
	t, p, set := l.t, l.p, l.sets[0]
	t.Helper()
	out := l.at(p.word("folder of returns"))
	released := p.word("release")
	args := []string{"submit", l.file, "--questionnaire", set.ID, "-o", out, "--incomplete"}
	if !set.Anonymous {
		args = append(args, "--released-by", released)
		l.call(0, "split", l.file, "--questionnaire", set.ID, "--section", set.Sections[0].Name, "-o", l.at(p.word("file of a part")+".itb"))
	}
	l.call(0, args...)
	found, err := filepath.Glob(filepath.Join(out, "*.itb.age"))
	if err != nil || len(found) != 1 {
		t.Fatal(found, err)
	}
	sealed := l.read(found[0])
	for word := range p.in(sealed) {
		t.Errorf("the sealed return holds %s (%s)", word, p.where[word])
	}
	content, err := seal.Open(bytes.NewReader(sealed), store.MaxFile, []seal.Identity{l.key})
	l.must(err)
	active, stored := l.expected(released)
	inReturn := p.in(content)
	for word, where := range p.where {
		if inReturn[word] && !active[word] {
			t.Errorf("the opened return holds %s (%s)", word, where)
		}
		if active[word] && !inReturn[word] {
			t.Errorf("the opened return lacks %s (%s)", word, where)
		}
	}
	traces := 0
	for word := range p.in(l.read(l.file)) {
		if p.entered[word] && !stored[word] {
			t.Errorf("the survey file still holds %s (%s)", word, p.where[word])
		}
		traces++
	}
	// Of persons who answer anonymously nothing is asked in their own words.
	if traces == 0 || !set.Anonymous && (len(active) < 5 || len(stored) <= len(active)) {
		t.Errorf("%d active, %d stored: too little was planted", len(active), len(stored))
	}
	t.Logf("%d probes, %d of them active answers of the return, %d stored answers, %d in the survey file", len(p.where), len(active), len(stored), traces)
}

// expected are the probes that belong into the return, and those that are
// stored in the survey file as answers of any set, counting or not.
func (l *leak) expected(released string) (active, stored map[string]bool) {
	active, stored = map[string]bool{}, map[string]bool{}
	note := func(to map[string]bool, text string) {
		for word := range l.p.in([]byte(text)) {
			to[word] = true
		}
	}
	l.each(func(s *survey.Session, _ *store.File) {
		set := s.Set
		for _, k := range s.Response.Answers.Keys() {
			note(stored, fmt.Sprintf("%+v", s.Response.Answers.Get(k)))
		}
		if set != l.sets[0] {
			return
		}
		answers := s.Assessment().Active()
		for _, k := range answers.Keys() {
			note(active, fmt.Sprintf("%+v", answers.Get(k)))
		}
		if !set.Project {
			note(active, s.Response.Unit.Name+" "+s.Response.Unit.District)
		}
		if !set.Anonymous {
			active[released] = true
		}
	})
	return active, stored
}
