package vault

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strconv"
	"strings"
)

// The limits of a key file. What is beyond them no program of ours wrote.
const (
	keyFileFormat  = "alongside keys"
	keyFileVersion = 1
	maxKeyFile     = 1 << 20 // bytes
	maxWorkers     = 500
	maxRevision    = 1 << 53 // what JSON can count to
	idSize         = 16      // of the file's and of a worker's identifier
	saltSize       = 16
	publicSize     = 32                // X25519
	privateSize    = 12 + 32 + 16      // nonce, key, tag
	sealedKeySize  = 32 + keySize + 16 // HPKE: encapsulated key, data key, tag
)

// keyFile is what is in a key file before the lines that authenticate it.
type keyFile struct {
	Format     string       `json:"format"`
	Version    int          `json:"version"`
	File       []byte       `json:"file"`           // random, the same for the life of the file
	Revision   uint64       `json:"revision"`       // how often it was written
	Generation uint32       `json:"generation"`     // of the data key
	Next       uint32       `json:"next,omitempty"` // of the data key that is to follow, during a renewal
	Recovery   recipient    `json:"recovery"`
	Workers    []workerSlot `json:"workers"`
}

// recipient is someone to whom the data keys are sealed.
type recipient struct {
	Public []byte   `json:"public"` // X25519
	Keys   [][]byte `json:"keys"`   // sealed by HPKE, one for each generation
}

// workerSlot is a worker's place. It does not name them: Worker is a keyed digest of
// their name.
type workerSlot struct {
	Worker []byte `json:"worker"`
	recipient
	KDF     string `json:"kdf"`
	Passes  uint32 `json:"passes"`
	Memory  uint32 `json:"memory"` // KiB
	Lanes   uint8  `json:"lanes"`
	Salt    []byte `json:"salt"`
	Private []byte `json:"private"` // sealed under the passphrase; see slot.go
}

// generations lists the data keys that the file holds, the one in use first.
func (f *keyFile) generations() []uint32 {
	if f.Next == 0 {
		return []uint32{f.Generation}
	}
	return []uint32{f.Generation, f.Next}
}

// clone copies the file as far as it is ever changed.
func (f *keyFile) clone() *keyFile {
	c := *f
	c.Workers = append([]workerSlot(nil), f.Workers...)
	return &c
}

// find returns the place of a worker's slot, -1 when they have none.
func (f *keyFile) find(id []byte) int {
	for i, s := range f.Workers {
		if hmac.Equal(s.Worker, id) {
			return i
		}
	}
	return -1
}

// encode writes the file: its contents as JSON; a line for each data key, with an
// HMAC under it over the contents; and a line with a plain digest over all that, by
// which damage is told from a wrong passphrase before anyone has typed one.
func (f *keyFile) encode(held []*DataKey) ([]byte, error) {
	body, err := json.MarshalIndent(f, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("failed to encode the key file: %w", err)
	}
	b := append(bytes.Clone(body), '\n')
	for i, g := range f.generations() {
		mac, err := held[i].authenticate(body)
		if err != nil {
			return nil, err
		}
		b = append(b, macLine(g, mac)...)
	}
	return append(b, sumLine(b)...), nil
}

func macLine(generation uint32, mac []byte) string {
	return fmt.Sprintf("mac %d %s\n", generation, base64.StdEncoding.EncodeToString(mac))
}

func sumLine(b []byte) string {
	sum := sha256.Sum256(b)
	return "sum " + base64.StdEncoding.EncodeToString(sum[:]) + "\n"
}

// authenticate makes the HMAC of a key file's contents.
func (k *DataKey) authenticate(body []byte) ([]byte, error) {
	sub, err := k.derive("key file")
	if err != nil {
		return nil, err
	}
	defer clear(sub)
	h := hmac.New(sha256.New, sub)
	h.Write(body)
	return h.Sum(nil), nil
}

// parsedKeyFile is a key file that is well formed. Whether it is genuine only the
// data keys tell.
type parsedKeyFile struct {
	keyFile
	body []byte   // what the HMACs are over
	macs [][]byte // one for each generation
}

// readKeyFile reads and parses the key file at path.
func readKeyFile(path string) (*parsedKeyFile, error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, &Error{Code: CodeNoKeyFile, Detail: "there is no key file", Err: err}
	}
	if err != nil {
		return nil, fmt.Errorf("failed to open the key file: %w", err)
	}
	defer func() { _ = f.Close() }()
	b, err := io.ReadAll(io.LimitReader(f, maxKeyFile+1))
	if err != nil {
		return nil, fmt.Errorf("failed to read the key file: %w", err)
	}
	return parseKeyFile(b)
}

func malformed(format string, args ...any) error {
	return &Error{Code: CodeKeyFileDamaged, Detail: "the key file is damaged", Err: fmt.Errorf(format, args...)}
}

// parseKeyFile takes a key file apart. It answers CodeKeyFileDamaged for what no
// program of ours writes, and CodeNewer for what a newer one wrote.
func parseKeyFile(b []byte) (*parsedKeyFile, error) {
	if len(b) > maxKeyFile {
		return nil, malformed("it is too long")
	}
	end := bytes.LastIndex(b, []byte("\nsum ")) + 1
	if end == 0 || string(b[end:]) != sumLine(b[:end]) {
		return nil, malformed("its last line does not fit")
	}
	end = bytes.Index(b, []byte("\nmac "))
	if end < 0 {
		return nil, malformed("it is not authenticated")
	}
	p := &parsedKeyFile{body: b[:end]}
	if err := p.decode(); err != nil {
		return nil, err
	}
	lines := strings.SplitAfter(string(b[end+1:]), "\n")
	generations := p.generations()
	if len(lines) != len(generations)+2 { // the sum, and nothing after it
		return nil, malformed("it has %d lines at its end", len(lines))
	}
	for i, g := range generations {
		mac, err := parseMAC(lines[i], g)
		if err != nil {
			return nil, err
		}
		p.macs = append(p.macs, mac)
	}
	return p, nil
}

func parseMAC(line string, generation uint32) ([]byte, error) {
	text, ok := strings.CutPrefix(strings.TrimSuffix(line, "\n"), "mac "+strconv.FormatUint(uint64(generation), 10)+" ")
	mac, err := base64.StdEncoding.DecodeString(text)
	if !ok || err != nil || len(mac) != sha256.Size || macLine(generation, mac) != line {
		return nil, malformed("an HMAC cannot be read")
	}
	return mac, nil
}

// decode reads the contents.
func (p *parsedKeyFile) decode() error {
	var kind struct {
		Format  string `json:"format"`
		Version int    `json:"version"`
	}
	if err := json.Unmarshal(p.body, &kind); err != nil {
		return malformed("failed to decode it: %w", err)
	}
	if kind.Format != keyFileFormat {
		return malformed("it is of another format")
	}
	if kind.Version > keyFileVersion {
		return refuse(CodeNewer, "a newer program wrote the key file")
	}
	d := json.NewDecoder(bytes.NewReader(p.body))
	d.DisallowUnknownFields()
	if err := d.Decode(&p.keyFile); err != nil {
		return malformed("failed to decode it: %w", err)
	}
	return p.validate()
}

// validate checks every count and length.
func (f *keyFile) validate() error {
	switch {
	case f.Version != keyFileVersion, len(f.File) != idSize, f.Revision == 0, f.Revision > maxRevision, f.Generation == 0:
		return malformed("its head is incomplete")
	case f.Next != 0 && f.Next <= f.Generation:
		return malformed("its generations are out of order")
	case len(f.Workers) == 0, len(f.Workers) > maxWorkers:
		return malformed("it has %d workers", len(f.Workers))
	}
	n := len(f.generations())
	if err := f.Recovery.validate(n); err != nil {
		return err
	}
	seen := map[string]bool{}
	for _, s := range f.Workers {
		switch {
		case len(s.Worker) != idSize, len(s.Salt) != saltSize, len(s.Private) != privateSize, s.KDF != argon2id:
			return malformed("a worker's slot is incomplete")
		case seen[string(s.Worker)]:
			return malformed("a worker has two slots")
		}
		seen[string(s.Worker)] = true
		if err := s.recipient.validate(n); err != nil {
			return err
		}
	}
	return nil
}

func (r *recipient) validate(generations int) error {
	if len(r.Public) != publicSize || len(r.Keys) != generations {
		return malformed("a data key is missing")
	}
	for _, k := range r.Keys {
		if len(k) != sealedKeySize {
			return malformed("a data key is cut short")
		}
	}
	return nil
}

// about returns the bytes that bind something sealed to this file and to a purpose.
func (f *keyFile) about(purpose string, more ...[]byte) []byte {
	b := append([]byte("alongside/1 "+purpose), 0)
	b = append(b, f.File...)
	for _, m := range more {
		b = append(b, m...)
	}
	return b
}

// number is how a number takes part in such bytes.
func number(n uint32) []byte { return binary.BigEndian.AppendUint32(nil, n) }
