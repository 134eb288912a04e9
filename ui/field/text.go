package field

import (
	"errors"
	"unicode"
	"unicode/utf8"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"alongside/dialog/text"
	"alongside/ui/screen"
	"alongside/ui/theme"
)

// Text is one line of text. Make one with [NewText].
type Text struct {
	about   About
	limits  text.Limits
	ed      editor
	initial string
	refusal string
}

// NewText makes an empty line of text that takes what the limits allow.
func NewText(about About, limits text.Limits) *Text {
	limits.Lines = false
	return &Text{about: about, limits: limits}
}

// About is what the field was made with.
func (t *Text) About() About { return t.about }

// Value is the text as text.Clean gives it, empty while it refuses it.
func (t *Text) Value() string {
	clean, err := text.Clean(t.ed.text, t.limits)
	if err != nil {
		return ""
	}
	return clean
}

// Raw is the text as it was typed so far, for a search that follows each key. It
// is not safe to show or to keep.
func (t *Text) Raw() string { return t.ed.text }

// Set replaces the text.
func (t *Text) Set(value string) {
	t.ed.set(value)
	t.initial, t.refusal = value, ""
}

// Changed reports that the text is not as it was set.
func (t *Text) Changed() bool { return t.ed.text != t.initial }

// Update edits the text.
func (t *Text) Update(msg tea.Msg) (taken bool) {
	if !isInput(msg) {
		return false
	}
	taken, t.refusal = edit(&t.ed, msg, t.about.Label, t.limits)
	return taken
}

// Leave changes nothing.
func (t *Text) Leave() { t.refusal = "" }

// Refusal is why the last key or paste was refused.
func (t *Text) Refusal() string { return t.refusal }

// Problem is what text.Clean has against the text.
func (t *Text) Problem() string { return problem(t.ed.text, t.about.Label, t.limits) }

// Typing is always so.
func (t *Text) Typing() bool { return true }

// Keys are none but those that every text field has.
func (t *Text) Keys() []key.Binding { return nil }

// Draw draws the part of the text around the cursor, or its beginning while the
// focus is elsewhere, on a line as long as the text may be.
func (t *Text) Draw(width int, focused bool, th *theme.Theme) ([]string, screen.Point) {
	width = min(width, max(t.limits.Runes+1, 12))
	s, at := t.ed.shown()
	if !focused {
		at = 0
	}
	line, x := drawLine(s, at, width, th.Glyphs.Ellipsis)
	return []string{th.Input.Render(screen.Pad(line, width, ""))}, screen.Point{X: x}
}

// isInput reports the messages that are input. All others, such as the one that
// says that a paste has ended, leave a field as it is, its refusal included.
func isInput(msg tea.Msg) bool {
	switch msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg:
		return true
	}
	return false
}

// edit gives a key or a paste to an editor, unless the text would then be longer
// than it may or the paste holds what may not be shown: then nothing changes,
// and the sentence says why.
func edit(ed *editor, msg tea.Msg, label string, l text.Limits) (taken bool, refusal string) {
	was := *ed
	switch msg := msg.(type) {
	case tea.PasteMsg:
		piece, err := pasted(msg.Content, l)
		if err != nil {
			return true, "Nothing was pasted. " + sentence("The text", err)
		}
		ed.insert(piece)
	case tea.KeyPressMsg:
		if ed.key(msg.Keystroke()) {
			return true, ""
		}
		if msg.Text == "" {
			return false, ""
		}
		ed.insert(msg.Text)
	default:
		return false, ""
	}
	if err := tooLong(ed.text, l); err != nil {
		*ed = was
		if _, paste := msg.(tea.PasteMsg); paste {
			return true, "Nothing was pasted. " + sentence(label+" with it", err)
		}
		return true, sentence(label+" with this letter", err)
	}
	return true, ""
}

// tooLong is the error for a text that is longer than it may be, however it is
// spaced, nil for any other. What else may be wrong is not asked while a text is
// being typed, since it may come right with the next key.
func tooLong(s string, l text.Limits) error {
	if utf8.RuneCountInString(s) > 2*l.Runes+10 {
		return &text.Error{Reason: text.TooLong, At: l.Runes, Limit: l.Runes}
	}
	_, err := text.Clean(s, l)
	if refused, ok := errors.AsType[*text.Error](err); ok && refused.Reason == text.TooLong {
		return refused
	}
	return nil
}

// pasted is a paste as it may be put into a text: checked, and with its white
// space folded, but with a space left where there was white space around it.
func pasted(s string, l text.Limits) (string, error) {
	clean, err := text.Clean(s, l)
	if err != nil || clean == "" {
		return "", err
	}
	if r, _ := utf8.DecodeRuneInString(s); unicode.IsSpace(r) {
		clean = " " + clean
	}
	if r, _ := utf8.DecodeLastRuneInString(s); unicode.IsSpace(r) {
		clean += " "
	}
	return clean, nil
}

// problem is the sentence for a text that may not be kept.
func problem(s, label string, l text.Limits) string {
	if _, err := text.Clean(s, l); err != nil {
		return sentence(label, err)
	}
	return ""
}
