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

// Sentence says what the mark means, in a language that has the words of the years.
func (m Mark) Sentence(words *instrument.Text) string {
	switch w := &words.Words.Years; m {
	case Amended:
		return w.Amended
	case Closed:
		return w.Closed
	case OnBehalf:
		return w.OnBehalf
	case StruckOut:
		return w.StruckOut
	}
	return ""
}

// Name is the mark in a word or two.
func (m Mark) Name(words *instrument.Text) string {
	switch w := &words.Words.Told; m {
	case Amended:
		return w.MarkAmended
	case Closed:
		return w.MarkClosed
	case OnBehalf:
		return w.MarkOnBehalf
	case StruckOut:
		return w.MarkStruckOut
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
	Rated  int    // how many items have a rating
	Reason string // why it was closed, struck out or finished incomplete; safe to show
	For    Mark   // what Reason is for: Closed or StruckOut, "" for finished incomplete
}

// Has reports whether the visit carries a mark.
func (v *Visit) Has(m Mark) bool {
	return slices.Contains(v.Marks, m)
}

// Words are the marks in words, "" where there is nothing to know. The reason stands
// with what it is for: "amended, closed incomplete (fire alarm)", "10 of 11 rated (no
// medication), amended".
func (v *Visit) Words(t *instrument.Text) string {
	if v.Reason != "" && v.For == "" {
		return v.RatedWords(t)
	}
	return strings.Join(v.marked(t), ", ")
}

// RatedWords are [Visit.Words] with how many items were rated in any case: "11 of 11
// rated, amended".
func (v *Visit) RatedWords(t *instrument.Text) string {
	rated := t.Words.Changed.Rated.With("n", v.Rated, "of", dialog.DomainCount) + v.reason("")
	return strings.Join(append([]string{rated}, v.marked(t)...), ", ")
}

// marked are the marks in words.
func (v *Visit) marked(t *instrument.Text) []string {
	marks := make([]string, len(v.Marks))
	for i, m := range v.Marks {
		marks[i] = m.Name(t) + v.reason(m)
	}
	return marks
}

// reason is the reason in brackets where it is for that.
func (v *Visit) reason(of Mark) string {
	if v.Reason == "" || v.For != of {
		return ""
	}
	return " (" + v.Reason + ")"
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
	v := Visit{ID: a.ID, Date: a.DoneAt.Date(), Rated: a.Answers.Count(dialog.Rated), Reason: text.Show(a.Reason)}
	v.Counts = counts(a)
	switch {
	case a.StruckOut:
		v.Reason, v.For = text.Show(a.StruckReason), StruckOut
	case a.Status == dialog.Closed:
		v.For = Closed
	}
	for _, m := range Marks() {
		if carries(a, m) {
			v.Marks = append(v.Marks, m)
		}
	}
	return v
}

// counts reports whether an assessment is part of the history.
func counts(a *dialog.Assessment) bool {
	return !a.StruckOut && (a.Status == dialog.Finished || a.Status == dialog.Closed && a.Answers.Count(dialog.Rated) > 0)
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
