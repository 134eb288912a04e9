package store_test

import (
	"fmt"
	"path/filepath"
	"testing"

	"alongside/dialog"
	"alongside/store"
	"alongside/store/vault"
)

// The names are compared with one another: an answer appended should take at
// most twice as long as a bare commit of one row.

func BenchmarkBareCommit(b *testing.B) {
	db, err := vault.Open(ctx, filepath.Join(b.TempDir(), "bare.db"), vault.Options{Access: vault.Create})
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	if _, err := db.Exec(`create table t(id integer primary key, v blob) strict`); err != nil {
		b.Fatal(err)
	}
	insert, err := db.Prepare(`insert into t(v) values(?)`)
	if err != nil {
		b.Fatal(err)
	}
	row := make([]byte, 300)
	for b.Loop() {
		if _, err := insert.Exec(row); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkAppendAnswer(b *testing.B) {
	for _, c := range []struct {
		name    string
		history int
	}{{"first", 0}, {"fifteen-before", 15}, {"hundred-before", 100}} {
		b.Run(c.name, func(b *testing.B) {
			s, _ := opened(b)
			p, a := s.NewID(), s.NewID()
			add(b, s, personNamed(p, "Bench", "Ada"))
			for i := range c.history {
				add(b, s, takenOver(p, s.NewID(), noon.AddDate(0, 0, -30*(c.history-i)), i))
			}
			add(b, s, start(p, a))
			i := 0
			for b.Loop() {
				i++
				add(b, s, rate(p, a, dialog.Domains()[i%11], 1+i%7))
			}
		})
	}
}

func BenchmarkCaseload10000(b *testing.B) {
	s, dir := opened(b)
	if _, err := s.AppendAll(ctx, crowd(s, 10000, 2), nil); err != nil {
		b.Fatal(err)
	}
	list := func(b *testing.B, s *store.Store) {
		all, err := s.Caseload(ctx)
		if err != nil || len(all) != 10000 {
			b.Fatal(len(all), err)
		}
	}
	b.Run("again", func(b *testing.B) {
		for b.Loop() {
			list(b, s)
		}
	})
	closed(b, s)
	b.Run("first", func(b *testing.B) {
		for b.Loop() {
			b.StopTimer()
			s := openWith(b, store.Options{Dir: dir, Demo: true})
			b.StartTimer()
			list(b, s)
			b.StopTimer()
			closed(b, s)
			b.StartTimer()
		}
	})
}

func BenchmarkOpen(b *testing.B) {
	for _, people := range []int{0, 1000} {
		b.Run(fmt.Sprint(people, "-people"), func(b *testing.B) {
			s, dir := opened(b)
			if _, err := s.AppendAll(ctx, crowd(s, people, 5), nil); err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				b.StopTimer()
				closed(b, s)
				b.StartTimer()
				s = openWith(b, store.Options{Dir: dir, Demo: true})
			}
		})
	}
}

func BenchmarkRecord100(b *testing.B) {
	s, dir := opened(b)
	p := s.NewID()
	add(b, s, personNamed(p, "Bench", "Ada"))
	for i := range 100 {
		a := s.NewID()
		group := []dialog.Change{start(p, a)}
		for _, d := range dialog.Domains() {
			group = append(group, rate(p, a, d, 1+i%7))
		}
		add(b, s, append(group, finish(p, a))...)
	}
	for b.Loop() {
		b.StopTimer()
		closed(b, s)
		s = openWith(b, store.Options{Dir: dir, Demo: true}) // so that it is read from the file
		b.StartTimer()
		if _, err := s.Record(ctx, p); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkAppendAll(b *testing.B) {
	s, _ := opened(b)
	n := 0
	for b.Loop() {
		added, err := s.AppendAll(ctx, crowd(s, 500, 15), nil)
		if err != nil {
			b.Fatal(err)
		}
		n += added
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "entries/s")
}
