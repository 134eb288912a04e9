package backup

import (
	"context"

	"alongside/dialog"
	"alongside/store"
)

// Loss says what is in the record and not in a backup: what would go out of the
// record if the backup took its place. It counts and names nobody.
type Loss struct {
	Entries     int
	First, Last dialog.When // when the first and the last of them were recorded; zero where there are none
	People      int         // about whom something would go
	NewPeople   int         // of these, who are not in the backup at all
	Assessments int         // begun or taken over
	Answers     int         // recorded, changes included
	Returning   int         // entries of the backup that the record does not have
}

// place names an entry: no two have the same device and number.
type place struct {
	device dialog.ID
	seq    int64
}

// compare works out what a record has and a backup has not. An entry with the same
// place and another digest is not the same entry.
func compare(ctx context.Context, record *store.Store, copied *store.Copy) (Loss, error) {
	held := map[place][32]byte{}
	people := map[dialog.ID]bool{}
	err := copied.EachMark(ctx, func(m store.Mark) error {
		held[place{m.Device, m.DeviceSeq}] = m.Digest
		people[m.Person] = true
		return nil
	})
	if err != nil {
		return Loss{}, err
	}
	var loss Loss
	about := map[dialog.ID]bool{}
	err = record.EachMark(ctx, func(m store.Mark) error {
		at := place{m.Device, m.DeviceSeq}
		if digest, ok := held[at]; ok && digest == m.Digest {
			delete(held, at)
			return nil
		}
		loss.add(m, about, people)
		return nil
	})
	loss.Returning = len(held)
	return loss, err
}

func (l *Loss) add(m store.Mark, about, known map[dialog.ID]bool) {
	l.Entries++
	if l.First.IsZero() {
		l.First = m.RecordedAt
	}
	l.Last = m.RecordedAt
	switch m.Kind {
	case dialog.KindStarted, dialog.KindTakenOver:
		l.Assessments++
	case dialog.KindAnswer:
		l.Answers++
	}
	// That somebody's record was opened on this laptop says nothing about them.
	if m.Person.IsZero() || m.Kind.Scope() != dialog.RecordScope || about[m.Person] {
		return
	}
	about[m.Person] = true
	l.People++
	if !known[m.Person] {
		l.NewPeople++
	}
}
