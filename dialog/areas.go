package dialog

import "math/bits"

// Areas is a set of areas, a bit each in the order of their numbers.
type Areas uint16

// With returns the set with one more area.
func (a Areas) With(d Domain) Areas {
	if !d.Valid() {
		return a
	}
	return a | 1<<d
}

// Has reports whether an area is in the set.
func (a Areas) Has(d Domain) bool { return d.Valid() && a&(1<<d) != 0 }

// Count returns how many areas are in the set.
func (a Areas) Count() int { return bits.OnesCount16(uint16(a)) }

// All returns the areas of the set, in the order they are asked.
func (a Areas) All() []Domain {
	var all []Domain
	for _, d := range Domains() {
		if a.Has(d) {
			all = append(all, d)
		}
	}
	return all
}

// LowRating is the highest rating that says somebody is dissatisfied: below 4 is
// explicit dissatisfaction (dialog.elft.nhs.uk/DIALOG-scale).
const LowRating = 3

// wanted returns the areas in which more help was asked for.
func wanted(a *Answers) Areas {
	return areasWhere(func(d Domain) bool { return a.Get(d).Help == HelpWanted })
}

// low returns the areas with which somebody was dissatisfied.
func low(a *Answers) Areas {
	return areasWhere(func(d Domain) bool {
		score, ok := a.Get(d).Score()
		return ok && score <= LowRating
	})
}

// fallen returns the areas that were rated lower than before.
func fallen(now, before *Answers) Areas {
	return areasWhere(func(d Domain) bool {
		a, rated := now.Get(d).Score()
		b, ratedBefore := before.Get(d).Score()
		return rated && ratedBefore && a < b
	})
}

func areasWhere(is func(Domain) bool) (set Areas) {
	for _, d := range Domains() {
		if is(d) {
			set = set.With(d)
		}
	}
	return set
}
