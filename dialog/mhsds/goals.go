package mhsds

import "alongside/dialog"

// goals writes a row for each rating of a goal that counts as a Goal-Based Outcome
// of a referral, 0 to 10, or says why there is none.
func (s *sheet) goals() {
	for i := range s.record.Referrals {
		referral := &s.record.Referrals[i]
		for k := range s.record.Goals {
			goal := &s.record.Goals[k]
			for _, rating := range s.record.CodedRatings(goal, referral.ID) {
				s.goalRating(referral, goal, rating)
			}
		}
	}
}

func (s *sheet) goalRating(referral *dialog.Referral, goal *dialog.Goal, rating dialog.GoalRating) {
	what := LeftOut{Table: Score.Name, Assessment: rating.Assessment, Goal: goal.ID}
	at, day := stamp(rating.At)
	if !rating.At.Exact() {
		day = rating.At.Date()
	}
	a := s.record.Assessment(rating.Assessment)
	switch {
	case a != nil && a.StruckOut:
		what.Reason = StruckOut
	case !s.extract.set.Month.Contains(day):
		what.Reason = OtherMonth
	case a != nil && a.Completion == dialog.Proxy:
		what.Reason = OnBehalf
	case referral.ServiceRequestID == "":
		what.Reason = NoRequestID
	case !rating.At.Exact():
		what.Reason = TimeUnknown
	default:
		s.score(referral.ServiceRequestID, s.extract.set.Codes.Goal(goal.Slot(referral.ID)), rating.Rating, at, what)
		return
	}
	s.leave(what)
}
