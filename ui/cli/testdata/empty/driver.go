//go:build driver

package main

import (
	"database/sql"
	"fmt"
	"os"

	_ "modernc.org/sqlite"
)

// An empty database is open for as long as the program runs.
func init() {
	db, err := sql.Open("sqlite", ":memory:")
	if err == nil {
		_, err = db.Exec("create table t(a)")
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
