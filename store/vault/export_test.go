package vault

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"encoding/json"
	"path/filepath"

	"modernc.org/libc"
)

// What the tests of this package, which see it as others do, need beside that.

// The layout of files, for tests that look into them.
const (
	PageSize    = pageSize
	WALHeader   = walHeader
	FrameHeader = frameHeader
	FrameSize   = frameSize
	PartSuffix  = partSuffix
	FreeTries   = freeTries
	TriesPause  = triesPause
	MaxWorkers  = maxWorkers
)

// ShippedCost is what a derivation costs in the program, before any test made it cheap.
var ShippedCost = work

// MakeDerivationCheap lets tests derive often. It also lowers the least that is accepted.
func MakeDerivationCheap() { work = cost{passes: 1, memory: 64, lanes: 1} }

// MakeDerivationDear undoes that.
func MakeDerivationDear() (undo func()) {
	cheap := work
	work = ShippedCost
	return func() { work = cheap }
}

// Parts returns what a cost consists of.
func (c cost) Parts() (passes, memory uint32, lanes uint8) { return c.passes, c.memory, c.lanes }

// Op is something that a sealed file does to the disk.
type Op struct {
	Kind string // read, write, truncate, sync, size
	Name string // of the file, without its folder
	Off  int64  // where; or the size to truncate to
	Data []byte // what is written
}

// Unflushed makes sealed files leave their contents to the system, which is enough
// where no power is cut.
func Unflushed(o Options) Options { return Watched(o, func(Op) int32 { return 0 }) }

// Watched makes every sealed file that is opened by o report what it is about to do,
// and leave out flushing. A result that is not 0 is the disk's answer.
func Watched(o Options, watch func(Op) int32) Options {
	o.tap = func(name string, beneath disk) disk {
		return &watchedDisk{filepath.Base(name), beneath, watch}
	}
	return o
}

type watchedDisk struct {
	name  string
	disk  disk
	watch func(Op) int32
}

func (d *watchedDisk) read(tls *libc.TLS, buf uintptr, n int32, off int64) int32 {
	if rc := d.watch(Op{Kind: "read", Name: d.name, Off: off}); rc != 0 {
		return rc
	}
	return d.disk.read(tls, buf, n, off)
}

func (d *watchedDisk) write(tls *libc.TLS, buf uintptr, n int32, off int64) int32 {
	if rc := d.watch(Op{"write", d.name, off, bytes.Clone(cBytes(buf, n))}); rc != 0 {
		return rc
	}
	return d.disk.write(tls, buf, n, off)
}

func (d *watchedDisk) truncate(tls *libc.TLS, size int64) int32 {
	if rc := d.watch(Op{Kind: "truncate", Name: d.name, Off: size}); rc != 0 {
		return rc
	}
	return d.disk.truncate(tls, size)
}

func (d *watchedDisk) sync(*libc.TLS, int32) int32 {
	return d.watch(Op{Kind: "sync", Name: d.name})
}

func (d *watchedDisk) size(tls *libc.TLS) (int64, int32) {
	if rc := d.watch(Op{Kind: "size", Name: d.name}); rc != 0 {
		return 0, rc
	}
	return d.disk.size(tls)
}

// Opens says whether page number i, from 0, of a sealed file opens.
func Opens(k *DataKey, i int, page []byte) bool {
	s, err := newSeal(k)
	return err == nil && s.get(bytes.Clone(page), dbPlace(int64(i)*pageSize)) == nil
}

// Derive returns the key for a purpose.
func (k *DataKey) Derive(purpose string) ([]byte, error) { return k.derive(purpose) }

// Secret returns the bytes of a data key and of the key that seals pages.
func (k *DataKey) Secret() (data, page []byte) {
	data, _ = k.copySecret()
	page, _ = k.derive("page")
	return data, page
}

// CiphersAreFlat says whether the ciphers can be overwritten.
func CiphersAreFlat() (block, gcm bool) {
	b, _ := aes.NewCipher(make([]byte, keySize))
	g, _ := cipher.NewGCM(b)
	return wiped(b), wiped(g)
}

// wiped overwrites a cipher that seals something and says whether it seals otherwise,
// or not at all.
func wiped(c any) (done bool) {
	seal := func() []byte {
		out := make([]byte, 16)
		switch c := c.(type) {
		case cipher.AEAD:
			return c.Seal(nil, make([]byte, 12), out, nil)
		case cipher.Block:
			c.Encrypt(out, out)
		}
		return out
	}
	before := seal()
	forget(c)
	defer func() { done = done || recover() != nil }()
	return !bytes.Equal(before, seal())
}

// ParseKeyFile parses a key file and writes it as it was read.
func ParseKeyFile(b []byte) (workers, generations int, err error) {
	p, err := parseKeyFile(b)
	if err != nil {
		return 0, 0, err
	}
	return len(p.Workers), len(p.generations()), nil
}

// KeyFile and WorkerSlot let tests change a key file as someone could who knows the
// format and has no key.
type (
	KeyFile    = keyFile
	WorkerSlot = workerSlot
)

// EditKeyFile changes the contents of a key file, leaves its HMACs, and makes the
// digest fit, which takes no key.
func EditKeyFile(b []byte, edit func(*KeyFile)) []byte {
	p, err := parseKeyFile(b)
	if err != nil {
		panic(err)
	}
	edit(&p.keyFile)
	body, err := json.MarshalIndent(&p.keyFile, "", "  ")
	if err != nil {
		panic(err)
	}
	end := bytes.Index(b, []byte("\nmac "))
	sum := bytes.Index(b, []byte("\nsum ")) + 1
	return WithSum(append(body, b[end:sum]...))
}

// WithSum adds the last line to a key file.
func WithSum(b []byte) []byte { return append(b, sumLine(b)...) }

// Held returns the data keys.
func (k *Keys) Held() []*DataKey { return k.held }

// Fill gives a key file as many workers as it can have, without writing it.
func (k *Keys) Fill() {
	for len(k.file.Workers) < maxWorkers {
		k.file.Workers = append(k.file.Workers, k.file.Workers[0])
	}
}
