package store

import (
	"bytes"
	"context"
	"os"
	"slices"
	"testing"

	"bestand.example/itbestand/survey"
)

var waveFile = []survey.File{{Name: "welle.yaml", Data: []byte("kind: wave\nid: herbst\n# HINWEISTEXT\n")}}

func autumn() Wave { return Wave{ID: "herbst", Digest: survey.SetDigest(waveFile)} }

// The name is that of one computer, stands in history and side file from then
// on, and comes back when the file is opened again there.
func TestEditorIsRememberedForEachComputer(t *testing.T) {
	path := in(t)("a.itb")
	o := newOffice(t, path, jena)
	if _, asked, err := o.file.Editor(anna.Computer); asked || err != nil {
		t.Errorf("asked %v, %v", asked, err)
	}
	must(t, o.file.SetEditor("Erika Muster"))
	if side := read(t, path+lockEnding); !bytes.Contains(side, []byte("Erika Muster")) {
		t.Errorf("side file %s", side)
	}
	must(t, o.file.Close())

	f, err := Open(path, anna, noon)
	must(t, err)
	if who := f.Who(); who != (Author{"Erika Muster", anna.Computer}) {
		t.Errorf("who %v", who)
	}
	must(t, f.Save(o.nr, o.set, survey.Change{Answers: []survey.AnswerChange{{Key: survey.Key{Question: "notiz"}, Answer: survey.Answer{Value: survey.TextValue("x")}}}}, f.Who(), noon))
	history, err := f.History(o.nr)
	must(t, err)
	if last := history[len(history)-1]; last.Who.Name != "Erika Muster" {
		t.Errorf("history names %v", last.Who)
	}
	must(t, f.Close())

	other := Author{Name: "os-user", Computer: "B"}
	f, err = Open(path, other, noon)
	must(t, err)
	defer f.Close()
	if name, asked, err := f.Editor("B"); name != "" || asked || err != nil || f.Who() != other {
		t.Errorf("at another computer %q, %v, %v", name, asked, f.Who())
	}
	must(t, f.SetEditor("")) // left blank, and not asked again
	if _, asked, _ := f.Editor("B"); !asked || f.Who() != other {
		t.Errorf("asked %v, who %v", asked, f.Who())
	}
}

func TestAnonymousFilesRememberNobody(t *testing.T) {
	f, err := Create(in(t)("a.itb"), Working, anna, noon)
	must(t, err)
	defer f.Close()
	set := Set{ID: "anonym", Version: "1.0.0", Digest: survey.SetDigest(testFiles()), Many: true, Anonymous: true}
	must(t, f.AddSet(set, testFiles()))
	wantCode(t, f.SetEditor("Erika"), CodeAlone)
	if _, asked, err := f.Editor(anna.Computer); asked || err != nil {
		t.Errorf("asked %v, %v", asked, err)
	}
}

func TestPlainAndNoticeAreRemembered(t *testing.T) {
	o := newOffice(t, in(t)("a.itb"), jena)
	if plain, said, err := o.file.Plain(); plain || said || err != nil {
		t.Errorf("plain %v, said %v, %v", plain, said, err)
	}
	for _, want := range []bool{true, false} {
		must(t, o.file.SetPlain(want))
		if plain, said, err := o.file.Plain(); plain != want || !said || err != nil {
			t.Errorf("plain %v, said %v, %v", plain, said, err)
		}
	}
	must(t, o.file.ForgetPlain())
	if plain, said, err := o.file.Plain(); plain || said || err != nil {
		t.Errorf("plain %v, said %v, %v", plain, said, err)
	}
	must(t, o.file.SetNoticed("id", "PC", "digest"))
	for _, x := range []struct {
		response, computer, digest string
		want                       bool
	}{{"id", "PC", "digest", true}, {"id", "PC", "other", false}, {"id", "B", "digest", false}, {"x", "PC", "digest", false}} {
		if got, err := o.file.Noticed(x.response, x.computer, x.digest); got != x.want || err != nil {
			t.Errorf("%+v: %v, %v", x, got, err)
		}
	}
}

// Nothing of what a file remembers, and nothing of the wave, is in a return.
func TestReturnRemembersNothing(t *testing.T) {
	at := in(t)
	f, err := Create(at("w.itb"), Working, anna, noon)
	must(t, err)
	defer f.Close()
	must(t, f.AddWave(autumn(), waveFile))
	o := &office{t: t, set: testSet(t), file: f}
	must(t, f.AddSet(described(o.set), testFiles()))
	unit := survey.Unit{Key: jena, Name: "Stadt " + jena}
	must(t, f.SetUnit(unit))
	o.nr, err = f.NewResponse(described(o.set), unit, "herbst", "")
	must(t, err)
	must(t, f.SetEditor("ERIKAMUSTER"))
	must(t, f.SetPlain(true))
	must(t, f.SetNoticed("id", anna.Computer, "digest"))
	o.answer("anzahl", "1")
	o.submit(at("r.itb"))
	for _, secret := range []string{"ERIKAMUSTER", anna.Name, anna.Computer, "HINWEISTEXT", "notice:", "editor:", "plain"} {
		if data := read(t, at("r.itb")); bytes.Contains(data, []byte(secret)) {
			t.Errorf("the return holds %q", secret)
		}
	}
	foreign, err := onlyRead(context.Background(), at("r.itb"), nil)
	must(t, err)
	if foreign.Responses[0].Wave != "herbst" {
		t.Errorf("wave %q", foreign.Responses[0].Wave)
	}
}

func TestWaveTravelsInTheFile(t *testing.T) {
	path := in(t)("a.itb")
	f, err := Create(path, Working, anna, noon)
	must(t, err)
	must(t, f.AddWave(autumn(), waveFile))
	must(t, f.AddWave(autumn(), waveFile)) // once more changes nothing
	changed := []survey.File{{Name: "welle.yaml", Data: []byte("kind: wave\nid: herbst\ntitle: x\n")}}
	wantCode(t, f.AddWave(Wave{"herbst", survey.SetDigest(changed)}, changed), CodeWaveDiffers)
	wantCode(t, f.AddWave(Wave{"winter", survey.SetDigest(changed)}, changed), CodeWaveOther)
	wantCode(t, f.AddWave(Wave{"winter", "no digest"}, changed), CodeWaveDiffers)
	must(t, f.Close())
	r, err := OpenReadOnly(path)
	must(t, err)
	defer r.Close()
	waves, err := r.Waves()
	must(t, err)
	files, err := r.WaveFiles("herbst")
	must(t, err)
	if !slices.Equal(waves, []Wave{autumn()}) || len(files) != 1 || !bytes.Equal(files[0].Data, waveFile[0].Data) {
		t.Errorf("%v, %v", waves, files)
	}
	if files, err := r.WaveFiles("gibtesnicht"); files != nil || err != nil {
		t.Errorf("%v, %v", files, err)
	}
}

// A wave that comes after the first response would change whose response it is.
func TestWaveComesBeforeTheResponses(t *testing.T) {
	o := newOffice(t, in(t)("a.itb"), jena)
	wantCode(t, o.file.AddWave(autumn(), waveFile), CodeWaveOther)
}

// One unit's responses with and without a wave, and in two waves, are no
// conflict; two in one wave are.
func TestMergeTellsWavesApart(t *testing.T) {
	at := in(t)
	var paths []string
	for i, wave := range []string{"", "herbst", "winter", "winter"} {
		name := string(rune('a' + i))
		f, err := Create(at(name+".itb"), Working, anna, noon)
		must(t, err)
		o := &office{t: t, set: testSet(t), file: f}
		must(t, f.AddSet(described(o.set), testFiles()))
		o.nr, err = f.NewResponse(described(o.set), survey.Unit{Key: jena}, wave, "")
		must(t, err)
		o.answer("anzahl", string(rune('1'+i)))
		o.submit(at(name + "_r.itb"))
		must(t, f.Close())
		paths = append(paths, at(name+"_r.itb"))
	}
	central := newCentral(t, at("z.itb"))
	if report := merge(t, central, paths[:3]...); report.Merged != 3 || len(report.Conflicts) != 0 || report.Refused != 0 {
		t.Errorf("%+v", report)
	}
	if report := merge(t, central, paths...); report.Merged != 1 || len(report.Conflicts) != 1 {
		t.Errorf("%+v", report)
	}
	if _, err := os.Stat(at("z.itb")); err != nil {
		t.Fatal(err)
	}
}
