package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing/fstest"

	"alongside/store/vault"
)

// Later makes this program one that knows a further migration, until undo is
// called.
func Later(script string) (undo func(), err error) {
	all, err := steps()
	if err != nil {
		return nil, err
	}
	later := fstest.MapFS{}
	for _, s := range append(all, step{len(all) + 1, script}) {
		later[fmt.Sprintf("migrations/%04d_step.sql", s.version)] = &fstest.MapFile{Data: []byte(s.script)}
	}
	earlier, digest := migrations, schemaDigest
	migrations = fs.FS(later)
	undo = func() { migrations, schemaDigest = earlier, digest }
	if schemaDigest, err = newestSchema(); err != nil {
		undo()
	}
	return undo, err
}

// newestSchema is the digest of the schema that the migrations come to.
func newestSchema() (digest string, err error) {
	ctx := context.Background()
	dir, err := os.MkdirTemp("", "schema")
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	db, err := vault.Open(ctx, filepath.Join(dir, "s.db"), vault.Options{Access: vault.Create})
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	c, err := db.Conn(ctx)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, c.Close()) }()
	all, err := steps()
	if err != nil {
		return "", err
	}
	if err := migrate(ctx, c, 0, all, nothing); err != nil {
		return "", err
	}
	return schemaOf(ctx, c)
}

// Versions is the version of the schema after the last migration.
func Versions() int {
	all, err := steps()
	if err != nil {
		panic(err)
	}
	return len(all)
}
