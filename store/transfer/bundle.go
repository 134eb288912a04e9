package transfer

import (
	"bufio"
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"

	"filippo.io/age"

	"alongside/dialog"
	"alongside/store"
)

// A bundle is one file in the age format (age-encryption.org/v1), sealed to the
// receiving laptop's X25519 recipient. Inside are lines of JSON, each with its line
// end: the head, an entry a line, and last the signature, made with Ed25519 by the
// sending laptop over "alongside bundle 1\n" and the SHA-256 of all lines before it.
// Sender and receiver stand in the head, so what is signed for one laptop cannot be
// passed to another as if it were meant for it.

const (
	bundleFormat = "alongside bundle 1"

	mostBundleBytes  = 128 << 20 // of the file, and of what is in it
	mostLineBytes    = 512 << 10 // of one line: an entry with eleven long notes fits
	mostHeadBytes    = 4 << 20
	mostBundlePeople = 20_000
)

// bundleHead is the first line.
type bundleHead struct {
	Format    string         `json:"format"`
	Bundle    dialog.ID      `json:"bundle"`
	From      dialog.ID      `json:"from"`
	To        dialog.ID      `json:"to"`
	Agreement string         `json:"agreement"`
	Purpose   string         `json:"purpose"`
	Made      dialog.When    `json:"made"`
	Entries   int            `json:"entries"`
	People    []bundlePerson `json:"people"`
}

type bundlePerson struct {
	Person    dialog.ID `json:"person"`
	Entries   int       `json:"entries"`
	Sensitive bool      `json:"sensitive"`
}

// bundleEntry is a line with an entry, as it lies in the journal.
type bundleEntry struct {
	ID       dialog.ID   `json:"id"`
	Device   dialog.ID   `json:"device"`
	Seq      int64       `json:"seq"`
	Rank     int64       `json:"rank"`
	Kind     dialog.Kind `json:"kind"`
	Person   dialog.ID   `json:"person"`
	Worker   dialog.ID   `json:"worker"`
	Done     dialog.When `json:"done"`
	Recorded dialog.When `json:"recorded"`
	Payload  string      `json:"payload"` // base64 of the bytes as stored
	Digest   string      `json:"digest"`  // hexadecimal
}

// bundleEnd is the last line.
type bundleEnd struct {
	Signature string `json:"signature"` // base64
}

// WriteBundle writes a bundle, sealed to whom it is for and signed by this laptop.
func (l *Laptop) WriteBundle(w io.Writer, out *store.Shared) error {
	recipient, err := age.ParseX25519Recipient(out.To.Recipient)
	if err != nil {
		return fmt.Errorf("failed to read the other laptop's key: %w", err)
	}
	sealed, err := age.Encrypt(w, recipient)
	if err != nil {
		return fmt.Errorf("failed to seal the bundle: %w", err)
	}
	lines := &lineWriter{to: bufio.NewWriterSize(sealed, 64<<10), sum: sha256.New()}
	b := out.Bundle
	lines.write(headOf(b))
	for i := range b.Entries {
		lines.write(entryOf(&b.Entries[i]))
	}
	signature := ed25519.Sign(l.signing, signed(lines.sum))
	lines.write(bundleEnd{base64.StdEncoding.EncodeToString(signature)})
	if lines.err == nil {
		lines.err = lines.to.Flush()
	}
	if lines.err != nil {
		return fmt.Errorf("failed to write the bundle: %w", lines.err)
	}
	return sealed.Close()
}

// signed is what a signature is made over.
func signed(sum hash.Hash) []byte { return sum.Sum([]byte(bundleFormat + "\n")) }

// lineWriter writes values as lines of JSON until one fails, and adds them up.
type lineWriter struct {
	to  *bufio.Writer
	sum hash.Hash
	err error
}

func (w *lineWriter) write(v any) {
	if w.err != nil {
		return
	}
	b, err := json.Marshal(v)
	if err == nil {
		b = append(b, '\n')
		w.sum.Write(b)
		_, err = w.to.Write(b)
	}
	w.err = err
}

func headOf(b *store.Bundle) bundleHead {
	h := bundleHead{bundleFormat, b.ID, b.From, b.To, b.Agreement, b.Purpose, b.Made, len(b.Entries), []bundlePerson{}}
	for _, p := range b.People {
		h.People = append(h.People, bundlePerson(p))
	}
	return h
}

func entryOf(f *store.Foreign) bundleEntry {
	e := &f.Entry
	return bundleEntry{e.ID, e.Device, e.DeviceSeq, e.Rank, f.Kind, e.Person, e.Worker, e.DoneAt, e.RecordedAt,
		base64.StdEncoding.EncodeToString(f.Payload), hex.EncodeToString(f.Digest[:])}
}

// OpenBundle opens a bundle from a file and makes sure who sent it. Among the peers,
// those paired with this laptop, the sender has to be. Codes: Unavailable for a file
// that cannot be read; Denied for a bundle that is for another laptop, not from a
// paired one, or not signed by it; Damaged for one that is not as it was written;
// Invalid for what is no bundle, or beyond what one may hold.
func (l *Laptop) OpenBundle(path string, peers []dialog.Peer) (*store.Bundle, error) {
	f, err := openRegular(path, mostBundleBytes)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	return l.ReadBundle(f, peers)
}

// ReadBundle does what OpenBundle does with what a reader gives.
func (l *Laptop) ReadBundle(r io.Reader, peers []dialog.Peer) (*store.Bundle, error) {
	outer := bufio.NewReaderSize(io.LimitReader(r, mostBundleBytes), 64<<10)
	var plain io.Reader
	err := checkOuter(outer)
	if err == nil {
		plain, err = age.Decrypt(outer, l.opening)
	}
	if err != nil {
		if _, ok := errors.AsType[*age.NoIdentityMatchError](err); ok {
			return nil, &dialog.Error{Code: dialog.Denied, Err: err, Message: "This bundle is sealed to another laptop, or to this one before it was brought back from a backup. Nothing was taken in."}
		}
		return nil, &dialog.Error{Code: dialog.Invalid, Err: err, Message: "That is not a bundle from another laptop, or it was damaged on the way. Nothing was taken in."}
	}
	in := &lineReader{from: bufio.NewReaderSize(io.LimitReader(plain, mostBundleBytes), 64<<10), sum: sha256.New()}
	b, err := l.open(in, peers)
	if err != nil {
		return nil, bundleFault(err)
	}
	return b, nil
}

// mostHeaderBytes is how long the header of the seal may be. One for one recipient
// takes 170 bytes; each further one would have to be tried.
const mostHeaderBytes = 512

// checkOuter refuses a file whose seal is not one for a single laptop, before any of
// it is worked through.
func checkOuter(r *bufio.Reader) error {
	begin, err := r.Peek(mostHeaderBytes)
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	if !bytes.Contains(begin, []byte("\n---")) {
		return errors.New("the header is not one for a single recipient")
	}
	return nil
}

// bundleFault words a file that stops being sealed rightly, such as one cut off.
func bundleFault(err error) error {
	if dialog.ErrorCode(err) != dialog.Internal {
		return err
	}
	return &dialog.Error{Code: dialog.Damaged, Err: err, Message: messageBadBundle}
}

const messageBadBundle = "The bundle is not as it was written: it was damaged or cut off on the way. Nothing was taken in. Please bring the file again."

// open reads the lines. Nothing but the head is looked into before the signature was
// found to be the sender's.
func (l *Laptop) open(in *lineReader, peers []dialog.Peer) (*store.Bundle, error) {
	line, err := in.next(mostHeadBytes)
	if err != nil {
		return nil, err
	}
	var head bundleHead
	if err := decodeLine(line, 16+4*mostBundlePeople, &head); err != nil {
		return nil, err
	}
	sender, err := l.sender(&head, peers)
	if err != nil {
		return nil, err
	}
	lines := make([][]byte, 0, min(head.Entries, 4096))
	for range head.Entries {
		if line, err = in.next(mostLineBytes); err != nil {
			return nil, err
		}
		lines = append(lines, line)
	}
	message := signed(in.sum)
	if line, err = in.next(mostLineBytes); err != nil {
		return nil, err
	}
	if err := checkSignature(line, message, sender); err != nil {
		return nil, err
	}
	if err := in.end(); err != nil {
		return nil, err
	}
	return bundleOf(&head, lines)
}

// sender finds who sent a bundle, and refuses one that is not for this laptop.
func (l *Laptop) sender(head *bundleHead, peers []dialog.Peer) (*dialog.Peer, error) {
	switch {
	case head.Format != bundleFormat:
		return nil, refuse(dialog.Newer, "This bundle was made by another version of the program. Nothing was taken in. Please bring both laptops to the same version.")
	case head.To != l.device:
		return nil, refuse(dialog.Denied, "This bundle is for another laptop. Nothing was taken in.")
	case head.Entries < 1 || head.Entries > store.MostBundleEntries || len(head.People) > mostBundlePeople:
		return nil, refuse(dialog.Invalid, "The bundle holds more than one may hold, or nothing. Nothing was taken in.")
	}
	for i := range peers {
		if peers[i].Device == head.From {
			return &peers[i], nil
		}
	}
	return nil, refuse(dialog.Denied, "This bundle comes from a laptop that is not paired with this one. Nothing was taken in.")
}

func checkSignature(line, message []byte, sender *dialog.Peer) error {
	var last bundleEnd
	if err := decodeLine(line, 2, &last); err != nil {
		return err
	}
	key, err := base64.StdEncoding.DecodeString(sender.Signing)
	if err != nil || len(key) != ed25519.PublicKeySize {
		return errors.New("the sender's key cannot be read")
	}
	signature, err := base64.StdEncoding.Strict().DecodeString(last.Signature)
	if err != nil || !ed25519.Verify(key, message, signature) {
		return refuse(dialog.Denied, "The bundle is not signed by the laptop that it says it is from. Nothing was taken in. If that laptop has new keys, pair the two anew.")
	}
	return nil
}

func bundleOf(head *bundleHead, lines [][]byte) (*store.Bundle, error) {
	b := &store.Bundle{ID: head.Bundle, From: head.From, To: head.To, Agreement: head.Agreement, Purpose: head.Purpose, Made: head.Made,
		Entries: make([]store.Foreign, len(lines))}
	for _, p := range head.People {
		b.People = append(b.People, store.BundlePerson(p))
	}
	for i, line := range lines {
		var e bundleEntry
		if err := decodeLine(line, 12, &e); err != nil {
			return nil, err
		}
		if err := e.into(&b.Entries[i]); err != nil {
			return nil, err
		}
	}
	return b, nil
}

func (e *bundleEntry) into(f *store.Foreign) error {
	payload, err := base64.StdEncoding.Strict().DecodeString(e.Payload)
	digest, errDigest := hex.DecodeString(e.Digest)
	if err != nil || errDigest != nil || len(digest) != len(f.Digest) {
		return refuse(dialog.Invalid, messageBadBundle)
	}
	f.Entry = dialog.Entry{ID: e.ID, Device: e.Device, DeviceSeq: e.Seq, Rank: e.Rank, RecordedAt: e.Recorded,
		Change: dialog.Change{Person: e.Person, Worker: e.Worker, DoneAt: e.Done}}
	f.Kind, f.Payload = e.Kind, payload
	copy(f.Digest[:], digest)
	return nil
}
