package print

import (
	"compress/gzip"
	"embed"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"slices"
	"sync"
	"unicode"

	"codeberg.org/go-pdf/fpdf"
)

// The fonts lie in the program as they are published, compressed, with their licences
// beside them: DejaVu Sans for Latin, Greek, Cyrillic and much else, Droid Sans Fallback
// for Chinese, Japanese and Korean.
//
//go:embed font
var files embed.FS

// face is a font of a document.
type face struct {
	family, style, file string

	once   sync.Once
	bytes  []byte
	widths []float32 // by letter, in sizes of the font; missing where it has none
	err    error
}

var (
	regular  = &face{family: "dejavu", file: "DejaVuSans.ttf"}
	bold     = &face{family: "dejavu", style: "B", file: "DejaVuSans-Bold.ttf"}
	fallback = &face{family: "droid", file: "DroidSansFallback.ttf"}
)

// box stands for a letter that no font here has, or that could only be drawn wrong.
const box = '□'

// load reads the font once.
func (f *face) load() error {
	f.once.Do(func() {
		if f.bytes, f.err = unpacked(f.file); f.err == nil {
			f.widths, f.err = widths(f.bytes)
		}
		if f.err != nil {
			f.err = fmt.Errorf("failed to read the font %s: %w", f.file, f.err)
		}
	})
	return f.err
}

// unpacked reads a file of the folder font.
func unpacked(name string) ([]byte, error) {
	packed, err := files.Open("font/" + name + ".gz")
	if err != nil {
		return nil, err
	}
	defer func() { _ = packed.Close() }()
	z, err := gzip.NewReader(packed)
	if err != nil {
		return nil, err
	}
	return io.ReadAll(z)
}

// addTo makes the font known to a PDF.
func (f *face) addTo(pdf *fpdf.Fpdf) { pdf.AddUTF8FontFromBytes(f.family, f.style, f.bytes) }

// needsShaping reports whether a letter cannot be set one after the other from the
// left, which is all that is done here: right-to-left and joined scripts.
func needsShaping(r rune) bool {
	return unicode.In(r, unicode.Arabic, unicode.Hebrew, unicode.Syriac, unicode.Thaana, unicode.Nko)
}

// missing stands for the width of a letter that a font does not have, or that could
// only be set wrong.
const missing = -1

// has reports whether the font has a letter.
func (f *face) has(r rune) bool { return f.advance(r) != missing }

func (f *face) advance(r rune) float32 {
	if r < 0 || int(r) >= len(f.widths) {
		return missing
	}
	return f.widths[r]
}

// width is how wide letters are that the font has, in sizes of the font.
func (f *face) width(s string) float64 {
	sum := 0.0
	for _, r := range s {
		sum += float64(f.advance(r))
	}
	return sum
}

// widths reads which letters a TrueType font has, from the format 4 table of its
// character map, and how wide each is.
func widths(font []byte) ([]float32, error) {
	var tables [4][]byte
	for i, tag := range []string{"cmap", "head", "hhea", "hmtx"} {
		var err error
		if tables[i], err = table(font, tag); err != nil {
			return nil, err
		}
	}
	cmap, perEm, metrics, advances := tables[0], float32(u16(tables[1], 18)), int(u16(tables[2], 34)), tables[3]
	for i := range int(u16(cmap, 2)) {
		at := int(u32(cmap, 4+8*i+4))
		if at+14 > len(cmap) || u16(cmap, at) != 4 {
			continue
		}
		all := slices.Repeat([]float32{missing}, 1<<16)
		segments(cmap[at:], func(r rune, glyph int) {
			if !needsShaping(r) {
				all[r] = float32(u16(advances, 4*min(glyph, metrics-1))) / perEm
			}
		})
		return all, nil
	}
	return nil, errors.New("the font has no character map that is understood")
}

// table finds a table of a TrueType font.
func table(font []byte, tag string) ([]byte, error) {
	if len(font) < 12 {
		return nil, errors.New("the font is cut off")
	}
	for i := range int(u16(font, 4)) {
		at := 12 + 16*i
		if at+16 > len(font) {
			break
		}
		if string(font[at:at+4]) == tag {
			from, n := int(u32(font, at+8)), int(u32(font, at+12))
			if from+n > len(font) {
				break
			}
			return font[from : from+n], nil
		}
	}
	return nil, fmt.Errorf("the font has no table %s", tag)
}

// segments tells the letters of a format 4 table that have a shape.
func segments(b []byte, tell func(r rune, glyph int)) {
	n := int(u16(b, 6)) / 2
	ends, starts, deltas, offsets := 14, 16+2*n, 16+4*n, 16+6*n
	for i := range n {
		start, end := int(u16(b, starts+2*i)), int(u16(b, ends+2*i))
		delta, offset := int(u16(b, deltas+2*i)), int(u16(b, offsets+2*i))
		for c := start; c <= end && c < 0xffff; c++ {
			glyph := c + delta
			if offset != 0 {
				if glyph = int(u16(b, offsets+2*i+offset+2*(c-start))); glyph != 0 {
					glyph += delta
				}
			}
			if glyph &= 0xffff; glyph != 0 {
				tell(rune(c), glyph)
			}
		}
	}
}

// u16 reads a number, 0 where the bytes end before it.
func u16(b []byte, at int) uint16 {
	if at < 0 || at+2 > len(b) {
		return 0
	}
	return binary.BigEndian.Uint16(b[at:])
}

func u32(b []byte, at int) uint32 { return uint32(u16(b, at))<<16 | uint32(u16(b, at+2)) }
