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
