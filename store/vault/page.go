package vault

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/subtle"
	"encoding/binary"
	"errors"
	"sync"
)

// A sealed page is as long as a plain one. SQLite keeps its last bytes free for us,
// because byte 20 of the file's header says so:
//
//	   0..4063  what SQLite wrote, enciphered
//	4064..4079  the tag
//	4080..4091  the nonce, random for every write
//	4092..4095  zeros
//
// The cipher is AES-256-GCM. What is authenticated beside the contents is where
// the page belongs, so that no page passes for another: see dbPlace and walPlace.
const (
	pageSize = 4096 // of every page of the file
	reserved = 32
	usable   = pageSize - reserved
	tagEnd   = usable + 16
	nonceEnd = tagEnd + 12
)

// The log (sqlite.org/fileformat2.html#walformat) has a header, which stays plain
// because it says nothing but random salts, and then frames: a header each and a
// page.
const (
	walHeader   = 32
	frameHeader = 24
	frameSize   = frameHeader + pageSize
)

// The kinds of sealed page. They are part of what is authenticated.
const (
	kindDB  = 1
	kindWAL = 2
)

var (
	errNotOurs = errors.New("not sealed under this key, or not as it was written")
	errDropped = refuse(CodeLocked, "the key was dropped")
)

// seal has the keys of one open file. Each open file has its own, and dropping them
// stops whatever still uses it.
type seal struct {
	mu      sync.RWMutex
	dropped bool
	page    cipher.AEAD
	header  cipher.Block // enciphers what is secret in a frame's header
	tweak   cipher.Block // makes that different for every place
}

func newSeal(k *DataKey) (*seal, error) {
	var blocks [3]cipher.Block
	for i, purpose := range []string{"page", "frame header", "frame tweak"} {
		sub, err := k.derive(purpose)
		if err != nil {
			return nil, err
		}
		blocks[i], err = aes.NewCipher(sub)
		clear(sub)
		if err != nil {
			return nil, err
		}
	}
	page, err := cipher.NewGCM(blocks[0])
	if err != nil {
		return nil, err
	}
	forget(blocks[0]) // page has a copy
	return &seal{page: page, header: blocks[1], tweak: blocks[2]}, nil
}

// drop overwrites the keys.
func (s *seal) drop() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.dropped {
		return
	}
	s.dropped = true
	forget(s.page)
	forget(s.header)
	forget(s.tweak)
}

// put seals the page p, which belongs to place, where it lies.
func (s *seal) put(p, place []byte) error {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if s.dropped {
		return errDropped
	}
	nonce := p[tagEnd:nonceEnd]
	_, _ = rand.Read(nonce)
	s.page.Seal(p[:0], nonce, p[:usable], place)
	clear(p[nonceEnd:pageSize])
	return nil
}

// get opens the page p, which should belong to place, where it lies.
func (s *seal) get(p, place []byte) error { return s.getInto(p, p, place) }

// getInto opens the page p into another, or where it lies.
//
// Trap: SQLite's checksums in the log cover the reserved bytes too. They were zeros
// when SQLite summed them up, so they are handed back as zeros; and a page in which
// they are not is refused when it is written.
func (s *seal) getInto(to, p, place []byte) error {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if s.dropped {
		return errDropped
	}
	if !isZero(p[nonceEnd:pageSize]) {
		return errNotOurs
	}
	if _, err := s.page.Open(to[:0:usable], p[tagEnd:nonceEnd], p[:tagEnd], place); err != nil {
		return errNotOurs
	}
	clear(to[usable:pageSize])
	return nil
}

// dbPlace says where a page of the file belongs: its kind and number, from 1.
func dbPlace(off int64) []byte {
	return binary.BigEndian.AppendUint64([]byte{kindDB}, uint64(off/pageSize+1))
}

// walPlace says where a page of the log belongs: its kind, the offset of its frame,
// and from the frame's header h the page's number and the commit mark.
//
// Trap: the salts in the header take no part. When a transaction writes a frame of
// its own a second time, SQLite leaves salts and checksums empty and fills them in
// at the commit, without writing the page again.
func walPlace(frame int64, h []byte) []byte {
	return append(binary.BigEndian.AppendUint64([]byte{kindWAL}, uint64(frame)), h[:8]...)
}

// frame enciphers or deciphers the salts and checksums in a frame's header, where
// they lie. The checksums are a linear function of the plain text and must not stand
// in the clear. They are one block of AES, under a tweak (XEX) of the frame's offset,
// page number and commit mark. Nothing authenticates them; a wrong one is no frame
// to SQLite, as a torn one is.
func (s *seal) frame(h []byte, off int64, encipher bool) error {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if s.dropped {
		return errDropped
	}
	var t [16]byte
	binary.BigEndian.PutUint64(t[:], uint64(off))
	copy(t[8:], h[:8])
	s.tweak.Encrypt(t[:], t[:])
	b := h[8:frameHeader]
	subtle.XORBytes(b, b, t[:])
	if encipher {
		s.header.Encrypt(b, b)
	} else {
		s.header.Decrypt(b, b)
	}
	subtle.XORBytes(b, b, t[:])
	return nil
}

var zeros [pageSize]byte

func isZero(b []byte) bool { return bytes.Equal(b, zeros[:len(b)]) }

// plainMagic begins every plain database, and none of ours.
const plainMagic = "SQLite format 3\x00"

// putHeader writes the first bytes of a database that SQLite takes the page size,
// the log and the reserved bytes from (sqlite.org/fileformat2.html#the_database_header).
func putHeader(p []byte) {
	copy(p, plainMagic)
	binary.BigEndian.PutUint16(p[16:], pageSize)
	p[18], p[19] = 2, 2 // kept with a log
	p[20] = reserved
	p[21], p[22], p[23] = 64, 32, 32 // fixed
}

// firstPage is the only page of an empty database. SQLite has no way through this
// driver to be told of reserved bytes, but takes them from a file that has them; so
// a new file is made here.
func firstPage(version uint32) []byte {
	p := make([]byte, pageSize)
	putHeader(p)
	binary.BigEndian.PutUint32(p[24:], 1) // changes so far
	binary.BigEndian.PutUint32(p[28:], 1) // pages in the file
	binary.BigEndian.PutUint32(p[92:], 1) // changes when the next was written
	binary.BigEndian.PutUint32(p[96:], version)
	p[100] = 0x0d // the schema: a leaf without cells
	binary.BigEndian.PutUint16(p[105:], usable)
	return p
}
