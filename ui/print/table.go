package print

import "alongside/dialog/report"

// table sets a table with aligned columns, or row by row where it is too wide.
func (p *page) table(t *report.Table) {
	widths, fits := p.columns(t)
	if !fits {
		for _, row := range t.Rows {
			p.stacked(t, row)
		}
		return
	}
	head := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		head[i] = c.Head()
	}
	p.room(p.line() * 3)
	p.row(bold, head, widths)
	p.ink.line(margin, p.y, pageWidth-margin, p.y, 0.3, 0)
	for _, row := range t.Rows {
		p.room(p.line() * 1.1)
		p.row(regular, row, widths)
		p.ink.line(margin, p.y, pageWidth-margin, p.y, 0.1, 150)
	}
}

// columns returns how wide each column is, and false where they do not fit side by
// side.
func (p *page) columns(t *report.Table) ([]float64, bool) {
	const gap = 3.0
	widths := make([]float64, len(t.Columns))
	sum := 0.0
	for i, c := range t.Columns {
		widths[i] = p.width(bold, p.size, c.Head()) + gap
		for _, row := range t.Rows {
			widths[i] = max(widths[i], p.width(regular, p.size, row[i])+gap)
		}
		sum += widths[i]
	}
	spare := pageWidth - 2*margin - sum
	for i := range widths[:len(widths)-1] { // a little air, no more: rows are read across
		widths[i] += min(max(spare, 0)/float64(len(widths)-1), 12)
	}
	return widths, spare >= 0
}

func (p *page) row(f *face, cells []string, widths []float64) {
	x := margin
	for i, cell := range cells {
		p.put(f, p.size, x, p.y+p.line()*0.04, cell)
		x += widths[i]
	}
	p.y += p.line() * 1.08
}

// stacked sets a row as a heading with what it says below.
func (p *page) stacked(t *report.Table, row []string) {
	p.room(p.line() * 2.2)
	p.put(bold, p.size, margin, p.y, row[0])
	p.y += p.line()
	p.paragraph(inOneLine(t, row), p.size)
	p.y += p.line() * 0.15
}
