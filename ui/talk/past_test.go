package talk_test

import (
	"context"
	"strings"
	"testing"

	"alongside/dialog"
	"alongside/ui/screen"
	"alongside/ui/talk"
	"alongside/ui/uitest/golden"
	"alongside/ui/uitest/memory"
	"alongside/ui/uitest/single"
)

// past is the appointment of last month, with all that can be written down at one.
func past(t *testing.T) (*memory.Keeper, talk.Options) {
	t.Helper()
	k, o := appointment(t)
	o.Assessment = o.Record.Assessments[0].ID
	for _, body := range []dialog.Body{
		&dialog.AreasChosen{Assessment: o.Assessment, Areas: []dialog.Domain{dialog.Friendships, dialog.JobSituation, dialog.Medication}},
		&dialog.TalkNoted{Assessment: o.Assessment, Domain: dialog.Friendships, Step: dialog.Understanding, Text: "Thursdays at the hub, mostly", Reason: "Misheard"},
		&dialog.ThoughtOver{Assessment: o.Assessment, Domain: dialog.Friendships, On: true},
		&dialog.SafetyAnswered{Assessment: o.Assessment, Domain: dialog.PersonalSafety, Outcome: dialog.SafetyElsewhere},
		&dialog.ReadBack{Assessment: o.Assessment, Wrong: "It is the school, not the college"},
	} {
		c, err := k.Append(context.Background(), dialog.Change{Person: o.Record.Person.ID, DoneAt: dialog.At(today.AddDate(0, 0, -20)), Body: body})
		if err != nil {
			t.Fatal(err)
		}
		o.Record = c.Record
	}
	return k, o
}

func TestWhatIsOverLooksRight(t *testing.T) {
	_, o := past(t)
	single.Drive(talk.NewPast(o)).Golden(t, "past")
	d := single.Drive(talk.NewPast(o))
	d.Text(single.Sizes[2])
	golden.Compare(t, "past-end-40x11", d.Press("end").Text(single.Sizes[2]))
	o.Assessment = o.Record.Assessments[1].ID
	single.Drive(talk.NewPast(o)).Sees(t, "Nothing was written down of what was talked about.")
}

// Nothing of what is over can be changed, and no key is offered that would.
func TestWhatIsOverIsRead(t *testing.T) {
	k, o := past(t)
	d := single.Drive(talk.NewPast(o))
	before := record(t, k, o).Entries
	for _, name := range strings.Fields("space enter n a t e x c w m 1 2 3 h l p d g b s r tab ctrl+s") {
		d.Press(name)
		d.Sees(t, "This appointment is over, so it is shown as it was.")
	}
	if got := record(t, k, o).Entries; got != before || len(d.Sent) > 0 || d.Screen.Typing() {
		t.Errorf("%d entries were made, and sent was %v", got-before, d.Sent)
	}
	for _, binding := range d.Screen.Keys() {
		if what := binding.Help().Desc; what != "back" && what != "scroll" {
			t.Errorf("offered is %q", what)
		}
	}
	d.Press("esc")
	if _, ok := d.Sent[len(d.Sent)-1].(screen.Back); !ok {
		t.Error("esc does not go back")
	}
}
