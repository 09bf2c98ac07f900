package cmd_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"bestand.example/itbestand/cmd"
)

// One invited file, copied to two laptops and handed in from both: a conflict
// that names the administration; both stay, in whatever order they come, and no
// file is overwritten. What was the same on both is none.
func TestTwoLaptopsWithACopyOfOneInvitedFile(t *testing.T) {
	w := newWorkplace(t)
	w.write("verwaltungen.csv", "schluessel,name,typ,kreis_schluessel,kreis,einwohner\n990000001,Oberhof,verbandsfreie_gemeinde,99061,Kreis,6000\n")
	key, keyFile := w.key("schluessel.txt")
	wave := w.write("herbst.yaml", string(w.read(w.wave("herbst", key)))+"population: verwaltungen.csv\n")
	w.call(0, "invite", wave, "-o", w.at("einladungen"))
	invited := string(w.read(w.at("einladungen/990000001_oberhof/erhebung_990000001.itb")))
	laptop := func(name, number string) {
		file := w.write(name+"/erhebung.itb", invited)
		w.call(0, "answer", file, "amt=Süd", "anzahl="+number, "seit=2020")
		w.call(0, "submit", file, "-o", w.at("ein/"+name))
	}
	laptop("eins", "1")
	laptop("zwei", "2")
	const back = "rueckgabe_990000001_drei_r1.itb.age"
	before := [][]byte{w.read(w.at("ein/eins/" + back)), w.read(w.at("ein/zwei/" + back))}
	merge := func(central string, want int, dirs ...string) (o outcome, words string) {
		args := []string{"merge", "--json", w.at(central), "--wave", wave, "--identity", keyFile, "--invitations", w.at("einladungen/rueckgabecodes.csv")}
		for _, dir := range dirs {
			args = append(args, w.at("ein/"+dir))
		}
		out, words := w.call(want, args...)
		if err := json.Unmarshal([]byte(out), &o); err != nil {
			t.Fatal(err)
		}
		return o, words
	}
	first, _ := merge("a.itb", 0, "eins")
	both, words := merge("a.itb", 10, "zwei")
	if first.Merged != 1 || both.Merged != 1 || both.Conflicts != 1 || both.Replaced != 0 || !strings.Contains(words, "990000001 Oberhof") {
		t.Errorf("%+v, then %+v\n%s", first, both, words)
	}
	if alone, _ := merge("b.itb", 0, "zwei"); alone.Conflicts != 0 {
		t.Errorf("%+v", alone)
	}
	if turned, _ := merge("b.itb", 10, "eins"); turned.Digest != both.Digest || turned.Conflicts != 1 {
		t.Errorf("%+v, want the digest %s", turned, both.Digest)
	}
	for i, name := range []string{"eins", "zwei"} {
		if !bytes.Equal(w.read(w.at("ein/"+name+"/"+back)), before[i]) {
			t.Errorf("the return of laptop %s was changed", name)
		}
	}
}

// The same administration answers the same set in two waves: two responses in
// one central file, and no conflict.
func TestTwoWavesInOneCentralFileAreNoConflict(t *testing.T) {
	w := newWorkplace(t)
	for i, id := range []string{"fruehjahr", "herbst"} {
		wave := w.wave(id)
		w.call(0, "submit", w.fill(id+".itb", "990000001", i, "--wave", wave), "-o", w.at(id))
		if o := w.merge(0, w.at(id), "--wave", wave); o.Merged != 1 || o.Conflicts != 0 {
			t.Errorf("%s: %+v", id, o)
		}
	}
	if o := w.merge(0, w.at("fruehjahr"), w.at("herbst")); o.Unchanged != 2 || o.Conflicts != 0 {
		t.Errorf("%+v", o)
	}
	if listed, _ := w.call(0, "resolve", w.at("zentral.itb")); !strings.Contains(listed, "kein Konflikt offen") {
		t.Errorf("says\n%s", listed)
	}
}

// Whoever presses Ctrl-C while returns are merged has a whole central file with
// what is in by then, is told how much that is, in the report too, and completes
// it by the same command.
func TestInterruptedMergeSaysHowFarItCame(t *testing.T) {
	const n = 120
	w := newWorkplace(t)
	w.hand("vorlage", "990000001", 1, "--questionnaire", w.at("drei.yaml"))
	good := w.read(w.at("vorlage/rueckgabe_990000001_drei_r1.itb"))
	for i := range n { // one return and many that are told apart by their names only
		w.write(fmt.Sprintf("ein/%03d.itb", i), string(good))
	}
	args := []string{"--lang=de", "merge", "--json", w.at("zentral.itb"), w.at("ein"), "--questionnaire", w.at("drei.yaml"), "--report", w.at("bericht.txt")}
	ctx, interrupt := context.WithCancel(t.Context())
	var out bytes.Buffer
	words := &reader{until: "von 120 Dateien", then: interrupt} // the first line of the progress
	if code := cmd.Main(ctx, args, strings.NewReader(""), &out, words); code != 130 {
		t.Fatalf("exit %d\n%s", code, words)
	}
	var o struct {
		outcome
		Left int
	}
	if err := json.Unmarshal(out.Bytes(), &o); err != nil || o.Left == 0 || o.Left+len(o.Files) != n || len(o.Files) == 0 {
		t.Fatalf("%v, %d files, %d left\n%s", err, len(o.Files), o.Left, words)
	}
	if sentence := fmt.Sprintf("Abgebrochen: %d Dateien sind verarbeitet, %d noch nicht.", len(o.Files), o.Left); !strings.Contains(words.String(), sentence) {
		t.Errorf("does not say %q:\n%s", sentence, words)
	}
	if report := string(w.read(w.at("bericht.txt"))); !strings.Contains(report, fmt.Sprintf("%d Dateien fehlen in diesem Bericht", o.Left)) {
		t.Errorf("the report says\n%s", report)
	}
	sources := w.merge(0, w.at("ein"))
	if sources.Merged != 0 || sources.Unchanged != n || sources.Digest != o.Digest {
		t.Errorf("%+v", sources)
	}
	if left, err := os.ReadDir(w.dir); err != nil || slices.ContainsFunc(left, func(e os.DirEntry) bool { return filepath.Ext(e.Name()) == ".tmp" }) {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

// reader reads what the program says and does something at certain words.
type reader struct {
	bytes.Buffer
	until string
	then  func()
}

func (r *reader) Write(b []byte) (int, error) {
	if bytes.Contains(b, []byte(r.until)) {
		r.then()
	}
	return r.Buffer.Write(b)
}
