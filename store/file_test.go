package store

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"bestand.example/itbestand/survey"
)

func TestWhatWasSavedIsThereAfterReopening(t *testing.T) {
	path := in(t)("a.itb")
	o := newOffice(t, path, jena)
	o.answer("anzahl", "1.234", "betrieb", "eigen, dienstleister", "lan", "ja", "lan_art", "Glasfaser", "stand", "1.3.2026",
		"fv_name[1]", "Ämter & Söhne", "fv_kosten[1]", "1000", "fv_name[2]", "zwei\u00a0Worte")
	s := o.session()
	must(t, s.Jump(survey.Place{Question: "notiz"}, ""))
	must(t, s.Comment("eine\nBemerkung"))
	before, _, err := o.file.Load(o.nr)
	must(t, err)
	must(t, o.file.Close())

	f, err := Open(path, anna, noon)
	must(t, err)
	defer f.Close()
	after, place, err := f.Load(o.nr)
	must(t, err)
	if place.Question != "notiz" {
		t.Errorf("resumed at %v", place)
	}
	if survey.ResponseDigest(o.set, after) != survey.ResponseDigest(o.set, before) {
		t.Error("another content after reopening")
	}
	if got := after.Answers.Get(survey.Key{Question: "fv_name", Row: 1}).Value.Text; got != "Ämter & Söhne" {
		t.Errorf("got %q", got)
	}
	if name, err := f.LastAuthor(); err != nil || name != anna.Name {
		t.Errorf("last author %q, %v", name, err)
	}
	if u, err := f.Unit(); err != nil || u.Key != jena || u.Inhabitants != 60000 {
		t.Errorf("unit %+v, %v", u, err)
	}
	files, err := f.SetFiles("it", "1.0.0")
	must(t, err)
	if len(files) != 2 || files[0].Name != "it.yaml" || !bytes.Equal(files[1].Data, testFiles()[1].Data) {
		t.Errorf("files %v", files)
	}
}

func TestNoRowEverGetsTheNumberOfADeletedOne(t *testing.T) {
	o := newOffice(t, in(t)("a.itb"), jena).answer("fv_name[1]", "eins", "fv_name[2]", "zwei", "fv_name[3]", "drei")
	s := o.session()
	must(t, s.Jump(survey.Place{Question: "fv"}, ""))
	must(t, s.DeleteRow(3))
	must(t, s.DeleteRow(1))
	r, _, err := o.file.Load(o.nr)
	must(t, err)
	if rows := r.Answers.Rows("fv"); !slices.Equal(rows, []int{2}) || r.Answers.NextRow("fv") != 4 {
		t.Errorf("rows %v, next %d", rows, r.Answers.NextRow("fv"))
	}
	if a := r.Answers.Get(survey.Key{Question: "fv_name", Row: 1}); !a.IsZero() {
		t.Errorf("the deleted row still says %v", a)
	}
	// Taken back, as undo does it, the row stands at the end.
	must(t, o.file.Save(o.nr, o.set, survey.Change{AddRow: []survey.Row{{Roster: "fv", ID: 1}}}, anna, noon))
	r, _, err = o.file.Load(o.nr)
	must(t, err)
	if rows := r.Answers.Rows("fv"); !slices.Equal(rows, []int{2, 1}) {
		t.Errorf("rows %v", rows)
	}
}

func TestAnyFileNameWorks(t *testing.T) {
	names := []string{"grün.itb", "mit blank.itb", "a#b.itb", "a%41.itb", "a&b='c'.itb", "100%.itb", "ß+ü;x.itb", strings.Repeat("lang", 55) + ".itb"}
	if runtime.GOOS != "windows" {
		names = append(names, "wie?mode=ro&x=.itb", "file:x?vfs=nope", "file:c.itb", `a\b"c.itb`, "zeile\numbruch.itb")
	}
	for _, name := range names {
		dir := t.TempDir()
		deep := filepath.Join(dir, "Ordner #1 %20", strings.Repeat("tief", 30))
		must(t, os.MkdirAll(deep, 0o700))
		for _, folder := range []string{dir, deep} {
			path := filepath.Join(folder, name)
			o := newOffice(t, path, jena).answer("anzahl", "7")
			must(t, o.file.Close())
			if got := listing(t, folder); !slices.ContainsFunc(got, func(s string) bool { return strings.HasPrefix(s, name+" ") }) || len(got) > 2 {
				t.Fatalf("%q: the folder holds %q", name, got)
			}
			f, err := OpenReadOnly(path)
			must(t, err)
			r, _, err := f.Load(o.nr)
			must(t, err)
			if r.Answers.Get(survey.Key{Question: "anzahl"}).Value.Text != "7" {
				t.Errorf("%q: the answer is not there", name)
			}
			must(t, f.Close())
		}
	}
}

func TestCreateNeverOverwrites(t *testing.T) {
	path := in(t)("a.itb")
	must(t, os.WriteFile(path, []byte("etwas anderes"), 0o600))
	_, err := Create(path, Working, anna, noon)
	wantCode(t, err, CodeExists)
	if got := read(t, path); string(got) != "etwas anderes" {
		t.Errorf("the file now holds %q", got)
	}
}

func TestCloseLeavesOneFile(t *testing.T) {
	dir := t.TempDir()
	o := newOffice(t, filepath.Join(dir, "a.itb"), jena).answer("anzahl", "1")
	must(t, o.file.Close())
	must(t, o.file.Close())
	if got := listing(t, dir); len(got) != 1 {
		t.Errorf("left behind: %q", got)
	}
}

func TestSecondWriterIsRefusedAndToldWhoHoldsTheFile(t *testing.T) {
	path := in(t)("a.itb")
	o := newOffice(t, path, jena)
	_, err := Open(path, Author{Name: "Bert", Computer: "B"}, noon)
	wantCode(t, err, CodeBusyBy)
	for _, want := range []string{"a.itb", anna.Name, anna.Computer, "2026-03-02T12:00:00Z"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q does not name %q", err, want)
		}
	}
	if class := err.(*Error).Class(); class != ClassBusy {
		t.Errorf("class %d", class)
	}
	_, err = OpenReadOnly(path)
	wantCode(t, err, CodeBusyBy)
	o.answer("anzahl", "5")
	must(t, o.file.Close())
	f, err := Open(path, anna, noon)
	must(t, err)
	must(t, f.Close())
}

func TestHostileSideFileIsShownClean(t *testing.T) {
	path := in(t)("a.itb")
	newOffice(t, path, jena)
	must(t, os.WriteFile(path+lockEnding, []byte(`{"name":"\u001b[31mX\n`+strings.Repeat("y", 500)+`","computer":"\u202ec"}`), 0o600))
	_, err := Open(path, anna, noon)
	wantCode(t, err, CodeBusyBy)
	if strings.ContainsAny(err.Error(), "\x1b\n\u202e") || len(err.Error()) > 400 {
		t.Errorf("shown as %q", err)
	}
}

func TestChangedAnswersLeaveNoTrace(t *testing.T) {
	path := in(t)("a.itb")
	o := newOffice(t, path, jena)
	for i := range 40 {
		o.answer("notiz", strings.Repeat("GEHEIM", 200)+string(rune('a'+i%26)), "lan_art", "VERTRAULICH")
	}
	o.answer("notiz", "nichts", "lan_art", "")
	if data := read(t, path); bytes.Contains(data, []byte("GEHEIM")) || bytes.Contains(data, []byte("VERTRAULICH")) {
		t.Error("an old text is still in the file")
	}
	must(t, o.file.Close())
	if data := read(t, path); bytes.Contains(data, []byte("GEHEIM")) || !bytes.Contains(data, []byte("nichts")) {
		t.Error("an old text is in the file, or the new one is not")
	}
}

func TestCopyOfTheMainFileAloneOpens(t *testing.T) {
	at := in(t)
	o := newOffice(t, at("a.itb"), jena)
	for i := range 30 {
		o.answer("anzahl", survey.FormatNumber(strings.Repeat("1", 1+i%9), "de"))
		must(t, os.WriteFile(at("copy.itb"), read(t, at("a.itb")), 0o600))
		f, err := OpenReadOnly(at("copy.itb"))
		must(t, err)
		r, _, err := f.Load(o.nr)
		must(t, err)
		if got := r.Answers.Get(survey.Key{Question: "anzahl"}).Value.Text; got != strings.Repeat("1", 1+i%9) {
			t.Fatalf("the copy says %q", got)
		}
		must(t, f.Close())
	}
}

func TestReadOnlyOpeningChangesNothing(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.itb")
	o := newOffice(t, path, jena).answer("anzahl", "1")
	must(t, o.file.Close())
	must(t, os.Chmod(path, 0o400))
	must(t, os.Chmod(dir, 0o500))
	t.Cleanup(func() { _ = os.Chmod(dir, 0o700) })
	before, names := read(t, path), listing(t, dir)
	f, err := OpenReadOnly(path)
	must(t, err)
	if _, _, err := f.Load(o.nr); err != nil {
		t.Error(err)
	}
	if got := listing(t, dir); !slices.Equal(got, names) {
		t.Errorf("the folder held %q, holds %q", names, got)
	}
	wantCode(t, f.Save(o.nr, o.set, survey.Change{}, anna, noon), CodeReadOnly)
	must(t, f.Close())
	if !bytes.Equal(read(t, path), before) || !slices.Equal(listing(t, dir), names) {
		t.Error("reading changed the file or the folder")
	}
}

func TestNewerFileIsRefusedUnchanged(t *testing.T) {
	path := in(t)("a.itb")
	o := newOffice(t, path, jena)
	must(t, o.file.link.exec("PRAGMA user_version = 99"))
	must(t, o.file.Close())
	before := read(t, path)
	_, err := Open(path, anna, noon)
	wantCode(t, err, CodeNewer)
	if err.(*Error).Class() != ClassNewer {
		t.Error("not of the class of newer files")
	}
	_, err = OpenReadOnly(path)
	wantCode(t, err, CodeNewer)
	if !bytes.Equal(read(t, path), before) {
		t.Error("the file was changed")
	}
}

func TestOlderFileIsMigratedAfterACopyWasMade(t *testing.T) {
	path := in(t)("a.itb")
	o := newOffice(t, path, jena).answer("anzahl", "42")
	must(t, o.file.Close())
	old := read(t, path)
	next := append(migrations(), "ALTER TABLE unit ADD COLUMN mail TEXT NOT NULL DEFAULT ''")

	f, err := openReadOnly(path, next)
	must(t, err)
	if _, err := f.link.one("SELECT mail FROM unit"); err != nil {
		t.Error("read-only:", err)
	}
	must(t, f.Close())
	if !bytes.Equal(read(t, path), old) {
		t.Fatal("a reader migrated the file")
	}

	broken := append(slices.Clone(next), "CREATE TABLE extra (x TEXT); SELECT no_such_function()")
	if _, err := open(path, broken, anna, noon); err == nil {
		t.Fatal("a migration that fails was taken")
	}
	if f, err = open(path, migrations(), anna, noon); err != nil {
		t.Fatal("after a migration that failed:", err)
	}
	must(t, f.Close())

	f, err = open(path, next, anna, noon)
	must(t, err)
	r, _, err := f.Load(o.nr)
	must(t, err)
	if r.Answers.Get(survey.Key{Question: "anzahl"}).Value.Text != "42" {
		t.Error("the answer is gone")
	}
	must(t, f.Close())
	for _, name := range []string{".v1.bak", ".v1-2.bak"} {
		b, err := OpenReadOnly(path + name)
		must(t, err)
		r, _, err := b.Load(o.nr)
		if err != nil || r.Answers.Get(survey.Key{Question: "anzahl"}).Value.Text != "42" {
			t.Errorf("%s: %v", name, err)
		}
		must(t, b.Close())
	}
	_, err = open(path, migrations(), anna, noon)
	wantCode(t, err, CodeNewer)
}

func TestFileInWriteAheadModeIsConvertedWithoutLoss(t *testing.T) {
	at := in(t)
	o := newOffice(t, at("a.itb"), jena).answer("anzahl", "1")
	must(t, o.file.link.exec("PRAGMA locking_mode = NORMAL; SELECT name FROM meta; PRAGMA journal_mode = WAL"))
	o.answer("anzahl", "2")
	if sizeOf(at("a.itb-wal")) == 0 {
		t.Fatal("the answer did not go into a log")
	}
	for _, name := range []string{"a.itb", "a.itb-wal"} { // as a crash leaves them
		must(t, os.WriteFile(at("b"+name[1:]), read(t, at(name)), 0o600))
		must(t, os.WriteFile(at("c"+name[1:]), read(t, at(name)), 0o600))
	}
	open := map[string]func(string) (*File, error){
		"b.itb": OpenReadOnly, "c.itb": func(p string) (*File, error) { return Open(p, anna, noon) },
	}
	for name, how := range open {
		f, err := how(at(name))
		must(t, err)
		r, _, err := f.Load(o.nr)
		must(t, err)
		if got := r.Answers.Get(survey.Key{Question: "anzahl"}).Value.Text; got != "2" {
			t.Errorf("%s says %q", name, got)
		}
		must(t, f.Close())
		if h, _ := readHeader(read(t, at(name))); h.wal {
			t.Errorf("%s is still in write-ahead mode", name)
		}
	}
}

func TestMovedFileIsNotWrittenTo(t *testing.T) {
	at := in(t)
	o := newOffice(t, at("a.itb"), jena).answer("anzahl", "1")
	if err := os.Rename(at("a.itb"), at("b.itb")); err != nil {
		t.Skip("this system does not let an open file be renamed:", err)
	}
	before := read(t, at("b.itb"))
	change := survey.Change{Answers: []survey.AnswerChange{{Key: survey.Key{Question: "notiz"}, Answer: survey.Answer{Value: survey.TextValue("x")}}}}
	wantCode(t, o.file.Save(o.nr, o.set, change, anna, noon), CodeGone)
	must(t, os.WriteFile(at("a.itb"), []byte("neu"), 0o600))
	wantCode(t, o.file.Save(o.nr, o.set, change, anna, noon), CodeGone)
	must(t, o.file.Close())
	if !bytes.Equal(read(t, at("b.itb")), before) || string(read(t, at("a.itb"))) != "neu" {
		t.Error("something was written")
	}
}

func TestFullMediumKeepsWhatWasAcknowledged(t *testing.T) {
	path := in(t)("a.itb")
	o := newOffice(t, path, jena)
	must(t, o.file.link.exec("PRAGMA max_page_count = 60"))
	saved := 0
	for err := error(nil); err == nil; saved++ {
		text := strings.Repeat("x", 9000) + string(rune('a'+saved))
		err = o.file.Save(o.nr, o.set, survey.Change{Answers: []survey.AnswerChange{
			{Key: survey.Key{Question: "fv_name", Row: saved + 1}, Answer: survey.Answer{Value: survey.TextValue(text)}},
		}}, anna, noon)
		if err != nil {
			wantCode(t, err, CodeFull)
			if err.(*Error).Class() != ClassMedium {
				t.Error("not of the class of media")
			}
			break
		}
	}
	if saved == 0 {
		t.Fatal("nothing could be saved")
	}
	must(t, o.file.Close())
	f, err := Open(path, anna, noon)
	must(t, err)
	defer f.Close()
	r, _, err := f.Load(o.nr)
	must(t, err)
	if got := len(r.Answers.Keys()); got != saved {
		t.Errorf("%d answers acknowledged, %d there", saved, got)
	}
}

func TestOneVersionOfASetHasOneContent(t *testing.T) {
	o := newOffice(t, in(t)("a.itb"), jena)
	must(t, o.file.AddSet(described(o.set), testFiles()))
	files := testFiles()
	files[0].Data = append(files[0].Data, "# geändert\n"...)
	changed := described(o.set)
	wantCode(t, o.file.AddSet(changed, files), CodeSetDiffers)
	changed.Digest = survey.SetDigest(files)
	wantCode(t, o.file.AddSet(changed, files), CodeSetDiffers)
	changed.Version = "1.1.0"
	must(t, o.file.AddSet(changed, files))
	sets, err := o.file.Sets()
	must(t, err)
	if len(sets) != 2 || sets[0].Version != "1.0.0" || sets[1].Version != "1.1.0" {
		t.Errorf("sets %v", sets)
	}
	_, err = o.file.SetFiles("it", "9.9.9")
	wantCode(t, err, CodeSetUnknown)
}

func TestHistoryIsOrderedBySequenceAndHoldsNoValue(t *testing.T) {
	path := in(t)("a.itb")
	o := newOffice(t, path, jena)
	for i, at := range []int{0, -24, 3} { // the clock was set back in between
		change := survey.Change{Answers: []survey.AnswerChange{{Key: survey.Key{Question: "notiz"}, Answer: survey.Answer{Value: survey.TextValue("GEHEIM")}}}}
		must(t, o.file.Save(o.nr, o.set, change, Author{Name: string(rune('A' + i))}, noon.Add(hours(at))))
	}
	o.submit(in(t)("r.itb"))
	o.reopen()
	events, err := o.file.History(o.nr)
	must(t, err)
	var got []string
	for i, e := range events {
		got = append(got, e.What+" "+e.Who.Name)
		if i > 0 && e.Sequence <= events[i-1].Sequence {
			t.Error("the sequence does not rise")
		}
	}
	want := []string{"answered A", "answered B", "answered C", "handed_in Anna Amt", "reopened Anna Amt"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
	for r, err := range o.file.link.rows("SELECT * FROM history") {
		must(t, err)
		for i := range r {
			if r.text(i) == "GEHEIM" {
				t.Error("the history holds a value")
			}
		}
	}
}

func TestHandedInResponseIsReadOnlyUntilItIsReopened(t *testing.T) {
	at := in(t)
	o := newOffice(t, at("a.itb"), jena).answer("anzahl", "3")
	wantCode(t, o.file.Reopen(o.nr, anna, noon), CodeNotClosed)
	first := o.submit(at("r1.itb"))
	wantCode(t, o.file.Save(o.nr, o.set, survey.Change{}, anna, noon), CodeClosed)
	o.reopen().answer("anzahl", "4")
	second := o.submit(at("r2.itb"))
	r, _, err := o.file.Load(o.nr)
	must(t, err)
	if r.Revision != 2 || r.Digest != second.Digest || !slices.Equal(r.Chain, []string{first.Digest}) || !r.Closed {
		t.Errorf("stored: %+v", r)
	}
	wantCode(t, o.file.Save(77, o.set, survey.Change{}, anna, noon), CodeNoResponse)
}

func TestSetUnitChangesTheResponsesThatAreNotHandedIn(t *testing.T) {
	o := newOffice(t, in(t)("a.itb"), jena)
	must(t, o.file.SetUnit(survey.Unit{Key: gera, Name: "Gera", Type: survey.KreisfreieStadt, Members: 1}))
	all, err := o.file.Responses()
	must(t, err)
	if len(all) != 1 || all[0].Response.Unit.Key != gera || all[0].Response.Unit.Members != 1 {
		t.Errorf("responses %+v", all[0].Response.Unit)
	}
}

func TestTextBeyondMeasureIsNotSaved(t *testing.T) {
	o := newOffice(t, in(t)("a.itb"), jena)
	change := survey.Change{Answers: []survey.AnswerChange{{Key: survey.Key{Question: "notiz"}, Answer: survey.Answer{Draft: strings.Repeat("x", maxText+1)}}}}
	wantCode(t, o.file.Save(o.nr, o.set, change, anna, noon), CodeTextTooLong)
}

func TestErrorsUnwrapToTheirCause(t *testing.T) {
	_, err := Open(in(t)("fehlt.itb"), anna, noon)
	wantCode(t, err, CodeNotFound)
	if !errors.Is(err, os.ErrNotExist) {
		t.Error("the cause is lost")
	}
}
