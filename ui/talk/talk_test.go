package talk_test

import (
	"context"
	"testing"
	"time"

	"alongside/dialog"
	"alongside/dialog/instrument"
	"alongside/ui/screen"
	"alongside/ui/talk"
	"alongside/ui/uitest/memory"
	"alongside/ui/uitest/single"
)

var today = time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC)

func now() time.Time { return today }

// jane is a record with the given goals, each rated once a month ago.
func jane(t *testing.T, goals ...dialog.Goal) (*memory.Keeper, talk.Options) {
	t.Helper()
	k := memory.New(now)
	person := k.NewID()
	add := func(at time.Time, body dialog.Body) *dialog.Record {
		c, err := k.Append(context.Background(), dialog.Change{Person: person, DoneAt: dialog.At(at), Body: body})
		if err != nil {
			t.Fatal(err)
		}
		return c.Record
	}
	r := add(today.AddDate(0, -2, 0), &dialog.PersonRecorded{Person: dialog.Person{Family: "Smith", Given: "Jane"}})
	for i, g := range goals {
		g.ID = k.NewID()
		if g.Status == "" {
			g.Status = dialog.GoalActive
		}
		add(today.AddDate(0, -1, 0), &dialog.GoalRecorded{Goal: g})
		r = add(today.AddDate(0, -1, 0), &dialog.GoalRated{Goal: g.ID, Rating: 3 + i})
	}
	return k, talk.Options{Keeper: k, Record: r, Text: instrument.English(), Now: now}
}

var (
	cook  = dialog.Goal{Text: "Cook a meal for my sister once a month", Kind: dialog.LifeGoal, Domain: dialog.PartnerFamily}
	sleep = dialog.Goal{Text: "Sleep through most nights", Kind: dialog.ClinicalGoal}
	car   = dialog.Goal{Text: "Buy a car", Kind: dialog.LifeGoal, Status: dialog.GoalSetDown, Reason: "The bus pass does it"}
)

func record(t *testing.T, k *memory.Keeper, o talk.Options) *dialog.Record {
	t.Helper()
	r, err := k.Record(context.Background(), o.Record.Person.ID)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestScreensLookRight(t *testing.T) {
	_, some := jane(t, cook, sleep, car)
	_, none := jane(t)
	for name, d := range map[string]*single.Driver{
		"goals":      single.Drive(talk.NewGoals(some)),
		"goals-none": single.Drive(talk.NewGoals(none)),
		"goal-new":   single.Drive(talk.NewGoals(none)).Press("n").Type("Learn to swim").Press("enter"),
		"rate":       single.Drive(talk.NewRate(some)),
		"rate-typed": single.Drive(talk.NewRate(some)).Press("7"),
		"rate-saved": single.Drive(talk.NewRate(some)).Press("7", "enter"),
		"rate-wrong": single.Drive(talk.NewRate(some)).Press("enter"),
		"goal-area":  single.Drive(talk.NewGoals(none)).Press("n").Type("Learn to swim").Press("tab", "1", "tab"),
	} {
		t.Run(name, func(t *testing.T) { d.Golden(t, name) })
	}
}

func TestANewGoalIsRatedNext(t *testing.T) {
	k, o := jane(t)
	d := single.Drive(talk.NewGoals(o)).Press("n").Type("Learn to swim").Press("enter", "1", "enter").Type("5").Press("ctrl+s")
	d.Sees(t, "Learn to swim")
	d.Press("1", "0", "enter")
	d.Sees(t, "saved. This is the first rating of this goal.")
	goals := record(t, k, o).Goals
	if len(goals) != 1 || goals[0].Domain != dialog.LeisureActivities || goals[0].Kind != dialog.LifeGoal || len(goals[0].Ratings) != 1 || goals[0].Ratings[0].Rating != 10 {
		t.Errorf("the record has %+v", goals)
	}
	d.Press("enter")
	d.Sees(t, "10 of 10 on 22-Nov-2026")
}

func TestNothingIsChosenForAnybody(t *testing.T) {
	k, o := jane(t, cook)
	single.Drive(talk.NewRate(o)).Press("enter", "enter", "1", "1", "enter", "backspace", "enter", "s")
	if g := record(t, k, o).Goals[0]; len(g.Ratings) != 1 {
		t.Errorf("blank, impossible and skipped ratings recorded %+v", g.Ratings)
	}
	d := single.Drive(talk.NewGoals(o)).Press("n").Type("Swim").Press("ctrl+s")
	d.Sees(t, "Is it about life, or about treatment?")
	if n := len(record(t, k, o).Goals); n != 1 {
		t.Errorf("a goal without a kind was recorded; there are %d", n)
	}
}

func TestRatingsAfterTheItemsBelongToTheAssessment(t *testing.T) {
	k, o := jane(t, cook, sleep, car)
	o.Assessment = k.NewID()
	d := single.Drive(talk.NewRate(o)).Press("6", "enter", "enter", "s")
	if _, ok := d.Sent[len(d.Sent)-1].(talk.Rated); !ok {
		t.Errorf("after the last goal came %T", d.Sent[len(d.Sent)-1])
	}
	for _, g := range record(t, k, o).Goals {
		want := 1
		if g.Text == cook.Text {
			want = 2
		}
		if len(g.Ratings) != want {
			t.Errorf("%q has %d ratings, want %d", g.Text, len(g.Ratings), want)
		}
	}
	if latest, _ := record(t, k, o).Goals[0].Latest(); latest.Assessment != o.Assessment {
		t.Error("the rating does not belong to the assessment")
	}
}

func TestAFailureIsSaidAndTriedAgain(t *testing.T) {
	k, o := jane(t, cook)
	k.Fail = &dialog.Error{Code: dialog.Full, Message: "The disk is full."}
	d := single.Drive(talk.NewRate(o)).Press("6", "enter")
	d.Sees(t, "NOT SAVED: The disk is full.")
	d.Sees(t, "Your rating: 6")
	k.Fail = nil
	d.Press("enter")
	d.Sees(t, "saved")
	if g := record(t, k, o).Goals[0]; len(g.Ratings) != 2 {
		t.Errorf("the second try recorded %+v", g.Ratings)
	}
}

func TestReachedSetDownAndTakenUpAgain(t *testing.T) {
	k, o := jane(t, cook)
	d := single.Drive(talk.NewGoals(o)).Press("s", "ctrl+s")
	d.Sees(t, "Please say in a word why.")
	d.Type("Not now").Press("ctrl+s")
	if g := record(t, k, o).Goals[0]; g.Status != dialog.GoalSetDown || g.Reason != "Not now" {
		t.Errorf("set down is %+v", g)
	}
	d.Press("a")
	d.Press("r")
	if g := record(t, k, o).Goals[0]; g.Status != dialog.GoalReached || g.Reason != "" {
		t.Errorf("reached is %+v", g)
	}
	d.Press("esc")
	if _, ok := d.Sent[len(d.Sent)-1].(screen.Back); !ok {
		t.Error("esc does not go back")
	}
}
