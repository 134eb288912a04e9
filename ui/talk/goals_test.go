package talk_test

import (
	"testing"

	"alongside/dialog"
	"alongside/ui/screen"
	"alongside/ui/talk"
	"alongside/ui/uitest/single"
)

func TestAFailureInTheListIsSaidAndTriedAgain(t *testing.T) {
	k, o := jane(t, cook)
	k.Fail = &dialog.Error{Code: dialog.ReadOnly, Message: "The record can only be read."}
	d := single.Drive(talk.NewGoals(o)).Press("r")
	d.Sees(t, "NOT SAVED: The record can only be read. Press r to try again.")
	if d.Screen.(screen.Holder).Unsaved() == "" {
		t.Error("nothing is said to be unsaved")
	}
	d.Press("n", "s", "e", "down")
	d.Sees(t, "NOT SAVED")
	k.Fail = nil
	d.Press("r")
	if g := record(t, k, o).Goals[0]; g.Status != dialog.GoalReached {
		t.Errorf("the second try gave %+v", g)
	}
	d.Sees(t, "reached on 22-Nov-2026")
}

func TestAFailureInTheListCanBeLeft(t *testing.T) {
	k, o := jane(t, cook)
	k.Fail = &dialog.Error{Code: dialog.ReadOnly, Message: "The record can only be read."}
	d := single.Drive(talk.NewGoals(o)).Press("r", "esc")
	k.Fail = nil
	d.Press("r")
	if n := len(record(t, k, o).Goals); n != 1 || record(t, k, o).Goals[0].Status != dialog.GoalReached {
		t.Errorf("the record has %+v", record(t, k, o).Goals)
	}
}

func TestAFailureInTheFormKeepsWhatWasTyped(t *testing.T) {
	unhurried(t, func(t *testing.T) {
		k, o := jane(t)
		k.Fail = &dialog.Error{Code: dialog.Full, Message: "The disk is full."}
		d := single.Drive(talk.NewGoals(o)).Press("n").Type("Learn to swim").Press("tab", "1", "ctrl+s")
		d.Sees(t, "NOT SAVED: The disk is full. Press ctrl+s to try again.")
		d.Sees(t, "Learn to swim")
		k.Fail = nil
		d.Press("ctrl+s")
		if goals := record(t, k, o).Goals; len(goals) != 1 || goals[0].Text != "Learn to swim" {
			t.Errorf("the record has %+v", goals)
		}
		d.Sees(t, "How near does it feel today?")
	})
}

func TestTheWordsOfAGoalAreRevised(t *testing.T) {
	k, o := jane(t, cook, sleep, car)
	d := single.Drive(talk.NewGoals(o)).Press("down", "e").Type(", or most").Press("ctrl+s")
	d.Sees(t, "Sleep through most nights, or most")
	if g := record(t, k, o).Goals[1]; g.Text != "Sleep through most nights, or most" || len(g.Ratings) != 1 || g.Status != dialog.GoalActive {
		t.Errorf("the record has %+v", g)
	}
}

// A goal that was set down keeps its reason when its words are changed.
func TestTheWordsOfAGoalThatWasSetDown(t *testing.T) {
	k, o := jane(t, car)
	single.Drive(talk.NewGoals(o)).Press("e").Type(" or a van").Press("ctrl+s")
	if g := record(t, k, o).Goals[0]; g.Text != "Buy a car or a van" || g.Status != dialog.GoalSetDown || g.Reason != "The bus pass does it" {
		t.Errorf("the record has %+v", g)
	}
}

// An area is chosen by its number or with the arrows, and none is an answer too.
func TestTheAreaOfAGoal(t *testing.T) {
	unhurried(t, func(t *testing.T) {
		tests := map[string]struct {
			keys []string
			want dialog.Domain
		}{
			"none":          {nil, dialog.NoDomain},
			"by number":     {[]string{"7"}, dialog.Friendships},
			"by arrow":      {[]string{"9", "down", "down", "space"}, dialog.Meetings},
			"taken back":    {[]string{"7", "backspace"}, dialog.NoDomain},
			"Enter is none": {[]string{"enter"}, dialog.NoDomain},
		}
		for name, test := range tests {
			k, o := jane(t)
			d := single.Drive(talk.NewGoals(o)).Press("n").Type("Swim").Press("tab", "1", "tab").Press(test.keys...).Press("ctrl+s")
			if goals := record(t, k, o).Goals; len(goals) != 1 || goals[0].Domain != test.want {
				t.Errorf("%s: the record has %+v\n%s", name, goals, d.Text(single.Sizes[0]))
			}
		}
	})
}

// The cursor stays on its goal when a goal moves in the list.
func TestTheCursorStaysOnItsGoal(t *testing.T) {
	k, o := jane(t, cook, sleep)
	d := single.Drive(talk.NewGoals(o)).Press("r", "a", "r")
	goals := record(t, k, o).Goals
	if goals[0].Status != dialog.GoalReached || goals[1].Status != dialog.GoalActive {
		t.Errorf("the record has %+v", goals)
	}
	d.Press("up", "up", "enter")
	d.Sees(t, "“Sleep through most nights”")
}

func TestARatingFromTheListComesBackToIt(t *testing.T) {
	unhurried(t, func(t *testing.T) {
		k, o := jane(t, cook)
		d := single.Drive(talk.NewGoals(o)).Press("enter", "9", "enter", "enter")
		d.Sees(t, "9 of 10 on 22-Nov-2026")
		for _, msg := range d.Sent {
			if _, ok := msg.(talk.Rated); ok {
				t.Error("the list asks the root to close it")
			}
		}
		d.Press("enter", "esc")
		d.Sees(t, "9 of 10 on 22-Nov-2026")
		if n := len(record(t, k, o).Goals[0].Ratings); n != 2 {
			t.Errorf("%d ratings", n)
		}
	})
}

// Up to three goals of a referral are Goal-Based Outcomes. A place is asked about
// before it is given, and is never given twice.
func TestGoalBasedOutcomes(t *testing.T) {
	k, o := appointment(t, cook, sleep)
	o.Assessment = dialog.ID{}
	d := single.Drive(talk.NewGoals(o))
	d.Sees(t, "local rating")
	d.Press("o").Sees(t, "Make this goal Goal-Based Outcome 1 of the open referral?")
	d.Golden(t, "goal-count")
	d.Press("n", "enter", "esc")
	if n := len(record(t, k, o).Goals[0].Slots); n != 0 {
		t.Errorf("no was taken for yes: %d", n)
	}
	d.Press("o", "y").Sees(t, "Goal-Based Outcome 1")
	d.Sees(t, "Duncan Law, CC BY-NC-SA 4.0")
	d.Press("o", "y", "x").Type("Somebody else's").Press("ctrl+s").Sees(t, "STRUCK OUT on 22-Nov-2026: Somebody else's")
	d.Press("up", "o").Sees(t, "Make this goal Goal-Based Outcome 2")
	d.Press("y", "enter").Sees(t, "Goal-Based Outcome 2. Goal-Based Outcomes: Duncan Law, CC BY-NC-SA 4.0.")
	d.Press("esc")
	d.Golden(t, "goal-counted")
	r := record(t, k, o)
	if r.Goals[0].Slot(r.Referrals[0].ID) != 1 || !r.Goals[0].Struck.Out() || r.Goals[1].Slot(r.Referrals[0].ID) != 2 || len(r.Goals[0].Slots) != 1 {
		t.Errorf("the record has %+v", r.Goals)
	}
}

func TestAGoalShowsWhatItWas(t *testing.T) {
	k, o := jane(t, cook)
	d := single.Drive(talk.NewGoals(o)).Press("e").Type(" or two").Press("tab", "tab", "tab").Type("A date helps").Press("ctrl+s")
	d.Press("s").Type("No kitchen for now").Press("ctrl+s").Press("a")
	d.Sees(t, "until 22-Nov-2026: “Cook a meal for my sister once a month”")
	d.Sees(t, "set down: No kitchen for now")
	d.Golden(t, "goal-history")
	if g := record(t, k, o).Goals[0]; len(g.Before) != 3 || g.Before[0].Reason != "A date helps" || g.Reason != "" {
		t.Errorf("the record has %+v", g)
	}
}
