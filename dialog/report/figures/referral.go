package figures

import "alongside/dialog"

// addReferral counts a referral in its group, with its pairs.
func (f *Figures) addReferral(c *dialog.Counted, r *dialog.CountedReferral, k *track) {
	group, reason, in := f.groupOf(c, r)
	if !in {
		return
	}
	if reason != reasons {
		f.LeftOut[reason]++
		return
	}
	slots, days := f.slotsOf(r, k)
	all := &f.Referrals[group]
	all.All++
	if days >= 2 {
		all.Twice++
	}
	sums := k.pairs(func(i int, o *Outcome) { f.Outcomes[group][i].merge(o) })
	if sums.paired {
		all.Paired++
	}
	for i := range slots {
		f.Slots[group][i].merge(&slots[i])
	}
	for d, word := range f.wordsOf(c) {
		f.follow(d, word, &sums)
	}
	if f.team == "" {
		f.follow(byTeam, teamWord(r.Team), &sums)
	}
}

// groupOf says which group a referral belongs to, or why to none; in is false where
// it has nothing to do with the span.
func (f *Figures) groupOf(c *dialog.Counted, r *dialog.CountedReferral) (group Group, reason LeftOut, in bool) {
	if r.Received > f.to || r.Closed != dialog.NoDay && r.Closed < f.from {
		return 0, reasons, false
	}
	group = OpenLong
	if r.Closed != dialog.NoDay && r.Closed <= f.to {
		group = Closed
	}
	switch {
	case r.Setting == dialog.Acute:
		reason = Acute
	case r.Received == dialog.NoDay:
		reason = NoReceived
	case r.Received < f.earliest:
		reason = TooEarly
	case c.Born == dialog.NoDay:
		reason = NoBirthDate
	case c.Born.Date().Age(r.Received.Date()) < 18:
		reason = UnderAge
	case group == OpenLong && f.to-r.Received < longDays:
		reason = OpenShort
	default:
		reason = reasons
	}
	return group, reason, true
}

// pairSums is what the pairs of one referral add up to over the eight life items.
type pairSums struct {
	paired                bool
	improved, same, worse int
	change                int // of the mean of the life items, in units
	changed               bool
}

// pairs calls do with the pair of each item that has one, and adds up those of the
// life items.
func (k *track) pairs(do func(item int, o *Outcome)) (s pairSums) {
	for i := range k.first {
		if k.first[i] == 0 || k.lastOn[i] <= k.firstOn[i] {
			continue
		}
		var o Outcome
		o.add(int(k.first[i]), int(k.latest[i]), itemThreshold)
		do(i, &o)
		if i < len(dialog.LifeDomains()) {
			s.paired = true
			s.improved, s.same, s.worse = s.improved+o.Improved, s.same+o.Same, s.worse+o.Worse
		}
	}
	if k.lifeOn != dialog.NoDay && k.lifeEnd > k.lifeOn {
		s.change, s.changed = k.lifeLatest-k.lifeFirst, true
	}
	return s
}

// slotsOf are the pairs of the goals in the slots, and on how many days anything of
// the referral was rated.
func (f *Figures) slotsOf(r *dialog.CountedReferral, k *track) (slots [dialog.LastSlot]Outcome, days int) {
	days = k.days
	for i, ratings := range r.Slots {
		var first, latest *dialog.SlotRating
		for j := range ratings {
			if ratings[j].On > f.to {
				break
			}
			if first == nil {
				first = &ratings[j]
			}
			latest = &ratings[j]
		}
		if first != nil && latest.On > first.On {
			slots[i].add(first.Rating, latest.Rating, goalThreshold)
			days = max(days, 2)
		}
	}
	return slots, days
}

func (o *Outcome) merge(other *Outcome) {
	o.Improved, o.Same, o.Worse = o.Improved+other.Improved, o.Same+other.Same, o.Worse+other.Worse
	o.Change.merge(&other.Change)
}

func (s *Spread) merge(other *Spread) {
	s.N, s.sum, s.squares = s.N+other.N, s.sum+other.sum, s.squares+other.squares
}
