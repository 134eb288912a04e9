package dialog_test

import (
	"testing"
	"time"

	"alongside/dialog"
)

// Two laptops go on with the same draft without knowing of each other: one
// finishes it, the other closes it or answers once more. What was finished stays
// so, and an answer that comes after it is an amendment that can be seen.
func TestWhatWasFinishedStaysFinished(t *testing.T) {
	at := time.Date(2026, 3, 14, 10, 0, 0, 0, time.UTC)
	late := rate(9, dialog.Medication, 2)
	late.Reason = "Typed on the other laptop"
	for name, tt := range map[string]struct {
		later   dialog.Body
		amended bool
	}{
		"closed later":   {&dialog.AssessmentClosed{Assessment: id(9), Reason: "Did not come back"}, false},
		"answered later": {late, true},
		"begun again":    {start(9), false},
	} {
		t.Run(name, func(t *testing.T) {
			r := &dialog.Record{}
			for i, body := range []dialog.Body{start(9), rate(9, dialog.Medication, 6), &dialog.AssessmentFinished{Assessment: id(9)}, tt.later} {
				when := dialog.At(at.Add(time.Duration(i) * time.Hour))
				dialog.Apply(r, &dialog.Entry{Rank: int64(i + 1), DeviceSeq: int64(i + 1), Change: dialog.Change{Person: id(1), DoneAt: when, Body: body}})
			}
			a := r.Assessment(id(9))
			answer := a.Answers.Get(dialog.Medication)
			if len(r.Assessments) != 1 || a.Status != dialog.Finished || a.Reason != "" || !a.Ended.Time().Equal(at.Add(2*time.Hour)) {
				t.Errorf("it is %+v", a)
			}
			if a.Amended != tt.amended || !answer.At.Time().Equal(at.Add(time.Hour)) || (answer.Rating == 2) != tt.amended {
				t.Errorf("amended %v, the answer is %+v", a.Amended, answer)
			}
		})
	}
}
