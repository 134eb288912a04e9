package talk_test

import (
	"testing"

	"alongside/dialog"
	"alongside/ui/screen"
	"alongside/ui/talk"
	"alongside/ui/uitest/single"
)

// around is a made-up directory, one entry of which was checked long ago.
func around() *dialog.Directory {
	checked, long := dialog.Date{Year: 2026, Month: 10, Day: 26}, dialog.Date{Year: 2026, Month: 2, Day: 3}
	return &dialog.Directory{Entries: []dialog.Local{
		{Area: dialog.JobSituation, Name: "Stepping In", Offers: "Advisers who go along to work", Reach: "Telephone 01632 960 131", Open: "Tuesday, 10:00 to 15:00", Checked: checked},
		{Crisis: true, Name: "Lantern Line", Offers: "Somebody to talk to", Reach: "Telephone 01632 960 111", Open: "Always", Checked: checked},
		{Area: dialog.JobSituation, Name: "The job club", Reach: "The library", Checked: long},
		{Name: "Peer Space", Reach: "Ropewalk Lane 20", Checked: checked},
		{Area: dialog.Medication, Name: "Pill talk", Reach: "The pharmacy", Checked: checked},
	}}
}

func TestTheDirectoryIsOneKeyAway(t *testing.T) {
	unhurried(t, func(t *testing.T) {
		k, o := appointment(t)
		o.Directory = around()
		d := single.Drive(talk.NewTalk(o)).Press("down", "down", "space", "enter", "d")
		d.Sees(t, "Local directory: Job situation")
		d.Golden(t, "directory-area")
		d.Press("down", "a").Sees(t, "Contact Stepping In")
		d.Golden(t, "directory-agree")
		d.Press("tab", "1", "ctrl+s")
		d.Sees(t, "Step 1 of 4")
		actions := record(t, k, o).AgreedAt(o.Assessment)
		if len(actions) != 1 || actions[0].Text != "Contact Stepping In" || actions[0].Domain != dialog.JobSituation {
			t.Errorf("agreed were %+v", actions)
		}
		d.Press("enter", "d").Sees(t, "Local directory: Job situation")
		d.Press("esc").Sees(t, "Step 2 of 4")
		d.Press("c", "d").Sees(t, "Pill talk (Medication)")
		d.Press("d").Sees(t, "Have I got anything wrong?")
	})
}

func TestTheDirectoryAsAScreen(t *testing.T) {
	unhurried(t, func(t *testing.T) {
		k, o := appointment(t)
		o.Assessment = dialog.ID{}
		single.Drive(talk.NewDirectory(o)).Golden(t, "directory-none")
		o.Directory = &dialog.Directory{}
		single.Drive(talk.NewDirectory(o)).Press("a", "up", "down", "end", "home").Sees(t, "There is nothing in the directory for this.")
		o.Directory = around()
		d := single.Drive(talk.NewDirectory(o)).Press("end")
		d.Golden(t, "directory-all")
		d.Press("up", "a").Type(" on Monday").Press("tab", "2", "ctrl+s")
		if _, ok := d.Sent[len(d.Sent)-1].(screen.Notice); !ok {
			t.Errorf("at the end came %#v", d.Sent[len(d.Sent)-1])
		}
		actions := record(t, k, o).Actions
		if last := actions[len(actions)-1]; last.Owner != dialog.WorkerOwns || last.Domain != dialog.NoDomain {
			t.Errorf("agreed was %+v", last)
		}
	})
}
