package report

import (
	"fmt"

	"alongside/dialog"
)

var completions = map[dialog.Completion]string{
	dialog.Together: "together", dialog.Alone: "by the person alone", dialog.Interpreter: "with an interpreter",
	dialog.Helper: "with somebody's help", dialog.Proxy: "by somebody else on the person's behalf",
}

// HowDone says in English how a DIALOG was done: together, by the person alone, or
// partly so where the keyboard was handed over for some of the answers. "" where it
// was not recorded.
func HowDone(a *dialog.Assessment) string {
	how, alone, given := completions[a.Completion], len(a.Answers.Alone()), a.Answers.Given()
	switch {
	case alone == 0 || a.Completion == dialog.Alone:
		return how
	case alone == given && (a.Completion == dialog.Together || how == ""):
		return completions[dialog.Alone]
	}
	partly := fmt.Sprintf("%d of %d answers by the person alone", alone, given)
	if how == "" {
		return partly
	}
	return how + ", " + partly
}

// WhenDone is the day of an assessment, with the time where there is another of that
// day.
func WhenDone(r *dialog.Record, a *dialog.Assessment) string {
	for i := range r.Assessments {
		if b := &r.Assessments[i]; b.ID != a.ID && b.DoneAt.Date() == a.DoneAt.Date() {
			return a.DoneAt.String()
		}
	}
	return a.DoneAt.Date().String()
}
