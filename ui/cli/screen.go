package cli

import (
	"context"
	"errors"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"alongside/dialog/instrument"
	"alongside/store"
	"alongside/ui"
	"alongside/ui/term"
)

// runScreen opens the record on the full screen, or says in one sentence why
// that cannot be and what to do.
func runScreen(ctx context.Context, env Env, f *flags) error {
	mode := env.mode()
	if !mode.Screen {
		return &noPlaceError{mode.Why}
	}
	s, err := f.open(ctx, env)
	if err != nil {
		return err
	}
	st := newStage(env)
	defer st.close()
	k := f.keeping(ctx, env, s)
	err = show(ctx, env, f, mode, s, st)
	return errors.Join(err, k.close(ctx, err == nil && !st.wasAsked())) // it waits for what is being written
}

func show(ctx context.Context, env Env, f *flags, mode term.Mode, s *store.Store, st *stage) error {
	o := ui.Options{Keeper: s, Demo: f.demo, ReadOnly: s.ReadOnly(), Unsealed: !f.demo, Warning: warning(ctx, s), Version: Version, Text: instrument.English(), Now: env.Now, Mode: mode}
	var err error
	if o.Rules, err = s.Rules(ctx); err != nil {
		return err
	}
	if o.Workers, err = s.Workers(ctx); err != nil {
		return err
	}
	return st.run(ui.New(o), screenOptions(ctx, mode)...)
}

// screenOptions tell the terminal library what it would decide otherwise.
func screenOptions(ctx context.Context, mode term.Mode) []tea.ProgramOption {
	options := []tea.ProgramOption{tea.WithContext(ctx)}
	if !mode.Colour {
		options = append(options, tea.WithColorProfile(colorprofile.ASCII))
	}
	return options
}
