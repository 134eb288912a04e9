package parquet

import "strings"

// dictionary numbers the different values of a column within a group of rows.
type dictionary[T Value] struct {
	numbers map[T]uint32
	plain   []byte // the values in their order, as they stand in its page

	last       T // looked up last, which is often looked up next
	lastNumber uint32

	page uint32   // of the group, from 0
	seen []uint32 // by the number of a value: one more than the page that had it last
}

// number returns the number of a value, and whether the page had it before.
func (d *dictionary[T]) number(v T, plain func([]byte, T) []byte) (n uint32, again bool) {
	if v == d.last && len(d.seen) > 0 {
		n = d.lastNumber
	} else {
		n = d.find(v, plain)
		d.last, d.lastNumber = v, n
	}
	again = d.seen[n] == d.page+1
	d.seen[n] = d.page + 1
	return n, again
}

func (d *dictionary[T]) find(v T, plain func([]byte, T) []byte) uint32 {
	n, there := d.numbers[v]
	if !there {
		n = uint32(len(d.numbers))
		d.numbers[kept(v)] = n
		d.plain = plain(d.plain, v)
		d.seen = append(d.seen, 0)
	}
	return n
}

// kept is a value that holds on to nothing it was cut out of.
func kept[T Value](v T) T {
	if s, text := any(v).(string); text {
		return any(strings.Clone(s)).(T)
	}
	return v
}

// empty begins the dictionary of the next group.
func (d *dictionary[T]) empty() {
	clear(d.numbers)
	d.plain, d.seen, d.page = d.plain[:0], d.seen[:0], 0
	d.last = *new(T)
}
