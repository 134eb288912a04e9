package svg

import (
	"fmt"
	"math"
	"testing"
)

// contrast is the contrast ratio of two colours, from 1 to 21 (WCAG 2.2).
func contrast(a, b rgb) float64 {
	luminance := func(c rgb) float64 {
		part := func(v uint8) float64 {
			s := float64(v) / 255
			if s <= 0.04045 {
				return s / 12.92
			}
			return math.Pow((s+0.055)/1.055, 2.4)
		}
		return 0.2126*part(c.r) + 0.7152*part(c.g) + 0.0722*part(c.b)
	}
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

func TestColoursCanBeRead(t *testing.T) {
	for _, p := range []struct {
		name string
		palette
		near int // the one basic colour that stands for the ground
	}{{"dark", darkPalette, 0}, {"light", lightPalette, 15}} {
		check := func(name string, a, b rgb, least float64) {
			if got := contrast(a, b); got < least {
				t.Errorf("%s: %s has a contrast of %.2f, want at least %v", p.name, name, got, least)
			}
		}
		check("text", p.text, p.ground, 7)
		check("title", p.title, p.bar, 4.5)
		fg, bg := p.colours(style{faint: true})
		check("faint text", fg, bg, 4.5)
		for i, c := range p.basic {
			if i != p.near {
				check(fmt.Sprint("colour ", i), c, p.ground, 4.5)
			}
		}
	}
}
