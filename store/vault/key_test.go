package vault_test

import (
	"bytes"
	"crypto/hkdf"
	"crypto/sha256"
	"testing"

	"alongside/store/vault"
)

func TestDerivationIsHKDF(t *testing.T) {
	key := vault.NewDataKey()
	data, _ := key.Secret()
	seen := map[string]bool{}
	for _, purpose := range []string{"page", "frame header", "frame tweak", "key file", "head file"} {
		got, err := key.Derive(purpose)
		must(t, err)
		want, err := hkdf.Expand(sha256.New, data, "alongside/1 "+purpose, 32)
		must(t, err)
		if !bytes.Equal(got, want) || seen[string(got)] {
			t.Errorf("%s: %x, want %x", purpose, got, want)
		}
		seen[string(got)] = true
	}
}
