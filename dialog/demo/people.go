package demo

import "alongside/dialog"

// story is one made-up person: who they are and how their years went. Ages and
// spans are counted back from the day the demo is made.
type story struct {
	title, given, family, preferred, pronouns string
	age                                       int
	language, communication                   string
	team                                      string
	acute                                     bool
	assessments                               int     // finished ones
	months                                    int     // from the first of them to the last
	since                                     int     // days from the last one to the day of the demo
	level                                     float64 // how the first ratings lie, 1 to 7
	trend                                     float64 // how far they moved by the last
	low                                       dialog.Domain
	goals                                     []goalStory
	twist                                     twist
}

type goalStory struct {
	text   string
	kind   dialog.GoalKind
	domain dialog.Domain
	from   int // first rating, 0 to 10
	to     int // last rating
	status dialog.GoalStatus
}

// twist is the one thing that sets a story apart.
type twist int

const (
	plain         twist = iota
	draftRecent         // a DIALOG left unfinished two days ago
	draftStale          // one left unfinished three weeks ago
	declinesItem        // one item declined every time
	jobNotAsked         // says of work that it does not apply
	gapYears            // years without a DIALOG in the middle
	offeredUnwell       // the last offer came to nothing
	offeredMissed
	deceased
	inpatient
	discharged
	reReferred
	proxyOnce   // one DIALOG answered by somebody else
	struckOnce  // one recorded in error
	closedOnce  // one closed as incomplete
	paperForms  // forms completed on paper, the other order
	interpreted // with an interpreter
	noNumber    // no NHS number recorded
	noReferral
)

const (
	north  = "Northgate Community Team"
	hub    = "Canal Street Hub"
	crisis = "Home Treatment Team"
)

func life(text string, d dialog.Domain, from, to int) goalStory {
	return goalStory{text, dialog.LifeGoal, d, from, to, dialog.GoalActive}
}

func clinical(text string, d dialog.Domain, from, to int) goalStory {
	return goalStory{text, dialog.ClinicalGoal, d, from, to, dialog.GoalActive}
}

func reached(g goalStory) goalStory { g.status = dialog.GoalReached; return g }
func setDown(g goalStory) goalStory { g.status = dialog.GoalSetDown; return g }

// stories are the whole caseload. Every one of them is made up.
var stories = []story{
	{title: "Ms", given: "Jane", family: "Smith", pronouns: "she/her", age: 41, team: hub, assessments: 9, months: 40, since: 170, level: 3.4, trend: 1.3, low: dialog.JobSituation,
		goals: []goalStory{life("Cook a meal for my sister once a month", dialog.PartnerFamily, 2, 7), clinical("Sleep through most nights", dialog.MentalHealth, 1, 5)}},
	{title: "Ms", given: "Jayne", family: "Smith", age: 43, team: north, assessments: 3, months: 11, since: 60, level: 4.2, trend: 0.2, low: dialog.Friendships},
	{title: "Ms", given: "Folasade", family: "Adeyemi", preferred: "Sade", pronouns: "she/her", age: 34, team: hub, assessments: 15, months: 70, since: 20, level: 2.9, trend: 2.1, low: dialog.Accommodation,
		goals: []goalStory{reached(life("Move out of the shared house", dialog.Accommodation, 0, 10)), life("Paint again, one picture a season", dialog.LeisureActivities, 3, 8), clinical("Know my early signs and who to ring", dialog.MentalHealth, 2, 7)}},
	{title: "Mr", given: "Ciarán", family: "O'Neill", age: 52, team: north, assessments: 6, months: 30, since: 205, level: 3.8, trend: -0.9, low: dialog.PhysicalHealth, goals: []goalStory{life("Walk to the canal and back without stopping", dialog.PhysicalHealth, 4, 3)}},
	{title: "Mr", given: "Łukasz", family: "Kowalczyk", age: 29, team: hub, language: "Polish", assessments: 4, months: 14, since: 35, level: 4.0, trend: 0.8, low: dialog.JobSituation, twist: interpreted, goals: []goalStory{life("Find part-time work in a kitchen", dialog.JobSituation, 1, 4)}},
	{title: "Mrs", given: "Μαρία", family: "Παπαδοπούλου", age: 67, team: north, language: "Greek", assessments: 5, months: 28, since: 150, level: 4.6, trend: 0.3, low: dialog.PhysicalHealth},
	{title: "Ms", given: "Олена", family: "Шевчук", preferred: "Lena", age: 38, team: hub, language: "Ukrainian", assessments: 2, months: 5, since: 40, level: 3.1, trend: 0.9, low: dialog.PartnerFamily, twist: interpreted},
	{title: "Ms", given: "秀英", family: "王", preferred: "Shirley", age: 58, team: north, language: "Mandarin", assessments: 7, months: 36, since: 95, level: 4.3, trend: 0.5, low: dialog.Friendships, goals: []goalStory{life("Join the allotment group in spring", dialog.LeisureActivities, 2, 6)}},
	{title: "Mr", given: "Minh Khôi", family: "Nguyễn", age: 24, team: hub, assessments: 1, months: 0, since: 12, level: 3.0, trend: 0, low: dialog.MentalHealth},
	{title: "Ms", given: "Sunita Rani", family: "Sharma", age: 46, team: north, assessments: 8, months: 44, since: 15, level: 3.9, trend: 1.0, low: dialog.PracticalHelp, twist: declinesItem, goals: []goalStory{clinical("Agree a dose that lets me think clearly", dialog.Medication, 3, 8)}},
	{title: "Mr", given: "Gwilym", family: "ap Rhys", age: 71, team: north, language: "Welsh", communication: "Large print. Hearing loop.", assessments: 3, months: 13, since: 240, level: 4.4, trend: -0.4, low: dialog.PhysicalHealth},
	{title: "Mr", given: "Bartholomew Christopher Augustine", family: "Featherstonehaugh-Cholmondeley", preferred: "Barty", age: 63, team: hub, assessments: 4, months: 21, since: 75, level: 4.8, trend: 0.1, low: dialog.Meetings},
	{given: "Ng", age: 31, team: hub, assessments: 2, months: 7, since: 100, level: 3.5, trend: 0.6, low: dialog.JobSituation, twist: noNumber},
	{title: "Mx", given: "Rowan", family: "Hartley", pronouns: "they/them", age: 22, team: hub, assessments: 2, months: 6, since: 190, level: 3.2, trend: 0.4, low: dialog.PersonalSafety, twist: draftRecent, goals: []goalStory{life("Go out after dark with a friend", dialog.PersonalSafety, 1, 3)}},
	{title: "Mr", given: "Desmond", family: "Clarke", age: 55, team: north, assessments: 5, months: 33, since: 200, level: 3.7, trend: 0.2, low: dialog.LeisureActivities, twist: draftStale},
	{title: "Mr", given: "Ibrahim", family: "Yusuf", age: 37, team: hub, assessments: 6, months: 25, since: 28, level: 3.3, trend: 1.5, low: dialog.JobSituation, twist: jobNotAsked, goals: []goalStory{life("Volunteer at the library", dialog.JobSituation, 2, 7)}},
	{title: "Mrs", given: "Patricia", family: "Goodwin", age: 69, team: north, assessments: 6, months: 66, since: 45, level: 4.5, trend: 0.6, low: dialog.PartnerFamily, twist: gapYears},
	{title: "Ms", given: "Tamsin", family: "Trelawney", age: 27, team: hub, assessments: 2, months: 8, since: 215, level: 3.0, trend: -0.5, low: dialog.MentalHealth, twist: offeredUnwell},
	{title: "Mr", given: "Kwame", family: "Boateng", age: 44, team: north, assessments: 4, months: 19, since: 195, level: 4.1, trend: 0.7, low: dialog.Accommodation, twist: offeredMissed, goals: []goalStory{life("Get my own front door key", dialog.Accommodation, 1, 6)}},
	{title: "Mr", given: "Arthur", family: "Pemberton", age: 78, team: north, assessments: 5, months: 40, since: 320, level: 4.7, trend: -0.3, low: dialog.PhysicalHealth, twist: deceased},
	{title: "Ms", given: "Leila", family: "Haddad", age: 33, team: crisis, acute: true, assessments: 3, months: 2, since: 20, level: 2.6, trend: 0.8, low: dialog.PersonalSafety, twist: inpatient},
	{title: "Mr", given: "Tomás", family: "Ferreira", age: 48, team: hub, assessments: 6, months: 24, since: 260, level: 3.6, trend: 1.6, low: dialog.JobSituation, twist: discharged, goals: []goalStory{reached(life("Back to work four days a week", dialog.JobSituation, 1, 10))}},
	{title: "Mrs", given: "Agnieszka", family: "Zielińska", age: 40, team: hub, assessments: 7, months: 58, since: 50, level: 3.5, trend: 0.9, low: dialog.Friendships, twist: reReferred},
	{title: "Mr", given: "Walter", family: "Ashdown", age: 74, team: north, communication: "Speaks little since a stroke; give time, offer paper.", assessments: 4, months: 20, since: 85, level: 4.2, trend: 0.0, low: dialog.PracticalHelp, twist: proxyOnce},
	{title: "Ms", given: "Chloe", family: "Bright", age: 26, team: hub, assessments: 3, months: 12, since: 110, level: 3.8, trend: 0.6, low: dialog.LeisureActivities, twist: struckOnce},
	{title: "Mr", given: "Marlon", family: "Baptiste", age: 39, team: north, assessments: 5, months: 26, since: 65, level: 3.4, trend: 1.1, low: dialog.PartnerFamily, twist: closedOnce, goals: []goalStory{life("See my boys every other weekend", dialog.PartnerFamily, 2, 6), setDown(life("Buy a car", dialog.NoDomain, 1, 1))}},
	{title: "Mrs", given: "Doreen", family: "Whittaker", age: 66, team: north, assessments: 8, months: 42, since: 130, level: 4.9, trend: 0.2, low: dialog.PhysicalHealth, twist: paperForms},
	{title: "Mr", given: "Aleksander", family: "Novak", age: 30, team: hub, assessments: 1, months: 0, since: 3, level: 3.6, trend: 0, low: dialog.JobSituation, twist: noReferral},
	{title: "Ms", given: "Grace", family: "Okonkwo", age: 28, team: hub, assessments: 0, low: dialog.MentalHealth},
	{title: "Mr", given: "Callum", family: "Reid", age: 19, team: north, assessments: 0, low: dialog.MentalHealth, twist: offeredMissed},
	{title: "Dr", given: "Helena", family: "Marsh", age: 51, team: north, assessments: 5, months: 22, since: 10, level: 4.1, trend: 1.4, low: dialog.MentalHealth, goals: []goalStory{clinical("Two quiet evenings a week", dialog.MentalHealth, 2, 8)}},
	{title: "Mr", given: "Jamal", family: "Edwards", age: 36, team: crisis, acute: true, assessments: 2, months: 1, since: 40, level: 2.8, trend: 0.7, low: dialog.PersonalSafety},
	{title: "Ms", given: "Siobhán", family: "Ní Dhomhnaill", age: 47, team: hub, assessments: 6, months: 31, since: 80, level: 3.9, trend: -0.2, low: dialog.Medication},
	{title: "Mr", given: "Vikram", family: "Patel", age: 53, team: north, assessments: 4, months: 17, since: 140, level: 4.4, trend: 0.4, low: dialog.LeisureActivities},
	{title: "Mr", given: "Vijay", family: "Patel", age: 50, team: north, assessments: 3, months: 12, since: 25, level: 4.0, trend: 0.9, low: dialog.JobSituation},
	{title: "Ms", given: "Nadia", family: "Rahman", age: 32, team: hub, assessments: 5, months: 20, since: 175, level: 3.3, trend: 1.0, low: dialog.Accommodation, goals: []goalStory{life("A quiet place of my own", dialog.Accommodation, 1, 5)}},
	{title: "Mr", given: "Frank", family: "Osgood", age: 60, team: north, assessments: 10, months: 60, since: 55, level: 4.0, trend: 0.1, low: dialog.Friendships, goals: []goalStory{life("Chess on Thursdays at the hub", dialog.Friendships, 3, 7)}},
	{title: "Ms", given: "Ayşe", family: "Yıldız", age: 42, team: hub, language: "Turkish", assessments: 4, months: 18, since: 155, level: 3.5, trend: 0.7, low: dialog.PracticalHelp},
	{title: "Mr", given: "Søren", family: "Lindqvist", age: 57, team: north, assessments: 3, months: 16, since: 90, level: 4.5, trend: 0.0, low: dialog.Meetings},
	{title: "Ms", given: "Beatriz", family: "García-Fernández", age: 35, team: hub, assessments: 6, months: 27, since: 5, level: 3.0, trend: 1.8, low: dialog.Friendships, goals: []goalStory{life("Learn to swim", dialog.LeisureActivities, 0, 6), clinical("Come down to one tablet at night", dialog.Medication, 2, 7)}},
	{title: "Mr", given: "Edmund", family: "Thackeray", age: 45, team: hub, assessments: 2, months: 9, since: 165, level: 3.9, trend: 0.5, low: dialog.JobSituation},
}
