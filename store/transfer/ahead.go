package transfer

import (
	"context"
	"iter"

	"alongside/dialog"
	"alongside/dialog/fhir"
)

// ahead reads one person after another, in order, while what the loop does with those
// before takes its own time. No more than three are in memory. The first error is the
// last of what it yields; nothing reads any more once the loop is left.
func ahead(ctx context.Context, source Source, people []dialog.ID) iter.Seq2[*fhir.History, error] {
	type read struct {
		history *fhir.History
		err     error
	}
	return func(yield func(*fhir.History, error) bool) {
		ctx, stop := context.WithCancel(ctx)
		all := make(chan read, 1)
		go func() {
			defer close(all)
			for _, person := range people {
				var r read
				entries, err := source.Entries(ctx, person)
				if r.err = err; err == nil {
					r.history = fhir.Follow(entries)
				}
				select {
				case all <- r:
				case <-ctx.Done():
					return
				}
				if err != nil {
					return
				}
			}
		}()
		defer func() {
			stop()
			for range all { // until the reading has ended
			}
		}()
		for r := range all {
			if !yield(r.history, r.err) || r.err != nil {
				return
			}
		}
	}
}
