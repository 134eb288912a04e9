package plain

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"alongside/dialog"
	"alongside/dialog/instrument"
	"alongside/dialog/report"
	"alongside/dialog/text"
)

// Copier shows and writes what a person takes home. A Keeper that is none offers no
// copies.
type Copier interface {
	MayCopy() bool
	CopyFolder() string
	PreviewCopy(d *report.Document) []string
	// WriteCopy makes no folder unasked: one that is not there is [report.ErrNoFolder].
	WriteCopy(ctx context.Context, person dialog.ID, d *report.Document, to report.CopyTo) (path string, err error)
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
	parts, words, err := p.copyParts(report.CopyIn(p.record, p.o.Languages))
	if err != nil {
		return err
	}
	w := &words.Words.Copy
	d := report.Copy(p.record, words, parts, p.today())
	p.gap()
	p.say("%s", w.LinesGoesHome)
	for _, line := range c.PreviewCopy(&d) {
		p.say("%s", line)
	}
	p.gap()
	for _, part := range parts {
		if part.Guarded() {
			p.say("%s", w.OnIt.With("parts", part.Words(words)))
		}
	}
	if safe, err := p.yesIn(words, w.LinesSafe); err != nil || !safe {
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
	to := report.CopyTo{Folder: folder, Large: key == "2", Text: key == "3"}
	path, err := c.WriteCopy(p.ctx, p.record.Person.ID, d, to)
	if errors.Is(err, report.ErrNoFolder) {
		p.say("There is no folder of that name. If it is on a stick, the stick may not be in.")
		if to.MakeFolder, err = p.yes("Make the folder on this computer?"); err != nil || !to.MakeFolder {
			p.say("Nothing was written.")
			return err
		}
		path, err = c.WriteCopy(p.ctx, p.record.Person.ID, d, to)
	}
	if err != nil {
		p.say("NOT WRITTEN: %s", dialog.ErrorMessage(err))
		return nil
	}
	p.say("Written: %s", text.Show(path))
	p.say("It is not sealed: whoever has it can read it. Print it, hand it over, and delete it.")
	return nil
}

// copyParts asks which parts go home, and in which language if the person wants
// another one than the given. None is chosen beforehand.
func (p *page) copyParts(words *instrument.Text) ([]report.Part, *instrument.Text, error) {
	offered := p.offerParts(words)
	for {
		w := &words.Words.Copy
		prompt := w.LinesNumbers.With("n", len(report.PlainParts()))
		if len(p.o.Languages) > 1 {
			prompt = w.LinesLanguage + " " + prompt
		}
		line, err := p.needed(prompt, text.Line)
		if err != nil {
			return nil, nil, err
		}
		if strings.EqualFold(line, "o") && len(p.o.Languages) > 1 {
			if words, err = p.languageOf(words); err != nil {
				return nil, nil, err
			}
			p.offerParts(words)
			continue
		}
		if parts := named(line, offered); len(parts) > 0 {
			return parts, words, nil
		}
		p.say("%s", w.LinesNotOne)
	}
}

// offerParts reads out what can go home, and returns it in that order.
func (p *page) offerParts(words *instrument.Text) (offered []report.Part) {
	w := &words.Words.Copy
	p.say("%s", w.LinesWhat)
	for _, part := range report.Parts() {
		if d, notes := part.Notes(); notes && !report.HasNotes(p.record, d) {
			continue
		}
		if part.Guarded() && (len(offered) == 0 || !offered[len(offered)-1].Guarded()) {
			p.say("%s", w.IfSafe)
		}
		offered = append(offered, part)
		p.say("  %d  %s", len(offered), part.Words(words))
	}
	return offered
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
