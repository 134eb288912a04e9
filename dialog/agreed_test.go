package dialog_test

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"alongside/dialog"
)

var someDay = dialog.Date{Year: 2026, Month: time.April, Day: 2}

// agreedBodies is one body or more of each kind that is kept beside the
// assessments.
func agreedBodies() []dialog.Body {
	return []dialog.Body{
		&dialog.GoalCounted{Goal: id(7), Referral: id(3), Slot: 2},
		&dialog.ActionAgreed{Action: dialog.Action{ID: id(8), Text: "Ring the <college> & ask", Owner: dialog.PersonOwns, Due: someDay, Domain: dialog.JobSituation, Goal: id(7), Assessment: id(4)}},
		&dialog.ActionAgreed{Action: dialog.Action{ID: id(8), Text: "Come along", Owner: dialog.OtherOwns, Other: "Her sister"}, Reason: "Misheard"},
		&dialog.ActionReviewed{Action: id(8), Outcome: dialog.ActionPartly, Note: "Rang, no answer", Assessment: id(4)},
		&dialog.AreasChosen{Assessment: id(4), Areas: []dialog.Domain{dialog.Friendships, dialog.JobSituation}},
		&dialog.AreasChosen{Assessment: id(4)},
		&dialog.TalkNoted{Assessment: id(4), Domain: dialog.Friendships, Step: dialog.OneHigher, Text: "One call\na week", Reason: "Misheard"},
		&dialog.ThoughtOver{Assessment: id(4), Domain: dialog.Friendships, On: true},
		&dialog.ReadBack{Assessment: id(4), Wrong: "It was Tuesday"},
		&dialog.PresenceRecorded{Assessment: id(4), Present: []dialog.Presence{{Who: dialog.WithInterpreter}, {Who: dialog.WithRelative, Words: "her sister"}}},
		&dialog.SafetyAnswered{Assessment: id(4), Domain: dialog.PersonalSafety, Outcome: dialog.SafetyElsewhere},
		&dialog.MeetingArranged{Meeting: dialog.Meeting{ID: id(9), On: someDay, Time: "09:30", Manner: dialog.ByPhone, Place: "Canal Street", Assessment: id(4)}},
		&dialog.EventRecorded{Event: dialog.Event{ID: id(10), What: dialog.StartedWork, On: someDay, Note: "Two days a week"}, Reason: "Misheard"},
		&dialog.PartStruckOut{Part: dialog.PartAction, ID: id(8), Reason: "Somebody else's"},
		&dialog.CircumstanceRecorded{Circumstance: dialog.Circumstance{ID: id(11), Aspect: dialog.WeeklyHours, Code: "03", From: someDay}, Reason: "Misheard"},
		&dialog.CharacteristicRecorded{Characteristic: dialog.Characteristic{ID: id(12), Trait: dialog.Disability, State: dialog.TraitTold, Values: []string{"hearing", "sight"}, Words: "Deaf in one ear", From: someDay, Teller: dialog.TellerPerson}, Reason: "Misheard"},
		&dialog.SupporterRecorded{Supporter: dialog.Supporter{ID: id(14), Name: "Ruth Smith", Relation: "her sister", Reach: "The number on the fridge", Carer: true,
			Share: []dialog.Share{dialog.ShareMeetings, dialog.ShareRatings}, Consent: someDay, Withdrawn: someDay, Ended: someDay}},
		&dialog.CharacteristicRecorded{Characteristic: dialog.Characteristic{ID: id(13), Trait: dialog.Ethnicity, State: dialog.TraitNotAsked, From: someDay}},
	}
}

// drawAgreed draws one such body from a pool of few identifiers.
func drawAgreed(t *rapid.T, n byte, d dialog.Domain) dialog.Body {
	part := rapid.SampledFrom([]dialog.Part{dialog.PartGoal, dialog.PartAction, dialog.PartMeeting, dialog.PartEvent, dialog.PartCircumstance, dialog.PartCharacteristic, dialog.PartSupporter}).Draw(t, "part")
	return rapid.SampledFrom([]dialog.Body{
		&dialog.GoalCounted{Goal: id(n), Referral: id(10), Slot: int(n) - 9},
		&dialog.ActionAgreed{Action: dialog.Action{ID: id(n), Text: d.String(), Owner: dialog.WorkerOwns}, Reason: "r"},
		&dialog.ActionReviewed{Action: id(n), Outcome: dialog.ActionDone, Note: d.String()},
		&dialog.AreasChosen{Assessment: id(n), Areas: []dialog.Domain{d}}, &dialog.ThoughtOver{Assessment: id(n), Domain: d, On: n != 11},
		&dialog.TalkNoted{Assessment: id(n), Domain: d, Step: dialog.Options, Text: d.String(), Reason: "r"},
		&dialog.ReadBack{Assessment: id(n), Wrong: d.String()}, &dialog.SafetyAnswered{Assessment: id(n), Domain: d, Outcome: dialog.SafetyNotYet},
		&dialog.PresenceRecorded{Assessment: id(n), Present: []dialog.Presence{{Who: dialog.WithFriend, Words: d.String()}}},
		&dialog.MeetingArranged{Meeting: dialog.Meeting{ID: id(n), On: someDay, Manner: dialog.ByPhone, Place: d.String()}},
		&dialog.EventRecorded{Event: dialog.Event{ID: id(n), What: dialog.Moved, On: someDay, Note: d.String()}, Reason: "r"},
		&dialog.CircumstanceRecorded{Circumstance: dialog.Circumstance{ID: id(n), Aspect: dialog.SettledHome, Code: "Y", From: someDay}},
		&dialog.CharacteristicRecorded{Characteristic: dialog.Characteristic{ID: id(n), Trait: dialog.Religion, State: dialog.TraitTold, Values: []string{"other"}, Words: d.String(), From: someDay, Teller: dialog.TellerTogether}, Reason: "r"},
		&dialog.SupporterRecorded{Supporter: dialog.Supporter{ID: id(n), Name: d.String(), Share: []dialog.Share{dialog.ShareAgreed}, Consent: someDay}},
		&dialog.PartStruckOut{Part: part, ID: id(n), Reason: d.String()},
	}).Draw(t, "agreed")
}

func action(n byte, text string, owner dialog.Owner) *dialog.ActionAgreed {
	return &dialog.ActionAgreed{Action: dialog.Action{ID: id(n), Text: text, Owner: owner}}
}

func TestWhatIsAgreedIsChecked(t *testing.T) {
	long := strings.Repeat("a", 201)
	tests := map[string]struct {
		body dialog.Body
		code dialog.Code
	}{
		"an action":                   {action(8, "Ring the college", dialog.PersonOwns), ""},
		"an action without words":     {action(8, "", dialog.PersonOwns), dialog.Invalid},
		"an action of nobody":         {action(8, "Ring the college", ""), dialog.Invalid},
		"an action of whom":           {action(8, "Ring the college", dialog.OtherOwns), dialog.Invalid},
		"an action with two owners":   {&dialog.ActionAgreed{Action: dialog.Action{ID: id(8), Text: "x", Owner: dialog.PersonOwns, Other: "Sam"}}, dialog.Invalid},
		"an action without identity":  {&dialog.ActionAgreed{Action: dialog.Action{Text: "x", Owner: dialog.PersonOwns}}, dialog.Invalid},
		"an action that is a story":   {action(8, long, dialog.PersonOwns), dialog.Invalid},
		"an action on no day":         {&dialog.ActionAgreed{Action: dialog.Action{ID: id(8), Text: "x", Owner: dialog.PersonOwns, Due: dialog.Date{Year: 2027, Month: 2, Day: 29}}}, dialog.Invalid},
		"an action for no goal":       {&dialog.ActionAgreed{Action: dialog.Action{ID: id(8), Text: "x", Owner: dialog.PersonOwns, Goal: id(70)}}, dialog.NotFound},
		"an action at no assessment":  {&dialog.ActionAgreed{Action: dialog.Action{ID: id(8), Text: "x", Owner: dialog.PersonOwns, Assessment: id(70)}}, dialog.NotFound},
		"a review of nothing":         {&dialog.ActionReviewed{Action: id(70), Outcome: dialog.ActionDone}, dialog.NotFound},
		"a review without outcome":    {&dialog.ActionReviewed{Action: id(8)}, dialog.Invalid},
		"three areas":                 {&dialog.AreasChosen{Assessment: id(4), Areas: dialog.Domains()[:3]}, ""},
		"no area any more":            {&dialog.AreasChosen{Assessment: id(4)}, ""},
		"four areas":                  {&dialog.AreasChosen{Assessment: id(4), Areas: dialog.Domains()[:4]}, dialog.Invalid},
		"one area twice":              {&dialog.AreasChosen{Assessment: id(4), Areas: []dialog.Domain{dialog.Medication, dialog.Medication}}, dialog.Invalid},
		"no area":                     {&dialog.AreasChosen{Assessment: id(4), Areas: []dialog.Domain{dialog.NoDomain}}, dialog.Invalid},
		"areas of no assessment":      {&dialog.AreasChosen{Assessment: id(70), Areas: dialog.Domains()[:1]}, dialog.NotFound},
		"a note":                      {&dialog.TalkNoted{Assessment: id(4), Domain: dialog.Medication, Step: dialog.Options, Text: "x"}, ""},
		"a note in no step":           {&dialog.TalkNoted{Assessment: id(4), Domain: dialog.Medication, Step: "middle", Text: "x"}, dialog.Invalid},
		"a note on no area":           {&dialog.TalkNoted{Assessment: id(4), Step: dialog.Options, Text: "x"}, dialog.Invalid},
		"to think over what":          {&dialog.ThoughtOver{Assessment: id(4), On: true}, dialog.Invalid},
		"read back":                   {&dialog.ReadBack{Assessment: id(4)}, ""},
		"nobody is present":           {&dialog.PresenceRecorded{Assessment: id(4)}, ""},
		"who is present":              {&dialog.PresenceRecorded{Assessment: id(4), Present: []dialog.Presence{{Who: "cat"}}}, dialog.Invalid},
		"safety without an answer":    {&dialog.SafetyAnswered{Assessment: id(4), Domain: dialog.PersonalSafety}, dialog.Invalid},
		"a meeting":                   {&dialog.MeetingArranged{Meeting: dialog.Meeting{ID: id(9), On: someDay, Manner: dialog.InPerson}}, ""},
		"a meeting at no time":        {&dialog.MeetingArranged{Meeting: dialog.Meeting{ID: id(9), On: someDay, Time: "9.30", Manner: dialog.InPerson}}, dialog.Invalid},
		"a meeting at 24 hours":       {&dialog.MeetingArranged{Meeting: dialog.Meeting{ID: id(9), On: someDay, Time: "24:00", Manner: dialog.InPerson}}, dialog.Invalid},
		"a meeting on no day":         {&dialog.MeetingArranged{Meeting: dialog.Meeting{ID: id(9), Manner: dialog.InPerson}}, dialog.Invalid},
		"a meeting of no manner":      {&dialog.MeetingArranged{Meeting: dialog.Meeting{ID: id(9), On: someDay}}, dialog.Invalid},
		"an event":                    {&dialog.EventRecorded{Event: dialog.Event{ID: id(10), What: dialog.Moved, On: someDay}}, ""},
		"an event of no kind":         {&dialog.EventRecorded{Event: dialog.Event{ID: id(10), On: someDay}}, dialog.Invalid},
		"another event without words": {&dialog.EventRecorded{Event: dialog.Event{ID: id(10), What: dialog.OtherEvent, On: someDay}}, dialog.Invalid},
		"an event on no day":          {&dialog.EventRecorded{Event: dialog.Event{ID: id(10), What: dialog.Moved}}, dialog.Invalid},
		"employed":                    {&dialog.CircumstanceRecorded{Circumstance: dialog.Circumstance{ID: id(11), Aspect: dialog.Employment, Code: "01", From: someDay}}, ""},
		"a code of another aspect":    {&dialog.CircumstanceRecorded{Circumstance: dialog.Circumstance{ID: id(11), Aspect: dialog.SettledHome, Code: "01", From: someDay}}, dialog.Invalid},
		"an aspect there is not":      {&dialog.CircumstanceRecorded{Circumstance: dialog.Circumstance{ID: id(11), Aspect: "housing", Code: "01", From: someDay}}, dialog.Invalid},
		"striking out what is not":    {&dialog.PartStruckOut{Part: dialog.PartGoal, ID: id(70), Reason: "r"}, dialog.NotFound},
		"striking out without reason": {&dialog.PartStruckOut{Part: dialog.PartGoal, ID: id(7)}, dialog.Invalid},
		"striking out something else": {&dialog.PartStruckOut{Part: "person", ID: id(7), Reason: "r"}, dialog.Invalid},
		"a fourth slot":               {&dialog.GoalCounted{Goal: id(7), Referral: id(3), Slot: 4}, dialog.Invalid},
		"a slot of no referral":       {&dialog.GoalCounted{Goal: id(7), Referral: id(70), Slot: 1}, dialog.NotFound},
		"a slot of no goal":           {&dialog.GoalCounted{Goal: id(70), Referral: id(3), Slot: 1}, dialog.NotFound},
		"a slot":                      {&dialog.GoalCounted{Goal: id(7), Referral: id(3), Slot: 1}, ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			b := talking(t)
			if err := b.try(tt.body); dialog.ErrorCode(err) != tt.code {
				t.Errorf("gives %v, want code %q", err, tt.code)
			}
		})
	}
}

// talking is a book with a referral, a goal and a finished assessment.
func talking(t *testing.T) *book {
	b := newBook(t)
	b.must(&dialog.ReferralRecorded{Referral: dialog.Referral{ID: id(3), Setting: dialog.Community}})
	b.must(&dialog.GoalRecorded{Goal: dialog.Goal{ID: id(7), Text: "Cook for friends", Kind: dialog.LifeGoal, Status: dialog.GoalActive}})
	b.assess(4, 3)
	return b
}

// assess records a finished assessment with the same rating for every area.
func (b *book) assess(n byte, rating int) {
	b.t.Helper()
	begin := start(n)
	begin.Referral = id(3)
	b.must(begin)
	for _, d := range dialog.Domains() {
		b.must(rate(n, d, rating))
	}
	b.must(&dialog.AssessmentFinished{Assessment: id(n)})
}

func TestAnActionFromAgreedToDone(t *testing.T) {
	b := talking(t)
	day := func() dialog.Date { return dialog.DateOf(b.now) }
	b.must(action(20, "Send the form", dialog.WorkerOwns))
	b.must(action(21, "Ring the college", dialog.PersonOwns))
	b.must(action(21, "Ring the college on Monday", dialog.PersonOwns))
	if due := b.record.ActionsToReview(day()); len(due) != 0 {
		t.Errorf("what was agreed today is to be reviewed: %+v", due)
	}
	b.now = b.now.AddDate(0, 0, 14)
	b.refused(action(21, "Ring the school", dialog.PersonOwns), dialog.Conflict)
	amended := action(21, "Ring the school", dialog.PersonOwns)
	amended.Reason = "Misheard"
	b.must(amended)
	due := b.record.ActionsToReview(day())
	if len(due) != 2 || due[0].Owner != dialog.WorkerOwns {
		t.Fatalf("the worker's own promise does not come first of %d", len(due))
	}
	if a := b.record.Action(id(21)); len(a.Before) != 2 || a.Before[1].Value.Text != "Ring the college on Monday" || a.Before[1].Reason != "Misheard" || a.Agreed.Date() == day() {
		t.Errorf("an amended action is %+v", a)
	}
	for _, outcome := range []dialog.Outcome{dialog.ActionNotYet, dialog.ActionDone} {
		b.must(&dialog.ActionReviewed{Action: id(21), Outcome: outcome})
	}
	if due := b.record.ActionsToReview(day()); len(due) != 2 || len(due[1].Reviews) != 1 {
		t.Error("what was reviewed today stays in view today, once")
	}
	b.now = b.now.AddDate(0, 0, 14)
	if due := b.record.ActionsToReview(day()); len(due) != 1 {
		t.Errorf("%d actions to review, one is done", len(due))
	}
	b.must(&dialog.PartStruckOut{Part: dialog.PartAction, ID: id(20), Reason: "Somebody else's"})
	b.refused(&dialog.PartStruckOut{Part: dialog.PartAction, ID: id(20), Reason: "Again"}, dialog.Conflict)
	b.refused(&dialog.ActionReviewed{Action: id(20), Outcome: dialog.ActionDone}, dialog.Conflict)
	b.refused(action(20, "Send it", dialog.WorkerOwns), dialog.Conflict)
	if due := b.record.ActionsToReview(day()); len(due) != 0 || b.record.Action(id(20)).Text != "Send the form" {
		t.Error("what was struck out stays in view and is not to be reviewed")
	}
}

func TestANoteIsRewrittenTodayAndAmendedLater(t *testing.T) {
	b := talking(t)
	note := func(text, reason string) *dialog.TalkNoted {
		return &dialog.TalkNoted{Assessment: id(4), Domain: dialog.Friendships, Step: dialog.Options, Text: text, Reason: reason}
	}
	b.must(note("One call", ""))
	b.must(note("One call a week", ""))
	b.now = b.now.AddDate(0, 0, 1)
	b.refused(note("Two calls", ""), dialog.Conflict)
	b.must(note("Two calls", "Misheard"))
	b.must(note("", "Said in confidence"))
	n, there := b.record.Talk(id(4)).Note(dialog.Friendships, dialog.Options)
	if there || len(n.Before) != 2 || n.Before[0].Value != "One call a week" || n.Before[1].Value != "Two calls" {
		t.Errorf("the note is %+v", n)
	}
}

func TestWhatWasSaidComesBack(t *testing.T) {
	b := talking(t)
	say := func(n byte, s dialog.Step, text string) {
		b.must(&dialog.TalkNoted{Assessment: id(n), Domain: dialog.Friendships, Step: s, Text: text})
	}
	say(4, dialog.OneHigher, "A call a week")
	b.now = b.now.AddDate(0, 1, 0)
	b.assess(30, 6)
	say(30, dialog.Understanding, "The Thursday group")
	b.now = b.now.AddDate(0, 1, 0)
	b.assess(31, 4)
	say(31, dialog.Understanding, "Not said when it was higher")
	now := b.record.Assessment(id(31))
	if said, ok := b.record.OnePointHigher(now, dialog.Friendships); !ok || said.Text != "A call a week" || said.Rating != 3 {
		t.Errorf("one point higher is %+v", said)
	}
	if said, ok := b.record.OwnWords(now, dialog.Friendships); !ok || said.Text != "The Thursday group" || said.Rating != 6 {
		t.Errorf("what helped is %+v", said)
	}
	if said, ok := b.record.OwnWords(b.record.Assessment(id(30)), dialog.Friendships); ok {
		t.Errorf("it was never higher, and yet %+v", said)
	}
	if said, ok := b.record.OwnWords(now, dialog.Medication); ok {
		t.Errorf("nothing was said of medication, and yet %+v", said)
	}
	b.must(&dialog.AssessmentStruckOut{Assessment: id(30), Reason: "Wrong person"})
	if said, ok := b.record.OwnWords(b.record.Assessment(id(31)), dialog.Friendships); ok {
		t.Errorf("it was struck out, and yet %+v", said)
	}
	b.refused(&dialog.ReadBack{Assessment: id(30)}, dialog.Conflict)
}

func TestASlotIsNeverGivenTwice(t *testing.T) {
	b := talking(t)
	count := func(goal byte, slot int) *dialog.GoalCounted {
		return &dialog.GoalCounted{Goal: id(goal), Referral: id(3), Slot: slot}
	}
	b.must(&dialog.GoalRated{Goal: id(7), Rating: 2, Assessment: id(4)})
	b.now = b.now.AddDate(0, 1, 0)
	b.must(count(7, 1))
	b.refused(count(7, 2), dialog.Conflict)
	for n := byte(40); n < 43; n++ {
		b.must(&dialog.GoalRecorded{Goal: dialog.Goal{ID: id(n), Text: "More", Kind: dialog.LifeGoal, Status: dialog.GoalActive}})
	}
	b.refused(count(40, 1), dialog.Conflict)
	b.must(&dialog.PartStruckOut{Part: dialog.PartGoal, ID: id(7), Reason: "Somebody else's"})
	b.refused(count(40, 1), dialog.Conflict)
	if slot := b.record.FreeSlot(id(3)); slot != 2 {
		t.Errorf("the free slot is %d", slot)
	}
	b.must(count(40, 2))
	b.must(count(41, 3))
	if slot := b.record.FreeSlot(id(3)); slot != 0 {
		t.Errorf("a fourth goal would get slot %d", slot)
	}
	b.must(&dialog.GoalRated{Goal: id(40), Rating: 5})
	g := b.record.Goal(id(40))
	if coded := b.record.CodedRatings(g, id(3)); len(coded) != 1 || coded[0].Rating != 5 {
		t.Errorf("coded are %+v", coded)
	}
	if coded := b.record.CodedRatings(b.record.Goal(id(7)), id(3)); len(coded) != 0 {
		t.Errorf("of a goal that was struck out, coded are %+v", coded)
	}
	if b.record.Goal(id(42)).Slot(id(3)) != 0 || len(b.record.ActiveGoals()) != 3 {
		t.Errorf("the goals are %+v", b.record.Goals)
	}
	b.must(&dialog.ReferralRecorded{Referral: dialog.Referral{ID: id(3), Setting: dialog.Community, Closed: dialog.DateOf(b.now)}})
	b.refused(count(42, 3), dialog.Conflict)
}

func TestAGoalKeepsItsHistory(t *testing.T) {
	b := talking(t)
	set := func(text string, status dialog.GoalStatus, reason string) {
		b.must(&dialog.GoalRecorded{Goal: dialog.Goal{ID: id(7), Text: text, Kind: dialog.LifeGoal, Status: status, Reason: reason}})
	}
	set("Cook for friends once a month", dialog.GoalActive, "A date makes it easier")
	b.must(&dialog.GoalRated{Goal: id(7), Rating: 4})
	set("Cook for friends once a month", dialog.GoalSetDown, "No kitchen for now")
	set("Cook for friends once a month", dialog.GoalActive, "")
	g := b.record.Goal(id(7))
	if len(g.Before) != 3 || g.Before[0].Value.Text != "Cook for friends" || g.Before[0].Reason != "A date makes it easier" ||
		g.Before[2].Value.Status != dialog.GoalSetDown || len(g.Ratings) != 1 {
		t.Errorf("the goal is %+v", g)
	}
	b.must(&dialog.PartStruckOut{Part: dialog.PartGoal, ID: id(7), Reason: "Wrong person"})
	b.refused(&dialog.GoalRated{Goal: id(7), Rating: 4}, dialog.Conflict)
	b.refused(&dialog.GoalRecorded{Goal: g.Before[0].Value}, dialog.Conflict)
}

func TestTheNextMeeting(t *testing.T) {
	b := talking(t)
	meet := func(n byte, days int, at string) {
		b.must(&dialog.MeetingArranged{Meeting: dialog.Meeting{ID: id(n), On: someDay.AddDays(days), Time: at, Manner: dialog.InPerson}})
	}
	meet(50, 3, "14:30")
	meet(51, 3, "09:30")
	meet(52, -3, "")
	meet(53, 1, "")
	b.must(&dialog.PartStruckOut{Part: dialog.PartMeeting, ID: id(53), Reason: "Another person's"})
	if next := b.record.NextMeeting(someDay); next == nil || next.ID != id(51) {
		t.Errorf("the next meeting is %+v", next)
	}
	meet(51, 9, "09:30")
	if next := b.record.NextMeeting(someDay); next == nil || next.ID != id(50) || len(b.record.Meeting(id(51)).Before) != 1 {
		t.Errorf("after moving one, the next meeting is %+v", next)
	}
	if next := b.record.NextMeeting(someDay.AddDays(10)); next != nil {
		t.Errorf("after the last, the next meeting is %+v", next)
	}
}

func TestCircumstancesInOrder(t *testing.T) {
	b := talking(t)
	for n, days := range []int{30, 0, 90} {
		b.must(&dialog.CircumstanceRecorded{Circumstance: dialog.Circumstance{ID: id(byte(60 + n)), Aspect: dialog.Employment, Code: "02", From: someDay.AddDays(days)}})
	}
	b.must(&dialog.PartStruckOut{Part: dialog.PartCircumstance, ID: id(62), Reason: "Another person's"})
	if all := b.record.CircumstancesOf(dialog.Employment); len(all) != 2 || all[0].ID != id(61) {
		t.Errorf("they are %+v", all)
	}
	for _, aspect := range dialog.Aspects() {
		seen := map[string]bool{}
		for _, c := range aspect.Codes() {
			if seen[c.Code] || aspect.Label(c.Code) != c.Label || c.Label == "" {
				t.Errorf("%s has the code %q twice, or without a label", aspect, c.Code)
			}
			seen[c.Code] = true
		}
	}
}

func TestDaysAndTimesAsPeopleWriteThem(t *testing.T) {
	day := dialog.Date{Year: 2026, Month: time.November, Day: 22}
	for in, want := range map[string]dialog.Date{"2w": day.AddDays(14), "10d": day.AddDays(10), "3m": day.AddMonths(3), "today": day, " Tomorrow ": day.AddDays(1),
		"1-Dec-2026": {Year: 2026, Month: 12, Day: 1}, "1/12/2026": {Year: 2026, Month: 12, Day: 1}, "w": {}, "0d": {}, "-2w": {}, "2x": {}, "2": {}, "9999w": {},
		"2 weeks": day.AddDays(14), "2 w": day.AddDays(14), "In 3 days": day.AddDays(3), "3days": day.AddDays(3), "a week": day.AddDays(7), "1 month": day.AddMonths(1), "in two months": day.AddMonths(2),
		"1 5 weeks": {}, "1.5 weeks": {}, "0 weeks": {}, "weeks": {}, "in": {}, "": {}, "two": {}, "a": {}, "2 weeks 3 days": {}} {
		if got, err := dialog.ParseDateFrom(in, day); got != want || (err == nil) == want.IsZero() {
			t.Errorf("%q is read as %v, %v", in, got, err)
		}
		if ahead, err := dialog.ParseDayAhead(in, day); ahead != want || err != nil && !strings.Contains(err.Error(), "Type it as 22-Dec-2026, or as 2w for") {
			t.Errorf("%q is read as %v, %v", in, ahead, err)
		}
	}
	for _, no := range []string{"31-Nov-2026", "soon"} {
		_, err := dialog.ParseDateFrom(no, day)
		_, ahead := dialog.ParseDayAhead(no, day)
		if err == nil || !strings.Contains(err.Error(), "Type it as 22-Nov-2026 or 22/11/2026.") || ahead == nil || strings.Contains(ahead.Error(), "1985") {
			t.Errorf("%q is refused with %v, %v", no, err, ahead)
		}
	}
	for in, want := range map[string]string{"9:30": "09:30", "9.30": "09:30", "0930": "09:30", "2pm": "14:00", "2:15 pm": "14:15", "": "", "14:30": "14:30", "25:00": "!", "half two": "!"} {
		got, err := dialog.ParseClock(in)
		if err != nil {
			got = "!"
		}
		if got != want {
			t.Errorf("%q is read as %q", in, got)
		}
	}
}

// Amending what somebody else recorded, or striking it out, needs more than
// recording does.
func TestWhoMayAmendWhatWasAgreed(t *testing.T) {
	b := talking(t)
	b.must(action(20, "Send the form", dialog.WorkerOwns))
	b.must(&dialog.EventRecorded{Event: dialog.Event{ID: id(21), What: dialog.Moved, On: someDay}})
	b.must(&dialog.CircumstanceRecorded{Circumstance: dialog.Circumstance{ID: id(22), Aspect: dialog.SettledHome, Code: "Y", From: someDay}})
	b.must(&dialog.MeetingArranged{Meeting: dialog.Meeting{ID: id(23), On: someDay, Manner: dialog.ByPhone}})
	b.must(&dialog.TalkNoted{Assessment: id(4), Domain: dialog.Medication, Step: dialog.Options, Text: "x"})
	amended, note := action(20, "Send it", dialog.WorkerOwns), &dialog.TalkNoted{Assessment: id(4), Domain: dialog.Medication, Step: dialog.Options, Text: "y", Reason: "Misheard"}
	amended.Reason = "Misheard"
	for name, tt := range map[string]struct {
		body   dialog.Body
		amends bool
	}{
		"agreeing":                    {action(30, "Ring", dialog.PersonOwns), false},
		"amending an action":          {amended, true},
		"rewriting it the same day":   {action(20, "Send it today", dialog.WorkerOwns), false},
		"amending a note":             {note, true},
		"a first note":                {&dialog.TalkNoted{Assessment: id(4), Domain: dialog.Meetings, Step: dialog.Options, Text: "y"}, false},
		"striking out a goal":         {&dialog.PartStruckOut{Part: dialog.PartGoal, ID: id(7), Reason: "r"}, true},
		"striking out an action":      {&dialog.PartStruckOut{Part: dialog.PartAction, ID: id(20), Reason: "r"}, true},
		"striking out an event":       {&dialog.PartStruckOut{Part: dialog.PartEvent, ID: id(21), Reason: "r"}, true},
		"striking out a circumstance": {&dialog.PartStruckOut{Part: dialog.PartCircumstance, ID: id(22), Reason: "r"}, true},
		"striking out a meeting":      {&dialog.PartStruckOut{Part: dialog.PartMeeting, ID: id(23), Reason: "r"}, true},
		"striking out what is not":    {&dialog.PartStruckOut{Part: dialog.PartMeeting, ID: id(99), Reason: "r"}, false},
		"reviewing":                   {&dialog.ActionReviewed{Action: id(20), Outcome: dialog.ActionDone}, false},
	} {
		own, others := dialog.PermRecord, dialog.PermRecord
		if tt.amends {
			own, others = dialog.PermAmendOwn, dialog.PermAmendOthers
		}
		for worker, want := range map[byte]dialog.Permission{2: own, 3: others} {
			if got := dialog.Needs(b.record, dialog.Change{Person: id(1), Worker: id(worker), Body: tt.body}); got != want {
				t.Errorf("%s by worker %d needs %s, want %s", name, worker, got, want)
			}
		}
	}
}
