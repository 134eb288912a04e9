// Package theme holds the styles and signs that every screen draws with.
//
// The rules behind it:
//
//   - Content is drawn in the terminal's own foreground on its own background,
//     so that a person who set a high-contrast or large-print scheme keeps it.
//   - Only the 16 ANSI colours are used, for the same reason, and only those
//     that stay readable on the background that the terminal reported. When it
//     reported none, no colour is used for words at all.
//   - Nothing is said by colour alone. Bold, reverse and underline carry the
//     same differences, and a word or a sign always says it too.
//   - Nothing is faint, since faint text fails contrast on many schemes, and
//     nothing blinks.
package theme

import (
	"strings"

	"charm.land/lipgloss/v2"
)

// Background says whether the terminal's own background is dark or light.
type Background int

const (
	// UnknownBackground is the answer until the terminal has told us.
	UnknownBackground Background = iota
	// DarkBackground is light text on a dark ground.
	DarkBackground
	// LightBackground is dark text on a light ground.
	LightBackground
)

// Options are what a theme depends on: what the terminal can show and what its
// user asked for.
type Options struct {
	Unicode    bool // signs outside ASCII can be shown
	Colour     bool // colour is wanted and can be shown
	Background Background
	Masked     bool // names are hidden: somebody may be looking
}

// Theme is the set of styles, named by what they mean and not by how they look.
// It is made once and read by all screens; nothing changes it.
type Theme struct {
	Glyphs Glyphs
	Masked bool // names, and numbers and dates that stand for them, are hidden

	Title    Style // the heading of a screen
	Text     Style // content
	Strong   Style // the words of a line that matter most
	Quiet    Style // labels and asides; as readable as content
	Key      Style // the name of a key in a help line
	Chosen   Style // the option that is recorded
	Selected Style // the row that the cursor is on
	Higher   Style // higher than before
	Lower    Style // lower than before
	Same     Style // the same as before
	Saved    Style // the store has answered: it is kept
	Warning  Style // something to look at
	Failure  Style // something was not done
	Demo     Style // the mark of the made-up record
	Banner   Style // whose record this is
	Input    Style // what was typed into a field
}

// New makes the theme for a terminal.
func New(o Options) *Theme {
	look := lipgloss.NewStyle()
	bright := look.Bold(true)
	plain, bold, line, bar := made(look), made(bright), made(look.Underline(true)), made(bright.Reverse(true))
	t := &Theme{
		Glyphs: ASCII(), Masked: o.Masked,
		Title: bold, Text: plain, Strong: bold, Quiet: plain, Key: bold,
		Chosen: bold, Selected: made(look.Reverse(true)),
		Higher: bold, Lower: line, Same: plain,
		Saved: plain, Warning: bold, Failure: bar,
		Demo: bar, Banner: bold,
		Input: line,
	}
	if o.Unicode {
		t.Glyphs = Unicode()
	}
	if o.Colour {
		t.colour(o.Background)
	}
	return t
}

// colour adds colours to the styles that have room for one. Blue or cyan
// against yellow or magenta, and never red against green, because lower is not
// wrong; red is kept for what was not done. Yellow, cyan and green are not
// readable on a white ground and dark blue is not on a black one, so the two
// grounds have different colours.
func (t *Theme) colour(b Background) {
	switch b {
	case DarkBackground:
		t.Key = t.Key.in(lipgloss.BrightCyan)
		t.Chosen = t.Chosen.in(lipgloss.BrightCyan)
		t.Higher = t.Higher.in(lipgloss.BrightCyan)
		t.Lower = t.Lower.in(lipgloss.BrightYellow)
		t.Saved = t.Saved.in(lipgloss.BrightGreen)
		t.Warning = t.Warning.in(lipgloss.BrightYellow)
		t.Failure = t.Failure.in(lipgloss.BrightRed)
		t.Demo = t.Demo.in(lipgloss.BrightYellow)
	case LightBackground:
		t.Key = t.Key.in(lipgloss.Blue)
		t.Chosen = t.Chosen.in(lipgloss.Blue)
		t.Higher = t.Higher.in(lipgloss.Blue)
		t.Lower = t.Lower.in(lipgloss.Magenta)
		t.Warning = t.Warning.in(lipgloss.Magenta)
		t.Failure = t.Failure.in(lipgloss.Red)
		t.Demo = t.Demo.in(lipgloss.Magenta)
	case UnknownBackground:
		// The emphasis that needs no colour is all there is.
	}
}

// asciiSigns spells the signs that fixed texts may hold, for terminals that can
// show only ASCII.
var asciiSigns = strings.NewReplacer(
	"↑/↓", "up/down", "←/→", "left/right",
	"↑", "up", "↓", "down", "←", "left", "→", "right",
	"…", "...", "•", "*", "·", "-", "–", "-", "—", "-", "×", "x",
	"‘", "'", "’", "'", "“", `"`, "”", `"`,
)

// hidden stands for a name that is hidden.
const hidden = "(hidden)"

// Who returns what tells a person apart, such as a name, a number or a date of
// birth, or what stands for it while names are hidden. What is empty stays so.
func (t *Theme) Who(s string) string {
	if t.Masked && s != "" {
		return hidden
	}
	return s
}

// Signs returns one of the program's own fixed texts with its arrows, dashes
// and quotation marks spelt in ASCII where the terminal can show no more. It is
// not for names or notes, which are never altered.
func (t *Theme) Signs(s string) string {
	if t.Glyphs.Rule == "-" {
		return asciiSigns.Replace(s)
	}
	return s
}
