package dialog

import (
	"fmt"
	"strconv"
)

// PersonPurged says that what this laptop held about a person was taken off it: the
// payloads of all entries about them that came before this one, but for the receipts.
// That they were made, and their digests, stay. It is about one laptop and stays there.
type PersonPurged struct {
	Assessments int    `json:"assessments"` // how many the centre has receipted
	Receipted   When   `json:"receipted"`   // when the last of these receipts came
	Reason      string `json:"reason"`
}

// Kind names what the entry says.
func (*PersonPurged) Kind() Kind { return KindPurged }

func (b *PersonPurged) validate() error {
	if b.Assessments < 1 || b.Receipted.IsZero() {
		return invalid("A purge says which receipts it relies on.")
	}
	return reasonGiven(b.Reason)
}

// Emptied stands for what an entry said whose payload was emptied by a purge: only
// its kind is left. Nobody records it, and applied to a record it does nothing.
type Emptied struct{ kind Kind }

// EmptiedBody returns what is left of an entry of a kind. It refuses kinds that the
// program does not know, and those that a purge leaves as they are.
func EmptiedBody(k Kind) (*Emptied, error) {
	switch {
	case emptyBody(k) == nil:
		return nil, &Error{Code: Newer, Message: messageNewer}
	case k.Stays():
		return nil, fmt.Errorf("nothing is left of an entry of the kind %s", k)
	}
	return &Emptied{k}, nil
}

// Kind is the kind that the entry always had.
func (b *Emptied) Kind() Kind { return b.kind }

func (b *Emptied) validate() error { return invalid("What was emptied cannot be recorded again.") }

// Stays reports whether a purge leaves entries of this kind as they are: what says
// that the centre has it, and that it was taken away.
func (k Kind) Stays() bool { return k == KindReceipt || k == KindPurged }

// Receipts returns how many assessments the centre has receipted, and when the last of
// these receipts came.
func (r *Record) Receipts() (n int, last When) {
	for i := range r.Deliveries {
		if d := &r.Deliveries[i]; !d.Sent.IsZero() {
			n++
			if last.IsZero() || d.Sent.Compare(last) > 0 {
				last = d.Sent
			}
		}
	}
	return n, last
}

// BesideTheCentre returns how many things are recorded about the person that go to no
// centre: conversations, meetings, events, work and housing, people at their side, and
// offers. A purge takes them away for good.
func (r *Record) BesideTheCentre() int {
	return len(r.Talks) + len(r.Meetings) + len(r.Events) + len(r.Circumstances) + len(r.Supporters)
}

// Purgeable refuses, in a sentence that says what is missing, unless everything about
// a person that goes to the centre has a receipt for how it stands now, and the last of
// them came so long ago as the rules say.
func Purgeable(r *Record, on Date, rules Rules) error {
	n, last := r.Receipts()
	switch {
	case r.Draft() != nil:
		return conflict("There is an unfinished DIALOG. Please finish it or close it first.")
	case n == 0:
		return conflict("The centre has no DIALOG of this person, so this laptop may be all that there is.")
	case len(r.OpenReferrals()) > 0:
		return conflict("A referral is open, so this person is still seen. Please close it first, and let that be sent.")
	case r.unsent():
		return conflict("Something of this person is not at the centre yet as it stands now. Please let it be sent first.")
	}
	if from := last.Date().AddDays(rules.Centre.PurgeAfter()); on.Before(from) {
		return conflict("The last receipt came on " + last.Date().String() + ". This may be done from " + from.String() + ".")
	}
	return nil
}

// unsent reports whether the centre lacks anything that goes to it.
func (r *Record) unsent() bool {
	for i := range r.Assessments {
		a := &r.Assessments[i]
		if d := r.Delivery(a.ID); a.Status != Draft && (d == nil || !d.Since.IsZero() || d.Sent.IsZero()) {
			return true
		}
	}
	return r.Loose != [32]byte{}
}

// checkPurge holds a purge to the receipts it names, which somebody looked at.
func checkPurge(r *Record, b *PersonPurged, on Date, rules Rules) error {
	if err := Purgeable(r, on, rules); err != nil {
		return err
	}
	if n, last := r.Receipts(); n != b.Assessments || last.Compare(b.Receipted) != 0 {
		return conflict("Something was sent meanwhile. Please look at it again.")
	}
	return nil
}

// purge leaves nothing of a record but how many entries it had. Of several people whose
// records were put together all have to be purged.
func (r *Record) purge(e *Entry) {
	if t := r.part(e.Person); t != nil {
		t.Purged = true
		if find(r.Merged, func(t *Merged) bool { return !t.Purged }) != nil {
			return
		}
	}
	*r = Record{Entries: r.Entries}
}

// The days after which a person may be purged whom the centre has receipted.
const (
	defaultPurgeDays = 90
	leastPurgeDays   = 30
	mostPurgeDays    = 3650
)

// PurgeAfter is how many days after the last receipt a person may be purged.
func (c Centre) PurgeAfter() int {
	if c.PurgeDays == 0 {
		return defaultPurgeDays
	}
	return c.PurgeDays
}

// withPurgeDays takes a number of days, or nothing for the default.
func (c Centre) withPurgeDays(value string) (Centre, error) {
	n, err := strconv.Atoi(value)
	switch {
	case value == "":
		n = 0
	case err != nil || n < leastPurgeDays || n > mostPurgeDays || strconv.Itoa(n) != value:
		return c, invalid(fmt.Sprintf("Please enter a whole number of days from %d to %d.", leastPurgeDays, mostPurgeDays))
	}
	c.PurgeDays = n
	return c, nil
}
