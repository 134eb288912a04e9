package ui_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"alongside/dialog"
	"alongside/dialog/demo"
	"alongside/dialog/instrument"
	"alongside/dialog/report"
	"alongside/ui"
	"alongside/ui/print"
	"alongside/ui/sending"
	"alongside/ui/uitest"
	"alongside/ui/uitest/memory"
	"alongside/ui/unlock"
)

// crowd is the demo with more people beside it, and with a hundred assessments of Jane
// Smith's.
func crowd(t testing.TB, people int) *memory.Keeper {
	t.Helper()
	k := memory.New(func() time.Time { return today })
	ctx := context.Background()
	for _, group := range demo.Groups(today) {
		must(k.Append(ctx, group...))
	}
	for group := range (demo.Crowd{People: people, Each: 3}).Groups(today) {
		must(k.Append(ctx, group...))
	}
	jane := must(k.Caseload(ctx))
	jane = slices.DeleteFunc(jane, func(s *dialog.Summary) bool { return s.Person.Family != "Smith" || s.Person.Given != "Jane" })
	for group := range (demo.Crowd{People: 1, Each: 91}).Groups(today.AddDate(-4, 0, 0)) {
		for _, change := range group[3:] { // what was taken over, as hers
			change.Person = jane[0].Person.ID
			change.Body.(*dialog.AssessmentTakenOver).Referral = dialog.ID{}
			must(k.Append(ctx, change))
		}
	}
	return k
}

// room is a record that can take files in and send to a centre, as the program's own
// can, behind the doors of the hall.
type room struct{ *hall }

// equipped is the record as a worker has it there.
type equipped struct {
	*guest
	parked []sending.Parked // something of everybody
}

func (r room) Unlock(ctx context.Context, name, passphrase string) (unlock.Opened, error) {
	g, err := r.hall.Unlock(ctx, name, passphrase)
	if err != nil {
		return nil, err
	}
	e := &equipped{guest: g.(*guest)}
	all, err := e.Caseload(ctx)
	for i := range all {
		p := &all[i].Person
		e.parked = append(e.parked, sending.Parked{Person: p.ID, Assessment: p.ID, Name: p.ListName(), Done: dialog.At(today), Why: "The centre answered with code 400 and gave no reason."})
	}
	return e, err
}

// ReadFile gives a caseload of another program as long as the record is.
func (e *equipped) ReadFile(ctx context.Context, _ string) ([]byte, error) {
	all, err := e.Caseload(ctx)
	var b strings.Builder
	b.WriteString("Surname,Forename,DOB,NHS No.,Team\n")
	for i := range all {
		fmt.Fprintf(&b, "Newcomer,Number %d,%02d/03/1985,,North Hub\n", i, i%28+1)
	}
	return []byte(b.String()), err
}

func (e *equipped) ElsewhereOf(_ context.Context, people []dialog.Person) ([]bool, error) {
	return make([]bool, len(people)), nil
}

func (e *equipped) TakeInFile(context.Context, dialog.FileTakenIn, [][]dialog.Change, bool) error {
	return e.hall.fails
}

func (e *equipped) Sending(context.Context) (sending.State, error) {
	return sending.State{Centre: "https://fhir.trust.example/r4", Waiting: 3, Parked: len(e.parked), Days: 2}, nil
}

func (e *equipped) Send(ctx context.Context, _ bool) (sending.State, error) { return e.Sending(ctx) }
func (e *equipped) Parked(context.Context) ([]sending.Parked, error)        { return e.parked, nil }

func (e *equipped) Again(context.Context, dialog.ID, dialog.ID) error { return e.hall.fails }
func (e *equipped) MaySend() bool                                     { return true }

func (e *equipped) MayCopy() bool      { return true }
func (e *equipped) CopyFolder() string { return "Documents" }
func (e *equipped) PreviewCopy(d *report.Document) []string {
	return strings.Split(print.Text(d), "\n")
}

func (e *equipped) WriteCopy(context.Context, dialog.ID, *report.Document, report.CopyTo) (string, error) {
	return "", e.hall.fails
}

// way is what to press on the way to screens, and something that is on each. Keys are
// named as Bubble Tea names them; what begins with ' is typed.
type way []struct{ keys, sees string }

// appointment leads along the moments of an appointment.
func appointment() way {
	w := way{{"down pgdown end up pgup home s m i t h space j a n e", "SMITH, Jane"}}
	for _, m := range moments {
		var keys []string
		for _, letter := range strings.Split(m.keys, "") {
			keys = append(keys, named(letter))
		}
		w = append(w, struct{ keys, sees string }{strings.Join(keys, " "), m.sees})
	}
	return w
}

// rounds leads along the screens that no appointment leads to, and then to those that
// the person has while the keyboard is theirs.
var rounds = way{
	{"f6 down pgdown", "Who to look at"},
	{"tab", "What records lack"},
	{"esc esc f8", "Team report"},
	{"pgdown down tab", "Team report"},
	{"esc f9 down", "kept back"},
	{"esc f10", "What is in it"},
	{"1 tab 'people.csv ctrl+s", "What is in each column?"},
	{"enter", "What would be taken in"},
	{"i enter", "Take it in?"},
	{"n esc esc esc y f4", "Somebody else's record"},
	{"esc f2", "Settings of the service"},
	{"f6", "Change your passphrase"},
	{"esc f7", "Who can open the record"},
	{"n", "Let somebody in"},
	{"esc esc esc f5 down", "Who did what"},
	{"esc f3", "What happens to my answers"},
	{"esc ctrl+n", "Family name"},
	{"esc 'smith 'jane enter b", "About"},
	{"esc k", "Whose caseload"},
	{"esc m", "Who may open this record"},
	{"esc n", "Local directory"},
	{"esc o", "was offered today and not done"},
	{"esc s", "Are these two one person?"},
	{"esc y", "want to take home?"},
	{"space down space enter", "This goes home"},
	{"esc esc d", "Choose a PIN"},
	{"4 8 2 9 1 7 enter 4 8 2 9 1 7 enter y 1 s h", "Hand the keyboard to"},
	{"y", "Is that you?"},
	{"y", "Question 1 of 11"},
	{"5 y", "Chosen: 5"},
	{"f", "Please fetch your worker."},
	{"enter", "PIN"},
	{"4 8 2 9 1 7 enter", "The keyboard is back with you"},
	{"ctrl+x", "Locked"},
}

// stroll goes along a way, and hands on each key of it and what it leads to.
func stroll(p *uitest.Person, w way, press func(key string), stop func(moment string)) {
	for _, m := range w {
		for _, key := range strings.Fields(m.keys) {
			letters := []string{key}
			if typed, ok := strings.CutPrefix(key, "'"); ok {
				letters = append(strings.Split(typed, ""), "space")
			}
			for _, letter := range letters {
				press(letter)
				p.Wait(time.Second)
			}
		}
		p.Sees(m.sees)
		stop(m.sees)
	}
}

// strolls goes along every way among the people of a crowd, at 120 by 40. It belongs
// inside a bubble.
func strolls(t testing.TB, crowd *memory.Keeper, press func(p *uitest.Person, key string), stop func(p *uitest.Person, moment string)) {
	t.Helper()
	begin := time.Now()
	o := ui.Options{Demo: true, Version: "test", Text: instrument.English(), Mode: unicode, Pick: func(int) int { return 0 },
		Now: func() time.Time { return today.Add(time.Since(begin)) }}
	for i, w := range []way{appointment(), rounds} {
		k, first := crowd.Copy(o.Now), "the caseload"
		if o.Opened = k; i > 0 {
			first = "the caseload, nobody shown"
			o.Opened, o.Demo, o.Doors, o.Name = nil, false, room{&hall{k: k}}, "Sam Rivers"
		}
		p := uitest.Sit(t, o, 120, 40)
		p.Wait(time.Second)
		if o.Opened == nil {
			p.Type(samsWords).Press("enter").Wait(time.Second)
		}
		p.Sees("Find a person")
		stop(p, first)
		stroll(p, w, func(key string) { press(p, key) }, func(moment string) { stop(p, moment) })
	}
}
