package store

import "testing"

func TestAPackedRowThatIsNotOne(t *testing.T) {
	for _, c := range []struct {
		name, row string
		read      func(*packedReader)
	}{
		{"one column too few", "a", func(r *packedReader) { r.text(); r.text() }},
		{"one column too many", "a\x1fb", func(r *packedReader) { r.text() }},
		{"no number", "a", func(r *packedReader) { r.number() }},
		{"half an identifier", "00ff", func(r *packedReader) { r.ident() }},
		{"no identifier", "zz000000000000000000000000000000", func(r *packedReader) { r.ident() }},
		{"no blob", "abc", func(r *packedReader) { r.blob() }},
		{"identifiers and a half", "0000000000000000000000000000000000", func(r *packedReader) { r.idents() }},
		{"half a promise", "00", func(r *packedReader) { r.promises() }},
		{"no day", "2026-02-30", func(r *packedReader) { r.day() }},
		{"no moment", "yesterday", func(r *packedReader) { r.when() }},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := packedReader{rest: c.row}
			if c.read(&r); r.end() == nil {
				t.Error("it is read without a word")
			}
		})
	}
}

func TestPackedAsksForEachColumnOnce(t *testing.T) {
	got := packed([]string{"id", "name"}, "id")
	if want := "printf('%s\x1f%s',hex(id),name)"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
