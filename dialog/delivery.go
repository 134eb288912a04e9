package dialog

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"

	"alongside/dialog/text"
)

// Delivery is how far an assessment got on its way to a central system. It follows
// from the journal alone, so that every laptop that holds the same entries says the
// same of it, and none sends what another has sent.
type Delivery struct {
	Assessment ID
	// Version stands for all that is sent with the assessment: another one as soon
	// as any of it changed, wherever that was recorded and whenever it arrived.
	Version [sha256.Size]byte
	Device  ID   // the installation that recorded the latest of it: that one sends it
	Since   When // when the first of what is not yet sent was recorded; zero once all is, and while it is a draft
	Sent    When // when a version of it was sent last; zero for never
	Parked  string
}

// Waiting reports whether something of it is still to be sent, and nothing keeps it
// from being tried.
func (d *Delivery) Waiting() bool { return !d.Since.IsZero() && d.Parked == "" }

// Stuck reports whether it was refused, in which case Parked says why, and waits for
// somebody to look at it.
func (d *Delivery) Stuck() bool { return !d.Since.IsZero() && d.Parked != "" }

// VersionText is the version as a receipt names it.
func (d *Delivery) VersionText() string { return hex.EncodeToString(d.Version[:]) }

// Delivery returns how far an assessment got, or nil where the record does not hold
// it.
func (r *Record) Delivery(assessment ID) *Delivery {
	return find(r.Deliveries, func(d *Delivery) bool { return d.Assessment == assessment })
}

// GoesWith returns the assessment with which something is sent that belongs to none:
// the last that counts up to then, or else the first; the zero ID where there is none.
func (r *Record) GoesWith(at When) ID {
	past := r.History()
	if len(past) == 0 {
		return ID{}
	}
	id := past[0].ID
	for _, a := range past {
		if a.DoneAt.Compare(at) <= 0 {
			id = a.ID
		}
	}
	return id
}

// DeliveryReceipted says that the centre has all that belongs to one version of an
// assessment: its answer accounted for every part.
type DeliveryReceipted struct {
	Assessment ID     `json:"assessment"`
	Version    string `json:"version"`   // see Delivery.VersionText
	Content    string `json:"content"`   // SHA-256 of what was sent, in hexadecimal
	Resources  int    `json:"resources"` // how many parts there were
	Centre     string `json:"centre"`    // its address
}

// DeliveryParked says that the centre refused a version, or holds what this record
// does not know. Nothing is tried again until somebody asks for it, or the assessment
// changes.
type DeliveryParked struct {
	Assessment ID     `json:"assessment"`
	Version    string `json:"version"`
	Words      string `json:"words"` // why, the centre's own where it had any
	Centre     string `json:"centre"`
}

// DeliveryRetried asks for what was parked to be tried again.
type DeliveryRetried struct {
	Assessment ID `json:"assessment"`
}

// Kind names what the entry says.
func (*DeliveryReceipted) Kind() Kind { return KindReceipt }
func (*DeliveryParked) Kind() Kind    { return KindParked }
func (*DeliveryRetried) Kind() Kind   { return KindRetried }

func (b *DeliveryReceipted) validate() error {
	if !isDigest(b.Version) || !isDigest(b.Content) || b.Resources < 1 {
		return invalid("A receipt says what was sent and how many parts it had.")
	}
	return checkText("The address of the centre", b.Centre, text.Line)
}

func (b *DeliveryParked) validate() error {
	if !isDigest(b.Version) || b.Words == "" {
		return invalid("What is not sent needs a reason.")
	}
	if err := checkText("The reason", b.Words, text.Note); err != nil {
		return err
	}
	return checkText("The address of the centre", b.Centre, text.Line)
}

func (b *DeliveryRetried) validate() error { return nil }

func isDigest(s string) bool {
	b, err := hex.DecodeString(s)
	return err == nil && len(b) == sha256.Size && s == hex.EncodeToString(b)
}

// emptyDelivery is emptyBody for what is sent.
func emptyDelivery(k Kind) Body {
	switch k {
	case KindReceipt:
		return &DeliveryReceipted{}
	case KindParked:
		return &DeliveryParked{}
	case KindRetried:
		return &DeliveryRetried{}
	case KindPurged:
		return &PersonPurged{}
	}
	return nil
}

// checkDelivery is for entries about an assessment's way, and reports false for the
// rest.
func checkDelivery(r *Record, body Body) (known bool, err error) {
	var id ID
	switch b := body.(type) {
	case *DeliveryReceipted:
		id = b.Assessment
	case *DeliveryParked:
		id = b.Assessment
	case *DeliveryRetried:
		id = b.Assessment
	default:
		return false, nil
	}
	if a := r.Assessment(id); a == nil || a.Status == Draft {
		return true, missing("That assessment is not in this person's record, or is unfinished.")
	}
	return true, nil
}

// follow keeps the deliveries in step with an entry that has just been applied.
func (r *Record) follow(e *Entry) {
	switch b := e.Body.(type) {
	case *AssessmentStarted:
		r.carry(b.Assessment, e)
	case *AssessmentTakenOver:
		r.carry(b.Assessment, e)
	case *AssessmentContext:
		r.carry(b.Assessment, e)
	case *AnswerRecorded:
		r.carry(b.Assessment, e)
	case *AssessmentFinished:
		r.carry(b.Assessment, e)
	case *AssessmentClosed:
		r.carry(b.Assessment, e)
	case *AssessmentStruckOut:
		r.carry(b.Assessment, e)
		if a := r.Assessment(b.Assessment); a != nil && a.Status != Draft {
			r.carry(r.GoesWith(a.DoneAt), e) // what went with it goes with another now
		}
	case *ReferralRecorded:
		r.carry(r.lastOf(b.Referral.ID), e)
	case *GoalRated:
		if r.Delivery(b.Assessment) != nil {
			r.carry(b.Assessment, e)
		} else {
			r.carry(r.GoesWith(e.DoneAt), e)
		}
	case *AttemptRecorded:
		r.carry(r.GoesWith(e.DoneAt), e)
	case *PartStruckOut:
		r.carryRatings(b.ID, e)
		r.carry(r.last(), e)
	case *GoalCounted:
		r.carryRatings(b.Goal, e)
		r.carry(r.last(), e)
	case *PersonRecorded, *CharacteristicRecorded, *GoalRecorded, *ActionAgreed, *ActionReviewed:
		r.carry(r.last(), e) // they go with every assessment
	case *DeliveryReceipted, *DeliveryParked, *DeliveryRetried:
		r.delivered(e)
	}
}

// carry notes that an entry changed what is sent with an assessment. What there is
// none to go with yet goes with the next one that ends.
func (r *Record) carry(assessment ID, e *Entry) {
	a := r.Assessment(assessment)
	if a == nil {
		r.Loose = mixed(r.Loose, e.ID[:])
		return
	}
	d := r.Delivery(assessment)
	if d == nil {
		r.Deliveries = append(r.Deliveries, Delivery{Assessment: assessment})
		d = &r.Deliveries[len(r.Deliveries)-1]
	}
	d.Version, d.Device, d.Parked = mixed(d.Version, e.ID[:]), e.Device, ""
	if a.Status == Draft {
		return
	}
	if r.Loose != ([sha256.Size]byte{}) {
		d.Version, r.Loose = mixed(d.Version, r.Loose[:]), [sha256.Size]byte{}
	}
	if d.Since.IsZero() {
		d.Since = e.RecordedAt
	}
}

// carryRatings is for a goal that was struck out or counted: its ratings were sent
// with more than one assessment, and each says so now.
func (r *Record) carryRatings(goal ID, e *Entry) {
	g := r.Goal(goal)
	if g == nil {
		return
	}
	var told []ID
	for _, rating := range g.Ratings {
		id := rating.Assessment
		if id.IsZero() {
			id = r.GoesWith(rating.At)
		}
		if !slices.Contains(told, id) {
			told = append(told, id)
			r.carry(id, e)
		}
	}
}

func mixed(before [sha256.Size]byte, with []byte) [sha256.Size]byte {
	return sha256.Sum256(append(before[:], with...))
}

// last is the latest assessment that counts, or else the one that ended last.
func (r *Record) last() ID {
	if past := r.History(); len(past) > 0 {
		return past[len(past)-1].ID
	}
	return r.lastWhere(func(*Assessment) bool { return true })
}

// lastOf is the assessment that ended last of those that belong to a referral.
func (r *Record) lastOf(referral ID) ID {
	return r.lastWhere(func(a *Assessment) bool { return a.Referral == referral })
}

func (r *Record) lastWhere(fits func(*Assessment) bool) (id ID) {
	for i := range r.Assessments {
		if a := &r.Assessments[i]; a.Status != Draft && fits(a) {
			id = a.ID
		}
	}
	return id
}

// delivered applies what the centre said. A receipt for another version than the one
// that stands says only that something was sent once.
func (r *Record) delivered(e *Entry) {
	switch b := e.Body.(type) {
	case *DeliveryReceipted:
		if d := r.Delivery(b.Assessment); d != nil {
			if d.Sent = e.DoneAt; d.VersionText() == b.Version {
				d.Since, d.Parked = When{}, ""
			}
		}
	case *DeliveryParked:
		if d := r.Delivery(b.Assessment); d != nil && d.VersionText() == b.Version {
			d.Parked = b.Words
		}
	case *DeliveryRetried:
		if d := r.Delivery(b.Assessment); d != nil {
			d.Parked = ""
		}
	}
}
