package field

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"alongside/dialog/text"
	"alongside/ui/screen"
	"alongside/ui/theme"
)

// Note is a short text of several lines, in which Enter begins a new line. Make
// one with [NewNote].
type Note struct {
	about   About
	limits  text.Limits
	rows    int
	width   int // the columns when last drawn, which up and down go by
	goal    int // the column that up and down aim for, -1 for where the cursor is
	ed      editor
	initial string
	refusal string
}

// NewNote makes an empty text that takes what the limits allow and shows at most
// this many rows of it at a time.
func NewNote(about About, limits text.Limits, rows int) *Note {
	limits.Lines = true
	return &Note{about: about, limits: limits, rows: max(rows, 1), width: 60, goal: -1}
}

// About is what the field was made with.
func (n *Note) About() About { return n.about }

// Value is the text as text.Clean gives it, empty while it refuses it.
func (n *Note) Value() string {
	clean, err := text.Clean(n.ed.text, n.limits)
	if err != nil {
		return ""
	}
	return clean
}

// Set replaces the text.
func (n *Note) Set(value string) {
	n.ed.set(value)
	n.initial, n.refusal, n.goal = value, "", -1
}

// Changed reports that the text is not as it was set.
func (n *Note) Changed() bool { return n.ed.text != n.initial }

// Update edits the text. Up on the first row and down on the last are not taken,
// so that they lead out of the note.
func (n *Note) Update(msg tea.Msg) (taken bool) {
	if !isInput(msg) {
		return false
	}
	n.refusal = ""
	if press, ok := msg.(tea.KeyPressMsg); ok {
		switch press.Keystroke() {
		case "up":
			return n.vertical(-1)
		case "down":
			return n.vertical(1)
		case "enter", "shift+enter", "alt+enter", "ctrl+j":
			msg = tea.KeyPressMsg{Text: "\n"}
		}
	}
	n.goal = -1
	taken, n.refusal = edit(&n.ed, msg, n.about.Label, n.limits)
	return taken
}

// vertical moves the cursor to the row above or below, in the column where it
// was when it began to move up or down.
func (n *Note) vertical(by int) (taken bool) {
	s, at := n.ed.shown()
	spans := wrapSpans(s, n.width-1)
	row, x := place(s, spans, at)
	if row+by < 0 || row+by >= len(spans) {
		return false
	}
	if n.goal < 0 {
		n.goal = x
	}
	to := offset(s, spans[row+by], n.goal)
	if next := row + by + 1; next < len(spans) && to == spans[next].start {
		to = before(s, to) // the end of a row that goes on belongs to the next
	}
	n.ed.moveTo(s, to)
	return true
}

// Leave changes nothing.
func (n *Note) Leave() { n.refusal, n.goal = "", -1 }

// Refusal is why the last key or paste was refused.
func (n *Note) Refusal() string { return n.refusal }

// Problem is what text.Clean has against the text.
func (n *Note) Problem() string { return problem(n.ed.text, n.about.Label, n.limits) }

// Typing is always so.
func (n *Note) Typing() bool { return true }

// Keys are how to begin a line.
func (n *Note) Keys() []key.Binding {
	return []key.Binding{screen.Key("enter", "new line")}
}

// Draw draws the rows around the cursor, or the first ones while the focus is
// elsewhere, and says in words how many more there are. It remembers the width, which up and down go by; drawing again
// gives the same again.
func (n *Note) Draw(width int, focused bool, th *theme.Theme) ([]string, screen.Point) {
	n.width = max(width, 2)
	s, at := n.ed.shown()
	if !focused {
		at = 0
	}
	spans := wrapSpans(s, n.width-1) // the last column is for the cursor
	row, x := place(s, spans, at)
	lines := make([]string, 0, len(spans)+1)
	for _, sp := range spans {
		lines = append(lines, th.Input.Render(screen.Pad(s[sp.start:sp.end], n.width, "")))
	}
	for len(lines) < min(n.rows, 2) {
		lines = append(lines, th.Input.Render(screen.Pad("", n.width, "")))
	}
	visible, first := screen.Window(lines, row, n.rows)
	return visible, screen.Point{X: min(x, n.width-1), Y: row - first}
}
