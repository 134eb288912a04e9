package settings_test

import (
	"strings"
	"testing"

	"alongside/ui/settings"
)

// What the program does and does not do is said where people can read it, in the
// demo as elsewhere, and on the lines of plain mode.
func TestWhatTheProgramDoesNotDoIsSaid(t *testing.T) {
	for name, demo := range map[string]bool{"the demo": true, "a record": false} {
		t.Run(name, func(t *testing.T) {
			said := strings.Join(settings.Lines("0.1.0", demo), "\n")
			for _, want := range []string{
				"The program alerts nobody. If something is urgent, say it to your worker now.",
				"gives no diagnosis and no advice", "does not say whether a change is large", "You can decline any question",
				"no answer is made up for you", "no clinical safety officer has signed for it",
			} {
				if !strings.Contains(said, want) {
					t.Errorf("nothing says %q", want)
				}
			}
		})
	}
}
