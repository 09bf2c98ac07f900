package export

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"os"
	"path/filepath"
	"testing"

	"pgregory.net/rapid"
)

// The lines are those that encoding/csv writes, byte by byte, also where they
// fill many blocks; and what is said of the file is true.
func TestLinesAreAsEncodingCSVWritesThem(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		text := rapid.OneOf(rapid.String(), rapid.StringMatching(`[ ;"\n\r\\.'a-ü]{0,6}`), rapid.Just(`\.`))
		lines := rapid.SliceOf(rapid.SliceOfN(text, 1, 4)).Draw(rt, "lines")
		repeat := rapid.SampledFrom([]int{1, 1, 1, 30_000}).Draw(rt, "repeat")
		dir, err := os.MkdirTemp(t.TempDir(), "")
		if err != nil {
			rt.Fatal(err)
		}
		defer os.RemoveAll(dir)
		path := filepath.Join(dir, "a.csv")
		f, err := newCSVFile(path)
		if err != nil {
			rt.Fatal(err)
		}
		var want bytes.Buffer
		w := csv.NewWriter(&want)
		w.Comma = ';'
		for range repeat {
			for _, line := range lines {
				for _, field := range line {
					f.field(field)
				}
				if err := f.endLine(); err != nil {
					rt.Fatal(err)
				}
				if err := w.Write(line); err != nil {
					rt.Fatal(err)
				}
			}
		}
		w.Flush()
		if err := f.close(); err != nil {
			rt.Fatal(err)
		}
		got, err := os.ReadFile(path)
		sum := sha256.Sum256(want.Bytes())
		if err != nil || !bytes.Equal(got, want.Bytes()) || !bytes.Equal(f.sum.Sum(nil), sum[:]) || f.bytes != int64(want.Len()) {
			rt.Fatalf("got %.200q, want %.200q (%v)", got, want.Bytes(), err)
		}
	})
}

// An error of the file is said, at the latest in the end.
func TestAFileThatCannotBeWrittenIsSaid(t *testing.T) {
	f, err := newCSVFile(filepath.Join(t.TempDir(), "a.csv"))
	if err != nil {
		t.Fatal(err)
	}
	if err := f.file.Close(); err != nil { // as if the medium were gone
		t.Fatal(err)
	}
	f.field("a")
	if err := f.endLine(); err != nil {
		t.Fatal(err)
	}
	if err := f.close(); err == nil {
		t.Error("nothing is said")
	}
}
