package cli

import (
	"context"
	"errors"

	"alongside/dialog/instrument"
	"alongside/store"
	"alongside/ui/plain"
	"alongside/ui/settings"
)

// runPlain opens the record line by line. It needs no terminal.
func runPlain(ctx context.Context, env Env, f *flags) error {
	s, err := f.open(ctx, env)
	if err != nil {
		return err
	}
	k := f.keeping(ctx, env, s)
	err = tell(ctx, env, f, s)
	return errors.Join(err, k.close(ctx, err == nil))
}

func tell(ctx context.Context, env Env, f *flags, s *store.Store) error {
	o := plain.Options{
		Keeper: s, Demo: f.demo, ReadOnly: s.ReadOnly(), Warning: warning(ctx, s), Version: Version,
		Text: instrument.English(), About: settings.Lines(Version, f.demo), Now: env.Now, Piped: !env.typed(),
	}
	var err error
	if o.Rules, err = s.Rules(ctx); err != nil {
		return err
	}
	if o.Workers, err = s.Workers(ctx); err != nil {
		return err
	}
	return plain.Run(ctx, env.In, env.Out, o)
}
