package dialog

import "slices"

// ReviewFirst reports whether what was agreed before comes in front of the items of a
// draft: none of them was seen yet, and something of it was not reviewed at it.
func (r *Record) ReviewFirst(draft *Assessment, day Date) bool {
	if draft == nil || draft.Layout != Interview || draft.Answers.Count(NotSeen) < DomainCount {
		return false
	}
	return slices.ContainsFunc(r.ActionsToReview(day), func(a *Action) bool { return !a.ReviewedAt(draft.ID) })
}

// ReviewedAt reports whether it was reviewed before the items of an assessment.
func (a *Action) ReviewedAt(assessment ID) bool {
	return slices.ContainsFunc(a.Reviews, func(v Review) bool { return v.Assessment == assessment })
}

// Over reports whether the appointment of an assessment is over on a day, so that what
// was talked about at it is read and no longer changed: what was agreed was read back on
// an earlier day, another DIALOG was begun or done after it, or it was held elsewhere.
func (r *Record) Over(assessment ID, day Date) bool {
	past := r.History()
	if len(past) == 0 || past[len(past)-1].ID != assessment {
		return true
	}
	last := past[len(past)-1]
	if d := r.Draft(); d != nil && d.DoneAt.Compare(last.DoneAt) > 0 {
		return true
	}
	t := r.Talk(assessment)
	return last.Layout == Imported || t != nil && !t.ReadBack.IsZero() && t.ReadBack.Date().Before(day)
}
