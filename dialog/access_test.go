package dialog_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"alongside/dialog"
)

// TestAccess applies entries about whose record it is and asks who may open it.
func TestAccess(t *testing.T) {
	sam, alex := id(2), id(3)
	on := func(worker dialog.ID, on bool) dialog.Body { return &dialog.CaseloadRecorded{Of: worker, On: on} }
	sensitive := func(named ...dialog.ID) dialog.Body {
		return &dialog.AccessRecorded{Sensitive: true, Named: named, Reason: "A colleague"}
	}
	for name, c := range map[string]struct {
		bodies    []dialog.Body
		sam, alex bool // whose own it is, without the team
		viaTeam   bool // whether it is Sam's by the team
		closed    bool // to Alex
		caseload  []dialog.ID
	}{
		"nobody's":                    {viaTeam: true},
		"on a caseload":               {bodies: []dialog.Body{on(sam, true)}, sam: true, viaTeam: true, caseload: []dialog.ID{sam}},
		"on it twice":                 {bodies: []dialog.Body{on(sam, true), on(sam, true)}, sam: true, viaTeam: true, caseload: []dialog.ID{sam}},
		"on two":                      {bodies: []dialog.Body{on(alex, true), on(sam, true)}, sam: true, alex: true, viaTeam: true, caseload: []dialog.ID{sam, alex}},
		"taken off":                   {bodies: []dialog.Body{on(sam, true), on(sam, false)}, viaTeam: true},
		"sensitive, and Sam is named": {bodies: []dialog.Body{on(alex, true), sensitive(sam)}, sam: true, viaTeam: true, closed: true, caseload: []dialog.ID{alex}},
		"sensitive to Sam's team":     {bodies: []dialog.Body{sensitive(alex)}, alex: true},
		"sensitive no more": {bodies: []dialog.Body{sensitive(alex), &dialog.AccessRecorded{Reason: "Has left"}, on(sam, true)},
			sam: true, viaTeam: true, caseload: []dialog.ID{sam}},
	} {
		t.Run(name, func(t *testing.T) {
			r := &dialog.Record{}
			for _, b := range c.bodies {
				earlier := r.Clone()
				dialog.Apply(r, &dialog.Entry{Change: dialog.Change{Person: id(1), Body: b}})
				again := earlier.Clone()
				dialog.Apply(again, &dialog.Entry{Change: dialog.Change{Person: id(1), Body: b}})
				if diff := cmp.Diff(r.Access, again.Access); diff != "" {
					t.Errorf("a clone shares something: %s", diff)
				}
			}
			a := r.Access
			if a.Own(sam, false) != c.sam || a.Own(alex, false) != c.alex || a.Own(sam, true) != c.viaTeam {
				t.Errorf("own: %v, %v, by team %v", a.Own(sam, false), a.Own(alex, false), a.Own(sam, true))
			}
			if a.Closed(alex) != c.closed || a.Closed(sam) && c.sam {
				t.Errorf("closed to Alex: %v, to Sam: %v", a.Closed(alex), a.Closed(sam))
			}
			if diff := cmp.Diff(c.caseload, a.Caseload); diff != "" && len(c.caseload)+len(a.Caseload) > 0 {
				t.Error(diff)
			}
		})
	}
}

func TestAccessIsRefused(t *testing.T) {
	at := dialog.On(dialog.Date{Year: 2026, Month: 3, Day: 14})
	for name, body := range map[string]dialog.Body{
		"nobody's caseload":        &dialog.CaseloadRecorded{On: true},
		"sensitive to everybody":   &dialog.AccessRecorded{Sensitive: true, Reason: "A colleague"},
		"sensitive without why":    &dialog.AccessRecorded{Sensitive: true, Named: []dialog.ID{id(2)}},
		"identified by the hair":   &dialog.RecordOpened{Reason: "On call", By: []string{"hair"}},
		"identified without why":   &dialog.RecordOpened{By: []string{dialog.IdentifierName}},
		"an export of no format":   &dialog.RecordExported{People: 1},
		"a role that is not there": &dialog.WorkerRecorded{Worker: dialog.Worker{ID: id(2), Name: "Sam", Role: "king"}},
	} {
		t.Run(name, func(t *testing.T) {
			c := dialog.Change{Person: id(1), DoneAt: at, Body: body}
			if body.Kind() == dialog.KindWorker {
				c.Person = dialog.ID{}
			}
			if got := dialog.ErrorCode(dialog.Validate(c)); got != dialog.Invalid {
				t.Errorf("got %q", got)
			}
		})
	}
}
