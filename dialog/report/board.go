package report

import (
	"cmp"
	"fmt"
	"strings"

	"alongside/dialog"
	"alongside/dialog/instrument"
	"alongside/dialog/text"
)

// AttemptWords say why an offered DIALOG was not done, "" for no reason. One that this
// version does not know is shown as it stands.
func AttemptWords(reason dialog.AttemptReason) string {
	return attemptWords(reason, instrument.English())
}

func attemptWords(reason dialog.AttemptReason, words *instrument.Text) string {
	switch w := &words.Words.Years; reason {
	case dialog.AttemptDeclined:
		return w.OfferDeclined
	case dialog.AttemptUnwell:
		return w.OfferUnwell
	case dialog.AttemptNotAttended:
		return w.OfferNotAttended
	case dialog.AttemptInterrupted:
		return w.OfferInterrupted
	}
	return text.Show(string(reason))
}

// DueWords say when the next DIALOG should be offered, with no capital and no stop.
func DueWords(s *dialog.Summary, rules dialog.Rules, today dialog.Date) string {
	due := s.Due(rules, today)
	switch due.State {
	case dialog.DueFirst:
		return "offer the first DIALOG"
	case dialog.DueSoon:
		return "due on " + due.On.String()
	case dialog.Overdue:
		return "overdue " + count(due.Days, "day", "days")
	case dialog.NotAsked:
		return string(s.Standing)
	}
	return "next due on " + due.On.String()
}

// ConcernWords names a concern, as the head of those it holds for.
func ConcernWords(c dialog.Concern) string {
	return [dialog.ConcernCount]string{"due or overdue", "unfinished", "offered, not done", "help wanted", "low or fallen", "no goal yet", "past its day", "not sent"}[c]
}

// BoardLines say what there is to look at about one person, a sentence a line: what is
// due and what came of the last offer, where help is wanted, what is low and what fell,
// what was promised, and how long the first DIALOG took.
func BoardLines(s *dialog.Summary, words *instrument.Text, rules dialog.Rules, today dialog.Date, worker dialog.ID) []string {
	var lines []string
	say := func(format string, args ...any) { lines = append(lines, fmt.Sprintf(format, args...)) }
	state := DueWords(s, rules, today)
	if !s.DraftID.IsZero() {
		state = fmt.Sprintf("unfinished from %s, %d of %d; %s", s.DraftAt.Date(), s.DraftRated, dialog.DomainCount, state)
	}
	if s.Attempt != "" {
		state += fmt.Sprintf("; last offered on %s: %s", s.AttemptAt.Date(), AttemptWords(s.Attempt))
	}
	say("DIALOG: %s.", state)
	if s.Wants != 0 {
		say("Wants more help: %s.", areaNames(s.Wants, words))
	}
	if s.Low != 0 {
		say("Rated %d or lower: %s.", dialog.LowRating, areaNames(s.Low, words))
	}
	if s.Fallen != 0 {
		say("Lower than on %s: %s.", s.Previous.Date(), areaNames(s.Fallen, words))
	}
	lines = append(lines, promised(s, today, worker)...)
	if days, done, ok := s.ToFirst(today); ok {
		if done {
			say("First DIALOG %s after the referral (not the national clock).", count(days, "day", "days"))
		} else {
			say("No DIALOG yet, %s after the referral (not the national clock).", count(days, "day", "days"))
		}
	}
	return lines
}

func promised(s *dialog.Summary, today dialog.Date, worker dialog.ID) []string {
	goals := "No goal was set yet."
	switch {
	case s.GoalsEver > 0 && s.Goals == 0:
		goals = "No goal is being worked on now."
	case s.GoalsEver > 0:
		goals = count(s.Goals, "goal is", "goals are") + " being worked on."
	}
	own, past := s.PastDue(today, worker)
	if past > 0 {
		said := count(past, "action is", "actions are") + " past the agreed day"
		if own > 0 {
			said += fmt.Sprintf(", %d of them yours", own)
		}
		return []string{said + ". " + goals}
	}
	if len(s.Promises) > 0 {
		return []string{count(len(s.Promises), "action is", "actions are") + " still to be done. " + goals}
	}
	return []string{goals}
}

func areaNames(set dialog.Areas, words *instrument.Text) string {
	var names []string
	for _, d := range set.All() {
		names = append(names, strings.ToLower(words.Short(d)))
	}
	return strings.Join(names, ", ")
}

// GapWords names a gap, as the head of those it holds for.
func GapWords(g dialog.Gap) string {
	return [dialog.GapCount]string{"NHS number", "local id", "referral date", "ethnicity", "gender", "sexual orientation", "disability", "dates", "possible duplicates"}[g]
}

// GapsOf say what a person's record lacks on a day: what is missing, what of the
// things that are asked is not recorded, not asked and not known, each apart, and the
// dates that are missing or cannot be right.
func GapsOf(s *dialog.Summary, today dialog.Date) []string {
	var lacks []string
	gaps := s.Gaps(today)
	for g := dialog.GapNHSNumber; g <= dialog.GapReferral; g++ {
		if gaps.Has(g) {
			lacks = append(lacks, "no "+GapWords(g))
		}
	}
	told := map[dialog.Gap]string{dialog.GapEthnicity: s.Told.Ethnicity, dialog.GapGender: s.Told.Gender,
		dialog.GapOrientation: s.Told.Orientation, dialog.GapDisability: s.Told.Disability}
	for _, why := range []string{"", string(dialog.TraitNotAsked), string(dialog.TraitNotKnown)} {
		var names []string
		for g := dialog.GapEthnicity; g <= dialog.GapDisability; g++ {
			if gaps.Has(g) && told[g] == why {
				names = append(names, GapWords(g))
			}
		}
		if len(names) > 0 {
			lacks = append(lacks, cmp.Or(strings.ReplaceAll(why, "-", " "), "not recorded")+": "+strings.Join(names, ", "))
		}
	}
	if gaps.Has(dialog.GapDates) && s.Person.BirthDate.IsZero() {
		lacks = append(lacks, "no date of birth")
	}
	for _, wrong := range s.WrongDates(today) {
		lacks = append(lacks, string(wrong))
	}
	return lacks
}
