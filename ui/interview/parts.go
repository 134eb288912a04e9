package interview

import (
	"strings"

	"charm.land/bubbles/v2/key"

	"alongside/dialog/instrument"
	"alongside/ui/outbox"
	"alongside/ui/screen"
	"alongside/ui/theme"
)

// The smallest frame in which a question can be read whole.
const (
	leastWidth  = 34
	leastHeight = 8
)

// tooSmall draws the sentence for a frame in which nothing can be read, and
// reports whether it is one.
func tooSmall(f screen.Frame, t *instrument.Text) (screen.Drawing, bool) {
	if f.Width >= leastWidth && f.Height >= leastHeight {
		return screen.Drawing{}, false
	}
	lines := screen.Wrap(t.Words.Page.TooSmall, f.Width)
	return screen.Drawing{Body: screen.Fit(strings.Join(lines, "\n"), f)}, true
}

// part is a piece of a screen whose lines stay together.
type part struct {
	lines  []string
	rank   int           // 0 is always there; where there is no room the highest goes first
	tight  bool          // no blank line above it
	cursor *screen.Point // within the part; the first one there is counts
}

// compose stacks parts in a frame. Parts that there is no room for are left out,
// the highest rank first; room that is left becomes blank lines between the
// parts, the upper ones first. If even what must be there does not fit, the last
// line says how much is missing.
func compose(f screen.Frame, parts []part) screen.Drawing {
	return composeIn(f, parts, instrument.English())
}

// compose is the same for what the person reads.
func (m *Model) compose(f screen.Frame, parts []part) screen.Drawing {
	return composeIn(f, parts, m.tongue)
}

func composeIn(f screen.Frame, parts []part, t *instrument.Text) screen.Drawing {
	all := make([]screen.Part, len(parts))
	for i, p := range parts {
		all[i] = screen.Part{Lines: p.lines, Rank: p.rank, Tight: p.tight, Cursor: p.cursor}
	}
	return screen.Compose(f, all, func(n int) string { return t.Words.Page.Larger.With("n", n) })
}

// roomOf is the width that parts may take.
func roomOf(f screen.Frame) int { return screen.Room(f) }

// said is a part of plain text, wrapped.
func said(th *theme.Theme, f screen.Frame, rank int, s string) part {
	return part{lines: screen.Wrap(th.Signs(s), roomOf(f)), rank: rank}
}

// styled wraps a plain text and draws each line in a style.
func styled(style theme.Style, s string, width int) []string {
	lines := screen.Wrap(s, width)
	for i := range lines {
		lines[i] = style.Render(lines[i])
	}
	return lines
}

// strong is a part of text that matters most.
func strong(th *theme.Theme, f screen.Frame, s string) part {
	return part{lines: styled(th.Strong, th.Signs(s), roomOf(f))}
}

// title is the heading of a stage.
func title(th *theme.Theme, f screen.Frame, s string) part {
	return part{lines: styled(th.Title, th.Signs(s), roomOf(f))}
}

// option is a key with what it does, for a list to choose from.
func option(th *theme.Theme, f screen.Frame, name, what string) []string {
	lines := screen.Hang(name+"  ", th.Signs(what), roomOf(f))
	lines[0] = th.Key.Render(name) + lines[0][len(name):]
	return lines
}

// options is a part with one option a line and the cursor on the first.
func options(th *theme.Theme, f screen.Frame, pairs ...[2]string) part {
	var lines []string
	for _, p := range pairs {
		lines = append(lines, option(th, f, p[0], p[1])...)
	}
	return part{lines: lines, cursor: &screen.Point{}}
}

// failed is the part that says what is not saved, empty when all is well.
func (m *Model) failed(f screen.Frame) part {
	if m.failure() == "" {
		return part{}
	}
	return part{lines: styled(f.Theme.Failure, f.Theme.Glyphs.Cross+" "+f.Theme.Signs(m.failure()), roomOf(f))}
}

// status is what is to be said of an answer's way to the disk: the tick only once
// the store has it.
func (m *Model) status(j job, seen bool, th *theme.Theme) string {
	if p, ok := m.at.(pauser); ok && p.held(m) {
		return th.Quiet.Render(th.Signs(m.tongue.Words.Saving.Typing))
	}
	switch m.box.ProgressOf(j) {
	case outbox.Slowly:
		return th.Warning.Render(th.Signs(m.tongue.Words.Saving.Saving))
	case outbox.NotStored:
		return th.Failure.Render(th.Glyphs.Cross + " " + m.tongue.Words.Saving.NotSaved)
	case outbox.Settled:
		if seen {
			return th.Saved.Render(th.Glyphs.Tick + " " + m.tongue.Words.Saving.Saved)
		}
	case outbox.Underway:
	}
	return ""
}

// apart puts one piece at the left end of a line and one at the right.
func apart(left, right string, width int) string { return screen.Apart(left, right, width) }

// help is the key for help as the person reads it; the line of the keys adds its own
// in the usual language.
func (m *Model) help() []key.Binding {
	if m.tongue == m.o.Text {
		return nil
	}
	return []key.Binding{screen.Key(screen.HelpKey.Help().Key, m.tongue.Words.Key.Help, screen.HelpKey.Keys()...)}
}

// helpTyping is the same where a question mark is text.
func helpTyping(w *instrument.KeyWords) key.Binding {
	return screen.Key(screen.HelpKeyTyping.Help().Key, w.Help, screen.HelpKeyTyping.Keys()...)
}
