package interview_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"alongside/dialog"
	"alongside/dialog/instrument"
	"alongside/ui/interview"
	"alongside/ui/uitest/memory"
	"alongside/ui/uitest/single"
)

// finished is a record in memory with one finished assessment of last month.
func finished(t *testing.T) (*memory.Keeper, interview.ViewOptions) {
	t.Helper()
	now := time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC)
	k := memory.New(func() time.Time { return now })
	person, assessment := k.NewID(), k.NewID()
	o := interview.ViewOptions{Assessment: assessment, Text: instrument.English(), Journal: k, Amender: k, Worker: k.NewID(), Now: func() time.Time { return now }}
	add := func(body dialog.Body) {
		c, err := k.Append(context.Background(), dialog.Change{Person: person, Worker: o.Worker, DoneAt: dialog.At(now.AddDate(0, -1, 0)), Body: body})
		if err != nil {
			t.Fatal(err)
		}
		o.Record = c.Record
	}
	add(&dialog.PersonRecorded{Person: dialog.Person{Family: "Smith", Given: "Jane"}})
	add(&dialog.AssessmentStarted{Assessment: assessment, Instrument: instrument.DIALOG, Layout: dialog.Interview, Completion: dialog.Together, Language: "en", Identity: dialog.IdentityAsked})
	for _, d := range dialog.Domains() {
		add(&dialog.AnswerRecorded{Assessment: assessment, Domain: d, Answer: dialog.Answer{State: dialog.Rated, Rating: 4, Help: dialog.HelpNot, Language: "en"}})
	}
	add(&dialog.AssessmentFinished{Assessment: assessment})
	return k, o
}

func TestAFinishedAnswerIsAmendedWithAReason(t *testing.T) {
	k, o := finished(t)
	d := single.Drive(interview.NewView(o)).Press("a")
	golden(t, "amend-area", d.Screen)
	d.Press("3")
	golden(t, "amend-answer", d.Screen)
	d.Press("2", "ctrl+s").Sees(t, "Please say in a word why it is amended.")
	d.Type("Typed into the wrong row").Press("ctrl+s")
	d.Sees(t, "Job situation: was 4 in the middle, help: no; changed on 22-Nov-2026 09:30")
	golden(t, "amended", d.Screen)
	r, _ := k.Record(context.Background(), o.Record.Person.ID)
	a := r.Assessment(o.Assessment)
	if got := a.Answers.Get(dialog.JobSituation); !a.Amended || got.Rating != 2 || got.Help != dialog.HelpNot || got.At.Date().Month != time.October {
		t.Errorf("the record has %+v", got)
	}
	saved := false
	for _, msg := range d.Sent {
		if s, ok := msg.(interview.Saved); ok && s.Committed.Record == r {
			saved = true
		}
	}
	if !saved {
		t.Error("the root does not hear of it")
	}
}

// Enter before an area is chosen says that one is to be, and not that the form can be saved.
func TestAmendingAsksForTheArea(t *testing.T) {
	_, o := finished(t)
	d := single.Drive(interview.NewView(o)).Press("a", "down", "enter")
	d.Sees(t, "Please choose an area.")
	if got := d.Text(single.Sizes[0]); strings.Contains(got, "Press ctrl+s") {
		t.Errorf("it says\n%s", got)
	}
	d.Press("space").Sees(t, "Physical health")
	d.Sees(t, "More help")
}

func TestAnAnswerIsStruckOut(t *testing.T) {
	k, o := finished(t)
	d := single.Drive(interview.NewView(o)).Press("a", "9", "down", "down", "space")
	d.Press("tab", "tab", "tab").Type("x").Press("esc", "n", "shift+tab", "shift+tab", "shift+tab")
	for range 4 {
		d.Press("down")
	}
	d.Press("space", "ctrl+s")
	r, _ := k.Record(context.Background(), o.Record.Person.ID)
	if got := r.Assessment(o.Assessment).Answers.Get(dialog.Medication); got.State != dialog.NotSeen || got.Rating != 0 {
		t.Errorf("the record has %+v\n%s", got, d.Text(single.Sizes[0]))
	}
}

func TestAmendingCanFailAndBeLeft(t *testing.T) {
	k, o := finished(t)
	k.Fail = &dialog.Error{Code: dialog.Full, Message: "The disk is full."}
	d := single.Drive(interview.NewView(o)).Press("a", "3", "2", "tab", "tab", "tab").Type("Misheard").Press("ctrl+s")
	d.Sees(t, "NOT SAVED: The disk is full. Press ctrl+s to try again.")
	d.Press("esc", "y")
	k.Fail = nil
	r, _ := k.Record(context.Background(), o.Record.Person.ID)
	if r.Assessment(o.Assessment).Amended {
		t.Error("what was left is recorded")
	}
	d.Press("t")
	if talk, ok := d.Sent[len(d.Sent)-1].(interview.Talk); !ok || talk.Assessment != o.Assessment {
		t.Errorf("t sent %#v", d.Sent[len(d.Sent)-1])
	}
}

// What was struck out, is a draft, or cannot be written to is not amended.
func TestWhatIsNotAmended(t *testing.T) {
	_, readOnly := finished(t)
	readOnly.Amender = nil
	k, struck := finished(t)
	c, err := k.Append(context.Background(), dialog.Change{Person: struck.Record.Person.ID, DoneAt: dialog.At(struck.Now()), Body: &dialog.AssessmentStruckOut{Assessment: struck.Assessment, Reason: "Wrong person"}})
	if err != nil {
		t.Fatal(err)
	}
	struck.Record = c.Record
	for name, o := range map[string]interview.ViewOptions{"read only": readOnly, "struck out": struck} {
		d := single.Drive(interview.NewView(o)).Press("a", "3", "t")
		if len(d.Sent) > 0 || d.Screen.Typing() {
			t.Errorf("%s: sent %v", name, d.Sent)
		}
		d.Sees(t, "Job situation")
	}
}
