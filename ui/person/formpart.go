package person

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
	"alongside/ui/field"
	"alongside/ui/screen"
)

// formPart is a part that is one form: what is typed is saved with ctrl+s, stays
// where it could not be saved, and can be saved again with the same key.
type formPart struct {
	keeper Keeper
	title  string   // what the form is for
	lead   []string // what to know before filling it in
	aside  string   // more of that, where there is room
	form   *field.Form
	// changes are what the values say, or the field that is wrong with a
	// sentence about it; the name is empty for the form as a whole.
	changes func(values map[string]string) (changes []dialog.Change, wrong, sentence string)
	done    string // the end of the sentence that begins with "Saved:"
	oneKey  bool   // Enter saves: there is one field, and it is a line of text
}

// failed keeps a form as it is and says in it that it is not saved, where it can
// be seen however low the window is.
func failed(form *field.Form, err error) tea.Cmd {
	form.SetError(form.Focused(), "NOT SAVED. "+dialog.ErrorMessage(err)+" Press ctrl+s to try again.")
	return screen.Say(screen.Failure, "nothing was saved. The reason stands in the form.")
}

func (p *formPart) update(msg tea.Msg) (tea.Cmd, bool) {
	if answer, ok := msg.(appended); ok {
		if answer.err != nil {
			return failed(p.form, answer.err), false
		}
		return screen.Say(screen.Saved, p.done), true
	}
	if press, ok := msg.(tea.KeyPressMsg); ok && p.oneKey && p.form.Typing() && press.Keystroke() == "enter" && !press.IsRepeat {
		msg = tea.KeyPressMsg{Code: 's', Mod: tea.ModCtrl}
	}
	switch p.form.Update(msg) {
	case field.Save:
		return p.save(), false
	case field.Leave:
		return nil, true
	}
	return nil, false
}

// save asks the store to record what the form says, once nothing is wrong with it.
func (p *formPart) save() tea.Cmd {
	changes, wrong, sentence := p.changes(p.form.Values())
	for _, c := range changes {
		if err := dialog.Validate(c); err != nil && sentence == "" {
			sentence = dialog.ErrorMessage(err)
		}
	}
	if sentence != "" {
		p.form.SetError(wrong, sentence)
		return nil
	}
	p.form.SetBusy(true)
	return save(p.keeper, p, changes...)
}

func (p *formPart) draw(f screen.Frame) screen.Drawing {
	head := []string{f.Theme.Title.Render(screen.Clip(p.title, f.Width, f.Theme.Glyphs.Ellipsis))}
	for _, s := range p.lead {
		head = append(head, screen.Wrap(f.Theme.Signs(s), f.Width)...)
	}
	if f.Height >= roomy {
		if p.aside != "" {
			head = append(head, screen.Wrap(f.Theme.Signs(p.aside), f.Width)...)
		}
		head = append(head, "")
	}
	return headed(head, p.form, f)
}

// headed draws a form below some lines, of which as many are left out as the form
// needs in a low window.
func headed(head []string, form *field.Form, f screen.Frame) screen.Drawing {
	head = head[:min(len(head), max(f.Height-5, 1))]
	f.Height -= len(head)
	return screen.Stack(head, form.Draw(f))
}

// roomy is the height from which empty lines part what belongs apart.
const roomy = 16

func (p *formPart) keys() []key.Binding {
	if p.oneKey && p.form.Typing() {
		return []key.Binding{keySave, keyLeave, screen.HelpKeyTyping}
	}
	return p.form.Keys()
}

var (
	keySave  = screen.Key("enter", "save", "enter", "ctrl+s")
	keyLeave = screen.Key("esc", "leave")
)

func (p *formPart) typing() bool  { return p.form.Typing() }
func (p *formPart) changed() bool { return p.form.Changed() }
