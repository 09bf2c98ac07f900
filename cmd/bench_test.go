//go:build !windows

package cmd_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// BenchmarkFirstQuestion is the time from the start of the program to the first
// question on the screen, and BenchmarkHelp that of --help, to tell what the
// start alone costs. The median is reported: on a machine that does other things
// besides, the mean says nothing.
func BenchmarkFirstQuestion(b *testing.B) {
	b.Run("begun", func(b *testing.B) {
		file := filepath.Join(b.TempDir(), "amt.itb")
		newLandscape(b, file)
		first := newTwin(b, file, nil)
		medianOf(b, func() { arrive(b, first, "fill", file) })
	})
	b.Run("new", func(b *testing.B) {
		file := filepath.Join(b.TempDir(), "amt.itb")
		newLandscape(b, file)
		first := newTwin(b, file, nil)
		dir, n := b.TempDir(), 0
		medianOf(b, func() {
			n++
			arrive(b, first, "fill", filepath.Join(dir, fmt.Sprintf("%d.itb", n)), "--questionnaire", "it-landschaft", "--unit", unitKey, "--editor", "")
		})
	})
}

func BenchmarkHelp(b *testing.B) {
	medianOf(b, func() { succeeds(b, "--help") })
}

// arrive starts the program, waits for the first question, and ends it.
func arrive(b *testing.B, first *twin, args ...string) {
	s := start(b, args...)
	if !s.until(first.shows) {
		b.Fatalf("never showed %q:\n%s", first.label(), s.shown())
	}
	b.StopTimer()
	s.kill()
	<-s.gone
	s.master.Close()
	b.StartTimer()
}

func medianOf(b *testing.B, do func()) {
	var times []time.Duration
	for b.Loop() {
		before := b.Elapsed()
		do()
		times = append(times, b.Elapsed()-before)
	}
	slices.Sort(times)
	b.ReportMetric(float64(times[len(times)/2].Microseconds())/1000, "median-ms")
}
