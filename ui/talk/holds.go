package talk

import (
	"slices"

	"alongside/dialog"
)

// holdsAll reports whether a record is the person's and holds all that was sent.
func holdsAll(r *dialog.Record, person dialog.ID, bodies []dialog.Body) bool {
	if r == nil || r.Person.ID != person {
		return false
	}
	for _, body := range bodies {
		if !holdsGoal(r, body) && !holdsTalk(r, body) && !holdsAgreed(r, body) {
			return false
		}
	}
	return true
}

// holdsGoal looks for what was sent about a goal.
func holdsGoal(r *dialog.Record, body dialog.Body) bool {
	switch b := body.(type) {
	case *dialog.GoalRecorded:
		g := r.Goal(b.Goal.ID)
		return g != nil && g.Text == b.Text && g.Kind == b.Goal.Kind && g.Domain == b.Domain && g.Status == b.Status && g.Reason == b.Reason
	case *dialog.GoalRated:
		g := r.Goal(b.Goal)
		return g != nil && slices.ContainsFunc(g.Ratings, func(rating dialog.GoalRating) bool {
			return rating.Rating == b.Rating && rating.Assessment == b.Assessment
		})
	case *dialog.GoalCounted:
		g := r.Goal(b.Goal)
		return g != nil && g.Slot(b.Referral) == b.Slot
	}
	return false
}

// holdsTalk looks for what was sent about the conversation.
func holdsTalk(r *dialog.Record, body dialog.Body) bool {
	switch b := body.(type) {
	case *dialog.AreasChosen:
		t := r.Talk(b.Assessment)
		return t != nil && slices.Equal(t.Areas, b.Areas)
	case *dialog.TalkNoted:
		note, _ := r.Talk(b.Assessment).Note(b.Domain, b.Step)
		return r.Talk(b.Assessment) != nil && note.Text == b.Text
	case *dialog.ThoughtOver:
		t := r.Talk(b.Assessment)
		return t != nil && t.Over(b.Domain) == b.On
	case *dialog.ReadBack:
		t := r.Talk(b.Assessment)
		return t != nil && !t.ReadBack.IsZero() && t.Wrong == b.Wrong
	case *dialog.PresenceRecorded:
		t := r.Talk(b.Assessment)
		return t != nil && slices.Equal(t.Present, b.Present)
	case *dialog.SafetyAnswered:
		t := r.Talk(b.Assessment)
		return t != nil && slices.ContainsFunc(t.Safety, func(s dialog.SafetyAnswer) bool { return s.Domain == b.Domain && s.Outcome == b.Outcome })
	}
	return false
}

// holdsAgreed looks for what was sent of what was agreed or happened.
func holdsAgreed(r *dialog.Record, body dialog.Body) bool {
	switch b := body.(type) {
	case *dialog.ActionAgreed:
		a := r.Action(b.Action.ID)
		return a != nil && a.Text == b.Text && a.Owner == b.Action.Owner && a.Other == b.Other && a.Due == b.Due && a.Domain == b.Domain && a.Goal == b.Goal
	case *dialog.ActionReviewed:
		a := r.Action(b.Action)
		return a != nil && slices.ContainsFunc(a.Reviews, func(v dialog.Review) bool { return v.Outcome == b.Outcome && v.Note == b.Note })
	case *dialog.MeetingArranged:
		m := r.Meeting(b.Meeting.ID)
		return m != nil && m.On == b.On && m.Time == b.Time && m.Manner == b.Meeting.Manner && m.Place == b.Place
	case *dialog.EventRecorded:
		e := r.Event(b.Event.ID)
		return e != nil && e.What == b.What && e.On == b.On && e.Note == b.Note
	case *dialog.CircumstanceRecorded:
		c := r.Circumstance(b.Circumstance.ID)
		return c != nil && c.Aspect == b.Aspect && c.Code == b.Code && c.From == b.From
	case *dialog.CharacteristicRecorded:
		c := r.Characteristic(b.Characteristic.ID)
		return c != nil && c.Trait == b.Trait && c.State == b.State && slices.Equal(c.Values, b.Values) && c.Words == b.Words && c.From == b.From
	case *dialog.SupporterRecorded:
		return holdsSupporter(r, b)
	case *dialog.PartStruckOut:
		return struckOut(r, b)
	}
	return false
}

func holdsSupporter(r *dialog.Record, b *dialog.SupporterRecorded) bool {
	s := r.Supporter(b.Supporter.ID)
	return s != nil && s.Name == b.Name && s.Relation == b.Relation && s.Reach == b.Reach && s.Carer == b.Carer &&
		slices.Equal(s.Share, b.Share) && s.Consent == b.Consent && s.Withdrawn == b.Withdrawn && s.Ended == b.Ended
}

func struckOut(r *dialog.Record, b *dialog.PartStruckOut) bool {
	switch b.Part {
	case dialog.PartGoal:
		g := r.Goal(b.ID)
		return g != nil && g.Struck.Out()
	case dialog.PartAction:
		a := r.Action(b.ID)
		return a != nil && a.Struck.Out()
	case dialog.PartMeeting:
		m := r.Meeting(b.ID)
		return m != nil && m.Struck.Out()
	case dialog.PartEvent:
		e := r.Event(b.ID)
		return e != nil && e.Struck.Out()
	case dialog.PartCircumstance:
		c := r.Circumstance(b.ID)
		return c != nil && c.Struck.Out()
	case dialog.PartCharacteristic:
		c := r.Characteristic(b.ID)
		return c != nil && c.Struck.Out()
	case dialog.PartSupporter:
		s := r.Supporter(b.ID)
		return s != nil && s.Struck.Out()
	}
	return false
}
