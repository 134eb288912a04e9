package parquet

import (
	"encoding/binary"
	"math/bits"
)

// snappy compresses after the description of Snappy's format
// (github.com/google/snappy, format_description.txt): what was there within the last
// 64 KiB is written as how far back and how long. It remembers where each four bytes
// were seen last.
type snappy struct {
	out  []byte
	seen [1 << 14]uint32 // by a digest of four bytes: one more than their place, 0 for none
}

// farthest is how far back a copy of two bytes can point.
const farthest = 1<<16 - 1

// page returns what a page becomes, which stands until the next one.
func (s *snappy) page(b []byte) []byte {
	s.out = s.compress(s.out[:0], b)
	return s.out
}

// compress appends what src becomes.
func (s *snappy) compress(b, src []byte) []byte {
	b = binary.AppendUvarint(b, uint64(len(src)))
	size := min(max(bits.Len(uint(len(src))), 8), 14) // a small page needs no large table
	seen := s.seen[:1<<size]
	clear(seen)
	digest := func(four uint32) uint32 { return four * 0x9e3779b1 >> (32 - size) }
	written := 0 // of src
	for i, misses := 0, 0; i+4 <= len(src); {
		four := binary.LittleEndian.Uint32(src[i:])
		slot := &seen[digest(four)]
		from := int(*slot) - 1
		*slot = uint32(i + 1)
		if from < 0 || i-from > farthest || binary.LittleEndian.Uint32(src[from:]) != four {
			misses++
			i += 1 + misses>>5 // the longer nothing repeats, the fewer places are tried
			continue
		}
		misses = 0
		n := 4 + common(src[from+4:], src[i+4:])
		b = literal(b, src[written:i])
		b = again(b, i-from, n)
		i += n
		written = i
		if i+3 <= len(src) {
			seen[digest(binary.LittleEndian.Uint32(src[i-1:]))] = uint32(i)
		}
	}
	return literal(b, src[written:])
}

// common says how many bytes at the beginning of both are the same.
func common(one, other []byte) int {
	n := 0
	for n+8 <= len(other) {
		if x := binary.LittleEndian.Uint64(one[n:]) ^ binary.LittleEndian.Uint64(other[n:]); x != 0 {
			return n + bits.TrailingZeros64(x)/8
		}
		n += 8
	}
	for n < len(other) && one[n] == other[n] {
		n++
	}
	return n
}

// literal appends bytes that stand for themselves.
func literal(b, src []byte) []byte {
	switch n := len(src) - 1; {
	case n < 0:
		return b
	case n < 60:
		b = append(b, byte(n<<2))
	case n < 1<<8:
		b = append(b, 60<<2, byte(n))
	case n < 1<<16:
		b = append(b, 61<<2, byte(n), byte(n>>8))
	default:
		b = binary.LittleEndian.AppendUint32(append(b, 63<<2), uint32(n))
	}
	return append(b, src...)
}

// again appends n bytes, at least four, that stood so far back.
func again(b []byte, back, n int) []byte {
	for n > 64 {
		take := min(n-4, 64) // what is left is never too short for a copy
		b = append(b, byte((take-1)<<2|2), byte(back), byte(back>>8))
		n -= take
	}
	if n < 12 && back < 1<<11 {
		return append(b, byte(back>>8<<5|(n-4)<<2|1), byte(back))
	}
	return append(b, byte((n-1)<<2|2), byte(back), byte(back>>8))
}
