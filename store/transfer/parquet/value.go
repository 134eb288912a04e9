package parquet

import (
	"cmp"
	"encoding/binary"
	"math"
	"unicode/utf8"
)

// Value is what a column may hold: text in UTF-8, true or false, a whole number, a
// number that is not NaN, a day.
type Value interface {
	string | bool | int32 | float64 | Date
}

// Date is a day, as days since 1 January 1970.
type Date int32

// The types of the format, with what they stand for: the newer way of saying it is a
// field of a union, the older one a number.
const (
	typeBool   = 0
	typeInt32  = 1
	typeDouble = 5
	typeBytes  = 6

	logicalString  = 1
	logicalDate    = 6
	logicalInteger = 10

	convertedUTF8  = 0
	convertedDate  = 6
	convertedInt32 = 17
)

// kind is all there is to know about one type of values.
type kind[T Value] struct {
	physical int

	// describe writes what the values stand for; nil where the type says it all.
	describe func(*compact)

	// plain appends a value as it stands in a page. Truths are appended as a byte each.
	plain func(b []byte, v T) []byte

	// bound is a value, or one below or above it, as it is told of a page that has
	// none below or above; exact says that it is the value itself.
	bound func(v T, upper bool) (b []byte, exact bool)

	compare func(a, b T) int
}

// The kinds there are.
var (
	texts   = kind[string]{typeBytes, describe(logicalString, convertedUTF8), plainText, boundOfText, cmp.Compare[string]}
	days    = kind[Date]{typeInt32, describe(logicalDate, convertedDate), plainInt[Date], exactly(plainInt[Date]), cmp.Compare[Date]}
	wholes  = kind[int32]{typeInt32, describe(logicalInteger, convertedInt32), plainInt[int32], exactly(plainInt[int32]), cmp.Compare[int32]}
	doubles = kind[float64]{typeDouble, nil, plainDouble, boundOfDouble, cmp.Compare[float64]}
	truths  = kind[bool]{typeBool, nil, plainBool, exactly(plainBool), compareBools}
)

// kindOf returns what is known about the values of a column.
func kindOf[T Value]() *kind[T] {
	var k any
	switch any(*new(T)).(type) {
	case string:
		k = &texts
	case Date:
		k = &days
	case int32:
		k = &wholes
	case float64:
		k = &doubles
	case bool:
		k = &truths
	}
	return k.(*kind[T])
}

func describe(logical, converted int) func(*compact) {
	return func(c *compact) {
		c.int32(6, converted)
		c.structure(10)
		c.structure(logical)
		if logical == logicalInteger {
			c.field(1, kindByte)
			c.b = append(c.b, 32) // bits
			c.bool(2, true)       // with a sign
		}
		c.end()
		c.end()
	}
}

func plainText(b []byte, v string) []byte {
	return append(binary.LittleEndian.AppendUint32(b, uint32(len(v))), v...)
}

func plainInt[N int32 | Date](b []byte, v N) []byte {
	return binary.LittleEndian.AppendUint32(b, uint32(v))
}

func plainDouble(b []byte, v float64) []byte {
	return binary.LittleEndian.AppendUint64(b, math.Float64bits(v))
}

func plainBool(b []byte, v bool) []byte {
	if v {
		return append(b, 1)
	}
	return append(b, 0)
}

func compareBools(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

func exactly[T Value](plain func([]byte, T) []byte) func(T, bool) ([]byte, bool) {
	return func(v T, _ bool) ([]byte, bool) { return plain(nil, v), true }
}

// boundOfDouble is a number; of the two zeros, which readers may tell apart, it is the
// one farther out.
func boundOfDouble(v float64, upper bool) ([]byte, bool) {
	if v == 0 {
		v = 0
		if !upper {
			v = math.Copysign(0, -1)
		}
	}
	return plainDouble(nil, v), true
}

// longestBound is how many bytes of a text are told as a bound: what people said need
// not stand a second time where the file says what is in it.
const longestBound = 40

// boundOfText is a text, or where it is long its beginning, which lies below it, and
// above it once its last character that has a next one is that.
func boundOfText(v string, upper bool) ([]byte, bool) {
	if len(v) <= longestBound {
		return []byte(v), true
	}
	end := longestBound
	for end > 0 && !utf8.RuneStart(v[end]) {
		end--
	}
	begins := v[:end]
	if !upper {
		return []byte(begins), false
	}
	for begins != "" {
		r, size := utf8.DecodeLastRuneInString(begins)
		begins = begins[:len(begins)-size]
		if next := r + 1; r != utf8.RuneError && utf8.ValidRune(next) {
			return utf8.AppendRune([]byte(begins), next), false
		}
	}
	return []byte(v), true
}
