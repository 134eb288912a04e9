package plain

import (
	"context"
	"strconv"
	"strings"

	"alongside/dialog"
	"alongside/dialog/report"
	"alongside/dialog/text"
)

// Copier shows and writes what a person takes home. A Keeper that is none offers no
// copies.
type Copier interface {
	MayCopy() bool
	CopyFolder() string
	PreviewCopy(d *report.Document) []string
	WriteCopy(ctx context.Context, person dialog.ID, d *report.Document, folder string, large, text bool) (path string, err error)
}

// copier is where copies are written, nil where this worker may write none.
func (s *session) copier() Copier {
	if c, ok := s.o.Keeper.(Copier); ok && c.MayCopy() && !s.o.ReadOnly {
		return c
	}
	return nil
}

// takeHome writes what the person takes home: what they name, once it was looked at
// and is said to be safe. Nothing is on it that was not named.
func (p *page) takeHome() error {
	c := p.copier()
	if c == nil {
		p.say("Your role, or this record as it is now, does not let you write a person's copy. Please ask a clinician.")
		return nil
	}
	parts, err := p.copyParts()
	if err != nil {
		return err
	}
	d := report.Copy(p.record, p.o.Text, parts, p.today())
	p.gap()
	p.say("This goes home, and nothing else:")
	for _, line := range c.PreviewCopy(&d) {
		p.say("%s", line)
	}
	p.gap()
	for _, part := range parts {
		if part.Guarded() {
			p.say("On it: %s.", part.Words(p.o.Text))
		}
	}
	if safe, err := p.yes("Is it safe to take this home? Who else could find it, and what would happen then?"); err != nil || !safe {
		p.say("Nothing was written.")
		return err
	}
	return p.writeCopy(c, &d)
}

// writeCopy asks how and where the copy is written, and writes it.
func (p *page) writeCopy(c Copier, d *report.Document) error {
	key, err := p.choose("How is it printed?", numbered("As a PDF of one page", "As a PDF in large print, on more pages", "As text"))
	if err != nil {
		return err
	}
	folder, err := p.words("The folder, or an empty line for "+text.Show(c.CopyFolder())+":", text.Line)
	if err != nil {
		return err
	}
	if folder == "" {
		folder = c.CopyFolder()
	}
	path, err := c.WriteCopy(p.ctx, p.record.Person.ID, d, folder, key == "2", key == "3")
	if err != nil {
		p.say("NOT WRITTEN: %s", dialog.ErrorMessage(err))
		return nil
	}
	p.say("Written: %s", text.Show(path))
	p.say("It is not sealed: whoever has it can read it. Print it, hand it over, and delete it.")
	return nil
}

// copyParts asks which parts go home. None is chosen beforehand.
func (p *page) copyParts() ([]report.Part, error) {
	var offered []report.Part
	p.say("What goes home? Nothing is chosen yet.")
	for _, part := range report.Parts() {
		if d, notes := part.Notes(); notes && !report.HasNotes(p.record, d) {
			continue
		}
		if part.Guarded() && (len(offered) == 0 || !offered[len(offered)-1].Guarded()) {
			p.say("Only if it is safe where this is read:")
		}
		offered = append(offered, part)
		p.say("  %d  %s", len(offered), part.Words(p.o.Text))
	}
	for {
		line, err := p.needed("The numbers, with spaces between, or all for 1 to "+strconv.Itoa(len(report.PlainParts()))+"; b goes back:", text.Line)
		if err != nil {
			return nil, err
		}
		if parts := named(line, offered); len(parts) > 0 {
			return parts, nil
		}
		p.say("That is not one of the choices. Nothing is chosen yet.")
	}
}

// named are the parts whose numbers are on a line, none where one of them is wrong.
func named(line string, offered []report.Part) []report.Part {
	var parts []report.Part
	for _, word := range strings.FieldsFunc(strings.ToLower(line), func(r rune) bool { return r == ' ' || r == ',' }) {
		n, err := strconv.Atoi(word)
		switch {
		case word == "all":
			parts = append(parts, report.PlainParts()...)
		case err != nil || n < 1 || n > len(offered):
			return nil
		default:
			parts = append(parts, offered[n-1])
		}
	}
	return parts
}
