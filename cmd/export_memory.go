package cmd

import (
	"math"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"sync"

	"bestand.example/itbestand/export"
)

// exportHeap is what an export holds together with its garbage, in bytes, before
// that is collected. Go would let garbage grow with what is held, and collect it
// all the time where that is little; so an export takes less time, and no more
// memory for many responses than for few.
const exportHeap = 88 << 20

// leastPercent is how much garbage is let pile up at least, in percent of what
// is held: an evaluation holds much, and collecting takes long then.
const leastPercent = 50

// mostPercent is how much at most: what is held may grow before the next
// collection is over.
const mostPercent = 450

// withRoom runs an export with that room. Where somebody has set a limit of memory
// from outside, it is left alone.
func withRoom(run func() (export.Summary, error)) (export.Summary, error) {
	if debug.SetMemoryLimit(-1) != math.MaxInt64 {
		return run()
	}
	var r room
	defer r.end(debug.SetGCPercent(leastPercent))
	r.follow()
	runtime.GC()
	return run()
}

// room is what an export makes after each collection of garbage, until it ends.
type room struct {
	sync.Mutex
	over bool
}

// follow makes room after the next collection, which finds what nothing holds.
func (r *room) follow() {
	type mark struct{ _ [16]byte }
	runtime.SetFinalizer(new(mark), func(*mark) {
		r.Lock()
		defer r.Unlock()
		if !r.over {
			makeRoom()
			r.follow()
		}
	})
}

func (r *room) end(percent int) {
	r.Lock()
	defer r.Unlock()
	r.over = true
	debug.SetGCPercent(percent)
}

// makeRoom sets how much garbage the next collection waits for, in percent of
// what is held and of what is looked through for it.
func makeRoom() {
	held := []metrics.Sample{{Name: "/gc/heap/live:bytes"}, {Name: "/gc/scan/globals:bytes"}, {Name: "/gc/scan/stack:bytes"}}
	metrics.Read(held)
	live, total := int64(held[0].Value.Uint64()), int64(1)
	for _, s := range held {
		total += int64(s.Value.Uint64())
	}
	debug.SetGCPercent(int(min(max(leastPercent, 100*(exportHeap-live)/total), mostPercent)))
}
