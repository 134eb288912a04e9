package cli

import (
	"context"
	"errors"

	"alongside/dialog/instrument"
	"alongside/ui/plain"
	"alongside/ui/settings"
)

// runPlain opens the record line by line. It needs no terminal but to ask for the
// passphrase.
func runPlain(ctx context.Context, env Env, f *flags) error {
	d, err := f.doors(ctx, env)
	if err != nil {
		return err
	}
	o, err := f.enterPlain(ctx, env, d)
	if err != nil {
		return err
	}
	err = tell(ctx, env, f, d, o)
	return errors.Join(err, d.close(ctx, err == nil))
}

// enterPlain opens the record, or makes it on the first run.
func (f *flags) enterPlain(ctx context.Context, env Env, d *doors) (*opened, error) {
	if err := f.makeDemo(ctx, env, d.door); err != nil {
		return nil, err
	}
	if d.door.New() {
		return f.setUp(ctx, env, d)
	}
	e, err := f.entrant(env)
	if err != nil {
		return nil, err
	}
	o, err := d.Unlock(ctx, e.name, e.passphrase)
	if err != nil {
		return nil, err
	}
	return o.(*opened), nil
}

func tell(ctx context.Context, env Env, f *flags, d *doors, k *opened) error {
	o := plain.Options{
		Keeper: k, Worker: k.Worker(), Demo: f.demo, ReadOnly: k.ReadOnly(), Warning: k.Warning(), Version: Version,
		Text: instrument.English(), Languages: f.languages(env), Directory: d.directory, About: settings.Lines(Version, f.demo), Now: env.Now, Piped: !env.typed(), Wrap: env.wrap(),
	}
	stop := k.centre.keepSending(ctx)
	defer stop()
	if state, err := k.Sending(ctx); err == nil && state.Centre != "" {
		o.Sending, o.Centre = state.Words(), heard{k.centre}
	}
	var err error
	if o.Rules, err = k.Rules(ctx); err != nil {
		return err
	}
	o.Doors = &handing{f: f, env: env, doors: d, worker: k.Worker().Name}
	in := attended(env)
	defer in.stop()
	return plain.Run(ctx, in, env.Out, o)
}

// heard is the central system as plain mode has it.
type heard struct{ *centre }

// KeptBack is what was kept back, with why.
func (t heard) KeptBack(ctx context.Context) ([]plain.KeptBack, error) {
	all, err := t.Parked(ctx)
	kept := make([]plain.KeptBack, len(all))
	for i := range all {
		kept[i] = plain.KeptBack(all[i])
	}
	return kept, err
}
