package unlock

import (
	"fmt"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"alongside/ui/field"
	"alongside/ui/screen"
)

// pinTries is how often the PIN may be wrong before the record is locked.
const pinTries = 3

// Cover hides an appointment that rests: it shows nothing of anyone. Space brings
// up the question for the PIN, and the right PIN sends [Uncovered]; three wrong
// ones send [Locked]. How long it may stay is for [Idle] to say.
//
// The root must draw nothing else while it is shown: no banner and no notice.
type Cover struct {
	pin   field.Secret
	field *field.Masked
	sheet *sheet
	wrong int
	asks  bool // for the PIN
	only  bool // it only asks: Esc leaves it
	over  bool
}

var _ screen.Screen = (*Cover)(nil)

// NewCover makes the screen for the PIN that was chosen, which it does not clear.
// Without a PIN there is nothing that would uncover it.
func NewCover(pin field.Secret) *Cover {
	c := &Cover{pin: pin, field: pinField("cover", "PIN", "Please enter the PIN.", fewDigits)}
	c.sheet = newSheet("Your PIN", "", c.field)
	return c
}

// NewAsk makes the screen that asks for the PIN at once, where a worker takes a
// keyboard back that was handed over. Esc sends [NotNow]; wrong tries count on if it
// is shown again.
func NewAsk(pin field.Secret) *Cover {
	c := NewCover(pin)
	c.asks, c.only = true, true
	return c
}

// Init fetches nothing.
func (c *Cover) Init() tea.Cmd { return nil }

// Update takes Space, then the PIN.
func (c *Cover) Update(msg tea.Msg) tea.Cmd {
	press, ok := msg.(tea.KeyPressMsg)
	switch {
	case c.over || ok && press.IsRepeat:
		return nil
	case !c.asks:
		c.asks = ok && press.Keystroke() == "space"
		return nil
	case ok && press.Keystroke() == "space": // of a Space that was held
		return nil
	case ok && press.Keystroke() == "esc":
		c.field.Clear()
		if c.only {
			return func() tea.Msg { return NotNow{} }
		}
		c.asks = false
		return nil
	}
	if c.sheet.update(msg) == field.Save {
		return c.try()
	}
	return nil
}

// try compares the PIN. Only six digits count as a try.
func (c *Cover) try() tea.Cmd {
	given := c.field.Take()
	defer given.Clear()
	if !c.pin.Empty() && given.Equal(c.pin) {
		c.over = true
		return func() tea.Msg { return Uncovered{} }
	}
	c.wrong++
	if c.wrong >= pinTries {
		c.over = true
		return func() tea.Msg { return Locked{} }
	}
	left := fmt.Sprintf("%d tries are left.", pinTries-c.wrong)
	if c.wrong == pinTries-1 {
		left = "1 try is left, then the record locks."
	}
	c.sheet.form.SetError(c.field.About().Name, "That is not the PIN. "+left)
	return nil
}

// Draw draws the words of the cover, or the field for the PIN.
func (c *Cover) Draw(f screen.Frame) screen.Drawing {
	if c.asks {
		return c.sheet.draw(f, "", false)
	}
	return ending([]string{"Take your time."}, "Press Space to carry on.", f)
}

// Keys are Space, and then those of the PIN.
func (c *Cover) Keys() []key.Binding {
	switch {
	case c.over:
		return nil
	case c.asks:
		return []key.Binding{screen.Key("enter", "carry on"), screen.Key("esc", "back"), screen.HelpKeyTyping}
	}
	return []key.Binding{screen.Key("space", "carry on")}
}

// Typing is so while the PIN is asked for.
func (c *Cover) Typing() bool { return c.asks && !c.over }
