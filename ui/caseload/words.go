package caseload

import (
	"fmt"

	"alongside/dialog"
	"alongside/dialog/report"
)

// attemptWords say why an offered DIALOG was not done, in full and in short.
func attemptWords(reason dialog.AttemptReason) (full, short string) {
	full = report.AttemptWords(reason)
	switch reason {
	case dialog.AttemptNotAttended:
		return full, "absent"
	case dialog.AttemptInterrupted:
		return full, "cut short"
	}
	return full, full
}

func days(n int) string {
	if n == 1 {
		return "1 day"
	}
	return fmt.Sprintf("%d days", n)
}

// dueWords say what is due, the fullest first. Each of them is true on its own.
func dueWords(d dialog.Due) []string {
	switch d.State {
	case dialog.Overdue:
		return []string{"overdue " + days(d.Days), "overdue"}
	case dialog.DueFirst:
		return []string{"first DIALOG: offer", "offer first"}
	case dialog.DueSoon:
		if d.Days == 0 {
			return []string{"due today"}
		}
		return []string{"due " + d.On.String(), "due"}
	case dialog.NotDue:
		return []string{"next " + d.On.String(), "not due"}
	}
	return nil
}

// stateWords say where things stand with a person, the fullest first: a draft to
// come back to, why nothing is due, or what is due and what came of the last
// offer.
func stateWords(r *row) []string {
	if r.draft {
		n := fmt.Sprintf("%d of %d", r.DraftRated, dialog.DomainCount)
		words := []string{"unfinished, " + n, "unfinished " + n, "unfinished"}
		if r.DraftPaper {
			words = append([]string{"unfinished paper form, " + n}, words...)
		}
		return words
	}
	if r.due.State == dialog.NotAsked {
		return []string{string(r.Standing)}
	}
	due := dueWords(r.due)
	if r.Attempt == "" {
		return due
	}
	full, short := attemptWords(r.Attempt)
	on, least := r.AttemptAt.Date().String(), due[len(due)-1]
	return append([]string{
		due[0] + ", " + full + " on " + on, due[0] + ", " + full, due[0] + ", " + short,
		least + ", " + full, least + ", " + short,
	}, least)
}

// born is the date of birth with the age, which is not counted on after a death.
func born(r *row, today dialog.Date) string {
	p := r.Person
	if p.BirthDate.IsZero() || p.Deceased {
		return p.BirthDate.String()
	}
	return fmt.Sprintf("%s %dy", p.BirthDate, p.BirthDate.Age(today))
}

// counted is a number with its noun.
func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
