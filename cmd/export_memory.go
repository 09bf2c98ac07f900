package cmd

import (
	"math"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"sync"

	"bestand.example/itbestand/export"
)

// exportRoom is the garbage, in bytes, that an export lets pile up before it is
// collected. Go would let it grow with what is held, and collect it all the time
// where that is little; so an export takes less time, and hardly more memory for
// many responses than for few.
const exportRoom = 56 << 20

// leastPercent is how much garbage is let pile up at least, in percent of what
// is held: an evaluation holds much, and collecting takes long then.
const leastPercent = 50

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
	total := uint64(1)
	for _, s := range held {
		total += s.Value.Uint64()
	}
	debug.SetGCPercent(max(leastPercent, int(100*exportRoom/total)))
}
