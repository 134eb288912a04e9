package dialog

import (
	"slices"

	"alongside/dialog/text"
)

// PersonMerged says that two records are of one person. It is about the one that is
// kept, which from then on holds what is recorded in both; the other is no longer
// listed. Nothing of either is changed.
type PersonMerged struct {
	Other  ID     `json:"other"`
	Reason string `json:"reason"`
}

// PersonUnmerged takes that back: each record again holds what was recorded of its own
// person, what came since included.
type PersonUnmerged struct {
	Other  ID     `json:"other"`
	Reason string `json:"reason"`
}

// Kind names what the entry says.
func (*PersonMerged) Kind() Kind   { return KindMerged }
func (*PersonUnmerged) Kind() Kind { return KindUnmerged }

func (b *PersonMerged) validate() error   { return twoPeople(b.Other, b.Reason) }
func (b *PersonUnmerged) validate() error { return twoPeople(b.Other, b.Reason) }

func twoPeople(other ID, reason string) error {
	if other.IsZero() {
		return invalid("Please choose the other record.")
	}
	if reason == "" {
		return invalid("Please say in a word why.")
	}
	return checkText("The reason", reason, text.Line)
}

// Merged is one of the people whose entries a record holds, where several were found
// to be one.
type Merged struct {
	Person Person // who they are as their own record has it
	Access Access // likewise
	Worker ID     // who put them together with the person; zero for the person
	At     When
	Reason string
	Purged bool // whether nothing is left of theirs on this laptop
}

// RecordOf returns the empty record of a person with whom others were put together; of
// nobody else, it is the zero Record.
func RecordOf(person ID, others []ID) *Record {
	r := &Record{}
	if len(others) == 0 {
		return r
	}
	for _, id := range append([]ID{person}, others...) {
		r.Merged = append(r.Merged, Merged{Person: Person{ID: id}})
	}
	return r
}

// part returns one of those whose entries the record holds, or nil where nobody was
// put together with the person.
func (r *Record) part(person ID) *Merged {
	return find(r.Merged, func(t *Merged) bool { return t.Person.ID == person })
}

// applyIdentity adds an entry about who the person is, who may open the record, and who
// was put together, and reports whether it was one.
func applyIdentity(r *Record, e *Entry) bool {
	t := r.part(e.Person)
	switch b := e.Body.(type) {
	case *PersonRecorded:
		who := b.Person
		who.ID = e.Person
		if t != nil {
			t.Person = who
		}
		if t == nil || t == &r.Merged[0] {
			r.Person = who
		}
	case *CaseloadRecorded:
		r.access(t, func(a *Access) { a.applyCaseload(b) })
	case *AccessRecorded:
		r.access(t, func(a *Access) { a.applyAccess(b) })
	case *PersonMerged:
		if other := r.part(b.Other); other != nil {
			other.Worker, other.At, other.Reason = e.Worker, e.DoneAt, b.Reason
		}
	case *PersonUnmerged:
	case *PersonPurged:
		r.purge(e)
	default:
		return false
	}
	return true
}

// access changes who may open the record; of several, that of one of them.
func (r *Record) access(t *Merged, change func(*Access)) {
	if t == nil {
		change(&r.Access)
		return
	}
	change(&t.Access)
	r.Access = Access{}
	for i := range r.Merged {
		r.Access = r.Access.and(&r.Merged[i].Access)
	}
}

// and is the access to two records that are one: on the caseload of whoever has either,
// and as closed as both.
func (a Access) and(b *Access) Access {
	both := Access{Caseload: slices.Concat(a.Caseload, b.Caseload), Sensitive: a.Sensitive || b.Sensitive}
	slices.SortFunc(both.Caseload, ID.Compare)
	both.Caseload = slices.Compact(both.Caseload)
	switch {
	case a.Sensitive && b.Sensitive:
		for _, id := range a.Named {
			if slices.Contains(b.Named, id) {
				both.Named = append(both.Named, id)
			}
		}
	case a.Sensitive:
		both.Named = slices.Clone(a.Named)
	case b.Sensitive:
		both.Named = slices.Clone(b.Named)
	}
	return both
}

// Families says who was put together with whom: under each one who was, the person
// whose record was kept. Entries come in the order of the record; of two that do not go
// together, as when two laptops each kept the other's, the first holds.
type Families map[ID]ID

// Apply adds an entry that comes next.
func (f Families) Apply(e *Entry) {
	switch b := e.Body.(type) {
	case *PersonMerged:
		if _, gone := f[b.Other]; !gone && f.Root(e.Person) != b.Other {
			f[b.Other] = e.Person
		}
	case *PersonUnmerged:
		if f[b.Other] == e.Person {
			delete(f, b.Other)
		}
	}
}

// Root returns under whom a person is found: the person, where they were put together
// with nobody's.
func (f Families) Root(person ID) ID {
	for {
		into, gone := f[person]
		if !gone {
			return person
		}
		person = into
	}
}

// Below returns who was put together with a person, or with one of those, in the order
// of their identifiers.
func (f Families) Below(person ID) []ID {
	var all []ID
	for id := range f {
		if id != person && f.Root(id) == person {
			all = append(all, id)
		}
	}
	slices.SortFunc(all, ID.Compare)
	return all
}

// Blank returns the empty record to which entries about one person are applied, those
// of others included who were put together with them.
func Blank(entries []Entry) *Record {
	if len(entries) == 0 {
		return &Record{}
	}
	f := Families{}
	for i := range entries {
		f.Apply(&entries[i])
	}
	root := f.Root(entries[0].Person)
	return RecordOf(root, f.Below(root))
}

// Owner returns under which of those whose entries the record holds a body belongs,
// given each one's own record: whose assessment, goal and so on it is about, and the
// person where it is nobody's yet. It is for a record with several in it.
func (r *Record) Owner(b Body, own map[ID]*Record) ID {
	for i := range r.Merged {
		if id := r.Merged[i].Person.ID; own[id] != nil && own[id].holds(b) {
			return id
		}
	}
	return r.Merged[0].Person.ID
}

// holds reports whether what a body changes is in the record.
func (r *Record) holds(b Body) bool {
	if id, of := assessmentOf(b); of {
		return r.Assessment(id) != nil
	}
	part, id := partOf(b)
	if part != "" {
		_, there := r.partBy(part, id)
		return there
	}
	referral, ok := b.(*ReferralRecorded)
	return ok && r.Referral(referral.Referral.ID) != nil
}

// assessmentOf returns the assessment that a body changes.
func assessmentOf(b Body) (ID, bool) {
	switch b := b.(type) {
	case *AssessmentResumed:
		return b.Assessment, true
	case *AssessmentContext:
		return b.Assessment, true
	case *AnswerRecorded:
		return b.Assessment, true
	case *AssessmentFinished:
		return b.Assessment, true
	case *AssessmentClosed:
		return b.Assessment, true
	case *AssessmentStruckOut:
		return b.Assessment, true
	case *DeliveryReceipted:
		return b.Assessment, true
	case *DeliveryParked:
		return b.Assessment, true
	case *DeliveryRetried:
		return b.Assessment, true
	}
	return talkedOf(b)
}

// talkedOf returns the assessment whose conversation a body is about.
func talkedOf(b Body) (ID, bool) {
	switch b := b.(type) {
	case *AreasChosen:
		return b.Assessment, true
	case *TalkNoted:
		return b.Assessment, true
	case *ThoughtOver:
		return b.Assessment, true
	case *ReadBack:
		return b.Assessment, true
	case *PresenceRecorded:
		return b.Assessment, true
	case *SafetyAnswered:
		return b.Assessment, true
	}
	return ID{}, false
}

// partOf returns the goal, action and the like that a body changes.
func partOf(b Body) (Part, ID) {
	switch b := b.(type) {
	case *GoalRecorded:
		return PartGoal, b.Goal.ID
	case *GoalRated:
		return PartGoal, b.Goal
	case *GoalCounted:
		return PartGoal, b.Goal
	case *ActionAgreed:
		return PartAction, b.ID
	case *ActionReviewed:
		return PartAction, b.Action
	case *MeetingArranged:
		return PartMeeting, b.ID
	case *EventRecorded:
		return PartEvent, b.ID
	case *CircumstanceRecorded:
		return PartCircumstance, b.ID
	case *CharacteristicRecorded:
		return PartCharacteristic, b.ID
	case *SupporterRecorded:
		return PartSupporter, b.ID
	case *PartStruckOut:
		return b.Part, b.ID
	}
	return "", ID{}
}
