package transfer_test

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"strings"
	"testing"
	"time"

	"alongside/dialog/demo"
	"alongside/dialog/fhir"
	"alongside/dialog/trial/beside"
	"alongside/store"
	"alongside/store/transfer"
)

// mostMemory is what an export may hold, in MiB.
const mostMemory = 96

// measured opens the measured record.
func measured(b *testing.B) *store.Store {
	b.Helper()
	d := store.NewDoor(store.DoorOptions{Dir: beside.Record(b), Demo: true})
	if _, err := d.Unlock(ctx, demo.Worker, demo.Passphrase); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = d.Lock() })
	debug.FreeOSMemory() // what deriving the key took is another row's
	return d.Store()
}

// written is what came of one export.
type written struct {
	dir      string
	manifest *transfer.Manifest
	took     time.Duration
	peak     float64
	rows     int64
}

func export(b *testing.B, source transfer.Source, f transfer.Format) written {
	b.Helper()
	w := written{dir: filepath.Join(beside.Folder(b), "out-"+string(f))}
	if err := os.RemoveAll(w.dir); err != nil {
		b.Fatal(err)
	}
	beside.ForgetPeak()
	var err error
	w.took = beside.Took(func() { w.manifest, err = exportTo(source, w.dir, options(f)) })
	if err != nil {
		b.Fatal(err)
	}
	w.peak = beside.Peak()
	for _, file := range w.manifest.Files {
		w.rows += file.Rows
	}
	return w
}

// row is how long the export took and a second one how much it held.
func (w written) keep(b *testing.B, name string, assessments int, row beside.Row) {
	b.Helper()
	row.Name, row.Unit, row.Ours = name, "s", w.took.Seconds()
	row.What = fmt.Sprintf("export of %d assessments as %s: %d rows, %.0f a second", assessments, name, w.rows, float64(w.rows)/w.took.Seconds())
	beside.Keep(b, row, beside.Row{Name: name + "-memory", What: "the same: most memory held", Unit: "MiB", Ours: w.peak, Goal: beside.Goal{AtMost: mostMemory}})
}

// BenchmarkBesideCSV writes the whole record as CSV, and then has the sqlite3 command
// write the same rows with .mode csv.
func BenchmarkBesideCSV(b *testing.B) {
	w := export(b, measured(b), transfer.CSV)
	row := beside.Row{Beside: "the sqlite3 command, .mode csv, the same rows", Goal: beside.Goal{AtMostTimes: 2}}
	row.Theirs, row.Missing = dump(b, w.dir)
	w.keep(b, "csv", beside.Assessments(), row)
}

// dump puts the tables of an export into an SQLite file and returns how many seconds
// the sqlite3 command takes to write them again.
func dump(b *testing.B, dir string) (seconds float64, why string) {
	b.Helper()
	path := filepath.Join(beside.Folder(b), "tables.db")
	_ = os.Remove(path)
	defer func() { _ = os.Remove(path) }()
	script := "pragma journal_mode=off;\npragma synchronous=off;\n.mode csv\n"
	var lines []string
	for _, name := range names(b, dir) {
		if base, ok := strings.CutSuffix(name, ".csv"); ok {
			script += fmt.Sprintf(".import '%s' '%s'\n", filepath.Join(dir, name), base)
			lines = append(lines, fmt.Sprintf(".output '%s'", filepath.Join(beside.Folder(b), "dump.csv")), fmt.Sprintf("select * from \"%s\";", base))
		}
	}
	cmd := exec.Command("sqlite3", "-batch", path)
	cmd.Stdin = strings.NewReader(script)
	if out, err := cmd.CombinedOutput(); err != nil {
		return 0, fmt.Sprintf("sqlite3 did not take the rows: %v %.200s", err, out)
	}
	shell, why := beside.SQLite(b, path)
	if why != "" {
		return 0, why
	}
	defer func() { _ = os.Remove(filepath.Join(beside.Folder(b), "dump.csv")) }()
	return shell.Run(append([]string{".headers on", ".mode csv"}, lines...)...).Seconds(), ""
}

// BenchmarkBesideParquet writes the whole record as Parquet.
func BenchmarkBesideParquet(b *testing.B) {
	export(b, measured(b), transfer.Parquet).keep(b, "parquet", beside.Assessments(), beside.Row{})
}

// BenchmarkBesideFHIR writes the whole record as FHIR, fifteen resources for one
// assessment, and then takes how fast resources become lines of JSON, as the export
// makes them, in turns with encoding/json.
func BenchmarkBesideFHIR(b *testing.B) {
	s := measured(b)
	export(b, s, transfer.FHIR).keep(b, "fhir", beside.Assessments(), beside.Row{})
	all := resourcesOf(b, s, 20)
	var lines []byte
	var err error
	us, them := beside.Turns(15, func() {
		lines = lines[:0]
		for _, r := range all {
			if lines, err = fhir.Append(lines, r); err != nil {
				b.Fatal(err)
			}
			lines = append(lines, '\n')
		}
	}, func() {
		for _, r := range all {
			if _, err := json.Marshal(r); err != nil {
				b.Fatal(err)
			}
		}
	})
	speed := func(milliseconds float64) float64 { return float64(len(lines)) / 1e3 / milliseconds }
	beside.Keep(b, beside.Row{Name: "ndjson", What: "FHIR resources to lines of JSON, " + fmt.Sprint(len(all)), Unit: "MB/s", Ours: speed(beside.At(us, 0.5)),
		Beside: "encoding/json Marshal of the same structs", Theirs: speed(beside.At(them, 0.5)), Goal: beside.Goal{AtLeastTimes: 1.5}})
}

func resourcesOf(b *testing.B, s *store.Store, people int) []fhir.Resource {
	b.Helper()
	codec, err := fhir.New(fhir.Settings{})
	if err != nil {
		b.Fatal(err)
	}
	lines, err := s.Caseload(ctx)
	if err != nil {
		b.Fatal(err)
	}
	var all []fhir.Resource
	for _, line := range lines[:min(people, len(lines))] {
		entries, err := s.Entries(ctx, line.Person.ID)
		if err != nil {
			b.Fatal(err)
		}
		all = append(all, codec.Resources(fhir.Follow(entries))...)
	}
	return all
}
