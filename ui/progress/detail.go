package progress

import (
	"strings"

	"alongside/dialog"
	"alongside/dialog/report"
	"alongside/ui/screen"
)

// drawDetail draws one area over the years, or one date with all its areas.
func (y *Years) drawDetail(f screen.Frame) screen.Drawing {
	if y.view == table {
		i, _ := y.visitInFocus()
		return drawScrolled(&y.alone, y.visitLines(i, f), f, y.o.Text)
	}
	return drawScrolled(&y.alone, y.areaLines(f), f, y.o.Text)
}

// areaLines are an area's question, what there is to say about it, and every
// value with its label, wish for help and note, latest first.
func (y *Years) areaLines(f screen.Frame) []string {
	a := &y.report.Areas[y.area]
	lines := styled(screen.Wrap(a.Name, f.Width), f.Theme.Title)
	lines = append(lines, styled(screen.Wrap(y.o.Text.Question(a.Domain), f.Width), f.Theme.Quiet)...)
	lines = append(lines, styled(screen.Wrap(y.report.AreaInWords(y.area), f.Width), f.Theme.Text)...)
	lines = append(lines, "")
	for i := len(a.Values) - 1; i >= 0; i-- {
		v := &a.Values[i]
		visit := &y.report.Visits[v.Visit]
		words := y.withHelp(&v.Value)
		if about := visit.Words(y.o.Text); about != "" {
			words += "; " + about
		}
		lines = append(lines, styled(screen.Hang(y.o.Text.Day(visit.Date)+"  ", words, f.Width), f.Theme.Text)...)
		lines = append(lines, y.noteLines(v.Note, f)...)
	}
	return append(lines, y.talkLines(a.Domain, f)...)
}

// talkLines are what was noted and agreed about an area, latest first.
func (y *Years) talkLines(d dialog.Domain, f screen.Frame) []string {
	told := report.AreaTalk(y.o.Record, d, y.o.Text)
	if len(told) == 0 {
		return nil
	}
	lines := append([]string{""}, styled([]string{y.said().Talked}, f.Theme.Title)...)
	for _, p := range told {
		lines = append(lines, styled(screen.Hang(p.Title+"  ", p.Text, f.Width), f.Theme.Text)...)
	}
	return lines
}

// withHelp is a value in words, with the answer to the help question.
func (y *Years) withHelp(v *report.Value) string {
	switch v.Help {
	case dialog.HelpWanted:
		return y.said().HelpWanted.With("words", v.Words)
	case dialog.HelpNot:
		return y.said().HelpNot.With("words", v.Words)
	default:
		return v.Words
	}
}

// noteLines are the lines of a shared note, indented.
func (y *Years) noteLines(note []string, f screen.Frame) []string {
	var lines []string
	mark := "  " + y.said().Note + " "
	for _, line := range note {
		lines = append(lines, styled(screen.Hang(mark, line, f.Width), f.Theme.Text)...)
		mark = strings.Repeat(" ", screen.Width(mark))
	}
	return lines
}

// visitLines are all areas of one assessment, the two means, and the goals rated
// that day.
func (y *Years) visitLines(i int, f screen.Frame) []string {
	visit := &y.report.Visits[i]
	lines := styled(screen.Wrap(y.o.Text.Words.Changed.DialogOf.With("date", y.o.Text.Day(visit.Date)), f.Width), f.Theme.Title)
	lines = append(lines, y.markLines(visit, f)...)
	for j := range y.report.Areas {
		a := &y.report.Areas[j]
		for k := range a.Values {
			if v := &a.Values[k]; v.Visit == i {
				row := []screen.Row{{Label: screen.Pad(a.Name, y.nameWidth(), ""), Value: y.withHelp(&v.Value), Style: f.Theme.Text}}
				lines = append(lines, screen.Columns(row, f.Width, f.Theme)...)
				lines = append(lines, y.noteLines(v.Note, f)...)
			}
		}
	}
	for _, m := range y.report.Means {
		for _, p := range m.Points {
			if p.Visit == i {
				said := report.Mean{Name: m.Name, Mean: p.Mean, Value: p.Mean.String(), Basis: p.Basis(y.o.Text)}
				lines = append(lines, styled(hanging(said.Sentence(), f.Width), f.Theme.Text)...)
			}
		}
	}
	return append(lines, y.goalLines(visit.Date, f)...)
}

// markLines say what to know about an assessment, the reason beneath what it is for.
func (y *Years) markLines(visit *report.Visit, f screen.Frame) []string {
	var lines []string
	why := func() {
		if visit.Reason != "" {
			lines = append(lines, styled(screen.Hang(y.said().Why+" ", visit.Reason, f.Width), f.Theme.Text)...)
		}
	}
	if visit.For == "" && visit.Reason != "" {
		rated := y.o.Text.Words.Changed.Rated.With("n", visit.Rated, "of", dialog.DomainCount)
		lines = append(lines, styled(screen.Wrap(rated, f.Width), f.Theme.Warning)...)
		why()
	}
	for _, m := range visit.Marks {
		lines = append(lines, styled(screen.Wrap(m.Sentence(y.o.Text), f.Width), f.Theme.Warning)...)
		if m == visit.For {
			why()
		}
	}
	return lines
}

// nameWidth is the width of the longest name of an area.
func (y *Years) nameWidth() int {
	w := 0
	for i := range y.report.Areas {
		w = max(w, screen.Width(y.report.Areas[i].Name))
	}
	return w
}

// goalLines are the goals rated on a day.
func (y *Years) goalLines(on dialog.Date, f screen.Frame) []string {
	var lines []string
	for _, g := range y.report.Goals {
		for _, r := range g.Ratings {
			if r.Date == on {
				lines = append(lines, styled(screen.Hang(y.said().GoalRated.With("n", r.Rating, "of", dialog.HighestGoalRating)+" ", g.Text, f.Width), f.Theme.Text)...)
			}
		}
	}
	return lines
}
