package screen

import (
	"slices"
	"strings"
)

// Part is a piece of a screen whose lines stay together.
type Part struct {
	Lines  []string
	Rank   int    // 0 is always there; where there is no room the highest goes first
	Tight  bool   // no blank line above it
	Cursor *Point // within the part; the first one there is counts
}

// Compose stacks parts in a frame. Parts that there is no room for are left out,
// the highest rank first; room that is left becomes blank lines between the
// parts, the upper ones first. If even what must be there does not fit, the last
// line says how many lines are missing, in the words given.
func Compose(f Frame, parts []Part, missing func(n int) string) Drawing {
	parts = fitting(parts, f.Height)
	spare := f.Height - heightOf(parts)
	margin := Margin(f)
	lines := make([]string, 0, f.Height)
	var cursor *Point
	for i, p := range parts {
		if i > 0 && !p.Tight && spare > 0 {
			lines = append(lines, "")
			spare--
		}
		if p.Cursor != nil && cursor == nil {
			cursor = &Point{X: p.Cursor.X + margin, Y: p.Cursor.Y + len(lines)}
		}
		lines = append(lines, p.Lines...)
	}
	said := ""
	if over := len(lines) - f.Height; over > 0 {
		lines, said = lines[:f.Height-1], missing(over+1)
	}
	if cursor != nil {
		cursor.Y = min(cursor.Y, f.Height-1)
	}
	body := indented(lines, margin)
	if said != "" {
		body += "\n" + said
	}
	return Drawing{Body: Fit(body, f), Cursor: cursor}
}

// indented joins lines with a margin left of each that is not empty.
func indented(lines []string, margin int) string {
	size := 0
	for _, line := range lines {
		size += margin + len(line) + 1
	}
	var b strings.Builder
	b.Grow(size)
	for i, line := range lines {
		if i > 0 {
			b.WriteByte('\n')
		}
		if line != "" {
			b.WriteString(spaces(margin))
		}
		b.WriteString(line)
	}
	return b.String()
}

// Least is the height of the parts that must be there.
func Least(parts []Part) int {
	n := 0
	for _, p := range parts {
		if p.Rank == 0 {
			n += len(p.Lines)
		}
	}
	return n
}

func heightOf(parts []Part) int {
	n := 0
	for _, p := range parts {
		n += len(p.Lines)
	}
	return n
}

// fitting leaves out empty parts, and then as many as must go.
func fitting(parts []Part, height int) []Part {
	kept := slices.DeleteFunc(slices.Clone(parts), func(p Part) bool { return len(p.Lines) == 0 })
	for heightOf(kept) > height {
		worst := 0
		for i, p := range kept {
			if p.Rank > 0 && p.Rank >= kept[worst].Rank {
				worst = i
			}
		}
		if kept[worst].Rank == 0 {
			return kept
		}
		kept = slices.Delete(kept, worst, worst+1)
	}
	return kept
}

// Margin is the room left of everything where there is plenty.
func Margin(f Frame) int {
	if f.Width < 60 {
		return 0
	}
	return 2
}

// Room is the width that parts may take. Lines that are too long are hard to read.
func Room(f Frame) int { return min(f.Width-2*Margin(f), 96) }

// Apart puts one piece at the left end of a line and one at the right.
func Apart(left, right string, width int) string {
	gap := width - Width(left) - Width(right)
	if gap < 1 {
		return Pad(left, width, "")
	}
	return left + spaces(gap) + right
}
