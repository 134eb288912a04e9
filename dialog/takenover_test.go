package dialog_test

import (
	"strings"
	"testing"

	"alongside/dialog"
)

// takenOver is an assessment from elsewhere, done on a day of January 2026.
func takenOver(n byte, day int, agreed ...dialog.AgreedElsewhere) *dialog.AssessmentTakenOver {
	return &dialog.AssessmentTakenOver{Assessment: id(n), Instrument: dialog.Instrument{Name: "dialog", Version: "1"}, Source: "Free DIALOG+",
		Answers: map[dialog.Domain]dialog.Answer{dialog.Medication: {State: dialog.Rated, Rating: day%7 + 1}},
		Areas:   []dialog.Domain{dialog.Friendships, dialog.Medication, dialog.Meetings, dialog.JobSituation}, Agreed: agreed}
}

func apply(r *dialog.Record, day int, body dialog.Body) {
	dialog.Apply(r, &dialog.Entry{Change: dialog.Change{Person: id(1), DoneAt: dialog.On(dialog.Date{Year: 2026, Month: 1, Day: day}), Body: body}})
}

func TestTakenOverWithWhatWasAgreed(t *testing.T) {
	r := &dialog.Record{}
	apply(r, 1, takenOver(10, 1, dialog.AgreedElsewhere{ID: id(20), Domain: dialog.Friendships, Text: "Ring Ola"}))
	apply(r, 1, takenOver(10, 2, dialog.AgreedElsewhere{ID: id(21), Text: "Something else"})) // the same file on another laptop
	if len(r.Assessments) != 1 || len(r.Actions) != 1 || r.Assessments[0].Source != "Free DIALOG+" {
		t.Fatalf("%d assessments, %d actions", len(r.Assessments), len(r.Actions))
	}
	if a := r.Actions[0]; a.Owner != dialog.OwnerUnknown || !a.Due.IsZero() || a.Assessment != id(10) || !a.Open() {
		t.Errorf("got %+v", a)
	}
	if talk := r.Talk(id(10)); talk == nil || len(talk.Areas) != 4 {
		t.Errorf("got %+v", talk)
	}
}

// Of years of history only what was agreed last is asked about, and what somebody
// took up since.
func TestWhatIsReviewedOfAHistory(t *testing.T) {
	r := &dialog.Record{}
	apply(r, 1, takenOver(10, 1, dialog.AgreedElsewhere{ID: id(20), Text: "First"}, dialog.AgreedElsewhere{ID: id(21), Text: "Second"}))
	apply(r, 9, takenOver(11, 9, dialog.AgreedElsewhere{ID: id(22), Text: "Third"}))
	texts := func() string {
		var all []string
		for _, a := range r.ActionsToReview(dialog.Date{Year: 2026, Month: 3, Day: 1}) {
			all = append(all, a.Text)
		}
		return strings.Join(all, " ")
	}
	if got := texts(); got != "Third" {
		t.Errorf("asked about %q", got)
	}
	apply(r, 20, &dialog.ActionReviewed{Action: id(21), Outcome: dialog.ActionNotYet})
	if got := texts(); got != "Second Third" {
		t.Errorf("asked about %q", got)
	}
	apply(r, 20, &dialog.AssessmentStruckOut{Assessment: id(11), Reason: "another person's"})
	if got := texts(); got != "First Second Third" {
		t.Errorf("after it was struck out: asked about %q", got)
	}
}

func TestWhatIsTakenOverIsHeldToItsRules(t *testing.T) {
	long := strings.Repeat("a", 1000)
	for name, c := range map[string]struct {
		change func(*dialog.AssessmentTakenOver)
		right  bool
	}{
		"as it is":            {func(*dialog.AssessmentTakenOver) {}, true},
		"a long action":       {func(b *dialog.AssessmentTakenOver) { b.Agreed[0].Text = long }, true},
		"a longer one":        {func(b *dialog.AssessmentTakenOver) { b.Agreed[0].Text = long + "a" }, false},
		"no words":            {func(b *dialog.AssessmentTakenOver) { b.Agreed[0].Text = "" }, false},
		"no identifier":       {func(b *dialog.AssessmentTakenOver) { b.Agreed[0].ID = dialog.ID{} }, false},
		"an area twice":       {func(b *dialog.AssessmentTakenOver) { b.Areas = append(b.Areas, dialog.Medication) }, false},
		"no area of DIALOG":   {func(b *dialog.AssessmentTakenOver) { b.Areas[0] = 12 }, false},
		"a hidden source":     {func(b *dialog.AssessmentTakenOver) { b.Source = "a\u200b" }, false},
		"a rating of nothing": {func(b *dialog.AssessmentTakenOver) { b.Answers[dialog.Meetings] = dialog.Answer{State: dialog.Rated} }, false},
	} {
		t.Run(name, func(t *testing.T) {
			b := takenOver(10, 1, dialog.AgreedElsewhere{ID: id(20), Text: "Ring Ola"})
			c.change(b)
			err := dialog.Validate(dialog.Change{Person: id(1), DoneAt: dialog.On(dialog.Date{Year: 2026, Month: 1, Day: 1}), Body: b})
			if (err == nil) != c.right {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestAFileThatWasTakenIn(t *testing.T) {
	right := dialog.FileTakenIn{Format: "caseload", SHA256: strings.Repeat("0f", 32), Rows: 3, People: 2}
	for name, c := range map[string]struct {
		change func(*dialog.FileTakenIn)
		right  bool
	}{
		"as it is":        {func(*dialog.FileTakenIn) {}, true},
		"no format":       {func(b *dialog.FileTakenIn) { b.Format = "" }, false},
		"half a digest":   {func(b *dialog.FileTakenIn) { b.SHA256 = b.SHA256[:32] }, false},
		"no digest":       {func(b *dialog.FileTakenIn) { b.SHA256 = strings.Repeat("zz", 32) }, false},
		"fewer than none": {func(b *dialog.FileTakenIn) { b.People = -1 }, false},
	} {
		t.Run(name, func(t *testing.T) {
			b := right
			c.change(&b)
			if err := dialog.Validate(dialog.Change{Body: &b}); (err == nil) != c.right {
				t.Errorf("got %v", err)
			}
		})
	}
	line := dialog.Audit(1, &dialog.Entry{Change: dialog.Change{Body: &right}})
	if want := "caseload; rows 3, people added 2, assessments 0; SHA-256 0f0f"; !strings.HasPrefix(line.Detail, want) || line.What() != "took in a file" {
		t.Errorf("%s: %s", line.What(), line.Detail)
	}
}
