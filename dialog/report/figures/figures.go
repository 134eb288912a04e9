package figures

import (
	"alongside/dialog"
	"alongside/dialog/text"
)

// Group is one of the two kinds of referral whose outcomes are counted.
type Group int

// The groups.
const (
	OpenLong Group = iota // open on the last day, for at least 180 days
	Closed                // closed within the span
	groups
)

// LeftOut is why a referral is in neither group although it was open or closed in the
// span.
type LeftOut int

// The reasons, the first that holds.
const (
	Acute       LeftOut = iota // inpatient and crisis care
	NoReceived                 // when it was received is not recorded
	TooEarly                   // received before April 2019
	NoBirthDate                // the age at referral cannot be worked out
	UnderAge                   // under 18 at referral
	OpenShort                  // open for less than 180 days
	reasons
)

// Referrals says how far one group was followed.
type Referrals struct {
	All    int
	Twice  int // with something rated on two days or more
	Paired int // with a pair of at least one of the eight life items
}

// Completeness is what became of one item in the DIALOGs of the span.
type Completeness struct{ Rated, Declined, NotApplicable, Later, NotSeen int }

// Figures are counted from people one by one. Make them with [New].
type Figures struct {
	Question Question

	People      int // with a DIALOG in the span
	Finished    int // DIALOGs in the span
	Incomplete  int // closed as incomplete
	Other       int // DIALOGs in the span that are left out: by proxy, or by the person where proxies are asked for
	NoReferral  int // DIALOGs in the span that name no referral
	Items       [dialog.DomainCount]Completeness
	Latest      [dialog.DomainCount]Spread // each person's latest in the span
	Life, Treat Spread                     // likewise, the means
	Referrals   [groups]Referrals
	LeftOut     [reasons]int
	Outcomes    [groups][dialog.DomainCount]Outcome
	Slots       [groups][dialog.LastSlot]Outcome
	Goals       GoalCounts
	Actions     [owners]ActionCounts
	Wishes      dialog.FollowThrough // of the wishes for help of the span

	reached  [dimensions]map[string]int // people with a DIALOG in the span, by what they are counted under
	followed [dimensions]map[string]*followed

	from, to, earliest dialog.Day
	team               string          // folded
	teams              map[string]bool // whether a team as it is written is the one asked for
	tracks             []track         // of the person being added, used again
}

// New returns figures of nobody.
func New(q Question) *Figures {
	f := &Figures{Question: q, from: dialog.DayOf(q.From), to: dialog.DayOf(q.To), team: text.Fold(q.Team), teams: map[string]bool{},
		earliest: dialog.DayOf(dialog.Date{Year: 2019, Month: 4, Day: 1})}
	for i := range f.reached {
		f.reached[i], f.followed[i] = map[string]int{}, map[string]*followed{}
	}
	return f
}

// longDays is from how many days on an open referral is followed.
const longDays = 180

// track is what is remembered of one referral while a person's DIALOGs are gone
// through. Days are those of the first and the latest rating of an item.
type track struct {
	mine            bool // of the team asked for
	days            int  // on which something was rated
	last            dialog.Day
	first, latest   [dialog.DomainCount]int8
	firstOn, lastOn [dialog.DomainCount]dialog.Day
	lifeFirst       int // the mean of the life items at the first DIALOG that has one, in units
	lifeLatest      int
	lifeOn, lifeEnd dialog.Day // the days of both, NoDay for none
}

// Add counts one person.
func (f *Figures) Add(c *dialog.Counted) {
	f.begin(c)
	latest := f.goThrough(c)
	if latest != nil {
		f.People++
		f.addLatest(latest)
		for i, word := range f.wordsOf(c) {
			f.reached[i][word]++
		}
		f.addTeams(c)
	}
	for i := range c.Referrals {
		if t := &f.tracks[i]; t.mine {
			f.addReferral(c, &c.Referrals[i], t)
		}
	}
	f.addGoals(c)
	f.addActions(c)
	f.addWishes(c)
}

// begin makes the tracks of a person's referrals.
func (f *Figures) begin(c *dialog.Counted) {
	f.tracks = f.tracks[:0]
	for i := range c.Referrals {
		f.tracks = append(f.tracks, track{mine: f.asked(c.Referrals[i].Team), last: dialog.NoDay, lifeOn: dialog.NoDay, lifeEnd: dialog.NoDay})
	}
}

// asked reports whether a team is the one asked for, which everybody is where none
// was.
func (f *Figures) asked(team string) bool {
	if f.team == "" {
		return true
	}
	is, known := f.teams[team]
	if !known {
		is = text.Fold(team) == f.team
		f.teams[team] = is
	}
	return is
}

// goThrough counts the DIALOGs of a person up to the last day, and returns the latest
// one in the span, nil where there is none.
func (f *Figures) goThrough(c *dialog.Counted) (latest *dialog.Taken) {
	for i := range c.Taken {
		t := &c.Taken[i]
		if t.On > f.to {
			continue
		}
		within := t.Within >= 0 && t.Within < len(f.tracks)
		if within && !f.tracks[t.Within].mine || !within && f.team != "" {
			continue
		}
		if t.On >= f.from {
			if f.count(t, within) {
				latest = t
			}
		}
		if within {
			f.tracks[t.Within].follow(t, f.Question.Proxy)
		}
	}
	return latest
}

// count counts a DIALOG of the span, and reports whether its ratings are those asked
// for.
func (f *Figures) count(t *dialog.Taken, within bool) bool {
	if t.Proxy != f.Question.Proxy {
		f.Other++
		return false
	}
	if t.Complete {
		f.Finished++
	} else {
		f.Incomplete++
	}
	if !within {
		f.NoReferral++
	}
	for i, m := range t.Marks {
		item := &f.Items[i]
		switch m {
		case dialog.MarkNotSeen:
			item.NotSeen++
		case dialog.MarkDeclined:
			item.Declined++
		case dialog.MarkNotApplicable:
			item.NotApplicable++
		case dialog.MarkLater:
			item.Later++
		default:
			item.Rated++
		}
	}
	return true
}

// follow remembers a DIALOG of the referral. A day on which somebody else answered
// counts as a day too.
func (k *track) follow(t *dialog.Taken, proxy bool) {
	if t.On != k.last {
		k.days++
		k.last = t.On
	}
	if t.Proxy != proxy {
		return
	}
	for i, m := range t.Marks {
		rating, ok := m.Score()
		if !ok {
			continue
		}
		if k.first[i] == 0 {
			k.first[i], k.firstOn[i] = int8(rating), t.On
		}
		k.latest[i], k.lastOn[i] = int8(rating), t.On
	}
	if mean, ok := meanUnits(t, dialog.LifeDomains()); ok {
		if k.lifeOn == dialog.NoDay {
			k.lifeFirst, k.lifeOn = mean, t.On
		}
		k.lifeLatest, k.lifeEnd = mean, t.On
	}
}

// addLatest counts where a person stands.
func (f *Figures) addLatest(t *dialog.Taken) {
	for i, m := range t.Marks {
		if rating, ok := m.Score(); ok {
			f.Latest[i].add(rating * unit)
		}
	}
	if mean, ok := meanUnits(t, dialog.LifeDomains()); ok {
		f.Life.add(mean)
	}
	if mean, ok := meanUnits(t, dialog.TreatmentDomains()); ok {
		f.Treat.add(mean)
	}
}
