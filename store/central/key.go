package central

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"alongside/dialog"
)

// secretKey is where the private key lies in the sealed record.
const secretKey = "central.key"

// PublicKey is the public part of the key that a laptop proves itself with, as the
// centre registers it (RFC 7517). It is an elliptic key of the curve P-384, for
// ES384, which SMART Backend Services ask every server to take.
type PublicKey struct {
	Kty string   `json:"kty"`
	Crv string   `json:"crv"`
	X   string   `json:"x"`
	Y   string   `json:"y"`
	Use string   `json:"use"`
	Alg string   `json:"alg"`
	Ops []string `json:"key_ops"`
	Kid string   `json:"kid"` // its thumbprint (RFC 7638)
}

// NewKey makes a new key in the sealed record, in place of one that is there, and
// returns its public part. The private part is never given out.
func NewKey(ctx context.Context, r Record) (PublicKey, error) {
	key, err := ecdsa.GenerateKey(elliptic.P384(), rand.Reader)
	if err != nil {
		return PublicKey{}, fmt.Errorf("failed to make a key: %w", err)
	}
	b, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return PublicKey{}, fmt.Errorf("failed to write a key: %w", err)
	}
	defer clear(b)
	if err := r.SetSecret(ctx, secretKey, b); err != nil {
		return PublicKey{}, err
	}
	return public(key)
}

// Key returns the public part of the key that is there. NotFound where there is none.
func Key(ctx context.Context, r Record) (PublicKey, error) {
	key, err := private(ctx, r)
	if err != nil {
		return PublicKey{}, err
	}
	return public(key)
}

func private(ctx context.Context, r Record) (*ecdsa.PrivateKey, error) {
	b, err := r.Secret(ctx, secretKey)
	if err != nil {
		return nil, err
	}
	defer clear(b)
	if b == nil {
		return nil, &dialog.Error{Code: dialog.NotFound, Message: "This laptop has no key for the centre yet. An administrator makes one with: alongside push --new-key"}
	}
	key, err := x509.ParsePKCS8PrivateKey(b)
	if err != nil {
		return nil, fmt.Errorf("failed to read the key for the centre: %w", err)
	}
	elliptical, ok := key.(*ecdsa.PrivateKey)
	if !ok || elliptical.Curve != elliptic.P384() {
		return nil, errors.New("failed to read the key for the centre: it is of another kind")
	}
	return elliptical, nil
}

func public(key *ecdsa.PrivateKey) (PublicKey, error) {
	point, err := key.PublicKey.Bytes() // 4, x, y
	if err != nil {
		return PublicKey{}, fmt.Errorf("failed to write a public key: %w", err)
	}
	size := (len(point) - 1) / 2
	p := PublicKey{Kty: "EC", Crv: "P-384", X: coded(point[1 : 1+size]), Y: coded(point[1+size:]), Use: "sig", Alg: "ES384", Ops: []string{"verify"}}
	print := sha256.Sum256([]byte(`{"crv":"P-384","kty":"EC","x":"` + p.X + `","y":"` + p.Y + `"}`))
	p.Kid = coded(print[:])
	return p, nil
}

func coded(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }

// Set is the key as a set of one (RFC 7517, section 5), indented, to hand to whoever
// looks after the centre.
func (p PublicKey) Set() string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetIndent("", "  ")
	_ = e.Encode(map[string][]PublicKey{"keys": {p}}) // it has no error to give
	return b.String()
}
