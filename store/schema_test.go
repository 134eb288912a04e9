package store

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"testing"

	"alongside/store/vault"
)

func migrated(t *testing.T, all []step) *sql.Conn {
	t.Helper()
	db, err := vault.Open(context.Background(), filepath.Join(t.TempDir(), "m.db"), vault.Options{Access: vault.Create})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	c, err := db.Conn(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	if err := migrate(context.Background(), c, 0, all, nothing); err != nil {
		t.Fatal(err)
	}
	return c
}

func askText(t *testing.T, c *sql.Conn, query string) string {
	t.Helper()
	var v any
	if err := c.QueryRowContext(context.Background(), query).Scan(&v); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return fmt.Sprint(v)
}

func TestSchemaDigest(t *testing.T) {
	all, err := steps()
	if err != nil {
		t.Fatal(err)
	}
	got, err := schemaOf(context.Background(), migrated(t, all))
	if err != nil || got != schemaDigest {
		t.Errorf("the schema after the last migration has the digest %s (%v); schemaDigest has to say so", got, err)
	}
}

func TestMigrate(t *testing.T) {
	base := []step{
		{1, `create table parent(id integer primary key) strict; insert into parent values(1);`},
		{2, `create table child(id integer primary key, parent integer not null references parent) strict; insert into child values(1,1);`},
	}
	for _, c := range []struct {
		name    string
		script  string
		fails   bool
		version string
		ask     string
		want    string
	}{
		{"a step is taken", `alter table child add column note text`, false, "3", `select count(*) from pragma_table_info('child')`, "3"},
		{"a failing step leaves nothing", `create table q(x); insert into nowhere values(1)`, true, "2", `select count(*) from sqlite_schema where name='q'`, "0"},
		{"a broken reference is refused", `delete from parent`, true, "2", `select count(*) from parent`, "1"},
		{"a table can be rebuilt", `create table p2(id integer primary key, name text) strict; insert into p2(id) select id from parent;
			drop table parent; alter table p2 rename to parent;`, false, "3", `select count(*) from child join parent on parent.id=child.parent`, "1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			conn := migrated(t, base)
			err := migrate(context.Background(), conn, 2, append(base[:2:2], step{3, c.script}), nothing)
			if (err != nil) != c.fails {
				t.Fatalf("migrate: %v", err)
			}
			if got := askText(t, conn, `pragma user_version`); got != c.version {
				t.Errorf("the version is %s, want %s", got, c.version)
			}
			if got := askText(t, conn, c.ask); got != c.want {
				t.Errorf("%s is %s, want %s", c.ask, got, c.want)
			}
			if got := askText(t, conn, `pragma foreign_keys`); got != "1" {
				t.Error("references are no longer checked")
			}
		})
	}
}
