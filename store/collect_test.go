package store

import (
	"bytes"
	"context"
	"encoding/json"
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
