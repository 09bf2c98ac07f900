package cmd

import (
	"math"
	"runtime"
	"runtime/debug"
	"runtime/metrics"

	"bestand.example/itbestand/export"
)

// exportRoom is the garbage, in bytes, that an export lets pile up before it is
// collected. Go would let it grow with what is held, and collect it all the time
// where that is little; so an export takes less time, and hardly more memory for
// many responses than for few.
const exportRoom = 64 << 20

// adjustEvery is after how many responses the limit follows what is held.
const adjustEvery = 100

// withRoom runs the export of a book with a limit on memory: what is held, and
// room besides. Where somebody has set a limit from outside, it is left alone.
func withRoom(b *export.Book, run func() (export.Summary, error)) (export.Summary, error) {
	if debug.SetMemoryLimit(-1) != math.MaxInt64 {
		return run()
	}
	runtime.GC() // tells what is held
	defer debug.SetMemoryLimit(math.MaxInt64)
	defer debug.SetGCPercent(debug.SetGCPercent(-1))
	limitMemory()
	each, n := b.Responses, 0
	b.Responses = func(yield func(export.Response) error) error {
		return each(func(r export.Response) error {
			if n++; n%adjustEvery == 0 {
				limitMemory()
			}
			return yield(r)
		})
	}
	return run()
}

func limitMemory() {
	held := []metrics.Sample{{Name: "/gc/heap/live:bytes"}} // when garbage was collected last
	metrics.Read(held)
	debug.SetMemoryLimit(int64(held[0].Value.Uint64()) + exportRoom)
}
