package vault_test

import (
	"database/sql"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"alongside/store/vault"
)

// enough is how many rounds it takes to say anything on a machine that is shared.
const enough = 30

// BenchmarkBesidePlain does the same to a sealed file and a plain one in turns, so that
// whatever else the machine is doing falls on both. The ratio is the median of those of
// the rounds:
//
//	go test ./store/vault -run '^$' -bench Plain -benchtime 5x
//
// It fails when sealing costs more than was promised, once it has seen enough rounds.
func BenchmarkBesidePlain(b *testing.B) {
	for _, c := range []struct {
		name  string
		limit float64
		each  int // times it is done in a round
		do    func(b *testing.B, db *sql.DB)
	}{
		{"commit", 1.5, 200, func(b *testing.B, db *sql.DB) {
			run(b, db, `insert into journal(payload) values(?)`, payload)
		}},
		{"scan", 1.2, 1, func(b *testing.B, db *sql.DB) {
			run(b, db, `pragma shrink_memory`) // so that pages are read again
			scan(b, db)
		}},
	} {
		b.Run(c.name, func(b *testing.B) {
			plain, sealed := rows(b, nil), rows(b, vault.NewDataKey())
			var took [2][]time.Duration
			for range b.N {
				for range 10 {
					for side, db := range []*sql.DB{plain, sealed} {
						start := time.Now()
						for range c.each {
							c.do(b, db)
						}
						took[side] = append(took[side], time.Since(start)/time.Duration(c.each))
					}
				}
			}
			var ratios []float64
			for i := range took[0] {
				ratios = append(ratios, float64(took[1][i])/float64(took[0][i]))
			}
			slices.Sort(ratios)
			ratio := ratios[len(ratios)/2]
			b.ReportMetric(float64(slices.Min(took[0]))/1e6, "plain-ms")
			b.ReportMetric(float64(slices.Min(took[1]))/1e6, "sealed-ms")
			b.ReportMetric(ratio, "ratio")
			if len(ratios) >= enough && ratio > c.limit {
				b.Errorf("sealed takes %.2f times as long as plain, and %.1f was promised", ratio, c.limit)
			}
		})
	}
}

// scan reads every entry, as the store does to check a journal or to replay it.
func scan(b *testing.B, db *sql.DB) {
	rows, err := db.Query(`select a, payload from journal`)
	must(b, err)
	n := 0
	for ; rows.Next(); n++ {
		var a int
		var p []byte
		must(b, rows.Scan(&a, &p))
	}
	must(b, rows.Err())
	if n < 100_000 {
		b.Fatalf("only %d entries", n)
	}
}

// payload is as long as an entry of the journal.
var payload = func() []byte {
	p := make([]byte, 400)
	r := rand.New(rand.NewPCG(1, 1))
	for i := range p {
		p[i] = byte(r.Uint32())
	}
	return p
}()

// rows makes a file of about 50 MB, sealed if there is a key.
func rows(b *testing.B, key *vault.DataKey) *sql.DB {
	b.Helper()
	db := open(b, filepath.Join(b.TempDir(), "a.db"), vault.Options{Access: vault.Create, Key: key})
	run(b, db, `create table journal(a integer primary key, payload blob) strict`)
	run(b, db, `begin`)
	for range 120_000 {
		run(b, db, `insert into journal(payload) values(?)`, payload)
	}
	run(b, db, `commit`)
	run(b, db, `pragma wal_checkpoint(truncate)`)
	return db
}

// BenchmarkUnlock is what a worker waits for: nearly all of it is the derivation.
func BenchmarkUnlock(b *testing.B) {
	defer vault.MakeDerivationDear()()
	f := folderAt(b.TempDir())
	k, _, err := vault.CreateKeys(f.keys, "amina", aminas)
	must(b, err)
	must(b, open(b, f.record, vault.Options{Access: vault.Create, Key: k.Held()[0]}).Close())
	k.Drop()
	for b.Loop() {
		k, err := vault.Unlock(f.keys, "amina", aminas)
		must(b, err)
		key, err := k.KeyFor(f.record)
		must(b, err)
		must(b, open(b, f.record, vault.Options{Key: key}).Close())
		k.Drop()
	}
}

// BenchmarkWriteHead is what is added to every commit.
func BenchmarkWriteHead(b *testing.B) {
	key := vault.NewDataKey()
	path := filepath.Join(b.TempDir(), "head")
	for i := 0; b.Loop(); i++ {
		must(b, vault.WriteHead(path, key, head(i), false))
	}
}
