package field

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"alongside/ui/screen"
	"alongside/ui/theme"
)

// Option is one of the answers that a Choice offers. Its label is plain and safe
// to show; its value is not empty.
type Option struct{ Value, Label string }

// numbers is how many options have a number.
const numbers = 9

// numbered is the key for the numbers of some options.
func numbered(options []Option, does string) key.Binding {
	last := min(len(options), numbers)
	return screen.Key(fmt.Sprintf("1-%d", last), does, strings.Split("123456789", "")[:last]...)
}

// Choice is one of a few numbered options, or none of them. A number chooses;
// the arrows go from option to option and Space chooses. Enter never chooses,
// and Backspace takes the answer away again. Make one with [NewChoice].
type Choice struct {
	about   About
	options []Option
	chosen  int // -1 while unanswered
	initial int
	at      int // the option that the cursor is on
}

// NewChoice makes a choice of which nothing is chosen. The first nine options
// have a number.
func NewChoice(about About, options ...Option) *Choice {
	return &Choice{about: about, options: options, chosen: -1, initial: -1}
}

// About is what the field was made with.
func (c *Choice) About() About { return c.about }

// Value is the value of the option that is chosen, empty when none is.
func (c *Choice) Value() string {
	if c.chosen < 0 {
		return ""
	}
	return c.options[c.chosen].Value
}

// Set chooses the option with this value; none if there is no such option.
func (c *Choice) Set(value string) {
	c.chosen = slices.IndexFunc(c.options, func(o Option) bool { return o.Value == value })
	c.initial, c.at = c.chosen, max(c.chosen, 0)
}

// Changed reports that another option is chosen than was set.
func (c *Choice) Changed() bool { return c.chosen != c.initial }

// Update chooses. An arrow that leads past the first or the last option is not
// taken, so that it leads out of the field.
func (c *Choice) Update(msg tea.Msg) (taken bool) {
	press, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return false
	}
	switch press.Keystroke() {
	case "up", "left":
		return c.move(-1)
	case "down", "right":
		return c.move(1)
	case "space":
		c.chosen = c.at
		return true
	case "backspace", "delete":
		c.chosen = -1
		return true
	}
	n, err := strconv.Atoi(press.Text)
	if err != nil || n < 1 || n > min(len(c.options), numbers) {
		return false
	}
	c.chosen, c.at = n-1, n-1
	return true
}

func (c *Choice) move(by int) (taken bool) {
	if c.at+by < 0 || c.at+by >= len(c.options) {
		return false
	}
	c.at += by
	return true
}

// Leave puts the cursor back on the option that is chosen.
func (c *Choice) Leave() { c.at = max(c.chosen, 0) }

// Refusal is never given.
func (c *Choice) Refusal() string { return "" }

// Problem is never there: any option is as good as another.
func (c *Choice) Problem() string { return "" }

// Typing is never so.
func (c *Choice) Typing() bool { return false }

// Keys are how to choose and how to take it back. Where there are more options than
// numbers, the way that leads to all of them comes first.
func (c *Choice) Keys() []key.Binding {
	keys := []key.Binding{numbered(c.options, "choose"), screen.Key("space", "choose this")}
	if len(c.options) > numbers {
		keys = []key.Binding{screen.Key("↑/↓, space", "choose", "up", "down", "space"), numbered(c.options, "choose")}
	}
	if c.chosen >= 0 {
		keys = append(keys, screen.Key("backspace", "no answer"))
	}
	return keys
}

// Draw draws the options side by side where they all fit in one line, and below
// each other where they do not.
func (c *Choice) Draw(width int, focused bool, th *theme.Theme) ([]string, screen.Point) {
	const gap = 3
	marks := make([]string, len(c.options))
	total := -gap
	for i, o := range c.options {
		marks[i] = c.mark(i, th)
		total += screen.Width(marks[i]) + screen.Width(o.Label) + gap
	}
	if total <= width {
		return c.drawBeside(marks, spaces(gap), focused, th)
	}
	return c.drawBelow(marks, width, focused, th)
}

// mark is what stands before the label of an option: its number and whether it is
// chosen.
func (c *Choice) mark(i int, th *theme.Theme) string {
	number := " "
	if i < numbers {
		number = strconv.Itoa(i + 1)
	}
	if i == c.chosen {
		return number + " " + th.Glyphs.Chosen + " "
	}
	return number + " " + th.Glyphs.Unchosen + " "
}

// label draws a line of an option's label by what it is.
func (c *Choice) label(i int, line string, focused bool, th *theme.Theme) string {
	switch {
	case focused && i == c.at:
		return th.Selected.Render(line)
	case i == c.chosen:
		return th.Chosen.Render(line)
	}
	return th.Text.Render(line)
}

func (c *Choice) drawBeside(marks []string, gap string, focused bool, th *theme.Theme) ([]string, screen.Point) {
	var b strings.Builder
	var cursor screen.Point
	for i, o := range c.options {
		if i > 0 {
			b.WriteString(gap)
		}
		if i == c.at {
			cursor.X = screen.Width(b.String())
		}
		b.WriteString(marks[i] + c.label(i, o.Label, focused, th))
	}
	return []string{b.String()}, cursor
}

func (c *Choice) drawBelow(marks []string, width int, focused bool, th *theme.Theme) ([]string, screen.Point) {
	var lines []string
	var cursor screen.Point
	for i, o := range c.options {
		if i == c.at {
			cursor.Y = len(lines)
		}
		mark := marks[i]
		for _, line := range screen.Wrap(o.Label, width-screen.Width(mark)) {
			lines = append(lines, mark+c.label(i, line, focused, th))
			mark = spaces(screen.Width(mark))
		}
	}
	return lines, cursor
}

func spaces(n int) string { return strings.Repeat(" ", max(n, 0)) }
