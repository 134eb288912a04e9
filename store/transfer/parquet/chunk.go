package parquet

import "encoding/binary"

// The numbers of the format for how values are written, how pages are compressed and
// what kinds of page there are.
const (
	encodingPlain      = 0
	encodingRLE        = 3 // the one of levels
	encodingDictionary = 8

	codecSnappy = 1

	pageData       = 0
	pageDictionary = 2
)

// body is a page before it is compressed: which rows have a value, and the values.
type body struct{ b []byte }

func (p *body) begin(optional bool, levels []byte) {
	p.b = p.b[:0]
	if optional {
		p.b = hybrid(append(p.b, 0, 0, 0, 0), levels, 1)
		binary.LittleEndian.PutUint32(p.b, uint32(len(p.b)-4))
	}
}

func (p *body) plain(values []byte) { p.b = append(p.b, values...) }

// truths takes a byte for each of them and writes a bit.
func (p *body) truths(values []byte) { p.b = packed(p.b, values, (len(values)+7)&^7, 1) }

// numbered writes numbers of a dictionary that has so many values.
func (p *body) numbered(numbers []uint32, values int) {
	width := widthOf(values)
	p.b = hybrid(append(p.b, byte(width)), numbers, width)
}

// chunk is what a column has in one group of rows: its pages, compressed.
type chunk struct {
	bytes []byte // the pages with their headers
	size  int64  // of the same, were they not compressed
	rows  int
	pages []page
}

// page is what is kept of one page until the file says where it is.
type page struct {
	encoding int
	rows     int
	span     span

	at, length int // in the bytes of its chunk, with its header
}

// span is what is told of the values of a page, or of a chunk: one that none is below,
// one that none is above, whether they are among them, and how many rows have none.
type span struct {
	any                 bool // whether there are any values at all
	low, high           []byte
	lowExact, highExact bool
	nulls               int
}

// add compresses a page and keeps it.
func (c *chunk) add(s *snappy, b []byte, p page) {
	p.at = len(c.bytes)
	compressed := s.page(b)
	c.bytes = appendPage(c.bytes, pageData, len(b), compressed, func(to *compact) {
		to.structure(5)
		to.int32(1, p.rows) // rows without a value are counted too
		to.int32(2, p.encoding)
		to.int32(3, encodingRLE)
		to.int32(4, encodingRLE)
		to.end()
	})
	p.length = len(c.bytes) - p.at
	c.size += int64(p.length - len(compressed) + len(b))
	c.rows += p.rows
	c.pages = append(c.pages, p)
}

func (c *chunk) empty() { c.bytes, c.size, c.rows, c.pages = c.bytes[:0], 0, 0, c.pages[:0] }

// pageCount is how many pages of a chunk are of one kind.
type pageCount struct{ kind, encoding, pages int }

// counts counts the pages, the one of a dictionary among them.
func (c *chunk) counts(dictionary bool) (counts []pageCount) {
	if dictionary {
		counts = append(counts, pageCount{pageDictionary, encodingPlain, 1})
	}
	for _, encoding := range []int{encodingPlain, encodingDictionary} {
		n := pageCount{pageData, encoding, 0}
		for _, p := range c.pages {
			if p.encoding == encoding {
				n.pages++
			}
		}
		if n.pages > 0 {
			counts = append(counts, n)
		}
	}
	return counts
}

// appendPage appends a compressed page with its header.
func appendPage(b []byte, kind, size int, compressed []byte, header func(*compact)) []byte {
	c := compact{b: b}
	c.begin()
	c.int32(1, kind)
	c.int32(2, size)
	c.int32(3, len(compressed))
	header(&c)
	c.end()
	return append(c.b, compressed...)
}

// columnIndex is what is told of each page, for readers that pass over pages.
func (c *chunk) columnIndex() []byte {
	var to compact
	to.begin()
	to.list(1, kindTrue, len(c.pages))
	for _, p := range c.pages {
		to.truth(!p.span.any)
	}
	to.list(2, kindBinary, len(c.pages))
	for _, p := range c.pages {
		to.text(string(p.span.low))
	}
	to.list(3, kindBinary, len(c.pages))
	for _, p := range c.pages {
		to.text(string(p.span.high))
	}
	to.int32(4, 0) // in no order
	to.list(5, kindInt64, len(c.pages))
	for _, p := range c.pages {
		to.number(int64(p.span.nulls))
	}
	to.end()
	return to.b
}

// offsetIndex is where each page is, in a file that has the first of them at a place.
func (c *chunk) offsetIndex(first int64) []byte {
	var to compact
	to.begin()
	to.list(1, kindStruct, len(c.pages))
	row := 0
	for _, p := range c.pages {
		to.begin()
		to.int64(1, first+int64(p.at))
		to.int32(2, p.length)
		to.int64(3, int64(row))
		to.end()
		row += p.rows
	}
	to.end()
	return to.b
}
