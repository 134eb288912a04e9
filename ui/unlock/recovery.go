package unlock

import (
	"bytes"
	"context"
	"unicode"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
	"alongside/ui/field"
	"alongside/ui/screen"
)

// recovery opens the record with the recovery key and gives a worker a new
// passphrase.
type recovery struct {
	gate              *Gate
	back              part // where Esc leads
	sheet             *sheet
	name              *field.Text
	key, first, again *field.Masked
}

func newRecovery(g *Gate, back part) *recovery {
	r := &recovery{gate: g, back: back, name: nameField()}
	r.key = field.NewMasked(field.About{
		Name: "key", Label: "Recovery key", Hint: "As it was written down. Capitals, spaces and hyphens make no difference.",
		Missing: "Please enter the recovery key.",
	}, field.Mask{Most: 200, Breaks: true})
	r.first, r.again = field.NewPassphrase("New passphrase", field.PassphraseRule)
	r.sheet = newSheet("Use the recovery key", "", r.key, r.name, r.first, r.again)
	return r
}

func (r *recovery) update(msg tea.Msg) tea.Cmd {
	switch r.sheet.update(msg) {
	case field.Leave:
		r.clear()
		r.gate.part = r.back
	case field.Save:
		if r.gate.mayTry() && field.Same(r.sheet.form, r.first, r.again) {
			return r.try()
		}
	}
	return nil
}

func (r *recovery) clear() {
	r.key.Clear()
	r.first.Clear()
	r.again.Clear()
}

func (r *recovery) try() tea.Cmd {
	typed, passphrase := r.key.Copy(), r.first.Copy()
	doors, name, key := r.gate.o.Doors, r.name.Value(), field.NewSecret(plainKey(typed.Bytes()))
	typed.Clear()
	return r.gate.work("Opening with the recovery key…", func() answer {
		defer passphrase.Clear()
		defer key.Clear()
		opened, err := doors.Recover(context.Background(), key.Raw(), name, passphrase.Raw())
		return answer{opened: opened, err: err}
	})
}

// answered keeps all that was entered when it was not taken: in a long key that
// was typed unseen, one letter may be all that is wrong.
func (r *recovery) answered(a answer) tea.Cmd {
	if a.err != nil {
		r.sheet.form.SetError("", dialog.ErrorMessage(a.err))
		return nil
	}
	r.clear()
	return r.gate.ready(a.opened)
}

func (r *recovery) draw(f screen.Frame, foot string) screen.Drawing {
	return r.sheet.draw(f, foot, r.gate.busy != "")
}

func (r *recovery) keys() []key.Binding { return formKeys(r.sheet.form, "open", "leave") }

func (r *recovery) typing() bool { return r.sheet.form.Typing() }

func (r *recovery) unsaved() string { return "" }

// formKeys are the keys of a form of which Enter on the last field goes on, with what
// Enter and Esc do.
func formKeys(form *field.Form, enter, esc string) []key.Binding {
	if !form.Typing() {
		return form.Keys()
	}
	return []key.Binding{
		screen.Key("enter", enter), screen.Key("tab", "next"), screen.Key("shift+tab", "back"),
		screen.Key("esc", esc), screen.HelpKeyTyping,
	}
}

// plainKey is a recovery key as Doors takes it: in capitals, and without the
// spaces and hyphens, of whatever kind, that part its groups.
func plainKey(typed []byte) []byte {
	return bytes.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.Is(unicode.Pd, r) {
			return -1
		}
		return unicode.ToUpper(r)
	}, typed)
}
