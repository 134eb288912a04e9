package settings

import (
	"context"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"alongside/ui/field"
	"alongside/ui/screen"
)

// Passphrase is the form for the worker's own passphrase. Make one with
// [NewPassphrase].
type Passphrase struct{ step *step }

var _ interface {
	screen.Screen
	screen.Holder
} = (*Passphrase)(nil)

// NewPassphrase makes the form.
func NewPassphrase(d Doors) *Passphrase {
	old := field.NewMasked(field.About{Name: "old", Label: "Your passphrase now", Missing: "Please enter your passphrase."}, field.Mask{Most: field.PassphraseMost})
	first, again := field.NewPassphrase("New passphrase", field.PassphraseRule)
	s := &step{
		title: "Change your passphrase", form: field.NewForm(old, first, again), last: again.About().Name,
		lead: "Nobody else needs to know it, and nobody can read it from the record.",
		word: "Changing the passphrase…", done: "your passphrase is changed.", old: old, first: first, again: again,
	}
	s.start = func() func() result {
		was, passphrase := old.Copy(), first.Copy()
		return func() result {
			defer was.Clear()
			defer passphrase.Clear()
			return result{err: d.ChangePassphrase(context.Background(), was.Raw(), passphrase.Raw())}
		}
	}
	return &Passphrase{s}
}

// Init fetches nothing.
func (p *Passphrase) Init() tea.Cmd { return nil }

// Update takes a message.
func (p *Passphrase) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case finished:
		return p.finished(msg)
	case screen.Closing:
		p.step.clear()
		return nil
	}
	cmd, out := p.step.update(msg)
	if out == leaves {
		return screen.GoBack
	}
	return cmd
}

func (p *Passphrase) finished(msg finished) tea.Cmd {
	switch {
	case msg.to != p.step:
		return nil
	case msg.err != nil:
		return p.step.failed(msg.err)
	}
	p.step.clear()
	return tea.Sequence(screen.GoBack, screen.Say(screen.Saved, p.step.done))
}

// Draw draws the form.
func (p *Passphrase) Draw(f screen.Frame) screen.Drawing { return p.step.draw(f) }

// Keys are those of the form.
func (p *Passphrase) Keys() []key.Binding { return p.step.keys() }

// Typing is so while a passphrase is typed.
func (p *Passphrase) Typing() bool { return p.step.typing() }

// Unsaved says what would be lost if the program ended now.
func (p *Passphrase) Unsaved() string { return p.step.unsaved() }
