package vault

import (
	"bytes"
	"crypto/hmac"
	"crypto/hpke"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
)

// Keys is a key file that someone has opened. It holds the data key of the record,
// and during a renewal also the one that is to follow. Each change is written to the
// disk as a whole before the method returns; when it fails, or the program dies, the
// file is as it was before. Keys is not for several goroutines at once.
type Keys struct {
	path    string
	file    *keyFile
	held    []*DataKey // one for each generation of the file
	inUse   *DataKey   // the one that the record was found to be under; see KeyFor
	altered bool
}

// CreateKeys makes a key file for a new record, with a new data key and its first
// worker. The recovery key is told this once. Codes: CodeKeyFileThere, and those of
// [CheckPassphrase]. This takes as long as opening the file does.
func CreateKeys(path, worker, passphrase string) (*Keys, RecoveryKey, error) {
	if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
		return nil, RecoveryKey{}, &Error{Code: CodeKeyFileThere, Detail: "there is a key file already", Err: err}
	}
	k := &Keys{path: path, held: []*DataKey{NewDataKey()}}
	k.file = &keyFile{Format: keyFileFormat, Version: keyFileVersion, File: random(idSize), Generation: 1}
	recovery, err := k.rebuild(k.file, worker, passphrase)
	if err != nil {
		k.Drop()
		return nil, RecoveryKey{}, err
	}
	return k, recovery, nil
}

// Unlock opens the key file at path with a worker's passphrase. It takes a third of
// a second or so, and about as long whatever is wrong; draw the screen meanwhile.
//
// Codes: CodeDenied for a wrong passphrase as for an unknown worker; CodeNoKeyFile,
// CodeKeyFileDamaged, CodeNewer and CodeWeakened before the passphrase matters; and
// CodeKeyFileAltered when it was right but the file is not as it was written: a
// colleague's slot dropped, added or changed. In that last case alone the Keys are
// returned beside the error, if the data key could be had. They open the record
// ([Keys.KeyFor]) and can make the file anew ([Keys.Rebuild]), and nothing else.
func Unlock(path, worker, passphrase string) (*Keys, error) {
	p, err := readKeyFile(path)
	if err != nil {
		return nil, err
	}
	private, r, err := p.unlockSlot(worker, passphrase)
	if err != nil {
		return nil, err
	}
	return p.open(path, r, private)
}

// UnlockWithRecovery opens the key file at path with the recovery key. The codes are
// those of [Unlock].
func UnlockWithRecovery(path string, key RecoveryKey) (*Keys, error) {
	p, err := readKeyFile(path)
	if err != nil {
		return nil, err
	}
	private, err := key.private(&p.keyFile)
	if err != nil {
		return nil, fmt.Errorf("failed to make keys of the recovery key: %w", err)
	}
	if !slices.Equal(private.PublicKey().Bytes(), p.Recovery.Public) {
		return nil, refuse(CodeDenied, "not this record's recovery key")
	}
	return p.open(path, &p.Recovery, private)
}

// open opens the data keys and checks with them that the whole file is genuine.
func (p *parsedKeyFile) open(path string, r *recipient, private hpke.PrivateKey) (*Keys, error) {
	held, err := p.openKeys(r, private)
	if err != nil {
		return nil, err
	}
	k := &Keys{path: path, file: &p.keyFile, held: held}
	for i := range held {
		mac, err := held[i].authenticate(p.body)
		if err != nil {
			return nil, err
		}
		if !hmac.Equal(mac, p.macs[i]) {
			k.altered = true
		}
	}
	if k.altered {
		return k, refuse(CodeKeyFileAltered, "the key file is not as it was written")
	}
	return k, nil
}

// Drop overwrites the data keys. What was opened with them stays open.
func (k *Keys) Drop() {
	dropAll(k.held)
}

// KeyFor returns the data key that the record at path is sealed under, which during
// a renewal is the old one or the new. The record must not be open. It answers
// CodeWrongKey for a record that belongs to another key file, and else what
// [KeyFits] does.
func (k *Keys) KeyFor(path string) (*DataKey, error) {
	var err error
	for _, key := range k.held {
		if err = KeyFits(path, key); err == nil {
			k.inUse = key
			return key, nil
		}
	}
	return nil, err
}

// Revision says how often the file was written. Keep it in the head file, so that an
// older copy of the key file is noticed.
func (k *Keys) Revision() uint64 { return k.file.Revision }

// Workers is the number of workers who can open the record.
func (k *Keys) Workers() int { return len(k.file.Workers) }

// Has says whether a worker can.
func (k *Keys) Has(worker string) bool { return k.file.find(k.file.workerID(worker)) >= 0 }

// AddWorker lets another worker open the record. Codes: CodeWorkerThere, CodeTooMany,
// and those of [CheckPassphrase].
func (k *Keys) AddWorker(worker, passphrase string) error {
	if k.Has(worker) {
		return refuse(CodeWorkerThere, "the worker has a slot")
	}
	if k.Workers() >= maxWorkers {
		return refuse(CodeTooMany, "the key file is full")
	}
	return k.setSlot(worker, passphrase)
}

// ResetPassphrase gives a worker who has lost theirs a new passphrase and new keys.
// Codes: CodeNoWorker, and those of [CheckPassphrase].
func (k *Keys) ResetPassphrase(worker, passphrase string) error {
	if !k.Has(worker) {
		return refuse(CodeNoWorker, "the worker has no slot")
	}
	return k.setSlot(worker, passphrase)
}

func (k *Keys) setSlot(worker, passphrase string) error {
	if err := CheckPassphrase(passphrase); err != nil {
		return err
	}
	f := k.file.clone()
	s, err := f.newSlot(f.workerID(worker), passphrase)
	if err != nil {
		return err
	}
	if err := f.sealKeys(&s.recipient, k.held); err != nil {
		return err
	}
	if i := f.find(s.Worker); i >= 0 {
		f.Workers[i] = s
	} else {
		f.Workers = append(f.Workers, s)
	}
	return k.save(f, k.held)
}

// ChangePassphrase puts a new passphrase in place of a worker's old one. Neither the
// record nor the worker's keys change. After a crash the old one opens the file, or
// the new one does. Codes: CodeDenied, and those of [CheckPassphrase].
func (k *Keys) ChangePassphrase(worker, old, passphrase string) error {
	if err := CheckPassphrase(passphrase); err != nil {
		return err
	}
	private, _, err := k.file.unlockSlot(worker, old)
	if err != nil {
		return err
	}
	f := k.file.clone()
	i := f.find(f.workerID(worker))
	if f.Workers[i], err = f.lockSlot(f.Workers[i], private, passphrase); err != nil {
		return err
	}
	return k.save(f, k.held)
}

// ReplaceRecovery makes a new recovery key, which is told this once. The old one
// opens nothing any more but older copies of the key file.
func (k *Keys) ReplaceRecovery() (RecoveryKey, error) {
	f := k.file.clone()
	key, err := f.setRecovery(k.held)
	if err == nil {
		err = k.save(f, k.held)
	}
	if err != nil {
		return RecoveryKey{}, err
	}
	return key, nil
}

// Rebuild makes the file anew with the data keys it has, one worker, and a new
// recovery key, which is told this once. It is the way back from a file that was
// altered, in which nobody else's slot can be trusted; the others have to be added
// again. The codes are those of [CheckPassphrase].
func (k *Keys) Rebuild(worker, passphrase string) (RecoveryKey, error) {
	f := k.file.clone()
	f.Workers = nil
	return k.rebuild(f, worker, passphrase)
}

func (k *Keys) rebuild(f *keyFile, worker, passphrase string) (RecoveryKey, error) {
	if err := CheckPassphrase(passphrase); err != nil {
		return RecoveryKey{}, err
	}
	s, err := f.newSlot(f.workerID(worker), passphrase)
	if err != nil {
		return RecoveryKey{}, err
	}
	if err := f.sealKeys(&s.recipient, k.held); err != nil {
		return RecoveryKey{}, err
	}
	f.Workers = []workerSlot{s}
	key, err := f.setRecovery(k.held)
	if err != nil {
		return RecoveryKey{}, err
	}
	was := k.altered
	k.altered = false
	if err := k.save(f, k.held); err != nil {
		k.altered = was
		return RecoveryKey{}, err
	}
	return key, nil
}

// setRecovery seals the data keys to a new recovery key.
func (f *keyFile) setRecovery(held []*DataKey) (RecoveryKey, error) {
	key := newRecoveryKey()
	private, err := key.private(f)
	if err != nil {
		return RecoveryKey{}, fmt.Errorf("failed to make a recovery key: %w", err)
	}
	f.Recovery = recipient{Public: private.PublicKey().Bytes()}
	return key, f.sealKeys(&f.Recovery, held)
}

// save writes a changed file and takes it over once it is on the disk.
func (k *Keys) save(f *keyFile, held []*DataKey) error {
	if k.altered {
		return refuse(CodeKeyFileAltered, "the key file has to be made anew first")
	}
	f.Revision = k.file.Revision + 1
	b, err := f.encode(held)
	if err != nil {
		return err
	}
	p, err := parseKeyFile(bytes.Clone(b)) // what could not be read back is not written
	if err != nil {
		return fmt.Errorf("failed to check the key file: %w", err)
	}
	if err := writeAside(k.path, b); err != nil {
		return fmt.Errorf("failed to write the key file: %w", err)
	}
	k.file, k.held = &p.keyFile, held
	return nil
}

// Current returns the data key of the record. During a renewal it is the old one.
func (k *Keys) Current() *DataKey { return k.held[0] }
