// Package beside is what the rooms share that measure the program beside something
// that does the same with less: the folder with the made-up record, the rows that
// docs/performance.md is made of, taking turns, and the sqlite3 command. Nothing of
// the program imports it; ui/uitest/measure runs all of it:
//
//	go run ./ui/uitest/measure --to DIR
//
// A row is measured by a benchmark whose name begins with BenchmarkBeside, in the
// room that it is about. What stands beside is measured in turns with ours, in the
// same run, so that whatever else the machine does falls on both.
package beside
