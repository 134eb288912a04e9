package settings

import (
	"fmt"
	"strings"

	"alongside/dialog"
	"alongside/dialog/instrument"
	"alongside/ui/field"
	"alongside/ui/screen"
	"alongside/ui/theme"
)

// marks is the field of the rules for safety marks. While something else has the focus
// it says in words what they mean.
type marks struct{ field.Field }

// Draw draws the rules as they are typed, or as they read.
func (m marks) Draw(width int, focused bool, th *theme.Theme) ([]string, screen.Point) {
	rules, err := dialog.ParseSafetyRules(m.Value())
	if focused || err != nil || len(rules) == 0 {
		return m.Field.Draw(width, focused, th)
	}
	words := make([]string, len(rules))
	for i, r := range rules {
		area := instrument.English().Short(r.Domain)
		words[i] = fmt.Sprintf("%s rated %d or lower", area, r.AtMost)
		if r.Help {
			words[i] = area + " where more help is wanted"
		}
	}
	lines := screen.Wrap(strings.Join(words, "; "), width)
	for i := range lines {
		lines[i] = th.Input.Render(lines[i])
	}
	return lines, screen.Point{}
}
