// Measure runs every benchmark that sets the program beside something that does the
// same with less, and prints one table of ratios. See docs/performance.md.
//
//	go run ./ui/uitest/measure --to DIR
//
// DIR has to have about 10 GB of room; the record is made there first, and everything
// measured is kept there, so that a run that was broken off goes on where it was. A
// part of it is measured anew with --again PART. Nothing is measured twice otherwise.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"alongside/dialog/trial/beside"
)

// part is a benchmark in one room with the rows that come of it.
type part struct {
	name string // the benchmark is BenchmarkBeside and this
	room string
	rows string
}

// parts are in the order in which they run: the record comes first, and what writes
// to it last.
var parts = []part{
	{"Make", "store", "append replay"},
	{"Start", "ui/cli", "start start-caseload start-nobody"},
	{"Keys", "ui", "key key-median key-slowest key-longest"},
	{"Caseload", "ui/cli", "page search list"},
	{"Years", "store", "years"},
	{"CSV", "store/transfer", "csv csv-memory"},
	{"Parquet", "store/transfer", "parquet parquet-memory"},
	{"FHIR", "store/transfer", "fhir fhir-memory ndjson"},
	{"Report", "ui/cli", "report means"},
	{"Idle", "ui/cli", "memory idle size"},
	{"Answer", "store", "answer answer-p99"},
}

// order is that of the table.
var order = strings.Fields(`start start-caseload start-nobody list key key-median key-slowest key-longest answer answer-p99 page search years
	csv csv-memory parquet parquet-memory fhir fhir-memory ndjson report means append replay memory size idle`)

// longest is how long one part may take.
const longest = "20m"

type run struct {
	dir    string
	people int
	again  []string
}

func main() {
	r := &run{}
	again := ""
	flag.StringVar(&r.dir, "to", "", "the folder in which the record is made and the figures are kept")
	flag.IntVar(&r.people, "people", beside.UsualPeople, "how many people are in the record, each with 100 assessments")
	flag.StringVar(&again, "again", "", "parts to measure anew, with a comma between")
	flag.Parse()
	if r.dir == "" || flag.NArg() > 0 {
		flag.Usage()
		os.Exit(2)
	}
	r.again = strings.FieldsFunc(again, func(c rune) bool { return c == ',' })
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := r.all(ctx); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// all runs what is not measured yet and prints the table, also of a run in which a
// part failed.
func (r *run) all(ctx context.Context) error {
	dir, err := filepath.Abs(r.dir)
	if err != nil {
		return fmt.Errorf("failed to name the folder: %w", err)
	}
	r.dir = dir
	for _, sub := range []string{"bin", "rows", "profiles"} {
		if err := os.MkdirAll(filepath.Join(dir, sub), 0o700); err != nil {
			return fmt.Errorf("failed to make the folder: %w", err)
		}
	}
	if err := r.samePeople(); err != nil {
		return err
	}
	var failed []error
	for _, p := range parts {
		if err := r.part(ctx, p); err != nil {
			failed = append(failed, err)
		}
		if ctx.Err() != nil {
			break
		}
	}
	rows, err := beside.Rows(dir)
	if err == nil {
		err = printTable(os.Stdout, rows, r.people)
	}
	return errors.Join(append(failed, err)...)
}

// samePeople refuses to mix figures of two records.
func (r *run) samePeople() error {
	path := filepath.Join(r.dir, "people")
	text, err := os.ReadFile(path)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return os.WriteFile(path, []byte(strconv.Itoa(r.people)), 0o600)
	case err != nil:
		return fmt.Errorf("failed to read what the record is: %w", err)
	case string(text) != strconv.Itoa(r.people):
		return fmt.Errorf("the record in this folder has %s people; give --people %s or another folder", text, text)
	}
	return nil
}

// part runs one benchmark unless all of its rows are there.
func (r *run) part(ctx context.Context, p part) error {
	done := filepath.Join(r.dir, "rows", p.name+".done")
	if slices.Contains(r.again, p.name) {
		_ = os.Remove(done)
	}
	if _, err := os.Stat(done); err == nil {
		return nil
	}
	for _, row := range strings.Fields(p.rows) {
		_ = os.Remove(filepath.Join(r.dir, "rows", row+".json"))
	}
	binary, err := r.build(ctx, p.room)
	if err != nil {
		return err
	}
	fmt.Printf("== %s (%s)\n", p.name, p.room)
	began := time.Now()
	cmd := exec.CommandContext(ctx, binary, "-test.run", "^$", "-test.bench", "^BenchmarkBeside"+p.name+"$", "-test.benchtime", "1x",
		"-test.timeout", longest, "-test.cpuprofile", filepath.Join(r.dir, "profiles", p.name+".cpu"))
	cmd.Dir = filepath.FromSlash(p.room) // as go test does
	cmd.Env = append(os.Environ(), beside.FolderVariable+"="+r.dir, beside.PeopleVariable+"="+strconv.Itoa(r.people))
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("failed to measure %s: %w", p.name, err)
	}
	fmt.Printf("   took %v\n", time.Since(began).Round(time.Second))
	return os.WriteFile(done, nil, 0o600)
}

// build builds the tests of a room; profiles are read with the file that it makes.
func (r *run) build(ctx context.Context, room string) (string, error) {
	path := filepath.Join(r.dir, "bin", strings.ReplaceAll(room, "/", "-")+".test")
	cmd := exec.CommandContext(ctx, "go", "test", "-c", "-o", path, "./"+room)
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("failed to build the tests of %s: %w\n%s", room, err, out)
	}
	return path, nil
}
