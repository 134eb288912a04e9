package settings

import (
	"context"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
	"alongside/dialog/text"
	"alongside/ui/field"
	"alongside/ui/screen"
)

// Ready says who is using the program. The root may open the caseload.
type Ready struct{ Worker dialog.Worker }

// FirstRun is the first screen of a new record: it asks for the worker's name.
type FirstRun struct {
	keeper Keeper
	now    func() time.Time
	form   *field.Form
	lead   []string // what is said above the form, the first line as a title
	worker dialog.Worker
}

var _ interface {
	screen.Screen
	screen.Holder
} = (*FirstRun)(nil)

// NewFirstRun makes the screen.
func NewFirstRun(k Keeper, now func() time.Time) *FirstRun {
	name := field.NewText(field.About{Name: "name", Label: "Your name", Hint: "As your colleagues know it. It stands beside what you record.", Missing: "Please enter your name."}, text.Name)
	return &FirstRun{keeper: k, now: now, form: field.NewForm(name), lead: welcome}
}

// welcome says what this is and what to do next.
var welcome = []string{
	"Welcome to Alongside.",
	"This record is new and empty. It stays on this computer.",
	"Next: enter your name, then add the first person.",
}

// workerSaved is the answer of the store to one of these screens.
type workerSaved struct {
	to     *FirstRun
	worker dialog.Worker
	err    error
}

// Init fetches nothing.
func (f *FirstRun) Init() tea.Cmd { return nil }

// Update takes the name and records the worker.
func (f *FirstRun) Update(msg tea.Msg) tea.Cmd {
	if saved, ok := msg.(workerSaved); ok {
		if saved.to != f {
			return nil
		}
		if saved.err != nil {
			f.form.SetError(f.form.Focused(), notSaved(saved.err, "Press enter to try again."))
			return nil
		}
		return func() tea.Msg { return Ready{saved.worker} }
	}
	press, isKey := msg.(tea.KeyPressMsg)
	if isKey && f.form.Typing() && press.String() == "enter" { // but it answers no question whether to leave
		msg = tea.KeyPressMsg{Code: 's', Mod: tea.ModCtrl} // one field: Enter saves it
	}
	switch f.form.Update(msg) {
	case field.Save:
		f.form.SetBusy(true)
		return f.save(f.form.Values()["name"])
	case field.Leave:
		return screen.GoBack
	}
	return nil
}

// Unsaved says what would be lost if the program ended now.
func (f *FirstRun) Unsaved() string {
	if f.form.Changed() {
		return "Your name is not saved."
	}
	return ""
}

func (f *FirstRun) save(name string) tea.Cmd {
	if f.worker.ID.IsZero() {
		f.worker.ID = f.keeper.NewID()
	}
	f.worker.Name = name
	w, k, at := f.worker, f.keeper, dialog.At(f.now())
	return func() tea.Msg {
		_, err := k.Append(context.Background(), dialog.Change{Worker: w.ID, DoneAt: at, Body: &dialog.WorkerRecorded{Worker: w}})
		return workerSaved{f, w, err}
	}
}

// Draw draws the welcome with the form below it.
func (f *FirstRun) Draw(fr screen.Frame) screen.Drawing {
	lines := []string{}
	for i, sentence := range f.lead {
		for _, line := range screen.Wrap(sentence, fr.Width) {
			if i == 0 {
				line = fr.Theme.Title.Render(line)
			}
			lines = append(lines, line)
		}
	}
	lines = append(lines, "")
	lines = lines[:min(len(lines), max(fr.Height-5, 1))] // the form matters most
	rest := fr
	rest.Height = max(fr.Height-len(lines), 1)
	return screen.Stack(lines, f.form.Draw(rest))
}

// Keys are how to save and to leave.
func (f *FirstRun) Keys() []key.Binding {
	return []key.Binding{
		key.NewBinding(key.WithKeys("enter"), key.WithHelp("enter", "go on")),
		key.NewBinding(key.WithKeys("esc"), key.WithHelp("esc", "leave")),
		screen.HelpKeyTyping,
	}
}

// Typing is so while the name has the focus.
func (f *FirstRun) Typing() bool { return f.form.Typing() }
