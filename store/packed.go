package store

import (
	"cmp"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"alongside/dialog"
)

// separator stands between the columns of a packed row. No text that is recorded holds
// it: they have no control characters.
const separator = "\x1f"

// packed is what SQLite has to select for a row in one text: its columns one behind
// another, those that are blobs in hexadecimal, and nothing for null, which those that
// are there never are. Every value that is asked for by itself costs the connection's
// lock three times and an allocation, which for the fifty columns of a person is more
// than all the rest.
func packed(columns, blobs, there []string) string {
	values := slices.Clone(columns)
	for i, c := range values {
		switch {
		case slices.Contains(blobs, c):
			values[i] = "hex(" + c + ")" // of null it is nothing
		case !slices.Contains(there, c):
			values[i] = "ifnull(" + c + ",'')"
		}
	}
	return "concat_ws('" + separator + "'," + strings.Join(values, ",") + ")"
}

// packedReader hands out the columns of a packed row one after the other. Texts are
// parts of the row's, and stay as long as it does.
type packedReader struct {
	rest string
	next int  // which column comes next
	over bool // all were handed out
	err  error
}

func (r *packedReader) fail(what string) {
	r.err = cmp.Or(r.err, fmt.Errorf("column %d of a packed row is no %s", r.next, what))
}

// end says what was wrong with the row, of which every column has to be handed out.
func (r *packedReader) end() error {
	if !r.over {
		r.fail("last one")
	}
	return r.err
}

func (r *packedReader) text() string {
	r.next++
	if r.over {
		r.fail("column")
	}
	value, rest, more := strings.Cut(r.rest, separator)
	r.rest, r.over = rest, !more
	return value
}

func (r *packedReader) number() int {
	s := r.text()
	if s == "" {
		return 0
	}
	n, err := strconv.Atoi(s)
	if err != nil {
		r.fail("number")
	}
	return n
}

func (r *packedReader) flag() bool { return r.number() != 0 }

func (r *packedReader) blob() []byte {
	s := r.text()
	if s == "" {
		return nil
	}
	b, err := hex.DecodeString(s)
	if err != nil {
		r.fail("blob")
	}
	return b
}

func (r *packedReader) ident() (id dialog.ID) {
	if s := r.text(); s != "" {
		if len(s) != 2*len(id) {
			r.fail("identifier")
			return id
		}
		if _, err := hex.Decode(id[:], []byte(s)); err != nil {
			r.fail("identifier")
		}
	}
	return id
}

func (r *packedReader) idents() (all []dialog.ID) {
	b := r.blob()
	for ; len(b) >= len(dialog.ID{}); b = b[len(dialog.ID{}):] {
		all = append(all, dialog.ID(b))
	}
	if len(b) > 0 {
		r.fail("row of identifiers")
	}
	return all
}

func (r *packedReader) promises() []dialog.Promise {
	all, ok := unpackPromises(r.blob())
	if !ok {
		r.fail("row of promises")
	}
	return all
}

func (r *packedReader) day() (d dialog.Date) {
	if s := r.text(); s != "" && d.UnmarshalText([]byte(s)) != nil {
		r.fail("day")
	}
	return d
}

func (r *packedReader) when() (w dialog.When) {
	if s := r.text(); s != "" && w.UnmarshalText([]byte(s)) != nil {
		r.fail("moment")
	}
	return w
}
