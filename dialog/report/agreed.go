package report

import (
	"strings"

	"alongside/dialog"
	"alongside/dialog/instrument"
	"alongside/dialog/text"
)

// Owner says whose an action is, as it stands before a colon: what the person is
// called, "The worker", who else it is, or that nobody wrote it down.
func Owner(r *dialog.Record, a *dialog.Action, words *instrument.Text) string {
	switch a.Owner {
	case dialog.WorkerOwns:
		return words.Words.Agreed.Worker
	case dialog.OtherOwns:
		return sentenceStart(text.Show(a.Other))
	case dialog.OwnerUnknown:
		return words.Words.Agreed.Unknown
	}
	return text.Show(r.Person.CallName())
}

// ActionWords says an action in one line: "Jane: Ring the college, by 12-Dec-2026".
func ActionWords(r *dialog.Record, a *dialog.Action, words *instrument.Text) string {
	who, what := Owner(r, a, words), text.Show(a.Text)
	if a.Due.IsZero() {
		return words.Words.Agreed.Action.With("who", who, "what", what)
	}
	return words.Words.Agreed.ActionBy.With("who", who, "what", what, "date", words.Day(a.Due))
}

// ActionFor says what an action is for: its area and its goal, "" for neither.
func ActionFor(r *dialog.Record, a *dialog.Action, words *instrument.Text) string {
	var parts []string
	if a.Domain.Valid() {
		parts = append(parts, inSentence(words, a.Domain))
	}
	if g := r.Goal(a.Goal); g != nil {
		parts = append(parts, words.Words.Agreed.Goal.With("goal", text.Show(g.Text)))
	}
	if len(parts) == 0 {
		return ""
	}
	return words.Words.Agreed.ForWhat.With("what", andIn(words, parts))
}

// OutcomeWords says what became of an action: "done", "no longer wanted".
func OutcomeWords(o dialog.Outcome, words *instrument.Text) string {
	switch w := &words.Words.Agreed; o {
	case dialog.ActionDone:
		return w.Done
	case dialog.ActionPartly:
		return w.Partly
	case dialog.ActionNotYet:
		return w.NotYet
	case dialog.ActionNoLonger:
		return w.NoLonger
	default:
		return w.NotReviewed
	}
}

// OutcomeOf says what became of an action when it was last reviewed, with the word
// on it: "partly on 12-Dec-2026: rang, no answer".
func OutcomeOf(a *dialog.Action) string { return outcomeOf(a, instrument.English()) }

func outcomeOf(a *dialog.Action, words *instrument.Text) string {
	w := &words.Words.Years
	last, reviewed := a.Latest()
	phrase := w.Reviewed
	switch {
	case !reviewed:
		return w.NotReviewed
	case last.Note != "":
		phrase = w.ReviewedNote
	}
	return phrase.With("outcome", OutcomeWords(last.Outcome, words), "date", words.Day(last.At.Date()), "note", text.Show(last.Note))
}

// WhoOwns counts whose the actions are, the person first: "Jane 3, the worker 1".
func WhoOwns(r *dialog.Record, actions []*dialog.Action, t *instrument.Text) string {
	w := &t.Words.Agreed
	counts := map[dialog.Owner]int{}
	for _, a := range actions {
		counts[a.Owner]++
	}
	var parts []string
	for _, o := range []struct {
		owner dialog.Owner
		words string
	}{{dialog.PersonOwns, text.Show(r.Person.CallName())}, {dialog.WorkerOwns, w.WorkerWithin}, {dialog.OtherOwns, w.Others}, {dialog.OwnerUnknown, w.UnknownWithin}} {
		if n := counts[o.owner]; n > 0 {
			parts = append(parts, w.Owns.With("who", o.words, "n", n))
		}
	}
	return strings.Join(parts, ", ")
}

// MeetingWords says when and how people meet: "Tuesday 12-Jan-2027 at 14:30, in
// person, Canal Street Hub".
func MeetingWords(m *dialog.Meeting, t *instrument.Text) string {
	phrase := t.Words.Agreed.Meeting
	if m.Time != "" {
		phrase = t.Words.Agreed.MeetingAt
	}
	words := phrase.With("weekday", t.Weekday(m.On), "date", t.Day(m.On), "time", m.Time, "manner", MannerWords(m.Manner, t))
	if m.Place != "" {
		words += ", " + text.Show(m.Place)
	}
	return words
}

// MannerWords says how people meet.
func MannerWords(m dialog.Manner, t *instrument.Text) string {
	switch m {
	case dialog.ByPhone:
		return t.Words.Agreed.ByPhone
	case dialog.ByVideo:
		return t.Words.Agreed.ByVideo
	}
	return t.Words.Agreed.InPerson
}

// EventWords says what happened: "started work: two mornings at the bakery".
func EventWords(e *dialog.Event) string { return eventWords(e, instrument.English()) }

func eventWords(e *dialog.Event, words *instrument.Text) string {
	note := text.Show(e.Note)
	switch {
	case e.What == dialog.OtherEvent:
		return note
	case note == "":
		return eventKindWords(e.What, words)
	}
	return words.Words.Years.EventNote.With("event", eventKindWords(e.What, words), "note", note)
}

// EventKindWords says what a kind of event is.
func EventKindWords(k dialog.EventKind) string { return eventKindWords(k, instrument.English()) }

func eventKindWords(k dialog.EventKind, words *instrument.Text) string {
	switch w := &words.Words.Years; k {
	case dialog.StartedWork:
		return w.StartedWork
	case dialog.LeftWork:
		return w.LeftWork
	case dialog.StartedStudy:
		return w.StartedStudy
	case dialog.Moved:
		return w.Moved
	case dialog.Admitted:
		return w.Admitted
	case dialog.LeftHospital:
		return w.LeftHospital
	case dialog.LostSomeone:
		return w.LostSomeone
	case dialog.Joined:
		return w.Joined
	}
	return "something else" // on the worker's list of kinds alone: such an event is told by its note
}

// AspectWords is what an aspect of somebody's circumstances is called.
func AspectWords(a dialog.Aspect) string {
	switch a {
	case dialog.Employment:
		return "Employment"
	case dialog.WeeklyHours:
		return "Hours of work a week"
	}
	return "Settled accommodation"
}

// CompanyWords says who somebody present is: "partner", "an interpreter".
func CompanyWords(c dialog.Company, words *instrument.Text) string {
	switch w := &words.Words.LinesReview; c {
	case dialog.WithPartner:
		return w.Partner
	case dialog.WithRelative:
		return w.Relative
	case dialog.WithFriend:
		return w.Friend
	case dialog.WithCarer:
		return w.Carer
	case dialog.WithInterpreter:
		return w.Interpreter
	case dialog.WithAdvocate:
		return w.Advocate
	case dialog.WithColleague:
		return w.Colleague
	default:
		return w.Somebody
	}
}

// PresentWords names who else was there at an assessment, "" for nobody.
func PresentWords(r *dialog.Record, assessment dialog.ID, words *instrument.Text) string {
	t := r.Talk(assessment)
	if t == nil {
		return ""
	}
	parts := make([]string, len(t.Present))
	for i, p := range t.Present {
		parts[i] = CompanyWords(p.Who, words)
		if p.Words != "" {
			parts[i] += " (" + text.Show(p.Words) + ")"
		}
	}
	return andIn(words, parts)
}

// SafetyWords says what came of a mark on an area.
func SafetyWords(o dialog.SafetyOutcome) string {
	switch o {
	case dialog.SafetyTalkedAbout:
		return "talked about"
	case dialog.SafetyElsewhere:
		return "recorded elsewhere"
	}
	return "not yet"
}

// SafetyOutcomes returns the outcomes in the order they are offered.
func SafetyOutcomes() []dialog.SafetyOutcome {
	return []dialog.SafetyOutcome{dialog.SafetyTalkedAbout, dialog.SafetyElsewhere, dialog.SafetyNotYet}
}

// SafetyQuestion asks at the end of an appointment about an area that the service's
// rules mark.
const SafetyQuestion = "Was this talked about? Your service asks."

// AlertsNobody is said wherever a mark of the service is shown.
const AlertsNobody = "This program alerts nobody."

// MarkWords is the line about the areas that the service's rules mark, "" for none.
// It names no reason, since both the worker and the person read it.
func MarkWords(marks []dialog.Domain, words *instrument.Text) string {
	if len(marks) == 0 {
		return ""
	}
	names := make([]string, len(marks))
	for i, d := range marks {
		names[i] = words.Short(d)
	}
	return words.Words.Talk.Marked.With("areas", strings.Join(names, ", "))
}

// Guidance is the service's own guidance, or that there is none.
func Guidance(rules dialog.Rules) string {
	if rules.Guidance == "" {
		return "Your service has not written its guidance here. Please follow its own procedure."
	}
	return text.Show(rules.Guidance)
}

// Prompt is what one step of the conversation asks, spoken to the person.
type Prompt struct {
	Name      string   // of the step
	Questions []string // to talk about, one after another
}

// Prompts returns the steps of DIALOG+ for an area, in order: three that are talked
// through and the one in which actions are agreed (the steps: dialog.elft.nhs.uk; the
// sentences are Alongside's own). Why a number is not a lower one is asked only where
// there is a lower one.
func Prompts(area dialog.Answer, words *instrument.Text) []Prompt {
	w := &words.Words.Prompt
	understanding := []string{w.Why, w.Working}
	if rating, rated := area.Score(); !rated || rating == dialog.LowestRating {
		understanding = []string{w.Working}
	}
	return []Prompt{
		{w.Understanding, understanding},
		{w.LookingForward, []string{w.Best, w.OneHigher}},
		{w.Considering, []string{w.YouCan, w.ICan, w.OthersCan}},
		{w.Agreeing, []string{w.Agree}},
	}
}

// StepWords is what the note of a step is called.
func StepWords(s dialog.Step, words *instrument.Text) string {
	w := &words.Words.Prompt
	switch s {
	case dialog.Understanding:
		return w.Understanding
	case dialog.LookingForward:
		return w.LookingForward
	case dialog.OneHigher:
		return w.NoteOneHigher
	}
	return w.NoteOptions
}

// Beside is what is shown beside an area while it is talked about: what one point
// higher was to look like, and what the person said was working when it was
// higher. It is empty where nothing was said.
func Beside(r *dialog.Record, now *dialog.Assessment, d dialog.Domain, words *instrument.Text) []string {
	w := &words.Words.Prompt
	var lines []string
	if said, ok := r.OnePointHigher(now, d); ok {
		lines = append(lines, w.BesideOneHigher.With("date", words.Day(said.On), "n", said.Rating, "words", text.Show(said.Text)))
	}
	if said, ok := r.OwnWords(now, d); ok {
		lines = append(lines, w.BesideOwnWords.With("date", words.Day(said.On), "n", said.Rating, "words", text.Show(said.Text)))
	}
	return lines
}
