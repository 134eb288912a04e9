package cli

import (
	"context"
	"errors"
	"math/rand/v2"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"alongside/dialog/demo"
	"alongside/dialog/instrument"
	"alongside/ui"
	"alongside/ui/term"
)

// runScreen shows the program on the full screen, or says in one sentence why that
// cannot be and what to do.
func runScreen(ctx context.Context, env Env, f *flags) error {
	mode := env.mode()
	if !mode.Screen {
		return &noPlaceError{mode.Why}
	}
	d, err := f.doors(ctx, env)
	if err != nil {
		return err
	}
	if err := f.makeDemo(ctx, env, d.door); err != nil {
		return err
	}
	d.new.Store(d.door.New())
	st := newStage(env)
	defer st.close()
	begin := func() tea.Model {
		go ansi.StringWidthWc("…") // makes the library's table of widths while the first frame is waited for, not in it
		return ui.New(f.screenOptions(env, mode, d))
	}
	err = st.run(begin, programOptions(ctx, mode)...)
	return errors.Join(err, d.close(ctx, err == nil && !st.wasAsked())) // it waits for what is being written
}

func (f *flags) screenOptions(env Env, mode term.Mode, d *doors) ui.Options {
	o := ui.Options{Doors: d, Name: f.worker, Pick: rand.IntN, Demo: f.demo, Version: Version, Text: instrument.English(), Languages: f.languages(env), Directory: d.directory, Now: env.Now, Mode: mode}
	if f.demo {
		o.Name, o.Passphrase = demo.Worker, demo.Passphrase
	}
	return o
}

// drawsASecond is how often the terminal library looks whether there is something to
// draw, also while nobody does anything: somewhat less often than its own 60, so that a
// laptop is woken less. Fewer would be felt: the first frame, too, waits for one of them.
const drawsASecond = 54

// programOptions tell the terminal library what it would decide otherwise.
func programOptions(ctx context.Context, mode term.Mode) []tea.ProgramOption {
	options := []tea.ProgramOption{tea.WithContext(ctx), tea.WithFPS(drawsASecond)}
	if !mode.Colour {
		options = append(options, tea.WithColorProfile(colorprofile.ASCII))
	}
	return options
}
