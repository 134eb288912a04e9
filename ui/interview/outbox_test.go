package interview

import (
	"errors"
	"testing"

	"pgregory.net/rapid"

	"alongside/dialog"
)

func answerChange(d dialog.Domain, rating int) dialog.Change {
	return dialog.Change{Body: &dialog.AnswerRecorded{Domain: d, Answer: dialog.Answer{State: dialog.Rated, Rating: rating}}}
}

func ratingOf(c dialog.Change) int { return c.Body.(*dialog.AnswerRecorded).Answer.Rating }

func TestOutboxKeepsTheOrderOfWhatFailed(t *testing.T) {
	var b outbox
	for d := dialog.MentalHealth; d <= dialog.Accommodation; d++ {
		b.put(answerJob(d), answerChange(d, int(d)))
	}
	for {
		_, seq, ok := b.next()
		if !ok {
			break
		}
		b.answered(seq, errors.New("full"))
	}
	failed := b.failed()
	if len(failed) != 4 || b.empty() {
		t.Fatalf("%d failed", len(failed))
	}
	for i, p := range failed {
		if p.job.domain != dialog.Domains()[i] {
			t.Errorf("%d is %s", i, p.job.domain)
		}
	}
}

// TestOutboxLosesNothing: in whatever order changes are made, fail and arrive, the
// store ends with the last change of each job, and an answer that does not belong
// to the change on its way counts for nothing.
func TestOutboxLosesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var b outbox
		want, stored := map[dialog.Domain]int{}, map[dialog.Domain]int{}
		var flying dialog.Change
		seq := 0
		deliver := func(err error) {
			if seq == 0 {
				return
			}
			if err == nil {
				stored[flying.Body.(*dialog.AnswerRecorded).Domain] = ratingOf(flying)
			}
			b.answered(seq-1, nil) // an answer to an older change
			b.answered(seq, err)
			seq = 0
		}
		for range rapid.IntRange(1, 60).Draw(t, "steps") {
			switch rapid.IntRange(0, 3).Draw(t, "what") {
			case 0:
				d := dialog.Domain(rapid.IntRange(1, 4).Draw(t, "domain"))
				want[d] = rapid.IntRange(1, 7).Draw(t, "rating")
				b.put(answerJob(d), answerChange(d, want[d]))
			case 1:
				if c, s, ok := b.next(); ok {
					flying, seq = c, s
				}
			case 2:
				deliver(nil)
			case 3:
				deliver(errors.New("full"))
			}
			for d, rating := range want {
				if c, held := b.holds(answerJob(d)); held && ratingOf(c) != rating || !held && stored[d] != rating {
					t.Fatalf("%s: held %v, stored %d, want %d", d, held, stored[d], rating)
				}
			}
		}
		deliver(nil)
		b.retry()
		for {
			c, s, ok := b.next()
			if !ok {
				break
			}
			flying, seq = c, s
			deliver(nil)
		}
		if !b.empty() {
			t.Fatal("something is left")
		}
		for d, rating := range want {
			if stored[d] != rating {
				t.Fatalf("%s is stored as %d, want %d", d, stored[d], rating)
			}
		}
	})
}
