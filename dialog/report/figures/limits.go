package figures

import "fmt"

// limits says what the report cannot know and how small counts are kept back.
func limits() Section {
	return Section{Key: "limits", Title: "What this report cannot know", Notes: []string{
		"NHS England counts direct contacts, the kind of team, spells in hospital, referrals that were rejected, the main reason for referral, and where people live. None of that is in this record, so nobody is left out for it: its figures for a service will differ from these.",
		"It counts what this laptop holds. What colleagues recorded on other laptops is counted once it has been brought together.",
		"A referral that was closed and opened again is two referrals, and ratings are not paired across them. Where several ratings were made on one day, the first or the last of that day counts, and a pair needs two days.",
		"A goal counts by how it stands now, and since when; an action by what was said of it up to the last day of the span.",
		fmt.Sprintf("Counts of people, of pairs and of what became of them that are below %d are not shown, and neither is what would let them be worked out from this report. "+
			"Two reports whose spans or teams differ by a few people can be set against one another: give away one fixed set, not many that overlap.", Least),
		"Nobody is named in it, and workers are not compared. No figure here is a measure of a worker.",
	}}
}
