package vault

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdh"
	"crypto/hmac"
	"crypto/hpke"
	"crypto/rand"
	"crypto/sha256"
	"fmt"
	"runtime"
	"strings"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"
)

// A worker has a pair of keys. The data keys are sealed to the public one (HPKE,
// RFC 9180: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM), so that a new data
// key can be handed to everyone without anyone's passphrase. The private one is
// sealed with AES-256-GCM under what Argon2id makes of the passphrase.

// argon2id names the derivation in a slot.
const argon2id = "argon2id"

// cost is what a derivation takes.
type cost struct {
	passes uint32
	memory uint32 // KiB
	lanes  uint8
}

// work is what this program asks for, and also the least it accepts: the second
// choice of RFC 9106, section 4, for where memory is not plentiful. It is a variable
// only for the tests of this package, which could not derive so often.
var work = cost{passes: 3, memory: 64 << 10, lanes: 4}

// dearest is the most it accepts. A slot that asks for more was made to hang the
// program.
var dearest = cost{passes: 16, memory: 512 << 10, lanes: 16}

func (c cost) acceptable() bool {
	return c.passes >= work.passes && c.memory >= work.memory && c.lanes >= 1 &&
		c.passes <= dearest.passes && c.memory <= dearest.memory && c.lanes <= dearest.lanes
}

func (s *workerSlot) cost() cost { return cost{s.Passes, s.Memory, s.Lanes} }

func suite() (hpke.KEM, hpke.KDF, hpke.AEAD) {
	return hpke.DHKEM(ecdh.X25519()), hpke.HKDFSHA256(), hpke.AES256GCM()
}

// workerID is how the file names a worker, so that nobody's name stands in it. Case,
// width and spaces make no difference.
func (f *keyFile) workerID(worker string) []byte {
	h := hmac.New(sha256.New, f.File)
	h.Write(append([]byte("alongside/1 worker\x00"), foldWorker(worker)...))
	return h.Sum(nil)[:idSize]
}

func foldWorker(worker string) string {
	return strings.ToLower(strings.Join(strings.Fields(norm.NFKC.String(worker)), " "))
}

// SameWorker says whether two names name the same worker of a key file.
func SameWorker(a, b string) bool { return foldWorker(a) == foldWorker(b) }

// worthCollecting is from how much memory of a derivation on, in KiB, using it again at
// once saves more than looking for it takes.
const worthCollecting = 32 << 10

// wrapper makes the cipher for a slot's private key. The same passphrase gives the
// same cipher on every keyboard and system, whose ways of composing a letter differ.
func (s *workerSlot) wrapper(passphrase string) cipher.AEAD {
	secret := norm.NFKC.Bytes([]byte(passphrase))
	key := argon2.IDKey(secret, s.Salt, s.Passes, s.Memory, s.Lanes, keySize)
	clear(secret)
	if s.Memory >= worthCollecting {
		runtime.GC() // what comes next is then put where this was, and takes the system no new memory
	}
	return newGCM(key)
}

// newGCM makes a cipher of a key of the right length and overwrites the key.
func newGCM(key []byte) cipher.AEAD {
	block, err := aes.NewCipher(key)
	clear(key)
	if err != nil {
		panic("vault: a key of the wrong length") // keySize is right for AES-256
	}
	gcm, err := cipher.NewGCM(block)
	if err != nil {
		panic("vault: AES-GCM is not to be had") // as in a program built for FIPS 140 alone
	}
	forget(block)
	return gcm
}

// slotAbout binds a private key to everything else in its slot but the data keys,
// which are bound to it.
func (f *keyFile) slotAbout(s *workerSlot) []byte {
	return f.about("worker slot", s.Worker, number(s.Passes), number(s.Memory), []byte{s.Lanes}, s.Salt, s.Public)
}

// newSlot makes a slot for a worker with a new pair of keys, and no data keys yet.
func (f *keyFile) newSlot(id []byte, passphrase string) (workerSlot, error) {
	kem, _, _ := suite()
	private, err := kem.GenerateKey()
	if err != nil {
		return workerSlot{}, fmt.Errorf("failed to make a worker's keys: %w", err)
	}
	s := workerSlot{Worker: id}
	s.Public = private.PublicKey().Bytes()
	return f.lockSlot(s, private, passphrase)
}

// lockSlot seals a private key into its slot under a passphrase, at today's cost.
func (f *keyFile) lockSlot(s workerSlot, private hpke.PrivateKey, passphrase string) (workerSlot, error) {
	raw, err := private.Bytes()
	if err != nil {
		return s, fmt.Errorf("failed to seal a worker's keys: %w", err)
	}
	defer clear(raw)
	s.KDF, s.Passes, s.Memory, s.Lanes = argon2id, work.passes, work.memory, work.lanes
	s.Salt = random(saltSize)
	gcm := s.wrapper(passphrase)
	defer forget(gcm)
	nonce := random(gcm.NonceSize())
	s.Private = gcm.Seal(nonce, nonce, raw, f.slotAbout(&s))
	return s, nil
}

// unlockSlot opens the private key of a worker's slot. For a worker who has none it
// takes as long and answers the same.
func (f *keyFile) unlockSlot(worker, passphrase string) (hpke.PrivateKey, *recipient, error) {
	s := f.decoy()
	if i := f.find(f.workerID(worker)); i >= 0 {
		s = &f.Workers[i]
	}
	if !s.cost().acceptable() {
		return nil, nil, refuse(CodeWeakened, "a slot asks for another derivation than any of ours")
	}
	gcm := s.wrapper(passphrase)
	defer forget(gcm)
	n := gcm.NonceSize()
	raw, err := gcm.Open(nil, s.Private[:n], s.Private[n:], f.slotAbout(s))
	if err != nil {
		return nil, nil, refuse(CodeDenied, "not this worker's passphrase, or no such worker")
	}
	defer clear(raw)
	kem, _, _ := suite()
	private, err := kem.NewPrivateKey(raw)
	if err != nil {
		return nil, nil, &Error{Code: CodeKeyFileAltered, Detail: "a worker's private key is none", Err: err}
	}
	return private, &s.recipient, nil
}

// decoy is a slot that no passphrase opens, as dear as a worker's.
func (f *keyFile) decoy() *workerSlot {
	s := &workerSlot{Worker: random(idSize), Salt: random(saltSize), Private: random(privateSize)}
	s.Public = random(publicSize)
	c := f.Workers[0].cost()
	if !c.acceptable() {
		c = work
	}
	s.Passes, s.Memory, s.Lanes = c.passes, c.memory, c.lanes
	return s
}

// dataKeyAbout binds a sealed data key to its file and generation.
func (f *keyFile) dataKeyAbout(generation uint32) []byte {
	return f.about("data key", number(generation))
}

// sealKeys seals the data keys of the file's generations to a recipient.
func (f *keyFile) sealKeys(r *recipient, held []*DataKey) error {
	kem, kdf, aead := suite()
	public, err := kem.NewPublicKey(r.Public)
	if err != nil {
		return &Error{Code: CodeKeyFileDamaged, Detail: "a public key is none", Err: err}
	}
	r.Keys = nil // the old list may be shared with the file it was taken from
	for i, g := range f.generations() {
		secret, err := held[i].copySecret()
		if err != nil {
			return err
		}
		sealed, err := hpke.Seal(public, kdf, aead, f.dataKeyAbout(g), secret)
		clear(secret)
		if err != nil {
			return fmt.Errorf("failed to seal the data key: %w", err)
		}
		r.Keys = append(r.Keys, sealed)
	}
	return nil
}

// openKeys opens the data keys that are sealed to a recipient.
func (f *keyFile) openKeys(r *recipient, private hpke.PrivateKey) ([]*DataKey, error) {
	_, kdf, aead := suite()
	var held []*DataKey
	for i, g := range f.generations() {
		secret, err := hpke.Open(private, kdf, aead, f.dataKeyAbout(g), r.Keys[i])
		if err != nil || len(secret) != keySize {
			dropAll(held)
			return nil, &Error{Code: CodeKeyFileAltered, Detail: "a data key does not open", Err: err}
		}
		held = append(held, &DataKey{secret: secret})
	}
	return held, nil
}

func dropAll(keys []*DataKey) {
	for _, k := range keys {
		k.Drop()
	}
}

func random(n int) []byte {
	b := make([]byte, n)
	_, _ = rand.Read(b) // never fails
	return b
}
