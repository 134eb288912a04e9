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
	agreed := map[dialog.Date]int{}
	for i := range r.Actions {
		a := &r.Actions[i]
		if a.Struck.Out() {
			continue
		}
		on := a.Agreed.Date()
		line := ActionWords(r, a, words) + " (" + OutcomeOf(a) + ")"
		if at, seen := agreed[on]; seen {
			all[at].Words += "; " + line
			continue
		}
		agreed[on] = len(all)
		all = append(all, Happening{on, Agreed, line})
	}
	for i := range r.Events {
		if e := &r.Events[i]; !e.Struck.Out() {
			all = append(all, Happening{e.On, LifeEvent, EventWords(e)})
		}
	}
	for _, aspect := range dialog.Aspects() {
		for _, c := range r.CircumstancesOf(aspect) {
			all = append(all, Happening{c.From, LifeEvent, strings.ToLower(AspectWords(aspect)[:1]) + AspectWords(aspect)[1:] + ": " + aspect.Label(c.Code)})
		}
	}
	for i := range r.Referrals {
		all = append(all, referralHappened(&r.Referrals[i])...)
	}
	all = slices.DeleteFunc(all, func(h Happening) bool { return h.Date.IsZero() })
	slices.SortStableFunc(all, func(a, b Happening) int { return a.Date.Compare(b.Date) })
	return all
}

func referralHappened(r *dialog.Referral) []Happening {
	team := text.Show(r.Team)
	if team == "" {
		team = "the service"
	}
	all := []Happening{{r.Received, Referred, "referred to " + team}}
	if !r.Open() {
		all = append(all, Happening{r.Closed, Discharged, "referral to " + team + " closed"})
	}
	return all
}

// happenedInWords tells what was agreed, life events and referrals, latest first.
func (y *Years) happenedInWords() []Passage {
	var told []Passage
	for _, p := range []struct {
		title string
		kinds []HappeningKind
	}{{"What was agreed", []HappeningKind{Agreed}}, {"Life events, work and home", []HappeningKind{LifeEvent}}, {"Referrals", []HappeningKind{Referred, Discharged}}} {
		var lines []string
		for _, h := range slices.Backward(y.Happened) {
			if slices.Contains(p.kinds, h.Kind) {
				lines = append(lines, "On "+h.Date.String()+": "+h.Words+".")
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
	return []Passage{{"From " + first.DoneAt.Date().String() + " to " + latest.DoneAt.Date().String(), strings.Join(compared.Sentences, " ")}}
}

// AreaTalk tells, date by date with the latest first, what was noted and agreed
// about one area.
func AreaTalk(r *dialog.Record, d dialog.Domain) []Passage {
	var told []Passage
	words := instrument.English()
	for _, a := range slices.Backward(r.History()) {
		var lines []string
		for _, step := range dialog.Steps() {
			if note, ok := r.Talk(a.ID).Note(d, step); ok {
				lines = append(lines, StepWords(step, words)+": "+text.Show(note.Text)+".")
			}
		}
		for _, action := range r.AgreedAt(a.ID) {
			if action.Domain == d {
				lines = append(lines, "Agreed: "+ActionWords(r, action, words)+" ("+OutcomeOf(action)+").")
			}
		}
		if len(lines) > 0 {
			told = append(told, Passage{a.DoneAt.Date().String(), strings.Join(lines, " ")})
		}
	}
	return told
}
