package field

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"alongside/ui/screen"
	"alongside/ui/theme"
)

// Mask says what a [Masked] takes and shows.
type Mask struct {
	// Most is how many characters it takes, counted in code points.
	Most int
	// Takes says which code points it takes; nil for all but control characters,
	// which are never taken.
	Takes func(rune) bool
	// Refuses is the sentence about one that is not taken.
	Refuses string
	// Breaks shows spaces and hyphens as they are, so that one can see how far
	// one has come in a long key. Everything else is a mark.
	Breaks bool
	// Check is the sentence about what is wrong with what was entered, empty if
	// nothing is. It must not keep the bytes.
	Check func([]byte) string
}

// Masked is one line of text of which only marks are shown, one for each
// character as a reader sees it. It never shows, and never gives away to a form,
// what it holds; Raw and Take do. The text is kept as it was typed or pasted,
// spaces included. Make one with [NewMasked].
type Masked struct {
	about   About
	mask    Mask
	buf     func() *buffer // a function for the reason given at Secret
	changed bool
	refusal string
}

// NewMasked makes an empty one.
func NewMasked(about About, mask Mask) *Masked {
	b := &buffer{}
	return &Masked{about: about, mask: mask, buf: func() *buffer { return b }}
}

// About is what the field was made with.
func (m *Masked) About() About { return m.about }

// Value says only whether something was entered that nothing is wrong with: it is
// [Hidden] then, and else empty. The text itself is never among the values of a
// form.
func (m *Masked) Value() string {
	if len(m.buf().text) == 0 || m.Problem() != "" {
		return ""
	}
	return Hidden
}

// Raw is a copy of the text, which nothing can clear; see [Secret].
func (m *Masked) Raw() string { return string(m.buf().text) }

// Take moves the text out of the field, which is empty afterwards.
func (m *Masked) Take() Secret {
	s := NewSecret(bytes.Clone(m.buf().text))
	m.Clear()
	return s
}

// Copy is the text in bytes of its own; the field keeps it.
func (m *Masked) Copy() Secret { return NewSecret(bytes.Clone(m.buf().text)) }

// Clear overwrites the text. It counts as not changed.
func (m *Masked) Clear() {
	m.buf().wipe()
	m.changed, m.refusal = false, ""
}

// Set replaces the text.
func (m *Masked) Set(value string) {
	m.Clear()
	m.buf().insert([]byte(value))
}

// Changed reports that it was edited since it was made, set, cleared or taken.
func (m *Masked) Changed() bool { return m.changed }

// Update edits the text. There are no keys that go word by word, because they
// would show where the words end.
func (m *Masked) Update(msg tea.Msg) (taken bool) {
	if !isInput(msg) {
		return false
	}
	m.refusal = ""
	switch msg := msg.(type) {
	case tea.PasteMsg:
		piece := strings.Trim(msg.Content, "\r\n")
		if m.refusal = m.refuses(piece); m.refusal != "" {
			m.refusal = "Nothing was pasted. " + m.refusal
			return true
		}
		m.put(piece)
		return true
	case tea.KeyPressMsg:
		if m.buf().key(msg.Keystroke()) {
			m.changed = true
			return true
		}
		if msg.Text == "" {
			return false
		}
		if m.refusal = m.refuses(msg.Text); m.refusal == "" {
			m.put(msg.Text)
		}
	}
	return true
}

func (m *Masked) put(piece string) {
	if piece == "" {
		return
	}
	b := []byte(piece)
	m.buf().insert(b)
	clear(b)
	m.changed = true
}

// refuses is the sentence about a piece that is not taken, empty for others. It
// says nothing of what the piece is.
func (m *Masked) refuses(piece string) string {
	if !utf8.ValidString(piece) || strings.ContainsFunc(piece, isLayout) {
		return "That holds something that cannot be typed."
	}
	if m.mask.Takes != nil && strings.ContainsFunc(piece, func(r rune) bool { return !m.mask.Takes(r) }) {
		return m.mask.Refuses
	}
	if utf8.RuneCountInString(piece)+utf8.RuneCount(m.buf().text) > m.mask.Most {
		return fmt.Sprintf("No more than %d characters fit here.", m.mask.Most)
	}
	return ""
}

// isLayout reports control characters and line breaks.
func isLayout(r rune) bool {
	return unicode.IsControl(r) || unicode.In(r, unicode.Zl, unicode.Zp)
}

// Leave changes nothing.
func (m *Masked) Leave() { m.refusal = "" }

// Refusal is why the last key or paste was refused.
func (m *Masked) Refusal() string { return m.refusal }

// Problem is what the Check of its mask says.
func (m *Masked) Problem() string {
	if m.mask.Check == nil || len(m.buf().text) == 0 {
		return ""
	}
	return m.mask.Check(m.buf().text)
}

// Typing is always so.
func (m *Masked) Typing() bool { return true }

// Keys are none but those that every text field has.
func (m *Masked) Keys() []key.Binding { return nil }

// Draw draws the marks, as [Text] draws its letters.
func (m *Masked) Draw(width int, focused bool, th *theme.Theme) ([]string, screen.Point) {
	width = min(width, max(m.mask.Most+1, 12), 60)
	s, at := m.marks(th.Glyphs.Bullet)
	if !focused {
		at = 0
	}
	line, x := drawLine(s, at, width, th.Glyphs.Ellipsis)
	return []string{th.Input.Render(screen.Pad(line, width, ""))}, screen.Point{X: x}
}

// marks is what is drawn, and where the cursor is in it.
func (m *Masked) marks(mark string) (s string, at int) {
	var b strings.Builder
	for end := 0; end < len(m.buf().text); {
		if end == m.buf().at {
			at = b.Len()
		}
		c := m.buf().text[end]
		if m.mask.Breaks && (c == ' ' || c == '-') {
			b.WriteByte(c)
		} else {
			b.WriteString(mark)
		}
		end = m.buf().after(end)
	}
	if m.buf().at == len(m.buf().text) {
		at = b.Len()
	}
	return b.String(), at
}

// buffer is a text in bytes that are overwritten when they are done with. Its
// cursor stands between characters as a reader sees them.
type buffer struct {
	text []byte
	at   int
}

// insert puts a piece in at the cursor. Bytes that are outgrown are overwritten.
func (b *buffer) insert(piece []byte) {
	old, n := b.text, len(b.text)+len(piece)
	if n > cap(old) {
		b.text = make([]byte, len(old), max(2*n, 256))
		copy(b.text, old)
		clear(old[:cap(old)])
	}
	b.text = b.text[:n]
	copy(b.text[b.at+len(piece):], b.text[b.at:n-len(piece)])
	copy(b.text[b.at:], piece)
	b.at = b.boundary(b.at + len(piece))
}

// remove takes out what is between two places and puts the cursor there.
func (b *buffer) remove(from, to int) {
	n := len(b.text) - (to - from)
	copy(b.text[from:], b.text[to:])
	clear(b.text[n:])
	b.text = b.text[:n]
	b.at = b.boundary(from)
}

// wipe overwrites everything.
func (b *buffer) wipe() {
	clear(b.text[:cap(b.text)])
	b.text, b.at = b.text[:0], 0
}

// after is the place one character after another.
func (b *buffer) after(at int) int {
	cluster, _ := ansi.FirstGraphemeCluster(b.text[at:], ansi.GraphemeWidth)
	return at + len(cluster)
}

// before is the place one character before another.
func (b *buffer) before(at int) int {
	previous, end := 0, 0
	for end < at {
		previous, end = end, b.after(end)
	}
	return previous
}

// boundary is the first place between two characters at or after an offset.
func (b *buffer) boundary(at int) int {
	end := 0
	for end < at && end < len(b.text) {
		end = b.after(end)
	}
	return end
}

// key moves the cursor or takes something out, and reports whether the key is
// one of these.
func (b *buffer) key(stroke string) (taken bool) {
	switch stroke {
	case "left", "ctrl+b":
		b.at = b.before(b.at)
	case "right", "ctrl+f":
		b.at = b.after(b.at)
	case "home", "ctrl+a", "ctrl+left", "alt+left", "alt+b":
		b.at = 0
	case "end", "ctrl+e", "ctrl+right", "alt+right", "alt+f":
		b.at = len(b.text)
	case "backspace", "shift+backspace", "ctrl+h":
		b.remove(b.before(b.at), b.at)
	case "delete":
		b.remove(b.at, b.after(b.at))
	case "ctrl+w", "ctrl+u", "ctrl+backspace", "alt+backspace":
		b.remove(0, b.at)
	case "ctrl+k", "ctrl+delete", "alt+delete", "alt+d":
		b.remove(b.at, len(b.text))
	default:
		return false
	}
	return true
}
