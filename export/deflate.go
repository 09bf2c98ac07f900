package export

import (
	"bytes"
	"compress/flate"
	"io"
	"runtime"
	"sync"
)

// blockSize is how much is deflated at once. Blocks do not refer to each other,
// which costs less than one percent of size at one MiB.
const blockSize = 1 << 20

// deflater deflates the blocks of a stream side by side and writes them in
// their order: deflating is most of the work of writing a workbook. The result
// does not depend on the number of processors.
type deflater struct {
	block   []byte
	pending []chan []byte
	pool    sync.Pool
	workers int
}

func newDeflater() *deflater {
	return &deflater{workers: runtime.GOMAXPROCS(0)}
}

func (d *deflater) write(b []byte, out io.Writer) error {
	for len(b) > 0 {
		if d.block == nil {
			d.block = make([]byte, 0, blockSize)
		}
		n := min(len(b), blockSize-len(d.block))
		d.block = append(d.block, b[:n]...)
		if b = b[n:]; len(d.block) == blockSize {
			if err := d.start(false, out); err != nil {
				return err
			}
		}
	}
	return nil
}

// finish ends the stream.
func (d *deflater) finish(out io.Writer) error {
	if err := d.start(true, out); err != nil {
		return err
	}
	for len(d.pending) > 0 {
		if err := d.next(out); err != nil {
			return err
		}
	}
	return nil
}

// start deflates the block that has been gathered, after waiting for a free
// processor.
func (d *deflater) start(last bool, out io.Writer) error {
	for len(d.pending) >= d.workers {
		if err := d.next(out); err != nil {
			return err
		}
	}
	block, done := d.block, make(chan []byte, 1)
	d.block = nil
	d.pending = append(d.pending, done)
	go func() { done <- d.deflate(block, last) }()
	return nil
}

func (d *deflater) next(out io.Writer) error {
	done := d.pending[0]
	d.pending = d.pending[1:]
	_, err := out.Write(<-done)
	return err
}

// deflate never fails: it writes to memory, at a level that exists.
func (d *deflater) deflate(block []byte, last bool) []byte {
	var to bytes.Buffer
	w, ok := d.pool.Get().(*flate.Writer)
	if !ok {
		w, _ = flate.NewWriter(nil, flate.DefaultCompression)
	}
	defer d.pool.Put(w)
	w.Reset(&to)
	_, _ = w.Write(block)
	if last {
		_ = w.Close()
	} else {
		_ = w.Flush()
	}
	return to.Bytes()
}
