package dialog

import (
	"crypto/ed25519"
	"encoding/base64"
	"errors"
	"slices"

	"alongside/dialog/text"
)

// Peer is another laptop with which this one exchanges records: who it is, and the
// public halves of its two keys.
type Peer struct {
	Device    ID     `json:"device"`    // the installation
	Name      string `json:"name"`      // what it is called here
	Recipient string `json:"recipient"` // what bundles are sealed to: an age recipient, "age1…"
	Signing   string `json:"signing"`   // what its signature is checked with: an Ed25519 public key in base64
}

// Agreement is a sharing agreement: what may go to one other laptop, why, and until
// when. Nothing goes out that none covers.
type Agreement struct {
	ID        ID     `json:"id"`
	Name      string `json:"name"`
	With      ID     `json:"with"`    // a paired laptop
	Purpose   string `json:"purpose"` // why, in the words of the agreement
	People    []ID   `json:"people,omitempty"`
	Team      string `json:"team,omitempty"` // in place of People: everybody with an open referral to this team
	From      Date   `json:"from,omitzero"`
	Until     Date   `json:"until,omitzero"` // the last day; none for an agreement without an end
	Sensitive bool   `json:"sensitive,omitempty"`
}

// On reports whether the agreement holds on a day.
func (a *Agreement) On(day Date) bool {
	return !day.Before(a.From) && (a.Until.IsZero() || !a.Until.Before(day))
}

// Covers reports whether the agreement is about a person, given their access and
// the teams of their open referrals. Sensitive records are covered only where it
// says so.
func (a *Agreement) Covers(person ID, access *Access, teams []string) bool {
	if access.Sensitive && !a.Sensitive {
		return false
	}
	if a.Team == "" {
		return slices.Contains(a.People, person)
	}
	team := text.Fold(a.Team)
	return slices.ContainsFunc(teams, func(t string) bool { return text.Fold(t) == team })
}

// LaptopPaired says that another laptop was compared with its number, by people, and
// may exchange records with this one from now on.
type LaptopPaired struct{ Peer }

// LaptopUnpaired ends that. What was exchanged before stays.
type LaptopUnpaired struct {
	Device ID     `json:"device"`
	Reason string `json:"reason"`
}

// SharingAgreed records an agreement, replaces it, or ends it.
type SharingAgreed struct {
	Agreement
	Ended string `json:"ended,omitempty"` // why; "" while it goes on
}

// WorkerNamed says what a worker of one laptop is called, so that others know who
// recorded what. It gives nobody a role and lets nobody in.
type WorkerNamed struct {
	Worker ID     `json:"worker"`
	Name   string `json:"name"`
}

// RecordShared says that a person's record went into a bundle for another laptop.
type RecordShared struct {
	Bundle    ID     `json:"bundle"`
	With      ID     `json:"with"`
	Agreement ID     `json:"agreement"`
	Purpose   string `json:"purpose"`
	Entries   int    `json:"entries"` // how many of them
}

// RecordReceived says that a bundle from another laptop told something about a
// person.
type RecordReceived struct {
	Bundle  ID     `json:"bundle"`
	From    ID     `json:"from"`
	Purpose string `json:"purpose"`
	Entries int    `json:"entries"` // how many were new
}

// Kind names what the entry says.
func (*LaptopPaired) Kind() Kind   { return KindPaired }
func (*LaptopUnpaired) Kind() Kind { return KindUnpaired }
func (*SharingAgreed) Kind() Kind  { return KindAgreement }
func (*WorkerNamed) Kind() Kind    { return KindWorkerNamed }
func (*RecordShared) Kind() Kind   { return KindShared }
func (*RecordReceived) Kind() Kind { return KindReceived }

// recipientLength is how long an age recipient of the X25519 kind is.
const recipientLength = 62

func (p *Peer) validate() error {
	key, err := base64.StdEncoding.DecodeString(p.Signing)
	if p.Device.IsZero() || len(p.Recipient) != recipientLength || err != nil || len(key) != ed25519.PublicKeySize {
		return invalid("That is not the card of another laptop.")
	}
	return named("laptop", p.Name)
}

func named(what, name string) error {
	if name == "" {
		return invalid("Please give the " + what + " a name.")
	}
	return checkText("The name", name, text.Name)
}

func (b *LaptopPaired) validate() error { return b.Peer.validate() }

func (b *LaptopUnpaired) validate() error {
	if b.Device.IsZero() {
		return invalid("Please choose a laptop.")
	}
	return reasonGiven(b.Reason)
}

func (b *SharingAgreed) validate() error {
	switch {
	case b.ID.IsZero() || b.With.IsZero():
		return invalid("A sharing agreement is with one other laptop.")
	case (len(b.People) == 0) == (b.Team == ""):
		return invalid("A sharing agreement names either people or a team.")
	case slices.ContainsFunc(b.People, ID.IsZero):
		return invalid("Please choose people of this record.")
	case b.Purpose == "":
		return invalid("Please say what the sharing is for.")
	case !b.Until.IsZero() && b.Until.Before(b.From):
		return invalid("The last day of the agreement is before its first.")
	}
	return errors.Join(named("agreement", b.Name), checkText("The purpose", b.Purpose, text.Line),
		checkText("The team", b.Team, text.Name), checkText("The reason", b.Ended, text.Line))
}

func (b *WorkerNamed) validate() error {
	if b.Worker.IsZero() {
		return invalid("Please choose a worker.")
	}
	return named("worker", b.Name)
}

func (b *RecordShared) validate() error {
	if b.Bundle.IsZero() || b.With.IsZero() || b.Agreement.IsZero() || b.Entries < 0 {
		return invalid("What was shared says in which bundle, with whom and under which agreement.")
	}
	return checkText("The purpose", b.Purpose, text.Line)
}

func (b *RecordReceived) validate() error {
	if b.Bundle.IsZero() || b.From.IsZero() || b.Entries < 0 {
		return invalid("What was received says in which bundle and from whom.")
	}
	return checkText("The purpose", b.Purpose, text.Line)
}
