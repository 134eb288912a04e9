package transfer_test

import (
	"context"
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"alongside/dialog"
	"alongside/dialog/demo"
	"alongside/dialog/mhsds"
	"alongside/dialog/text"
	"alongside/store"
	"alongside/store/transfer"
)

var ctx = context.Background()

// noon is the moment the tests take place at.
var noon = time.Date(2026, time.March, 14, 12, 0, 0, 0, time.UTC)

// caseload is a real record with the made-up caseload in it.
func caseload(t testing.TB) *store.Store {
	t.Helper()
	s, err := store.Open(ctx, store.Options{Dir: filepath.Join(t.TempDir(), "record"), Demo: true, Create: true, Now: func() time.Time { return noon }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	if _, err := s.AppendAll(ctx, slices.Values(demo.Groups(noon)), func(int) {}); err != nil {
		t.Fatal(err)
	}
	return s
}

var formats = []transfer.Format{transfer.CSV, transfer.FHIR, transfer.Parquet, transfer.MHSDS}

func options(f transfer.Format) transfer.Options {
	return transfer.Options{Format: f, Created: noon, MHSDS: mhsds.Settings{Month: mhsds.Month{Year: 2026, Month: 2}, Provider: "RXX", System: "RiO"}}
}

// exported exports into a new folder and returns what is there.
func exported(t testing.TB, source transfer.Source, o transfer.Options) (string, *transfer.Manifest) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "out")
	m, err := exportTo(source, dir, o)
	if err != nil {
		t.Fatal(err)
	}
	return dir, m
}

func exportTo(source transfer.Source, dir string, o transfer.Options) (*transfer.Manifest, error) {
	sink, err := transfer.Folder(dir)
	if err != nil {
		return nil, err
	}
	return transfer.Export(ctx, source, sink, o)
}

func names(t testing.TB, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, e := range entries {
		all = append(all, e.Name())
	}
	return all
}

// find returns the path of the file of a table.
func find(t testing.TB, dir, base string) string {
	t.Helper()
	for _, name := range names(t, dir) {
		if strings.HasPrefix(name, base+"-") && len(strings.TrimPrefix(name, base+"-")) <= 16+len(".ndjson.gz") {
			return filepath.Join(dir, name)
		}
	}
	t.Fatalf("there is no file %s among %v", base, names(t, dir))
	return ""
}

// table reads a CSV file: a map by column for each row.
func table(t testing.TB, dir, base string) []map[string]string {
	t.Helper()
	f, err := os.Open(find(t, dir, base))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	lines, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var rows []map[string]string
	for _, line := range lines[1:] {
		row := map[string]string{}
		for i, column := range lines[0] {
			row[column] = text.Unguard(line[i])
		}
		rows = append(rows, row)
	}
	return rows
}

// records are everybody's, by identifier.
func records(t testing.TB, s *store.Store) map[string]*dialog.Record {
	t.Helper()
	lines, err := s.Caseload(ctx)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]*dialog.Record{}
	for i := range lines {
		id := lines[i].Person.ID
		if all[id.String()], err = s.Record(ctx, id); err != nil {
			t.Fatal(err)
		}
	}
	return all
}
