package plain

import (
	"errors"
	"strconv"

	"alongside/dialog"
	"alongside/dialog/instrument"
)

// chooseLanguage asks in which language the person reads from here on, and comes back
// to the same question.
func (p *page) chooseLanguage(id dialog.ID) error {
	if len(p.o.Languages) < 2 || p.record.Assessment(id).Layout == dialog.Paper {
		p.say("%s", p.tongue.Words.Lines.NotOne)
		return nil
	}
	t, err := p.languageOf(p.tongue)
	if err != nil {
		return err
	}
	if t == p.tongue {
		return nil
	}
	p.tongue = t
	p.help()
	return nil
}

// languageOf asks for one of the languages, in the one that is read until then, which
// stays where nothing is chosen.
func (p *page) languageOf(now *instrument.Text) (*instrument.Text, error) {
	names := make([]string, len(p.o.Languages))
	for i, t := range p.o.Languages {
		names[i] = t.Name
		if doubt := t.Doubt(); doubt != "" && i > 0 {
			names[i] += ". NOT CHECKED, for made-up people only. " + doubt
		}
	}
	p.say("%s", now.Words.Language.Which)
	options := numbered(names...)
	for _, o := range options {
		p.say("  %s  %s", o.key, o.label)
	}
	key, err := p.pick(now.Words.Lines.YourChoice, options)
	if errors.Is(err, errBack) {
		return now, nil
	}
	if err != nil {
		return nil, err
	}
	return p.o.Languages[index(key)], nil
}

// readState is what became of an item, as the person reads it.
func (p *page) readState(a dialog.Answer, l dialog.Layout) string {
	if p.tongue == p.o.Text {
		return p.stateWords(a, l)
	}
	w := &p.tongue.Words.Value
	switch a.State {
	case dialog.Rated:
		return strconv.Itoa(a.Rating) + " " + p.tongue.Label(a.Rating)
	case dialog.Declined:
		return w.Declined
	case dialog.NotApplicable:
		return w.NotApplicable
	case dialog.Later:
		if l == dialog.Paper {
			return w.LeftBlank
		}
		return w.Later
	case dialog.NotSeen:
	}
	return p.tongue.Words.State.NotSeen
}
