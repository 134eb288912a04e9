package screen_test

import (
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"alongside/ui/screen"
	"alongside/ui/theme"
)

// Every press of a key for scrolling moves a page that is higher than its window, until
// its end is seen; on the way no line is left out.
func TestScrollMovesWithEveryPress(t *testing.T) {
	var lines []string
	for i := range 30 {
		lines = append(lines, fmt.Sprintf("line %d", i))
	}
	f := screen.Frame{Width: 40, Height: 11, Theme: theme.New(theme.Options{Unicode: true})}
	for name, test := range map[string]struct {
		there, back rune
		presses     int
	}{
		"line by line":     {tea.KeyDown, tea.KeyUp, 19},
		"page by page":     {tea.KeyPgDown, tea.KeyPgUp, 3},
		"to the other end": {tea.KeyEnd, tea.KeyHome, 1},
	} {
		t.Run(name, func(t *testing.T) {
			var s screen.Scroll
			draw := func() string { return strings.Join(s.Window(lines, f, screen.English), "\n") }
			first := draw()
			if !strings.HasPrefix(first, "line 0\n") || !strings.HasSuffix(first, "\n(20 lines below) ↓") {
				t.Fatalf("it begins with\n%s", first)
			}
			body, all := first, first
			for _, key := range []rune{test.there, test.back} {
				for range test.presses {
					s.Update(tea.KeyPressMsg{Code: key})
					next := draw()
					if next == body {
						t.Fatalf("a press moves nothing:\n%s", next)
					}
					body, all = next, all+"\n"+next
				}
				if key == test.there && !strings.HasSuffix(body, "\nline 29") {
					t.Errorf("the end is not reached:\n%s", body)
				}
			}
			if body != first {
				t.Errorf("the beginning is not come back to:\n%s", body)
			}
			for i, line := range lines {
				if test.presses > 1 && !strings.Contains(all+"\n", line+"\n") {
					t.Errorf("line %d is never seen", i)
				}
			}
		})
	}
}

// A line that is to be read is scrolled to, no further than it must be.
func TestScrollShows(t *testing.T) {
	lines := strings.Split(strings.Repeat("x\n", 29)+"x", "\n")
	f := screen.Frame{Width: 40, Height: 11, Theme: theme.New(theme.Options{})}
	for _, from := range []int{0, 7, 19} {
		for line := range lines {
			var s screen.Scroll
			s.Window(lines, f, screen.English)
			s.By(from)
			was := s.Sees(line)
			before := s.Row(line)
			s.Show(line)
			marked := append([]string(nil), lines...)
			marked[line] = "here"
			if got := s.Window(marked, f, screen.English); got[s.Row(line)] != "here" || !s.Sees(line) {
				t.Errorf("from %d, line %d is not in\n%s", from, line, strings.Join(got, "\n"))
			}
			if was && s.Row(line) != before {
				t.Errorf("from %d, line %d was seen and is scrolled to", from, line)
			}
		}
	}
}
