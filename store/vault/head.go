package vault

import (
	"bytes"
	"crypto/cipher"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// Head is where the journal of a record ends. It is kept beside the record, so that
// a journal that was cut short, or an older copy of the key file, is noticed. It says
// nothing when the whole folder was put back.
type Head struct {
	Sequence uint64   // of the last entry, in this laptop's order of arrival; 0 for none
	Digest   [32]byte // the head of the chain there
	Keys     uint64   // the revision of the key file; see Keys.Revision
}

// A head file has two places, which are written in turn, so that one that is torn
// by a crash leaves the other. Each is a nonce, the counter and the head enciphered
// with AES-256-GCM, and the tag. They lie in different sectors.
const (
	headPlaces = 2
	headStride = 512
	headPlain  = 8 + 8 + 32 + 8
	headSealed = 12 + headPlain + 16
)

var headAbout = []byte("alongside/1 head file")

// headFile is what is known of a head file under one key.
type headFile struct {
	counters [headPlaces]uint64 // how many heads had been written, 0 for what does not open
	heads    [headPlaces]Head
}

// newest returns the place that was written last.
func (f *headFile) newest() int {
	if f.counters[1] > f.counters[0] {
		return 1
	}
	return 0
}

// WriteHead writes the head to the file at path, which is made if it is not there.
// With flush it returns once the disk has it. Without, it takes a few microseconds
// and a power cut may leave the head before this one; so write it after each commit,
// and flush it when the record is closed.
func WriteHead(path string, k *DataKey, h Head, flush bool) error {
	sub, err := k.derive("head file")
	if err != nil {
		return err
	}
	gcm := newGCM(sub)
	defer forget(gcm)
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return fmt.Errorf("failed to open the head file: %w", err)
	}
	at, b, err := nextHead(f, gcm, h)
	if err == nil {
		_, err = f.WriteAt(b, int64(at)*headStride)
	}
	if err == nil && flush {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err == nil && flush {
		err = syncDir(filepath.Dir(path))
	}
	if err != nil {
		return fmt.Errorf("failed to write the head file: %w", err)
	}
	return nil
}

// nextHead says what to write and in which place.
func nextHead(f io.ReaderAt, gcm cipher.AEAD, h Head) (at int, b []byte, err error) {
	was, err := readHeads(f, gcm)
	if err != nil {
		return 0, nil, err
	}
	last := was.newest()
	plain := binary.BigEndian.AppendUint64(nil, was.counters[last]+1)
	plain = binary.BigEndian.AppendUint64(plain, h.Sequence)
	plain = append(plain, h.Digest[:]...)
	plain = binary.BigEndian.AppendUint64(plain, h.Keys)
	nonce := random(12)
	return (last + 1) % headPlaces, gcm.Seal(nonce, nonce, plain, headAbout), nil
}

// readHeads opens both places.
func readHeads(f io.ReaderAt, gcm cipher.AEAD) (headFile, error) {
	var all headFile
	for i := range headPlaces {
		b := make([]byte, headSealed)
		if _, err := f.ReadAt(b, int64(i)*headStride); errors.Is(err, io.EOF) {
			continue
		} else if err != nil {
			return all, err
		}
		plain, err := gcm.Open(nil, b[:12], b[12:], headAbout)
		if err != nil {
			continue
		}
		all.counters[i] = binary.BigEndian.Uint64(plain)
		all.heads[i] = Head{
			Sequence: binary.BigEndian.Uint64(plain[8:]),
			Digest:   [32]byte(plain[16:]),
			Keys:     binary.BigEndian.Uint64(plain[48:]),
		}
	}
	return all, nil
}

// ReadHead reads the head from the file at path, under the first of the keys under
// which there is one. Codes: CodeNoHead when there is no file, CodeHeadDamaged when
// nothing in it opens. Whether the head fits the record is for the caller to say.
func ReadHead(path string, keys ...*DataKey) (Head, error) {
	b, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return Head{}, &Error{Code: CodeNoHead, Detail: "there is no head file", Err: err}
	}
	if err != nil {
		return Head{}, fmt.Errorf("failed to read the head file: %w", err)
	}
	for _, k := range keys {
		sub, err := k.derive("head file")
		if err != nil {
			return Head{}, err
		}
		gcm := newGCM(sub)
		all, err := readHeads(bytes.NewReader(b), gcm)
		forget(gcm)
		if err != nil {
			return Head{}, err
		}
		if last := all.newest(); all.counters[last] > 0 {
			return all.heads[last], nil
		}
	}
	return Head{}, refuse(CodeHeadDamaged, "nothing in the head file opens")
}
