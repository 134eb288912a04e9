// Package figures counts what many people's records add up to, for a span and a team
// or everybody: who was reached, how complete the answers are, where people stand,
// and what changed, as NHS England pairs ratings. It names nobody.
//
// # What it rests on
//
// [New] takes the question, [Figures.Add] each person, and [Figures.Report] says it
// as tables and sentences without a format. The paired outcome is the one of NHS
// England's dashboard of patient-reported outcomes in community mental health (June
// 2025; nhsengland/MHSDS, CMH PROMs): per item and per goal in a slot of the
// Goal-Based Outcomes, within one referral, the first valid rating against the latest
// on a later day; a change counts as improvement or deterioration from 1 point on for
// DIALOG and from 3 on for a goal. docs/report.md says what of its population this
// record cannot know.
//
// # What it does not say
//
// No count below [Least] is shown where it says what became of people or who they
// are, and none can be worked out from what is shown beside it in the same report
// ([hide], and the tests that try). Workers are never set beside one another.
package figures
