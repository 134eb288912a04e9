package chart_test

import (
	"strings"
	"testing"
	"time"

	"alongside/ui/chart"
)

func TestStrip(t *testing.T) {
	cell := func(day, text string) chart.Cell { return chart.Cell{At: date(day), Text: text} }
	bold := func(s string) string { return "<" + s + ">" }
	from, to := date("2024-01-01"), date("2024-01-10") // One day a column when 11 wide.
	cases := []struct {
		name   string
		values []chart.Cell
		want   string
	}{
		{"none", nil, ".......... "},
		{"ends", []chart.Cell{cell("2024-01-01", "1"), cell("2024-01-10", "7")}, "1........7 "},
		{"any order", []chart.Cell{cell("2024-01-10", "7"), cell("2024-01-01", "1")}, "1........7 "},
		{"not rated", []chart.Cell{cell("2024-01-03", "-")}, "..-....... "},
		{"latest of two", []chart.Cell{cell("2024-01-03", "2"), {At: date("2024-01-03").Add(time.Hour), Text: "5"}}, "..5*...... "},
		{"the last given of one instant", []chart.Cell{cell("2024-01-03", "2"), cell("2024-01-03", "5")}, "..5*...... "},
		{"sign on the left", []chart.Cell{cell("2024-01-03", "2"), cell("2024-01-03", "5"), cell("2024-01-04", "6")}, ".*56...... "},
		{"sign at the end", []chart.Cell{cell("2024-01-01", "2"), cell("2024-01-01", "5"), cell("2024-01-02", "6")}, "56........*"},
		{"sign after the last", []chart.Cell{cell("2024-01-10", "2"), cell("2024-01-10", "5")}, ".........5*"},
		{"ten", []chart.Cell{cell("2024-01-03", "10"), cell("2024-01-10", "10")}, "..10....10 "},
		{"ten over nine", []chart.Cell{cell("2024-01-03", "9"), cell("2024-01-04", "10"), cell("2024-01-05", "8")}, "..9.8*.... "},
		{"outside", []chart.Cell{cell("2023-12-31", "1"), cell("2024-01-11", "7"), {Text: "4"}}, ".......... "},
		{"afternoon of the last day", []chart.Cell{{At: date("2024-01-10").Add(15 * time.Hour), Text: "7"}}, ".........7 "},
		{"empty and long", []chart.Cell{cell("2024-01-02", ""), cell("2024-01-05", "longer")}, "....lon... "},
		{"control characters", []chart.Cell{cell("2024-01-05", "\x1b\n7")}, "....7..... "},
		{"painted", []chart.Cell{{At: date("2024-01-03"), Text: "2", Style: bold}}, "..<2>....... "},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := chart.Strip(c.values, 11, from, to, chart.ASCII); got != c.want {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
	t.Run("own dates", func(t *testing.T) {
		if got := chart.Strip([]chart.Cell{cell("2024-01-01", "1"), cell("2024-01-10", "7")}, 11, time.Time{}, time.Time{}, chart.ASCII); got != "1........7 " {
			t.Errorf("got %q", got)
		}
	})
}

func TestDateAxis(t *testing.T) {
	cases := []struct {
		name     string
		width    int
		from, to string
		want     string
	}{
		{"years", 50, "2020-03-14", "2026-09-02",
			"├─────┬──────┬───────┬──────┬───────┬──────┬────┤\nMar 20      2022    2023   2024    2025    Sep 26"},
		{"quarters", 50, "2025-03-14", "2026-05-02",
			"├─┬──────────┬─────────┬──────────┬─────────┬───┤\nMar 25     Jul 25    Oct 25     Jan 26     May 26"},
		{"days", 50, "2026-03-02", "2026-03-30",
			"├───────────┬───────────┬───────────┬───────────┤\n02-Mar-2026           16-Mar          30-Mar-2026"},
		{"one day", 30, "2026-03-02", "2026-03-02",
			"──────────────┬──────────────\n         02-Mar-2026"},
		{"the wrong way round", 30, "2026-03-02", "2020-03-02",
			"├────────┬────────┬────────┬┤\nMar 20  2022     2024  Mar 26"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := strings.Join(chart.DateAxis(c.width, date(c.from), date(c.to), chart.Unicode), "\n")
			if got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

func TestDateAxisInTheTimeZoneOfTheDates(t *testing.T) {
	london, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	// Half past midnight in summer is still the day before in UTC.
	at := time.Date(2026, time.July, 1, 0, 30, 0, 0, london)
	axis := chart.DateAxis(40, at, at, chart.Unicode)
	if !strings.Contains(axis[1], "01-Jul-2026") {
		t.Errorf("got %q", axis[1])
	}
}
