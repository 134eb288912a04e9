package store_test

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"testing"
	"time"
	_ "time/tzdata" // not every machine has the zones

	"alongside/dialog"
	"alongside/dialog/trial"
	"alongside/store"
	"alongside/store/baddisk"
)

// instants are what a computer's clock may show: right, long ago, far ahead, where
// hours are missing or come twice, and anywhere in the world.
func instants(t *testing.T) []time.Time {
	t.Helper()
	in := func(zone, at string) time.Time {
		l, err := time.LoadLocation(zone)
		if err != nil {
			t.Fatal(err)
		}
		when, err := time.Parse(time.RFC3339, at)
		if err != nil {
			t.Fatal(err)
		}
		return when.In(l)
	}
	return []time.Time{
		in("Europe/London", "2026-03-14T12:00:00Z"),
		in("UTC", "1970-01-01T00:00:00Z"), // a clock without a battery
		in("Europe/London", "1970-01-01T00:00:01Z"),
		in("UTC", "2038-01-19T03:14:07Z"), in("UTC", "2038-01-19T03:14:08Z"),
		in("Europe/London", "2099-12-31T23:59:59Z"),
		in("Europe/London", "2026-03-29T00:59:59Z"), in("Europe/London", "2026-03-29T01:00:00Z"), // 01:59:59 is never shown
		in("Europe/London", "2026-10-25T00:30:00Z"), in("Europe/London", "2026-10-25T01:30:00Z"), // both show 01:30
		in("Europe/London", "2028-02-29T12:00:00Z"),
		in("Pacific/Kiritimati", "2026-03-14T10:00:00Z"), // already the next day
		in("America/St_Johns", "2026-03-14T03:29:59Z"),   // a half hour from everywhere
		in("Pacific/Pago_Pago", "2026-03-14T10:59:59Z"),
		in("Asia/Kathmandu", "2026-03-14T18:15:00.123456789Z"),
	}
}

// Whatever a clock shows and wherever the laptop is, entries are in the order in which
// they were recorded, each says what the clock showed, and the program says when the
// clock is behind.
func TestNoClockChangesTheOrder(t *testing.T) {
	all, mem := instants(t), baddisk.InMemory(t)
	tr := trial.Start(t, "store/clocks")
	tr.Each(trial.Times(25, 2_000), 2, func(i int, r *rand.Rand) {
		if err := underClocks(filepath.Join(mem, fmt.Sprint(i)), all, r); err != nil {
			tr.Wrong("%v", err)
		}
	})
}

// underClocks records something under each clock, in any order, with the record closed
// and opened now and then.
func underClocks(dir string, all []time.Time, r *rand.Rand) error {
	now := all[0]
	o := store.Options{Dir: dir, Demo: true, Create: true, Now: func() time.Time { return now }}
	s, err := store.Open(ctx, o)
	if err != nil {
		return err
	}
	defer func() { _ = s.Close() }()
	p := s.NewID()
	if _, err := s.Append(ctx, at(now, personNamed(p, "Smith", "Jane"))); err != nil {
		return err
	}
	last, shown := now, []time.Time{now}
	for i, which := range r.Perm(len(all)) {
		now = all[which]
		if by, behind := s.ClockBehind(ctx); behind != now.Before(last) || behind && by != last.Sub(now.Truncate(time.Millisecond)) {
			return fmt.Errorf("at %v after %v it says that the clock is behind: %v, by %v", now, last, behind, by)
		}
		if _, err := s.Append(ctx, at(now, personNamed(p, "Smith", fmt.Sprint("Jane", i)))); err != nil {
			return fmt.Errorf("at %v: %w", now, err)
		}
		last = now.Truncate(time.Millisecond)
		shown = append(shown, now)
		if r.IntN(3) > 0 {
			continue
		}
		if err := s.Close(); err != nil {
			return err
		}
		if s, err = store.Open(ctx, o); err != nil {
			return fmt.Errorf("opening at %v: %w", now, err)
		}
	}
	if err := inOrder(s, p, shown); err != nil {
		return err
	}
	if _, err := s.Check(ctx); err != nil {
		return err
	}
	return s.Close()
}

// inOrder says whether the entries about somebody have the times that were shown, in
// this order, and the last of them is what the record says.
func inOrder(s *store.Store, person dialog.ID, shown []time.Time) error {
	entries, err := s.Entries(ctx, person)
	if err != nil {
		return err
	}
	if len(entries) != len(shown) {
		return fmt.Errorf("%d entries are there, %d were recorded", len(entries), len(shown))
	}
	latest := ""
	for i, e := range entries {
		want, recorded, done := text(dialog.At(shown[i])), text(e.RecordedAt), text(e.DoneAt)
		if recorded != want || done != want {
			return fmt.Errorf("entry %d was recorded at %s and says %s, done at %s", i, want, recorded, done)
		}
		latest = e.Body.(*dialog.PersonRecorded).Person.Given
	}
	r, err := s.Record(ctx, person)
	if err != nil {
		return err
	}
	if r.Person.Given != latest {
		return fmt.Errorf("the latest name is %q and the record has %q", latest, r.Person.Given)
	}
	return nil
}

func text(w dialog.When) string {
	b, err := w.MarshalText()
	if err != nil {
		return err.Error()
	}
	return string(b)
}
