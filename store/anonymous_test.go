package store

import (
	"errors"
	"os"
	"strings"
	"testing"

	"bestand.example/itbestand/survey"
)

// copied puts a file into a folder that names somebody.
func copied(t *testing.T, from, folder, name string) {
	t.Helper()
	must(t, os.MkdirAll(folder, 0o700))
	must(t, os.WriteFile(folder+"/"+name, readFile(t, from), 0o600))
}

// bare makes a central file without sets.
func bare(t *testing.T, path string) *File {
	t.Helper()
	f, err := Create(path, Central, anna, noon)
	must(t, err)
	t.Cleanup(func() { _ = f.Close() })
	return f
}

func sourcesOf(t *testing.T, central *File) []Source {
	t.Helper()
	sources, err := central.Sources()
	must(t, err)
	return sources
}

// wantGone fails if the bytes of a file, deleted ones too, contain a text.
func wantGone(t *testing.T, path string, secrets ...string) {
	t.Helper()
	for _, secret := range secrets {
		if strings.Contains(string(readFile(t, path)), secret) {
			t.Errorf("%s contains %q", path, secret)
		}
	}
}

// The name and the folder of an anonymous file that is refused first must not
// stay beside the response once it is taken in.
func TestAnonymousFilesLoseTheirNamesOnceTaken(t *testing.T) {
	at := in(t)
	o := newDesk(t, at("ich.itb"), true).answer("anzahl", "1")
	standard := "rueckgabe_it_" + o.submitAll(at("r.itb"))[0].ID[:8] + ".itb"
	copied(t, at("r.itb"), at("alle/mueller"), "huber.itb")

	central := bare(t, at("z.itb"))
	report := mergeInto(t, central, o, at("alle"))
	wantCounts(t, report, "merged 0, unchanged 0, replaced 0, older 0, begun 0, refused 1, conflicts 0")
	if name := report.Files[0].Name; name != "mueller/huber.itb" || report.Files[0].Refusal.Args[0] != name {
		t.Errorf("the report names %q, so nobody finds the file", name)
	}
	if s := sourcesOf(t, central)[0]; s.Name != "huber.itb" || s.Refusal.Args[0] != "huber.itb" || s.ReadAt.Hour() != 0 {
		t.Errorf("of the refused file %q stays, %v, %s", s.Name, s.Refusal.Args, s.ReadAt)
	}
	wantGone(t, at("z.itb"), "mueller")

	must(t, central.AddSet(ofMany(o.set), testFiles()))
	wantCounts(t, mergeInto(t, central, o, at("alle")), "merged 1, unchanged 0, replaced 0, older 0, begun 0, refused 0, conflicts 0")
	copied(t, at("r.itb"), at("alle/schulze"), "meier.itb")
	wantCounts(t, mergeInto(t, central, o, at("alle")), "merged 0, unchanged 2, replaced 0, older 0, begun 0, refused 0, conflicts 0")
	sources := sourcesOf(t, central)
	if len(sources) != 1 || sources[0].Name != standard || sources[0].Standing != Counts || len(sources[0].Responses) != 1 {
		t.Errorf("recorded are %+v", sources)
	}
	wantGone(t, at("z.itb"), "mueller", "huber", "schulze", "meier")
}

// What an earlier program recorded goes as well.
func TestAnonymousFilesLoseNamesOfEarlierMerges(t *testing.T) {
	at := in(t)
	o := newDesk(t, at("ich.itb"), true).answer("anzahl", "1")
	o.submitAll(at("r.itb"))
	central := manyCentral(t, at("z.itb"), o)
	mergeInto(t, central, o, at("r.itb"))
	must(t, central.link.exec("UPDATE source SET name = 'mueller.itb'"))
	must(t, central.link.exec("UPDATE source_response SET name = 'mueller.itb'"))
	mergeInto(t, central, o, at("r.itb"))
	if sources := sourcesOf(t, central); len(sources) != 1 || len(sources[0].Responses) != 1 {
		t.Errorf("recorded are %+v", sources)
	}
	wantGone(t, at("z.itb"), "mueller")
}

func TestBegunAnonymousFilesLoseTheirNames(t *testing.T) {
	at := in(t)
	o := newDesk(t, at("ich.itb"), true).answer("anzahl", "1")
	must(t, o.file.Close())
	copied(t, at("ich.itb"), at("alle/mueller"), "huber.itb")
	central := bare(t, at("z.itb"))
	mergeInto(t, central, o, at("alle"))
	must(t, central.AddSet(ofMany(o.set), testFiles()))
	wantCounts(t, mergeInto(t, central, o, at("alle")), "merged 0, unchanged 0, replaced 0, older 0, begun 1, refused 0, conflicts 0")
	if sources := sourcesOf(t, central); len(sources) != 1 || sources[0].Name != "erhebungsdatei_it.itb" || sources[0].ReadAt.Hour() != 0 {
		t.Errorf("recorded are %+v", sources)
	}
	wantGone(t, at("z.itb"), "mueller", "huber")
}

// The path of a refused file of another set stays: it is how the file is found.
func TestOtherRefusedFilesKeepTheirPaths(t *testing.T) {
	at := in(t)
	o := newOffice(t, at("amt.itb"), jena).answer("anzahl", "1")
	must(t, o.file.Close())
	copied(t, at("amt.itb"), at("alle/jena"), "amt.itb")
	central := bare(t, at("z.itb"))
	mergeInto(t, central, o, at("alle"))
	if s := sourcesOf(t, central)[0]; s.Name != "jena/amt.itb" || s.ReadAt.Hour() != noon.Hour() {
		t.Errorf("recorded is %q at %s", s.Name, s.ReadAt)
	}
}

// A working file that is forged to hold an anonymous response beside that of a
// unit counts as anonymous, in whichever order they stand.
func TestMixedWorkingFilesAreAnonymous(t *testing.T) {
	open, closed := testSet(t), testSet(t)
	closed.ID, closed.Anonymous = "fk", true
	sets := map[setKey]trustedSet{{open.ID, open.Version}: {parsed: open}, {closed.ID, closed.Version}: {parsed: closed}}
	unit := &survey.Response{SetID: open.ID, SetVersion: open.Version, Unit: survey.Unit{Key: jena}, Answers: survey.NewAnswers()}
	person := &survey.Response{SetID: closed.ID, SetVersion: closed.Version, Unit: veiled(), Answers: survey.NewAnswers()}
	for _, r := range []*survey.Response{unit, person} {
		r.Answers.Set(survey.Key{Question: "notiz"}, survey.Answer{Value: survey.Value{Kind: survey.KindText, Text: "x"}})
	}
	for _, responses := range [][]*survey.Response{{unit, person}, {person, unit}} {
		central := bare(t, in(t)("z.itb"))
		w, err := newMergeWriter(central, MergeOptions{At: noon})
		must(t, err)
		_, err = w.begun(FileReport{Name: "mueller/huber.itb", SHA256: "00"}, &Foreign{Responses: responses}, sets)
		must(t, errors.Join(err, w.close()))
		if s := sourcesOf(t, central)[0]; s.Name != "erhebungsdatei_fk.itb" || s.UnitKey != "" || s.ReadAt.Hour() != 0 {
			t.Errorf("recorded is %q of unit %q at %s", s.Name, s.UnitKey, s.ReadAt)
		}
	}
}
