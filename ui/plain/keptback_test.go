package plain_test

import (
	"context"
	"strings"
	"testing"

	"alongside/dialog"
	"alongside/dialog/instrument"
	"alongside/ui/plain"
	"alongside/ui/uitest/golden"
)

// centre is one in memory.
type centre struct {
	kept  []plain.KeptBack
	may   bool
	again []dialog.ID
}

func (c *centre) KeptBack(context.Context) ([]plain.KeptBack, error) { return c.kept, nil }
func (c *centre) MaySend() bool                                      { return c.may }

func (c *centre) Again(_ context.Context, _, assessment dialog.ID) error {
	c.again = append(c.again, assessment)
	c.kept = nil
	return nil
}

// What was kept back from the centre is heard with its reason, and one or all of it is
// tried again by whoever may.
func TestWhatWasKeptBackIsHeard(t *testing.T) {
	day := dialog.At(now())
	two := []plain.KeptBack{
		{Assessment: dialog.ID{1}, Name: "OKONKWO, Grace (Ms)", Done: day, Why: "Patient.name: not known here"},
		{Assessment: dialog.ID{2}, Name: "Somebody on another caseload", Done: day, Why: "The centre answered with code 400 and gave no reason."},
	}
	for name, tt := range map[string]struct {
		centre centre
		lines  []string
		again  []dialog.ID
	}{
		"one":          {centre{kept: two, may: true}, []string{"2", "12"}, []dialog.ID{{2}}},
		"all":          {centre{kept: two, may: true}, []string{"3"}, []dialog.ID{{}}},
		"none":         {centre{kept: two, may: true}, []string{"b"}, nil},
		"may not":      {centre{kept: two}, nil, nil},
		"nothing left": {centre{may: true}, nil, nil},
	} {
		t.Run(name, func(t *testing.T) {
			m := caseload(t)
			lines := append(append([]string{"12"}, tt.lines...), "0", "")
			var out strings.Builder
			err := plain.Run(context.Background(), strings.NewReader(strings.Join(lines, "\n")), &out, plain.Options{
				Keeper: m, Version: "test", Rules: dialog.DefaultRules(), Worker: m.Worker(), Text: instrument.English(), Now: now, Piped: true,
				Centre: &tt.centre, Sending: "2 not yet sent, oldest today, 2 kept back",
			})
			if err != nil {
				t.Fatal(err)
			}
			if len(tt.again) != len(tt.centre.again) || len(tt.again) == 1 && tt.again[0] != tt.centre.again[0] {
				t.Errorf("%v were tried again, want %v", tt.centre.again, tt.again)
			}
			if len(tt.centre.kept) > 0 && !strings.Contains(out.String(), "Why: Patient.name: not known here") {
				t.Error("the reason is not heard")
			}
			if name == "one" {
				golden.Compare(t, "kept-back", out.String())
			}
		})
	}
}
