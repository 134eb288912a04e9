package transfer

import (
	"context"
	"iter"

	"alongside/dialog"
	"alongside/dialog/abreast"
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
		found, added := make(chan someone, 1), make(chan someone, 1)
		reading := abreast.Begin(func() error { read(ctx, source, people, found); return nil })
		adding := abreast.Begin(func() error { follow(ctx, found, added); return nil })
		defer func() {
			stop()
			_, _ = reading.Wait(), adding.Wait()
		}()
		for s := range added {
			if !yield(s.history, s.err) || s.err != nil {
				return
			}
		}
	}
}

// read reads the entries of one person after another into a channel, until one cannot
// be read or ctx ends. It closes the channel.
func read(ctx context.Context, source Source, people []dialog.ID, to chan<- someone) {
	defer close(to)
	for _, person := range people {
		entries, err := source.Entries(ctx, person)
		select {
		case to <- someone{entries: entries, err: err}:
		case <-ctx.Done():
			return
		}
		if err != nil {
			return
		}
	}
}

// follow adds up what is read, until all is or ctx ends, and closes the channel it goes
// into.
func follow(ctx context.Context, of <-chan someone, to chan<- someone) {
	defer close(to)
	for s := range of {
		if s.err == nil {
			s.history, s.entries = fhir.Follow(s.entries), nil
		}
		select {
		case to <- s:
		case <-ctx.Done():
			return
		}
	}
}
