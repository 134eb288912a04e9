package store_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"alongside/dialog"
	"alongside/dialog/demo"
	"alongside/dialog/trial/beside"
	"alongside/store"
	"alongside/store/vault"
)

// until is the day on which the measured record ends.
var until = time.Date(2026, time.November, 30, 9, 0, 0, 0, time.UTC)

// bulk is how many rows or changes go into one transaction, ours and theirs.
const bulk = 4000

// enter opens the measured record as its worker.
func enter(b *testing.B) (*store.Door, *store.Session) {
	b.Helper()
	d := store.NewDoor(store.DoorOptions{Dir: beside.Record(b), Demo: true})
	v, err := d.Unlock(ctx, demo.Worker, demo.Passphrase)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = d.Lock() })
	return d, v
}

// BenchmarkBesideMake makes the measured record, the people and assessments of
// demo.Crowd, and beside it an unsealed file with the same rows by plain inserts, each
// in transactions of the same size.
func BenchmarkBesideMake(b *testing.B) {
	took, entries := makeRecord(b)
	inserts := makePlain(b)
	theirs := time.Duration(0)
	for _, d := range inserts {
		theirs += d
	}
	beside.Keep(b, beside.Row{Name: "append", What: fmt.Sprintf("append of the journal of %d assessments (%d entries)", beside.Assessments(), entries), Unit: "s", Ours: took.Seconds(),
		Beside: "plain inserts of the same journal and derived rows", Theirs: theirs.Seconds(), Goal: beside.Goal{AtMostTimes: 1.5}})
	took, theirs = replay(b), readPlain(b)
	for table, d := range inserts {
		if table != "journal" {
			theirs += d
		}
	}
	beside.Keep(b, beside.Row{Name: "replay", What: "replay of that journal", Unit: "s", Ours: took.Seconds(),
		Beside: "reading the same journal and plain inserts of the derived rows", Theirs: theirs.Seconds(), Goal: beside.Goal{AtMostTimes: 1.5}})
}

func makeRecord(b *testing.B) (took time.Duration, entries int) {
	b.Helper()
	for _, old := range []string{beside.Record(b), beside.Plain(b)} {
		if err := os.RemoveAll(old); err != nil {
			b.Fatal(err)
		}
	}
	d := store.NewDoor(store.DoorOptions{Dir: beside.Record(b), Demo: true})
	if _, _, err := d.SetUp(ctx, demo.Me(), demo.Passphrase); err != nil {
		b.Fatal(err)
	}
	colleague := dialog.Worker{ID: d.Store().NewID(), Name: demo.Colleague, Role: dialog.PeerWorker}
	add(b, d.Store(), dialog.Change{Worker: demo.Me().ID, DoneAt: dialog.At(until), Body: &dialog.WorkerRecorded{Worker: colleague}})
	// The changes are made before the clock starts to run, a part at a time.
	crowd := demo.Crowd{People: beside.People(), Each: beside.Each, Live: beside.Live}
	var part [][]dialog.Change
	flush := func() {
		took += beside.Took(func() {
			n, err := d.Store().AppendAll(ctx, slices.Values(part), nil)
			if entries += n; err != nil {
				b.Fatal(err)
			}
		})
		part = part[:0]
	}
	for g := range crowd.Groups(until) {
		if part = append(part, g); len(part) == 10*bulk {
			flush()
		}
	}
	flush()
	took += beside.Took(func() {
		if err := d.Lock(); err != nil {
			b.Fatal(err)
		}
	})
	return took, entries
}

// makePlain returns how long the inserts of each table took.
func makePlain(b *testing.B) map[string]time.Duration {
	b.Helper()
	d, _ := enter(b)
	defer func() { _ = d.Lock() }()
	db, err := vault.Open(ctx, beside.Plain(b), vault.Options{Access: vault.Create})
	if err != nil {
		b.Fatal(err)
	}
	statements, tables, err := d.Store().Schema(ctx)
	for _, s := range statements {
		if err == nil {
			_, err = db.Exec(s)
		}
	}
	took := map[string]time.Duration{}
	for _, table := range tables {
		if err == nil {
			err = d.Store().Batches(ctx, table, bulk, func(rows [][]any) (err error) {
				took[table] += beside.Took(func() { err = insert(ctx, db, table, rows) })
				return err
			})
		}
	}
	took["journal"] += beside.Took(func() { err = errors.Join(err, db.Close()) })
	if err != nil {
		b.Fatal(err)
	}
	return took
}

func insert(ctx context.Context, db *sql.DB, table string, rows [][]any) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	into, err := tx.PrepareContext(ctx, "insert into "+table+" values(?"+strings.Repeat(",?", len(rows[0])-1)+")")
	if err != nil {
		return err
	}
	for _, row := range rows {
		if _, err := into.ExecContext(ctx, row...); err != nil {
			return err
		}
	}
	return tx.Commit()
}

func replay(b *testing.B) time.Duration {
	b.Helper()
	d, _ := enter(b)
	defer func() { _ = d.Lock() }()
	return beside.Took(func() {
		if err := d.Store().Rederive(ctx); err != nil {
			b.Fatal(err)
		}
	})
}

// plain opens the unsealed file through our driver.
func plain(b *testing.B) *sql.DB {
	b.Helper()
	db, err := vault.Open(ctx, beside.Plain(b), vault.Options{Access: vault.Read})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = db.Close() })
	return db
}

// readPlain returns how long it takes to read the journal in the order in which a
// replay does.
func readPlain(b *testing.B) time.Duration {
	b.Helper()
	db := plain(b)
	defer func() { _ = db.Close() }()
	return beside.Took(func() {
		rows, err := db.Query(`select * from journal order by person, rank, device, device_seq`)
		if err != nil {
			b.Fatal(err)
		}
		defer func() { _ = rows.Close() }()
		names, _ := rows.Columns()
		values := make([]any, len(names))
		for i := range values {
			values[i] = new(sql.RawBytes)
		}
		for rows.Next() {
			if err := rows.Scan(values...); err != nil {
				b.Fatal(err)
			}
		}
		if err := rows.Err(); err != nil {
			b.Fatal(err)
		}
	})
}

// BenchmarkBesideAnswer keeps answers of somebody with a hundred assessments, in turns
// with a bare commit of one row through the same driver and settings.
func BenchmarkBesideAnswer(b *testing.B) {
	_, v := enter(b)
	p := someone(b, v, 7)
	a := v.NewID()
	keep := func(c dialog.Change) {
		if _, err := v.Append(ctx, c); err != nil {
			b.Fatal(err)
		}
	}
	keep(start(p, a))
	bare, i := bareCommit(b), 0
	us, them := beside.Turns(2000, func() {
		keep(rate(p, a, dialog.Domains()[i%11], 1+i%7))
		i++
	}, bare)
	keep(about(p, &dialog.AssessmentClosed{Assessment: a, Reason: "Measured"}))
	what := "one bare commit of one row, same driver, WAL and FULL"
	beside.Keep(b,
		beside.Row{Name: "answer", What: "an answer, from Append to on the disk: median", Unit: "ms", Ours: beside.At(us, 0.5), Beside: what, Theirs: beside.At(them, 0.5), Goal: beside.Goal{AtMostTimes: 2}},
		beside.Row{Name: "answer-p99", What: "the same: 99 of 100 within", Unit: "ms", Ours: beside.At(us, 0.99), Beside: what, Theirs: beside.At(them, 0.99), Goal: beside.Goal{AtMost: 20}})
}

// someone is one of the people in the record.
func someone(b *testing.B, v *store.Session, n int) dialog.ID {
	b.Helper()
	all, err := v.Caseload(ctx)
	if err != nil || len(all) == 0 {
		b.Fatal(len(all), err)
	}
	return all[n%len(all)].Person.ID
}

// BenchmarkBesideYears reads the record of people who were not looked at before, in
// turns with the sqlite3 command reading the same rows of the journal, unsealed.
func BenchmarkBesideYears(b *testing.B) {
	d, v := enter(b)
	all, err := v.Caseload(ctx)
	if err != nil {
		b.Fatal(err)
	}
	const n = 300
	i, k := 0, 0
	next := func(i *int) dialog.ID { *i += 7; return all[*i%len(all)].Person.ID }
	ours := func() {
		r, err := d.Store().Record(ctx, next(&i))
		if err != nil || len(r.Assessments) < beside.Each {
			b.Fatal(len(r.Assessments), err)
		}
	}
	row := beside.Row{Name: "years", What: fmt.Sprintf("one person's years, %d assessments", beside.Each), Unit: "ms", Beside: "the sqlite3 command: the same rows, unsealed", Goal: beside.Goal{AtMostTimes: 2.5}}
	shell, why := beside.SQLite(b, beside.Plain(b))
	theirs := func() {
		if shell != nil {
			shell.Run(fmt.Sprintf("select * from journal where person=x'%x' order by rank, device, device_seq;", idOf(next(&k))))
		}
	}
	us, them := beside.Turns(n, ours, theirs)
	row.Ours, row.Missing = beside.At(us, 0.5), why
	if shell != nil {
		row.Theirs = beside.At(them, 0.5)
	}
	beside.Keep(b, row)
}

func idOf(id dialog.ID) []byte { return id[:] }

// BenchmarkBesideRest is how much memory is held with the record open and its
// caseload read, the screens apart.
func BenchmarkBesideRest(b *testing.B) {
	_, v := enter(b)
	if _, err := v.Caseload(ctx); err != nil {
		b.Fatal(err)
	}
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	info, err := os.Stat(filepath.Join(beside.Record(b), store.FileName))
	if err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(m.HeapAlloc)/(1<<20), "heap-MiB")
	b.ReportMetric(beside.Status(os.Getpid(), "VmRSS"), "resident-MiB")
	b.ReportMetric(float64(info.Size())/(1<<20), "file-MiB")
}
