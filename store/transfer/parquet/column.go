package parquet

import "fmt"

// Trait is what a column may be besides.
type Trait uint8

// The traits.
const (
	Optional   Trait = 1 << iota // a row may have no value
	Dictionary                   // few values differ; for texts, whole numbers and days, and without effect on others
)

// A page is ended once it has so many rows or its values take so many bytes. Snappy
// looks back as far, and each column holds as much.
const (
	pageRows  = 16_384
	pageBytes = 64 << 10
)

// Column takes the values of a column: for each row either Put or Null is called once.
type Column[T Value] struct {
	name   string
	traits Trait
	kind   *kind[T]
	writer *Writer

	// Of the page that is being written.
	levels  []byte   // of each row, where the column is optional: 1 for a value
	values  []byte   // of a column without a dictionary
	numbers []uint32 // of one with a dictionary
	rows    int
	bounds  bounds[T]

	// Of the pages of the group.
	dictionary dictionary[T]
	chunk      chunk
	whole      bounds[T]
}

// Add adds a column to a file that has no rows yet.
func Add[T Value](w *Writer, name string, traits Trait) *Column[T] {
	c := &Column[T]{name: name, traits: traits, kind: kindOf[T](), writer: w}
	if c.kind.physical == typeBool || c.kind.physical == typeDouble {
		c.traits &^= Dictionary
	}
	if c.has(Dictionary) {
		c.dictionary.numbers = map[T]uint32{}
	}
	w.columns = append(w.columns, c)
	return c
}

func (c *Column[T]) has(t Trait) bool { return c.traits&t != 0 }

// Put gives the next row a value.
func (c *Column[T]) Put(v T) {
	if v != v { // has no place between a least and a greatest value
		c.writer.refuse(fmt.Errorf("failed to write the column %s: NaN is no number", c.name))
	}
	if c.has(Optional) {
		c.levels = append(c.levels, 1)
	}
	if !c.has(Dictionary) {
		c.bounds.add(v, c.kind.compare)
		c.values = c.kind.plain(c.values, v)
	} else {
		number, again := c.dictionary.number(v, c.kind.plain)
		if !again { // in this page
			c.bounds.add(v, c.kind.compare)
		}
		c.numbers = append(c.numbers, number)
	}
	c.endRow()
}

// Null gives the next row no value. The column has to be optional.
func (c *Column[T]) Null() {
	if !c.has(Optional) {
		c.writer.refuse(fmt.Errorf("failed to write the column %s: a value is missing", c.name))
	}
	c.levels = append(c.levels, 0)
	c.bounds.nulls++
	c.endRow()
}

func (c *Column[T]) endRow() {
	if c.rows++; c.rows == pageRows || len(c.values) >= pageBytes {
		c.endPage()
	}
}

// endPage compresses the page and begins the next one.
func (c *Column[T]) endPage() {
	if c.rows == 0 {
		return
	}
	body := &c.writer.body
	body.begin(c.has(Optional), c.levels)
	p := page{rows: c.rows, span: c.spanOf(c.bounds), encoding: encodingPlain}
	switch {
	case len(c.numbers) > 0: // a page without a value needs no dictionary
		p.encoding = encodingDictionary
		body.numbered(c.numbers, len(c.dictionary.numbers))
	case c.kind.physical == typeBool:
		body.truths(c.values)
	default:
		body.plain(c.values)
	}
	c.chunk.add(&c.writer.snappy, body.b, p)
	c.whole.merge(c.bounds, c.kind.compare)
	c.levels, c.values, c.numbers, c.rows, c.bounds = c.levels[:0], c.values[:0], c.numbers[:0], 0, bounds[T]{}
	c.dictionary.page++
}

// endChunk writes the pages of the group, which has so many rows, and begins the next
// one.
func (c *Column[T]) endChunk(rows int) error {
	c.endPage()
	t := told{name: c.name, physical: c.kind.physical, span: c.spanOf(c.whole), rows: rows}
	err := c.writer.write(&c.chunk, c.dictionary.plain, len(c.dictionary.numbers), t)
	c.chunk.empty()
	c.dictionary.empty()
	c.whole = bounds[T]{}
	return err
}

// describe writes what the schema says of the column.
func (c *Column[T]) describe(to *compact) {
	describeColumn(to, c.name, c.kind.physical, c.has(Optional), c.kind.describe)
}

func (c *Column[T]) spanOf(b bounds[T]) span {
	s := span{any: b.any, nulls: b.nulls}
	if b.any {
		s.low, s.lowExact = c.kind.bound(b.low, false)
		s.high, s.highExact = c.kind.bound(b.high, true)
	}
	return s
}

// bounds are the least and the greatest of some values, and how many are missing.
type bounds[T Value] struct {
	low, high T
	any       bool
	nulls     int
}

func (b *bounds[T]) add(v T, compare func(a, b T) int) {
	switch {
	case !b.any:
		b.low, b.high, b.any = v, v, true
	case compare(v, b.low) < 0:
		b.low = v
	case compare(v, b.high) > 0:
		b.high = v
	}
}

func (b *bounds[T]) merge(other bounds[T], compare func(a, b T) int) {
	if other.any {
		b.add(other.low, compare)
		b.add(other.high, compare)
	}
	b.nulls += other.nulls
}
