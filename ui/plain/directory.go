package plain

import (
	"alongside/dialog"
	"alongside/dialog/report"
)

// directory reads out what there is nearby for an area, crisis lines first; for no
// domain it is everything. With a number an action is agreed from an entry.
func (p *page) directory(assessment dialog.ID, area dialog.Domain) error {
	w := &p.o.Text.Words.Directory
	entries := p.o.Directory.For(area)
	switch {
	case p.o.Directory == nil:
		p.say("%s", w.None)
		return nil
	case len(entries) == 0:
		p.say("%s", w.Nothing)
		return nil
	case area.Valid():
		p.say("%s.", w.TitleArea.With("area", p.o.Text.Short(area)))
	default:
		p.say("%s.", w.Title)
	}
	labels := make([]string, len(entries))
	for i, e := range entries {
		labels[i] = p.localWords(e, area)
	}
	key, err := p.choose("To agree to contact one, its number; g to go on.", append(numbered(labels...), option{"g", "Go on"}))
	if err != nil || key == "g" {
		return err
	}
	a := dialog.Action{ID: p.o.Keeper.NewID(), Domain: area, Assessment: assessment, Text: w.Asks.With("name", entries[index(key)].Name)}
	p.say("%s.", a.Text)
	return p.agreeOn(a, "")
}

// localWords is an entry on one line, in the order in which it is of use.
func (p *page) localWords(e *dialog.Local, area dialog.Domain) string {
	w := &p.o.Text.Words.Directory
	words := e.Name
	switch {
	case e.Crisis:
		words += " (" + w.Crisis + ")"
	case !area.Valid() && e.Area.Valid():
		words += " (" + p.o.Text.Short(e.Area) + ")"
	}
	words += ". "
	if e.Offers != "" {
		words += e.Offers + ". "
	}
	words += w.Reach.With("words", e.Reach) + ". "
	if e.Open != "" {
		words += w.Open.With("words", e.Open) + ". "
	}
	return words + report.CheckedWords(e, p.today(), p.o.Text)
}
