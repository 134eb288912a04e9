package talk

import (
	"strings"

	"alongside/dialog/instrument"
	"alongside/ui/screen"
	"alongside/ui/theme"
)

// block is some lines that stay together. Where there is no room for all, the
// blocks of the highest rank go first; those of rank 0 stay.
type block struct {
	lines []string
	rank  int
	tight bool // no empty line above it, however much room there is
	focus int  // the line of it that the cursor is on, counted from 1; 0 for none
}

// styled puts a style on each line.
func styled(lines []string, s theme.Style) []string {
	out := make([]string, len(lines))
	for i, line := range lines {
		out[i] = s.Render(line)
	}
	return out
}

// said is a block of one text.
func said(f screen.Frame, rank int, s string, style theme.Style) block {
	if s == "" {
		return block{}
	}
	return block{lines: styled(screen.Wrap(f.Theme.Signs(s), f.Width), style), rank: rank}
}

// compose stacks blocks: as many as fit, with empty lines between them where there
// is room. The line in focus is always among those that are shown.
func compose(f screen.Frame, blocks ...block) screen.Drawing {
	return composeIn(f, instrument.English(), blocks...)
}

// compose is the same for what the person reads.
func (d *desk) compose(f screen.Frame, blocks ...block) screen.Drawing {
	return composeIn(f, d.o.Text, blocks...)
}

func composeIn(f screen.Frame, t *instrument.Text, blocks ...block) screen.Drawing {
	blocks = fitting(blocks, f.Height)
	spare := f.Height
	for _, b := range blocks {
		spare -= len(b.lines)
	}
	var lines []string
	focus := 0
	for i, b := range blocks {
		if i > 0 && !b.tight && spare > 0 {
			lines = append(lines, "")
			spare--
		}
		if b.focus > 0 {
			focus = len(lines) + b.focus - 1
		}
		lines = append(lines, b.lines...)
	}
	visible, offset := screen.WindowSaying(lines, focus, f.Height, moreIn(t))
	return screen.Drawing{Body: strings.Join(visible, "\n"), Cursor: &screen.Point{Y: min(max(focus-offset, 0), f.Height-1)}}
}

// moreIn says in a language how many lines there are beyond those that are shown.
func moreIn(t *instrument.Text) screen.More {
	return screen.MoreIn(t.Words.Page.MoreAbove, t.Words.Page.MoreBelow)
}

// fitting leaves out empty blocks, and then those of the highest rank until the
// rest fits.
func fitting(blocks []block, height int) []block {
	var kept []block
	total, worst := 0, 0
	for _, b := range blocks {
		if len(b.lines) > 0 {
			kept = append(kept, b)
			total += len(b.lines)
			worst = max(worst, b.rank)
		}
	}
	if total <= height || worst == 0 {
		return kept
	}
	for i := len(kept) - 1; i >= 0; i-- {
		if kept[i].rank == worst {
			return fitting(append(kept[:i:i], kept[i+1:]...), height)
		}
	}
	return kept
}
