package parquet

import "slices"

// footer writes the indexes of the pages, first what is in them and then where they
// are, and returns what is in the file.
func (w *Writer) footer() []byte {
	for _, g := range w.groups {
		for i := range g.chunks {
			g.chunks[i].columnIndexAt = w.offset
			w.put(g.chunks[i].columnIndex)
		}
	}
	for _, g := range w.groups {
		for i := range g.chunks {
			g.chunks[i].offsetIndexAt = w.offset
			w.put(g.chunks[i].offsetIndex)
		}
	}
	var to compact
	to.begin()
	to.int32(1, 2) // the version of the format
	w.schema(&to)
	to.int64(3, w.rows)
	to.list(4, kindStruct, len(w.groups))
	for i := range w.groups {
		w.groups[i].tell(&to, i)
	}
	to.string(6, madeBy)
	to.list(7, kindStruct, len(w.columns))
	for range w.columns { // bounds go by the order of their type
		to.begin()
		to.structure(1)
		to.end()
		to.end()
	}
	to.end()
	return to.b
}

// schema tells of the table and its columns.
func (w *Writer) schema(to *compact) {
	to.list(2, kindStruct, len(w.columns)+1)
	to.begin()
	to.string(4, w.name)
	to.int32(5, len(w.columns))
	to.end()
	for _, c := range w.columns {
		c.describe(to)
	}
}

func describeColumn(to *compact, name string, physical int, optional bool, logical func(*compact)) {
	to.begin()
	to.int32(1, physical)
	repetition := 0 // required
	if optional {
		repetition = 1
	}
	to.int32(3, repetition)
	to.string(4, name)
	if logical != nil {
		logical(to)
	}
	to.end()
}

// tell tells of a group and its chunks.
func (g *group) tell(to *compact, ordinal int) {
	var size, length int64
	to.begin()
	to.list(1, kindStruct, len(g.chunks))
	for i := range g.chunks {
		g.chunks[i].tell(to)
		size += g.chunks[i].size
		length += g.chunks[i].length
	}
	to.int64(2, size)
	to.int64(3, int64(g.rows))
	to.int64(5, g.chunks[0].at)
	to.int64(6, length)
	to.field(7, kindInt16)
	to.number(int64(ordinal))
	to.end()
}

// stored is a chunk that is written: what is told of it, and what is told of its pages.
type stored struct {
	about                        []byte
	columnIndex, offsetIndex     []byte
	columnIndexAt, offsetIndexAt int64
	at, length, size             int64 // where it begins, how much it takes, and would take uncompressed
}

func (s *stored) tell(to *compact) {
	to.begin()
	to.int64(2, 0) // of no meaning any more
	to.field(3, kindStruct)
	to.b = append(to.b, s.about...)
	to.int64(4, s.offsetIndexAt)
	to.int32(5, len(s.offsetIndex))
	to.int64(6, s.columnIndexAt)
	to.int32(7, len(s.columnIndex))
	to.end()
}

// describe writes what is told of a chunk whose pages begin at a place, which is behind
// its dictionary where it has one.
func (s *stored) describe(c *chunk, t told, first int64) {
	var to compact
	to.begin()
	to.int32(1, t.physical)
	counts := c.counts(s.at < first)
	encodings := []int{encodingRLE} // of levels
	for _, n := range counts {
		encodings = append(encodings, n.encoding)
	}
	encodings = slices.Compact(encodings)
	to.list(2, kindInt32, len(encodings))
	for _, encoding := range encodings {
		to.number(int64(encoding))
	}
	to.list(3, kindBinary, 1)
	to.text(t.name)
	to.int32(4, codecSnappy)
	to.int64(5, int64(c.rows))
	to.int64(6, s.size)
	to.int64(7, s.length)
	to.int64(9, first)
	if s.at < first {
		to.int64(11, s.at)
	}
	t.span.tell(&to)
	to.list(13, kindStruct, len(counts))
	for _, n := range counts {
		to.begin()
		to.int32(1, n.kind)
		to.int32(2, n.encoding)
		to.int32(3, n.pages)
		to.end()
	}
	to.end()
	s.about = to.b
}

func (s *span) tell(to *compact) {
	to.structure(12)
	to.int64(3, int64(s.nulls))
	if s.any {
		to.string(5, string(s.high))
		to.string(6, string(s.low))
		to.bool(7, s.highExact)
		to.bool(8, s.lowExact)
	}
	to.end()
}
