package store

import (
	"cmp"
	"database/sql"
	"fmt"

	"alongside/dialog"
)

// columnReader hands out the columns of a short row one after the other, the zero value
// for null. Rows with many columns are read as one text; see packed.
type columnReader struct {
	values []any
	into   []any
	next   int
	err    error // the first column that was not what it had to be
}

func newColumns(n int) *columnReader {
	c := &columnReader{values: make([]any, n), into: make([]any, n)}
	for i := range c.values {
		c.into[i] = &c.values[i]
	}
	return c
}

func (c *columnReader) scan(rows *sql.Rows) error {
	c.next, c.err = 0, nil
	return rows.Scan(c.into...)
}

// column returns the next column as a T, the zero T where it is null.
func column[T any](c *columnReader) (v T) {
	value := c.values[c.next]
	c.next++
	if value == nil {
		return v
	}
	v, ok := value.(T)
	if !ok {
		c.err = cmp.Or(c.err, fmt.Errorf("column %d is a %T", c.next, value))
	}
	return v
}

func (c *columnReader) text() string { return column[string](c) }
func (c *columnReader) flag() bool   { return column[int64](c) != 0 }

func (c *columnReader) ident() (id dialog.ID) {
	copy(id[:], column[[]byte](c))
	return id
}
