package print

import (
	"bytes"
	"fmt"

	"codeberg.org/go-pdf/fpdf"
)

// ink draws on the pages of a PDF. The zero ink draws nothing, so that a document
// can be laid out to see how many pages it takes.
type ink struct {
	pdf  *fpdf.Fpdf
	wide bool // the fallback font is known to the PDF
}

// write writes a text in one font; x is its left and base its base line.
func (k *ink) write(f *face, size, x, base float64, s string) {
	if k.pdf == nil {
		return
	}
	if f == fallback && !k.wide {
		fallback.addTo(k.pdf) // only where it is needed: it is large
		k.wide = true
	}
	k.pdf.SetFont(f.family, f.style, size)
	k.pdf.Text(x, base, s)
}

func (k *ink) addPage() {
	if k.pdf != nil {
		k.pdf.AddPage()
	}
}

// line draws a line of a width, in a grey from 0, which is black, to 255.
func (k *ink) line(x1, y1, x2, y2, width float64, grey int, dash ...float64) {
	if k.pdf == nil {
		return
	}
	k.pdf.SetDashPattern(dash, 0)
	k.pdf.SetLineWidth(width)
	k.pdf.SetDrawColor(grey, grey, grey)
	k.pdf.Line(x1, y1, x2, y2)
}

// figure says which figure stands at a number of a chart.
type figure int

const (
	circle figure = iota
	square
	triangle
)

// draw draws a figure around a point, filled with a grey.
func (k *ink) draw(f figure, x, y, size float64, grey int) {
	if k.pdf == nil {
		return
	}
	k.pdf.SetDashPattern(nil, 0)
	k.pdf.SetLineWidth(0.35)
	k.pdf.SetDrawColor(0, 0, 0)
	k.pdf.SetFillColor(grey, grey, grey)
	switch f {
	case circle:
		k.pdf.Circle(x, y, size, "FD")
	case square:
		k.pdf.Rect(x-size*0.9, y-size*0.9, 1.8*size, 1.8*size, "FD")
	case triangle:
		k.pdf.MoveTo(x, y-1.2*size)
		k.pdf.LineTo(x+1.2*size, y+size)
		k.pdf.LineTo(x-1.2*size, y+size)
		k.pdf.ClosePath()
		k.pdf.DrawPath("FD")
	}
}

// onPage goes back to a page that is there.
func (k *ink) onPage(n int) {
	if k.pdf != nil {
		k.pdf.SetPage(n)
	}
}

func (k *ink) bytes() ([]byte, error) {
	var b bytes.Buffer
	if err := k.pdf.Output(&b); err != nil {
		return nil, fmt.Errorf("failed to make the PDF: %w", err)
	}
	return b.Bytes(), nil
}
