package settings

import (
	"context"
	"strconv"
	"strings"
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
	worker dialog.Worker
}

// NewFirstRun makes the screen.
func NewFirstRun(k Keeper, now func() time.Time) *FirstRun {
	name := field.NewText(field.About{Name: "name", Label: "Your name", Hint: "As your colleagues know it. It stands beside what you record.", Missing: "Please enter your name."}, text.Name)
	return &FirstRun{keeper: k, now: now, form: field.NewForm(name)}
}

// welcome says what this is and what to do next.
var welcome = []string{
	"Welcome to Alongside.",
	"This record is new and empty. It stays on this computer.",
	"Next: enter your name, then add the first person.",
}

type workerSaved struct {
	worker dialog.Worker
	err    error
}

// Init fetches nothing.
func (f *FirstRun) Init() tea.Cmd { return nil }

// Update takes the name and records the worker.
func (f *FirstRun) Update(msg tea.Msg) tea.Cmd {
	if saved, ok := msg.(workerSaved); ok {
		if saved.err != nil {
			f.form.SetError("", dialog.ErrorMessage(saved.err))
			return nil
		}
		return func() tea.Msg { return Ready{saved.worker} }
	}
	press, isKey := msg.(tea.KeyPressMsg)
	if isKey && press.String() == "enter" {
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

func (f *FirstRun) save(name string) tea.Cmd {
	if f.worker.ID.IsZero() {
		f.worker.ID = f.keeper.NewID()
	}
	f.worker.Name = name
	w, k, at := f.worker, f.keeper, dialog.At(f.now())
	return func() tea.Msg {
		_, err := k.Append(context.Background(), dialog.Change{Worker: w.ID, DoneAt: at, Body: &dialog.WorkerRecorded{Worker: w}})
		return workerSaved{w, err}
	}
}

// Draw draws the welcome with the form below it.
func (f *FirstRun) Draw(fr screen.Frame) screen.Drawing {
	lines := []string{}
	for i, sentence := range welcome {
		for _, line := range screen.Wrap(sentence, fr.Width) {
			if i == 0 {
				line = fr.Theme.Title.Render(line)
			}
			lines = append(lines, line)
		}
	}
	lines = append(lines, "")
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

// Chooser asks who is using the program where several workers are known.
type Chooser struct {
	workers []dialog.Worker
	at      int
}

// NewChooser makes the screen for at least one worker.
func NewChooser(workers []dialog.Worker) *Chooser { return &Chooser{workers: workers} }

// Init fetches nothing.
func (c *Chooser) Init() tea.Cmd { return nil }

// Update moves and chooses. A number chooses at once where there are fewer than
// ten workers.
func (c *Chooser) Update(msg tea.Msg) tea.Cmd {
	press, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return nil
	}
	name := press.String()
	switch {
	case name == "up":
		c.at = max(c.at-1, 0)
	case name == "down":
		c.at = min(c.at+1, len(c.workers)-1)
	case name == "enter":
		return c.choose(c.at)
	case name == "esc":
		return screen.GoBack
	default:
		if n, err := strconv.Atoi(name); err == nil && n >= 1 && n <= min(len(c.workers), 9) {
			return c.choose(n - 1)
		}
	}
	return nil
}

func (c *Chooser) choose(n int) tea.Cmd {
	w := c.workers[n]
	return func() tea.Msg { return Ready{w} }
}

// Draw draws the names with the cursor on one.
func (c *Chooser) Draw(f screen.Frame) screen.Drawing {
	lines := []string{f.Theme.Title.Render("Who is recording?"), ""}
	for i, w := range c.workers {
		number := "   "
		if i < 9 {
			number = strconv.Itoa(i+1) + "  "
		}
		line := screen.Clip(number+text.Show(w.Name), f.Width, f.Theme.Glyphs.Ellipsis)
		if i == c.at {
			line = f.Theme.Selected.Render(line)
		}
		lines = append(lines, line)
	}
	visible, offset := screen.Window(lines, c.at+2, f.Height)
	return screen.Drawing{Body: strings.Join(visible, "\n"), Cursor: &screen.Point{X: 0, Y: c.at + 2 - offset}}
}

// Keys are how to choose.
func (c *Chooser) Keys() []key.Binding {
	return []key.Binding{
		key.NewBinding(key.WithKeys("enter"), key.WithHelp("enter", "choose")),
		key.NewBinding(key.WithKeys("up", "down"), key.WithHelp("↑/↓", "move")),
		key.NewBinding(key.WithKeys("esc"), key.WithHelp("esc", "leave")),
	}
}

// Typing is never so.
func (c *Chooser) Typing() bool { return false }
