package export

import (
	"bytes"
	"hash/crc32"
	"os"
	"runtime"
	"sync"

	"github.com/klauspost/compress/flate" // a third of the time of the standard library's, for a tenth of size
)

// blockSize is how much is deflated at once. Blocks do not refer to each other,
// which costs less than one percent of size at one MiB.
const blockSize = 1 << 20

// deflateLevel: one more takes half as much again, for six percent of size.
const deflateLevel = 6

// deflater deflates blocks of several streams side by side: that is most of the
// work of writing a workbook. What comes out waits in a spool file, where the
// blocks of a stream know their places. The bytes of a stream do not depend on
// the number of processors.
type deflater struct {
	spool   *os.File
	workers chan struct{} // one for each block that is being deflated
	running sync.WaitGroup
	writers sync.Pool
	buffers sync.Pool

	mu  sync.Mutex
	end int64 // of the spool
	err error // the first one
}

func newDeflater(spool *os.File) *deflater {
	return &deflater{spool: spool, workers: make(chan struct{}, runtime.GOMAXPROCS(0))}
}

// deflated is a block of a stream: where it lies, and what it was.
type deflated struct {
	offset, length int64
	size           int64
	crc            uint32
}

// start deflates a block, after waiting for a free processor, and fills in what
// is known of it. The block is the deflater's from then on.
func (d *deflater) start(block []byte, last bool, out *deflated) {
	d.workers <- struct{}{}
	d.running.Go(func() {
		defer func() { <-d.workers }()
		out.size, out.crc = int64(len(block)), crc32.ChecksumIEEE(block)
		bytes := d.deflate(block, last)
		d.buffers.Put(&block)
		out.length = int64(len(bytes))
		d.mu.Lock()
		out.offset = d.end
		d.end += out.length
		d.mu.Unlock()
		if _, err := d.spool.WriteAt(bytes, out.offset); err != nil {
			d.fail(err)
		}
	})
}

// wait waits until everything lies in the spool.
func (d *deflater) wait() error {
	d.running.Wait()
	return d.failed()
}

func (d *deflater) fail(err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.err == nil {
		d.err = err
	}
}

func (d *deflater) failed() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.err
}

// deflate never fails: it writes to memory, at a level that exists.
func (d *deflater) deflate(block []byte, last bool) []byte {
	var to bytes.Buffer
	w, ok := d.writers.Get().(*flate.Writer)
	if !ok {
		w, _ = flate.NewWriter(nil, deflateLevel)
	}
	defer d.writers.Put(w)
	w.Reset(&to)
	_, _ = w.Write(block)
	if last {
		_ = w.Close()
	} else {
		_ = w.Flush()
	}
	return to.Bytes()
}

// buffer is an empty block, used before where there is one.
func (d *deflater) buffer() []byte {
	if used, ok := d.buffers.Get().(*[]byte); ok {
		return (*used)[:0]
	}
	return nil
}
