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

func TestST08AnyFileNameWorks(t *testing.T) {
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

func TestFI03SecondWriterIsRefusedAndToldWhoHoldsTheFile(t *testing.T) {
	path := in(t)("a.itb")
	o := newOffice(t, path, jena)
	_, err := Open(path, Author{Name: "Bert", Computer: "B"}, noon)
	wantCode(t, err, CodeBusyBy)
	for _, want := range []string{"a.itb", anna.Name, anna.Computer, noon.Local().Format("02.01.2006, 15:04")} {
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

func TestST01CopyOfTheMainFileAloneOpens(t *testing.T) {
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

func TestFileThatCannotBeWrittenIsNotOpenedForWriting(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.itb")
	o := newOffice(t, path, jena)
	must(t, o.file.Close())
	before := read(t, path)
	for _, mode := range []struct{ file, folder os.FileMode }{{0o400, 0o700}, {0o600, 0o500}} {
		must(t, os.Chmod(path, mode.file))
		must(t, os.Chmod(dir, mode.folder))
		t.Cleanup(func() { _ = os.Chmod(dir, 0o700) })
		if file, err := os.OpenFile(path, os.O_RDWR, 0); err == nil && mode.file == 0o400 {
			_ = file.Close()
			t.Skip("who runs this may write everywhere")
		}
		_, err := Open(path, anna, noon)
		wantCode(t, err, CodeReadOnly)
		if !bytes.Equal(read(t, path), before) {
			t.Error("the file was changed")
		}
	}
}

func TestST05NewerFileIsRefusedUnchanged(t *testing.T) {
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

func TestST06OlderFileIsMigratedAfterACopyWasMade(t *testing.T) {
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

func TestST02FileInWriteAheadModeIsConvertedWithoutLoss(t *testing.T) {
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

func TestErrorsUnwrapToTheirCause(t *testing.T) {
	_, err := Open(in(t)("fehlt.itb"), anna, noon)
	wantCode(t, err, CodeNotFound)
	if !errors.Is(err, os.ErrNotExist) {
		t.Error("the cause is lost")
	}
}
