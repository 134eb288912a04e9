package store

import (
	"context"

	"alongside/dialog"
)

// Merge puts another person's record together with the one that is kept: from then on
// that holds what is recorded in both, and the other is not listed any more. Both have
// to be the worker's to open. Codes: Denied, NotFound, and Conflict for a record that
// was put together with another one already.
func (v *Session) Merge(ctx context.Context, kept, other dialog.ID, reason string) (dialog.Committed, error) {
	return v.Append(ctx, v.change(kept, &dialog.PersonMerged{Other: other, Reason: reason}))
}

// Unmerge takes apart what Merge put together. Each record holds again what was
// recorded of its own person, what came since included. NotFound where the two are not
// together.
func (v *Session) Unmerge(ctx context.Context, kept, other dialog.ID, reason string) (dialog.Committed, error) {
	return v.Append(ctx, v.change(kept, &dialog.PersonUnmerged{Other: other, Reason: reason}))
}

// mayMerge refuses changes that put together with the person somebody whose record is
// not the worker's to open.
func (v *Session) mayMerge(ctx context.Context, changes []dialog.Change) error {
	for _, c := range changes {
		if b, ok := c.Body.(*dialog.PersonMerged); ok {
			if _, err := v.Record(ctx, b.Other); err != nil {
				return err
			}
		}
	}
	return nil
}
