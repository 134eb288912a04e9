package chart_test

import (
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"alongside/ui/chart"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// golden compares got with testdata/name.txt.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name+".txt")
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("%s differs (-want +got):\n%s", path, diff)
	}
}

func date(s string) time.Time {
	t, err := time.Parse("2006-01-02", s)
	if err != nil {
		panic(err)
	}
	return t
}

var (
	rating = chart.Axis{Lo: 1, Hi: 7, Ticks: []float64{1, 2, 3, 4, 5, 6, 7}, Label: "Mean rating, 1 to 7"}
	goal   = chart.Axis{Lo: 0, Hi: 10, Ticks: []float64{0, 5, 10}, Label: "Goal, 0 to 10"}
)

// visits are n irregular dates over six years from March 2020, about the same
// from one run to the next and never evenly spaced.
func visits(n int) []time.Time {
	from, to := date("2020-03-14"), date("2026-09-02")
	var out []time.Time
	for i := range n {
		f := 0.0
		if n > 1 {
			f = float64(i) / float64(n-1)
		}
		f += 0.35 / float64(n) * math.Sin(float64(i)*2.3) * math.Min(1, float64(i)) * math.Min(1, float64(n-1-i))
		out = append(out, from.Add(time.Duration(f*float64(to.Sub(from)))).Truncate(time.Hour))
	}
	return out
}

// twoMeans are a person's two means over n visits.
func twoMeans(n int) []chart.Series {
	q := chart.Series{Name: "Quality of life", Mark: "●"}
	s := chart.Series{Name: "Treatment satisfaction", Mark: "■"}
	for i, at := range visits(n) {
		f := float64(i) / float64(max(n-1, 1))
		q.Points = append(q.Points, chart.Point{At: at, Value: round(3.1+1.6*f+0.9*math.Sin(float64(i)*1.7), 8)})
		s.Points = append(s.Points, chart.Point{At: at, Value: round(4.6+0.9*f+1.1*math.Cos(float64(i)*1.1), 3)})
	}
	return []chart.Series{q, s}
}

// round returns v as a mean of n whole numbers could be.
func round(v float64, n float64) float64 { return math.Round(v*n) / n }

// ascii gives the series the marks of the ASCII set.
func ascii(ss []chart.Series) []chart.Series {
	for i := range ss {
		ss[i].Mark = chart.ASCII.Marks[i]
	}
	return ss
}

// withGaps makes visits into gaps: one of both series, one of each alone.
func withGaps(ss []chart.Series) []chart.Series {
	for _, g := range []struct{ series, point int }{{0, 3}, {1, 3}, {0, 8}, {1, 11}} {
		p := &ss[g.series].Points[g.point]
		p.Gap, p.Value = true, 0
	}
	return ss
}

func draw(p chart.Plot) string {
	return strings.Join(p.Lines(), "\n") + "\n"
}

var sizes = []struct{ w, h int }{{34, 10}, {60, 14}, {80, 18}, {116, 24}}

func TestPlotGolden(t *testing.T) {
	for _, n := range []int{0, 1, 2, 15, 200} {
		for _, set := range []struct {
			name   string
			glyphs chart.Glyphs
		}{{"unicode", chart.Unicode}, {"ascii", chart.ASCII}} {
			var all strings.Builder
			for _, s := range sizes {
				ss := twoMeans(n)
				if set.name == "ascii" {
					ss = ascii(ss)
				}
				p := chart.Plot{Width: s.w, Height: s.h, Left: rating, Series: ss, Glyphs: set.glyphs}
				fmt.Fprintf(&all, "%d x %d\n%s\n", s.w, s.h, draw(p))
			}
			name := fmt.Sprintf("points-%d-%s", n, set.name)
			t.Run(name, func(t *testing.T) { golden(t, name, all.String()) })
		}
	}
}

// Each case is one thing that a chart must show without being asked.
func TestPlotCasesGolden(t *testing.T) {
	many := twoMeans(15)
	goals := append(twoMeans(15), chart.Series{Name: "Goal: walk to the shop each day", Mark: "▲", Axis: goal, Points: []chart.Point{
		{At: date("2024-02-06"), Value: 2}, {At: date("2024-08-20"), Value: 4}, {At: date("2025-03-11"), Value: 7}, {At: date("2026-09-02"), Value: 9},
	}})
	same := twoMeans(15)
	for i := range same[0].Points {
		if i%3 == 0 {
			same[1].Points[i].Value = same[0].Points[i].Value
		}
	}
	beyond := twoMeans(15)
	beyond[0].Points[4].Value, beyond[1].Points[7].Value = 8, 0
	beyond[1].Points = append(beyond[1].Points, chart.Point{Value: 4})
	short := []chart.Series{{Name: "Quality of life", Points: []chart.Point{
		{At: date("2026-03-02"), Value: 3}, {At: date("2026-03-09"), Value: 4.5}, {At: date("2026-03-30"), Value: 5},
	}}}
	referrals := []chart.Event{
		{At: date("2020-04-01"), Mark: "R", Label: "Referral accepted"}, {At: date("2023-01-09"), Label: "Discharged"},
		{At: date("2024-01-15"), Mark: "R", Label: "Referral accepted"}, {At: date("2024-01-17"), Label: "Care plan"}, {At: date("2026-08-30"), Label: "Review of care plan"},
	}
	cases := []struct {
		name string
		plot chart.Plot
	}{
		{"gaps", chart.Plot{Left: rating, Series: withGaps(twoMeans(15))}},
		{"max-gap", chart.Plot{Left: rating, Series: many, MaxGap: 200 * 24 * time.Hour}},
		{"two-scales", chart.Plot{Left: rating, Series: goals}},
		{"shared", chart.Plot{Left: rating, Series: same}},
		{"beyond", chart.Plot{Left: rating, Series: beyond, From: date("2021-01-01"), To: date("2026-12-31")}},
		{"no-scale", chart.Plot{Series: many}},
		{"short-span", chart.Plot{Left: rating, Series: short}},
		{"events", chart.Plot{Left: rating, Series: many, Events: referrals}},
		{"empty-words", chart.Plot{Left: rating, From: date("2026-01-01"), To: date("2026-12-31"), Empty: "No DIALOG has been finished yet."}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var all strings.Builder
			for _, s := range append([]struct{ w, h int }{{34, 6}}, sizes...) {
				p := c.plot
				p.Width, p.Height = s.w, s.h
				fmt.Fprintf(&all, "%d x %d\n%s\n", s.w, s.h, draw(p))
			}
			golden(t, "case-"+c.name, all.String())
		})
	}
}

// A person's years at a glance: strips and a chart over the same dates.
func TestStripsGolden(t *testing.T) {
	names := []string{"Mental health", "Physical health", "Job situation", "Accommodation", "Leisure activities"}
	for _, n := range []int{1, 2, 15, 200} {
		var all strings.Builder
		for _, w := range []int{34, 60, 80, 116} {
			from, to := date("2020-03-14"), date("2026-11-22")
			p := chart.Plot{Width: w, Height: 11, From: from, To: to, Left: rating, Series: twoMeans(n), Gutter: min(20, w/3)}
			left, width := p.Area()
			fmt.Fprintf(&all, "%d wide\n%s", w, draw(p))
			for k, name := range names {
				var cells []chart.Cell
				for i, at := range visits(n) {
					text := fmt.Sprint(1 + (i*(k+2)+k)%7)
					if (i+k)%9 == 5 {
						text = "-"
					}
					cells = append(cells, chart.Cell{At: at, Text: text})
				}
				fmt.Fprintf(&all, "%-*.*s%s\n", left, left-1, name, chart.Strip(cells, width, from, to, chart.Unicode))
			}
			for _, l := range chart.DateAxis(width, from, to, chart.Unicode) {
				fmt.Fprintf(&all, "%*s%s\n", left, "", l)
			}
			all.WriteString("\n")
		}
		name := fmt.Sprintf("strips-%d", n)
		t.Run(name, func(t *testing.T) { golden(t, name, all.String()) })
	}
}
