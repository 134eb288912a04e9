package theme_test

import (
	"math"
	"reflect"
	"strings"
	"testing"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"alongside/ui/theme"
)

// everyOption is each theme that can be made.
func everyOption() map[string]theme.Options {
	all := map[string]theme.Options{}
	for name, b := range map[string]theme.Background{
		"unknown": theme.UnknownBackground, "dark": theme.DarkBackground, "light": theme.LightBackground,
	} {
		all[name+" plain"] = theme.Options{Background: b}
		all[name+" unicode"] = theme.Options{Background: b, Unicode: true}
		all[name+" colour"] = theme.Options{Background: b, Colour: true}
	}
	return all
}

// styles are the styles of a theme by name.
func styles(t *theme.Theme) map[string]lipgloss.Style {
	all := map[string]lipgloss.Style{}
	v := reflect.ValueOf(*t)
	for i := range v.NumField() {
		if s, ok := v.Field(i).Interface().(theme.Style); ok {
			all[v.Type().Field(i).Name] = s.Look()
		}
	}
	return all
}

func TestNoStyleIsFaintOrBlinksOrPaintsABackground(t *testing.T) {
	for name, o := range everyOption() {
		for style, s := range styles(theme.New(o)) {
			if s.GetFaint() || s.GetBlink() {
				t.Errorf("%s: %s is faint or blinks", name, style)
			}
			if s.GetBackground() != (lipgloss.NoColor{}) {
				t.Errorf("%s: %s paints a background", name, style)
			}
		}
	}
}

func TestOnlyTheSixteenColoursAreUsed(t *testing.T) {
	for name, o := range everyOption() {
		for style, s := range styles(theme.New(o)) {
			switch s.GetForeground().(type) {
			case lipgloss.NoColor, ansi.BasicColor:
			default:
				t.Errorf("%s: %s has the colour %v", name, style, s.GetForeground())
			}
		}
	}
}

// palettes are the 16 colours as two terminals draw them: the VGA text console
// and xterm with its own settings.
var palettes = map[string][16]uint32{
	"vga": {
		0x000000, 0xaa0000, 0x00aa00, 0xaa5500, 0x0000aa, 0xaa00aa, 0x00aaaa, 0xaaaaaa,
		0x555555, 0xff5555, 0x55ff55, 0xffff55, 0x5555ff, 0xff55ff, 0x55ffff, 0xffffff,
	},
	"xterm": {
		0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x0000ee, 0xcd00cd, 0x00cdcd, 0xe5e5e5,
		0x7f7f7f, 0xff0000, 0x00ff00, 0xffff00, 0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff,
	},
}

// luminance is the relative luminance of WCAG 2 of a colour 0xRRGGBB.
func luminance(rgb uint32) float64 {
	linear := func(v uint32) float64 {
		c := float64(v&0xff) / 255
		if c <= 0.03928 {
			return c / 12.92
		}
		return math.Pow((c+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(rgb>>16) + 0.7152*linear(rgb>>8) + 0.0722*linear(rgb)
}

// contrast is the contrast ratio of WCAG 2 between two colours, 1 to 21.
func contrast(a, b uint32) float64 {
	l, m := luminance(a), luminance(b)
	return (max(l, m) + 0.05) / (min(l, m) + 0.05)
}

func TestColoursHaveAContrastOfFourAndAHalf(t *testing.T) {
	grounds := map[theme.Background]uint32{theme.DarkBackground: 0x000000, theme.LightBackground: 0xffffff}
	for b, ground := range grounds {
		for style, s := range styles(theme.New(theme.Options{Colour: true, Background: b})) {
			c, coloured := s.GetForeground().(ansi.BasicColor)
			if !coloured {
				continue
			}
			for name, p := range palettes {
				if got := contrast(p[c], ground); got < 4.5 {
					t.Errorf("background %d, %s: %s has a contrast of %.1f", b, name, style, got)
				}
			}
		}
	}
}

func TestNoColourWithoutColourOrWithoutAKnownBackground(t *testing.T) {
	for name, o := range everyOption() {
		if o.Colour && o.Background != theme.UnknownBackground {
			continue
		}
		for style, s := range styles(theme.New(o)) {
			if s.GetForeground() != (lipgloss.NoColor{}) {
				t.Errorf("%s: %s has a colour", name, style)
			}
		}
	}
}

func TestRedIsKeptForFailure(t *testing.T) {
	for name, o := range everyOption() {
		for style, s := range styles(theme.New(o)) {
			c := s.GetForeground()
			if style != "Failure" && (c == lipgloss.Red || c == lipgloss.BrightRed) {
				t.Errorf("%s: %s is red", name, style)
			}
		}
	}
}

func TestMeaningStaysWithoutColour(t *testing.T) {
	th := theme.New(theme.Options{})
	look := func(s theme.Style) string { return s.Render("x") }
	different := map[string][2]theme.Style{
		"higher and lower":     {th.Higher, th.Lower},
		"higher and same":      {th.Higher, th.Same},
		"lower and same":       {th.Lower, th.Same},
		"chosen and selected":  {th.Chosen, th.Selected},
		"selected and text":    {th.Selected, th.Text},
		"failure and saved":    {th.Failure, th.Saved},
		"failure and warning":  {th.Failure, th.Warning},
		"title and text":       {th.Title, th.Text},
		"input and text":       {th.Input, th.Text},
		"demo mark and banner": {th.Demo, th.Banner},
	}
	for name, pair := range different {
		if look(pair[0]) == look(pair[1]) {
			t.Errorf("%s look the same without colour", name)
		}
	}
}

// signs are the signs of a set by name.
func signs(g theme.Glyphs) map[string]string {
	all := map[string]string{}
	v := reflect.ValueOf(g)
	for i := range v.NumField() {
		name := v.Type().Field(i).Name
		if s, ok := v.Field(i).Interface().(string); ok {
			all[name] = s
			continue
		}
		for j, s := range v.Field(i).Interface().([4]string) {
			all[name+string(rune('0'+j))] = s
		}
	}
	return all
}

// onTheConsole are the signs outside ASCII that the Debian console fonts
// Fixed16, Terminus16 and VGA16 hold in their Lat15 and Uni2 forms, as read from
// the fonts' own Unicode tables.
const onTheConsole = "●■▲▼♦▶•·…→←↑↓─│×░▒█"

func TestUnicodeSignsAreOnTheLinuxConsoleAndOneCellWide(t *testing.T) {
	for name, s := range signs(theme.Unicode()) {
		for _, r := range s {
			if r > 0x7e && !strings.ContainsRune(onTheConsole, r) {
				t.Errorf("%s: %q is not in the console fonts", name, r)
			}
		}
		if want := len([]rune(s)); ansi.StringWidth(s) != want {
			t.Errorf("%s: %q is %d cells wide, want %d", name, s, ansi.StringWidth(s), want)
		}
	}
}

func TestASCIISignsAreASCII(t *testing.T) {
	for name, s := range signs(theme.ASCII()) {
		for _, r := range s {
			if r < 0x20 || r > 0x7e {
				t.Errorf("%s: %q is not ASCII", name, s)
			}
		}
	}
}

func TestSignsThatStandForEachOtherDiffer(t *testing.T) {
	for name, g := range map[string]theme.Glyphs{"unicode": theme.Unicode(), "ascii": theme.ASCII()} {
		if g.Up == g.Down || g.Up == g.Same || g.Down == g.Same {
			t.Errorf("%s: two changes have one sign", name)
		}
		if g.Chosen == g.Unchosen || ansi.StringWidth(g.Chosen) != ansi.StringWidth(g.Unchosen) {
			t.Errorf("%s: chosen and unchosen must differ and be equally wide", name)
		}
		if g.Tick == g.Cross {
			t.Errorf("%s: saved and not saved have one sign", name)
		}
		seen := map[string]bool{}
		for _, s := range g.Series {
			if seen[s] {
				t.Errorf("%s: two series have the sign %q", name, s)
			}
			seen[s] = true
		}
	}
}

func TestSigns(t *testing.T) {
	const text = "↑/↓ move – it’s “here” → …"
	if got := theme.New(theme.Options{Unicode: true}).Signs(text); got != text {
		t.Errorf("unicode: got %q", got)
	}
	if got, want := theme.New(theme.Options{}).Signs(text), `up/down move - it's "here" right ...`; got != want {
		t.Errorf("ascii: got %q, want %q", got, want)
	}
}
