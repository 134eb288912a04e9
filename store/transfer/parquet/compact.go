package parquet

import "encoding/binary"

// compact writes the compact protocol of Apache Thrift, which has everything in a file
// but the values: a structure is a row of fields, each with its number, as a distance to
// the one before, and its kind.
type compact struct {
	b    []byte
	last []int // the field written last of each structure that is open
}

// The kinds of what is written.
const (
	kindTrue   = 1
	kindFalse  = 2
	kindByte   = 3
	kindInt16  = 4
	kindInt32  = 5
	kindInt64  = 6
	kindBinary = 8
	kindList   = 9
	kindStruct = 12
)

// begin opens a structure that is no field: the outermost one, or one of a list.
func (c *compact) begin() { c.last = append(c.last, 0) }

// end closes the structure opened last.
func (c *compact) end() {
	c.b = append(c.b, 0)
	c.last = c.last[:len(c.last)-1]
}

// field begins a field of the open structure. Fields come in the order of their numbers,
// none of which is more than 15 from the one before.
func (c *compact) field(number, kind int) {
	last := &c.last[len(c.last)-1]
	c.b = append(c.b, byte((number-*last)<<4|kind))
	*last = number
}

// structure opens a structure that is a field; end closes it.
func (c *compact) structure(number int) {
	c.field(number, kindStruct)
	c.begin()
}

// list begins a field that is a list; its elements come next.
func (c *compact) list(number, kind, length int) {
	c.field(number, kindList)
	if length < 15 {
		c.b = append(c.b, byte(length<<4|kind))
		return
	}
	c.b = append(c.b, byte(15<<4|kind))
	c.b = binary.AppendUvarint(c.b, uint64(length))
}

// number writes an element of a list, or what follows the beginning of a field. Small
// numbers are short, whatever their sign.
func (c *compact) number(v int64) { c.b = binary.AppendVarint(c.b, v) }

// text is number for bytes.
func (c *compact) text(s string) {
	c.b = binary.AppendUvarint(c.b, uint64(len(s)))
	c.b = append(c.b, s...)
}

// truth is number for an element that is true or false; a field says it by its kind.
func (c *compact) truth(v bool) { c.b = append(c.b, byte(truthKind(v))) }

func truthKind(v bool) int {
	if v {
		return kindTrue
	}
	return kindFalse
}

func (c *compact) int32(number int, v int) {
	c.field(number, kindInt32)
	c.number(int64(v))
}

func (c *compact) int64(number int, v int64) {
	c.field(number, kindInt64)
	c.number(v)
}

func (c *compact) string(number int, s string) {
	c.field(number, kindBinary)
	c.text(s)
}

func (c *compact) bool(number int, v bool) { c.field(number, truthKind(v)) }
