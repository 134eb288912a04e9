package progress

import (
	"strings"

	"alongside/dialog"
	"alongside/dialog/instrument"
	"alongside/ui/screen"
)

// Draw draws the view in focus. It remembers how much there was to scroll
// through, which the keys go by.
func (y *Years) Draw(f screen.Frame) screen.Drawing {
	if d, small := tooSmall(f, instrument.English()); small {
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

func (y *Years) drawView(f screen.Frame) screen.Drawing {
	if y.report.Empty() {
		said := "Nothing has been rated yet. After the first DIALOG this page shows it by its date."
		return screen.Drawing{Body: strings.Join(screen.Wrap(said, f.Width), "\n"), Cursor: &screen.Point{}}
	}
	switch y.view {
	case charts:
		return y.drawCharts(f)
	case inWords:
		return y.drawWords(f)
	case table:
		return y.sheets[y.sheet].draw(f)
	default:
		return y.drawStrips(f)
	}
}

// head names the four views, the one in focus between brackets, and the span.
func (y *Years) head(f screen.Frame) []string {
	names := []string{"1 Strips", "2 Charts", "3 In words", "4 Table"}
	if f.Width < 60 {
		names = []string{"1 Strips", "2 Chart", "3 Words", "4 Table"}
	}
	for i, name := range names {
		if view(i) == y.view {
			names[i] = f.Theme.Chosen.Render("[" + name + "]")
			continue
		}
		names[i] = f.Theme.Quiet.Render(name)
	}
	line := strings.Join(names, " ")
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
		return from.String()
	}
	words := map[span]string{all: "All: ", twoYears: "2 years: ", oneYear: "1 year: "}[y.span]
	return words + from.String() + " to " + to.String()
}

// emptySpan is what is said where nothing lies in the span.
func emptySpan(from dialog.Date, f screen.Frame) screen.Drawing {
	said := "Nothing was rated since " + from.String() + ". Press s to see further back."
	return screen.Drawing{Body: strings.Join(styled(screen.Wrap(said, f.Width), f.Theme.Text), "\n"), Cursor: &screen.Point{}}
}

// drawWords draws the passages one below the other.
func (y *Years) drawWords(f screen.Frame) screen.Drawing {
	var lines []string
	for _, p := range y.told {
		lines = append(lines, styled(screen.Wrap(p.Title, f.Width), f.Theme.Strong)...)
		lines = append(lines, styled(screen.Hang("  ", p.Text, f.Width), f.Theme.Text)...)
	}
	return y.window(lines, &y.line, f)
}

// window shows lines of which one has the focus, and remembers how many there
// are.
func (y *Years) window(lines []string, focus *int, f screen.Frame) screen.Drawing {
	y.lines, y.page = len(lines), f.Height
	at := min(*focus, max(len(lines)-1, 0))
	visible, offset := screen.Window(lines, at, f.Height)
	return screen.Drawing{Body: strings.Join(visible, "\n"), Cursor: &screen.Point{Y: at - offset}}
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
