package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"alongside/dialog"
	"alongside/dialog/text"
)

// sharing is what the journal says of other laptops and of what may go to them.
type sharing struct {
	peers      map[dialog.ID]dialog.Peer // those paired now
	agreements map[dialog.ID]dialog.SharingAgreed
}

const aboutSharing = `select ` + journalColumns + ` from journal where person=zeroblob(16)
	and kind in ('` + string(dialog.KindPaired) + `','` + string(dialog.KindUnpaired) + `','` + string(dialog.KindAgreement) + `')
	order by rank, device, device_seq`

func (s *Store) sharing(ctx context.Context) (sharing, error) {
	all := sharing{map[dialog.ID]dialog.Peer{}, map[dialog.ID]dialog.SharingAgreed{}}
	err := s.locked(ctx, func() error {
		return s.eachLine(ctx, func(l *line) error {
			switch b := l.entry.Body.(type) {
			case *dialog.LaptopPaired:
				all.peers[b.Device] = b.Peer
			case *dialog.LaptopUnpaired:
				delete(all.peers, b.Device)
			case *dialog.SharingAgreed:
				all.agreements[b.ID] = *b
			}
			return nil
		}, aboutSharing)
	})
	return all, fault(err)
}

// shares is sharing for whoever may exchange records.
func (v *Session) shares(ctx context.Context) (sharing, error) {
	if !v.May(dialog.PermExchange) {
		return sharing{}, denied(dialog.PermExchange)
	}
	return v.store().sharing(ctx)
}

// Peers returns the laptops that are paired with this one, by name. Denied for a role
// that may not exchange records.
func (v *Session) Peers(ctx context.Context) ([]dialog.Peer, error) {
	all, err := v.shares(ctx)
	return slices.SortedFunc(maps.Values(all.peers), func(a, b dialog.Peer) int {
		return cmp.Or(strings.Compare(text.Fold(a.Name), text.Fold(b.Name)), a.Device.Compare(b.Device))
	}), err
}

// Agreements returns the sharing agreements, by name, those that ended included.
func (v *Session) Agreements(ctx context.Context) ([]dialog.SharingAgreed, error) {
	all, err := v.shares(ctx)
	return slices.SortedFunc(maps.Values(all.agreements), func(a, b dialog.SharingAgreed) int {
		return cmp.Or(strings.Compare(text.Fold(a.Name), text.Fold(b.Name)), a.ID.Compare(b.ID))
	}), err
}

// Device returns the identifier of this installation, which other laptops know it by.
func (v *Session) Device() dialog.ID { return v.store().Device() }

// Demo reports whether the record holds made-up people.
func (v *Session) Demo() bool { return v.store().Demo() }

// Pair lets records be exchanged with another laptop, whose number people have
// compared. Conflict for this laptop itself and for a name that another one has.
func (v *Session) Pair(ctx context.Context, p dialog.Peer) error {
	all, err := v.shares(ctx)
	if err != nil {
		return err
	}
	if p.Device == v.Device() {
		return refuse(dialog.Conflict, "That is the card of this laptop. Please take the card of the other one.")
	}
	for _, other := range all.peers {
		if other.Device != p.Device && text.Fold(other.Name) == text.Fold(p.Name) {
			return refuse(dialog.Conflict, "Another paired laptop has that name. Please give this one another.")
		}
	}
	return v.say(ctx, &dialog.LaptopPaired{Peer: p})
}

// Unpair ends the pairing of a laptop: nothing goes to it and nothing comes from it
// any more. NotFound where it is not paired.
func (v *Session) Unpair(ctx context.Context, device dialog.ID, reason string) error {
	all, err := v.shares(ctx)
	if err != nil {
		return err
	}
	if _, paired := all.peers[device]; !paired {
		return refuse(dialog.NotFound, "No laptop of that name is paired with this one.")
	}
	return v.say(ctx, &dialog.LaptopUnpaired{Device: device, Reason: reason})
}

// Agree records a sharing agreement or replaces it; with ended, it ends it. NotFound
// where the other laptop is not paired or a person is not the worker's own; Conflict
// for a name that another agreement has.
func (v *Session) Agree(ctx context.Context, a dialog.Agreement, ended string) error {
	all, err := v.shares(ctx)
	if err != nil {
		return err
	}
	if _, paired := all.peers[a.With]; !paired && ended == "" {
		return refuse(dialog.NotFound, "No laptop of that name is paired with this one. Please pair the two first.")
	}
	for _, other := range all.agreements {
		if other.ID != a.ID && other.Ended == "" && text.Fold(other.Name) == text.Fold(a.Name) {
			return refuse(dialog.Conflict, "There is an agreement of that name. Please end it first, or choose another name.")
		}
	}
	if ended == "" {
		for _, p := range a.People {
			if _, err := v.Record(ctx, p); err != nil {
				return err
			}
		}
	}
	return v.say(ctx, &dialog.SharingAgreed{Agreement: a, Ended: ended})
}

// say records something about nobody.
func (v *Session) say(ctx context.Context, b dialog.Body) error {
	_, err := v.Append(ctx, dialog.Change{DoneAt: v.moment(), Body: b})
	return err
}

func (v *Session) moment() dialog.When { return dialog.At(v.store().now()) }

// LaptopSecret returns the private keys of this installation, in the form in which
// made returned them when they were first asked for. They are kept in the sealed file,
// in no journal, and a copy of the record that is put in its place gets others.
func (v *Session) LaptopSecret(ctx context.Context, made func() ([]byte, error)) ([]byte, error) {
	if !v.May(dialog.PermExchange) {
		return nil, denied(dialog.PermExchange)
	}
	s := v.store()
	s.mu.Lock()
	defer s.mu.Unlock()
	secret, err := s.laptopSecret(ctx, made)
	return secret, fault(err)
}

func (s *Store) laptopSecret(ctx context.Context, made func() ([]byte, error)) (secret []byte, err error) {
	if err := s.ready(); err != nil {
		return nil, err
	}
	name := laptopSecrets + s.device.String()
	err = s.conn.QueryRowContext(ctx, `select value from local_secret where name=?`, name).Scan(&secret)
	if err == nil || !errors.Is(err, sql.ErrNoRows) {
		return secret, err
	}
	if err := s.begin(ctx); err != nil {
		return nil, err
	}
	if secret, err = made(); err != nil {
		return nil, err
	}
	err = inTx(ctx, s.exec, func() error {
		if err := s.exec(ctx, `delete from local_secret where name like ?`, laptopSecrets+"%"); err != nil { // of the installation it was copied from
			return fmt.Errorf("failed to take away older keys: %w", err)
		}
		return s.exec(ctx, `insert into local_secret(name, value) values(?,?)`, name, secret)
	})
	return secret, err
}

// laptopSecrets begins the name of an installation's keys; its identifier follows.
const laptopSecrets = "laptop "
