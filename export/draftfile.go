package export

import (
	"bufio"
	"encoding/binary"
	"errors"
	"io"
	"math"

	"bestand.example/itbestand/survey"
)

// How the draft lies in its file: numbers as varints, texts with their length
// before them, a number of floating point as its eight bytes.

func appendString(to []byte, s string) []byte {
	return append(binary.AppendUvarint(to, uint64(len(s))), s...)
}

func appendOrigin(to []byte, o origin) []byte {
	for _, s := range []string{o.set, o.source, o.unit.Key, o.unit.Name} {
		to = appendString(to, s)
	}
	return to
}

func appendRowHead(to []byte, table, place int) []byte {
	return binary.AppendUvarint(binary.AppendUvarint(to, uint64(table)), uint64(place))
}

// appendCell appends a cell that is not empty, and the number of its part.
func appendCell(to []byte, part int, c *cellValue) []byte {
	if c.kind == noCell {
		return to
	}
	to = append(binary.AppendUvarint(to, uint64(part)+1), byte(c.kind))
	to = binary.AppendUvarint(to, uint64(c.style))
	switch c.kind {
	case textCell:
		return appendString(to, c.text)
	case integerCell, wordCell:
		return binary.AppendVarint(to, c.integer)
	}
	return binary.LittleEndian.AppendUint64(to, math.Float64bits(c.float))
}

// appendRowEnd stands where the number of a part would.
func appendRowEnd(to []byte) []byte { return append(to, 0) }

func writeRecord(to *bufio.Writer, record []byte) error {
	if _, err := to.Write(binary.AppendUvarint(nil, uint64(len(record)))); err != nil {
		return err
	}
	_, err := to.Write(record)
	return err
}

// each goes through the records, from the first.
func (d *draft) each(read func(*recordReader) error) error {
	if _, err := d.file.Seek(0, io.SeekStart); err != nil {
		return err
	}
	from := bufio.NewReaderSize(d.file, 1<<16)
	for {
		size, err := binary.ReadUvarint(from)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		record := make([]byte, size)
		if _, err := io.ReadFull(from, record); err != nil {
			return err
		}
		if err := read(&recordReader{string(record)}); err != nil {
			return err
		}
	}
}

// recordReader reads what keep has written, which is whole: it was written a
// moment before. The texts are parts of one string.
type recordReader struct{ rest string }

func (r *recordReader) more() bool { return r.rest != "" }

func (r *recordReader) uint() (n uint64) {
	for shift := 0; ; shift += 7 {
		b := r.rest[0]
		r.rest = r.rest[1:]
		n |= uint64(b&0x7f) << shift
		if b < 0x80 {
			return n
		}
	}
}

func (r *recordReader) int() int64 {
	n := r.uint()
	return int64(n>>1) ^ -int64(n&1)
}

func (r *recordReader) string() string {
	n := r.uint()
	s := r.rest[:n]
	r.rest = r.rest[n:]
	return s
}

func (r *recordReader) float() float64 {
	bits := binary.LittleEndian.Uint64([]byte(r.rest[:8]))
	r.rest = r.rest[8:]
	return math.Float64frombits(bits)
}

func (r *recordReader) origin() origin {
	o := origin{set: r.string(), source: r.string()}
	o.unit = survey.Unit{Key: r.string(), Name: r.string()}
	return o
}

// row reads where a row belongs; its cells follow.
func (r *recordReader) row() (table, place int) { return int(r.uint()), int(r.uint()) }

// cell reads the next cell of a row, and tells where there is none.
func (r *recordReader) cell() (part int, c cellValue, ok bool) {
	n := r.uint()
	if n == 0 {
		return 0, c, false
	}
	c.kind = cellKind(r.rest[0])
	r.rest = r.rest[1:]
	c.style = int(r.uint())
	switch c.kind {
	case textCell:
		c.text = r.string()
	case integerCell, wordCell:
		c.integer = r.int()
	default:
		c.float = r.float()
	}
	return int(n) - 1, c, true
}
