package unlock

import (
	"bytes"
	"fmt"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"alongside/ui/field"
	"alongside/ui/screen"
)

// pinDigits is how many digits a PIN has. Cyber Essentials asks for at least six
// where something opens what is on the device and nothing else.
const pinDigits = 6

// PINChosen carries the PIN that a worker has chosen. Clear it when the record is
// locked.
type PINChosen struct{ PIN field.Secret }

// ChoosePIN asks for the PIN that opens the cover: at the first appointment after
// unlocking, before it begins. It sends [PINChosen], or screen.Back when it is
// left without one; then nothing may be covered, and idleness locks.
type ChoosePIN struct {
	sheet        *sheet
	first, again *field.Masked
	over         bool
}

var _ screen.Screen = (*ChoosePIN)(nil)

// NewChoosePIN makes the screen.
func NewChoosePIN() *ChoosePIN {
	c := &ChoosePIN{first: pinField("pin", "PIN", "Please choose a PIN.", weakPIN), again: pinField("again", "The same again", "Please enter the PIN again.", fewDigits)}
	c.sheet = newSheet("Choose a PIN", "When nobody touches the keys for a while, the screen is covered. These six digits bring it back.", c.first, c.again)
	return c
}

// pinField takes six digits, with a check on them.
func pinField(name, label, missing string, check func([]byte) string) *field.Masked {
	return field.NewMasked(field.About{Name: name, Label: label, Missing: missing}, field.Mask{
		Most: pinDigits, Takes: func(r rune) bool { return r >= '0' && r <= '9' }, Refuses: "A PIN has digits only.", Check: check,
	})
}

func fewDigits(b []byte) string {
	if len(b) != pinDigits {
		return fmt.Sprintf("A PIN has %d digits.", pinDigits)
	}
	return ""
}

// weakPIN refuses what anyone would try first: the same digit six times, digits in
// a row up or down, with 0 after 9, and two or three digits over and over.
func weakPIN(b []byte) string {
	if few := fewDigits(b); few != "" {
		return few
	}
	step := (b[1] - b[0] + 10) % 10
	row := step == 0 || step == 1 || step == 9
	for i := 2; i < len(b); i++ {
		row = row && (b[i]-b[i-1]+10)%10 == step
	}
	if row || bytes.Equal(b[:4], b[2:]) || bytes.Equal(b[:3], b[3:]) {
		return "That one is easy to guess. Please choose other digits."
	}
	return ""
}

// Init fetches nothing.
func (c *ChoosePIN) Init() tea.Cmd { return nil }

// Update takes the PIN twice.
func (c *ChoosePIN) Update(msg tea.Msg) tea.Cmd {
	press, ok := msg.(tea.KeyPressMsg)
	if c.over || ok && press.IsRepeat && press.Code == tea.KeyEnter {
		return nil
	}
	if ok && press.Keystroke() == "esc" {
		c.clear()
		return screen.GoBack
	}
	if c.sheet.update(msg) != field.Save || !field.Same(c.sheet.form, c.first, c.again) {
		return nil
	}
	c.over = true
	pin := c.first.Take()
	c.clear()
	return func() tea.Msg { return PINChosen{pin} }
}

func (c *ChoosePIN) clear() {
	c.first.Clear()
	c.again.Clear()
}

// Draw draws the two fields.
func (c *ChoosePIN) Draw(f screen.Frame) screen.Drawing { return c.sheet.draw(f, "", false) }

// Keys are how to go on and to leave.
func (c *ChoosePIN) Keys() []key.Binding { return formKeys(c.sheet.form, "go on", "no PIN") }

// Typing is so while the form takes digits.
func (c *ChoosePIN) Typing() bool { return !c.over && c.sheet.form.Typing() }
