package vault

import (
	"crypto/hkdf"
	"crypto/hpke"
	"crypto/sha256"
	"strings"
	"unicode"
)

// RecoveryKey is the key that is printed when a record is made and kept somewhere
// safe: 160 random bits. It opens the record when every passphrase is lost. Being
// random it needs no slow derivation.
type RecoveryKey struct{ secret [recoverySize]byte }

const (
	recoverySize  = 20
	recoveryChars = recoverySize * 8 / 5
	groupSize     = 4
)

// alphabet has no 0 and O and no 1 and I, which are taken for each other when they
// are read from paper. A character stands for five bits, its place here.
const alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"

func newRecoveryKey() RecoveryKey { return RecoveryKey{[recoverySize]byte(random(recoverySize))} }

// String does not give the key away; Text does.
func (RecoveryKey) String() string { return "a recovery key" }

// Groups returns the key as it is printed: eight groups of four characters, and a
// ninth of one that shows slips in copying.
func (k RecoveryKey) Groups() []string {
	var values []byte
	var bits, n uint
	for _, b := range k.secret {
		for bits, n = bits<<8|uint(b), n+8; n >= 5; n -= 5 {
			values = append(values, byte(bits>>(n-5)&31))
		}
	}
	values = append(values, checkValue(values))
	var groups []string
	for i := 0; i < len(values); i += groupSize {
		var g strings.Builder
		for _, v := range values[i:min(i+groupSize, len(values))] {
			g.WriteByte(alphabet[v])
		}
		groups = append(groups, g.String())
	}
	return groups
}

// Text returns the key in one line, its groups joined by hyphens.
func (k RecoveryKey) Text() string { return strings.Join(k.Groups(), "-") }

// ParseRecoveryKey reads a key as someone copied it: in capitals or not, with spaces
// or hyphens or none. It answers CodeMistyped when there is a slip in it, which needs
// no key file and gives nothing away.
func ParseRecoveryKey(s string) (RecoveryKey, error) {
	var values []byte
	for _, r := range strings.ToUpper(s) {
		if unicode.IsSpace(r) || unicode.Is(unicode.Pd, r) {
			continue
		}
		i := strings.IndexRune(alphabet, r)
		if i < 0 || len(values) > recoveryChars {
			return RecoveryKey{}, refuse(CodeMistyped, "the recovery key has a character that it cannot have, or too many")
		}
		values = append(values, byte(i))
	}
	if len(values) != recoveryChars+1 || checkValue(values[:recoveryChars]) != values[recoveryChars] {
		return RecoveryKey{}, refuse(CodeMistyped, "the recovery key is not complete or has a slip in it")
	}
	var k RecoveryKey
	var bits, n uint
	at := 0
	for _, v := range values[:recoveryChars] {
		if bits, n = bits<<5|uint(v), n+5; n >= 8 {
			n -= 8
			k.secret[at] = byte(bits >> n)
			at++
		}
	}
	return k, nil
}

// checkValue is a weighted sum in the field of 32 elements, with the powers of a
// primitive element as weights: one wrong character, or two neighbours exchanged, always
// show, also where one of them is the check itself.
func checkValue(values []byte) byte {
	var sum byte
	for _, v := range values { // Horner's rule: sum = (sum + v) * x
		sum = (sum ^ v) << 1
		if sum&32 != 0 {
			sum ^= 0b100101 // x^5 + x^2 + 1
		}
	}
	return sum
}

// private derives the pair of keys to whose public half the data keys are sealed.
func (k RecoveryKey) private(f *keyFile) (hpke.PrivateKey, error) {
	seed, err := hkdf.Key(sha256.New, k.secret[:], f.File, "alongside/1 recovery", keySize)
	if err != nil {
		return nil, err
	}
	defer clear(seed)
	kem, _, _ := suite()
	return kem.DeriveKeyPair(seed)
}
