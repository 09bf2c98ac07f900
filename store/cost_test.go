package store

import (
	"fmt"
	"os"
	"regexp"
	"runtime"
	"testing"
	"time"
)

// costs remembers the dearest of many readings. They are reported, never
// asserted: a machine that does other things besides would fail the test.
type costs struct {
	slowest time.Duration
	largest uint64 // bytes that one reading allocated
}

func (c *costs) of(read func()) {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	began := time.Now()
	read()
	c.slowest = max(c.slowest, time.Since(began))
	runtime.ReadMemStats(&after)
	c.largest = max(c.largest, after.TotalAlloc-before.TotalAlloc)
}

func (c *costs) report(t *testing.T) {
	t.Helper()
	t.Logf("slowest %v, largest %.1f MiB allocated; peak of the process %s", c.slowest, float64(c.largest)/(1<<20), peakMemory())
}

var highWater = regexp.MustCompile(`VmHWM:\s+(\d+ kB)`)

// peakMemory is the most memory that the process has had, where the system
// tells.
func peakMemory() string {
	status, err := os.ReadFile("/proc/self/status")
	if m := highWater.FindSubmatch(status); err == nil && m != nil {
		return string(m[1])
	}
	return fmt.Sprintf("not known on %s", runtime.GOOS)
}
