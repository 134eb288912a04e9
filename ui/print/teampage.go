package print

import (
	_ "embed"
	"fmt"
	"html"

	"strings"

	"alongside/dialog/report/figures"
)

//go:embed team.css
var teamStyle string

// TeamHTML is a report of a team as one page that needs nothing else: no network, no
// script and no other file. What its charts show stands in its tables too.
func TeamHTML(r *figures.Report) []byte {
	p := &webPage{}
	p.head(r)
	p.add(`<nav aria-label="Sections"><ul>`)
	for i := range r.Sections {
		p.add(`<li><a href="#%s">%s</a></li>`, r.Sections[i].Key, r.Sections[i].Title)
	}
	p.add("</ul></nav>\n<main>\n")
	for i := range r.Sections {
		p.section(&r.Sections[i])
	}
	p.add("</main>\n</body>\n</html>\n")
	return []byte(p.String())
}

// markup is HTML that stands in this file, with %s where a text goes. Nothing that
// comes from elsewhere becomes one.
type markup string

// webPage is a page that is being written.
type webPage struct{ strings.Builder }

// add writes markup with the texts in their places. This is where each of them is
// escaped, so that it is nothing but text: between tags, and in an attribute, which
// stands in double quotes.
func (p *webPage) add(m markup, texts ...string) {
	escaped := make([]any, len(texts))
	for i, s := range texts {
		escaped[i] = html.EscapeString(s)
	}
	fmt.Fprintf(p, string(m), escaped...)
}

// addIf is add where something holds.
func (p *webPage) addIf(holds bool, m markup, texts ...string) {
	if holds {
		p.add(m, texts...)
	}
}

func (p *webPage) head(r *figures.Report) {
	p.add(`<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>%s, %s to %s</title>
<style>`, r.Title, r.From.String(), r.To.String())
	p.WriteString(teamStyle)
	p.add(`</style>
</head>
<body>
<header>
<h1>%s: %s</h1>
<p>%s</p>
</header>
`, r.Title, r.Of, r.Span())
}

func (p *webPage) section(s *figures.Section) {
	p.add("<section id=\"%s\" aria-labelledby=\"%s-title\">\n<h2 id=\"%s-title\">%s</h2>\n", s.Key, s.Key, s.Key, s.Title)
	for _, note := range s.Notes {
		p.add("<p>%s</p>\n", note)
	}
	for i := range s.Tables {
		p.table(&s.Tables[i])
	}
	for _, note := range s.After {
		p.add("<p>%s</p>\n", note)
	}
	p.add("</section>\n")
}

// table writes a table with its heading and its chart, or why there is none.
func (p *webPage) table(t *figures.Table) {
	p.add("<div")
	p.addIf(t.Chart == figures.NoChart, ` class="together"`)
	p.add(">\n<h3 id=\"%s\">%s</h3>\n", t.Key, t.Title)
	if empty := t.Empty(); empty != "" {
		p.add("<p class=\"few\">%s</p>\n", empty)
	} else {
		if c := chartOf(t); c != nil {
			p.chart(c)
		}
		p.cells(t)
	}
	p.add("</div>\n")
}

func (p *webPage) chart(c *barChart) {
	p.add("<figure aria-hidden=\"true\">\n<p class=\"key\">")
	for _, s := range c.Key {
		p.add(`<span class="swatch" style="background:%s"></span> %s&ensp; `, s.Colour, s.Name)
	}
	p.addIf(len(c.Key) == 0, "The line runs from 1 to 7, with a tick at 4. The block is the mean; the thin bar goes one standard deviation to each side.")
	p.add("</p>\n")
	for i := range c.Bars {
		p.bar(&c.Bars[i])
	}
	p.add("</figure>\n")
}

func (p *webPage) bar(b *bar) {
	p.add(`<div class="bar"><span>%s</span>`, b.Name)
	if len(b.Marks) > 0 {
		p.add(`<svg viewBox="0 0 100 10" preserveAspectRatio="none" focusable="false">`)
		for _, m := range b.Marks {
			p.add(`<rect x="%s" y="%s" width="%s" height="%s" fill="%s"/>`, m.X, m.Y, m.Width, m.Height, m.Fill)
		}
		p.add(`</svg>`)
	} else {
		p.add(`<span></span>`)
	}
	p.add("<span class=\"said\">%s</span></div>\n", b.Said)
}

// cells writes what a table has for those who read tables. The roles are said because
// a narrow window lays it out as a list, and then it would be one for a screen reader.
func (p *webPage) cells(t *figures.Table) {
	p.add(`<table role="table"`)
	p.addIf(len(t.Columns) == 1, ` class="one"`)
	p.add(` aria-labelledby="%s">`, t.Key)
	p.add("\n<thead role=\"rowgroup\"><tr role=\"row\"><th scope=\"col\" role=\"columnheader\">%s</th>", t.Of)
	for _, c := range t.Columns {
		if c.Joined() {
			p.add(`<th scope="col" role="columnheader" aria-label="%s">%%</th>`, c.Name)
		} else {
			p.add(`<th scope="col" role="columnheader">%s</th>`, c.Name)
		}
	}
	p.add("</tr></thead>\n<tbody role=\"rowgroup\">\n")
	for _, row := range t.Rows {
		p.add(`<tr role="row"><th scope="row" role="rowheader">%s</th>`, row.Name)
		for i, c := range row.Cells {
			p.add(`<td role="cell" data-label="%s"`, t.Columns[i].Name)
			p.addIf(c.Kind == figures.Hidden || c.Kind == figures.Nothing, ` class="few"`)
			p.add(`>%s</td>`, c.Text())
		}
		p.add("</tr>\n")
	}
	p.add("</tbody>\n</table>\n")
}
