package dialog_test

import (
	"encoding/base64"
	"strings"
	"testing"
	"time"

	"alongside/dialog"
)

var (
	aPeer = dialog.Peer{Device: id(8), Name: "North hub 2", Recipient: "age1" + strings.Repeat("q", 58),
		Signing: base64.StdEncoding.EncodeToString(make([]byte, 32))}
	anAgreement = dialog.Agreement{ID: id(9), Name: "North and South", With: id(8), Purpose: "Moving hubs", People: []dialog.ID{id(1)}}
)

// sharedBodies is one body of each kind that concerns other laptops, and who is one person.
func sharedBodies() []dialog.Body {
	return []dialog.Body{
		&dialog.LaptopPaired{Peer: aPeer}, &dialog.LaptopUnpaired{Device: id(8), Reason: "Lost"},
		&dialog.SharingAgreed{Agreement: anAgreement, Ended: "Moved"}, &dialog.WorkerNamed{Worker: id(2), Name: "Sam Lee"},
		&dialog.RecordShared{Bundle: id(3), With: id(8), Agreement: id(9), Purpose: "Moving hubs", Entries: 4},
		&dialog.PersonMerged{Other: id(7), Reason: "One person"}, &dialog.PersonUnmerged{Other: id(7), Reason: "Two after all"},
		&dialog.RecordReceived{Bundle: id(3), From: id(8), Purpose: "Moving hubs", Entries: 4},
	}
}

func TestAgreementCovers(t *testing.T) {
	team := anAgreement
	team.People, team.Team = nil, "North Hub"
	sensitive := team
	sensitive.Sensitive = true
	closed := dialog.Access{Sensitive: true, Named: []dialog.ID{id(2)}}
	for _, c := range []struct {
		name      string
		agreement dialog.Agreement
		person    dialog.ID
		access    dialog.Access
		teams     []string
		want      bool
	}{
		{"who is named", anAgreement, id(1), dialog.Access{}, nil, true},
		{"who is not", anAgreement, id(2), dialog.Access{}, []string{"North hub"}, false},
		{"of the team, whatever the case", team, id(2), dialog.Access{}, []string{"South hub", "north hub"}, true},
		{"of another team", team, id(2), dialog.Access{}, []string{"South hub"}, false},
		{"of no team", team, id(2), dialog.Access{}, nil, false},
		{"sensitive, and it does not say so", team, id(2), closed, []string{"North hub"}, false},
		{"sensitive, and it says so", sensitive, id(2), closed, []string{"North hub"}, true},
	} {
		if got := c.agreement.Covers(c.person, &c.access, c.teams); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}

func TestAgreementHoldsOnDays(t *testing.T) {
	day := func(n int) dialog.Date { return dialog.Date{Year: 2026, Month: time.March, Day: n} }
	a := anAgreement
	a.From = day(3)
	if a.On(day(2)) || !a.On(day(3)) || !a.On(day(30)) {
		t.Error("it does not begin on its first day, or it ends")
	}
	a.Until = day(5)
	if !a.On(day(5)) || a.On(day(6)) {
		t.Error("its last day is not its last")
	}
}

func TestSharingRefuses(t *testing.T) {
	with := func(change func(*dialog.Agreement)) dialog.Body {
		a := anAgreement
		change(&a)
		return &dialog.SharingAgreed{Agreement: a}
	}
	peer := func(change func(*dialog.Peer)) dialog.Body {
		p := aPeer
		change(&p)
		return &dialog.LaptopPaired{Peer: p}
	}
	for name, b := range map[string]dialog.Body{
		"a laptop without a name":     peer(func(p *dialog.Peer) { p.Name = "" }),
		"a name that hides something": peer(func(p *dialog.Peer) { p.Name = "North\u202ehub" }),
		"a short key":                 peer(func(p *dialog.Peer) { p.Signing = "AAAA" }),
		"no recipient":                peer(func(p *dialog.Peer) { p.Recipient = "" }),
		"an unpairing without reason": &dialog.LaptopUnpaired{Device: id(8)},
		"an agreement with nobody":    with(func(a *dialog.Agreement) { a.With = dialog.ID{} }),
		"about nobody":                with(func(a *dialog.Agreement) { a.People = nil }),
		"about people and a team":     with(func(a *dialog.Agreement) { a.Team = "North hub" }),
		"for nothing":                 with(func(a *dialog.Agreement) { a.Purpose = "" }),
		"that ends before it begins": with(func(a *dialog.Agreement) {
			a.From, a.Until = dialog.Date{Year: 2026, Month: time.March, Day: 4}, dialog.Date{Year: 2026, Month: time.March, Day: 3}
		}),
		"a worker without a name": &dialog.WorkerNamed{Worker: id(2)},
	} {
		if err := dialog.Validate(dialog.Change{DoneAt: dialog.At(time.Now()), Body: b}); dialog.ErrorCode(err) != dialog.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
}
