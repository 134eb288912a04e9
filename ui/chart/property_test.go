package chart_test

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"
	"time"

	"alongside/ui/chart"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"
)

var (
	instants = rapid.Custom(func(t *rapid.T) time.Time {
		switch rapid.IntRange(0, 9).Draw(t, "kind of instant") {
		case 0:
			return time.Time{}
		case 1:
			return time.Unix(rapid.Int64Range(-1<<55, 1<<55).Draw(t, "far"), 0)
		case 2:
			return date("2026-03-14").Add(time.Duration(rapid.Int64Range(0, int64(48*time.Hour)).Draw(t, "near")))
		}
		return date("2020-01-01").AddDate(0, 0, rapid.IntRange(0, 2500).Draw(t, "days"))
	})
	numbers = rapid.Custom(func(t *rapid.T) float64 {
		switch rapid.IntRange(0, 5).Draw(t, "kind of number") {
		case 0:
			return rapid.SampledFrom([]float64{math.NaN(), math.Inf(1), math.Inf(-1), math.MaxFloat64, -math.MaxFloat64, 5e-324, 1e15, 0}).Draw(t, "odd")
		case 1:
			return rapid.Float64().Draw(t, "any")
		}
		return float64(rapid.IntRange(0, 56).Draw(t, "eighths")) / 8
	})
	words = rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"", "Quality of life", "走去商店", "นาง สมศรี", "👩‍⚕️ visits", "é\u0301"}))
	marks = rapid.OneOf(rapid.SampledFrom([]string{"", "●", "ab", "走", "\x1b", "\u0301"}), rapid.StringN(0, 1, 4))
	axes  = rapid.Custom(func(t *rapid.T) chart.Axis {
		if rapid.Bool().Draw(t, "usual scale") {
			return chart.Axis{Lo: 1, Hi: 7, Label: words.Draw(t, "label")}
		}
		return chart.Axis{Lo: numbers.Draw(t, "lo"), Hi: numbers.Draw(t, "hi"), Ticks: rapid.SliceOfN(numbers, 0, 9).Draw(t, "ticks")}
	})
	points = rapid.Custom(func(t *rapid.T) chart.Point {
		return chart.Point{At: instants.Draw(t, "at"), Value: numbers.Draw(t, "value"), Gap: rapid.IntRange(0, 5).Draw(t, "gap") == 0,
			Mark: rapid.OneOf(rapid.Just(rune(0)), rapid.Rune()).Draw(t, "mark")}
	})
	serieses = rapid.Custom(func(t *rapid.T) chart.Series {
		s := chart.Series{Name: words.Draw(t, "name"), Mark: marks.Draw(t, "mark"), Points: rapid.SliceOfN(points, 0, 30).Draw(t, "points")}
		if rapid.Bool().Draw(t, "own axis") {
			s.Axis = axes.Draw(t, "axis")
		}
		if rapid.Bool().Draw(t, "styled") {
			s.Style = func(s string) string { return "\x1b[1m" + s + "\x1b[m" }
		}
		return s
	})
	events = rapid.Custom(func(t *rapid.T) chart.Event {
		return chart.Event{At: instants.Draw(t, "at"), Mark: marks.Draw(t, "mark"), Label: words.Draw(t, "label")}
	})
	glyphs = rapid.SampledFrom([]chart.Glyphs{chart.Unicode, chart.ASCII, {}})
)

func TestPlotKeepsItsBounds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := chart.Plot{
			Width: rapid.IntRange(-1, 130).Draw(t, "width"), Height: rapid.IntRange(-1, 40).Draw(t, "height"),
			From: instants.Draw(t, "from"), To: instants.Draw(t, "to"), Left: axes.Draw(t, "left"),
			Series: rapid.SliceOfN(serieses, 0, 4).Draw(t, "series"), Events: rapid.SliceOfN(events, 0, 6).Draw(t, "events"),
			MaxGap: time.Duration(rapid.Int64().Draw(t, "max gap")), Gutter: rapid.IntRange(-5, 200).Draw(t, "gutter"),
			Glyphs: glyphs.Draw(t, "glyphs"), Empty: words.Draw(t, "empty"),
		}
		lines := p.Lines()
		want := p.Height
		if p.Width < chart.MinWidth || p.Height < chart.MinHeight {
			want = 1
		}
		if len(lines) != want {
			t.Fatalf("%d lines, want %d", len(lines), want)
		}
		for _, l := range lines {
			if w := ansi.StringWidth(l); w > max(p.Width, 0) {
				t.Fatalf("a line is %d cells wide, the chart %d: %q", w, p.Width, l)
			}
			if strings.ContainsAny(l, "\n\r") {
				t.Fatalf("a line is broken: %q", l)
			}
		}
	})
}

// Every date with a value shows a mark in its column, whatever else is drawn.
func TestEveryValueHasAMark(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		days := rapid.SliceOfN(rapid.IntRange(0, 2400), 1, 60).Draw(t, "days")
		p := chart.Plot{Width: rapid.IntRange(34, 120).Draw(t, "width"), Height: rapid.IntRange(6, 30).Draw(t, "height"),
			Left: chart.Axis{Lo: 1, Hi: 7}, From: date("2020-01-01"), To: date("2026-12-31"), Glyphs: chart.ASCII}
		for i := range 2 {
			s := chart.Series{Name: "series", Mark: chart.ASCII.Marks[i]}
			for _, d := range days {
				s.Points = append(s.Points, chart.Point{At: p.From.AddDate(0, 0, d), Value: float64(rapid.IntRange(8, 56).Draw(t, "eighths")) / 8})
			}
			p.Series = append(p.Series, s)
		}
		left, width := p.Area()
		lines := p.Lines()
		for _, d := range days {
			strip := chart.Strip([]chart.Cell{{At: p.From.AddDate(0, 0, d), Text: "@"}}, width, p.From, p.To, chart.ASCII)
			col := left + strings.Index(strip, "@")
			column := ""
			for _, l := range lines {
				if col < len(l) && strings.ContainsAny(l[left-2:left-1], "|+") {
					column += l[col : col+1]
				}
			}
			both := strings.Contains(column, "*") && strings.Contains(column, "o")
			if !both && !strings.Contains(column, "&") {
				t.Fatalf("day %d, column %d shows %q\n%s", d, col, column, strings.Join(lines, "\n"))
			}
		}
	})
}

func TestDateAxisKeepsItsTextsApart(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		width := rapid.IntRange(15, 140).Draw(t, "width")
		from := date("1999-01-01").AddDate(0, 0, rapid.IntRange(0, 9000).Draw(t, "first day"))
		to := from.AddDate(0, 0, rapid.OneOf(rapid.IntRange(0, 100), rapid.IntRange(0, 9000)).Draw(t, "days"))
		axis := chart.DateAxis(width, from, to, chart.Unicode)
		if len(axis) != 2 || ansi.StringWidth(axis[0]) > width || ansi.StringWidth(axis[1]) > width {
			t.Fatalf("%d lines:\n%s", len(axis), strings.Join(axis, "\n"))
		}
		first, last := "Jan 06", "Jan 06"
		if to.Sub(from) < 62*24*time.Hour {
			first, last = "02-Jan", "02-Jan"
			if width >= 25 {
				first = "02-Jan-2006"
			}
			if width >= 20 {
				last = "02-Jan-2006"
			}
		}
		if last == "02-Jan" && from.Year() != to.Year() {
			first, last = "2006", "2006"
		}
		if from.Equal(to) {
			first, last = "02-Jan-2006", "02-Jan-2006"
		}
		text := strings.TrimSpace(axis[1])
		if !strings.HasPrefix(text, from.Format(first)) || !strings.HasSuffix(text, to.Format(last)) {
			t.Fatalf("the first or last date is missing: %q for %s to %s", text, from, to)
		}
		for field := range strings.SplitSeq(text, "  ") { // At least two cells between texts.
			field = strings.TrimSpace(field)
			if field == "" {
				continue
			}
			ok := false
			for _, l := range []string{"02-Jan-2006", "02-Jan", "Jan 06", "2006"} {
				_, err := time.Parse(l, field)
				ok = ok || err == nil || l == "02-Jan" && field == "29-Feb"
			}
			if !ok {
				t.Fatalf("%q is not a date, in %q", field, text)
			}
		}
	})
}

// An axis from one year into another shows a year, however short and narrow it is.
func TestAnAxisOverMoreThanOneYearShowsAYear(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from := date("2019-01-01").AddDate(0, 0, rapid.IntRange(0, 2500).Draw(t, "from"))
		to := time.Date(from.Year()+1, 1, 1, 12, 0, 0, 0, time.UTC).AddDate(0, 0, rapid.IntRange(0, 40).Draw(t, "into")*rapid.IntRange(1, 99).Draw(t, "times"))
		text := chart.DateAxis(rapid.IntRange(5, 130).Draw(t, "width"), from, to, chart.Unicode)[1]
		for year := from.Year(); year <= to.Year(); year++ {
			if strings.Contains(text, strconv.Itoa(year)) || strings.Contains(text, fmt.Sprintf(" %02d", year%100)) {
				return
			}
		}
		t.Fatalf("no year on %q from %s to %s", text, from, to)
	})
}

func TestStripKeepsItsWidth(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		width := rapid.IntRange(-1, 130).Draw(t, "width")
		cells := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) chart.Cell {
			return chart.Cell{At: instants.Draw(t, "at"), Text: rapid.OneOf(words, rapid.SampledFrom([]string{"1", "7", "-", "10"})).Draw(t, "text")}
		}), 0, 40).Draw(t, "cells")
		from, to := instants.Draw(t, "from"), instants.Draw(t, "to")
		g := glyphs.Draw(t, "glyphs")
		want := width
		if width < 2 {
			want = 0
		}
		if got := chart.Strip(cells, width, from, to, g); ansi.StringWidth(got) != want {
			t.Fatalf("%d cells, want %d: %q", ansi.StringWidth(got), want, got)
		}
		for _, l := range chart.DateAxis(width, from, to, g) {
			if ansi.StringWidth(l) > max(width, 0) {
				t.Fatalf("%d cells, want at most %d: %q", ansi.StringWidth(l), width, l)
			}
		}
	})
}

func benchmarkPlot(b *testing.B, n int) {
	p := chart.Plot{Width: 116, Height: 24, Left: rating, Series: withStyle(twoMeans(n))}
	b.ReportAllocs()
	for b.Loop() {
		p.Lines()
	}
}

func withStyle(ss []chart.Series) []chart.Series {
	for i := range ss {
		ss[i].Style = func(s string) string { return "\x1b[34m" + s + "\x1b[m" }
	}
	return ss
}

func BenchmarkPlot15(b *testing.B)  { benchmarkPlot(b, 15) }
func BenchmarkPlot200(b *testing.B) { benchmarkPlot(b, 200) }

func BenchmarkStrip15(b *testing.B) {
	var cells []chart.Cell
	for _, at := range visits(15) {
		cells = append(cells, chart.Cell{At: at, Text: "4"})
	}
	from, to := date("2020-03-14"), date("2026-11-22")
	b.ReportAllocs()
	for b.Loop() {
		chart.Strip(cells, 90, from, to, chart.Unicode)
	}
}
