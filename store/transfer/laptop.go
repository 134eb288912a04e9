package transfer

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/big"
	"strings"

	"filippo.io/age"

	"alongside/dialog"
	"alongside/dialog/text"
	"alongside/store"
)

// Laptop is this installation as others know it, with the private halves of its two
// keys: what is sealed to it opens with one, what it sends is signed with the other.
type Laptop struct {
	device  dialog.ID
	demo    bool
	opening *age.X25519Identity
	signing ed25519.PrivateKey
}

// secrets is the form in which the store keeps the private keys.
type secrets struct {
	Age     string `json:"age"`
	Signing string `json:"signing"` // the seed, in base64
}

// OpenLaptop returns this installation, with keys that are made the first time and
// kept in the sealed record. Denied for a role that may not exchange records.
func OpenLaptop(ctx context.Context, v *store.Session) (*Laptop, error) {
	b, err := v.LaptopSecret(ctx, makeSecrets)
	if err != nil {
		return nil, err
	}
	l := &Laptop{device: v.Device(), demo: v.Demo()}
	if err := l.read(b); err != nil {
		return nil, &dialog.Error{Code: dialog.Damaged, Message: "The keys of this laptop cannot be read. Please bring back a backup; other laptops then have to be paired anew.", Err: err}
	}
	return l, nil
}

func makeSecrets() ([]byte, error) {
	opening, err := age.GenerateX25519Identity()
	if err != nil {
		return nil, fmt.Errorf("failed to make a key: %w", err)
	}
	_, signing, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("failed to make a key: %w", err)
	}
	return json.Marshal(secrets{opening.String(), base64.StdEncoding.EncodeToString(signing.Seed())})
}

func (l *Laptop) read(b []byte) error {
	var s secrets
	if err := json.Unmarshal(b, &s); err != nil {
		return err
	}
	opening, err := age.ParseX25519Identity(s.Age)
	if err != nil {
		return err
	}
	seed, err := base64.StdEncoding.DecodeString(s.Signing)
	if err != nil || len(seed) != ed25519.SeedSize {
		return errors.Join(errors.New("the signing key has the wrong length"), err)
	}
	l.opening, l.signing = opening, ed25519.NewKeyFromSeed(seed)
	return nil
}

// peer is this laptop as others record it, under a name.
func (l *Laptop) peer(name string) dialog.Peer {
	public := l.signing.Public().(ed25519.PublicKey)
	return dialog.Peer{Device: l.device, Name: name, Recipient: l.opening.Recipient().String(), Signing: base64.StdEncoding.EncodeToString(public)}
}

// Number is the number by which people on two laptops make sure that the card they
// hold is the other's: six groups of five digits, about 100 bits of a SHA-256 over the
// device and both public keys.
func (l *Laptop) Number() string { return Number(l.peer("")) }

// Number returns the number of another laptop, as Laptop.Number does. The name is not
// part of it.
func Number(p dialog.Peer) string {
	h := sha256.New()
	fmt.Fprintf(h, "alongside laptop 1\n%s\n%s\n%s\n", p.Device, p.Recipient, p.Signing)
	all := new(big.Int).SetBytes(h.Sum(nil))
	all.Mod(all, new(big.Int).Exp(big.NewInt(10), big.NewInt(30), nil))
	digits := fmt.Sprintf("%030d", all)
	groups := make([]string, 6)
	for i := range groups {
		groups[i] = digits[5*i : 5*i+5]
	}
	return strings.Join(groups, " ")
}

// SameNumber reports whether what somebody typed is a number, whatever stands between
// its digits.
func SameNumber(typed, number string) bool {
	digits := func(s string) string {
		return strings.Map(func(r rune) rune {
			if r >= '0' && r <= '9' {
				return r
			}
			return -1
		}, s)
	}
	return digits(typed) == digits(number)
}

// cardFormat names the form of a card.
const cardFormat = "alongside laptop card 1"

// mostCardBytes is how long a card may be.
const mostCardBytes = 4096

// card is the public part of a laptop, as it is carried to another one.
type card struct {
	Format    string    `json:"format"`
	Device    dialog.ID `json:"device"`
	Demo      bool      `json:"demo"`
	Name      string    `json:"name"`
	Recipient string    `json:"recipient"`
	Signing   string    `json:"signing"`
}

// WriteCard writes the card of this laptop under the name that others are to call it.
// Nothing of it is secret.
func (l *Laptop) WriteCard(w io.Writer, name string) error {
	p := l.peer(name)
	if err := checkPeer(&p); err != nil {
		return err
	}
	b, err := json.MarshalIndent(card{cardFormat, p.Device, l.demo, p.Name, p.Recipient, p.Signing}, "", "  ")
	if err != nil {
		return err
	}
	_, err = w.Write(append(b, '\n'))
	return err
}

// ReadCard reads the card of another laptop from a file. Nothing is to be believed of
// it before people have compared its number. Codes: Invalid for what is no card;
// Conflict for that of a record of made-up people where this one is real, or the other
// way.
func (l *Laptop) ReadCard(path string) (dialog.Peer, error) {
	f, err := openRegular(path, mostCardBytes)
	if err != nil {
		return dialog.Peer{}, err
	}
	defer func() { _ = f.Close() }()
	return l.readCard(f)
}

func (l *Laptop) readCard(r io.Reader) (dialog.Peer, error) {
	var c card
	if err := DecodeJSON(r, JSONLimits{Bytes: mostCardBytes, Depth: 1, Values: 20}, &c); err != nil {
		return dialog.Peer{}, err
	}
	if c.Format != cardFormat {
		return dialog.Peer{}, refuse(dialog.Invalid, messageNoCard)
	}
	if c.Demo != l.demo {
		return dialog.Peer{}, refuse(dialog.Conflict, "One of the two laptops has the demo with made-up people open. A real record is never exchanged with it.")
	}
	p := dialog.Peer{Device: c.Device, Name: c.Name, Recipient: c.Recipient, Signing: c.Signing}
	return p, checkPeer(&p)
}

const messageNoCard = "That is not the card of a laptop. Please make it again on the other laptop, with: alongside pair card"

// checkPeer refuses a card with a name or keys that will not do.
func checkPeer(p *dialog.Peer) error {
	clean, err := text.Clean(p.Name, text.Name)
	if err != nil || clean == "" {
		return &dialog.Error{Code: dialog.Invalid, Message: "That cannot be the name of a laptop. Please choose another.", Err: err}
	}
	p.Name = clean
	if _, err := age.ParseX25519Recipient(p.Recipient); err != nil {
		return &dialog.Error{Code: dialog.Invalid, Message: messageNoCard, Err: err}
	}
	return dialog.Validate(dialog.Change{Body: &dialog.LaptopPaired{Peer: *p}})
}
