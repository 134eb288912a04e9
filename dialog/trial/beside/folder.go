package beside

import (
	"os"
	"path/filepath"
	"strconv"
	"testing"
)

// The variables of the environment by which the benchmarks are told where the folder
// is and how many people are in its record.
const (
	FolderVariable = "ALONGSIDE_MEASURE"
	PeopleVariable = "ALONGSIDE_MEASURE_PEOPLE"
)

// What is in the record, with as many people as People says.
const (
	UsualPeople = 10_000
	Each        = 100 // assessments a person has
	Live        = 2   // of them kept answer by answer; the others were taken over whole
)

// Folder returns the folder of the run, and ends the benchmark where there is none.
func Folder(b *testing.B) string {
	b.Helper()
	dir := os.Getenv(FolderVariable)
	if dir == "" {
		b.Skip("go run ./ui/uitest/measure --to DIR makes the record and runs this")
	}
	return dir
}

// People is how many people are in the record.
func People() int {
	if n, err := strconv.Atoi(os.Getenv(PeopleVariable)); err == nil && n > 0 {
		return n
	}
	return UsualPeople
}

// Assessments is how many assessments are in the record.
func Assessments() int { return People() * Each }

// Record is the folder of the sealed record, as --data takes it.
func Record(b *testing.B) string { return filepath.Join(Folder(b), "record") }

// Plain is the unsealed SQLite file with the same rows.
func Plain(b *testing.B) string { return filepath.Join(Folder(b), "plain.db") }
