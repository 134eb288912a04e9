package ui_test

import (
	"path/filepath"
	"testing"
	"testing/synctest"

	"alongside/ui/term"
	"alongside/ui/uitest/golden"
	"alongside/ui/uitest/svg"
)

// TestPictures keeps the pictures of the documentation true: each is drawn from
// the real screen.
func TestPictures(t *testing.T) {
	for _, scene := range scenes {
		switch scene.name {
		case "item", "changed", "chart":
		default:
			continue
		}
		t.Run(scene.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p, _ := sit(t, 80, 24, term.Mode{Screen: true, Unicode: true, Colour: true})
				p.Send(darkBackground)
				scene.play(p)
				picture := svg.Screen(p.Styled(), 80, 24, svg.Options{Title: "alongside demo"})
				golden.File(t, filepath.Join("..", "docs", scene.name+".svg"), string(picture))
			})
		})
	}
}
