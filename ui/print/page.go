package print

import (
	"slices"
	"strings"

	"codeberg.org/go-pdf/fpdf"

	"alongside/dialog/instrument"
	"alongside/dialog/report"
)

// Options say how a document is printed.
type Options struct {
	Large bool // 18 point, on as many pages as it takes
	plain bool // the content of pages is not compressed, for tests
}

// The sizes of letters in points. A page that is a little too full is set a little
// smaller before it becomes two; below 9 points nothing is set.
var sizes = []float64{11, 10.5, 10, 9.5, 9}

const (
	usualSize = 10.5 // of documents of more than a page
	largeSize = 18.0
)

// The measures of a page in millimetres.
const (
	pageWidth  = 210.0
	pageHeight = 297.0
	margin     = 18.0
	footRoom   = 12.0 // kept free at the bottom for the number of the page
)

// Title is the title that every file has.
const Title = "Alongside copy"

// PDF is the document as a PDF file. It takes one page where everything fits on it
// in letters that can be read.
func PDF(d *report.Document, o Options) ([]byte, error) {
	for _, f := range []*face{regular, bold} {
		if err := f.load(); err != nil {
			return nil, err
		}
	}
	p := layOut(d, fitting(d, o), blank(d, o))
	return p.ink.bytes()
}

// fitting is the size in which a document is set: the largest in which it takes one
// page, and where there is none, one that is good to read.
func fitting(d *report.Document, o Options) float64 {
	if o.Large {
		return largeSize
	}
	for _, size := range sizes {
		if layOut(d, size, ink{}).pages == 1 {
			return size
		}
	}
	return usualSize
}

// blank is a PDF without pages.
func blank(d *report.Document, o Options) ink {
	pdf := fpdf.New("P", "mm", "A4", "")
	made := d.Made.Noon()
	pdf.SetCreationDate(made)
	pdf.SetModificationDate(made)
	pdf.SetCatalogSort(true)
	pdf.SetProducer("Alongside", true)
	pdf.SetTitle(Title, true)
	pdf.SetLang(spokenIn(d.Text()))
	pdf.SetCompression(!o.plain)
	pdf.SetAutoPageBreak(false, 0)
	regular.addTo(pdf)
	bold.addTo(pdf)
	return ink{pdf: pdf}
}

// spokenIn is the tag that tells a reader how to say the pages aloud.
func spokenIn(words *instrument.Text) string {
	if words == instrument.English() {
		return "en-GB"
	}
	return words.Tag
}

// page is where on the pages the layout has come to.
type page struct {
	ink   ink
	size  float64 // of letters, in points
	y     float64 // the top of the next line, in millimetres from the top
	pages int
	mark  string
	text  *instrument.Text
	boxy  bool // a letter could not be drawn
}

// layOut sets the whole document in one size.
func layOut(d *report.Document, size float64, k ink) *page {
	p := &page{ink: k, size: size, mark: d.Mark, text: d.Text()}
	p.begin()
	p.title(d)
	for i := range d.Sections {
		p.section(&d.Sections[i])
	}
	p.foot(d)
	p.number()
	return p
}

// line is the height of a line in millimetres.
func (p *page) line() float64 { return p.size * point * 1.32 }

// begin begins a page, with the mark on top of it.
func (p *page) begin() {
	p.ink.addPage()
	p.pages++
	p.y = margin
	if p.mark != "" {
		p.put(bold, p.size, margin, p.y, p.mark)
		p.y += p.line() * 1.5
	}
}

// room begins a new page where so many millimetres are not left on this one.
func (p *page) room(height float64) {
	if p.y+height > pageHeight-margin-footRoom {
		p.begin()
	}
}

// title sets for whom the paper is, and of which day.
func (p *page) title(d *report.Document) {
	date := p.text.Day(d.Made)
	wide := p.width(regular, p.size, date)
	size := p.size * 1.5
	for i, l := range p.split(bold, size, d.Title, pageWidth-2*margin-wide-4) {
		if i == 0 {
			p.put(regular, p.size, pageWidth-margin-wide, p.y+(size-p.size)*point, date)
		}
		p.put(bold, size, margin, p.y, l)
		p.y += size * point * 1.25
	}
	p.y += p.line() * 0.2
	p.rule(0.5)
}

// rule draws a line across the page.
func (p *page) rule(width float64) {
	p.ink.line(margin, p.y, pageWidth-margin, p.y, width, 0)
	p.y += p.line() * 0.3
}

func (p *page) section(s *report.Section) {
	first := 0.0
	if s.Blocks[0].Chart != nil {
		first = p.chartHeight(s.Blocks[0].Chart)
	}
	p.y += p.line() * 0.45
	p.room(p.line()*2.6 + first)
	for _, l := range p.split(bold, p.size*1.1, s.Title, pageWidth-2*margin) {
		p.put(bold, p.size*1.1, margin, p.y, l)
		p.y += p.line() * 1.15
	}
	p.y += p.line() * 0.1
	for i := range s.Blocks {
		p.block(&s.Blocks[i])
	}
}

func (p *page) block(b *report.Block) {
	switch {
	case b.Table != nil:
		p.table(b.Table)
	case b.Chart != nil:
		p.chart(b.Chart)
	case b.Items != nil:
		for _, item := range b.Items {
			p.item(item)
		}
	default:
		p.paragraph(b.Text, p.size)
	}
	p.y += p.line() * 0.25
}

func (p *page) paragraph(s string, size float64) {
	for _, l := range p.split(regular, size, s, pageWidth-2*margin) {
		p.room(p.line())
		p.put(regular, size, margin, p.y, l)
		p.y += p.line() * size / p.size
	}
}

// item sets an item of a list after its dot.
func (p *page) item(s string) {
	indent := p.line() * 0.8
	for i, l := range p.split(regular, p.size, s, pageWidth-2*margin-indent) {
		p.room(p.line())
		if i == 0 {
			p.put(regular, p.size, margin, p.y, "•")
		}
		p.put(regular, p.size, margin+indent, p.y, l)
		p.y += p.line()
	}
}

// foot sets the small print.
func (p *page) foot(d *report.Document) {
	size := max(p.size*0.85, 8)
	if p.size == largeSize {
		size = p.size
	}
	foot := d.Foot
	if p.boxy {
		foot = append(slices.Clone(foot), p.boxWords())
	}
	if len(foot) == 0 {
		return
	}
	p.y += p.line() * 0.4
	p.room(p.line() * 2)
	p.rule(0.2)
	for _, s := range foot {
		p.paragraph(s, size)
	}
}

// boxWords says what a box stands for, in English where not even that can be drawn in
// the language.
func (p *page) boxWords() string {
	said := p.text.Words.Copy.Box.With("box", string(box))
	for _, r := range said {
		if _, letter := choose(regular, r); letter != r {
			return instrument.English().Words.Copy.Box.With("box", string(box))
		}
	}
	return said
}

// number writes on each page which one it is, where there are several.
func (p *page) number() {
	if p.pages < 2 {
		return
	}
	size := max(p.size*0.8, 8)
	for i := 1; i <= p.pages; i++ {
		p.ink.onPage(i)
		words := p.text.Words.Copy.Page.With("n", i, "of", p.pages)
		p.put(regular, size, pageWidth-margin-p.width(regular, size, words), pageHeight-margin, words)
	}
}

// point is a point in millimetres.
const point = 25.4 / 72

// put writes a line in a font, its left at x and its top at y.
func (p *page) put(f *face, size, x, y float64, s string) {
	base := y + size*point*0.95
	for _, r := range p.runs(f, s) {
		p.ink.write(r.face, size, x, base, r.text)
		x += r.face.width(r.text) * size * point
	}
}

// run is letters that one font has.
type run struct {
	face *face
	text string
}

// runs breaks a text up by the fonts it needs, and notes whether a letter cannot be
// drawn.
func (p *page) runs(f *face, s string) []run {
	var all []run
	for _, r := range s {
		use, letter := choose(f, r)
		p.boxy = p.boxy || letter != r
		if n := len(all); n > 0 && all[n-1].face == use {
			all[n-1].text += string(letter)
		} else {
			all = append(all, run{use, string(letter)})
		}
	}
	return all
}

// choose returns the font that has a letter, and a box for the letter where none
// does, or where it could only be set wrong.
func choose(f *face, r rune) (*face, rune) {
	switch {
	case f.has(r):
		return f, r
	case fallback.load() == nil && fallback.has(r):
		return fallback, r
	}
	return f, box
}

// width is how wide a text is, in millimetres.
func (p *page) width(f *face, size float64, s string) float64 {
	sum := float32(0)
	for _, r := range s {
		use, letter := choose(f, r)
		sum += use.advance(letter)
	}
	return float64(sum) * size * point
}

// split breaks a text into lines of a width.
func (p *page) split(f *face, size float64, s string, width float64) []string {
	var lines []string
	line, wide, space := "", 0.0, p.width(f, size, " ")
	for _, word := range strings.Fields(s) {
		for _, piece := range p.pieces(f, size, word, width) {
			w := p.width(f, size, piece)
			switch {
			case line == "":
				line, wide = piece, w
			case wide+space+w > width:
				lines = append(lines, line)
				line, wide = piece, w
			default:
				line, wide = line+" "+piece, wide+space+w
			}
		}
	}
	return append(lines, line)
}

// pieces breaks a word that is wider than the line, as words of scripts without
// spaces are.
func (p *page) pieces(f *face, size float64, word string, width float64) []string {
	if p.width(f, size, word) <= width {
		return []string{word}
	}
	var pieces []string
	piece := ""
	for _, r := range word {
		if piece != "" && p.width(f, size, piece+string(r)) > width {
			pieces = append(pieces, piece)
			piece = ""
		}
		piece += string(r)
	}
	return append(pieces, piece)
}
