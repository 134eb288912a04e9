package settings

import (
	"strconv"
	"strings"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
	"alongside/dialog/text"
	"alongside/ui/screen"
)

// Chooser asks who is recording, since each entry of the record says who made
// it. Whoever is not among those known can enter a name.
type Chooser struct {
	workers []dialog.Worker
	at      int
	newcome func() *FirstRun // nil where no name can be added
	adding  *FirstRun        // the form for a new name; nil while the list is shown
}

var _ interface {
	screen.Screen
	screen.Holder
} = (*Chooser)(nil)

// NewChooser makes the screen for at least one worker, all of them known.
func NewChooser(workers []dialog.Worker) *Chooser { return &Chooser{workers: workers} }

// NewWho makes the screen for the workers known, with a way in for one who is
// not among them.
func NewWho(k Keeper, now func() time.Time, workers []dialog.Worker) *Chooser {
	c := NewChooser(workers)
	c.newcome = func() *FirstRun {
		f := NewFirstRun(k, now)
		f.lead = []string{"Somebody else", "Enter your name. From then on it stands beside what is recorded here."}
		return f
	}
	return c
}

// Init fetches nothing.
func (c *Chooser) Init() tea.Cmd { return nil }

// options is how many lines can be chosen.
func (c *Chooser) options() int {
	if c.newcome == nil {
		return len(c.workers)
	}
	return len(c.workers) + 1
}

// Update moves and chooses. A number chooses at once, of the first nine.
func (c *Chooser) Update(msg tea.Msg) tea.Cmd {
	if c.adding != nil {
		return c.add(msg)
	}
	press, ok := msg.(tea.KeyPressMsg)
	if !ok || press.IsRepeat && press.String() == "enter" {
		return nil
	}
	switch name := press.String(); name {
	case "up":
		c.at = max(c.at-1, 0)
	case "down":
		c.at = min(c.at+1, c.options()-1)
	case "enter":
		return c.choose(c.at)
	case "esc":
		return screen.GoBack
	default:
		if n, err := strconv.Atoi(name); err == nil && n >= 1 && n <= min(c.options(), 9) {
			return c.choose(n - 1)
		}
	}
	return nil
}

// add gives a message to the form for a new name; leaving it leads back to the
// list.
func (c *Chooser) add(msg tea.Msg) tea.Cmd {
	if press, ok := msg.(tea.KeyPressMsg); ok && press.String() == "esc" {
		c.adding = nil
		return nil
	}
	return c.adding.Update(msg)
}

func (c *Chooser) choose(n int) tea.Cmd {
	if n == len(c.workers) {
		c.adding = c.newcome()
		return c.adding.Init()
	}
	w := c.workers[n]
	return func() tea.Msg { return Ready{w} }
}

// Draw draws the names with the cursor on one.
func (c *Chooser) Draw(f screen.Frame) screen.Drawing {
	if c.adding != nil {
		return c.adding.Draw(f)
	}
	lines := []string{f.Theme.Title.Render("Who is recording?"), ""}
	for i := range c.options() {
		name := "Somebody else: enter a name"
		if i < len(c.workers) {
			name = text.Show(c.workers[i].Name)
		}
		number := "   "
		if i < 9 {
			number = strconv.Itoa(i+1) + "  "
		}
		line := screen.Clip(number+name, f.Width, f.Theme.Glyphs.Ellipsis)
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
	if c.adding != nil {
		return c.adding.Keys()
	}
	return []key.Binding{
		key.NewBinding(key.WithKeys("enter"), key.WithHelp("enter", "choose")),
		key.NewBinding(key.WithKeys("up", "down"), key.WithHelp("↑/↓", "move")),
		key.NewBinding(key.WithKeys("esc"), key.WithHelp("esc", "leave")),
	}
}

// Typing is so while a new name has the focus.
func (c *Chooser) Typing() bool { return c.adding != nil && c.adding.Typing() }

// Unsaved says what would be lost if the program ended now.
func (c *Chooser) Unsaved() string {
	if c.adding == nil {
		return ""
	}
	return c.adding.Unsaved()
}
