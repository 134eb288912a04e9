package report

import (
	"slices"
	"strings"

	"alongside/dialog"
	"alongside/dialog/instrument"
	"alongside/dialog/text"
)

// Mark is something to know about an assessment before its numbers are read.
type Mark string

// The marks.
const (
	Amended   Mark = "amended"           // an answer was changed after finishing
	Closed    Mark = "closed incomplete" // it was left before the end
	OnBehalf  Mark = "on behalf"         // somebody else answered for the person
	StruckOut Mark = "struck out"        // recorded in error; it counts nowhere
)

// Code is the mark in one letter, for a narrow column.
func (m Mark) Code() string { return string(m[0]) }

// Sentence says what the mark means.
func (m Mark) Sentence() string {
	switch m {
	case Amended:
		return "An answer was changed after it was finished."
	case Closed:
		return "It was closed before it was complete."
	case OnBehalf:
		return "Somebody else answered on the person's behalf."
	case StruckOut:
		return "It was recorded in error and counts nowhere."
	}
	return ""
}

// Marks returns every mark, in the order they are shown.
func Marks() []Mark { return []Mark{Amended, Closed, OnBehalf, StruckOut} }

// Visit is one assessment as reports speak of it.
type Visit struct {
	ID     dialog.ID
	Date   dialog.Date // the day it was done
	Counts bool        // it is part of the history: not struck out, and finished or partly rated
	Marks  []Mark
	Reason string // why it was closed, struck out or finished incomplete; safe to show
}

// Has reports whether the visit carries a mark.
func (v *Visit) Has(m Mark) bool {
	return slices.Contains(v.Marks, m)
}

// Words are the marks in words with the reason, "" when there is none:
// "amended, closed incomplete (fire alarm)".
func (v *Visit) Words() string { return v.words(instrument.English()) }

func (v *Visit) words(t *instrument.Text) string {
	w := &t.Words.Told
	names := map[Mark]string{Amended: w.MarkAmended, Closed: w.MarkClosed, OnBehalf: w.MarkOnBehalf, StruckOut: w.MarkStruckOut}
	marks := make([]string, len(v.Marks))
	for i, m := range v.Marks {
		marks[i] = names[m]
	}
	words := strings.Join(marks, ", ")
	switch {
	case v.Reason == "":
		return words
	case words == "":
		return "(" + v.Reason + ")"
	}
	return words + " (" + v.Reason + ")"
}

// Codes are the marks in letters, "" when there is none.
func (v *Visit) Codes() string {
	var b strings.Builder
	for _, m := range v.Marks {
		b.WriteString(m.Code())
	}
	return b.String()
}

func visitOf(a *dialog.Assessment) Visit {
	v := Visit{ID: a.ID, Date: a.DoneAt.Date(), Reason: text.Show(a.Reason)}
	v.Counts = !a.StruckOut && (a.Status == dialog.Finished || a.Status == dialog.Closed && a.Answers.Count(dialog.Rated) > 0)
	if a.StruckOut {
		v.Reason = text.Show(a.StruckReason)
	}
	for _, m := range Marks() {
		if carries(a, m) {
			v.Marks = append(v.Marks, m)
		}
	}
	return v
}

func carries(a *dialog.Assessment, m Mark) bool {
	switch m {
	case Amended:
		return a.Amended
	case Closed:
		return a.Status == dialog.Closed
	case OnBehalf:
		return a.Completion == dialog.Proxy
	case StruckOut:
		return a.StruckOut
	}
	return false
}
