package vault_test

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdh"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/hpke"
	"crypto/sha256"
	"database/sql"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/crypto/argon2"
)

// This file reads a sealed record with nothing but what the package's documentation
// says about its format: it takes nothing from the package. If it has to change, so
// does the version in the key file, or nobody's older records can be read.

// foreignReader has the keys of a record.
type foreignReader struct {
	t             *testing.T
	page          cipher.AEAD
	header, tweak cipher.Block
}

// foreignKeys is the part of a key file that a worker needs.
type foreignKeys struct {
	File       []byte
	Generation uint32
	Workers    []struct {
		Worker, Public, Salt, Private []byte
		Keys                          [][]byte
		Passes, Memory                uint32
		Lanes                         uint8
	}
}

func aesOf(t *testing.T, key []byte) cipher.Block {
	t.Helper()
	b, err := aes.NewCipher(key)
	must(t, err)
	return b
}

func gcmOf(t *testing.T, key []byte) cipher.AEAD {
	t.Helper()
	g, err := cipher.NewGCM(aesOf(t, key))
	must(t, err)
	return g
}

// foreignDataKey opens a key file for a worker with a passphrase of plain letters.
func foreignDataKey(t *testing.T, keyFile []byte, worker, passphrase string) []byte {
	t.Helper()
	body, mac, _ := bytes.Cut(keyFile, []byte("\nmac 1 "))
	var f foreignKeys
	must(t, json.Unmarshal(body, &f))
	h := hmac.New(sha256.New, f.File)
	h.Write([]byte("alongside/1 worker\x00" + worker))
	id := h.Sum(nil)[:16]
	for _, s := range f.Workers {
		if !bytes.Equal(s.Worker, id) {
			continue
		}
		about := bytes.Join([][]byte{[]byte("alongside/1 worker slot\x00"), f.File, id,
			binary.BigEndian.AppendUint32(nil, s.Passes), binary.BigEndian.AppendUint32(nil, s.Memory), {s.Lanes}, s.Salt, s.Public}, nil)
		wrap := gcmOf(t, argon2.IDKey([]byte(passphrase), s.Salt, s.Passes, s.Memory, s.Lanes, 32))
		raw, err := wrap.Open(nil, s.Private[:12], s.Private[12:], about)
		must(t, err)
		private, err := hpke.DHKEM(ecdh.X25519()).NewPrivateKey(raw)
		must(t, err)
		about = binary.BigEndian.AppendUint32(append([]byte("alongside/1 data key\x00"), f.File...), f.Generation)
		key, err := hpke.Open(private, hpke.HKDFSHA256(), hpke.AES256GCM(), about, s.Keys[0])
		must(t, err)
		sub, err := hkdf.Expand(sha256.New, key, "alongside/1 key file", 32)
		must(t, err)
		h := hmac.New(sha256.New, sub)
		h.Write(body)
		if !strings.HasPrefix(string(mac), base64.StdEncoding.EncodeToString(h.Sum(nil))+"\nsum ") {
			t.Fatal("the key file is not genuine")
		}
		return key
	}
	t.Fatal("no such worker")
	return nil
}

func newForeignReader(t *testing.T, dataKey []byte) *foreignReader {
	t.Helper()
	sub := func(purpose string) []byte {
		k, err := hkdf.Expand(sha256.New, dataKey, "alongside/1 "+purpose, 32)
		must(t, err)
		return k
	}
	return &foreignReader{t, gcmOf(t, sub("page")), aesOf(t, sub("frame header")), aesOf(t, sub("frame tweak"))}
}

// open opens a page of 4096 bytes: what SQLite wrote, and 32 zeros.
func (r *foreignReader) open(p, about []byte) ([]byte, error) {
	plain, err := r.page.Open(nil, p[4080:4092], p[:4080], about)
	return append(plain, make([]byte, 32)...), err
}

// file opens every page of the file.
func (r *foreignReader) file(b []byte) []byte {
	var plain []byte
	for i := 0; i < len(b); i += 4096 {
		p, err := r.open(b[i:i+4096], binary.BigEndian.AppendUint64([]byte{1}, uint64(i/4096+1)))
		must(r.t, err)
		plain = append(plain, p...)
	}
	return plain
}

// log puts the pages of whole transactions of the log into the file.
func (r *foreignReader) log(file, log []byte) []byte {
	type change struct {
		at   int
		page []byte
	}
	var pending []change
	for off := 32; off+24+4096 <= len(log); off += 24 + 4096 {
		h := bytes.Clone(log[off : off+24])
		tweak := binary.BigEndian.AppendUint64(nil, uint64(off))
		tweak = append(tweak, h[:8]...)
		r.tweak.Encrypt(tweak, tweak)
		for i := range tweak {
			h[8+i] ^= tweak[i]
		}
		r.header.Decrypt(h[8:], h[8:])
		for i := range tweak {
			h[8+i] ^= tweak[i]
		}
		about := append(binary.BigEndian.AppendUint64([]byte{2}, uint64(off)), h[:8]...)
		p, err := r.open(log[off+24:off+24+4096], about)
		if err != nil || !bytes.Equal(h[8:16], log[16:24]) {
			break // the end of the log
		}
		pending = append(pending, change{int(binary.BigEndian.Uint32(h)-1) * 4096, p})
		if pages := int(binary.BigEndian.Uint32(h[4:])); pages > 0 {
			file = append(file, make([]byte, max(0, pages*4096-len(file)))...)[:pages*4096]
			for _, c := range pending {
				copy(file[c.at:], c.page)
			}
			pending = nil
		}
	}
	return file
}

func TestRecordIsReadByTheDocumentation(t *testing.T) {
	f, _ := made(t, 300)
	k, db, _, err := f.resume("amina", aminas)
	must(t, err)
	for i := range 20 {
		run(t, db, `insert into t values(?,?)`, 1000+i, row(i))
	}
	want, err := rowsOf(db)
	must(t, err)
	left := withCopy(t, f.record) // with a log
	must(t, db.Close())
	k.Drop()

	r := newForeignReader(t, foreignDataKey(t, read(t, f.keys), "amina", aminas))
	plain := r.log(r.file(read(t, left)), read(t, left+"-wal"))
	plain[18], plain[19] = 1, 1 // SQLite would look for a log otherwise
	path := filepath.Join(t.TempDir(), "plain.db")
	write(t, path, plain)
	opened, err := sql.Open("sqlite", path)
	must(t, err)
	defer func() { _ = opened.Close() }()
	if got, err := rowsOf(opened); err != nil || got != want {
		t.Errorf("the rows are other ones: %v", err)
	}
	sound(t, opened)
}
