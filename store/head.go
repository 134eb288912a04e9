package store

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"alongside/dialog"
	"alongside/store/vault"
)

// headName is the file beside a sealed record that says where its journal ends. It
// is what shows that entries were cut off the end, or that an older copy of the
// record was put back: of that the record itself knows nothing.
const headName = "alongside.head"

// nextHeadSuffix is the ending of the head of a record that is about to take the
// place of this one. It counts from the moment that record is there.
const nextHeadSuffix = ".next"

func (s *Store) headPath() string { return filepath.Join(s.dir, headName) }

// keepHead writes where the journal ends. A failure is no reason to refuse what is
// on the disk already: a head that lies before the end of the journal is as right.
func (s *Store) keepHead(flush bool) {
	if s.key != nil && s.dir != "" && !s.readOnly && s.known {
		_ = vault.WriteHead(s.headPath(), s.key, s.sealedHead(), flush)
	}
}

func (s *Store) sealedHead() vault.Head {
	return vault.Head{Sequence: uint64(s.tail.seq), Digest: s.tail.head, Keys: s.keysRevision}
}

// checkHead compares the end of the journal with what was kept beside it. Where
// they do not fit, the record is opened only to be read and says why: what is there
// may be needed now, and what is gone may still be brought back. Only an older copy
// of the key file is refused, since it would let in who is no longer meant to be.
func (s *Store) checkHead(ctx context.Context) error {
	if s.key == nil || s.dir == "" {
		return nil
	}
	problem, err := s.compareHead(ctx)
	if err != nil {
		return err
	}
	if problem != "" && s.takeNextHead(ctx) {
		problem = ""
	}
	if s.problem = problem; problem != "" {
		s.readOnly = true
		return nil
	}
	s.keepHead(true)
	return nil
}

const (
	messageNoHead = "The file that says where the record ends is gone or damaged, so nobody can tell whether something was taken off its end. " + wayBack
	messageCut    = "Entries at the end of the record are gone, or an older copy of it was put back. " + wayBack
	wayBack       = "It can be read and not written. To bring back a backup: alongside restore. To go on with it as it is: make a backup and restore that."
	messageOldKey = "The key file beside the record is an older copy. It was left as it is. Please put back the newer one, or bring back a backup together with its keys."
)

// compareHead says in a sentence how the journal and what was kept of it differ.
func (s *Store) compareHead(ctx context.Context) (problem string, err error) {
	h, err := vault.ReadHead(s.headPath(), s.key)
	switch vault.CodeOf(err) {
	case vault.CodeNoHead, vault.CodeHeadDamaged:
		return messageNoHead, nil
	}
	switch {
	case err != nil:
		return "", err
	case s.keysRevision == 0:
		s.keysRevision = h.Keys // not known to whoever opened it
	case h.Keys > s.keysRevision:
		return "", refuse(dialog.Conflict, messageOldKey)
	}
	fits, err := s.reaches(ctx, h)
	if err != nil || fits {
		return "", err
	}
	return messageCut, nil
}

// reaches reports whether the journal goes on from a head.
func (s *Store) reaches(ctx context.Context, h vault.Head) (bool, error) {
	if h.Sequence > uint64(s.tail.seq) {
		return false, nil
	}
	at, ok, err := s.headAt(ctx, int64(h.Sequence))
	return ok && at.Digest == h.Digest, err
}

// takeNextHead takes over the head that was made for this record before it was put
// in its place, if the program ended between the two.
func (s *Store) takeNextHead(ctx context.Context) bool {
	next := s.headPath() + nextHeadSuffix
	h, err := vault.ReadHead(next, s.key)
	if err != nil || h.Sequence != uint64(s.tail.seq) || h.Digest != s.tail.head {
		return false
	}
	return !s.readOnly && putInPlace(next, s.headPath()) == nil
}

// Problem says why a record that can be read must not be written: what is beside it
// does not fit it. It is "" for a record that is as it should be.
func (s *Store) Problem() string { return s.problem }

// PrepareHead keeps the head of a copy of the record, which is about to take its
// place, where the next opening finds it. It is for a sealed record alone.
func (h *Held) PrepareHead(c Contents, key *vault.DataKey, keysRevision uint64) error {
	next := vault.Head{Sequence: uint64(c.Head.Seq), Digest: c.Head.Digest, Keys: keysRevision}
	path := filepath.Join(h.dir, headName+nextHeadSuffix)
	if err := removeIfThere(path); err != nil { // of an attempt broken off
		return fault(err)
	}
	return fault(vault.WriteHead(path, key, next, true))
}

// TakeHead makes the head that was prepared the one that counts. Nothing is lost if
// it is not called: the next opening does it.
func (h *Held) TakeHead() error {
	return fault(putInPlace(filepath.Join(h.dir, headName+nextHeadSuffix), filepath.Join(h.dir, headName)))
}

func removeIfThere(path string) error {
	if err := os.Remove(path); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}
