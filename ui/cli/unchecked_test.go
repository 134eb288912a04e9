package cli

import (
	"context"
	"strings"
	"testing"

	"alongside/dialog"
	"alongside/ui"
)

// Until part of a recovery key was typed back it is said, at each opening and to whoever
// can make a new one, that nobody may have it.
func TestARecoveryKeyThatWasNeverChecked(t *testing.T) {
	ctx := context.Background()
	tests := map[string]struct {
		then func(t *testing.T, d *doors) // after the set-up was broken off
		name string
		said bool
	}{
		"broken off": {func(*testing.T, *doors) {}, "Sam Rivers", true},
		"checked":    {func(_ *testing.T, d *doors) { d.RecoveryChecked() }, "Sam Rivers", false},
		"a new one not checked": {func(t *testing.T, d *doors) {
			d.RecoveryChecked()
			_, err := d.ReplaceRecovery(ctx)
			mustDo(t, err)
		}, "Sam Rivers", true},
		"to a worker who can make none": {func(t *testing.T, d *doors) {
			mustDo(t, d.LetIn(ctx, dialog.Worker{Name: "Alex Stone", Role: dialog.PeerWorker}, alexWords))
		}, "Alex Stone", false},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			d := realDoors(t, &flags{})
			_, o, err := d.SetUp(ctx, "Sam Rivers", samsWords)
			mustDo(t, err)
			if w := o.(ui.Opened).Warning(); strings.Contains(w, "never checked") {
				t.Errorf("the first session begins with %q", w)
			}
			test.then(t, d)
			mustDo(t, d.Lock(ctx))
			again, err := d.Unlock(ctx, test.name, map[string]string{"Sam Rivers": samsWords, "Alex Stone": alexWords}[test.name])
			mustDo(t, err)
			if w := again.(ui.Opened).Warning(); strings.Contains(w, "never checked") != test.said {
				t.Errorf("it says %q", w)
			}
		})
	}
	t.Run("somebody came in with it", func(t *testing.T) {
		d := realDoors(t, &flags{})
		recovery, _, err := d.SetUp(ctx, "Sam Rivers", samsWords)
		mustDo(t, err)
		mustDo(t, d.Lock(ctx))
		o, err := d.Recover(ctx, recovery, "Sam Rivers", otherWords)
		mustDo(t, err)
		if w := o.(ui.Opened).Warning(); strings.Contains(w, "never checked") {
			t.Errorf("it says %q", w)
		}
	})
}
