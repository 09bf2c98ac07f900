package export

import "hash/crc32"

// joinedCRC is the checksum (CRC-32, IEEE) of two runs of bytes, one behind the
// other, from the checksum of each and the length of the second: blocks are
// summed side by side. Zeros behind a run multiply its sum, a polynomial over
// two elements, by a matrix; the one for a length is made of those for powers
// of two.
func joinedCRC(first, second uint32, length int64) uint32 {
	zeros := oneZeroBit()
	for range 3 { // eight bits
		zeros = zeros.squared()
	}
	for ; length > 0; length >>= 1 {
		if length&1 == 1 {
			first = zeros.times(first)
		}
		zeros = zeros.squared()
	}
	return first ^ second
}

// bits32 is a matrix of 32 columns of bits.
type bits32 [32]uint32

// oneZeroBit is what a zero bit does to a checksum.
func oneZeroBit() (m bits32) {
	m[0] = crc32.IEEE
	for i := 1; i < 32; i++ {
		m[i] = 1 << (i - 1)
	}
	return m
}

func (m *bits32) times(v uint32) (product uint32) {
	for i := 0; v != 0; i, v = i+1, v>>1 {
		if v&1 == 1 {
			product ^= m[i]
		}
	}
	return product
}

func (m *bits32) squared() (s bits32) {
	for i := range m {
		s[i] = m.times(m[i])
	}
	return s
}
