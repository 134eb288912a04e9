package transfer

import (
	"bufio"
	"crypto/sha256"
	"io"

	"filippo.io/age"

	"alongside/dialog"
	"alongside/store"
)

// SignedBundle is what the signature of a bundle with these lines is made over.
func SignedBundle(lines []byte) []byte {
	h := sha256.New()
	h.Write(lines)
	return signed(h)
}

// Unseal opens what is sealed to this laptop.
func (l *Laptop) Unseal(r io.Reader) (io.Reader, error) { return age.Decrypt(r, l.opening) }

// ReadLines reads the lines of a bundle that was opened.
func (l *Laptop) ReadLines(r io.Reader, peers []dialog.Peer) (*store.Bundle, error) {
	b, err := l.open(&lineReader{from: bufio.NewReader(r), sum: sha256.New()}, peers)
	if err != nil {
		return nil, bundleFault(err)
	}
	return b, nil
}

// CardFrom reads a card.
func (l *Laptop) CardFrom(r io.Reader) (dialog.Peer, error) { return l.readCard(r) }

// Recipient is what is sealed to this laptop.
func (l *Laptop) Recipient() string { return l.opening.Recipient().String() }
