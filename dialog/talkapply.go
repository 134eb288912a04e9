package dialog

import "slices"

// applyTalk adds an entry about a conversation, and reports whether it was one.
func applyTalk(r *Record, e *Entry) bool {
	switch b := e.Body.(type) {
	case *AreasChosen:
		if t := r.talkOf(b.Assessment); t != nil {
			t.Areas = slices.Clone(b.Areas)
		}
	case *TalkNoted:
		if t := r.talkOf(b.Assessment); t != nil {
			t.note(b, e)
		}
	case *ThoughtOver:
		if t := r.talkOf(b.Assessment); t != nil {
			t.ThinkOver = slices.DeleteFunc(slices.Clone(t.ThinkOver), func(d Domain) bool { return d == b.Domain })
			if b.On {
				t.ThinkOver = append(t.ThinkOver, b.Domain)
			}
		}
	case *ReadBack:
		if t := r.talkOf(b.Assessment); t != nil {
			t.ReadBack, t.Wrong = e.DoneAt, b.Wrong
		}
	case *PresenceRecorded:
		if t := r.talkOf(b.Assessment); t != nil {
			t.Present = slices.Clone(b.Present)
		}
	case *SafetyAnswered:
		if t := r.talkOf(b.Assessment); t != nil {
			t.answerSafety(b, e)
		}
	default:
		return false
	}
	return true
}

// talkOf returns the conversation of an assessment, begun where there was none yet,
// or nil where the record does not hold the assessment.
func (r *Record) talkOf(assessment ID) *Talk {
	if t := r.Talk(assessment); t != nil {
		return t
	}
	if r.Assessment(assessment) == nil {
		return nil
	}
	r.Talks = append(r.Talks, Talk{Assessment: assessment})
	return &r.Talks[len(r.Talks)-1]
}

// note replaces a note and keeps what stood there on an earlier day. What is
// rewritten on the day it was written was still being said.
func (t *Talk) note(b *TalkNoted, e *Entry) {
	note := TalkNote{Domain: b.Domain, Step: b.Step, Text: b.Text, At: e.DoneAt, Worker: e.Worker}
	for i := range t.Notes {
		old := &t.Notes[i]
		if old.Domain != b.Domain || old.Step != b.Step {
			continue
		}
		note.Before = old.Before
		if old.Text != "" && (b.Reason != "" || old.At.Date() != e.DoneAt.Date()) {
			note.Before = append(old.Before, Was[string]{Value: old.Text, Until: e.DoneAt, By: e.Worker, Reason: b.Reason})
		}
		*old = note
		return
	}
	t.Notes = append(t.Notes, note)
}

func (t *Talk) answerSafety(b *SafetyAnswered, e *Entry) {
	answer := SafetyAnswer{Domain: b.Domain, Outcome: b.Outcome, At: e.DoneAt, Worker: e.Worker}
	for i := range t.Safety {
		if t.Safety[i].Domain == b.Domain {
			t.Safety[i] = answer
			return
		}
	}
	t.Safety = append(t.Safety, answer)
}

// clone returns a copy that shares nothing that is changed in place.
func (t *Talk) clone() Talk {
	c := *t
	c.Notes = slices.Clone(t.Notes)
	for i := range c.Notes {
		c.Notes[i].Before = slices.Clone(c.Notes[i].Before)
	}
	c.Safety = slices.Clone(t.Safety)
	return c // the other slices are replaced as a whole
}
