package report

import (
	"cmp"
	"slices"

	"alongside/dialog"
	"alongside/dialog/instrument"
)

// teller puts a comparison into sentences. What is better or good comes first;
// what is lower is said plainly and thanked for; nothing is explained.
type teller struct {
	words *instrument.Text
	w     *instrument.ToldWords // of the words
	c     *Changed
	now   *dialog.Assessment
	who   string // "You", or "They" when somebody else answered

	theirs              bool // somebody else answered now
	some                bool // the rows are some of the areas, and nothing may be said of all
	higher, lower, same []dialog.Domain
}

func newTeller(c *Changed, now *dialog.Assessment, words *instrument.Text) *teller {
	w := &words.Words.Told
	t := &teller{words: words, w: w, c: c, now: now, who: w.You, theirs: now.Completion == dialog.Proxy}
	if t.theirs {
		t.who = w.They
	}
	for size := dialog.HighestRating - dialog.LowestRating; size > 0; size-- {
		for _, row := range c.Rows {
			switch row.Diff {
			case size:
				t.higher = append(t.higher, row.Domain)
			case -size:
				t.lower = append(t.lower, row.Domain)
			}
		}
	}
	for _, row := range c.Rows {
		if row.Direction == dialog.Same {
			t.same = append(t.same, row.Domain)
		}
	}
	return t
}

// sentences tells everything in its order.
func (t *teller) sentences() []string {
	if t.now.StruckOut {
		return []string{t.w.StruckOut}
	}
	var said []string
	say := func(sentences ...string) {
		for _, s := range sentences {
			if s != "" {
				said = append(said, s)
			}
		}
	}
	if t.theirs {
		say(t.w.OnBehalf)
	}
	bad := t.badDay()
	if !bad || len(t.higher) > 0 {
		say(t.change(bad))
	}
	say(t.high(), t.beside(), t.help())
	say(t.coverage()...)
	if bad {
		say(t.manyLower())
	}
	say(t.closing(bad)...)
	return said
}

// onPaper tells what belongs on a paper to take home: no question is asked there.
// Where the rows are only some of the areas, nothing is said about the others, not
// even how many there are.
func (t *teller) onPaper(some bool) []string {
	t.some = some
	if !some || t.now.StruckOut {
		return slices.DeleteFunc(t.sentences(), func(s string) bool { return s == t.w.WhereToStart })
	}
	var said []string
	if t.theirs {
		said = append(said, t.w.OnBehalf)
	}
	bad := t.badDay()
	if !bad || len(t.higher) > 0 {
		said = append(said, t.change(bad))
	}
	said = append(said, t.high())
	if t.c.Comparison != Compared {
		said = append(said, t.beside())
	}
	said = append(said, t.help())
	if bad {
		said = append(said, t.manyLower())
	}
	return slices.DeleteFunc(said, func(s string) bool { return s == "" })
}

// badDay reports whether several areas are lower, and more than are higher.
func (t *teller) badDay() bool { return len(t.lower) >= 3 && len(t.lower) > len(t.higher) }

// change says which areas were rated higher, lower or the same. On a bad day it
// says only which are higher.
func (t *teller) change(bad bool) string {
	on := t.day()
	switch higher, lower := len(t.higher), len(t.lower); {
	case t.c.Both == 0:
		return ""
	case t.c.Both == 1:
		return t.only(on)
	case bad:
		return t.w.Higher.With("who", t.who, "areas", t.these(t.higher), "date", on)
	case higher > 0 && lower > 0:
		return t.w.HigherAndLower.With("who", t.who, "higher", t.these(t.higher), "date", on, "lower", t.these(t.lower))
	case higher > 0 && (len(t.same) == 0 || t.some):
		return t.w.Higher.With("who", t.who, "areas", t.these(t.higher), "date", on)
	case higher > 0:
		return t.w.HigherNothingLower.With("who", t.who, "areas", t.these(t.higher), "date", on)
	case lower > 0:
		return t.onlyLower(on)
	}
	return t.w.Same.With("who", t.who, "areas", t.all(), "date", on)
}

// day is the day of the earlier assessment.
func (t *teller) day() string { return t.words.Day(t.c.Then.Date) }

// only speaks of the one area that was rated both times.
func (t *teller) only(on string) string {
	words := map[dialog.Direction]string{dialog.Higher: t.w.HowHigher, dialog.Lower: t.w.HowLower, dialog.Same: t.w.HowSame}
	for _, row := range t.c.Rows {
		how := words[row.Direction]
		if how != "" && t.some {
			return t.w.OnlySome.With("who", t.who, "area", inSentence(t.words, row.Domain), "how", how, "date", on)
		}
		if how != "" {
			return t.w.Only.With("area", inSentence(t.words, row.Domain), "who", t.within(), "how", how, "date", on)
		}
	}
	return ""
}

// within is who it is about, inside a sentence.
func (t *teller) within() string {
	if t.theirs {
		return t.w.TheyWithin
	}
	return t.w.YouWithin
}

// onlyLower says which areas are lower, where none is higher, and that those not named
// are the same.
func (t *teller) onlyLower(on string) string {
	areas := t.these(t.lower)
	switch n := len(t.same); {
	case n == 0, t.some && n > 1:
		return t.w.Lower.With("who", t.who, "areas", areas, "date", on)
	case n == 1:
		return t.w.LowerOneSame.With("who", t.who, "areas", areas, "date", on, "same", t.these(t.same))
	case t.c.Both == dialog.DomainCount:
		return t.w.LowerOthersSame.With("who", t.who, "areas", areas, "date", on, "n", n)
	default:
		return t.w.LowerBothSame.With("who", t.who, "areas", areas, "date", on, "n", n)
	}
}

// these names areas as the person's own, or says that it is all of them.
func (t *teller) these(ds []dialog.Domain) string {
	if len(ds) == t.c.Both && len(ds) > named && !t.some {
		return t.all()
	}
	return t.w.Your.With("areas", areas(t.words, ds))
}

// all are the areas that were rated both times.
func (t *teller) all() string {
	if t.some {
		return t.w.TheseAreas
	}
	if t.c.Both == dialog.DomainCount {
		return t.w.AllAreas.With("n", t.c.Both)
	}
	return t.w.AllAreasBoth.With("n", t.c.Both)
}

// manyLower says that it is a bad day without listing what is lower: the list is
// beside it.
func (t *teller) manyLower() string {
	on := t.day()
	switch {
	case len(t.lower) == t.c.Both:
		return t.w.AreasStart.With("areas", sentenceStart(t.all()), "date", on)
	case len(t.higher) > 0:
		return t.w.SeveralOtherLower.With("date", on)
	}
	return t.w.SeveralLower.With("date", on)
}

// high names the areas the person is very or totally satisfied with, as far as
// they are not named as higher already. Where nothing is so high and nothing is
// higher, those that are fairly satisfactory are named.
func (t *teller) high() string {
	top, next := t.ratedNow(dialog.HighestRating), t.ratedNow(dialog.HighestRating-1)
	if len(top)+len(next) == 0 && len(t.higher) == 0 {
		next = t.ratedNow(dialog.HighestRating - 2)
		return t.satisfied(dialog.HighestRating-2, next)
	}
	switch {
	case len(top) == 0:
		return t.satisfied(dialog.HighestRating-1, next)
	case len(next) == 0:
		return t.satisfied(dialog.HighestRating, top)
	}
	return t.w.SatisfiedTwo.With("who", t.who, "label", t.words.Label(dialog.HighestRating), "areas", t.your(top),
		"next_label", t.words.Label(dialog.HighestRating-1), "next_areas", t.your(next))
}

// satisfied says how satisfied the person said they are with some areas.
func (t *teller) satisfied(rating int, ds []dialog.Domain) string {
	if len(ds) == 0 {
		return ""
	}
	return t.w.Satisfied.With("who", t.who, "label", t.words.Label(rating), "areas", t.your(ds))
}

func (t *teller) your(ds []dialog.Domain) string {
	if len(ds) == dialog.DomainCount {
		return t.w.AllAreas.With("n", len(ds))
	}
	return t.w.Your.With("areas", areas(t.words, ds))
}

// ratedNow returns the areas with the given rating now that are not among those
// named as higher.
func (t *teller) ratedNow(rating int) []dialog.Domain {
	var ds []dialog.Domain
	for _, row := range t.c.Rows {
		if row.Now.Rating == rating && row.Direction != dialog.Higher {
			ds = append(ds, row.Domain)
		}
	}
	return ds
}

// beside says why nothing, or not everything, was compared.
func (t *teller) beside() string {
	switch t.c.Comparison {
	case FirstTime:
		if t.theirs {
			return t.w.FirstTheirs
		}
		return t.w.FirstYours
	case OtherPerson:
		return t.otherPerson()
	case NotCounted:
		return t.w.NotCounted.With("date", t.day())
	case NotChosen:
		return t.w.NotChosen
	}
	switch both := t.c.Both; {
	case both == 0:
		return t.w.NoneBoth.With("date", t.day())
	case both > 1 && both < t.now.Answers.Count(dialog.Rated) && !t.saidOfAll():
		return t.w.SomeBoth.With("n", both, "of", dialog.DomainCount)
	}
	return ""
}

// saidOfAll reports whether the sentence about change speaks of all areas that
// were rated both times, and so says how many they are.
func (t *teller) saidOfAll() bool {
	both := t.c.Both
	return len(t.same) == both || len(t.higher) == both && both > named || len(t.lower) == both && t.badDay()
}

func (t *teller) otherPerson() string {
	switch on := t.c.Then.Date; {
	case on.IsZero() && t.theirs:
		return t.w.EarlierYours
	case on.IsZero():
		return t.w.EarlierTheirs
	case t.theirs:
		return t.w.AnswersYours.With("date", t.day())
	default:
		return t.w.AnswersTheirs.With("date", t.day())
	}
}

// help names the areas in which more help was asked for.
func (t *teller) help() string {
	var ds []dialog.Domain
	for _, row := range t.c.Rows {
		if row.Now.Help == dialog.HelpWanted {
			ds = append(ds, row.Domain)
		}
	}
	if len(ds) == 0 {
		return ""
	}
	// the lowest first: where not all are named, these must be
	slices.SortStableFunc(ds, func(a, b dialog.Domain) int { return cmp.Compare(lowness(t.now, a), lowness(t.now, b)) })
	return t.w.Help.With("who", t.who, "areas", t.your(ds))
}

// lowness orders areas by their rating, those without one last.
func lowness(a *dialog.Assessment, d dialog.Domain) int {
	if rating, ok := a.Answers.Get(d).Score(); ok {
		return rating
	}
	return dialog.HighestRating + 1
}

// coverage says how many areas are rated and why the others are not.
func (t *teller) coverage() []string {
	rated := t.now.Answers.Count(dialog.Rated)
	if rated == dialog.DomainCount {
		return nil
	}
	declined := t.now.Answers.Count(dialog.Declined)
	why := andIn(t.words, t.whyNot(declined))
	said := []string{t.w.RatedSome.With("who", t.who, "n", rated, "of", dialog.DomainCount, "why", why)}
	if rated == 0 {
		said[0] = t.w.RatedNone.With("why", why)
	}
	if declined > rated && !t.theirs {
		said = append(said, t.w.YourChoice)
	}
	return said
}

// whyNot says why areas are not rated: how many of which kind.
func (t *teller) whyNot(declined int) []string {
	var why []string
	add := func(n int, one string, many instrument.Phrase) {
		switch {
		case n == 1 && one != "":
			why = append(why, one)
		case n > 0:
			why = append(why, many.With("n", n, "words", noRating(dialog.NotSeen, t.now.Layout, t.words)))
		}
	}
	chose := t.w.WhyChose
	if t.theirs {
		chose = t.w.WhyTheyChose
	}
	add(declined, "", chose)
	add(t.now.Answers.Count(dialog.NotApplicable), t.w.WhyOneNotApplicable, t.w.WhyNotApplicable)
	later, unseen := t.now.Answers.Count(dialog.Later), t.now.Answers.Count(dialog.NotSeen)
	if t.now.Layout == dialog.Paper { // where both were left blank
		later, unseen = 0, later+unseen
	}
	add(later, t.w.WhyOneLater, t.w.WhyLater)
	add(unseen, t.w.WhyOneUnseen.With("words", noRating(dialog.NotSeen, t.now.Layout, t.words)), t.w.WhyUnseen)
	return why
}

// closing thanks for what was hard to say, and asks where to begin.
func (t *teller) closing(bad bool) []string {
	low := 0
	for _, row := range t.c.Rows {
		if row.Now.Rated() && row.Now.Rating < middle {
			low++
		}
	}
	switch {
	case bad && t.theirs:
		return []string{t.w.WhereToStart}
	case t.theirs:
		return nil
	case bad:
		return []string{t.w.ThankYou, t.w.WhereToStart}
	case len(t.lower) > 0 && len(t.higher) == 0:
		return []string{t.w.ThankYou}
	case len(t.higher) == 0 && low >= 3:
		return []string{t.w.ThankYouThings, t.w.WhereToStart}
	}
	return nil
}

// middle is the rating labelled "in the middle".
const middle = 4
