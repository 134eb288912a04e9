package demo

import (
	"encoding/binary"
	"time"

	"alongside/dialog"
)

// talker tells what was talked about and agreed. It draws from sources of its own,
// so that what it tells changes nothing else in the caseload.
type talker struct {
	*teller
	person dialog.ID
	open   []dialog.ID // actions that are still to be done
}

// said is what the made-up people say about an area.
type said struct {
	understanding, forward, higher, options string
	actions                                 [2]string // the person's, the worker's
}

var conversations = map[dialog.Domain]said{
	dialog.MentalHealth:      {"Mornings are all right once the kettle is on", "A week with more good days than bad", "Two mornings a week without dread", "A list of early signs on the fridge", [2]string{"Write down three early signs", "Bring the crisis card next time"}},
	dialog.PhysicalHealth:    {"Walks to the shop and back most days", "Up the stairs without a stop", "Ten minutes further along the canal", "The walking group on Tuesdays", [2]string{"Join the Tuesday walk once", "Ask the surgery for the blood test"}},
	dialog.JobSituation:      {"Likes being early, and is trusted with keys", "Two days a week somewhere kind", "One morning a week of volunteering", "The employment adviser at the hub", [2]string{"Look at the library's volunteer page", "Introduce the employment adviser"}},
	dialog.Accommodation:     {"The neighbour upstairs is friendly", "A front door of one's own", "A lock on the bedroom door", "A letter to the housing office", [2]string{"Take photographs of the damp", "Write the letter to the housing office"}},
	dialog.LeisureActivities: {"The radio in the evening helps", "Something to look forward to each week", "One afternoon with the paints out", "The art room is open on Fridays", [2]string{"Go to the art room once", "Find out about the travel pass"}},
	dialog.PartnerFamily:     {"Sunday calls mostly go well", "A meal together without a row", "One call that ends with a laugh", "Ask what would make it easier for them", [2]string{"Ring on Sunday and ask about the garden", "Send the leaflet for families"}},
	dialog.Friendships:       {"Thursdays at the hub are good", "Somebody to ring when it is hard", "One message a week to an old friend", "The befriending scheme", [2]string{"Text an old friend", "Ask the befriending scheme for a place"}},
	dialog.PersonalSafety:    {"Feels safe at home with the chain on", "Out after dark without looking round", "To the corner shop at dusk with company", "A neighbour to walk with", [2]string{"Walk to the shop at dusk with a neighbour", "Bring the leaflet about the area wardens"}},
	dialog.Medication:        {"Takes it with breakfast and it sticks", "Clear in the head by ten", "Less sleepy on two mornings", "Ask about taking it at night", [2]string{"Note the sleepy hours for a week", "Book the medication review"}},
	dialog.PracticalHelp:     {"The form with large print was a help", "Letters dealt with in the week they come", "One letter opened the same day", "Half an hour for post at each meeting", [2]string{"Bring the unopened letters", "Ring the benefits office together"}},
	dialog.Meetings:          {"Being asked first is good", "Knowing who will be there", "A text the day before", "The same room each time", [2]string{"Say at the start what matters today", "Send a text the day before"}},
}

// talk writes the conversation after an assessment: the area that is lowest in the
// story, and every third time another one beside it.
func (t *talker) talk(s *story, n, of int, at time.Time, assessment dialog.ID) {
	t.review(n, at, assessment)
	if n < of-4 && t.own.IntN(3) > 0 {
		return // most of the old ones were before actions were recorded here
	}
	areas := []dialog.Domain{s.low}
	if n%3 == 2 {
		areas = append(areas, dialog.Domains()[(int(s.low)+n)%dialog.DomainCount])
	}
	at = at.Add(32 * time.Minute)
	t.add(t.person, at, &dialog.AreasChosen{Assessment: assessment, Areas: areas})
	for _, d := range areas {
		at = t.about(d, n, at, assessment)
	}
	t.add(t.person, at, &dialog.ReadBack{Assessment: assessment})
	t.arrange(n, of, at, assessment)
}

// review says what became of the actions of the time before.
func (t *talker) review(n int, at time.Time, assessment dialog.ID) {
	outcomes := []dialog.Outcome{dialog.ActionDone, dialog.ActionDone, dialog.ActionPartly, dialog.ActionNotYet, dialog.ActionNoLonger}
	var open []dialog.ID
	for i, action := range t.open {
		outcome := outcomes[t.own.IntN(len(outcomes))]
		note := ""
		if outcome == dialog.ActionPartly {
			note = "Begun; goes on with it"
		}
		t.add(t.person, at.Add(-time.Duration(5-i%4)*time.Minute), &dialog.ActionReviewed{Action: action, Outcome: outcome, Note: note, Assessment: assessment})
		if outcome == dialog.ActionPartly || outcome == dialog.ActionNotYet {
			open = append(open, action)
		}
	}
	t.open = open
}

// about writes the notes on one area and what was agreed.
func (t *talker) about(d dialog.Domain, n int, at time.Time, assessment dialog.ID) time.Time {
	words := conversations[d]
	for _, note := range []struct {
		step dialog.Step
		text string
	}{
		{dialog.Understanding, words.understanding}, {dialog.LookingForward, words.forward},
		{dialog.OneHigher, words.higher}, {dialog.Options, words.options},
	} {
		at = at.Add(2 * time.Minute)
		t.add(t.person, at, &dialog.TalkNoted{Assessment: assessment, Domain: d, Step: note.step, Text: note.text})
	}
	for i, owner := range []dialog.Owner{dialog.PersonOwns, dialog.WorkerOwns} {
		if i == 1 && n%2 == 1 {
			continue // the person owns most of what is agreed
		}
		id := t.ownID()
		at = at.Add(time.Minute)
		t.add(t.person, at, &dialog.ActionAgreed{Action: dialog.Action{ID: id, Text: words.actions[i], Owner: owner,
			Due: dialog.DateOf(at).AddDays(14 + 7*t.own.IntN(3)), Domain: d, Assessment: assessment}})
		t.open = append(t.open, id)
	}
	return at
}

// arrange writes the next meeting: after the last assessment one that is still to
// come.
func (t *talker) arrange(n, of int, at time.Time, assessment dialog.ID) {
	on := dialog.DateOf(at).AddDays(28)
	if n == of-1 && !dialog.DateOf(t.now).Before(on) {
		on = dialog.DateOf(t.now).AddDays(7 + t.own.IntN(14))
	}
	for on.Noon().Weekday() == time.Saturday || on.Noon().Weekday() == time.Sunday {
		on = on.AddDays(1)
	}
	m := dialog.Meeting{ID: t.ownID(), On: on, Time: []string{"09:30", "11:00", "14:00", "15:30"}[t.own.IntN(4)], Manner: dialog.InPerson, Place: hub, Assessment: assessment}
	if t.own.IntN(4) == 0 {
		m.Manner, m.Place = dialog.ByPhone, ""
	}
	t.add(t.person, at.Add(time.Minute), &dialog.MeetingArranged{Meeting: m})
}

// ownID makes an identifier without taking from the source of the others.
func (t *talker) ownID() dialog.ID {
	var random [10]byte
	binary.BigEndian.PutUint64(random[:8], t.own.Uint64())
	binary.BigEndian.PutUint16(random[8:], uint16(t.own.Uint32()))
	return dialog.NewID(epoch, random)
}

// happening is a life event or a fact of a story, so many months ago.
type happening struct {
	months     int
	what       dialog.EventKind
	note       string
	employment string // the code from then on, with the event
	settled    string
}

// happenings are by the given name: only a few of the made-up people have any, and
// they are the ones to look at.
var happenings = map[string][]happening{
	"Jane":     {{months: 38, what: dialog.LeftWork, employment: "02"}, {months: 22, what: dialog.Joined, note: "Cookery group"}, {months: 9, what: dialog.StartedWork, note: "Two mornings at the bakery", employment: "01"}},
	"Folasade": {{months: 66, what: dialog.Admitted}, {months: 65, what: dialog.LeftHospital}, {months: 18, what: dialog.Moved, note: "A flat of her own", settled: "Y"}, {months: 70, settled: "N"}},
	"Ibrahim":  {{months: 12, what: dialog.Joined, note: "Library volunteers", employment: "07"}},
	"Tomás":    {{months: 11, what: dialog.StartedWork, note: "Four days a week", employment: "01"}},
	"Leila":    {{months: 0, what: dialog.Admitted}},
	"Patricia": {{months: 40, what: dialog.LostSomeone, note: "Her brother"}},
	"Frank":    {{months: 31, what: dialog.Moved}, {months: 6, what: dialog.OtherEvent, note: "Became a grandfather"}},
}

// happened writes what happened in a life, in the order it did.
func (t *talker) happened(s *story) {
	for _, h := range happenings[s.given] {
		on := dialog.DateOf(t.now).AddMonths(-h.months).AddDays(-4)
		at := on.Noon()
		if h.what != "" {
			t.add(t.person, at, &dialog.EventRecorded{Event: dialog.Event{ID: t.ownID(), What: h.what, On: on, Note: h.note}})
		}
		t.circumstance(dialog.Employment, h.employment, on)
		t.circumstance(dialog.SettledHome, h.settled, on)
	}
}

func (t *talker) circumstance(aspect dialog.Aspect, code string, from dialog.Date) {
	if code != "" {
		t.add(t.person, from.Noon(), &dialog.CircumstanceRecorded{Circumstance: dialog.Circumstance{ID: t.ownID(), Aspect: aspect, Code: code, From: from}})
	}
}

// counted are the people, by given name, whose goals are Goal-Based Outcomes: some
// are, and some have local ratings.
var counted = map[string]bool{"Folasade": true, "Łukasz": true, "Beatriz": true}

// count makes the goals of a few people Goal-Based Outcomes from their second
// DIALOG on.
func (t *talker) count(s *story, ids []dialog.ID, dates []time.Time, referral dialog.ID) {
	if !counted[s.given] || len(dates) < 2 || referral.IsZero() {
		return
	}
	for slot, id := range ids {
		t.add(t.person, dates[1].Add(50*time.Minute), &dialog.GoalCounted{Goal: id, Referral: referral, Slot: slot + 1})
	}
}
