package cmd_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"bestand.example/itbestand/store"
	"bestand.example/itbestand/store/seal"
	"bestand.example/itbestand/survey"
)

// SU01: a complete survey is handed in as a sealed return that each of its keys
// opens, and the receipt tells what one can hold it against: how much was
// answered, for which keys it is sealed, and its digest.
func TestSU01ACompleteSurveyIsHandedIn(t *testing.T) {
	w := newWorkplace(t)
	working, workingFile := w.key("arbeit.txt")
	paper, paperFile := w.key("papier.txt")
	receipt, _ := w.call(0, "submit", w.fill("amt.itb", unitKey, 7, "--wave", w.wave("herbst", working, paper)), "-o", w.at("ein"), "--released-by", "E. Muster, Leitung")
	name := "rueckgabe_" + unitKey + "_drei_r1"
	for i, key := range []seal.Identity{working, paper} {
		content, err := seal.Open(bytes.NewReader(w.read(w.at("ein/"+name+".itb.age"))), store.MaxFile, []seal.Identity{key})
		if err != nil {
			t.Fatal(err)
		}
		central := w.at([]string{"eins.itb", "zwei.itb"}[i])
		var report struct {
			Files []struct{ File, Digest string }
		}
		out, _ := w.call(0, "merge", "--json", central, w.at("ein"), "--wave", w.at("herbst.yaml"), "--identity", []string{workingFile, paperFile}[i])
		if err := json.Unmarshal([]byte(out), &report); err != nil || len(report.Files) != 1 {
			t.Fatal(err, out)
		}
		for _, wanted := range []string{
			name + ".itb.age", unitKey, "3 von 4", "E. Muster, Leitung", survey.ShortDigest(report.Files[0].Digest), survey.ShortDigest(key.Recipient().Fingerprint()),
		} {
			if !strings.Contains(receipt, wanted) {
				t.Errorf("the receipt lacks %q:\n%s", wanted, receipt)
			}
		}
		if !bytes.HasPrefix(content, []byte("SQLite format 3")) {
			t.Error("what is sealed is no survey file")
		}
	}
	if kept := string(w.read(w.at("ein/" + name + ".txt"))); strings.TrimPrefix(strings.ReplaceAll(kept, "\r\n", "\n"), "\ufeff") != receipt {
		t.Errorf("the receipt beside the return says\n%s", kept)
	}
}

// SU02: what is open is listed, question for question, and nothing is handed
// in; --incomplete hands it in with a mark that stays visible.
func TestSU02OpenQuestionsAreListed(t *testing.T) {
	w := newWorkplace(t)
	file := w.at("amt.itb")
	w.call(0, "answer", file, "--questionnaire", w.at("drei.yaml"), "--unit", unitKey, "--editor", "", "notiz=x")
	out, words := w.call(5, "submit", file, "-o", w.at("ein"))
	for _, label := range []string{"Welches Amt?", "Wie viele?", "Seit wann?"} {
		if strings.Count(out+words, label) != 1 {
			t.Errorf("%q is not listed once:\n%s%s", label, out, words)
		}
	}
	if _, err := os.Stat(w.at("ein")); err == nil && len(w.listing(w.at("ein"))) > 1 {
		t.Errorf("left behind: %q", w.listing(w.at("ein")))
	}
	if receipt, _ := w.call(0, "submit", file, "-o", w.at("ein"), "--incomplete"); !strings.Contains(receipt, "unvollständig gekennzeichnet") {
		t.Errorf("the receipt says\n%s", receipt)
	}
	w.call(0, "merge", w.at("zentral.itb"), w.at("ein"), "--questionnaire", w.at("drei.yaml"))
	if status, _ := w.call(0, "status", w.at("zentral.itb"), "--json"); !strings.Contains(status, `"unvollstaendig": 1`) {
		t.Errorf("the status says\n%s", status)
	}
}

// SU08: no name of a file or folder is read as an address, by SQLite or anyone.
func TestSU08NamesAreNoAddresses(t *testing.T) {
	w := newWorkplace(t)
	odd := []string{"file:x?vfs=nope", "file:x?mode=memory", "x?mode=ro&immutable=1", "%2e%2e", "a#b", ":memory:"}
	if runtime.GOOS == "windows" {
		odd = []string{"%2e%2e", "a#b", "x&mode=ro"} // the others cannot be names there
	}
	for _, name := range odd {
		dir := t.TempDir()
		t.Chdir(dir) // so that the names stand alone, without a folder before them
		file := name + ".itb"
		w.call(0, "answer", file, "--questionnaire", w.at("drei.yaml"), "--unit", unitKey, "--editor", "", "amt=Süd", "anzahl=1", "seit=2020")
		w.call(0, "submit", file, "-o", name)
		w.call(0, "merge", name+"-zentral.itb", name, "--questionnaire", w.at("drei.yaml"), "--report", name+".txt")
		w.call(0, "export", name+"-zentral.itb", "-o", name+".xlsx")
		var names []string
		for _, path := range w.listing(dir)[1:] {
			names = append(names, strings.TrimPrefix(path, dir+string(filepath.Separator)))
		}
		back := "rueckgabe_" + unitKey + "_drei_r1"
		want := []string{name, filepath.Join(name, back+".itb"), filepath.Join(name, back+".txt"), name + "-zentral.itb", name + ".itb", name + ".txt", name + ".xlsx"}
		slices.Sort(names)
		if slices.Sort(want); !slices.Equal(names, want) {
			t.Errorf("holds %q, want %q", names, want)
		}
	}
}
