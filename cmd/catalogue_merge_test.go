package cmd_test

import (
	"archive/zip"
	"bytes"
	"database/sql"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	_ "modernc.org/sqlite"

	"bestand.example/itbestand/survey"
)

// outcome is what merge --json says.
type outcome struct {
	Digest                                          string
	Merged, Unchanged, Replaced, Refused, Conflicts int
	Files                                           []struct{ File, Outcome, Code, Reason, Unit string }
}

// merge takes a folder in and gives what became of each file.
func (w workplace) merge(want int, args ...string) outcome {
	w.t.Helper()
	out, _ := w.call(want, append([]string{"merge", "--json", w.at("zentral.itb")}, args...)...)
	var o outcome
	if err := json.Unmarshal([]byte(out), &o); err != nil {
		w.t.Fatalf("%v:\n%s", err, out)
	}
	return o
}

// wantRefused wants each file to be refused for a reason in which words stand.
func (o outcome) wantRefused(t testing.TB, words map[string]string) {
	t.Helper()
	if o.Refused != len(words) {
		t.Errorf("%d refused, want %d: %+v", o.Refused, len(words), o.Files)
	}
	for _, f := range o.Files {
		if want, named := words[f.File]; named && (f.Outcome != "refused" || !strings.Contains(f.Reason, want)) {
			t.Errorf("%s: %s, %q, want %q", f.File, f.Outcome, f.Reason, want)
		}
	}
}

// ME07: a wrong key is told as such; where no file can be opened the exit code
// says so, among others the file is one that was refused.
func TestME07AWrongKeyIsToldAsSuch(t *testing.T) {
	w := newWorkplace(t)
	ours, keyFile := w.key("schluessel.txt")
	theirs, _ := w.key("anderer.txt")
	w.hand("allein", "990000001", 1, "--wave", w.wave("fremd", theirs))
	wave := w.wave("herbst", ours)
	_, words := w.call(8, "merge", w.at("zentral.itb"), w.at("allein"), "--wave", wave, "--identity", keyFile)
	if !strings.Contains(words, "für einen anderen Schlüssel versiegelt") || strings.Contains(words, "beschädigt oder") {
		t.Errorf("says\n%s", words)
	}
	w.hand("ein", "990000002", 2, "--wave", wave)
	o := w.merge(10, w.at("allein"), w.at("ein"), "--identity", keyFile)
	o.wantRefused(t, map[string]string{"rueckgabe_990000001_drei_r1.itb.age": "für einen anderen Schlüssel"})
	if o.Merged != 1 {
		t.Errorf("%+v", o)
	}
}

// ME08, through the command line.
func TestME08AViewWithoutEndIsRefused(t *testing.T) {
	w := newWorkplace(t)
	w.hand("ein", "990000001", 1, "--questionnaire", w.at("drei.yaml"))
	path := w.at("ein/rueckgabe_990000001_drei_r1.itb")
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	_, err = db.Exec(`DROP TABLE answer; CREATE VIEW answer AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x FROM c)
		SELECT x AS response, x AS question, x AS row, x AS kind, x AS value, '' AS missing, 0 AS estimate, '' AS comment, '' AS reason, '' AS acknowledged, '' AS draft FROM c`)
	if err != nil || db.Close() != nil {
		t.Fatal(err)
	}
	w.hand("ein", "990000002", 2, "--questionnaire", w.at("drei.yaml"))
	o := w.merge(10, w.at("ein"), "--questionnaire", w.at("drei.yaml"))
	o.wantRefused(t, map[string]string{filepath.Base(path): "nicht so aufgebaut"})
	if o.Merged != 1 {
		t.Errorf("%+v", o)
	}
}

// ME11: a file of four gigabytes that takes no room is refused before it is
// read.
func TestME11AHugeFileIsRefusedUnread(t *testing.T) {
	w := newWorkplace(t)
	w.hand("ein", "990000001", 1, "--questionnaire", w.at("drei.yaml"))
	good := w.read(w.at("ein/rueckgabe_990000001_drei_r1.itb"))
	for _, name := range []string{"riesig.itb", "riesig.itb.age"} {
		path := w.write("ein/"+name, string(good))
		if err := os.Truncate(path, 4<<30); err != nil {
			t.Skip("no files with holes here:", err)
		}
	}
	o := w.merge(10, w.at("ein"), "--questionnaire", w.at("drei.yaml"))
	o.wantRefused(t, map[string]string{"riesig.itb": "größer als 64 MiB", "riesig.itb.age": "größer als 64 MiB"})
	if o.Merged != 1 {
		t.Errorf("%+v", o)
	}
}

// ME14: returns with control characters in their names are taken in, and no
// such character reaches the screen or a report.
func TestME14NamesAreShownCleaned(t *testing.T) {
	w := newWorkplace(t)
	w.hand("ein", "990000001", 1, "--questionnaire", w.at("drei.yaml"))
	good := w.read(w.at("ein/rueckgabe_990000001_drei_r1.itb"))
	names := []string{"r\x1b]0;Titel\x07\x1b[2J.itb", "r\nFehler: erfunden.itb", "r\u202ebti.itb", "r\x9b31m\xff.itb", "r\r\t\u2028.itb"}
	if err := os.Mkdir(w.at("ein/unter"), 0o700); err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if err := os.WriteFile(w.at("ein/unter/"+name), good, 0o600); err != nil {
			t.Skip("no such names here:", err)
		}
	}
	out, words := w.call(0, "merge", "--json", w.at("zentral.itb"), w.at("ein"), "--questionnaire", w.at("drei.yaml"), "--report", w.at("gut.txt"))
	said := []string{out, words, string(w.read(w.at("gut.txt")))}
	for _, name := range names { // what is refused is quoted in more places
		w.write("ein/schlecht_"+name, "kein Antwortbogen")
	}
	for _, report := range []string{"bericht.txt", "bericht.json"} {
		out, words := w.call(10, "merge", "--json", w.at("zentral.itb"), w.at("ein"), "--questionnaire", w.at("drei.yaml"), "--report", w.at(report))
		said = append(said, out, words, string(w.read(w.at(report))))
		var o outcome
		if err := json.Unmarshal([]byte(out), &o); err != nil || o.Refused != len(names) || o.Unchanged != 1+len(names) {
			t.Errorf("%v, %+v", err, o)
		}
	}
	listed, _ := w.call(0, "status", w.at("zentral.itb"))
	w.call(0, "export", w.at("zentral.itb"), "-o", w.at("mappe.xlsx"))
	for _, text := range append(said, listed) {
		text = strings.TrimPrefix(strings.ReplaceAll(text, "\r\n", "\n"), "\ufeff")
		if i := strings.IndexFunc(text, func(r rune) bool { return r != '\n' && (unicode.IsControl(r) || !survey.IsClean(string(r))) }); i >= 0 {
			t.Errorf("%q is shown: %q", text[i:i+1], text[max(0, i-60):i+10])
		}
		if strings.Contains(text, "\nFehler: erfunden") {
			t.Error("a name makes a line of its own")
		}
	}
}

// ME23: what is no return is named for what it is, sealed or not.
func TestME23EachFileIsNamedForWhatItIs(t *testing.T) {
	w := newWorkplace(t)
	key, keyFile := w.key("schluessel.txt")
	wave := w.wave("herbst", key)
	w.hand("ein", "990000001", 1, "--wave", wave)
	archive := func(part string) string {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		if _, err := z.Create(part); err != nil || z.Close() != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	const mail = "From: amt@example.org\nSubject: Rückgabe\nMIME-Version: 1.0\n\nanbei"
	files := map[string]struct{ content, words string }{
		"rueckgabe.zip":       {archive("rueckgabe.itb"), "ZIP-Archiv"},
		"rueckgabe.itb":       {archive("rueckgabe.itb"), "ZIP-Archiv"},
		"mappe.xlsx":          {archive("xl/workbook.xml"), "Excel-Arbeitsmappe"},
		"brief.docx":          {archive("word/document.xml"), "Word-Dokument"},
		"nachricht.eml":       {mail, "gespeicherte E-Mail"},
		"nachricht.msg":       {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", "Outlook-Datei"},
		"leer.itb":            {"", "0 Bytes"},
		"leer.itb.age":        {"", "0 Bytes"},
		"scan.pdf":            {"%PDF-1.7\n", "PDF-Dokument"},
		"seite.itb":           {"<!DOCTYPE html><html></html>", "Internetseite"},
		"bild.jpg":            {"\xff\xd8\xff\xe0", "dem Namen nach keine Rückgabe"},
		"text.itb.age":        {"kein Siegel", "Textdatei"},
		"pdf.itb.age":         {w.sealed(key, "%PDF-1.7\n"), "PDF-Dokument"},
		"mail.itb.age":        {w.sealed(key, mail), "gespeicherte E-Mail"},
		"nichts.itb.age":      {w.sealed(key, ""), "0 Bytes"},
		"scan.pdf.age":        {w.sealed(key, "%PDF-1.7\n"), "PDF-Dokument"},
		"zweimal.itb.age":     {w.sealed(key, w.sealed(key, "x")), "keine Erhebungsdatei"},
		"gekürzt.itb.age":     {w.sealed(key, strings.Repeat("x", 100_000))[:50_000], "beschädigt"},
		"kennwort.itb.age":    {"age-encryption.org/v1\n-> scrypt MTIzNDU2Nzg5MDEyMzQ1Ng 22\n" + strings.Repeat("A", 43) + "\n--- " + strings.Repeat("A", 43) + "\n", "Kennwort"},
		"datenbank.itb":       {"SQLite format 3\x00" + strings.Repeat("\x00", 4080), "SQLite-Datenbank eines anderen"},
		"umbenannt.itb.txt":   {w.sealed(key, "x"), "dem Namen nach keine Rückgabe"},
		"tief/unten/leer.itb": {"", "0 Bytes"},
	}
	words := map[string]string{}
	for name, f := range files {
		w.write("ein/"+name, f.content)
		words[name] = f.words
	}
	before := w.listing(w.at("ein"))
	o := w.merge(10, w.at("ein"), "--wave", wave, "--identity", keyFile, "--report", w.at("bericht.txt"))
	o.wantRefused(t, words)
	if o.Merged != 1 {
		t.Errorf("%+v", o)
	}
	report := string(w.read(w.at("bericht.txt")))
	for name, want := range words {
		if !strings.Contains(report, name) || !strings.Contains(report, want) {
			t.Errorf("the report does not say %q of %s", want, name)
		}
	}
	if got := w.listing(w.at("ein")); !slices.Equal(got, before) {
		t.Errorf("the folder held %q, holds %q", before, got)
	}
}
