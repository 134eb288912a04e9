package dialog

import "strconv"

// EarlierRatings says when earlier ratings may be seen during an interview.
type EarlierRatings string

// The times at which earlier ratings appear.
const (
	EarlierHidden EarlierRatings = "hidden" // until every item is settled
	EarlierBeside EarlierRatings = "beside" // beside an item once it is rated
)

// Rules are the service's settings on this laptop.
type Rules struct {
	CommunityMonths int // a review is due at most so many months after the last; 6 in the practice seen (rdash.nhs.uk)
	AcuteDays       int // the same for acute care, in days; 28 there
	SoonDays        int // a review counts as due from so many days before
	DraftDays       int // a draft older than so many days can only be viewed or closed
	LockMinutes     int // a record that nobody touches locks, or in an appointment is covered, after so many minutes
	Earlier         EarlierRatings
	Safety          string // which answers carry a neutral mark; see ParseSafetyRules
	Guidance        string // the service's own guidance that the mark leads to
	Centre          Centre // where finished assessments are sent
}

// The names of the settings, as they are written in the journal.
const (
	SettingCommunityMonths = "review.community.months"
	SettingAcuteDays       = "review.acute.days"
	SettingSoonDays        = "review.soon.days"
	SettingDraftDays       = "draft.days"
	SettingLockMinutes     = "lock.minutes"
	SettingEarlier         = "earlier.ratings"
	SettingSafety          = "safety.marks"
	SettingGuidance        = "safety.guidance"
)

// DefaultRules returns the rules of a new record.
func DefaultRules() Rules {
	return Rules{CommunityMonths: 6, AcuteDays: 28, SoonDays: 28, DraftDays: 7, LockMinutes: 5, Earlier: EarlierHidden, Safety: "personal-safety 2"}
}

// With returns the rules with one setting changed, or an error that says which
// values it takes.
func (r Rules) With(name, value string) (Rules, error) {
	set := func(field *int, lo, hi int, unit string) error {
		n, err := strconv.Atoi(value)
		if err != nil || n < lo || n > hi || strconv.Itoa(n) != value {
			return invalid("Please enter a whole number of " + unit + " from " + strconv.Itoa(lo) + " to " + strconv.Itoa(hi) + ".")
		}
		*field = n
		return nil
	}
	var err error
	switch name {
	case SettingCommunityMonths:
		err = set(&r.CommunityMonths, 1, 24, "months")
	case SettingAcuteDays:
		err = set(&r.AcuteDays, 1, 180, "days")
	case SettingSoonDays:
		err = set(&r.SoonDays, 0, 90, "days")
	case SettingDraftDays:
		err = set(&r.DraftDays, 1, 28, "days")
	case SettingLockMinutes:
		err = set(&r.LockMinutes, 1, 10, "minutes")
	case SettingEarlier:
		r.Earlier = EarlierRatings(value)
		if r.Earlier != EarlierHidden && r.Earlier != EarlierBeside {
			err = invalid("Earlier ratings are hidden until the end, or shown beside each item once it is rated.")
		}
	case SettingSafety, SettingGuidance:
		return r.withSafety(name, value)
	default:
		known := false
		if r.Centre, known, err = r.Centre.with(name, value); !known {
			err = invalid("There is no such setting.")
		}
	}
	return r, err
}
