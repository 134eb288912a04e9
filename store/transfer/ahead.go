package transfer

import (
	"context"
	"iter"

	"alongside/dialog"
	"alongside/dialog/fhir"
)

// someone is what was read about one person, and what it adds up to.
type someone struct {
	entries []dialog.Entry
	history *fhir.History
	err     error
}

// ahead reads one person after another, in order, and adds up what was read of them,
// each beside the other and beside what the loop does with those before. No more than
// five are in memory. The first error is the last of what it yields; nothing reads any
// more once the loop is left.
func ahead(ctx context.Context, source Source, people []dialog.ID) iter.Seq2[*fhir.History, error] {
	return func(yield func(*fhir.History, error) bool) {
		ctx, stop := context.WithCancel(ctx)
		all := followed(ctx, read(ctx, source, people))
		defer func() {
			stop()
			for range all { // until the reading has ended
			}
		}()
		for s := range all {
			if !yield(s.history, s.err) || s.err != nil {
				return
			}
		}
	}
}

// read reads the entries of one person after another, until one cannot be read or ctx
// ends.
func read(ctx context.Context, source Source, people []dialog.ID) <-chan someone {
	all := make(chan someone, 1)
	go func() {
		defer close(all)
		for _, person := range people {
			entries, err := source.Entries(ctx, person)
			select {
			case all <- someone{entries: entries, err: err}:
			case <-ctx.Done():
				return
			}
			if err != nil {
				return
			}
		}
	}()
	return all
}

// followed adds up what is read, until all is or ctx ends. It ends after the reading.
func followed(ctx context.Context, of <-chan someone) <-chan someone {
	all := make(chan someone, 1)
	go func() {
		defer close(all)
		for s := range of {
			if s.err == nil {
				s.history, s.entries = fhir.Follow(s.entries), nil
			}
			select {
			case all <- s:
			case <-ctx.Done():
				for range of {
				}
				return
			}
		}
	}()
	return all
}
