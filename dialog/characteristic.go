package dialog

import (
	"errors"
	"slices"

	"alongside/dialog/text"
)

// Characteristic is one thing that a person told about themselves, from a day on.
// It is what they said, is never worked out from anything else, and says it apart
// where they did not want to say, were not asked, or it is not known. What nobody
// recorded anything about has no Characteristic.
type Characteristic struct {
	ID     ID                    `json:"characteristic"`
	Trait  Trait                 `json:"trait"`
	State  TraitState            `json:"state"`
	Values []string              `json:"values,omitempty"` // slugs of the trait's choices; only where it was told, one but for disability
	Words  string                `json:"words,omitempty"`  // the person's own for it
	From   Date                  `json:"from"`
	Teller Teller                `json:"teller,omitempty"` // empty where the person was not asked
	Added  When                  `json:"-"`
	Worker ID                    `json:"-"` // who recorded it first
	Before []Was[Characteristic] `json:"-"`
	Struck Struck                `json:"-"`
}

// TraitState says whether a person told something.
type TraitState string

// The states. They stay apart wherever the data goes.
const (
	TraitTold     TraitState = "told"
	TraitDeclined TraitState = "declined"  // asked, and the person prefers not to say
	TraitNotAsked TraitState = "not-asked" // it was left for another time
	TraitNotKnown TraitState = "not-known" // it could not be found out
)

// Teller says how an answer came into the record.
type Teller string

// The tellers.
const (
	TellerPerson    Teller = "person"      // the person entered it themselves
	TellerTogether  Teller = "with-worker" // the person said it and a worker entered it with them
	TellerElsewhere Teller = "elsewhere"   // taken over from another record, where who said it is not known
)

// CharacteristicRecorded records a characteristic as a whole or amends it. Amending
// it on a later day than it was recorded needs a reason. What changed in a life is
// recorded anew, from the day it changed.
type CharacteristicRecorded struct {
	Characteristic
	Reason string `json:"reason,omitempty"`
}

// Kind names what the entry says.
func (*CharacteristicRecorded) Kind() Kind { return KindCharacteristic }

// Characteristic returns the characteristic with that id, or nil.
func (r *Record) Characteristic(id ID) *Characteristic {
	return find(r.Characteristics, func(v *Characteristic) bool { return v.ID == id })
}

// CharacteristicsOf returns what was recorded of one trait, earliest first, without
// what was struck out.
func (r *Record) CharacteristicsOf(t Trait) []*Characteristic {
	var all []*Characteristic
	for i := range r.Characteristics {
		if c := &r.Characteristics[i]; c.Trait == t && !c.Struck.Out() {
			all = append(all, c)
		}
	}
	slices.SortStableFunc(all, func(x, y *Characteristic) int { return x.From.Compare(y.From) })
	return all
}

// About returns what stands of one trait, or nil where nothing is recorded.
func (r *Record) About(t Trait) *Characteristic {
	all := r.CharacteristicsOf(t)
	if len(all) == 0 {
		return nil
	}
	return all[len(all)-1]
}

// What AboutWord says of disability, where a person told about it.
const (
	DisabilitySome = "some" // one or several
	DisabilityNone = "none"
)

// AboutWord returns what stands of one trait as one word, by which people can be
// counted: the slug of the choice, DisabilitySome or DisabilityNone for disability,
// the state where it was not told, and "" where nothing is recorded.
func (r *Record) AboutWord(t Trait) string {
	switch c := r.About(t); {
	case c == nil:
		return ""
	case c.State != TraitTold:
		return string(c.State)
	case t != Disability:
		return c.Values[0]
	case slices.Contains(c.Values, NoDisability):
		return DisabilityNone
	}
	return DisabilitySome
}

func (b *CharacteristicRecorded) validate() error {
	_, known := traitSets[b.Trait]
	switch {
	case b.ID.IsZero():
		return invalid("What is recorded about a person needs an identifier.")
	case !known:
		return invalid("Please choose what it is about.")
	case b.From.IsZero():
		return invalid("Please write since when.")
	}
	return errors.Join(b.told(), checkDay(b.From),
		checkText("The person's own words", b.Words, text.Line), checkText("The reason", b.Reason, text.Line))
}

// told says whether the state goes with what else is said.
func (c *Characteristic) told() error {
	switch c.State {
	case TraitTold:
		if err := c.Trait.check(c.Values); err != nil {
			return err
		}
	case TraitDeclined, TraitNotAsked, TraitNotKnown:
		if len(c.Values) > 0 {
			return invalid("Please choose an answer, or why there is none, and not both.")
		}
		if c.Words != "" {
			return invalid("An answer that was not given has no words beside it. Please take them out.")
		}
	default:
		return invalid("Please choose one of the answers in the list.")
	}
	switch c.Teller {
	case TellerPerson, TellerTogether, TellerElsewhere:
		return nil
	case "":
		if c.State == TraitNotAsked {
			return nil
		}
	}
	return invalid("Please say who told it: the person themselves, or the person together with a worker.")
}

func checkCharacteristic(r *Record, b *CharacteristicRecorded, at When) error {
	if at.Date().Before(b.From) {
		return invalid("That day is still to come. Please write since when it has been so.")
	}
	old := r.Characteristic(b.ID)
	switch {
	case old == nil:
		return nil
	case old.Trait != b.Trait:
		return conflict("That answer is about something else. Please strike it out and record this one by itself.")
	}
	return checkAmend("answer", old.Struck, old.Added, at, b.Reason)
}

func applyCharacteristic(r *Record, b *CharacteristicRecorded, e *Entry) {
	c := b.Characteristic
	c.Added, c.Worker = e.DoneAt, e.Worker
	old := r.Characteristic(c.ID)
	if old == nil {
		r.Characteristics = append(r.Characteristics, c)
		return
	}
	was := *old
	was.Before = nil
	c.Added, c.Worker, c.Struck = old.Added, old.Worker, old.Struck
	c.Before = append(old.Before, Was[Characteristic]{Value: was, Until: e.DoneAt, By: e.Worker, Reason: b.Reason})
	*old = c
}
