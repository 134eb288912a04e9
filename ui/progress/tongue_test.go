package progress_test

import (
	"regexp"
	"slices"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"alongside/dialog/pseudo"
	"alongside/ui/progress"
	"alongside/ui/screen"
)

var (
	ascii = regexp.MustCompile(`[A-Za-z]{2,}`)
	// given are words on keys, and the reasons that workers of the test wrote.
	given = []string{"enter", "up", "down", "esc", "home", "end", "pgup", "pgdn", "fire", "alarm"}
)

// Nothing of what changed comes from anywhere but the language file.
func TestChangedInAnotherLanguage(t *testing.T) {
	for name, r := range changedCases() {
		t.Run(name, func(t *testing.T) {
			o := options(r)
			o.Text = pseudo.Checked()
			s := progress.NewChanged(o)
			golden(t, "foreign-"+name+"-80x21", drawn(t, s, frame(80, 21, true)))
			golden(t, "foreign-"+name+"-40x11", drawn(t, s, frame(40, 11, true)))
			for _, f := range []screen.Frame{frame(80, 60, true), frame(40, 80, true), frame(120, 60, true), frame(40, 11, true), frame(20, 5, true)} {
				body := drawn(t, s, f) + ansi.Strip(screen.HelpLine(s.Keys(), 400, f.Theme))
				for _, word := range ascii.FindAllString(body, -1) {
					if !slices.Contains(given, word) {
						t.Errorf("%dx%d has %q:\n%s", f.Width, f.Height, word, body)
					}
				}
			}
		})
	}
}
