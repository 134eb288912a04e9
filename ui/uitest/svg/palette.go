package svg

import (
	"fmt"
	"image/color"

	"github.com/charmbracelet/x/ansi"
)

// rgb is a colour with 8 bits a channel.
type rgb struct{ r, g, b uint8 }

// hex writes the colour as SVG wants it.
func (c rgb) hex() string { return fmt.Sprintf("#%02x%02x%02x", c.r, c.g, c.b) }

// mix returns c with the given share, in hundredths, of other in it.
func (c rgb) mix(other rgb, share int) rgb {
	m := func(a, b uint8) uint8 { return uint8((int(a)*(100-share) + int(b)*share) / 100) }
	return rgb{m(c.r, other.r), m(c.g, other.g), m(c.b, other.b)}
}

// palette is what a terminal's theme decides.
type palette struct {
	ground, text     rgb // the default colours
	bar, edge, title rgb // of the window
	basic            [16]rgb
}

// The 16 colours are chosen for contrast: all but the one nearest the ground (black
// on dark; white on light) have at least 4.5 to 1 against it, as WCAG 2.2 asks of
// text (1.4.3), and keep the hue that their name promises.
var (
	darkPalette = palette{
		ground: rgb{0x16, 0x1b, 0x22}, text: rgb{0xe6, 0xed, 0xf3},
		bar: rgb{0x2b, 0x31, 0x3a}, edge: rgb{0x57, 0x60, 0x6a}, title: rgb{0xf0, 0xf3, 0xf6},
		basic: [16]rgb{
			{0x2b, 0x31, 0x3a}, {0xff, 0x7b, 0x72}, {0x56, 0xd3, 0x64}, {0xe3, 0xb3, 0x41},
			{0x6c, 0xb6, 0xff}, {0xd2, 0xa8, 0xff}, {0x56, 0xd4, 0xdd}, {0xc9, 0xd1, 0xd9},
			{0x9a, 0xa4, 0xaf}, {0xff, 0xa1, 0x98}, {0x7e, 0xe7, 0x87}, {0xf2, 0xcc, 0x60},
			{0x96, 0xd0, 0xff}, {0xe2, 0xc5, 0xff}, {0x8c, 0xe9, 0xf0}, {0xff, 0xff, 0xff},
		},
	}
	lightPalette = palette{
		ground: rgb{0xff, 0xff, 0xff}, text: rgb{0x1f, 0x23, 0x28},
		bar: rgb{0x42, 0x4a, 0x53}, edge: rgb{0x8c, 0x95, 0x9f}, title: rgb{0xff, 0xff, 0xff},
		basic: [16]rgb{
			{0x1f, 0x23, 0x28}, {0xb3, 0x1d, 0x28}, {0x11, 0x63, 0x29}, {0x7d, 0x4e, 0x00},
			{0x05, 0x50, 0xae}, {0x6e, 0x3b, 0xb5}, {0x0b, 0x5f, 0x6b}, {0x57, 0x60, 0x6a},
			{0x6e, 0x77, 0x81}, {0xcf, 0x22, 0x2e}, {0x1a, 0x7f, 0x37}, {0x95, 0x5f, 0x00},
			{0x09, 0x69, 0xda}, {0x82, 0x50, 0xdf}, {0x10, 0x76, 0x82}, {0xea, 0xee, 0xf2},
		},
	}
)

// faintShare is how much of the ground is in faint text, in hundredths. It keeps
// the default text above 4.5 to 1.
const faintShare = 35

// colours returns the colours of a cell's text and ground.
func (p *palette) colours(s style) (fg, bg rgb) {
	fg, bg = p.colour(s.fg, p.text), p.colour(s.bg, p.ground)
	if s.reverse {
		fg, bg = bg, fg
	}
	if s.faint {
		fg = fg.mix(bg, faintShare)
	}
	return fg, bg
}

// colour looks c up; nil is the given default. Only the first 16 belong to the
// palette: the others mean the same on every terminal.
func (p *palette) colour(c color.Color, byDefault rgb) rgb {
	switch c := c.(type) {
	case nil:
		return byDefault
	case ansi.BasicColor:
		return p.basic[c&15]
	case ansi.IndexedColor:
		if c < 16 {
			return p.basic[c]
		}
	}
	r, g, b, a := c.RGBA()
	if a == 0 {
		return byDefault
	}
	return rgb{uint8(r >> 8), uint8(g >> 8), uint8(b >> 8)}
}
