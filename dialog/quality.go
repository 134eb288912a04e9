package dialog

// Gap is something that a person's record lacks, or that cannot be right. What
// somebody declined to say is not one.
type Gap uint8

// The gaps, in the order in which they are offered.
const (
	GapNHSNumber   Gap    = iota // no NHS number
	GapLocalID                   // no local id, by which the trust's own system knows the person
	GapReferral                  // no open referral, or the day it was received is not recorded: no figures pair
	GapEthnicity                 // the ethnic category is not recorded, not asked or not known
	GapGender                    // likewise
	GapOrientation               // likewise
	GapDisability                // likewise
	GapDates                     // no date of birth, or a date that cannot be right
	GapDuplicate                 // somebody else in the caseload may be the same person, see [PossibleDuplicates]
	GapCount       = iota        // how many there are
)

// Gaps is a set of gaps, a bit each.
type Gaps uint16

// Has reports whether a gap is in the set.
func (g Gaps) Has(one Gap) bool { return g&(1<<one) != 0 }

// What is recorded about somebody who was not asked, or where it is not known, see
// [Record.AboutWord]. Nothing is recorded where the word is empty.
func untold(word string) bool {
	return word == "" || word == string(TraitNotAsked) || word == string(TraitNotKnown)
}

// Gaps returns what the record lacks on a day. Who has died or is not seen any more
// is not asked for more, so that only dates are left. Whether there may be two records of
// one person is for who knows the others.
func (s *Summary) Gaps(today Date) (set Gaps) {
	add := func(g Gap, holds bool) {
		if holds {
			set |= 1 << g
		}
	}
	add(GapDates, len(s.WrongDates(today)) > 0 || s.Person.BirthDate.IsZero() && s.Standing != StandingDeceased)
	if s.Standing == StandingDeceased || s.Standing == StandingDischarged {
		return set
	}
	add(GapNHSNumber, s.Person.NHSNumber == "")
	add(GapLocalID, s.Person.LocalPatientID == "")
	add(GapReferral, s.Received.IsZero())
	add(GapEthnicity, untold(s.Told.Ethnicity))
	add(GapGender, untold(s.Told.Gender))
	add(GapOrientation, untold(s.Told.Orientation))
	add(GapDisability, untold(s.Told.Disability))
	return set
}

// WrongDate is a date that cannot be right as it stands beside another.
type WrongDate string

// The dates that cannot be right.
const (
	BornInFuture   WrongDate = "born on a day to come"
	BornLongAgo    WrongDate = "born more than 120 years ago"
	DoneInFuture   WrongDate = "a DIALOG on a day to come"
	DoneBeforeBorn WrongDate = "a DIALOG before the day of birth"
	RefInFuture    WrongDate = "referred on a day to come"
	RefBeforeBorn  WrongDate = "referred before the day of birth"
)

// longestLife is the age above which a date of birth is taken for a slip.
const longestLife = 120

// WrongDates returns what cannot be right on a day, in the order above.
func (s *Summary) WrongDates(today Date) (wrong []WrongDate) {
	add := func(w WrongDate, holds bool) {
		if holds {
			wrong = append(wrong, w)
		}
	}
	born, last := s.Person.BirthDate, s.Last.Date()
	add(BornInFuture, !born.IsZero() && today.Before(born))
	add(BornLongAgo, !born.IsZero() && s.Standing != StandingDeceased && born.Age(today) > longestLife)
	add(DoneInFuture, !s.Last.IsZero() && today.Before(last))
	add(DoneBeforeBorn, !s.Last.IsZero() && !born.IsZero() && last.Before(born))
	add(RefInFuture, !s.Received.IsZero() && today.Before(s.Received))
	add(RefBeforeBorn, !s.Received.IsZero() && !born.IsZero() && s.Received.Before(born))
	return wrong
}
