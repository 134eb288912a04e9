package cli

import (
	"context"
	"fmt"
	"time"

	"alongside/dialog"
	"alongside/dialog/demo"
	"alongside/store"
	"alongside/store/backup"
)

// place returns the folder of the record that the flags name, if it may be used.
func (f *flags) place(env Env) (string, error) {
	if !f.demo && !f.unsealed {
		return "", &dialog.Error{Code: dialog.Invalid, Message: "This version does not seal your own record yet, so it should hold nobody's real answers.\n" +
			"To try the program on made-up people: alongside demo\n" +
			"To use your own record all the same: alongside --unsealed (its format is not carried forward)"}
	}
	return f.folder(env)
}

// open opens the record that the flags name, and makes it on first use.
func (f *flags) open(ctx context.Context, env Env) (*store.Store, error) {
	s, err := f.openOnly(ctx, env, true)
	if err != nil {
		return nil, err
	}
	if f.demo {
		if err := tellDemo(ctx, env, s); err != nil {
			_ = s.Close()
			return nil, err
		}
	}
	return s, nil
}

// openOnly opens the record and leaves it as it is. It is made when it is not there
// only if create is set.
func (f *flags) openOnly(ctx context.Context, env Env, create bool) (*store.Store, error) {
	dir, err := f.place(env)
	if err != nil {
		return nil, err
	}
	return store.Open(ctx, store.Options{Dir: dir, Demo: f.demo, Create: create, Now: env.Now, BeforeUpgrade: backup.BeforeUpgrade(f.backupOptions(env, dir))})
}

// tellDemo fills a made-up record. People who are there already are left alone,
// so that a start broken off is gone on with at the next.
func tellDemo(ctx context.Context, env Env, s *store.Store) error {
	workers, err := s.Workers(ctx)
	if err != nil || len(workers) > 0 || s.ReadOnly() {
		return err
	}
	there, err := s.Caseload(ctx)
	if err != nil {
		return err
	}
	known := make(map[dialog.ID]bool, len(there))
	for i := range there {
		known[there[i].Person.ID] = true
	}
	missing := func(yield func([]dialog.Change) bool) {
		for _, group := range demo.Groups(env.Now()) {
			if !known[group[0].Person] && !yield(group) {
				return
			}
		}
	}
	if _, err := s.AppendAll(ctx, missing, nil); err != nil {
		return fmt.Errorf("failed to make the made-up record: %w", err)
	}
	return nil
}

// warning is what people should know before they begin, or "".
func warning(ctx context.Context, s *store.Store) string {
	if by, behind := s.ClockBehind(ctx); behind {
		return fmt.Sprintf("This computer's clock is %s behind the last entry of the record. Please set it before recording.", roughly(by))
	}
	return ""
}

// roughly tells a time in the largest unit that fits.
func roughly(d time.Duration) string {
	for _, unit := range []struct {
		of   time.Duration
		name string
	}{{24 * time.Hour, "days"}, {time.Hour, "hours"}, {time.Minute, "minutes"}} {
		if n := d / unit.of; n >= 2 {
			return fmt.Sprintf("%d %s", n, unit.name)
		}
	}
	return "a moment"
}
