package parquet

import (
	"bytes"
	"strings"
	"testing"

	library "github.com/parquet-go/parquet-go/compress/snappy"
)

// What is compressed becomes what it was, in the hands of others.
func FuzzSnappy(f *testing.F) {
	f.Add([]byte(nil), 1)
	f.Add([]byte("abc"), 1)
	f.Add([]byte("abcd"), 3)
	f.Add([]byte("019b76da-a800-7001-9cbb-6b8e52ceb0de2018-07-03T09:00:00.000+00:00"), 5000)
	f.Add(bytes.Repeat([]byte{0}, 70_000), 1)
	f.Add([]byte(strings.Repeat("x", 59)+"y"), 1)
	var noise []byte
	for i, n := 0, uint32(1); i < 400_000; i++ {
		n = n*1664525 + 1013904223
		noise = append(noise, byte(n>>24))
	}
	f.Add(noise, 1)
	f.Add(noise[:65_536], 3)
	f.Add(noise[:2_000], 40)
	s := &snappy{}
	f.Fuzz(func(t *testing.T, once []byte, times int) {
		if times < 1 || len(once)*times > 1<<20 {
			return
		}
		b := bytes.Repeat(once, times)
		compressed := s.page(b)
		if most := 32 + len(b) + len(b)/6; len(compressed) > most {
			t.Errorf("%d bytes became %d", len(b), len(compressed))
		}
		var codec library.Codec
		got, err := codec.Decode(nil, compressed)
		if err != nil || !bytes.Equal(got, b) {
			t.Errorf("%d bytes read back as %d: %v", len(b), len(got), err)
		}
	})
}
