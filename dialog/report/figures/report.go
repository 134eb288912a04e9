package figures

import (
	"fmt"

	"alongside/dialog"
	"alongside/dialog/instrument"
	"alongside/dialog/text"
)

// Report says what was counted. The words of the measure are those of the text.
func (f *Figures) Report(words *instrument.Text) *Report {
	q := f.Question
	r := &Report{Title: "Team report", Team: text.Show(q.Team), Of: "All teams", From: q.From, To: q.To, Made: q.Made}
	if q.Team != "" {
		r.Of = r.Team
	}
	r.Sections = append(r.Sections, f.reach())
	if f.People < Least {
		r.Sections[0].After = append(r.Sections[0].After, fmt.Sprintf("Fewer than %d people had a DIALOG in this span. "+
			"Figures about so few would say what each of them answered, so nothing more is shown. Try a longer span or all teams.", Least))
		return r
	}
	w := writer{f, words}
	r.Sections = append(r.Sections, w.completeness(), w.life(), w.followUp(), w.outcomes(), w.goals(), w.actions(), w.asked(), w.treatment())
	r.Sections = append(r.Sections, w.breakdowns(), limits())
	return r
}

// writer writes the sections with the words of the measure.
type writer struct {
	*Figures
	words *instrument.Text
}

// row is a row of one count.
func row(key, name string, cells ...Cell) Row { return Row{key, name, cells} }

var numberColumn = []Column{{"number", "Number", ""}}

func (f *Figures) reach() Section {
	s := Section{Key: "reach", Title: "Who was reached", Tables: []Table{{Key: "reach", Title: "In the span", Of: "What", Columns: numberColumn, Rows: []Row{
		row("people", "People with a DIALOG", orHidden(f.People)),
		row("finished", "DIALOGs finished", f.unlessFew(f.Finished)),
		row("incomplete", "DIALOGs closed as incomplete, with something rated", f.unlessFew(f.Incomplete)),
		row("other", f.otherWords(), f.unlessFew(f.Other)),
	}}}}
	if f.Question.Team == "" {
		s.Tables[0].Rows = append(s.Tables[0].Rows, row("no-referral", "DIALOGs above that name no referral, and pair with nothing", f.unlessFew(f.NoReferral)))
	} else {
		s.Notes = append(s.Notes, "A DIALOG counts for the team that its referral names. One that names no referral is in the report of all teams alone.")
	}
	if f.Question.Proxy {
		s.Notes = append(s.Notes, "This report counts what others answered on people's behalf, and none of people's own answers.")
	}
	s.Notes = append(s.Notes, "What was struck out, and what is still being answered, is not counted. An amended answer counts as it was amended last.")
	return s
}

// unlessFew hides how many DIALOGs there are where they are of a few people.
func (f *Figures) unlessFew(n int) Cell { return hiddenIf(f.People < Least, countOf(n)) }

func (f *Figures) otherWords() string {
	if f.Question.Proxy {
		return "DIALOGs that people answered themselves, not counted here"
	}
	return "DIALOGs that others answered on a person's behalf, not counted here"
}

func (w writer) completeness() Section {
	t := Table{Key: "completeness", Title: "What became of each item", Of: "Area", Columns: []Column{
		{"rated-percent", "Rated", ""}, {"rated", "Number rated", "Number"}, {"declined", "Declined", ""}, {"not-applicable", "Does not apply", "N/A"},
		{"later", "Left for later", "Later"}, {"not-seen", "Not reached", "Not asked"},
	}}
	for _, d := range dialog.Domains() {
		c := w.Items[d-1]
		all := c.Rated + c.Declined + c.NotApplicable + c.Later + c.NotSeen
		t.Rows = append(t.Rows, row(d.String(), w.words.Short(d), percentOf(c.Rated, all), countOf(c.Rated), countOf(c.Declined), countOf(c.NotApplicable), countOf(c.Later), countOf(c.NotSeen)))
	}
	return Section{Key: "completeness", Title: "How complete the answers are",
		Notes:  []string{fmt.Sprintf("Of %s in the span. Nothing is filled in for an answer that is missing.", counted(w.Finished+w.Incomplete, "DIALOG", "DIALOGs"))},
		Tables: []Table{t}}
}

var spreadColumns = []Column{{"people", "People", ""}, {KeyMean, "Mean", ""}, {KeySD, "Spread (standard deviation)", "Spread"}}

// standing is where people stand in some areas.
func (w writer) standing(key, title, mean string, all *Spread, domains []dialog.Domain) Table {
	t := Table{Key: key, Title: title, Of: "Area", Columns: spreadColumns, Chart: Means}
	t.Rows = append(t.Rows, row("mean", mean, spreadCells(all, Mean)...))
	for _, d := range domains {
		t.Rows = append(t.Rows, row(d.String(), w.words.Short(d), spreadCells(&w.Latest[d-1], Mean)...))
	}
	return t
}

const latestNote = "Each person's latest DIALOG of the span, from 1, totally dissatisfied, to 7, totally satisfied; 4 is in the middle."

func (w writer) life() Section {
	return Section{Key: "life", Title: "Where people stand: the eight areas of life", Notes: []string{latestNote,
		"The mean over the areas is of people who rated at least four of the eight, which is a rule of this program; no published one was found."},
		Tables: []Table{w.standing("life", "Satisfaction with life", "All eight areas", &w.Life, dialog.LifeDomains())}}
}

// The groups in words.
var groupWords = [groups]struct{ key, name string }{
	{"open", "Open on the last day for 180 days or more"},
	{"closed", "Closed in the span"},
}

func (w writer) followUp() Section {
	t := Table{Key: "followed", Title: "Referrals followed", Of: "Referrals", Columns: []Column{
		{"referrals", "Referrals", ""}, {"twice", "Rated on two days or more", "Two days"}, {"paired", "With a paired score", "Paired"}, {"paired-percent", "Of all", ""},
	}}
	for g, n := range w.Referrals {
		few := n.All < Least || n.Paired < Least
		t.Rows = append(t.Rows, row(groupWords[g].key, groupWords[g].name, orHidden(n.All), orHidden(n.Twice), orHidden(n.Paired), hiddenIf(few, percentOf(n.Paired, n.All))))
	}
	return Section{Key: "followed", Title: "Who was followed up", Notes: []string{
		"NHS England counts referrals with two contacts or more. This record has DIALOGs and goals, and no contacts: the first column has all " +
			"referrals, the second those where something was rated on two days, which is the nearest it comes.",
		"A paired score is a rating of one of the eight areas of life and a later one of the same area, both within the referral.",
	}, Tables: []Table{t, w.leftOut()}}
}

func (w writer) leftOut() Table {
	names := [reasons]struct{ key, name string }{
		{"acute", "Inpatient or crisis care"},
		{"no-received", "The day of referral is not recorded"},
		{"early", "Received before April 2019"},
		{"no-birth-date", "The birth date is not recorded"},
		{"under-age", "Under 18 at referral"},
		{"short", "Open for less than 180 days"},
	}
	t := Table{Key: "left-out", Title: "Referrals of the span in neither group, by the first reason that holds", Of: "Reason", Columns: numberColumn}
	for i, n := range w.LeftOut {
		t.Rows = append(t.Rows, row(names[i].key, names[i].name, orHidden(n)))
	}
	return t
}

var outcomeColumns = []Column{
	{"pairs", "Pairs", ""},
	{"improved", "Improved", ""}, {KeyImproved, "Improved, of all pairs", joined},
	{"no-change", "No change", ""}, {KeySame, "No change, of all pairs", joined},
	{"deteriorated", "Deteriorated", "Worse"}, {KeyWorse, "Deteriorated, of all pairs", joined},
	{"change", "Mean change", "Change"}, {"change-sd", "Spread of the change", "Spread"},
}

// outcomeRow tells the pairs of one item. Mean and spread could give away a count
// that is hidden, so they are hidden with it.
func outcomeRow(key, name string, o *Outcome) Row {
	n := o.Pairs()
	if n == 0 {
		none := Cell{Kind: Nothing}
		return row(key, name, countOf(0), none, none, none, none, none, none, none, none)
	}
	hidden := hide([]int{o.Improved, o.Worse, o.Same}) // no change is what is missed least
	improved, worse, same := hidden[0], hidden[1], hidden[2]
	cells := []Cell{orHidden(n), hiddenIf(improved, countOf(o.Improved)), hiddenIf(improved, percentOf(o.Improved, n)),
		hiddenIf(same, countOf(o.Same)), hiddenIf(same, percentOf(o.Same, n)), hiddenIf(worse, countOf(o.Worse)), hiddenIf(worse, percentOf(o.Worse, n))}
	any := improved || same || worse
	cells = append(cells, hiddenIf(any, Cell{Change, tenth(o.Change.Mean())}), hiddenIf(any, Cell{Mean, tenth(o.Change.SD())}))
	return row(key, name, cells...)
}

// outcomesOf is a table of the pairs of one group.
func (w writer) outcomesOf(g Group, key string, domains []dialog.Domain) Table {
	t := Table{Key: key + "-" + groupWords[g].key, Title: "Referrals " + lower(groupWords[g].name), Of: "Area", Columns: outcomeColumns, Chart: Outcomes}
	for _, d := range domains {
		t.Rows = append(t.Rows, outcomeRow(d.String(), w.words.Short(d), &w.Outcomes[g][d-1]))
	}
	return t
}

const regression = "Read with care: people often come when things are at their worst, and those who begin low tend to rate higher next time " +
	"whatever is done (regression to the mean). These figures compare people with themselves and with nobody who was not seen."

func (w writer) outcomes() Section {
	return Section{Key: "outcomes", Title: "What changed: the eight areas of life", Notes: []string{
		"The first rating of an area within a referral against the latest on a later day. Improved: higher by 1 point or more. Deteriorated: lower by 1 or more. " +
			"The thresholds are those of NHS England's code; no published one was found that would make a change of one person reliable.",
		regression,
	}, Tables: []Table{w.outcomesOf(OpenLong, "outcomes", dialog.LifeDomains()), w.outcomesOf(Closed, "outcomes", dialog.LifeDomains())}}
}

func (w writer) goals() Section {
	s := Section{Key: "goals", Title: "Goals", Notes: []string{
		"Goal-Based Outcomes: goals in the first, second and third place of a referral, rated 0 to 10. Improved: higher by 3 points or more. Deteriorated: lower by 3 or more.",
	}}
	for g := range groups {
		t := Table{Key: "goal-outcomes-" + groupWords[g].key, Title: "Referrals " + lower(groupWords[g].name), Of: "Goal", Columns: outcomeColumns, Chart: Outcomes}
		for i := range w.Slots[g] {
			t.Rows = append(t.Rows, outcomeRow(fmt.Sprint("goal-", i+1), fmt.Sprint("Goal ", i+1), &w.Slots[g][i]))
		}
		s.Tables = append(s.Tables, t)
	}
	n := w.Goals
	s.Tables = append(s.Tables, Table{Key: "goals", Title: "All goals, coded or not", Of: "Goals", Columns: numberColumn, Rows: []Row{
		row("set", "Set in the span", orHidden(n.Set)), row("reached", "Reached in the span", orHidden(n.Reached)),
		row("set-down", "Set down in the span", orHidden(n.SetDown)), row("active", "Active on the last day", orHidden(n.Active)),
	}})
	return s
}

func (w writer) actions() Section {
	t := Table{Key: "actions", Title: "Actions agreed in the span, by whose they are", Of: "Whose", Columns: []Column{
		{"agreed", "Agreed", ""}, {"done", "Done", ""}, {"partly", "Partly", ""}, {"not-yet", "Not yet", ""}, {"no-longer", "No longer wanted", "Dropped"}, {"not-reviewed", "Not looked at yet", "No review"},
	}}
	for i, name := range [owners]string{"The person's", "The worker's", "Somebody else's"} {
		n := w.Actions[i]
		parts := []int{n.Done, n.Partly, n.NotYet, n.NoLonger, n.Unasked}
		cells := []Cell{orHidden(n.Agreed)}
		for j, hidden := range hide(parts) {
			cells = append(cells, hiddenIf(hidden, countOf(parts[j])))
		}
		t.Rows = append(t.Rows, row([]string{"person", "worker", "other"}[i], name, cells...))
	}
	return Section{Key: "actions", Title: "Actions", Notes: []string{"What had become of them by the last day of the span, as the person and the worker saw it together."}, Tables: []Table{t}}
}

func (w writer) treatment() Section {
	return Section{Key: "treatment", Title: "How people find their treatment", Notes: []string{
		"The three questions about treatment are told apart from the outcomes above: they ask about the service, and people answer them to it. " + latestNote,
	}, Tables: []Table{
		w.standing("treatment", "Satisfaction with treatment", "All three questions", &w.Treat, dialog.TreatmentDomains()),
		w.outcomesOf(OpenLong, "treatment", dialog.TreatmentDomains()), w.outcomesOf(Closed, "treatment", dialog.TreatmentDomains()),
	}}
}

func lower(s string) string { return string(s[0]|0x20) + s[1:] }

func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
