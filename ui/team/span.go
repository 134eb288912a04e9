package team

import (
	"time"

	"alongside/dialog"
	"alongside/dialog/report/figures"
	"alongside/dialog/text"
)

// choice is one line of a list to choose from, with the question that it leads to.
type choice struct {
	name string
	q    figures.Question
	days bool // the days are to be typed
}

// spans are the spans to choose from, with what else is asked kept as it is.
func spans(q figures.Question, today dialog.Date) []choice {
	april := dialog.Date{Year: today.Year, Month: time.April, Day: 1}
	if today.Before(april) {
		april.Year--
	}
	before := april
	before.Year--
	month := dialog.Date{Year: today.Year, Month: today.Month, Day: 1}
	year := figures.Year(today)
	var all []choice
	add := func(name string, from, to dialog.Date) {
		q.From, q.To = from, to
		all = append(all, choice{name: name, q: q})
	}
	add("The last twelve months", year.From, today)
	add("The last three months", today.AddMonths(-3).AddDays(1), today)
	add("The last whole month", month.AddMonths(-1), month.AddDays(-1))
	add("Since April", april, today)
	add("The year from April before", before, april.AddDays(-1))
	add("Everything up to today", dialog.Date{Year: 2000, Month: time.January, Day: 1}, today)
	return append(all, choice{name: "Other days", q: q, days: true})
}

// teamsOf are the teams to choose from, all of them first.
func teamsOf(q figures.Question, teams []string) []choice {
	q.Team = ""
	all := []choice{{name: "All teams", q: q}}
	for _, t := range teams {
		q.Team = t
		all = append(all, choice{name: text.Show(t), q: q})
	}
	return all
}
