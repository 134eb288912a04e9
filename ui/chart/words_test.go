package chart_test

import (
	"strings"
	"testing"
	"time"

	"alongside/ui/chart"
	"alongside/ui/screen"
)

// The months of a date axis are those of its language, and numbers where one of their
// characters does not take one cell.
func TestDatesOfALanguage(t *testing.T) {
	german := strings.Fields("Jan Feb Mär Apr Mai Jun Jul Aug Sep Okt Nov Dez")
	wide := append([]string{"一月"}, german[1:]...)
	marked := append([]string{"J\u0301an"}, german[1:]...)
	from, to := time.Date(2024, 3, 14, 12, 0, 0, 0, time.UTC), time.Date(2026, 10, 2, 12, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		months      []string
		first, last string
	}{
		"English":          {nil, "Mar 24", "Oct 26"},
		"an umlaut":        {german, "Mär 24", "Okt 26"},
		"too few names":    {german[:3], "Mar 24", "Oct 26"},
		"wide characters":  {wide, "2024-03", "2026-10"},
		"a mark by itself": {marked, "2024-03", "2026-10"},
	} {
		t.Run(name, func(t *testing.T) {
			g := chart.Unicode
			if c.months != nil {
				g.Words = &chart.Words{Months: c.months}
			}
			axis := chart.DateAxis(60, from, to, g)
			labels := strings.TrimRight(axis[1], " ")
			if !strings.HasPrefix(labels, c.first) || !strings.HasSuffix(labels, c.last) || screen.Width(labels) > 60 {
				t.Errorf("it reads %q, want it from %q to %q", labels, c.first, c.last)
			}
		})
	}
}
