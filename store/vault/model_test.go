package vault_test

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"testing"

	"alongside/dialog/trial"
	"alongside/store/vault"
)

// twins is a sealed file and a plain one that everything is done to alike.
type twins struct {
	t      *testing.T
	key    *vault.DataKey
	path   string
	sealed *sql.DB
	plain  *sql.DB
}

// TestModel does at random whatever a store could do, with so small a cache that
// pages reach the log in the middle of transactions.
func TestModel(t *testing.T) {
	t.Parallel()
	tw := &twins{t: t, key: vault.NewDataKey(), path: filepath.Join(t.TempDir(), "a.db")}
	plain, err := sql.Open("sqlite", ":memory:")
	must(t, err)
	plain.SetMaxOpenConns(1)
	tw.plain = plain
	t.Cleanup(func() { _ = plain.Close() })
	tw.reopen()
	tw.both(`create table t(a integer primary key, b text unique, c blob)`)
	tr := trial.Start(t, "vault/model-steps")
	r := tr.Rand(0)
	for i := range times(1000) {
		tw.step(r, i)
		tr.Done(1)
		if i%50 == 0 {
			tw.compare(i)
		}
	}
	tw.compare(-1)
}

func (tw *twins) reopen() {
	if tw.sealed != nil {
		must(tw.t, tw.sealed.Close())
	}
	tw.sealed = open(tw.t, tw.path, vault.Unflushed(vault.Options{Access: vault.Create, Key: tw.key}))
	run(tw.t, tw.sealed, `pragma cache_size=10`)
	run(tw.t, tw.sealed, `pragma wal_autocheckpoint=50`)
}

// both does the same to both, and wants both to take it or to refuse it.
func (tw *twins) both(query string, args ...any) {
	tw.t.Helper()
	_, e1 := tw.sealed.Exec(query, args...)
	_, e2 := tw.plain.Exec(query, args...)
	if (e1 == nil) != (e2 == nil) {
		tw.t.Fatalf("%s: sealed %v, plain %v", query, e1, e2)
	}
}

func (tw *twins) step(r *rand.Rand, i int) {
	switch r.IntN(14) {
	case 0, 1, 2, 3:
		b := make([]byte, r.IntN(9000))
		for j := range b {
			b[j] = byte(r.Uint32())
		}
		tw.both(`insert or ignore into t(b,c) values(?,?)`, fmt.Sprint(r.IntN(1000)), b)
	case 4:
		tw.both(`update t set c=zeroblob(?) where a%?=0`, r.IntN(12000), 1+r.IntN(20))
	case 5:
		tw.both(`delete from t where a%?=0`, 2+r.IntN(10))
	case 6:
		tw.transaction(r, i)
	case 7:
		tw.both(`update or rollback t set b=b||'z' where a<(select max(a) from t)`)
	case 8:
		if r.IntN(5) == 0 {
			tw.reopen()
		}
	case 9:
		if r.IntN(20) == 0 {
			tw.both(`vacuum`)
		}
	case 10:
		run(tw.t, tw.sealed, `pragma wal_checkpoint(truncate)`)
	case 11:
		tw.both(`create index if not exists i on t(c)`)
	case 12:
		tw.both(`drop index if exists i`)
	case 13:
		tw.both(`delete from t where (select count(*) from t)>100`)
	}
}

// transaction spills, goes back to a savepoint or not, and commits or not.
func (tw *twins) transaction(r *rand.Rand, i int) {
	tw.both(`begin`)
	tw.both(`insert or ignore into t(b,c) select 'x'||a||?, c from t`, i)
	tw.both(`savepoint s`)
	tw.both(`update t set c=c||c where length(c)<3000`)
	if r.IntN(2) == 0 {
		tw.both(`rollback to s`)
	}
	tw.both([]string{`rollback`, `commit`}[r.IntN(2)])
}

func (tw *twins) compare(i int) {
	tw.t.Helper()
	const all = `select coalesce(group_concat(a||':'||b||':'||hex(substr(c,1,50))||length(c)),'') from (select * from t order by a)`
	if text(tw.t, tw.sealed, all) != text(tw.t, tw.plain, all) {
		tw.t.Fatalf("the files differ after step %d", i)
	}
	sound(tw.t, tw.sealed)
}

// Pages that a transaction takes and gives back are never written. Every page of the
// file has to open all the same.
func TestEveryPageOpens(t *testing.T) {
	t.Parallel()
	key := vault.NewDataKey()
	path := filepath.Join(t.TempDir(), "a.db")
	db := open(t, path, vault.Unflushed(vault.Options{Access: vault.Create, Key: key}))
	run(t, db, `create table t(a integer primary key, b blob)`)
	run(t, db, `insert into t values(1,zeroblob(9000))`)
	for range 10 {
		run(t, db, `begin; insert into t(b) values(randomblob(500000)); delete from t where a>1; commit`)
		run(t, db, `pragma wal_checkpoint(truncate)`)
		run(t, db, `begin; create table u(x); insert into u values(randomblob(300000)); drop table u; commit`)
		run(t, db, `pragma wal_checkpoint(truncate)`)
	}
	must(t, vault.Backup(context.Background(), db, path+".copy", key))
	must(t, db.Close())
	for _, p := range []string{path, path + ".copy"} {
		b := read(t, p)
		for i := range len(b) / vault.PageSize {
			if !vault.Opens(key, i, b[i*vault.PageSize:(i+1)*vault.PageSize]) {
				t.Fatalf("page %d of %s does not open", i+1, filepath.Base(p))
			}
		}
	}
}
