package talk

import (
	"strings"

	"alongside/dialog/report"
	"alongside/dialog/text"
	"alongside/ui/screen"
)

// Draw draws the step.
func (c *Copy) Draw(f screen.Frame) screen.Drawing {
	switch c.step {
	case tickingParts:
		return c.drawTicking(f)
	case lookingAtCopy:
		return c.drawPreview(f)
	case askingSafe:
		return c.drawQuestion(f)
	case choosingFolder:
		return c.drawFolder(f)
	case makingFolder:
		return c.drawMaking(f)
	}
	th := f.Theme
	return compose(f, said(f, 0, "The copy is written", th.Title), said(f, 0, c.said, th.Saved),
		said(f, 0, "It is not sealed: whoever has it can read it. Print it, hand it over, and delete it.", th.Text))
}

// drawTicking lists what can be ticked, the guarded parts below a line of words.
func (c *Copy) drawTicking(f screen.Frame) screen.Drawing {
	th := f.Theme
	var lines []string
	focus := 0
	for i, row := range c.rows {
		if before := c.heading(i); before != "" {
			lines = append(lines, styled(screen.Wrap(before, f.Width), th.Quiet)...)
		}
		on := c.ticked[row.part]
		if row.tick != nil {
			on = *row.tick(c)
		}
		pointer, mark, style := strings.Repeat(" ", screen.Width(th.Glyphs.Pointer)), " [ ] ", th.Text
		if on {
			mark = " [x] "
		}
		if i == c.at {
			pointer, style, focus = th.Glyphs.Pointer, th.Selected, len(lines)+1
		}
		lines = append(lines, styled(screen.Hang(pointer+mark, th.Signs(row.words), f.Width), style)...)
	}
	head := styled(screen.Wrap(c.words().Want.With("name", th.Who(text.Show(c.o.Record.Person.CallName()))), f.Width), th.Title)
	if c.said != "" {
		head = append(head, styled(screen.Wrap(c.said, f.Width), th.Warning)...)
	}
	visible, offset := screen.WindowSaying(lines, max(focus-1, 0), max(f.Height-len(head), 1), moreIn(c.o.Text))
	y := min(len(head)+max(focus-1-offset, 0), f.Height-1)
	return screen.Drawing{Body: strings.Join(append(head, visible...), "\n"), Cursor: &screen.Point{X: min(3, f.Width-1), Y: y}}
}

// heading is what stands above a row, "" for nothing.
func (c *Copy) heading(i int) string {
	switch row := c.rows[i]; {
	case row.tick != nil && c.rows[i-1].tick == nil:
		return c.words().Printed
	case row.part != "" && row.part.Guarded() && i > 0 && !c.rows[i-1].part.Guarded():
		return c.words().IfSafe
	}
	return ""
}

// drawPreview shows the copy as text.
func (c *Copy) drawPreview(f screen.Frame) screen.Drawing {
	th := f.Theme
	var lines []string
	for _, l := range c.preview {
		lines = append(lines, styled(screen.Wrap(th.Signs(l), f.Width), th.Text)...)
	}
	switch {
	case th.Masked:
		lines = styled(screen.Wrap(c.words().Hidden, f.Width), th.Text)
	case c.wide(f):
		lines = styled(c.preview, th.Text)
	}
	head := styled(screen.Wrap(c.words().IsRight, f.Width), th.Title)
	rest := f
	rest.Height = max(f.Height-len(head), 1)
	visible := c.read.Window(lines, rest, moreIn(c.o.Text))
	return screen.Drawing{Body: strings.Join(append(head, visible...), "\n"), Cursor: &screen.Point{Y: min(len(head), f.Height-1)}}
}

// wide reports whether every line of the preview fits as it is, with its columns.
func (c *Copy) wide(f screen.Frame) bool {
	for _, l := range c.preview {
		if screen.Width(l) > f.Width || f.Theme.Signs(l) != l {
			return false
		}
	}
	return true
}

func (c *Copy) drawQuestion(f screen.Frame) screen.Drawing {
	th := f.Theme
	question := said(f, 0, c.words().IsSafe, th.Title)
	question.focus = 1
	return c.compose(f, question,
		said(f, 1, c.words().WhoElse, th.Text),
		said(f, 1, c.names(), th.Strong))
}

// names says which of the guarded parts are on it.
func (c *Copy) names() string {
	var on []string
	for _, p := range report.Parts() {
		if p.Guarded() && c.ticked[p] {
			on = append(on, p.Words(c.o.Text))
		}
	}
	if len(on) == 0 {
		return ""
	}
	return c.words().OnIt.With("parts", strings.Join(on, "; "))
}

// drawMaking asks whether the folder that is not there is made.
func (c *Copy) drawMaking(f screen.Frame) screen.Drawing {
	th := f.Theme
	question := said(f, 0, "There is no such folder. Make it?", th.Title)
	question.focus = 1
	return compose(f, question, said(f, 1, text.Show(c.form.Values()[valueFolder]), th.Strong),
		said(f, 1, "If it is on a stick, the stick may not be in. What is written into a new folder here stays on this computer, and is not sealed.", th.Text))
}

func (c *Copy) drawFolder(f screen.Frame) screen.Drawing {
	th := f.Theme
	head := styled(screen.Wrap("Where does the file go?", f.Width), th.Title)
	if c.busy {
		return compose(f, block{lines: head, focus: 1}, said(f, 0, "Writing"+th.Glyphs.Ellipsis, th.Text))
	}
	rest := f
	rest.Height = max(f.Height-len(head), 1)
	return screen.Stack(head, c.form.Draw(rest))
}
