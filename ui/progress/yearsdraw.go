package progress

import (
	"strconv"
	"strings"

	"alongside/dialog"
	"alongside/dialog/instrument"
	"alongside/ui/screen"
)

// Draw draws the view in focus. It remembers how much there was to scroll
// through, which the keys go by.
func (y *Years) Draw(f screen.Frame) screen.Drawing {
	if d, small := tooSmall(f, y.o.Text); small {
		return d
	}
	if y.detail {
		return y.drawDetail(f)
	}
	head := y.head(f)
	rest := screen.Frame{Width: f.Width, Height: f.Height - len(head), Theme: f.Theme}
	d := y.drawView(rest)
	d.Cursor.Y += len(head)
	d.Body = strings.Join(append(head, d.Body), "\n")
	return d
}

// said are the words of the years.
func (y *Years) said() *instrument.YearsWords { return &y.o.Text.Words.Years }

func (y *Years) drawView(f screen.Frame) screen.Drawing {
	if y.report.Empty() {
		return screen.Drawing{Body: strings.Join(screen.Wrap(y.said().Nothing, f.Width), "\n"), Cursor: &screen.Point{}}
	}
	switch y.view {
	case charts:
		return y.drawCharts(f)
	case inWords:
		return y.drawWords(f)
	case table:
		return y.sheets[y.sheet].draw(y.said().EmptyTable, f)
	default:
		return y.drawStrips(f)
	}
}

// head names the four views, the one in focus between brackets, and the span.
func (y *Years) head(f screen.Frame) []string {
	line := y.named(f)
	about := y.about()
	switch {
	case about == "":
		return []string{line}
	case screen.Width(line)+2+screen.Width(about) <= f.Width:
		return []string{line + "  " + f.Theme.Text.Render(about)}
	case y.span == all && y.hasSpan():
		return []string{line}
	}
	return []string{line, f.Theme.Text.Render(screen.Clip(about, f.Width, f.Theme.Glyphs.Ellipsis))}
}

// named are the names of the views; where they do not fit, all but that of the view in
// focus by their numbers.
func (y *Years) named(f screen.Frame) string {
	w := y.said()
	all := []string{w.Strips, w.Charts, w.InWords, w.Table}
	if f.Width < 60 {
		all[1], all[2] = w.BriefCharts, w.BriefWords
	}
	line := func(others bool) string {
		names := make([]string, len(all))
		for i, name := range all {
			n := strconv.Itoa(i + 1)
			switch {
			case view(i) == y.view:
				names[i] = f.Theme.Chosen.Render("[" + n + " " + name + "]")
			case others:
				names[i] = f.Theme.Quiet.Render(n + " " + name)
			default:
				names[i] = f.Theme.Quiet.Render(n)
			}
		}
		return strings.Join(names, " ")
	}
	if whole := line(true); screen.Width(whole) <= f.Width {
		return whole
	}
	return screen.Clip(line(false), f.Width, f.Theme.Glyphs.Ellipsis)
}

// about says how far back the view goes, or what the table is of.
func (y *Years) about() string {
	if y.report.Empty() {
		return ""
	}
	if y.view == table {
		return y.sheets[y.sheet].table.Title
	}
	if !y.hasSpan() {
		return ""
	}
	from, to := y.dates()
	if from == to {
		return y.o.Text.Day(from)
	}
	w := y.said()
	words := map[span]instrument.Phrase{all: w.All, twoYears: w.TwoYears, oneYear: w.OneYear}[y.span]
	return words.With("from", y.o.Text.Day(from), "to", y.o.Text.Day(to))
}

// emptySpan is what is said where nothing lies in the span.
func (y *Years) emptySpan(from dialog.Date, f screen.Frame) screen.Drawing {
	said := y.said().NothingSince.With("date", y.o.Text.Day(from))
	return screen.Drawing{Body: strings.Join(styled(screen.Wrap(said, f.Width), f.Theme.Text), "\n"), Cursor: &screen.Point{}}
}

// drawWords draws the passages one below the other.
func (y *Years) drawWords(f screen.Frame) screen.Drawing {
	var lines []string
	for _, p := range y.told {
		lines = append(lines, styled(screen.Wrap(p.Title, f.Width), f.Theme.Strong)...)
		lines = append(lines, styled(screen.Hang("  ", p.Text, f.Width), f.Theme.Text)...)
	}
	return drawScrolled(&y.words, lines, f, y.o.Text)
}

// visible are the lines that fit, with how many there are above and below.
func (y *Years) visible(lines []string, focus, height int) ([]string, int) {
	w := &y.o.Text.Words.Page
	return screen.WindowSaying(lines, focus, height, screen.MoreIn(w.MoreAbove, w.MoreBelow))
}

// whole wraps as many of some sentences as go whole into so many lines.
func whole(sentences []string, width, most int) []string {
	var lines []string
	for n := range sentences {
		more := screen.Wrap(strings.Join(sentences[:n+1], " "), width)
		if len(more) > most {
			break
		}
		lines = more
	}
	return lines
}
