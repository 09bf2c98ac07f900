package export

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"errors"
	"hash/crc32"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestDeflatedBlocksMakeUpTheStream(t *testing.T) {
	var outputs [][]byte
	data := bytes.Repeat([]byte("<c r=\"A1\"><v>12</v></c>0123456789abcdef"), 3*blockSize/30)
	for _, workers := range []int{1, 2, 7} {
		d := newDeflater(newSpool(t))
		d.workers = make(chan struct{}, workers)
		s := d.stream()
		for rest := data; len(rest) > 0; {
			n := min(len(rest), 70_001)
			if _, err := s.Write(rest[:n]); err != nil {
				t.Fatal(err)
			}
			rest = rest[n:]
		}
		s.end()
		out := inflated(t, s)
		back, err := io.ReadAll(flate.NewReader(bytes.NewReader(out)))
		if err != nil || !bytes.Equal(back, data) {
			t.Fatalf("%d workers: %d of %d bytes came back (%v)", workers, len(back), len(data), err)
		}
		if total := s.total(); total.crc != crc32.ChecksumIEEE(data) || total.size != int64(len(data)) {
			t.Errorf("%d workers: %+v", workers, total)
		}
		outputs = append(outputs, out)
	}
	if !bytes.Equal(outputs[0], outputs[1]) || !bytes.Equal(outputs[0], outputs[2]) {
		t.Error("the number of processors changes the bytes")
	}
}

func newSpool(t testing.TB) *os.File {
	t.Helper()
	spool, err := os.Create(filepath.Join(t.TempDir(), "spool"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { spool.Close() })
	return spool
}

// inflated reads the deflated bytes of a stream.
func inflated(t *testing.T, s *stream) []byte {
	t.Helper()
	if err := s.deflate.wait(); err != nil {
		t.Fatal(err)
	}
	var all []byte
	for _, b := range s.blocks {
		one := make([]byte, b.length)
		if _, err := s.deflate.spool.ReadAt(one, b.offset); err != nil {
			t.Fatal(err)
		}
		all = append(all, one...)
	}
	return all
}

func TestChecksumsAreJoined(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		first, second := rapid.SliceOf(rapid.Byte()).Draw(t, "first"), rapid.SliceOf(rapid.Byte()).Draw(t, "second")
		got := joinedCRC(crc32.ChecksumIEEE(first), crc32.ChecksumIEEE(second), int64(len(second)))
		if want := crc32.ChecksumIEEE(append(first, second...)); got != want {
			t.Fatalf("%08x, want %08x", got, want)
		}
	})
}

// Rows that were written before stand in their sheet, behind those that were
// there; rows without a sheet are an error.
func TestRowsGoIntoTheirSheet(t *testing.T) {
	for _, rows := range []int{0, 1, 100_000} {
		var out bytes.Buffer
		a := newArchive(newSpool(t))
		a.out = &out
		body := strings.Repeat("<row/>", rows)
		if _, err := io.WriteString(a.rowsOf("sheet.xml"), body); err != nil {
			t.Fatal(err)
		}
		w, err := a.Create("sheet.xml")
		if err != nil {
			t.Fatal(err)
		}
		for _, piece := range []string{"<sheetData><head/></she", "etData><tail/>"} {
			if _, err := io.WriteString(w, piece); err != nil {
				t.Fatal(err)
			}
		}
		if err := a.Close(); err != nil {
			t.Fatal(err)
		}
		z, err := zip.NewReader(bytes.NewReader(out.Bytes()), int64(out.Len()))
		if err != nil {
			t.Fatal(err)
		}
		got, err := fs.ReadFile(z, "sheet.xml")
		if want := "<sheetData><head/>" + body + "</sheetData><tail/>"; err != nil || string(got) != want {
			t.Errorf("%d rows: %d bytes, want %d (%v)", rows, len(got), len(want), err)
		}
	}
	a := newArchive(newSpool(t))
	a.out = io.Discard
	a.rowsOf("sheet.xml")
	if err := a.Close(); !errors.Is(err, errRowsLeft) {
		t.Errorf("rows without a sheet: %v", err)
	}
}

func TestPartsAreSortedAndWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.MapOf(rapid.StringMatching(`[a-z]{1,5}(/[a-z]{1,5})?\.xml`), rapid.SliceOf(rapid.Byte())).Draw(t, "parts")
		spool, err := os.CreateTemp("", "itbestand-test-")
		if err != nil {
			t.Fatal(err)
		}
		defer os.Remove(spool.Name())
		defer spool.Close()
		var out bytes.Buffer
		a := newArchive(spool)
		a.out = &out
		for name, data := range parts {
			w, err := a.Create(name)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := w.Write(data); err != nil {
				t.Fatal(err)
			}
		}
		if err := a.Close(); err != nil {
			t.Fatal(err)
		}
		z, err := zip.NewReader(bytes.NewReader(out.Bytes()), int64(out.Len()))
		if err != nil || len(z.File) != len(parts) {
			t.Fatalf("%d parts, want %d (%v)", len(z.File), len(parts), err)
		}
		var names []string
		for _, f := range z.File {
			names = append(names, f.Name)
			r, err := f.Open()
			if err != nil {
				t.Fatal(err)
			}
			if data, err := io.ReadAll(r); err != nil || !bytes.Equal(data, parts[f.Name]) {
				t.Fatalf("%s: %v (%v)", f.Name, data, err)
			}
		}
		if !slices.IsSorted(names) {
			t.Fatalf("order %v", names)
		}
	})
}

// Excelize loses errors of single parts; the archive keeps the first.
func TestAnErrorWhileWritingIsNotLost(t *testing.T) {
	spool := newSpool(t)
	a := newArchive(spool)
	a.out = io.Discard
	w, err := a.Create("a.xml")
	if err != nil {
		t.Fatal(err)
	}
	spool.Close()
	_, _ = w.Write(make([]byte, 3*blockSize))
	_, _ = a.Create("b.xml")
	if err := a.Close(); !errors.Is(err, os.ErrClosed) {
		t.Errorf("Close returned %v", err)
	}
}
