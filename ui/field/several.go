package field

import (
	"slices"
	"strconv"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"alongside/ui/screen"
	"alongside/ui/theme"
)

// Several is any number of some options, or none of them. A number takes an option
// or leaves it; the arrows go from option to option and Space takes or leaves.
// Enter changes nothing. Make one with [NewSeveral].
type Several struct {
	about   About
	options []Option
	taken   []bool
	initial string
	at      int // the option that the cursor is on
}

// NewSeveral makes one of which nothing is taken. The first nine options have a
// number. The values hold no comma.
func NewSeveral(about About, options ...Option) *Several {
	return &Several{about: about, options: options, taken: make([]bool, len(options))}
}

// About is what the field was made with.
func (s *Several) About() About { return s.about }

// Value is the values of the options that are taken, in the order of the options,
// with commas between them; empty when none is.
func (s *Several) Value() string {
	var values []string
	for i, o := range s.options {
		if s.taken[i] {
			values = append(values, o.Value)
		}
	}
	return strings.Join(values, ",")
}

// Set takes the options with these values, which have commas between them, and no
// others.
func (s *Several) Set(value string) {
	values := strings.Split(value, ",")
	for i, o := range s.options {
		s.taken[i] = slices.Contains(values, o.Value)
	}
	s.initial, s.at = s.Value(), 0
}

// Changed reports that other options are taken than were set.
func (s *Several) Changed() bool { return s.Value() != s.initial }

// Update takes or leaves an option. An arrow that leads past the first or the last
// is not taken, so that it leads out of the field.
func (s *Several) Update(msg tea.Msg) (taken bool) {
	press, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return false
	}
	switch press.Keystroke() {
	case "up":
		return s.move(-1)
	case "down":
		return s.move(1)
	case "space":
		return s.toggle(s.at, press.IsRepeat)
	}
	n, err := strconv.Atoi(press.Text)
	if err != nil || n < 1 || n > min(len(s.options), numbers) {
		return false
	}
	return s.toggle(n-1, press.IsRepeat)
}

// toggle takes an option that is not, and leaves one that is. A held key does so
// once.
func (s *Several) toggle(i int, held bool) bool {
	if i < len(s.options) && !held {
		s.taken[i], s.at = !s.taken[i], i
	}
	return true
}

func (s *Several) move(by int) (taken bool) {
	if s.at+by < 0 || s.at+by >= len(s.options) {
		return false
	}
	s.at += by
	return true
}

// Leave changes nothing.
func (s *Several) Leave() {}

// Refusal is never given.
func (s *Several) Refusal() string { return "" }

// Problem is never there.
func (s *Several) Problem() string { return "" }

// Typing is never so.
func (s *Several) Typing() bool { return false }

// Keys are how to take and how to leave.
func (s *Several) Keys() []key.Binding {
	if len(s.options) == 0 {
		return nil
	}
	choose := screen.Key("space", "take or leave")
	if len(s.options) > numbers {
		choose = screen.Key("↑/↓, space", "take or leave", "up", "down", "space")
	}
	return []key.Binding{choose, numbered(s.options, "the same")}
}

// Draw draws the options below each other.
func (s *Several) Draw(width int, focused bool, th *theme.Theme) ([]string, screen.Point) {
	var lines []string
	var cursor screen.Point
	for i, o := range s.options {
		if i == s.at {
			cursor.Y = len(lines)
		}
		mark := "  "
		if i < numbers {
			mark = strconv.Itoa(i+1) + " "
		}
		mark += map[bool]string{true: "[x] ", false: "[ ] "}[s.taken[i]]
		style := th.Text
		switch {
		case focused && i == s.at:
			style = th.Selected
		case s.taken[i]:
			style = th.Chosen
		}
		for _, line := range screen.Wrap(o.Label, max(width-screen.Width(mark), 1)) {
			lines = append(lines, mark+style.Render(line))
			mark = spaces(screen.Width(mark))
		}
	}
	if len(lines) == 0 {
		lines = []string{"nobody to choose from"}
	}
	return lines, cursor
}
