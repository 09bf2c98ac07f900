package store

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"bestand.example/itbestand/survey"
)

// goodReturn writes a return with some of everything and gives its bytes.
func goodReturn(t testing.TB) (*survey.Questionnaire, []byte) {
	t.Helper()
	at := in(t)
	o := newOffice(t, at("a.itb"), jena)
	o.answer("anzahl", "1.234", "betrieb", "eigen, dienstleister", "lan", "ja", "lan_art", "Glasfaser", "notiz", "zwei\nZeilen")
	for i := 1; i <= 10; i++ {
		o.answer(fmt.Sprintf("fv_name[%d]", i), fmt.Sprintf("Verfahren %d", i), fmt.Sprintf("fv_kosten[%d]", i), fmt.Sprint(100*i))
	}
	o.submit(at("r1.itb"))
	o.reopen().answer("stand", "1.3.2026")
	o.submit(at("r2.itb")) // its chain is not empty
	return o.set, read(t, at("r2.itb"))
}

func readBytes(t testing.TB, data []byte) (*Foreign, error) {
	t.Helper()
	path := in(t)("x.itb")
	must(t, os.WriteFile(path, data, 0o600))
	return onlyRead(context.Background(), path, nil)
}

func zipped(t testing.TB, part string) []byte {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	f, err := w.Create(part)
	must(t, err)
	_, err = f.Write([]byte("x"))
	must(t, err)
	must(t, w.Close())
	return b.Bytes()
}

// crafted changes a good return as SQL sees it, and seals it again, as
// somebody could who knows the program.
func crafted(t testing.TB, good []byte, statements ...string) []byte {
	t.Helper()
	path := in(t)("x.itb")
	must(t, os.WriteFile(path, good, 0o600))
	l, err := connect(context.Background(), "file:"+path)
	must(t, err)
	for _, s := range append([]string{"PRAGMA foreign_keys = OFF"}, statements...) {
		must(t, l.exec(s))
	}
	endless := strings.Contains(strings.Join(statements, " "), "RECURSIVE")
	if sum, err := "", error(nil); !endless {
		if sum, err = sealOf(l); err != nil {
			sum = "none"
		}
		must(t, l.exec("UPDATE meta SET value = ? WHERE name = 'seal'", sum))
	}
	must(t, l.close())
	return read(t, path)
}

func patched(data []byte, at int, bytes ...byte) []byte {
	data = slices.Clone(data)
	copy(data[at:], bytes)
	return data
}

func TestForeignFileIsRefusedForWhatItIs(t *testing.T) {
	_, good := goodReturn(t)
	other := patched(good, 68, 0, 0, 0, 0)
	cases := []struct {
		name string
		data []byte
		code Code
	}{
		{"nothing", nil, CodeEmpty},
		{"text", []byte("Liebe Kolleginnen,\nanbei …\n"), CodeText},
		{"long text", bytes.Repeat([]byte("ä\n"), 5000), CodeText},
		{"mail", []byte("Received: from x\nSubject: Rückgabe\n\nanbei"), CodeMail},
		{"web page", []byte("<!DOCTYPE html>\n<html>"), CodeHTML},
		{"noise", []byte{1, 2, 3, 255, 0, 9}, CodeUnknown},
		{"archive", zipped(t, "rueckgabe.itb"), CodeZip},
		{"workbook", zipped(t, "xl/workbook.xml"), CodeXLSX},
		{"document", zipped(t, "word/document.xml"), CodeDOCX},
		{"old office", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1...."), CodeOldOffice},
		{"pdf", []byte("%PDF-1.7\n"), CodePDF},
		{"sealed", []byte("age-encryption.org/v1\n-> X25519 …"), CodeSealed},
		{"other database", other, CodeOtherSQLite},
		{"newer", patched(good, 60, 0, 0, 0, 99), CodeNewer},
		{"version 0", patched(good, 60, 0, 0, 0, 0), CodeDamaged},
		{"write-ahead mode", patched(good, 18, 2, 2), CodeWAL},
		{"UTF-16", patched(good, 56, 0, 0, 0, 2), CodeDamaged},
		{"small pages", patched(good, 16, 2, 0), CodeDamaged},
		{"one byte", good[:1], CodeTruncated},
		{"header only", good[:100], CodeTruncated},
		{"last page missing", good[:len(good)-pageSize], CodeTruncated},
		{"last byte missing", good[:len(good)-1], CodeTruncated},
		{"something behind", append(slices.Clone(good), make([]byte, pageSize)...), CodeDamaged},
		{"a view", crafted(t, good, "CREATE VIEW v AS SELECT 1"), CodeForeign},
		{"a trigger", crafted(t, good, "CREATE TRIGGER tr AFTER INSERT ON unit BEGIN SELECT 1; END"), CodeForeign},
		{"a table", crafted(t, good, "CREATE TABLE t (x)"), CodeForeign},
		{"a virtual table", crafted(t, good, "CREATE VIRTUAL TABLE t USING fts5(x)"), CodeForeign},
		{"an index", crafted(t, good, "CREATE INDEX i ON answer (length(value))"), CodeForeign},
		{"a table as a view", crafted(t, good, "DROP TABLE begun", "CREATE VIEW begun AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x FROM c) SELECT x AS wave, x AS set_id, x AS unit_key FROM c"), CodeForeign},
		{"a costly column", crafted(t, good, "ALTER TABLE unit ADD COLUMN c TEXT GENERATED ALWAYS AS (hex(zeroblob(400000000))) VIRTUAL"), CodeForeign},
		{"without kind", crafted(t, good, "DELETE FROM meta WHERE name = 'kind'"), CodeForeign},
		{"a central file", crafted(t, good, "UPDATE meta SET value = 'central' WHERE name = 'kind'"), CodeCentral},
		{"text turned around", crafted(t, good, "UPDATE response SET unit_name = char(8238) || 'x'"), CodeUnclean},
		{"a long text", crafted(t, good, "UPDATE answer SET comment = printf('%.*c', 1500000, 'x')"), CodeTooLong},
		{"an answer of nobody", crafted(t, good, "UPDATE answer SET response = 7"), CodeDamaged},
		{"an answer to nothing", crafted(t, good, "UPDATE answer SET question = 777 WHERE question = (SELECT nr FROM question WHERE name = 'anzahl')"), CodeDamaged},
		{"a response to nothing", crafted(t, good, "DELETE FROM question_set"), CodeDamaged},
	}
	for _, c := range cases {
		_, err := readBytes(t, c.data)
		if e, ok := err.(*Error); !ok || e.Code != c.code {
			t.Errorf("%s: got %v, want %s", c.name, err, c.code)
		}
	}
	if _, err := readBytes(t, good); err != nil {
		t.Error("the good one:", err)
	}
}

// ME19: a file may be sealed by the right key and have the right form, and hold
// what no terminal and no workbook must get; the question is named.
func TestME19UncleanAnswersAreRefusedAndNameTheQuestion(t *testing.T) {
	_, good := goodReturn(t)
	at, s := in(t), newSealer(t)
	const notiz = " WHERE question = (SELECT nr FROM question WHERE name = 'notiz')"
	for name, statement := range map[string]string{
		"an escape sequence":         "UPDATE answer SET value = 'a' || char(27) || '[2J'" + notiz,
		"NUL":                        "UPDATE answer SET value = 'a' || char(0) || 'b'" + notiz,
		"invalid UTF-8":              "UPDATE answer SET value = CAST(x'ff41' AS TEXT)" + notiz,
		"half a letter":              "UPDATE answer SET value = CAST(x'41c3' AS TEXT)" + notiz,
		"text turned around":         "UPDATE answer SET value = char(8238) || 'x'" + notiz,
		"NUL in a comment":           "UPDATE answer SET comment = 'a' || char(0)" + notiz,
		"invalid UTF-8 in a comment": "UPDATE answer SET comment = CAST(x'ff41' AS TEXT)" + notiz,
		"ESC in a reason":            "UPDATE answer SET acknowledged = char(27)" + notiz,
	} {
		bad := crafted(t, good, statement)
		sealed, _, err := s.seal(bad)
		must(t, err)
		must(t, os.WriteFile(at("r.itb"), bad, 0o600))
		must(t, os.WriteFile(at("r.itb.age"), sealed, 0o600))
		report := mergeSealed(t, newCentral(t, in(t)("z.itb")), s.open, at("r.itb"), at("r.itb.age"))
		wantCounts(t, report, "merged 0, unchanged 0, replaced 0, older 0, begun 0, refused 2, conflicts 0")
		for _, f := range report.Files {
			if f.Refusal.Code != CodeUncleanAnswer || f.Refusal.Args[1] != "notiz" || !strings.Contains(f.Refusal.Error(), "„notiz“") {
				t.Errorf("%s: %s says %v", name, f.Name, f.Refusal)
			}
		}
	}
}

// ME08: a view in place of a table, which would never end, is refused before
// anything is read from it.
func TestME08AViewThatNeverEndsIsRefused(t *testing.T) {
	_, good := goodReturn(t)
	const endless = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x FROM c) SELECT"
	bad := crafted(t, good, "DROP TABLE answer", "CREATE VIEW answer AS "+endless+
		" x AS response, x AS question, x AS row, x AS kind, x AS value, '' AS missing, 0 AS estimate, '' AS comment, '' AS reason, '' AS acknowledged, '' AS draft FROM c")
	at := in(t)
	must(t, os.WriteFile(at("r.itb"), bad, 0o600))
	began := time.Now()
	report := merge(t, newCentral(t, at("z.itb")), at("r.itb"))
	t.Logf("refused after %v", time.Since(began))
	if report.Refused != 1 || report.Files[0].Refusal.Code != CodeForeign {
		t.Errorf("%s: %v", counts(report), report.Files[0].Refusal)
	}
}

func TestWhatIsNoFileIsRefusedByName(t *testing.T) {
	at := in(t)
	_, good := goodReturn(t)
	must(t, os.WriteFile(at("gut.itb"), good, 0o600))
	must(t, os.Mkdir(at("ordner.itb"), 0o700))
	_, err := onlyRead(context.Background(), at("ordner.itb"), nil)
	wantCode(t, err, CodeDirectory)
	_, err = onlyRead(context.Background(), at("fehlt.itb"), nil)
	wantCode(t, err, CodeNotFound)
	sparse, err := os.Create(at("riesig.itb"))
	must(t, err)
	must(t, sparse.Truncate(4<<30))
	must(t, sparse.Close())
	_, err = onlyRead(context.Background(), at("riesig.itb"), nil)
	wantCode(t, err, CodeTooLarge)
	err = os.Symlink(at("gut.itb"), at("link.itb"))
	if _, statErr := os.Lstat(at("link.itb")); err != nil || statErr != nil {
		t.Skip("no symbolic links here:", err, statErr)
	}
	_, err = onlyRead(context.Background(), at("link.itb"), nil)
	wantCode(t, err, CodeSymlink)
}

func TestForeignJournalIsNotConsumed(t *testing.T) {
	at := in(t)
	_, good := goodReturn(t)
	must(t, os.WriteFile(at("r.itb"), good, 0o600))
	must(t, os.WriteFile(at("r.itb-journal"), bytes.Repeat([]byte{0xd9, 0xd5, 0x05, 0xf9}, 300), 0o600))
	before := listing(t, filepath.Dir(at("")))
	if _, err := onlyRead(context.Background(), at("r.itb"), nil); err != nil {
		t.Error(err)
	}
	if got := listing(t, filepath.Dir(at(""))); !slices.Equal(got, before) {
		t.Errorf("the folder held %q, holds %q", before, got)
	}
}

func TestCancelledReadingSaysSo(t *testing.T) {
	at := in(t)
	_, good := goodReturn(t)
	must(t, os.WriteFile(at("r.itb"), good, 0o600))
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := onlyRead(ctx, at("r.itb"), nil); err != context.Canceled {
		t.Errorf("got %v", err)
	}
}

func TestNothingIsReadFromAPipe(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no named pipes in folders here")
	}
	path := pipe(t)
	_, err := onlyRead(context.Background(), path, nil)
	wantCode(t, err, CodeNotRegular)
}
