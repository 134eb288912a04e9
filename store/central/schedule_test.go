package central_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"alongside/dialog"
	"alongside/dialog/trial"
	"alongside/store"
	"alongside/store/central"
)

// Faults in any order, and somebody who amends meanwhile: everything arrives in the
// end as it stands, and nothing is said to be sent before.
func TestAnyScheduleOfFaults(t *testing.T) {
	tr := trial.Start(t, "schedules of faults")
	tr.Each(trial.Times(6, 1000), 2, func(_ int, r *rand.Rand) {
		c, s := newCentre(t), live(t)
		defer c.Close()
		p, made := someone(t, s, 1, 1+r.IntN(4))
		for range r.IntN(12) {
			c.fail(1, anyFault(r))
		}
		k := courier(t, s, c.settings(), central.Options{})
		for range 1 + r.IntN(4) {
			if _, err := k.Run(ctx, true); err != nil {
				tr.Wrong("%v", err)
			}
			truthful(t, s, c, p)
			if r.IntN(2) == 0 {
				add(t, s, amend(p, made[r.IntN(len(made))], 1+r.IntN(7)))
			}
		}
		for range 8 { // a run may be out of patience
			if unsent(t, s).Waiting > 0 {
				delivered(t, k)
			}
		}
		askAgain(t, s, k)
		if u := unsent(t, s); u.Waiting+u.Parked > 0 {
			tr.Lost("%+v", u)
		}
		if n := c.count("QuestionnaireResponse"); n != len(made) {
			tr.Wrong("%d of %d are there", n, len(made))
		}
		truthful(t, s, c, p)
	})
}

// askAgain does what somebody does who finds an assessment parked, because the centre
// answered about it over and over again what made no sense: they have it sent once more.
func askAgain(t *testing.T, s *store.Store, k *central.Courier) {
	t.Helper()
	parked, err := s.Parked(ctx, 10)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range parked {
		if !strings.Contains(d.Parked, "does not account for everything") {
			t.Errorf("parked for another reason: %s", d.Parked)
		}
		add(t, s, about(d.Person, &dialog.DeliveryRetried{Assessment: d.Assessment}))
	}
	if len(parked) > 0 {
		delivered(t, k)
	}
}

func anyFault(r *rand.Rand) fault {
	switch r.IntN(8) {
	case 0:
		return fault{status: 429, body: "{}"}
	case 1:
		return fault{status: 503}
	case 2:
		return fault{status: 500, stored: true}
	case 3:
		return fault{status: 1, stored: true, drop: true}
	case 4:
		return fault{status: 1, drop: true}
	case 5:
		return fault{status: 200, body: "<html>"}
	case 6:
		return fault{change: func(o map[string]any) { delete(first(o), "status") }}
	}
	return fault{}
}
