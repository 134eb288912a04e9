package report

import (
	"strings"

	"alongside/dialog"
	"alongside/dialog/instrument"
	"alongside/dialog/text"
)

// TraitWords is what a trait is called.
func TraitWords(t dialog.Trait, words *instrument.Text) string {
	return words.Words.About.Traits[string(t)].Name
}

// TraitWhy says why a trait is asked, spoken to the person. It ends with a stop.
func TraitWhy(t dialog.Trait, words *instrument.Text) string {
	return words.Words.About.Traits[string(t)].Why
}

// TraitAnswer is what a slug of a trait means, "" for one that it does not have.
func TraitAnswer(t dialog.Trait, slug string, words *instrument.Text) string {
	return words.Words.About.Traits[string(t)].Answers[slug]
}

// TraitStateWords says why there is no answer, "" where there is one.
func TraitStateWords(s dialog.TraitState, words *instrument.Text) string {
	w := &words.Words.About
	switch s {
	case dialog.TraitDeclined:
		return w.Declined
	case dialog.TraitNotAsked:
		return w.NotAsked
	case dialog.TraitNotKnown:
		return w.NotKnown
	}
	return ""
}

// TellerWords says how an answer came into the record, "" where the person was not
// asked.
func TellerWords(t dialog.Teller, words *instrument.Text) string {
	w := &words.Words.About
	switch t {
	case dialog.TellerPerson:
		return w.ByPerson
	case dialog.TellerTogether:
		return w.ByWorker
	case dialog.TellerElsewhere:
		return w.ByOther
	}
	return ""
}

// ToldWords is the answer: what was chosen, with the person's own words for it, or
// why there is none.
func ToldWords(c *dialog.Characteristic, words *instrument.Text) string {
	if c.State != dialog.TraitTold {
		return TraitStateWords(c.State, words)
	}
	answers := make([]string, len(c.Values))
	for i, v := range c.Values {
		answers[i] = TraitAnswer(c.Trait, v, words)
	}
	said := andIn(words, answers)
	if c.Words != "" {
		said = words.Words.About.OwnWords.With("answer", said, "words", text.Show(c.Words))
	}
	return said
}

// TraitLine is what stands of one trait, for a list. Whether gender is the same as at
// birth is on no list: it says only whether that was told.
func TraitLine(r *dialog.Record, t dialog.Trait, words *instrument.Text) string {
	c, w := r.About(t), &words.Words.About
	switch {
	case c == nil:
		return w.Nothing
	case t == dialog.SameAsAtBirth && c.State == dialog.TraitTold:
		return w.ToldOn.With("date", words.Day(c.From))
	}
	return w.Stands.With("answer", ToldWords(c, words), "date", words.Day(c.From))
}

// CharacteristicWords is all of a characteristic in a line.
func CharacteristicWords(c *dialog.Characteristic, words *instrument.Text) string {
	by, phrase := TellerWords(c.Teller, words), words.Words.About.From
	if by != "" {
		phrase = words.Words.About.FromBy
	}
	return phrase.With("trait", TraitWords(c.Trait, words), "date", words.Day(c.From), "answer", ToldWords(c, words), "by", by)
}

// ShareWords says what a supporter may be told, as part of a sentence.
func ShareWords(s dialog.Share) string {
	switch s {
	case dialog.ShareMeetings:
		return "when appointments are"
	case dialog.ShareAgreed:
		return "what was agreed"
	}
	return "how things are rated"
}

// MayKnowWords says what a supporter may be told now, as a sentence without its
// stop.
func MayKnowWords(s *dialog.Supporter) string {
	switch {
	case s.Struck.Out(), !s.Ended.IsZero():
		return "may be told nothing"
	case !s.Withdrawn.IsZero():
		return "may be told nothing: taken back on " + s.Withdrawn.String()
	}
	now := s.MayKnow()
	if len(now) == 0 {
		return "may be told nothing"
	}
	words := make([]string, len(now))
	for i, share := range now {
		words[i] = ShareWords(share)
	}
	return "may be told " + and(words) + ", agreed on " + s.Consent.String()
}

// MayKnowShort is what a supporter may be told now, for a list with that heading:
// "appointments, what was agreed" or "nothing".
func MayKnowShort(s *dialog.Supporter) string {
	words := []string{}
	for _, share := range s.MayKnow() {
		words = append(words, map[dialog.Share]string{dialog.ShareMeetings: "appointments", dialog.ShareAgreed: "what was agreed", dialog.ShareRatings: "ratings"}[share])
	}
	if len(words) == 0 {
		return "nothing"
	}
	return strings.Join(words, ", ")
}

// WhoWords names a supporter: "Ruth Smith, her sister, carer".
func WhoWords(s *dialog.Supporter) string {
	words := text.Show(s.Name)
	if s.Relation != "" {
		words += ", " + text.Show(s.Relation)
	}
	if s.Carer {
		words += ", carer"
	}
	return words
}

// ContactWords says who a supporter is and how to reach them.
func ContactWords(s *dialog.Supporter) string {
	if s.Reach == "" {
		return WhoWords(s)
	}
	return WhoWords(s) + "; to be reached: " + text.Show(s.Reach)
}

// StandsWords says what a supporter may be told, and whether they still are one.
func StandsWords(s *dialog.Supporter) string {
	words := MayKnowWords(s)
	if !s.Ended.IsZero() {
		words += "; no longer a supporter since " + s.Ended.String()
	}
	return words
}

// SupporterWords is all of a supporter in a line.
func SupporterWords(s *dialog.Supporter) string { return ContactWords(s) + "; " + StandsWords(s) }

// TraitHistory is everything that was recorded of one trait, the latest first, with
// what it said before it was put right and what was struck out.
func TraitHistory(r *dialog.Record, t dialog.Trait, words *instrument.Text) []string {
	w := &words.Words.About
	var lines []string
	for i := len(r.Characteristics) - 1; i >= 0; i-- {
		c := &r.Characteristics[i]
		if c.Trait != t {
			continue
		}
		line := CharacteristicWords(c, words)
		if c.Struck.Out() {
			line = w.StruckOut.With("line", line, "date", words.Day(c.Struck.At.Date()), "reason", text.Show(c.Struck.Reason))
		}
		for j := len(c.Before) - 1; j >= 0; j-- {
			was, phrase := &c.Before[j], w.Until
			if was.Reason != "" {
				phrase = w.UntilWhy
			}
			line = phrase.With("line", line, "date", words.Day(was.Until.Date()), "answer", ToldWords(&was.Value, words), "reason", text.Show(was.Reason))
		}
		lines = append(lines, line)
	}
	return lines
}
