package talk

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
	"alongside/ui/screen"
)

// Talk is the conversation after the items: choosing what to talk about, the four
// steps for each area, and closing the appointment. Nothing is chosen for anybody,
// every step can be passed over, and one key closes from anywhere.
type Talk struct {
	*desk
	at   stage
	rate *Rate // open on top while the goals are rated, or nil
}

// stage is what the conversation has got to.
type stage interface {
	press(t *Talk, msg tea.KeyPressMsg) tea.Cmd
	draw(t *Talk, f screen.Frame) screen.Drawing
	keys(t *Talk) []key.Binding
}

// Closed says that the appointment has come to its end.
type Closed struct{ Assessment dialog.ID }

var _ interface {
	screen.Screen
	screen.Holder
} = (*Talk)(nil)

// NewTalk makes the screen for the conversation of an assessment. What was chosen
// before is still chosen.
func NewTalk(o Options) *Talk {
	t := &Talk{desk: newDesk(o)}
	t.at = newChoosing(t)
	return t
}

// assessment is the one that is talked about, nil where the record has lost it.
func (t *Talk) assessment() *dialog.Assessment { return t.o.Record.Assessment(t.o.Assessment) }

// talk is what is recorded of the conversation, nil while it is nothing.
func (t *Talk) talk() *dialog.Talk { return t.o.Record.Talk(t.o.Assessment) }

// areas are those that were chosen, as recorded.
func (t *Talk) areas() []dialog.Domain {
	if talk := t.talk(); talk != nil {
		return talk.Areas
	}
	return nil
}

var (
	keyClose = screen.Key("c", "close")
	keyGoOn  = screen.Key("enter", "go on", "enter", "right")
	keyFore  = screen.Key("←", "the step before", "left")
	keyNote  = screen.Key("n", "note")
)

// Unsaved says what would be lost.
func (t *Talk) Unsaved() string {
	if t.rate != nil {
		return t.rate.Unsaved()
	}
	return t.desk.Unsaved()
}

// Saves reports that all of it is saved when it closes.
func (t *Talk) Saves() bool { return t.rate == nil && t.desk.Saves() }

// Update gives the message to what is on top.
func (t *Talk) Update(msg tea.Msg) tea.Cmd {
	if t.rate != nil {
		return t.rating(msg)
	}
	cmd, taken := t.update(msg)
	if press, ok := msg.(tea.KeyPressMsg); ok && !taken {
		return t.press(press)
	}
	return cmd
}

func (t *Talk) press(msg tea.KeyPressMsg) tea.Cmd {
	if _, at := t.at.(*closing); key.Matches(msg, keyClose) && !at {
		t.at = &closing{}
		return nil
	}
	if key.Matches(msg, keyWho) {
		return tell(ShowPresent{t.o.Assessment})
	}
	if _, at := t.at.(*nearby); key.Matches(msg, keyLocal) && !at {
		t.openNearby()
		return nil
	}
	return t.at.press(t, msg)
}

// rating hands messages to the open rating and closes it when it is over or left.
func (t *Talk) rating(msg tea.Msg) tea.Cmd {
	cmd := t.rate.Update(msg)
	t.o.Record = t.rate.o.Record
	press, ok := msg.(tea.KeyPressMsg)
	left := ok && key.Matches(press, keyEsc) && !t.rate.asked && !t.rate.sender.busy
	if left || t.rate.over() {
		t.rate = nil
		return nil
	}
	return cmd
}

// Draw draws what is on top.
func (t *Talk) Draw(f screen.Frame) screen.Drawing {
	switch d, open := t.drawTop(f); {
	case open:
		return d
	case t.rate != nil:
		return t.rate.Draw(f)
	case t.assessment() == nil:
		return t.compose(f, said(f, 0, t.o.Text.Words.Talk.Gone, f.Theme.Text))
	}
	return t.at.draw(t, f)
}

// Keys are those of what is on top.
func (t *Talk) Keys() []key.Binding {
	if keys := t.topKeys(); keys != nil {
		return keys
	}
	if t.rate != nil {
		return t.rate.Keys()
	}
	switch t.at.(type) {
	case *nearby:
		return t.spoken(t.at.keys(t))
	case *stepping: // where it stands further in front
		return t.spoken(append(t.at.keys(t), keyWho))
	}
	return t.spoken(append(t.at.keys(t), keyLocal, keyWho))
}
