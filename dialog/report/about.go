package report

import (
	"strings"

	"alongside/dialog"
	"alongside/dialog/text"
)

// TraitWords is what a trait is called.
func TraitWords(t dialog.Trait) string {
	switch t {
	case dialog.Ethnicity:
		return "Ethnicity"
	case dialog.Gender:
		return "Gender"
	case dialog.SameAsAtBirth:
		return "Gender the same as at birth"
	case dialog.SexualOrientation:
		return "Sexual orientation"
	case dialog.Disability:
		return "Disability"
	case dialog.Religion:
		return "Religion or belief"
	case dialog.MaritalStatus:
		return "Marital status"
	}
	return "Pregnancy"
}

// TraitWhy says why a trait is asked, spoken to the person. It ends with a stop.
func TraitWhy(t dialog.Trait) string {
	switch t {
	case dialog.Ethnicity:
		return "So that the service can see whether people of every background get the same help."
	case dialog.Gender:
		return "So that we speak of you as you wish, and the service can see whether it is there for everybody."
	case dialog.SameAsAtBirth:
		return "So that the service can see whether it is fair to trans people. It is shown on no list and goes out in no table."
	case dialog.SexualOrientation:
		return "So that the service can see whether people of every orientation get the same help."
	case dialog.Disability:
		return "So that meetings and letters can be made to work for you."
	case dialog.Religion:
		return "So that what matters to you is respected: days, food, whom you see."
	case dialog.MaritalStatus:
		return "So that the service can see whether it reaches people who live alone and people who do not."
	}
	return "So that care and medication are right for you and for a baby."
}

// OptionalWords stands above what a person is asked about themselves.
const OptionalWords = "Each of these is your choice. Nothing is worked out from anything else."

// TraitStateWords says why there is no answer, "" where there is one.
func TraitStateWords(s dialog.TraitState) string {
	switch s {
	case dialog.TraitDeclined:
		return "prefers not to say"
	case dialog.TraitNotAsked:
		return "not asked"
	case dialog.TraitNotKnown:
		return "not known"
	}
	return ""
}

// TellerWords says how an answer came into the record, "" where the person was not
// asked.
func TellerWords(t dialog.Teller) string {
	switch t {
	case dialog.TellerPerson:
		return "entered by the person"
	case dialog.TellerTogether:
		return "entered with a worker"
	case dialog.TellerElsewhere:
		return "taken over from another record"
	}
	return ""
}

// ToldWords is the answer: what was chosen, with the person's own words for it, or
// why there is none.
func ToldWords(c *dialog.Characteristic) string {
	if c.State != dialog.TraitTold {
		return TraitStateWords(c.State)
	}
	labels := make([]string, len(c.Values))
	for i, v := range c.Values {
		labels[i] = c.Trait.Label(v)
	}
	words := and(labels)
	if c.Words != "" {
		words += ", in own words: “" + text.Show(c.Words) + "”"
	}
	return words
}

// TraitLine is what stands of one trait, for a list. Whether gender is the same as at
// birth is on no list: it says only whether that was told.
func TraitLine(r *dialog.Record, t dialog.Trait) string {
	c := r.About(t)
	switch {
	case c == nil:
		return "nothing recorded"
	case t == dialog.SameAsAtBirth && c.State == dialog.TraitTold:
		return "told on " + c.From.String()
	}
	return ToldWords(c) + ", on " + c.From.String()
}

// CharacteristicWords is all of a characteristic in a line.
func CharacteristicWords(c *dialog.Characteristic) string {
	words := TraitWords(c.Trait) + " from " + c.From.String() + ": " + ToldWords(c)
	if by := TellerWords(c.Teller); by != "" {
		words += " (" + by + ")"
	}
	return words
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
func TraitHistory(r *dialog.Record, t dialog.Trait) []string {
	var lines []string
	for i := len(r.Characteristics) - 1; i >= 0; i-- {
		c := &r.Characteristics[i]
		if c.Trait != t {
			continue
		}
		line := CharacteristicWords(c)
		if c.Struck.Out() {
			line += ". STRUCK OUT on " + c.Struck.At.Date().String() + ": " + text.Show(c.Struck.Reason)
		}
		for j := len(c.Before) - 1; j >= 0; j-- {
			was := &c.Before[j]
			line += ". Until " + was.Until.Date().String() + " it said: " + ToldWords(&was.Value) + because(was.Reason)
		}
		lines = append(lines, line)
	}
	return lines
}
