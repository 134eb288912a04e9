package team

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"alongside/dialog"
	"alongside/dialog/report/figures"
	"alongside/ui/screen"
)

// The sizes below which nothing is drawn.
const (
	smallestWidth  = 34
	smallestHeight = 8
)

// laid is the report in lines of a width.
type laid struct {
	width    int
	lines    []figures.Line
	sections []int // where each begins
	page     int   // how many lines were shown last
}

// place is a line of a section. It stays where it is when the width changes.
type place struct{ section, line int }

// line is a place as a line of the whole, as far down as the end lets it be.
func (l *laid) line(p place) int {
	if p.section >= len(l.sections) {
		return 0
	}
	end := len(l.lines)
	if p.section+1 < len(l.sections) {
		end = l.sections[p.section+1]
	}
	return max(min(l.sections[p.section]+p.line, end-1, l.last()), 0)
}

// place is the place of a line of the whole.
func (l *laid) place(line int) place {
	for i, at := range slices.Backward(l.sections) {
		if at <= line {
			return place{i, line - at}
		}
	}
	return place{}
}

// last is the first line when the end is shown.
func (l *laid) last() int { return max(len(l.lines)-l.page, 0) }

// in lays the report out anew where the width is another one. It is kept, so that
// drawing the same again costs nothing.
func (l *laid) in(width int, r *figures.Report) {
	if l.width == width && l.lines != nil {
		return
	}
	l.width, l.lines, l.sections = width, nil, nil
	for i := range r.Sections {
		if i > 0 {
			l.lines = append(l.lines, figures.Line{})
		}
		l.sections = append(l.sections, len(l.lines))
		l.lines = append(l.lines, r.Sections[i].Lines(width)...)
	}
}

// Draw draws whose figures they are, and as much of them as there is room for.
func (s *Screen) Draw(f screen.Frame) screen.Drawing {
	if f.Width < smallestWidth || f.Height < smallestHeight {
		said := screen.Wrap("Please make this window larger. The figures need at least 34 columns and 12 lines.", f.Width)
		return screen.Drawing{Body: screen.Fit(strings.Join(said, "\n"), f), Cursor: &screen.Point{}}
	}
	lines := s.heads(f)
	switch {
	case s.days != nil:
		under := screen.Frame{Width: f.Width, Height: f.Height - len(lines), Theme: f.Theme}
		return screen.Stack(lines, s.days.Draw(under))
	case s.choices != nil:
		return s.drawChoices(lines, f)
	case s.job != nil || s.failure != nil || s.report == nil:
		lines = append(lines, screen.Wrap(f.Theme.Signs(s.sayings()), f.Width)...)
		return screen.Drawing{Body: screen.Fit(strings.Join(lines, "\n"), f), Cursor: &screen.Point{Y: min(len(lines)-1, f.Height-1)}}
	}
	return s.drawReport(lines, f)
}

// heads say whose figures they are and of which days.
func (s *Screen) heads(f screen.Frame) []string {
	of, span := "All teams", fmt.Sprintf("From %s to %s.", s.q.From, s.q.To)
	if s.report != nil {
		of = s.report.Of
	}
	mark := f.Theme.Glyphs.Ellipsis
	return []string{f.Theme.Strong.Render(screen.Clip("Team report: "+of, f.Width, mark)), f.Theme.Quiet.Render(screen.Clip(span, f.Width, mark)), ""}
}

// sayings are what to say where there is no report to show.
func (s *Screen) sayings() string {
	switch {
	case s.job != nil:
		return s.progress()
	case s.failure != nil:
		return "The figures could not be counted. " + dialog.ErrorMessage(s.failure) + "\n\nPress ctrl+r to try again."
	}
	return "Nothing was counted. Press ctrl+r to count."
}

// barWidth is how long the bar is that shows how far the counting is.
const barWidth = 24

// progress says that something is being counted, and from one second on how far.
func (s *Screen) progress() string {
	done, of := int(s.job.done.Load()), int(s.job.of.Load())
	if of == 0 || s.o.Now().Sub(s.job.began) < time.Second {
		return "Counting…"
	}
	full := barWidth * done / of
	return fmt.Sprintf("Counting…\n\n[%s%s]\n%d of %d people. Esc stops it.", strings.Repeat("#", full), strings.Repeat(".", barWidth-full), done, of)
}

func (s *Screen) drawChoices(lines []string, f screen.Frame) screen.Drawing {
	lines = append(lines, f.Theme.Strong.Render(s.asks))
	rows, at := s.choices.Draw(f.Width, f.Height-len(lines), func(c choice, selected bool, width int) string {
		mark, name := "  ", screen.Clip(c.name, width-2, f.Theme.Glyphs.Ellipsis)
		if selected {
			mark, name = screen.Pad(f.Theme.Glyphs.Pointer, 2, ""), f.Theme.Selected.Render(name)
		}
		return mark + name
	})
	return screen.Drawing{Body: strings.Join(append(lines, rows...), "\n"), Cursor: &screen.Point{Y: len(lines) + at}}
}

// drawReport draws the lines that there is room for, and where in the report they are.
func (s *Screen) drawReport(lines []string, f screen.Frame) screen.Drawing {
	room := f.Height - len(lines) - 1
	s.laid.in(f.Width, s.report)
	s.laid.page = room
	top := s.laid.line(s.place)
	end := min(top+room, len(s.laid.lines))
	cursor := screen.Point{Y: len(lines)}
	for _, l := range s.laid.lines[top:end] {
		lines = append(lines, styled(&l, f))
	}
	for range room - (end - top) {
		lines = append(lines, "")
	}
	where := fmt.Sprintf("Lines %d to %d of %d", top+1, end, len(s.laid.lines))
	return screen.Drawing{Body: strings.Join(append(lines, f.Theme.Quiet.Render(screen.Clip(where, f.Width, ""))), "\n"), Cursor: &cursor}
}

func styled(l *figures.Line, f screen.Frame) string {
	s := screen.Clip(f.Theme.Signs(l.Text), f.Width, f.Theme.Glyphs.Ellipsis)
	switch l.Kind {
	case figures.Heading:
		return f.Theme.Title.Render(s)
	case figures.Caption:
		return f.Theme.Strong.Render(s)
	case figures.HeadLine:
		return f.Theme.Quiet.Render(s)
	}
	return s
}
