package store_test

import (
	"fmt"
	"iter"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"alongside/dialog"
	"alongside/dialog/instrument"
	"alongside/dialog/report/figures"
	"alongside/store"
	"alongside/store/vault"
)

// An answer appended is measured in turn with a bare commit of one row through the
// same driver and settings; the medians and how many times as long it takes are
// reported. It should be at most 2.
func BenchmarkAppendAnswer(b *testing.B) {
	for _, history := range []int{0, 15, 100} {
		b.Run(fmt.Sprint(history, "-before"), func(b *testing.B) {
			bare := bareCommit(b)
			s, _ := opened(b)
			p, a := s.NewID(), s.NewID()
			add(b, s, personNamed(p, "Bench", "Ada"))
			for i := range history {
				add(b, s, takenOver(p, s.NewID(), noon.AddDate(0, 0, -30*(history-i)), i))
			}
			add(b, s, start(p, a))
			var bares, appends []float64
			for i := 0; b.Loop(); i++ {
				bares = append(bares, took(bare))
				appends = append(appends, took(func() { add(b, s, rate(p, a, dialog.Domains()[i%11], 1+i%7)) }))
			}
			b.ReportMetric(median(bares), "µs-bare")
			b.ReportMetric(median(appends), "µs-append")
			b.ReportMetric(median(appends)/median(bares), "x-bare")
		})
	}
}

func bareCommit(b *testing.B) func() {
	db, err := vault.Open(ctx, filepath.Join(b.TempDir(), "bare.db"), vault.Options{Access: vault.Create})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = db.Close() })
	if _, err := db.Exec(`create table t(id integer primary key, v blob) strict`); err != nil {
		b.Fatal(err)
	}
	insert, err := db.Prepare(`insert into t(v) values(?)`)
	if err != nil {
		b.Fatal(err)
	}
	row := make([]byte, 300)
	return func() {
		if _, err := insert.Exec(row); err != nil {
			b.Fatal(err)
		}
	}
}

func took(do func()) (microseconds float64) {
	began := time.Now()
	do()
	return float64(time.Since(began).Nanoseconds()) / 1e3
}

func median(v []float64) float64 {
	slices.Sort(v)
	return v[len(v)/2]
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

// From a passphrase to the caseload of a record with 10,000 people, on a sealed
// record. How long the key file alone takes, which is nearly all derivation, is
// reported beside it. It should be at most 0.6 s on two cores:
//
//	go test ./store -run '^$' -bench Unlock -benchtime 10x
func BenchmarkUnlockToCaseload(b *testing.B) {
	dir := filepath.Join(b.TempDir(), "record")
	d := store.NewDoor(store.DoorOptions{Dir: dir, Demo: true})
	_, v, err := d.SetUp(ctx, dialog.Worker{Name: "Sam Rivers", Team: "North hub"}, samsWords)
	if err != nil {
		b.Fatal(err)
	}
	if _, err := d.Store().AppendAll(ctx, onCaseload(crowd(d.Store(), 10_000, 1), v.Worker().ID), nil); err != nil {
		b.Fatal(err)
	}
	if err := d.Lock(); err != nil {
		b.Fatal(err)
	}
	var whole, keys []float64
	for b.Loop() {
		whole = append(whole, took(func() {
			v, err := d.Unlock(ctx, "Sam Rivers", samsWords)
			if err != nil {
				b.Fatal(err)
			}
			if all, err := v.Caseload(ctx); err != nil || len(all) != 10_000 {
				b.Fatal(len(all), err)
			}
		}))
		if err := d.Lock(); err != nil {
			b.Fatal(err)
		}
		keys = append(keys, took(func() {
			k, err := vault.Unlock(store.KeysPath(dir), "Sam Rivers", samsWords)
			if err != nil {
				b.Fatal(err)
			}
			k.Drop()
		}))
	}
	b.ReportMetric(median(whole)/1e3, "ms-unlock")
	b.ReportMetric(median(keys)/1e3, "ms-keys")
}

// onCaseload puts everybody of a crowd on a worker's caseload.
func onCaseload(groups iter.Seq[[]dialog.Change], worker dialog.ID) iter.Seq[[]dialog.Change] {
	return func(yield func([]dialog.Change) bool) {
		for g := range groups {
			if !yield(append(g, about(g[0].Person, &dialog.CaseloadRecorded{Of: worker, On: true}))) {
				return
			}
		}
	}
}

// BenchmarkFigures counts the figures of a team over a hundred assessments each; the
// time for an assessment is what a record of any size takes.
func BenchmarkFigures(b *testing.B) {
	const people, assessments = 200, 100
	s, dir := opened(b)
	if _, err := s.AppendAll(ctx, crowd(s, people, assessments), nil); err != nil {
		b.Fatal(err)
	}
	closed(b, s)
	s = openWith(b, store.Options{Dir: dir, Demo: true})
	v := s.As(dialog.Worker{ID: s.NewID(), Role: dialog.Auditor})
	for b.Loop() {
		f := figures.New(figures.Year(dialog.DateOf(noon)))
		if err := v.EachCounted(ctx, nil, func(c *dialog.Counted) error { f.Add(c); return nil }); err != nil {
			b.Fatal(err)
		}
		f.Report(instrument.English())
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*people*assessments), "ns/assessment")
}
