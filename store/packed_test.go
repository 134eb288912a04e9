package store

import (
	"context"
	"database/sql"
	"path/filepath"
	"slices"
	"testing"
)

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
	got := packed([]string{"id", "name", "team"}, []string{"id"}, []string{"name"})
	if want := "concat_ws('\x1f',hex(id),name,ifnull(team,''))"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// What is said never to be null is what the table does not let be null: a null one would
// be left out, and the columns after it be taken for others.
func TestWhatIsNeverNull(t *testing.T) {
	ctx := context.Background()
	s, err := Open(ctx, Options{Dir: filepath.Join(t.TempDir(), "record"), Demo: true, Create: true})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	for table, said := range map[string][]string{"person": append([]string{"id"}, neverNull...), "journal": numbersAndTexts} {
		var strict []string
		err := s.each(ctx, func(rows *sql.Rows) error {
			var name string
			if err := rows.Scan(&name); err != nil {
				return err
			}
			strict = append(strict, name)
			return nil
		}, `select name from pragma_table_info(?) where "notnull" or pk`, table)
		if err != nil {
			t.Fatal(err)
		}
		for _, column := range said {
			if !slices.Contains(strict, column) {
				t.Errorf("%s of %s may be null", column, table)
			}
		}
	}
}
