package figures

import "alongside/dialog"

// Question is what a report is about.
type Question struct {
	From, To dialog.Date // the span, both days in it
	Team     string      // as referrals name it; "" for everybody
	Proxy    bool        // what others answered on people's behalf, in the place of their own answers
	Made     dialog.Date // the day the report is made
}

// Year returns the question about the twelve months up to a day.
func Year(today dialog.Date) Question {
	return Question{From: today.AddMonths(-12).AddDays(1), To: today, Made: today}
}

// Check refuses a span that ends before it begins or that is not given.
func (q Question) Check() error {
	switch {
	case q.From.IsZero() || q.To.IsZero():
		return &dialog.Error{Code: dialog.Invalid, Message: "A report needs the first and the last day of its span."}
	case q.To.Before(q.From):
		return &dialog.Error{Code: dialog.Invalid, Message: "The last day of the span is before its first one. Please check both."}
	}
	return nil
}
