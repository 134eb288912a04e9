package person

import (
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
	"alongside/ui/list"
	"alongside/ui/screen"
)

// caseloads is the list of workers, with whose caseload the person is on. Enter
// puts the person on one or takes them off.
type caseloads struct {
	page    *Page
	list    *list.List[dialog.Worker]
	failure error                    // why the workers could not be read
	asking  *dialog.CaseloadRecorded // one that takes the record away, to be agreed; nil for none
	saving  *dialog.CaseloadRecorded // one on its way to the disk
	losing  bool                     // that takes the record away from the worker
	unsaved error                    // why the last one was not saved
}

func newCaseloads(p *Page) (part, tea.Cmd) {
	c := &caseloads{page: p, list: list.New(func(w dialog.Worker) string { return string(w.ID[:]) })}
	return c, readWorkers(p, c)
}

var (
	keyPut  = screen.Key("enter", "put on the caseload")
	keyTake = screen.Key("enter", "take off the caseload")
	keyYes  = screen.Key("y", "yes")
	keyNo   = screen.Key("n", "no", "n", "esc")
)

func (c *caseloads) update(msg tea.Msg) (tea.Cmd, bool) {
	switch msg := msg.(type) {
	case workersRead:
		if msg.to == part(c) {
			c.failure = msg.err
			c.list.Set(msg.workers)
		}
		return nil, false
	case appended:
		return c.saved(msg), false
	case tea.KeyPressMsg:
		return c.press(msg)
	}
	return nil, false
}

func (c *caseloads) press(msg tea.KeyPressMsg) (tea.Cmd, bool) {
	switch {
	case c.saving != nil || msg.IsRepeat && msg.Keystroke() == "enter":
	case c.asking != nil:
		return c.answer(msg), false
	case key.Matches(msg, keyBack):
		return nil, true
	case c.list.Update(msg):
	case key.Matches(msg, keyPut):
		return c.toggle(), false
	}
	return nil, false
}

// toggle puts the person on the caseload that the cursor is on, or takes them off.
// Where that takes the record away, it asks first.
func (c *caseloads) toggle() tea.Cmd {
	w, ok := c.list.Current()
	if !ok {
		return nil
	}
	body := &dialog.CaseloadRecorded{Of: w.ID, On: !c.on(w)}
	if c.page.loses(body) {
		c.asking = body
		return nil
	}
	return c.save(body)
}

func (c *caseloads) on(w dialog.Worker) bool {
	return slices.Contains(c.page.record.Access.Caseload, w.ID)
}

func (c *caseloads) answer(msg tea.KeyPressMsg) tea.Cmd {
	body := c.asking
	switch {
	case key.Matches(msg, keyYes):
		c.asking = nil
		return c.save(body)
	case key.Matches(msg, keyNo):
		c.asking = nil
	}
	return nil
}

func (c *caseloads) save(body *dialog.CaseloadRecorded) tea.Cmd {
	c.saving, c.unsaved, c.losing = body, nil, c.page.loses(body)
	return c.page.saveFor(c, body)
}

// saved takes the answer of the store.
func (c *caseloads) saved(msg appended) tea.Cmd {
	body := c.saving
	c.saving = nil
	if msg.err != nil {
		c.unsaved = msg.err
		return nil
	}
	if c.losing {
		return say(Lost{msg.committed})
	}
	return screen.Say(screen.Saved, map[bool]string{true: "put on the caseload.", false: "taken off the caseload."}[body.On])
}

// askLost says what is lost.
const askLost = "This takes the person off your caseload. You will leave the record, and need two identifiers and a reason to open it again. y to take them off, n to leave it as it is"

func (c *caseloads) draw(f screen.Frame) screen.Drawing {
	const title = "Whose caseload is this person on?"
	if c.failure != nil || c.list.Len() == 0 {
		return reading(title, c.failure, f)
	}
	head := []string{f.Theme.Title.Render(screen.Clip(title, f.Width, f.Theme.Glyphs.Ellipsis))}
	if f.Height >= roomy {
		head = append(head, screen.Wrap("Besides them, everybody whose team has an open referral of this person has it on their list.", f.Width)...)
		head = append(head, "")
	}
	foot := c.foot(f)
	c.list.SetRowHeight(linesEach(f))
	rows, at := c.list.Draw(f.Width, max(f.Height-len(head)-len(foot)-1, 1), func(w dialog.Worker, selected bool, _ int) string {
		return c.row(w, selected, f)
	})
	above, below := c.list.Hidden()
	rows = append(rows, hidden(above, below))
	d := screen.Stack(head, drawing(append(rows, foot...), max(at, 0)))
	if c.asking != nil && len(foot) > 0 {
		d.Cursor.Y = len(head) + len(rows) + len(foot) - 1
	}
	return d
}

// foot is the question that is asked, or why something is not saved.
func (c *caseloads) foot(f screen.Frame) []string {
	said := ""
	switch {
	case c.asking != nil:
		said = askLost
	case c.saving != nil:
		said = "Saving…"
	case c.unsaved != nil:
		said = "NOT SAVED. " + dialog.ErrorMessage(c.unsaved) + " Press enter to try again."
	default:
		return nil
	}
	lines := screen.Wrap(f.Theme.Signs(said), f.Width)
	for i := range lines {
		lines[i] = f.Theme.Warning.Render(lines[i])
	}
	return lines[:min(len(lines), max(f.Height-3, 1))]
}

// row draws a worker, with whether the person is on their caseload in words too.
func (c *caseloads) row(w dialog.Worker, selected bool, f screen.Frame) string {
	mark, style := "  ", f.Theme.Text
	if selected {
		mark, style = screen.Pad(f.Theme.Glyphs.Pointer, 2, ""), f.Theme.Selected
	}
	words := "[ ] " + workerWords(w, c.page.o.Keeper.Worker().ID)
	if c.on(w) {
		words = "[x] " + workerWords(w, c.page.o.Keeper.Worker().ID) + ": on the caseload"
	}
	var out string
	for i, l := range wrapped(words, f.Width-2, linesEach(f), f.Theme) {
		if i > 0 {
			out, mark = out+"\n", "  "
		}
		out += mark + style.Render(l)
	}
	return out
}

func (c *caseloads) keys() []key.Binding {
	w, there := c.list.Current()
	switch {
	case c.saving != nil:
		return nil
	case c.asking != nil:
		return []key.Binding{keyYes, keyNo}
	case !there:
		return []key.Binding{keyBack, screen.HelpKey}
	}
	do := keyPut
	if c.on(w) {
		do = keyTake
	}
	return append(append([]key.Binding{do, keyBack}, c.list.Keys()...), screen.HelpKey)
}

func (c *caseloads) typing() bool  { return false }
func (c *caseloads) changed() bool { return c.saving != nil || c.unsaved != nil }
