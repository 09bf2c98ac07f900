package export

// stream is a run of bytes that is deflated while it is written: a part of the
// workbook, or the rows in the middle of one.
type stream struct {
	deflate *deflater
	block   []byte
	blocks  []*deflated
}

func (d *deflater) stream() *stream { return &stream{deflate: d} }

// Write takes the next bytes.
func (s *stream) Write(b []byte) (int, error) {
	for rest := b; len(rest) > 0; {
		if s.block == nil {
			s.block = s.deflate.buffer()
		}
		n := min(len(rest), blockSize-len(s.block))
		s.block = append(s.block, rest[:n]...)
		if rest = rest[n:]; len(s.block) == blockSize {
			s.cut(false)
		}
	}
	return len(b), s.deflate.failed()
}

// cut ends the block that is being gathered.
func (s *stream) cut(last bool) {
	if len(s.block) == 0 && !last {
		return
	}
	out := new(deflated)
	s.blocks = append(s.blocks, out)
	s.deflate.start(s.block, last, out)
	s.block = nil
}

// join puts the bytes of another stream, which gets no more, behind those that
// were written.
func (s *stream) join(other *stream) {
	s.cut(false)
	other.cut(false)
	s.blocks = append(s.blocks, other.blocks...)
}

// end ends the stream.
func (s *stream) end() { s.cut(true) }

// total is the stream as one block; it must lie in the spool.
func (s *stream) total() deflated {
	var all deflated
	for _, b := range s.blocks {
		all.crc = joinedCRC(all.crc, b.crc, b.size)
		all.size += b.size
		all.length += b.length
	}
	return all
}
