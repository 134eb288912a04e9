package theme

import (
	"image/color"
	"strings"
	"unicode"

	"charm.land/lipgloss/v2"
)

// Style is a look of Lip Gloss that was asked once what the terminal is told before and
// after a text. A screen is drawn from hundreds of small pieces, and to work this out
// for each of them is most of what drawing would cost. The zero Style is plain.
type Style struct {
	look *lipgloss.Style // nil for plain
	// What is around a text. Where every character has its own marks, as with a line
	// below it, this is around each of them, and space before one that is a space.
	before, space, after string
	each                 bool
}

// made asks Lip Gloss for the marks of a look.
func made(look lipgloss.Style) Style {
	s := Style{look: &look}
	s.before, s.after, _ = strings.Cut(look.Render("x"), "x")
	s.space, _, _ = strings.Cut(look.Render(" "), " ")
	s.each = look.Render("xx") != s.before+"xx"+s.after
	return s
}

// Look is the style as Lip Gloss has it.
func (s Style) Look() lipgloss.Style {
	if s.look == nil {
		return lipgloss.NewStyle()
	}
	return *s.look
}

// in is the style in another colour.
func (s Style) in(c color.Color) Style { return made(s.Look().Foreground(c)) }

// Render puts the style on a text, the same as Lip Gloss does.
func (s Style) Render(text string) string {
	switch {
	case odd(text) || s.each:
		var b strings.Builder
		s.Write(&b, text)
		return b.String()
	case s.before == "":
		return text
	}
	return s.before + text + s.after
}

// odd reports a text that more is done to: lines are made equally long, and tabs become
// spaces.
func odd(text string) bool { return strings.ContainsAny(text, "\n\r\t") }

// Write writes a text with the style on it.
func (s Style) Write(b *strings.Builder, text string) {
	switch {
	case odd(text):
		b.WriteString(s.Look().Render(text))
	case s.each:
		s.writeEach(b, text)
	default:
		b.WriteString(s.before)
		b.WriteString(text)
		b.WriteString(s.after)
	}
}

func (s Style) writeEach(b *strings.Builder, text string) {
	b.Grow(len(text) * (len(s.before) + 1 + len(s.after)))
	for _, r := range text {
		if unicode.IsSpace(r) {
			b.WriteString(s.space)
		} else {
			b.WriteString(s.before)
		}
		b.WriteRune(r)
		b.WriteString(s.after)
	}
}
