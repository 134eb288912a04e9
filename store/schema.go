package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"strings"

	"alongside/dialog"
)

// applicationID marks the file as ours in its header: "Alsd".
const applicationID = 0x416c7364

//go:embed migrations/*.sql
var embedded embed.FS

// migrations are the scripts that bring a file from one version to the next.
// Tests add later ones.
var migrations fs.FS = embedded

// schemaDigest is the SHA-256 of the schema after the last migration, so that a
// file whose triggers or tables were altered is not taken for a record. A test
// says what it has to be, and tests with later migrations change it.
var schemaDigest = "2b4cf008da5b46a230d1f0b749800a9419d615b23d537aec48680efdf3a678ce"

// step is one numbered migration.
type step struct {
	version int
	script  string
}

func steps() ([]step, error) {
	names, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		return nil, fmt.Errorf("failed to list the migrations: %w", err)
	}
	all := make([]step, len(names))
	for i, name := range names { // Glob sorts them
		number, _, _ := strings.Cut(strings.TrimPrefix(name, "migrations/"), "_")
		if n, err := strconv.Atoi(number); err != nil || n != i+1 {
			return nil, fmt.Errorf("migration %d is missing or doubled", i+1)
		}
		script, err := fs.ReadFile(migrations, name)
		if err != nil {
			return nil, fmt.Errorf("failed to read a migration: %w", err)
		}
		all[i] = step{i + 1, string(script)}
	}
	return all, nil
}

// querier is what a handle, a connection and a transaction have in common.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// identify says whether the file is a record that this program can read, and
// returns the version of its schema.
func identify(ctx context.Context, db querier) (version int, err error) {
	var id int
	if err := db.QueryRowContext(ctx, `pragma application_id`).Scan(&id); err != nil {
		return 0, fmt.Errorf("failed to read whose the file is: %w", err)
	}
	if err := db.QueryRowContext(ctx, `pragma user_version`).Scan(&version); err != nil {
		return 0, fmt.Errorf("failed to read the file's version: %w", err)
	}
	all, err := steps()
	switch {
	case err != nil:
		return 0, err
	case id != applicationID || version < 1:
		return 0, refuse(dialog.Foreign, "The file alongside.db in this folder is not an Alongside record. It was left as it is. Please choose another folder.")
	case version > len(all):
		return 0, refuse(dialog.Newer, "This record was written by a newer version of the program. It was left as it is. Please update the program.")
	}
	return version, nil
}

// derivedSince is the version from which on the derived tables hold what the program
// derives now. What comes from an earlier one is derived again.
const derivedSince = 3

// bringUp brings the open file from a version to the newest of all steps, and has
// what is derived there.
func (s *Store) bringUp(ctx context.Context, from int, all []step) error {
	derive := nothing
	if from < derivedSince {
		derive = func() error { return s.deriveEverything(ctx) }
	}
	return migrate(ctx, s.conn, from, all, derive)
}

// nothing is what is derived where nothing has to be.
func nothing() error { return nil }

// migrate brings the file from a version to the newest of all steps, one
// transaction for each. The version and whose the file is come last in each; before
// them derive fills the tables in the last one.
func migrate(ctx context.Context, c *sql.Conn, from int, all []step, derive func() error) error {
	if from == len(all) {
		return nil
	}
	return unchecked(ctx, c, func() error {
		for _, s := range all[from:] {
			filled := nothing
			if s.version == len(all) {
				filled = derive
			}
			if err := inTx(ctx, on(c), func() error { return runStep(ctx, c, s, filled) }); err != nil {
				return fmt.Errorf("failed to bring the record to version %d: %w", s.version, err)
			}
		}
		return nil
	})
}

// unchecked has references unchecked while do runs, which rebuilding a table needs, and
// emptying one by the page and not by the row. It cannot be said inside a transaction,
// so do has to begin those that it needs, and to end each with checkReferences.
func unchecked(ctx context.Context, c *sql.Conn, do func() error) (err error) {
	if _, err := c.ExecContext(ctx, `pragma foreign_keys=0`); err != nil {
		return fmt.Errorf("failed to leave references unchecked: %w", err)
	}
	defer func() {
		_, again := c.ExecContext(ctx, `pragma foreign_keys=1`)
		err = errors.Join(err, again)
	}()
	return do()
}

// checkReferences refuses what a transaction did where references lead nowhere.
func checkReferences(ctx context.Context, c *sql.Conn) error {
	var broken int
	if err := c.QueryRowContext(ctx, `select count(*) from pragma_foreign_key_check`).Scan(&broken); err != nil {
		return fmt.Errorf("failed to check the references: %w", err)
	}
	if broken > 0 {
		return fmt.Errorf("%d references would be broken", broken)
	}
	return nil
}

func runStep(ctx context.Context, c *sql.Conn, s step, derive func() error) error {
	if _, err := c.ExecContext(ctx, s.script); err != nil {
		return err
	}
	if err := derive(); err != nil {
		return err
	}
	if err := checkReferences(ctx, c); err != nil {
		return err
	}
	_, err := c.ExecContext(ctx, fmt.Sprintf(`pragma application_id=%d; pragma user_version=%d`, applicationID, s.version))
	return err
}

// schemaOf returns the digest of every table, index and trigger of the file.
func schemaOf(ctx context.Context, db querier) (string, error) {
	rows, err := db.QueryContext(ctx, `select type||' '||name||' '||tbl_name||' '||coalesce(sql,'') from sqlite_schema order by type, name`)
	if err != nil {
		return "", fmt.Errorf("failed to read the schema: %w", err)
	}
	defer func() { _ = rows.Close() }()
	h := sha256.New()
	for rows.Next() {
		var line string
		if err := rows.Scan(&line); err != nil {
			return "", fmt.Errorf("failed to read the schema: %w", err)
		}
		fmt.Fprintf(h, "%d %s", len(line), line)
	}
	return hex.EncodeToString(h.Sum(nil)), rows.Err()
}
