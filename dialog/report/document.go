package report

import (
	"alongside/dialog"
	"alongside/dialog/instrument"
)

// Document is what goes on paper, or into a text, without saying how it looks. All
// of it has been through text.Show, and nothing that was not asked for is in it.
type Document struct {
	Title    string
	Mark     string // stands on every page; "" for none
	Made     dialog.Date
	Sections []Section
	Foot     []string // small print below everything: where the measure is from

	Language *instrument.Text // it is written in; nil for English
}

// Text is the language that the document is written in.
func (d *Document) Text() *instrument.Text {
	if d.Language == nil {
		return instrument.English()
	}
	return d.Language
}

// Section is a heading with what stands below it.
type Section struct {
	Title  string
	Blocks []Block
}

// Block is one of: a paragraph, a list, a table, a chart.
type Block struct {
	Text  string
	Items []string
	Table *Table
	Chart *Timeline
}

// Timeline is a few lines over time: those of the measure, 1 to 7, and below them,
// on the same dates, those of the goals, 0 to 10.
type Timeline struct {
	From, To dialog.Date
	Measure  []Line
	Goals    []Line
}

// Line is one line of a chart.
type Line struct {
	Name   string
	Points []Point // earliest first
}

// Point is a number on a day.
type Point struct {
	Date   dialog.Date
	Value  float64
	Words  string // the number as it is told: "4.6", "7 of 10"
	Apart  bool   // somebody else gave it on the person's behalf: no line leads to it
	Gap    bool   // there is no number on that day; the line is broken
	Broken bool   // no line leads to it from the number before: the two are not to be compared
}

// section is a section of some blocks, those with nothing in them left out. It has
// no blocks where there is nothing to say.
func section(title string, blocks ...Block) Section {
	s := Section{Title: title}
	for _, b := range blocks {
		if b.Text != "" || len(b.Items) > 0 || b.Table != nil || b.Chart != nil {
			s.Blocks = append(s.Blocks, b)
		}
	}
	return s
}

// add appends a section that says something.
func (d *Document) add(s Section) {
	if len(s.Blocks) > 0 {
		d.Sections = append(d.Sections, s)
	}
}
