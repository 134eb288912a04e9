package outbox_test

import (
	"errors"
	"testing"

	"pgregory.net/rapid"

	"alongside/dialog"
	"alongside/ui/outbox"
)

// answer is a change that says what it is about.
type answer struct {
	of     dialog.Domain
	rating int
}

func TestOutboxKeepsTheOrderOfWhatFailed(t *testing.T) {
	var b outbox.Box[dialog.Domain, answer]
	for d := dialog.MentalHealth; d <= dialog.Accommodation; d++ {
		b.Put(d, answer{d, int(d)})
	}
	for {
		_, seq, ok := b.Next()
		if !ok {
			break
		}
		b.Answered(seq, errors.New("full"))
	}
	failed := b.Failed()
	if len(failed) != 4 || b.Empty() {
		t.Fatalf("%d failed", len(failed))
	}
	for i, p := range failed {
		if p.Job != dialog.Domains()[i] {
			t.Errorf("%d is %s", i, p.Job)
		}
	}
}

// TestOutboxLosesNothing: in whatever order changes are made, fail and arrive, the
// store ends with the last change of each job, and an answer that does not belong
// to the change on its way counts for nothing.
func TestOutboxLosesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var b outbox.Box[dialog.Domain, answer]
		want, stored := map[dialog.Domain]int{}, map[dialog.Domain]int{}
		var flying answer
		seq := 0
		deliver := func(err error) {
			if seq == 0 {
				return
			}
			if err == nil {
				stored[flying.of] = flying.rating
			}
			b.Answered(seq-1, nil) // an answer to an older change
			b.Answered(seq, err)
			seq = 0
		}
		for range rapid.IntRange(1, 60).Draw(t, "steps") {
			switch rapid.IntRange(0, 3).Draw(t, "what") {
			case 0:
				d := dialog.Domain(rapid.IntRange(1, 4).Draw(t, "domain"))
				want[d] = rapid.IntRange(1, 7).Draw(t, "rating")
				b.Put(d, answer{d, want[d]})
			case 1:
				if c, s, ok := b.Next(); ok {
					flying, seq = c, s
				}
			case 2:
				deliver(nil)
			case 3:
				deliver(errors.New("full"))
			}
			for d, rating := range want {
				if c, held := b.Holds(d); held && c.rating != rating || !held && stored[d] != rating {
					t.Fatalf("%s: held %v, stored %d, want %d", d, held, stored[d], rating)
				}
			}
		}
		deliver(nil)
		b.Retry()
		for {
			c, s, ok := b.Next()
			if !ok {
				break
			}
			flying, seq = c, s
			deliver(nil)
		}
		if !b.Empty() {
			t.Fatal("something is left")
		}
		for d, rating := range want {
			if stored[d] != rating {
				t.Fatalf("%s is stored as %d, want %d", d, stored[d], rating)
			}
		}
	})
}
