package export

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestDeflatedBlocksMakeUpTheStream(t *testing.T) {
	var outputs [][]byte
	data := bytes.Repeat([]byte("<c r=\"A1\"><v>12</v></c>0123456789abcdef"), 3*blockSize/30)
	for _, workers := range []int{1, 2, 7} {
		var out bytes.Buffer
		d := newDeflater()
		d.workers = workers
		for rest := data; len(rest) > 0; {
			n := min(len(rest), 70_001)
			if err := d.write(rest[:n], &out); err != nil {
				t.Fatal(err)
			}
			rest = rest[n:]
		}
		if err := d.finish(&out); err != nil {
			t.Fatal(err)
		}
		back, err := io.ReadAll(flate.NewReader(bytes.NewReader(out.Bytes())))
		if err != nil || !bytes.Equal(back, data) {
			t.Fatalf("%d workers: %d of %d bytes came back (%v)", workers, len(back), len(data), err)
		}
		outputs = append(outputs, out.Bytes())
	}
	if !bytes.Equal(outputs[0], outputs[1]) || !bytes.Equal(outputs[0], outputs[2]) {
		t.Error("the number of processors changes the bytes")
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
		a := newArchive(&out, spool)
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
	spool, err := os.Create(filepath.Join(t.TempDir(), "spool"))
	if err != nil {
		t.Fatal(err)
	}
	a := newArchive(io.Discard, spool)
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
