package parquet

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// magic begins and ends a file.
const magic = "PAR1"

// madeBy is what wrote the file. It has no version, so that the bytes repeat.
const madeBy = "alongside version (build )"

// Writer writes the file of one table.
type Writer struct {
	to      io.Writer
	name    string
	group   int // rows of a group
	columns []column
	err     error // the first that was met

	offset  int64 // how much is written
	pending int   // rows of the group that is being written
	rows    int64 // of those that are
	groups  []group

	body    body
	scratch []byte // a dictionary with its header
	snappy  snappy
}

// column is what a file asks of its columns, whatever their values are.
type column interface {
	describe(*compact)
	endChunk(rows int) error
}

// group is what is kept of a group of rows until the file says what is in it.
type group struct {
	rows   int
	chunks []stored
}

// NewWriter begins a file. Columns are added first, then rows; the table's name is in
// the schema, and each group has so many rows but the last.
func NewWriter(to io.Writer, name string, groupRows int) (*Writer, error) {
	w := &Writer{to: to, name: name, group: groupRows}
	w.put([]byte(magic))
	return w, w.err
}

func (w *Writer) refuse(err error) {
	if w.err == nil {
		w.err = err
	}
}

func (w *Writer) put(b []byte) {
	if w.err != nil {
		return
	}
	n, err := w.to.Write(b)
	w.offset += int64(n)
	if err != nil {
		w.err = fmt.Errorf("failed to write a table: %w", err)
	}
}

// EndRow ends a row, of which every column has been told. Once it fails, nothing more is
// written.
func (w *Writer) EndRow() error {
	if w.pending++; w.pending >= w.group {
		w.endGroup()
	}
	return w.err
}

func (w *Writer) endGroup() {
	if w.pending == 0 || w.err != nil {
		return
	}
	w.groups = append(w.groups, group{rows: w.pending, chunks: make([]stored, 0, len(w.columns))})
	for _, c := range w.columns {
		if err := c.endChunk(w.pending); err != nil {
			w.refuse(err)
			return
		}
	}
	w.rows += int64(w.pending)
	w.pending = 0
}

// told is what a chunk does not know of itself.
type told struct {
	name     string
	physical int
	span     span
	rows     int // how many it has to have
}

// write writes a chunk of the last group, its dictionary first.
func (w *Writer) write(c *chunk, dictionary []byte, values int, t told) error {
	if c.rows != t.rows {
		return fmt.Errorf("failed to write the column %s: it has %d of %d rows", t.name, c.rows, t.rows)
	}
	s := stored{at: w.offset, size: c.size}
	if values > 0 {
		compressed := w.snappy.page(dictionary)
		w.scratch = appendPage(w.scratch[:0], pageDictionary, len(dictionary), compressed, func(to *compact) {
			to.structure(7)
			to.int32(1, values)
			to.int32(2, encodingPlain)
			to.end()
		})
		s.size += int64(len(w.scratch) - len(compressed) + len(dictionary))
		w.put(w.scratch)
	}
	first := w.offset
	w.put(c.bytes)
	s.length = w.offset - s.at
	s.describe(c, t, first)
	s.columnIndex, s.offsetIndex = c.columnIndex(), c.offsetIndex(first)
	last := &w.groups[len(w.groups)-1]
	last.chunks = append(last.chunks, s)
	return w.err
}

// Close writes the rows that are left and what is in the file. It does not close what
// the file is written to.
func (w *Writer) Close() error {
	w.endGroup()
	if w.err != nil {
		return w.err
	}
	b := w.footer()
	w.put(b)
	w.put(binary.LittleEndian.AppendUint32(nil, uint32(len(b))))
	w.put([]byte(magic))
	err := w.err
	w.refuse(errors.New("failed to write a table: it is closed"))
	return err
}
