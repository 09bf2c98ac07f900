package cmd_test

import (
	"archive/zip"
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// peakFile is the variable that names the file to which the program writes the
// most memory that it held: see notePeak.
const peakFile = "ITBESTAND_PEAK"

// notePeak writes what the kernel says of this process. What it says to the
// parent (rusage) begins with the memory of the parent, which is larger.
func notePeak() {
	path := os.Getenv(peakFile)
	if path == "" {
		return
	}
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return // not Linux
	}
	for line := range strings.Lines(string(status)) {
		if rest, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			_ = os.WriteFile(path, []byte(rest), 0o600)
		}
	}
}

// process is what one run cost.
type process struct {
	wall, cpu float64 // seconds
	peak      float64 // MiB; 0 where it is not known
	bytes     float64 // of the workbook that it wrote; 0: none
	cells     float64 // of that workbook
}

// noteBook counts what is in the workbook that a run left in its folder.
func (p *process) noteBook(b *testing.B, dir string) {
	b.Helper()
	books, err := filepath.Glob(filepath.Join(dir, "*.xlsx"))
	if err != nil || len(books) == 0 {
		return
	}
	z, err := zip.OpenReader(books[0])
	if err != nil {
		b.Fatal(err)
	}
	defer z.Close()
	for _, part := range z.File {
		p.bytes += float64(part.CompressedSize64)
		if strings.HasPrefix(part.Name, "xl/worksheets/sheet") {
			p.cells += float64(cellsIn(b, part))
		}
	}
}

// cellsIn counts the cells of a sheet: elements c with an attribute.
func cellsIn(b *testing.B, part *zip.File) (n int) {
	b.Helper()
	sheet, err := part.Open()
	if err != nil {
		b.Fatal(err)
	}
	defer sheet.Close()
	for cells := bufio.NewReaderSize(sheet, 1<<16); ; {
		tag, err := cells.ReadSlice('<')
		if bytes.HasPrefix(tag, []byte("c ")) {
			n++
		}
		switch {
		case err == io.EOF:
			return n
		case err != nil && err != bufio.ErrBufferFull: // a long text
			b.Fatal(err)
		}
	}
}

// processes are the runs of one bench, and those of its peer.
type processes struct{ ours, peers []process }

// against runs the program b.N times, each time in an empty folder. Where
// ITBESTAND_PEER holds a command line, each run is followed by one of that, by
// the shell, in an empty folder too; the ratios of the pairs hold on a machine
// that does other things besides. Medians are reported.
func against(b *testing.B, args []string) processes {
	b.Helper()
	var all processes
	peer := os.Getenv("ITBESTAND_PEER")
	b.ResetTimer()
	for range b.N {
		all.ours = append(all.ours, measure(b, "itbestand", args...))
		if peer != "" {
			b.StopTimer()
			all.peers = append(all.peers, measure(b, "sh", "-c", peer))
			b.StartTimer()
		}
	}
	b.ReportMetric(all.cpu(), "cpu-s")
	b.ReportMetric(all.wall(), "wall-s")
	b.ReportMetric(median(all.ours, func(p process) float64 { return p.peak }), "MiB")
	if peer != "" {
		b.ReportMetric(all.ratio(func(p process) float64 { return p.wall }), "wall/peer")
		b.ReportMetric(all.ratio(func(p process) float64 { return p.cpu }), "cpu/peer")
	}
	all.reportBooks(b)
	return all
}

// reportBooks tells of workbooks how large they are, and where the peer writes
// one, too, how both compare and what a cell costs in each.
func (p processes) reportBooks(b *testing.B) {
	if p.ours[0].cells == 0 {
		return
	}
	b.ReportMetric(p.ours[0].bytes/(1<<20), "MiB-file")
	b.ReportMetric(p.ours[0].cells, "cells")
	if len(p.peers) > 0 && p.peers[0].cells > 0 {
		b.ReportMetric(p.ratio(func(p process) float64 { return p.bytes }), "size/peer")
		b.ReportMetric(p.ratio(func(p process) float64 { return p.cells }), "cells/peer")
		b.ReportMetric(p.ratio(func(p process) float64 { return p.wall / p.cells }), "wall/cell/peer")
		b.ReportMetric(p.ratio(func(p process) float64 { return p.cpu / p.cells }), "cpu/cell/peer")
		b.ReportMetric(p.ratio(func(p process) float64 { return p.bytes / p.cells }), "size/cell/peer")
	}
}

func (p processes) wall() float64 { return median(p.ours, func(p process) float64 { return p.wall }) }
func (p processes) cpu() float64  { return median(p.ours, func(p process) float64 { return p.cpu }) }

func (p processes) ratio(of func(process) float64) float64 {
	pairs := make([]int, len(p.peers))
	for i := range pairs {
		pairs[i] = i
	}
	return median(pairs, func(i int) float64 { return of(p.ours[i]) / of(p.peers[i]) })
}

func median[T any](all []T, of func(T) float64) float64 {
	values := make([]float64, len(all))
	for i, one := range all {
		values[i] = of(one)
	}
	slices.Sort(values)
	n := len(values)
	return (values[(n-1)/2] + values[n/2]) / 2
}

func measure(b *testing.B, name string, args ...string) process {
	b.Helper()
	dir := b.TempDir()
	peak := filepath.Join(dir, "peak")
	c := exec.Command(name, args...)
	c.Dir, c.Env = dir, append(os.Environ(), peakFile+"="+peak)
	start := time.Now()
	if out, err := c.CombinedOutput(); err != nil {
		b.Fatalf("%s %v: %v\n%s", name, args, err, out)
	}
	p := process{wall: time.Since(start).Seconds(), cpu: (c.ProcessState.UserTime() + c.ProcessState.SystemTime()).Seconds()}
	if said, err := os.ReadFile(peak); err == nil {
		kib := 0.0
		if _, err := fmt.Sscan(string(said), &kib); err != nil {
			b.Fatal(err)
		}
		p.peak = kib / 1024
	}
	p.noteBook(b, dir)
	return p
}
