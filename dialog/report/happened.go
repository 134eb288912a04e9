package report

import (
	"slices"
	"strings"

	"alongside/dialog"
	"alongside/dialog/instrument"
	"alongside/dialog/text"
)

// Happening is something on the years that is no rating: what was agreed, a
// referral, a life event. It stands at its date and says nothing about why a
// rating is what it is.
type Happening struct {
	Date  dialog.Date
	Kind  HappeningKind
	Words string // safe to show
}

// HappeningKind says what kind of thing happened.
type HappeningKind string

// The kinds of happening.
const (
	Agreed     HappeningKind = "actions agreed"
	LifeEvent  HappeningKind = "life event"
	Referred   HappeningKind = "referral"
	Discharged HappeningKind = "referral closed"
)

// Name is the kind in a word or two, in a language that has the words of the years.
func (k HappeningKind) Name(words *instrument.Text) string {
	switch w := &words.Words.Years; k {
	case Agreed:
		return w.KindAgreed
	case LifeEvent:
		return w.KindEvent
	case Referred:
		return w.KindReferral
	case Discharged:
		return w.KindClosed
	}
	return ""
}

// HappeningKinds returns all kinds, in the order they are explained.
func HappeningKinds() []HappeningKind {
	return []HappeningKind{Agreed, LifeEvent, Referred, Discharged}
}

// Code is the kind in one letter, large so that it is not taken for a mark of an
// assessment.
func (k HappeningKind) Code() string {
	return map[HappeningKind]string{Agreed: "A", LifeEvent: "E", Referred: "R", Discharged: "X"}[k]
}

// happenedOf gathers what happened, earliest first. What was struck out is left
// out.
func happenedOf(r *dialog.Record, words *instrument.Text) []Happening {
	var all []Happening
	w := &words.Words.Years
	agreed := map[dialog.Date]int{}
	for i := range r.Actions {
		a := &r.Actions[i]
		if a.Struck.Out() {
			continue
		}
		on := a.Agreed.Date()
		line := w.Action.With("action", ActionWords(r, a, words), "outcome", outcomeOf(a, words))
		if at, seen := agreed[on]; seen {
			all[at].Words += "; " + line
			continue
		}
		agreed[on] = len(all)
		all = append(all, Happening{on, Agreed, line})
	}
	for i := range r.Events {
		if e := &r.Events[i]; !e.Struck.Out() {
			all = append(all, Happening{e.On, LifeEvent, eventWords(e, words)})
		}
	}
	for _, aspect := range dialog.Aspects() {
		for _, c := range r.CircumstancesOf(aspect) {
			all = append(all, Happening{c.From, LifeEvent, w.Circumstance.With("aspect", w.Circumstances[string(aspect)].Name, "words", w.Circumstances[string(aspect)].Codes[c.Code])})
		}
	}
	for i := range r.Referrals {
		all = append(all, referralHappened(&r.Referrals[i], w)...)
	}
	all = slices.DeleteFunc(all, func(h Happening) bool { return h.Date.IsZero() })
	slices.SortStableFunc(all, func(a, b Happening) int { return a.Date.Compare(b.Date) })
	return all
}

func referralHappened(r *dialog.Referral, w *instrument.YearsWords) []Happening {
	team := text.Show(r.Team)
	if team == "" {
		team = w.Service
	}
	all := []Happening{{r.Received, Referred, w.Referred.With("team", team)}}
	if !r.Open() {
		all = append(all, Happening{r.Closed, Discharged, w.ReferralClosed.With("team", team)})
	}
	return all
}

// happenedInWords tells what was agreed, life events and referrals, latest first.
func (y *Years) happenedInWords() []Passage {
	var told []Passage
	w := y.said()
	for _, p := range []struct {
		title string
		kinds []HappeningKind
	}{{w.AgreedTitle, []HappeningKind{Agreed}}, {w.EventsTitle, []HappeningKind{LifeEvent}}, {w.ReferralsTitle, []HappeningKind{Referred, Discharged}}} {
		var lines []string
		for _, h := range slices.Backward(y.Happened) {
			if slices.Contains(p.kinds, h.Kind) {
				lines = append(lines, w.OnDay.With("date", y.day(h.Date), "words", h.Words))
			}
		}
		if len(lines) > 0 {
			told = append(told, Passage{p.title, strings.Join(lines, " ")})
		}
	}
	return told
}

// overall tells what rose and what fell from the first of the person's own
// assessments to the latest, and claims nothing about why.
func overall(r *dialog.Record, words *instrument.Text) []Passage {
	past := r.History()
	own := slices.DeleteFunc(past, func(a *dialog.Assessment) bool { return a.Completion == dialog.Proxy })
	if len(own) < 2 {
		return nil
	}
	first, latest := own[0], own[len(own)-1]
	if !first.ComparableWith(latest) {
		return nil
	}
	compared := Compare(r, latest, first, words)
	return []Passage{{words.Words.Years.FromTo.With("from", words.Day(first.DoneAt.Date()), "to", words.Day(latest.DoneAt.Date())), strings.Join(compared.Sentences, " ")}}
}

// AreaTalk tells, date by date with the latest first, what was noted and agreed
// about one area.
func AreaTalk(r *dialog.Record, d dialog.Domain, words *instrument.Text) []Passage {
	var told []Passage
	w := &words.Words.Years
	for _, a := range slices.Backward(r.History()) {
		var lines []string
		for _, step := range dialog.Steps() {
			if note, ok := r.Talk(a.ID).Note(d, step); ok {
				lines = append(lines, w.NotedThen.With("step", StepWords(step, words), "words", text.Show(note.Text)))
			}
		}
		for _, action := range r.AgreedAt(a.ID) {
			if action.Domain == d {
				lines = append(lines, w.AgreedThen.With("action", ActionWords(r, action, words), "outcome", outcomeOf(action, words)))
			}
		}
		if len(lines) > 0 {
			told = append(told, Passage{words.Day(a.DoneAt.Date()), strings.Join(lines, " ")})
		}
	}
	return told
}
