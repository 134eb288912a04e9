package plain

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"alongside/dialog"
	"alongside/dialog/instrument"
	"alongside/dialog/report"
	"alongside/dialog/text"
)

// about asks what the person chooses to tell about themselves. Each question is read
// with why it is asked.
func (p *page) about() error {
	w := &p.tongue.Words.About
	p.gap()
	p.say("%s", w.Optional)
	teller := dialog.TellerTogether
	return p.listIn(p.tongue, w.LinesTitle.With("name", text.Show(p.record.Person.CallName())), func() (options []option) {
		for i, t := range dialog.Traits() {
			options = append(options, option{fmt.Sprint(i + 1), w.LinesTrait.With("trait", report.TraitWords(t, p.tongue), "stands", report.TraitLine(p.record, t, p.tongue))})
		}
		return append(options, option{"w", w.LinesTypist.With("who", typist(teller, w))}, option{"s", w.LinesSupporters})
	}, func(key string) error {
		switch key {
		case "w":
			teller = map[dialog.Teller]dialog.Teller{dialog.TellerTogether: dialog.TellerPerson, dialog.TellerPerson: dialog.TellerTogether}[teller]
			return nil
		case "s":
			return p.supporters()
		}
		return p.oneTrait(dialog.Traits()[index(key)], teller)
	})
}

// neverAsked reports that there is something about the person of which nothing is
// recorded.
func (p *page) neverAsked() bool {
	return slices.ContainsFunc(dialog.Traits(), func(t dialog.Trait) bool { return p.record.About(t) == nil })
}

func typist(t dialog.Teller, w *instrument.AboutWords) string {
	if t == dialog.TellerPerson {
		return w.LinesPerson
	}
	return w.LinesWorker
}

// oneTrait asks about one trait, or what to do with the answer that stands.
func (p *page) oneTrait(t dialog.Trait, teller dialog.Teller) error {
	w := &p.tongue.Words.About
	p.say("%s", w.LinesWhy.With("trait", report.TraitWords(t, p.tongue), "why", report.TraitWhy(t, p.tongue)))
	today := p.today()
	fresh := dialog.Characteristic{ID: p.o.Keeper.NewID(), Trait: t, From: today, Teller: teller}
	now := p.record.About(t)
	if now == nil {
		return p.tell(fresh, "")
	}
	if now.From == today && now.Added.Date() == today {
		fresh.ID = now.ID
	}
	key, err := p.chooseIn(p.tongue, w.LinesAnswered, numbered(w.LinesAnew, w.LinesCorrect, w.LinesStrike, w.LinesHear))
	switch {
	case err != nil:
		return err
	case key == "1":
		return p.tell(fresh, "")
	case key == "2":
		reason, err := p.whyChanged(now.Added)
		if err != nil {
			return err
		}
		return p.tell(*now, reason)
	case key == "3":
		return p.strike(dialog.PartCharacteristic, now.ID)
	}
	for _, line := range report.TraitHistory(p.record, t, p.tongue) {
		p.say("%s", line)
	}
	return nil
}

// tell takes down one answer.
func (p *page) tell(c dialog.Characteristic, reason string) error {
	w := &p.tongue.Words.About
	labels, choices := []string{w.OptionDeclined}, c.Trait.Choices()
	for _, choice := range choices {
		labels = append(labels, report.TraitAnswer(c.Trait, choice.Slug, p.tongue))
	}
	options := append(numbered(labels...), option{"k", w.OptionNotKnown}, option{"o", w.OptionNotAsked})
	chosen, err := p.answers(c.Trait, options)
	if err != nil {
		return err
	}
	c.State, c.Values, c.Words = dialog.TraitTold, nil, ""
	for _, key := range chosen {
		state := map[string]dialog.TraitState{"1": dialog.TraitDeclined, "k": dialog.TraitNotKnown, "o": dialog.TraitNotAsked}[key]
		if state != "" {
			c.State = state
			continue
		}
		c.Values = append(c.Values, choices[index(key)-1].Slug)
	}
	if c.State == dialog.TraitTold {
		if c.Words, err = p.words(w.LinesOwnWords, text.Line); err != nil {
			return err
		}
	}
	p.save(&dialog.CharacteristicRecorded{Characteristic: c, Reason: reason})
	return nil
}

// answers reads the keys of what is chosen: one, or several where the trait may have
// several.
func (p *page) answers(t dialog.Trait, options []option) ([]string, error) {
	w := &p.tongue.Words.About
	if !t.Several() {
		key, err := p.chooseIn(p.tongue, w.LinesAnswer, options)
		return []string{key}, err
	}
	for _, o := range options {
		p.say("  %s  %s", o.key, o.label)
	}
	for {
		line, err := p.needed(w.LinesAll, text.Line)
		if err != nil {
			return nil, err
		}
		keys := strings.Fields(strings.ToLower(line))
		if unknown := outside(keys, options); unknown == "" {
			return keys, nil
		}
		p.say("%s", w.LinesNotInList.With("keys", keysOf(options)))
	}
}

// outside is the first key that no option has, "" for none.
func outside(keys []string, options []option) string {
	for _, k := range keys {
		if !slices.ContainsFunc(options, func(o option) bool { return o.key == k }) {
			return k
		}
	}
	return ""
}

// supporters lists the people at the person's side, with what they may be told.
func (p *page) supporters() error {
	return p.list("Supporters. The program tells them nothing; this is for the worker to go by.", func() (options []option) {
		for i := range p.record.Supporters {
			options = append(options, option{fmt.Sprint(i + 1), p.supporterLine(&p.record.Supporters[i])})
		}
		return append(options, option{"n", "Somebody new"})
	}, func(key string) error {
		if key == "n" {
			return p.writeSupporter(dialog.Supporter{ID: p.o.Keeper.NewID()})
		}
		return p.oneSupporter(p.record.Supporters[index(key)])
	})
}

func (p *page) supporterLine(s *dialog.Supporter) string {
	line := report.SupporterWords(s)
	if s.Struck.Out() {
		line += "; STRUCK OUT: " + text.Show(s.Struck.Reason)
	}
	for i := range s.Before {
		line += "; until " + s.Before[i].Until.Date().String() + " it said: " + report.SupporterWords(&s.Before[i].Value)
	}
	return line
}

func (p *page) oneSupporter(s dialog.Supporter) error {
	if s.Struck.Out() {
		p.say("That was struck out. It stays in view.")
		return nil
	}
	key, err := p.choose(text.Show(s.Name), numbered("Change it", "Tell them nothing more", "No longer a supporter", "Strike it out: it was recorded in error"))
	if err != nil {
		return err
	}
	switch key {
	case "1":
		return p.writeSupporter(s)
	case "4":
		return p.strike(dialog.PartSupporter, s.ID)
	case "2":
		if len(s.MayKnow()) == 0 {
			p.say("They may be told nothing already.")
			return nil
		}
		s.Withdrawn = p.today()
	case "3":
		s.Ended = p.today()
	}
	p.save(&dialog.SupporterRecorded{Supporter: s})
	return nil
}

// writeSupporter asks for all about a supporter. What may be shared counts as agreed
// today, unless it is what was agreed before.
func (p *page) writeSupporter(s dialog.Supporter) (err error) {
	if s.Name != "" {
		p.say("Now: %s.", report.SupporterWords(&s))
	}
	if s.Name, err = p.needed("Their name:", text.Name); err != nil {
		return err
	}
	if s.Relation, err = p.words("Who they are, such as her sister, or an empty line:", text.Name); err != nil {
		return err
	}
	if s.Reach, err = p.words("How to reach them, or an empty line:", text.Line); err != nil {
		return err
	}
	if s.Carer, err = p.yes("Do they look after the person, unpaid?"); err != nil {
		return err
	}
	share, err := p.shares()
	if err != nil {
		return err
	}
	s.Agree(share, p.today())
	p.save(&dialog.SupporterRecorded{Supporter: s})
	return nil
}

// shares asks what somebody may be told.
func (p *page) shares() ([]dialog.Share, error) {
	all := dialog.Shares()
	for i, share := range all {
		p.say("  %d  %s", i+1, report.ShareWords(share))
	}
	for {
		line, err := p.read("What may they be told? Numbers with spaces between, or 0 for nothing:")
		if err != nil {
			return nil, err
		}
		switch line {
		case "b":
			return nil, errBack
		case "0":
			return nil, nil
		}
		share := []dialog.Share{}
		for i, one := range all {
			if strings.Contains(" "+line+" ", " "+strconv.Itoa(i+1)+" ") {
				share = append(share, one)
			}
		}
		if len(share) > 0 && len(share) == len(strings.Fields(line)) {
			return share, nil
		}
		p.say("That is not in the list.")
	}
}
