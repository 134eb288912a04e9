package dialog

// Check says whether a change may be made to a person's record as it stands, and
// refuses with a sentence for the worker otherwise. The record is nil where the
// change concerns no person.
func Check(r *Record, c Change, rules Rules) error {
	if err := c.Body.validate(); err != nil {
		return err
	}
	if c.office() {
		return nil
	}
	if c.Person.IsZero() || r == nil {
		return missing("Please choose a person first.")
	}
	if c.DoneAt.IsZero() {
		return invalid("Please say when it was done.")
	}
	if _, adding := c.Body.(*PersonRecorded); r.Person.ID.IsZero() && !adding {
		return missing("That person is not in this record.")
	}
	if known, err := checkAgreed(r, c); known {
		return err
	}
	if known, err := checkDelivery(r, c.Body); known {
		return err
	}
	switch b := c.Body.(type) {
	case *PersonMerged:
		if b.Other == c.Person {
			return invalid("Please choose the record of somebody else.")
		}
		return nil
	case *PersonPurged:
		return checkPurge(r, b, c.DoneAt.Date(), rules)
	case *AssessmentStarted:
		return checkStart(r, b)
	case *AssessmentTakenOver:
		return checkNew(r, b.Assessment, b.Referral)
	case *AssessmentResumed:
		return checkDraft(r, b.Assessment, c.DoneAt, rules)
	case *AssessmentContext:
		return checkDraft(r, b.Assessment, c.DoneAt, rules)
	case *AnswerRecorded:
		return checkAnswer(r, b, c.DoneAt, rules)
	case *AssessmentFinished:
		return checkFinish(r, b, c.DoneAt, rules)
	case *AssessmentClosed:
		_, err := openDraft(r, b.Assessment)
		return err
	case *AssessmentStruckOut:
		return checkStrike(r, b)
	}
	return nil
}

// checkAgreed checks what is kept beside the assessments: goals, actions, the
// conversation and what else there is. It reports false for the rest.
func checkAgreed(r *Record, c Change) (known bool, err error) {
	switch b := c.Body.(type) {
	case *GoalRecorded:
		return true, checkGoal(r, b)
	case *GoalRated:
		return true, checkGoalRating(r, b)
	case *GoalCounted:
		return true, checkSlot(r, b)
	case *ActionAgreed:
		return true, checkAction(r, b, c.DoneAt)
	case *ActionReviewed:
		return true, checkReview(r, b)
	case *MeetingArranged:
		return true, checkMeeting(r, b)
	case *EventRecorded:
		return true, checkEvent(r, b, c.DoneAt)
	case *CircumstanceRecorded:
		return true, checkCircumstance(r, b, c.DoneAt)
	case *CharacteristicRecorded:
		return true, checkCharacteristic(r, b, c.DoneAt)
	case *SupporterRecorded:
		return true, checkSupporter(r, b, c.DoneAt)
	case *PartStruckOut:
		return true, checkPart(r, b)
	case *AreasChosen:
		return true, checkTalk(r, b.Assessment)
	case *TalkNoted:
		return true, checkTalkNote(r, b, c.DoneAt)
	case *ThoughtOver:
		return true, checkTalk(r, b.Assessment)
	case *ReadBack:
		return true, checkTalk(r, b.Assessment)
	case *PresenceRecorded:
		return true, checkTalk(r, b.Assessment)
	case *SafetyAnswered:
		return true, checkTalk(r, b.Assessment)
	}
	return false, nil
}

func checkNew(r *Record, id, referral ID) error {
	if r.Assessment(id) != nil {
		return conflict("That assessment is in the record already.")
	}
	if !referral.IsZero() && r.Referral(referral) == nil {
		return missing("That referral is not in this person's record.")
	}
	return nil
}

func checkStart(r *Record, b *AssessmentStarted) error {
	if r.Draft() != nil {
		return conflict("There is an unfinished DIALOG for this person. Resume it, or close it as incomplete, before starting another.")
	}
	return checkNew(r, b.Assessment, b.Referral)
}

func openDraft(r *Record, id ID) (*Assessment, error) {
	a := r.Assessment(id)
	switch {
	case a == nil:
		return nil, missing("That assessment is not in this person's record.")
	case a.StruckOut:
		return nil, conflict("That assessment was struck out.")
	case a.Status != Draft:
		return nil, conflict("That assessment is already finished.")
	}
	return a, nil
}

func checkDraft(r *Record, id ID, at When, rules Rules) error {
	a, err := openDraft(r, id)
	if err != nil {
		return err
	}
	if a.Stale(at.Date(), rules) {
		return conflict("This DIALOG was left too long ago to go on with. It can be viewed, or closed as incomplete.")
	}
	return nil
}

// Stale reports whether a draft is too old to be gone on with: answers given
// weeks apart are no longer one view of a life. Paper forms are typed in long
// after they were done, so their age does not count.
func (a *Assessment) Stale(today Date, rules Rules) bool {
	return a.Layout != Paper && a.Status == Draft && a.DoneAt.Date().DaysUntil(today) > rules.DraftDays
}

func checkAnswer(r *Record, b *AnswerRecorded, at When, rules Rules) error {
	a := r.Assessment(b.Assessment)
	if a == nil || a.StruckOut || a.Status == Draft {
		return checkDraft(r, b.Assessment, at, rules)
	}
	if b.Reason == "" {
		return conflict("That assessment is finished. Changing an answer needs a reason.")
	}
	return nil
}

func checkFinish(r *Record, b *AssessmentFinished, at When, rules Rules) error {
	if err := checkDraft(r, b.Assessment, at, rules); err != nil {
		return err
	}
	answers := r.Assessment(b.Assessment).Answers
	if answers.Count(NotSeen)+answers.Count(Later) == DomainCount {
		return invalid("Nothing has been answered yet. To stop here, close it as incomplete instead.")
	}
	return nil
}

func checkStrike(r *Record, b *AssessmentStruckOut) error {
	switch a := r.Assessment(b.Assessment); {
	case a == nil:
		return missing("That assessment is not in this person's record.")
	case a.StruckOut:
		return conflict("That assessment was struck out already.")
	}
	return nil
}
