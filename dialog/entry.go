package dialog

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
)

// Scope says whether an entry belongs to the record or to one laptop. It is part of
// what is digested, so a kind never changes its scope; see [Kind.Travels].
type Scope string

// The scopes.
const (
	RecordScope Scope = "record" // about people and workers
	DeviceScope Scope = "device" // settings, openings and exchanges on this laptop; stays
)

// Change is something a worker wants recorded, before the store has given it an
// identity and a place in the order.
type Change struct {
	Person ID   // whom it is about; zero for workers and settings
	Worker ID   // who recorded it
	DoneAt When // when it was done
	Body   Body
}

// Entry is one line of the journal. It never changes.
type Entry struct {
	ID         ID
	Device     ID    // the installation that recorded it
	DeviceSeq  int64 // 1, 2, 3 … without a gap on each device
	Rank       int64 // 1 + the highest rank held when it was recorded
	RecordedAt When  // the clock as read, never adjusted
	Change
}

// Before reports whether e comes before other in the order of the record: by
// rank, then device, then the device's own sequence. No clock is asked.
func (e *Entry) Before(other *Entry) bool { return e.Compare(other) < 0 }

// Compare is the order behind [Entry.Before].
func (e *Entry) Compare(other *Entry) int {
	return cmp.Or(cmp.Compare(e.Rank, other.Rank), e.Device.Compare(other.Device), cmp.Compare(e.DeviceSeq, other.DeviceSeq))
}

// Digest returns what the chain is made of: SHA-256 over the header in its
// stored form and the SHA-256 of the payload as stored. Emptying a payload later
// leaves the digest as it was.
func (e *Entry) Digest(payload [sha256.Size]byte) [sha256.Size]byte {
	h := sha256.New()
	h.Write(e.Header())
	h.Write(payload[:])
	return [sha256.Size]byte(h.Sum(nil))
}

// Header returns the bytes of everything but the payload, each text with its
// length before it, so that no two headers have the same bytes.
func (e *Entry) Header() []byte {
	b := make([]byte, 0, 256)
	text := func(s string) {
		b = binary.BigEndian.AppendUint32(b, uint32(len(s)))
		b = append(b, s...)
	}
	whole := func(n int64) { b = binary.BigEndian.AppendUint64(b, uint64(n)) }
	when := func(w When) {
		s, _ := w.MarshalText() // it has no error to give
		text(string(s))
	}
	text("alongside entry 1")
	b = append(b, e.ID[:]...)
	b = append(b, e.Device[:]...)
	whole(e.DeviceSeq)
	whole(e.Rank)
	text(string(e.Body.Kind().Scope()))
	text(string(e.Body.Kind()))
	b = append(b, e.Person[:]...)
	b = append(b, e.Worker[:]...)
	when(e.DoneAt)
	when(e.RecordedAt)
	return b
}

// NextHead returns the head of the chain after an entry: SHA-256 of the head
// before it and the entry's digest, in this laptop's order of arrival.
func NextHead(previous, digest [sha256.Size]byte) [sha256.Size]byte {
	return sha256.Sum256(append(previous[:], digest[:]...))
}

// Committed is what the store answers once a change is on the disk.
type Committed struct {
	Entries []Entry
	Record  *Record // the person's record after the change; nil where none is concerned
	Summary Summary // the person's line in the caseload after the change
}
