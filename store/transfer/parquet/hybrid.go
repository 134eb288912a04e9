package parquet

import (
	"encoding/binary"
	"math/bits"
)

// hybrid appends small numbers as the format has levels and the numbers of a dictionary:
// eight and more of the same as one run, and what lies between in groups of eight, each
// number in as many bits as width says.
func hybrid[N byte | uint32](b []byte, numbers []N, width int) []byte {
	for i := 0; i < len(numbers); {
		if n := same(numbers[i:]); n >= 8 {
			b = binary.AppendUvarint(b, uint64(n)<<1)
			for shift := 0; shift < width; shift += 8 {
				b = append(b, byte(uint32(numbers[i])>>shift))
			}
			i += n
			continue
		}
		end := i + 8
		for end < len(numbers) && same(numbers[end:min(end+8, len(numbers))]) < 8 {
			end += 8
		}
		// The last group is filled up with zeros; how many numbers there are says the page.
		b = binary.AppendUvarint(b, uint64((end-i)/8)<<1|1)
		b = packed(b, numbers[i:min(end, len(numbers))], end-i, width)
		i = end
	}
	return b
}

// same says how many numbers at the beginning are the same.
func same[N byte | uint32](numbers []N) int {
	n := 1
	for n < len(numbers) && numbers[n] == numbers[0] {
		n++
	}
	return n
}

// packed appends numbers of so many bits one after the other, the lowest bit first, and
// zeros up to count numbers, which is a multiple of eight.
func packed[N byte | uint32](b []byte, numbers []N, count, width int) []byte {
	var held uint64
	have := 0
	for i := range count {
		if i < len(numbers) {
			held |= uint64(numbers[i]) << have
		}
		for have += width; have >= 8; have -= 8 {
			b = append(b, byte(held))
			held >>= 8
		}
	}
	return b
}

// widthOf is how many bits the numbers below count take.
func widthOf(count int) int { return bits.Len(uint(max(count-1, 0))) }
