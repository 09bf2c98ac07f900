package store

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"bestand.example/itbestand/survey"
)

func TestME22BadFilesAreRefusedByNameWhileOthersGoIn(t *testing.T) {
	dir := handedIn(t, 3)
	put := func(name string, data []byte) {
		must(t, os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o700))
		must(t, os.WriteFile(filepath.Join(dir, name), data, 0o600))
	}
	good := read(t, filepath.Join(dir, "rueckgabe_160000000_it_r1.itb"))
	put("gekürzt.itb", good[:len(good)/2])
	put("leer.itb", nil)
	put("tief/im/ordner/archiv.itb", zipped(t, "x"))
	put("mappe.xlsx", zipped(t, "xl/workbook.xml"))
	put("nachricht.eml", []byte("From: a@example.org\n\nhallo"))
	put("alt.itb.bak", good) // the program itself leaves it: passed over, like what a system leaves
	put("Thumbs.db", []byte("x"))
	put("quittung.txt", []byte("Quittung"))
	put("offen.itb.lock", []byte("{}"))
	put("siegel.itb.age", []byte("age-encryption.org/v1\n"))
	want := map[string]Code{
		"gekürzt.itb": CodeTruncated, "leer.itb": CodeEmpty, "tief/im/ordner/archiv.itb": CodeZip, "mappe.xlsx": CodeXLSX,
		"nachricht.eml": CodeMail, "offen.itb.lock": CodeJournal, "siegel.itb.age": CodeSealed,
	}
	if runtime.GOOS != "windows" {
		put("esc\x1b]0;x\x07\nzeile.itb", []byte("x"))
		want["esc\ufffd]0;x\ufffd zeile.itb"] = CodeText
		must(t, os.Symlink(filepath.Join(dir, "mappe.xlsx"), filepath.Join(dir, "verweis.itb")))
		must(t, os.Symlink(dir, filepath.Join(dir, "kreis")))
		must(t, os.Rename(pipe(t), filepath.Join(dir, "pipe.itb")))
		want["verweis.itb"], want["kreis"], want["pipe.itb"] = CodeSymlink, CodeSymlink, CodeNotRegular
	}
	central := newCentral(t, filepath.Join(dir, "zentral.itb"))
	report := merge(t, central, dir, filepath.Join(dir, "fehlt.itb"))
	want["fehlt.itb"] = CodeNotFound
	if report.Merged != 3 || report.Refused != len(want) {
		t.Errorf("%s, want %d refused", counts(report), len(want))
	}
	for _, f := range report.Files {
		if f.Refusal == nil {
			continue
		}
		if f.Refusal.Code != want[f.Name] {
			t.Errorf("%q: %s, want %s", f.Name, f.Refusal.Code, want[f.Name])
		}
		if !strings.Contains(f.Refusal.Error(), f.Name) {
			t.Errorf("%q is not named: %s", f.Name, f.Refusal)
		}
	}
	text, err := json.Marshal(report)
	must(t, err)
	if bytes.ContainsAny(text, "\x1b\x07\n") {
		t.Error("the report holds control characters")
	}
	sources, err := central.Sources()
	must(t, err)
	if len(sources) != len(report.Files) {
		t.Errorf("%d sources recorded of %d files", len(sources), len(report.Files))
	}
}

// What was named for the merge itself may lie among the returns, and a return
// whose name got another ending on its way is not passed over in silence.
func TestMergeKnowsItsOwnFilesAndMissesNoReturn(t *testing.T) {
	dir := handedIn(t, 2)
	at := func(name string) string { return filepath.Join(dir, name) }
	must(t, os.WriteFile(at("bericht.json"), []byte("{}"), 0o600))
	must(t, os.WriteFile(at("notiz.txt"), []byte("Bitte anrufen"), 0o600))
	must(t, os.Rename(at("rueckgabe_160000001_it_r1.itb"), at("rueckgabe_160000001_it_r1.itb.txt")))
	central := newCentral(t, at("z.itb"))
	options := mergeOptions(t)
	options.Besides = []string{at("bericht.json"), at("gibtesnicht.json")}
	report, err := central.Merge(context.Background(), []string{dir, at("rueckgabe_160000000_it_r1.itb"), dir + string(filepath.Separator)}, options)
	must(t, err)
	wantCounts(t, report, "merged 1, unchanged 0, replaced 0, older 0, begun 0, refused 1, conflicts 0")
	if f := report.Files[1]; f.Name != "rueckgabe_160000001_it_r1.itb.txt" || f.Refusal.Code != CodeWrongEnding {
		t.Errorf("%+v", f)
	}
	if again := merge(t, central, dir); again.Refused != 2 {
		t.Errorf("what is not named is not refused: %s", counts(again))
	}
}

func TestFolderThatIsNamedMayBeALinkButNoneInIt(t *testing.T) {
	dir, at := handedIn(t, 2), in(t)
	must(t, os.Mkdir(filepath.Join(dir, "unter"), 0o700))
	for target, name := range map[string]string{dir: at("eingang"), "..": filepath.Join(dir, "unter", "kreis")} {
		if err := os.Symlink(target, name); err != nil {
			t.Skip("no symbolic links here:", err)
		}
	}
	if _, err := os.ReadDir(at("eingang")); err != nil {
		t.Skip("links to folders do not work here:", err)
	}
	report := merge(t, newCentral(t, at("z.itb")), at("eingang"), dir)
	wantCounts(t, report, "merged 2, unchanged 0, replaced 0, older 0, begun 0, refused 1, conflicts 0")
	if f := report.Files[2]; f.Name != "unter/kreis" || f.Refusal.Code != CodeSymlink {
		t.Errorf("%+v", f)
	}
}

func TestFolderThatCannotBeReadIsNamed(t *testing.T) {
	dir := handedIn(t, 1)
	shut := filepath.Join(dir, "zu")
	must(t, os.Mkdir(shut, 0o700))
	must(t, os.Chmod(shut, 0))
	t.Cleanup(func() { _ = os.Chmod(shut, 0o700) })
	if _, err := os.ReadDir(shut); err == nil {
		t.Skip("whoever runs this may read everything")
	}
	report := merge(t, newCentral(t, in(t)("z.itb")), dir)
	wantCounts(t, report, "merged 1, unchanged 0, replaced 0, older 0, begun 0, refused 1, conflicts 0")
	if f := report.Files[1]; f.Name != "zu" || f.Refusal.Code != CodeUnreadable {
		t.Errorf("%+v", f)
	}
}

func TestFolderDeeperThanAPathMayBeIsNamed(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("paths may be longer here")
	}
	dir := handedIn(t, 1)
	floor, err := os.OpenRoot(dir)
	for must(t, err); len(floor.Name()) < 5000; must(t, err) {
		defer floor.Close()
		must(t, floor.Mkdir(strings.Repeat("a", 200), 0o700))
		floor, err = floor.OpenRoot(strings.Repeat("a", 200))
	}
	defer floor.Close()
	report := merge(t, newCentral(t, in(t)("z.itb")), dir)
	if report.Merged != 1 || report.Refused != 1 || report.Files[0].Refusal.Code != CodeUnreadable {
		t.Error(counts(report))
	}
}

// A file that is gone between the look into its folder and the reading, a
// folder of twenty floors, a name as long as they may be.
func TestFoldersThatAreUnlikeOthers(t *testing.T) {
	dir := handedIn(t, 3)
	name := func(i int) string { return filepath.Join(dir, fmt.Sprintf("rueckgabe_16000000%d_it_r1.itb", i)) }
	deep := filepath.Join(dir, strings.Repeat("stock/", 20))
	must(t, os.MkdirAll(deep, 0o700))
	must(t, os.Rename(name(1), filepath.Join(deep, strings.Repeat("ü", 100)+".itb")))
	central := newCentral(t, in(t)("z.itb"))
	options := mergeOptions(t)
	files, err := collect(context.Background(), central, []string{dir}, nil)
	must(t, err)
	must(t, os.Remove(name(2)))
	var report Report
	set := testSet(t)
	trusted := map[setKey]trustedSet{{set.ID, set.Version}: {described(set), set}}
	must(t, central.mergeFiles(context.Background(), files, checks{sets: trusted}, options, &report))
	wantCounts(t, report, "merged 2, unchanged 0, replaced 0, older 0, begun 0, refused 1, conflicts 0")
	if f := report.Files[1]; f.Name != filepath.Base(name(2)) || f.Refusal.Code != CodeNotFound {
		t.Errorf("%+v", f)
	}
}

func TestME16CopiesAreCountedOnce(t *testing.T) {
	dir := handedIn(t, 1)
	good := read(t, filepath.Join(dir, "rueckgabe_160000000_it_r1.itb"))
	for _, name := range []string{"x (1).itb", "x.sync-conflict-20260302-120000-ABCDEFG.itb", "unter/x.itb"} {
		must(t, os.MkdirAll(filepath.Join(dir, "unter"), 0o700))
		must(t, os.WriteFile(filepath.Join(dir, name), good, 0o600))
	}
	central := newCentral(t, in(t)("z.itb"))
	wantCounts(t, merge(t, central, dir), "merged 1, unchanged 3, replaced 0, older 0, begun 0, refused 0, conflicts 0")
	sources, err := central.Sources()
	must(t, err)
	var standings []Standing
	for _, s := range sources {
		standings = append(standings, s.Standing)
	}
	if !slices.Equal(standings, []Standing{Counts, Copy, Copy, Copy}) {
		t.Errorf("standings %v", standings)
	}
}

func TestFolderOfReturnsIsNeverWrittenTo(t *testing.T) {
	dir := handedIn(t, 3)
	must(t, os.WriteFile(filepath.Join(dir, "rueckgabe_160000001_it_r1.itb-journal"), bytes.Repeat([]byte{0xd9, 0xd5}, 600), 0o600))
	before := listing(t, dir)
	must(t, os.Chmod(dir, 0o500))
	t.Cleanup(func() { _ = os.Chmod(dir, 0o700) })
	central := newCentral(t, in(t)("z.itb"))
	wantCounts(t, merge(t, central, dir), "merged 3, unchanged 0, replaced 0, older 0, begun 0, refused 1, conflicts 0")
	if got := listing(t, dir); !slices.Equal(got, before) {
		t.Errorf("the folder held %q, holds %q", before, got)
	}
}

func TestCentralFilesMergeOnlyReturns(t *testing.T) {
	at := in(t)
	central, other := newCentral(t, at("z.itb")), newCentral(t, at("y.itb"))
	must(t, other.Close())
	report := merge(t, central, at("y.itb"), at("z.itb"))
	if len(report.Files) != 1 || report.Files[0].Refusal.Code != CodeCentral {
		t.Errorf("%+v", report.Files)
	}
	o := newOffice(t, at("a.itb"), jena)
	_, err := o.file.Merge(context.Background(), nil, mergeOptions(t))
	wantCode(t, err, CodeNotCentral)
	wantCode(t, central.Save(1, o.set, survey.Change{}, anna, noon), CodeNotWorking)
	_, err = central.NewResponse(described(o.set), survey.Unit{}, "", "")
	wantCode(t, err, CodeNotWorking)
}
