package talk

import (
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
	"alongside/ui/field"
	"alongside/ui/screen"
)

// desk is what the screens here share: the record, what is on its way to the disk,
// and a form that may lie on top.
type desk struct {
	o      Options
	sender *sender
	sheet  *sheet         // the form on top, or nil
	then   func() tea.Cmd // what to do once what was sent is on the disk, or nil
	last   string         // the key that came last
	lastAt time.Time      // when it came, or the screen did
}

// How long a key must rest. They are those of the interview, where they are
// explained.
const (
	repeatHold = 120 * time.Millisecond
	repeatGap  = 700 * time.Millisecond
)

// meant notes a key and reports whether it was pressed on purpose: not together
// with another, and not one that is held down.
func (d *desk) meant(msg tea.KeyPressMsg) bool {
	now, name := d.o.Now(), msg.String()
	gap := now.Sub(d.lastAt)
	same := name == d.last
	d.last, d.lastAt = name, now
	return !msg.IsRepeat && gap >= chordGap && (!same || gap >= repeatHold)
}

// sheet is a form with what it is for and what it says once it is filled in.
type sheet struct {
	title  string
	lead   string // a sentence under the title, "" for none
	form   *field.Form
	bodies func(values map[string]string) []dialog.Body // none: there is nothing to record
}

func newDesk(o Options) *desk {
	d := &desk{o: o}
	d.sender, d.lastAt = &sender{o: &d.o}, o.Now()
	return d
}

// Init fetches nothing: the record came with the options.
func (d *desk) Init() tea.Cmd { return nil }

// Typing is so while a form has the focus on text.
func (d *desk) Typing() bool { return d.sheet != nil && d.sheet.form.Typing() }

// Unsaved says what would be lost.
func (d *desk) Unsaved() string {
	switch {
	case d.sender.busy:
		return "Something is still being saved."
	case d.sender.err != nil, d.sheet != nil && d.sheet.form.Changed():
		return "What you wrote is not saved yet."
	}
	return ""
}

// Saves reports that a form on top is saved when it closes: one that is filled in.
func (d *desk) Saves() bool {
	return d.sender.err == nil && (d.sheet == nil || d.sheet.form.Whole())
}

// update takes what concerns all screens here. It reports false for a key that is
// for the screen itself.
func (d *desk) update(msg tea.Msg) (cmd tea.Cmd, taken bool) {
	switch m := msg.(type) {
	case Refresh:
		d.o.Record = m.Record
		return nil, true
	case screen.Closing:
		return d.closing(), true
	case answered:
		if m.to == d.sender {
			return d.answered(m), true
		}
		return nil, true
	}
	if d.sheet != nil {
		return d.filling(msg), true
	}
	press, ok := msg.(tea.KeyPressMsg)
	if !ok || !d.meant(press) && !key.Matches(press, keyMove) || d.sender.busy {
		return nil, true
	}
	if d.sender.err == nil {
		return nil, false
	}
	switch {
	case key.Matches(press, keyRetry):
		return d.sender.again(), true
	case key.Matches(press, keyDrop):
		d.sender.drop()
		d.then = nil
	}
	return nil, true
}

// send records changes, and then does what comes after them.
func (d *desk) send(then func() tea.Cmd, bodies ...dialog.Body) tea.Cmd {
	if len(bodies) == 0 {
		if then == nil {
			return nil
		}
		return then()
	}
	d.then = then
	return d.sender.send(bodies...)
}

// answered goes on once what was sent is on the disk.
func (d *desk) answered(msg answered) tea.Cmd {
	if !d.sender.take(msg) {
		if d.sheet != nil {
			d.sheet.form.SetError("", d.sender.refusal()+" Press ctrl+s to try again.")
		}
		return nil
	}
	d.sheet = nil
	saved, then := tell(Saved{msg.committed}), d.then
	d.then = nil
	if then == nil {
		return saved
	}
	return tea.Batch(saved, then())
}

// open lays a form on top. What comes after it is done once it is saved.
func (d *desk) open(s *sheet, then func() tea.Cmd) { d.sheet, d.then = s, then }

// filling gives a message to the form on top.
func (d *desk) filling(msg tea.Msg) tea.Cmd {
	switch d.sheet.form.Update(msg) {
	case field.Leave:
		d.sheet, d.then = nil, nil
		d.sender.drop()
	case field.Save:
		bodies := d.sheet.bodies(d.sheet.form.Values())
		if len(bodies) == 0 {
			d.sheet, d.then = nil, nil
			return nil
		}
		d.sheet.form.SetBusy(true)
		return d.sender.send(bodies...)
	}
	return nil
}

// closing saves a form that is filled in, since the program is about to end, and
// waits for what is on its way.
func (d *desk) closing() tea.Cmd {
	if d.sheet != nil && !d.sender.busy && d.sheet.form.Changed() {
		if d.sheet.form.Update(tea.KeyPressMsg{Code: 's', Mod: tea.ModCtrl}) == field.Save {
			return d.sender.send(d.sheet.bodies(d.sheet.form.Values())...)
		}
	}
	return d.sender.closing()
}

// topKeys are the keys of what lies on top of the screen, nil where nothing does.
func (d *desk) topKeys() []key.Binding {
	switch {
	case d.sheet != nil:
		return d.sheet.form.Keys()
	case d.sender.err != nil:
		return []key.Binding{keyRetry, keyDrop}
	}
	return nil
}

// drawTop draws the form on top, and reports false where there is none.
func (d *desk) drawTop(f screen.Frame) (screen.Drawing, bool) {
	if d.sheet == nil {
		return screen.Drawing{}, false
	}
	head := styled(screen.Wrap(f.Theme.Signs(d.sheet.title), f.Width), f.Theme.Title)
	if d.sheet.lead != "" {
		head = append(head, screen.Wrap(f.Theme.Signs(d.sheet.lead), f.Width)...)
	}
	if f.Height >= 16 {
		head = append(head, "")
	}
	head = head[:min(len(head), max(f.Height-4, 1))]
	rest := f
	rest.Height = max(f.Height-len(head), 1)
	return screen.Stack(head, d.sheet.form.Draw(rest)), true
}

// told is what there is to say about the disk, "" for nothing.
func (d *desk) told(f screen.Frame) []string {
	switch {
	case d.sender.busy:
		return styled([]string{d.o.Text.Words.Talk.Saving + f.Theme.Glyphs.Ellipsis}, f.Theme.Text)
	case d.sender.err != nil:
		return styled(screen.Wrap(d.sender.refusal()+" Press r to try again.", f.Width), f.Theme.Failure)
	}
	return nil
}
