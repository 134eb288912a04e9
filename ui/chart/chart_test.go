package chart_test

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"alongside/ui/chart"

	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"
)

// value is a point on a date.
func value(day string, v float64) chart.Point { return chart.Point{At: date(day), Value: v} }

// gap is a point on a date where there was no answer.
func gap(day string) chart.Point { return chart.Point{At: date(day), Gap: true} }

// one is a plot of a single series, with 7 rows for 1 to 7.
func one(points ...chart.Point) chart.Plot {
	return chart.Plot{Width: 59, Height: 11, Left: chart.Axis{Lo: 1, Hi: 7}, Glyphs: chart.ASCII,
		Series: []chart.Series{{Name: "Mean", Mark: "*", Points: points}}}
}

// rows returns the lines of the drawing area from the top, without the axis.
func rows(t *testing.T, p chart.Plot) []string {
	t.Helper()
	left, width := p.Area()
	var out []string
	for _, l := range p.Lines() {
		l = ansi.Strip(l)
		r := []rune(l)
		if len(r) < left-1 || (r[left-2] != p.Glyphs.Vertical && r[left-2] != p.Glyphs.TickLeft) || strings.Contains(l, "--") {
			continue
		}
		r = append(r, []rune(strings.Repeat(" ", max(0, left+width-len(r))))...)
		out = append(out, string(r[left:left+width]))
	}
	return out
}

// find returns the row and column of the only cell that holds mark.
func find(t *testing.T, area []string, mark string) (row, col int) {
	t.Helper()
	row = -1
	for i, l := range area {
		switch n := strings.Count(l, mark); {
		case n > 1 || n == 1 && row >= 0:
			t.Fatalf("more than one %q in\n%s", mark, strings.Join(area, "\n"))
		case n == 1:
			row, col = i, utf8.RuneCountInString(l[:strings.Index(l, mark)])
		}
	}
	if row < 0 {
		t.Fatalf("no %q in\n%s", mark, strings.Join(area, "\n"))
	}
	return row, col
}

func TestPointsStandAtTheirDateAndValue(t *testing.T) {
	p := one(value("2024-01-01", 1), chart.Point{At: date("2024-04-01"), Value: 6, Mark: 'Q'}, value("2025-01-01", 7))
	area := rows(t, p)
	if len(area) != 7 {
		t.Fatalf("got %d rows, want one for each of 1 to 7:\n%s", len(area), draw(p))
	}
	_, width := p.Area()
	row, col := find(t, area, "Q")
	share := date("2024-04-01").Sub(date("2024-01-01")).Hours() / date("2025-01-01").Sub(date("2024-01-01")).Hours()
	if want := int(math.Round(share * float64(width-2))); row != 1 || col != want {
		t.Errorf("6 on 1 April is in row %d, column %d; want row 1, column %d\n%s", row, col, want, draw(p))
	}
	if area[6][0] != '*' || area[0][width-2] != '*' {
		t.Errorf("the first and last values are not in the corners:\n%s", draw(p))
	}
}

func TestLinesAreNotDrawnOverWhatIsMissing(t *testing.T) {
	nan, inf := chart.Point{At: date("2024-06-01"), Value: math.NaN()}, chart.Point{At: date("2024-06-01"), Value: math.Inf(1)}
	a, z := value("2024-01-01", 4), value("2025-01-01", 4)
	apart, broken := a, z
	apart.Broken, broken.Broken = true, true
	cases := []struct {
		name   string
		points []chart.Point
		maxGap time.Duration
		joined bool
	}{
		{"nothing between", []chart.Point{a, z}, 0, true},
		{"given in the wrong order", []chart.Point{z, a}, 0, true},
		{"gap", []chart.Point{a, gap("2024-06-01"), z}, 0, false},
		{"gap given last", []chart.Point{a, z, gap("2024-06-01")}, 0, false},
		{"gap on the day of the first", []chart.Point{a, gap("2024-01-01"), z}, 0, false},
		{"not a number", []chart.Point{a, nan, z}, 0, false},
		{"infinite", []chart.Point{a, inf, z}, 0, false},
		{"beyond the scale", []chart.Point{a, value("2024-06-01", 9), z}, 0, false},
		{"just within the longest gap", []chart.Point{a, z}, 366 * 24 * time.Hour, true},
		{"longer than the longest gap", []chart.Point{a, z}, 366*24*time.Hour - 1, false},
		{"not to be compared", []chart.Point{a, broken}, 0, false},
		{"not to be compared with what comes after", []chart.Point{apart, z}, 0, true},
		{"gap before the first", []chart.Point{gap("2023-06-01"), a, z}, 0, true},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			p := one(c.points...)
			p.MaxGap = c.maxGap
			if got := strings.Contains(strings.Join(rows(t, p), ""), "."); got != c.joined {
				t.Errorf("joined = %v, want %v:\n%s", got, c.joined, draw(p))
			}
		})
	}
}

func TestWhatCannotBeDrawnIsSaid(t *testing.T) {
	at := "2024-01-01"
	cases := []struct {
		name string
		plot chart.Plot
		want string
	}{
		{"gap", one(value(at, 3), gap("2024-06-01")), "x asked, no value"},
		{"not a number", one(value(at, 3), chart.Point{At: date("2024-06-01"), Value: math.NaN()}), "x asked, no value"},
		{"above", one(value(at, 3), value("2024-06-01", 8)), "^ above the scale"},
		{"below", one(value(at, 3), value("2024-06-01", 0)), "v below the scale"},
		{"no date", one(value(at, 3), chart.Point{Value: 3}), "1 without a date, not drawn"},
		{"several in a cell", one(value(at, 3), value("2024-01-02", 3), value("2025-01-01", 3)), "a mark may stand for several dates"},
		{"several in a column", one(value(at, 3), value("2024-01-02", 5), value("2025-01-01", 3)), "| close dates: lowest to highest"},
		{"no scale", chart.Plot{Width: 80, Height: 12, Series: one(value(at, 3), value("2024-06-01", 5)).Series}, "Scale from the data: 3 to 5"},
		{"no scale, low", chart.Plot{Width: 80, Height: 7, Series: one(value(at, 3), value("2024-06-01", 5)).Series}, "scale from the data"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			c.plot.Width = 80
			if got := draw(c.plot); !strings.Contains(got, c.want) {
				t.Errorf("does not say %q:\n%s", c.want, got)
			}
		})
	}
	t.Run("outside the dates", func(t *testing.T) {
		p := one(value("2023-12-31", 3), value(at, 4), value("2024-06-01", 5))
		p.From, p.To = date(at), date("2024-05-31")
		if got := draw(p); !strings.Contains(got, "2 outside these dates") {
			t.Errorf("does not say that 2 are outside:\n%s", got)
		}
	})
	for name, c := range map[string]struct {
		third string // the date of an event beside two of the first day
		want  bool
	}{
		"several events in one place, with room": {"2024-06-01", false},
		"several events in one place, crowded":   {"2024-01-12", true},
	} {
		t.Run(name, func(t *testing.T) {
			p := one(value(at, 3), value("2024-06-01", 5))
			p.Width, p.Height = 60, 14
			p.Events = []chart.Event{{At: date(at), Mark: "A"}, {At: date(at), Mark: "R"}, {At: date(c.third), Mark: "A"}}
			if got := draw(p); strings.Contains(got, "+ more than one in one place") != c.want || strings.Contains(got, "2 here") == c.want {
				t.Errorf("want it explained: %t\n%s", c.want, got)
			}
		})
	}
	t.Run("events, low", func(t *testing.T) {
		p := one(value(at, 3), value("2024-06-01", 5))
		p.Height, p.Events = 6, []chart.Event{{At: date(at)}}
		if got := draw(p); !strings.Contains(got, "1 events") {
			t.Errorf("does not say that an event is not drawn:\n%s", got)
		}
	})
}

// The scale of a series can be wider than the chart, and is cut then as the name is.
func TestALongScaleStaysInTheChart(t *testing.T) {
	p := one(value("2024-01-01", 3), value("2024-06-01", 5))
	p.Width, p.Height, p.Left = chart.MinWidth, 12, chart.Axis{Lo: 1, Hi: 7}
	p.Series[0].Axis = chart.Axis{Lo: 0, Hi: 10}
	p.Series = append(p.Series, chart.Series{Name: "Steps", Mark: "#", Points: p.Series[0].Points, Axis: chart.Axis{Lo: 0, Hi: math.MaxFloat64}})
	got := draw(p)
	for line := range strings.Lines(got) {
		if w := ansi.StringWidth(strings.TrimSuffix(line, "\n")); w > p.Width {
			t.Errorf("a line is %d cells wide, the chart %d: %q", w, p.Width, line)
		}
	}
	if !strings.Contains(got, "(own scale, 0 to") {
		t.Errorf("does not say that the series has a scale of its own:\n%s", got)
	}
}

func TestTheLastDayIsInsideToItsEnd(t *testing.T) {
	p := one(chart.Point{At: date("2024-01-01").Add(9 * time.Hour), Value: 3}, chart.Point{At: date("2024-06-01").Add(16 * time.Hour), Value: 3, Mark: 'Q'})
	p.From, p.To = date("2024-01-01"), date("2024-06-01")
	_, width := p.Area()
	if _, col := find(t, rows(t, p), "Q"); col != width-2 {
		t.Errorf("the afternoon of the last day is in column %d, want the last, %d:\n%s", col, width-2, draw(p))
	}
}

func TestSharedCellsAreNeitherSeries(t *testing.T) {
	p := one(value("2024-01-01", 3), value("2024-06-01", 5))
	p.Series = append(p.Series, chart.Series{Name: "Other", Mark: "o", Points: []chart.Point{value("2024-01-01", 3), value("2024-06-01", 2)}})
	area := rows(t, p)
	if row, col := find(t, area, "&"); row != 4 || col != 0 {
		t.Errorf("& is in row %d, column %d; want row 4, column 0:\n%s", row, col, draw(p))
	}
	if got := draw(p); !strings.Contains(got, "& both in one place") {
		t.Errorf("the legend does not explain &:\n%s", got)
	}
}

func TestTheLatestOfAColumnIsDrawn(t *testing.T) {
	first := chart.Point{At: date("2024-01-01").Add(9 * time.Hour), Value: 2, Mark: 'A'}
	second := chart.Point{At: date("2024-01-01").Add(15 * time.Hour), Value: 6, Mark: 'B'}
	for _, points := range [][]chart.Point{{first, second}, {second, first}} {
		p := one(append(points, value("2026-01-01", 4))...)
		area := rows(t, p)
		if row, _ := find(t, area, "B"); row != 1 {
			t.Errorf("the latest is in row %d, want 1", row)
		}
		for row := 2; row <= 5; row++ {
			if area[row][0] != '|' {
				t.Errorf("row %d of the range is %q, want |:\n%s", row, area[row][0], draw(p))
			}
		}
	}
}

func TestTicksAreTrue(t *testing.T) {
	for height := chart.MinHeight; height < 40; height++ {
		for _, axis := range []chart.Axis{{Lo: 1, Hi: 7}, {Lo: 0, Hi: 10}, {Lo: 0, Hi: 10, Ticks: []float64{0, 5, 10, 11, math.NaN()}}, {Lo: 0, Hi: 1e6}, {Lo: -0.3, Hi: 0.4}} {
			p := one()
			p.Left, p.Height, p.Glyphs = axis, height, chart.Unicode
			left, _ := p.Area()
			var area []string
			for _, l := range p.Lines() {
				if r := []rune(l); len(r) >= left-1 && (r[left-2] == '│' || r[left-2] == '┤') {
					area = append(area, strings.TrimSpace(string(r[:left-2])))
				}
			}
			for row, text := range area {
				var v float64
				if n, _ := fmt.Sscan(text, &v); n == 0 {
					continue
				}
				exact := (axis.Hi - v) / (axis.Hi - axis.Lo) * float64(len(area)-1)
				if math.Abs(exact-float64(row)) > 0.5+1e-9 {
					t.Errorf("height %d, %+v: %v is labelled in row %d, but belongs at %.2f", height, axis, v, row, exact)
				}
			}
		}
	}
}

func TestAreaLinesUpWithStrips(t *testing.T) {
	for _, width := range []int{34, 59, 60, 80, 116} {
		p := one(value("2020-01-01", 3), chart.Point{At: date("2022-05-09"), Value: 3, Mark: 'Q'}, value("2026-01-01", 3))
		p.Width, p.Gutter = width, 14
		p.From, p.To = date("2019-11-02"), date("2026-07-30")
		left, cells := p.Area()
		if left < 14 || left+cells > width {
			t.Fatalf("width %d: area is %d+%d", width, left, cells)
		}
		_, col := find(t, rows(t, p), "Q")
		strip := chart.Strip([]chart.Cell{{At: date("2022-05-09"), Text: "3"}}, cells, p.From, p.To, chart.ASCII)
		if got := strings.Index(strip, "3"); got != col {
			t.Errorf("width %d: column %d on the chart, %d on the strip", width, col, got)
		}
	}
}

func TestStylePaintsWithoutMovingAnything(t *testing.T) {
	p := chart.Plot{Width: 80, Height: 18, Left: rating, Series: withGaps(twoMeans(15))}
	want := p.Lines()
	for i := range p.Series {
		p.Series[i].Style = func(s string) string { return fmt.Sprintf("\x1b[3%dm%s\x1b[m", i+1, s) }
	}
	var got []string
	for _, l := range p.Lines() {
		got = append(got, ansi.Strip(l))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("colour moved something (-plain +styled):\n%s", diff)
	}
	if all := draw(p); !strings.Contains(all, "\x1b[31m·●·\x1b[m") || !strings.Contains(all, "\x1b[32m:■:\x1b[m") {
		t.Errorf("the legend is not painted as the lines are:\n%q", all)
	}
}

func TestTextFromOutsideStaysOnItsLine(t *testing.T) {
	p := one(value("2024-01-01", 3), value("2024-06-01", 5))
	p.Width = 80
	p.Series[0].Name = "Goal\x1b[2J\nnext\r\tdoor"
	p.Left.Label = "Mean\nof\u2028all"
	p.Events = []chart.Event{{At: date("2024-01-01"), Mark: "\x1b", Label: "Seen\x07\nhere"}}
	for _, l := range p.Lines() {
		if strings.ContainsAny(l, "\x1b\n\r\t\x07\u2028") {
			t.Errorf("a control character reached the screen: %q", l)
		}
	}
}

func TestTooSmallIsOnePlainLine(t *testing.T) {
	for _, s := range []struct{ w, h int }{{33, 20}, {80, 5}, {10, 10}, {0, 0}, {-4, -4}} {
		p := one(value("2024-01-01", 3))
		p.Width, p.Height = s.w, s.h
		lines := p.Lines()
		if len(lines) != 1 || ansi.StringWidth(lines[0]) > max(s.w, 0) {
			t.Errorf("%dx%d: got %q", s.w, s.h, lines)
		}
		if left, width := p.Area(); left != 0 || width != 0 {
			t.Errorf("%dx%d: area is %d, %d", s.w, s.h, left, width)
		}
	}
}

func TestPlotLeavesItsDataAlone(t *testing.T) {
	points := []chart.Point{value("2024-06-01", 3), value("2024-01-01", 5), gap("2024-03-01")}
	p := one(points...)
	p.Events = []chart.Event{{At: date("2024-06-01")}, {At: date("2024-01-01")}}
	before := fmt.Sprint(points, p.Events)
	p.Lines()
	if after := fmt.Sprint(points, p.Events); after != before {
		t.Errorf("the data was changed from %s to %s", before, after)
	}
}
