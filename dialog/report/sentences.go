package report

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"alongside/dialog"
	"alongside/dialog/instrument"
)

// teller puts a comparison into sentences. What is better or good comes first;
// what is lower is said plainly and thanked for; nothing is explained.
type teller struct {
	words *instrument.Text
	c     *Changed
	now   *dialog.Assessment
	who   string // "You", or "They" when somebody else answered

	theirs              bool // somebody else answered now
	some                bool // the rows are some of the areas, and nothing may be said of all
	higher, lower, same []dialog.Domain
}

func newTeller(c *Changed, now *dialog.Assessment, words *instrument.Text) *teller {
	t := &teller{words: words, c: c, now: now, who: "You", theirs: now.Completion == dialog.Proxy}
	if t.theirs {
		t.who = "They"
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
		return []string{"This DIALOG was recorded in error and counts nowhere, so nothing is said about it."}
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
		say("Somebody else gave these answers on your behalf.")
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
		return slices.DeleteFunc(t.sentences(), func(s string) bool { return s == whereToStart })
	}
	var said []string
	if t.theirs {
		said = append(said, "Somebody else gave these answers on your behalf.")
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
	on := t.c.Then.Date.String()
	switch higher, lower := len(t.higher), len(t.lower); {
	case t.c.Both == 0:
		return ""
	case t.c.Both == 1:
		return t.only(on)
	case bad:
		return t.who + " rated " + t.these(t.higher) + " higher than on " + on + "."
	case higher > 0 && lower > 0:
		return t.who + " rated " + t.these(t.higher) + " higher than on " + on + ", and " + t.these(t.lower) + " lower."
	case higher > 0:
		return t.who + " rated " + t.these(t.higher) + " higher than on " + on + t.nothingLower()
	case lower > 0:
		return t.who + " rated " + t.these(t.lower) + " lower than on " + on + t.rest()
	}
	return t.who + " rated " + t.all() + " the same as on " + on + "."
}

// only speaks of the one area that was rated both times.
func (t *teller) only(on string) string {
	words := map[dialog.Direction]string{dialog.Higher: "higher than", dialog.Lower: "lower than", dialog.Same: "the same as"}
	for _, row := range t.c.Rows {
		how := words[row.Direction]
		if how != "" && t.some {
			return t.who + " rated your " + inSentence(t.words, row.Domain) + " " + how + " on " + on + "."
		}
		if how != "" {
			return fmt.Sprintf("The only area rated both times is %s: %s rated it %s on %s.",
				inSentence(t.words, row.Domain), small(t.who), how, on)
		}
	}
	return ""
}

func small(who string) string {
	if who == "They" {
		return "they"
	}
	return "you"
}

func (t *teller) nothingLower() string {
	if len(t.same) == 0 || t.some {
		return "."
	}
	return ", and nothing lower."
}

// rest says that the areas not named are the same, where it is one or two that
// are lower.
func (t *teller) rest() string {
	switch n := len(t.same); {
	case n == 0, t.some && n > 1:
		return "."
	case n == 1:
		return ", and " + t.these(t.same) + " the same."
	case t.c.Both == dialog.DomainCount:
		return fmt.Sprintf(", and the other %d areas the same.", n)
	default:
		return fmt.Sprintf(", and the other %d answered both times the same.", n)
	}
}

// these names areas as the person's own, or says that it is all of them.
func (t *teller) these(ds []dialog.Domain) string {
	if len(ds) == t.c.Both && len(ds) > named && !t.some {
		return t.all()
	}
	return "your " + areas(t.words, ds)
}

// all are the areas that were rated both times.
func (t *teller) all() string {
	if t.some {
		return "these areas"
	}
	if t.c.Both == dialog.DomainCount {
		return fmt.Sprintf("all %d areas", t.c.Both)
	}
	return fmt.Sprintf("all %d areas answered both times", t.c.Both)
}

// manyLower says that it is a bad day without listing what is lower: the list is
// beside it.
func (t *teller) manyLower() string {
	on := t.c.Then.Date.String()
	switch {
	case len(t.lower) == t.c.Both:
		return sentenceStart(t.all()) + " are lower than on " + on + "."
	case len(t.higher) > 0:
		return "Several other areas are lower than on " + on + "."
	}
	return "Several areas are lower than on " + on + "."
}

// high names the areas the person is very or totally satisfied with, as far as
// they are not named as higher already. Where nothing is so high and nothing is
// higher, those that are fairly satisfactory are named.
func (t *teller) high() string {
	top, next := t.ratedNow(dialog.HighestRating), t.ratedNow(dialog.HighestRating-1)
	if len(top)+len(next) == 0 && len(t.higher) == 0 {
		next = t.ratedNow(dialog.HighestRating - 2)
		return t.satisfied(dialog.HighestRating-2, next, "")
	}
	switch {
	case len(top) == 0:
		return t.satisfied(dialog.HighestRating-1, next, "")
	case len(next) == 0:
		return t.satisfied(dialog.HighestRating, top, "")
	}
	return t.satisfied(dialog.HighestRating, top, ", and "+t.words.Label(dialog.HighestRating-1)+" with "+t.your(next))
}

// satisfied says how satisfied the person said they are with some areas.
func (t *teller) satisfied(rating int, ds []dialog.Domain, more string) string {
	if len(ds) == 0 {
		return ""
	}
	return t.who + " said you are " + t.words.Label(rating) + " with " + t.your(ds) + more + "."
}

func (t *teller) your(ds []dialog.Domain) string {
	if len(ds) == dialog.DomainCount {
		return fmt.Sprintf("all %d areas", len(ds))
	}
	return "your " + areas(t.words, ds)
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
			return "This is the first DIALOG here, so there is nothing to compare it with yet."
		}
		return "This is your first DIALOG here, so there is nothing to compare it with yet."
	case OtherPerson:
		return t.otherPerson()
	case NotCounted:
		return "The DIALOG of " + t.c.Then.Date.String() + " was recorded in error or with another measure, so it is not set beside this one."
	case NotChosen:
		return "Nothing earlier was chosen to compare it with."
	}
	switch both := t.c.Both; {
	case both == 0:
		return "No area was rated both times, so there is nothing to compare with " + t.c.Then.Date.String() + "."
	case both > 1 && both < t.now.Answers.Count(dialog.Rated) && !t.saidOfAll():
		return fmt.Sprintf("%d of the %d areas were rated both times.", both, dialog.DomainCount)
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
		return "The earlier answers were your own, so they are not set beside these."
	case on.IsZero():
		return "The earlier answers were given by somebody else on your behalf, so they are not set beside yours."
	case t.theirs:
		return "The answers of " + on.String() + " were your own, so they are not set beside these."
	default:
		return "The answers of " + on.String() + " were given by somebody else on your behalf, so they are not set beside yours."
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
	return t.who + " asked for more help with " + t.your(ds) + "."
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
	var why []string
	add := func(n int, one, many string) {
		if n > 0 {
			why = append(why, count(n, one, many))
		}
	}
	chose := "you chose not to answer"
	if t.theirs {
		chose = "they chose not to answer"
	}
	add(declined, chose, chose)
	add(t.now.Answers.Count(dialog.NotApplicable), "does not apply", "do not apply")
	add(t.now.Answers.Count(dialog.Later), "was left for later", "were left for later")
	unseen := noRating(dialog.NotSeen, t.now.Layout)
	add(t.now.Answers.Count(dialog.NotSeen), "was "+unseen, "were "+unseen)
	said := []string{t.who + " rated " + strconv.Itoa(rated) + " of the " + strconv.Itoa(dialog.DomainCount) + " areas; " + and(why) + "."}
	if rated == 0 {
		said[0] = "No area is rated this time: " + and(why) + "."
	}
	if declined > rated && !t.theirs {
		said = append(said, "That is always your choice.")
	}
	return said
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
		return []string{whereToStart}
	case t.theirs:
		return nil
	case bad:
		return []string{"Thank you for saying so.", whereToStart}
	case len(t.lower) > 0 && len(t.higher) == 0:
		return []string{"Thank you for saying so."}
	case len(t.higher) == 0 && low >= 3:
		return []string{"Thank you for saying how things are.", whereToStart}
	}
	return nil
}

// whereToStart is asked when people talk, and not on paper.
const whereToStart = "Where shall we start?"

// middle is the rating labelled "in the middle".
const middle = 4
