package sending_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"alongside/dialog"
	"alongside/ui/sending"
	"alongside/ui/uitest/single"
)

// centre is one in memory.
type centre struct {
	state  sending.State
	parked []sending.Parked
	may    bool
	err    error

	sent  int
	again []dialog.ID
}

func (c *centre) Sending(context.Context) (sending.State, error)   { return c.state, c.err }
func (c *centre) Parked(context.Context) ([]sending.Parked, error) { return c.parked, nil }
func (c *centre) MaySend() bool                                    { return c.may }

func (c *centre) Send(_ context.Context, now bool) (sending.State, error) {
	if now {
		c.sent++
	}
	return c.state, c.err
}

func (c *centre) Again(_ context.Context, _, assessment dialog.ID) error {
	c.again = append(c.again, assessment)
	c.parked = nil
	c.state.Parked, c.state.Waiting = 0, 0
	return nil
}

const address = "https://fhir.trust.example/r4"

func keptBack() *centre {
	day := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	c := &centre{may: true, state: sending.State{Centre: address, Waiting: 2, Parked: 3, Days: 12}}
	for i, p := range []sending.Parked{
		{Name: "OKONKWO, Grace (Ms)", Why: "The centre holds something newer than this laptop knows: the answers. Nothing was overwritten. Bring the laptops together that recorded for this person, and it is sent by itself."},
		{Name: "ST JOHN-WORTHINGTON, Bartholomew Christopher (Mx)", Why: "Patient.name: not known here"},
		{Name: "Somebody on another caseload", Why: "The centre answered with code 400 and gave no reason."},
	} {
		p.Assessment, p.Done = dialog.ID{byte(i + 1)}, dialog.At(day.AddDate(0, 0, -i))
		c.parked = append(c.parked, p)
	}
	return c
}

func TestGolden(t *testing.T) {
	for name, c := range map[string]*centre{
		"kept-back": keptBack(),
		"sent":      {may: true, state: sending.State{Centre: address}},
		"waiting":   {may: true, state: sending.State{Centre: address, Waiting: 1, Days: 1}},
		"away":      {may: true, state: sending.State{Centre: address, Waiting: 4, Days: 3, Problem: "The centre cannot be reached. It is tried again by itself."}},
		"nowhere":   {may: true},
		"failed":    {err: errors.New("disk")},
	} {
		single.Drive(sending.New(c)).Golden(t, name)
	}
}

func TestKeys(t *testing.T) {
	c := keptBack()
	d := single.Drive(sending.New(c))
	d.Sees(t, "Why: The centre holds something newer")
	d.Press("down")
	d.Sees(t, "Why: Patient.name: not known here")
	d.Press("enter")
	if len(c.again) != 1 || c.again[0] != (dialog.ID{2}) || c.sent != 1 {
		t.Errorf("%v were tried again, and sent %d times", c.again, c.sent)
	}
	d.Sees(t, "Everything is sent")
	d.Press("s")
	if c.sent != 2 {
		t.Error("s does not send")
	}
	c = keptBack()
	single.Drive(sending.New(c)).Press("a")
	if len(c.again) != 1 || !c.again[0].IsZero() {
		t.Errorf("all: %v", c.again)
	}
	c = keptBack()
	c.may = false
	single.Drive(sending.New(c)).Press("a", "s", "enter")
	if len(c.again) != 0 || c.sent != 0 {
		t.Error("somebody who may not sends")
	}
}

func TestWords(t *testing.T) {
	for want, s := range map[string]sending.State{
		"No centre is set. Nothing is sent.":           {},
		"Everything is sent":                           {Centre: address},
		"1 not yet sent, oldest today":                 {Centre: address, Waiting: 1},
		"12 not yet sent, oldest 1 day":                {Centre: address, Waiting: 12, Days: 1},
		"12 not yet sent, oldest 40 days, 2 kept back": {Centre: address, Waiting: 10, Parked: 2, Days: 40},
	} {
		if got := s.Words(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
