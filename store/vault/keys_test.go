package vault_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"alongside/store/vault"
)

const (
	aminas = "correct horse battery"
	bens   = "staple and a lamp"
)

// keyed makes a key file for amina and ben and returns its path.
func keyed(t testing.TB) (path string, recovery vault.RecoveryKey) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "keys.json")
	k, recovery, err := vault.CreateKeys(path, "amina", aminas)
	must(t, err)
	must(t, k.AddWorker("ben", bens))
	k.Drop()
	return path, recovery
}

func unlock(t testing.TB, path, worker, passphrase string) *vault.Keys {
	t.Helper()
	k, err := vault.Unlock(path, worker, passphrase)
	must(t, err)
	t.Cleanup(k.Drop)
	return k
}

// secret tells data keys apart.
func secret(t testing.TB, k *vault.Keys) string {
	t.Helper()
	data, _ := k.Held()[0].Secret()
	if len(data) != 32 {
		t.Fatalf("a data key of %d bytes", len(data))
	}
	return fmt.Sprintf("%x", data)
}

func TestEveryoneOpensTheSameKey(t *testing.T) {
	path, recovery := keyed(t)
	want := secret(t, unlock(t, path, "amina", aminas))
	if got := secret(t, unlock(t, path, "ben", bens)); got != want {
		t.Error("ben has another data key")
	}
	k, err := vault.UnlockWithRecovery(path, recovery)
	must(t, err)
	if secret(t, k) != want {
		t.Error("the recovery key opens another data key")
	}
	typed, err := vault.ParseRecoveryKey(strings.ToLower(strings.ReplaceAll(recovery.Text(), "-", " ")))
	must(t, err)
	if _, err := vault.UnlockWithRecovery(path, typed); err != nil {
		t.Error(err)
	}
	if !k.Has("ben") || k.Has("clare") || k.Workers() != 2 || k.Revision() != 2 {
		t.Errorf("has ben %v, clare %v, %d workers, revision %d", k.Has("ben"), k.Has("clare"), k.Workers(), k.Revision())
	}
}

// Keyboards and systems compose letters differently, and people write their own name
// one way today and another tomorrow.
func TestWhatCountsAsTheSame(t *testing.T) {
	path := filepath.Join(t.TempDir(), "keys.json")
	k, _, err := vault.CreateKeys(path, "Zoë  Brown", "café à la crème")
	must(t, err)
	k.Drop()
	for _, worker := range []string{"Zoë Brown", "zoe\u0308 brown", "  ZOË\tBROWN ", "\uff3aoë Brown"} {
		if _, err := vault.Unlock(path, worker, "cafe\u0301 a\u0300 la cre\u0300me"); err != nil {
			t.Errorf("%q: %v", worker, err)
		}
	}
	_, err = vault.Unlock(path, "Zoë Brown", "Café à la crème")
	wantCode(t, err, vault.CodeDenied)
}

func TestDenials(t *testing.T) {
	path, _ := keyed(t)
	_, other := keyed(t)
	_, err := vault.Unlock(path, "amina", "not "+aminas)
	wantCode(t, err, vault.CodeDenied)
	known := err.Error()
	_, err = vault.Unlock(path, "clare", aminas)
	wantCode(t, err, vault.CodeDenied)
	if err.Error() != known {
		t.Errorf("an unknown worker is told %q, a wrong passphrase %q", err, known)
	}
	_, err = vault.Unlock(path, "amina", bens)
	wantCode(t, err, vault.CodeDenied)
	_, err = vault.UnlockWithRecovery(path, other)
	wantCode(t, err, vault.CodeDenied)
}

// A worker who is not there takes as long as one who is, at the program's real cost.
func TestUnknownWorkersTakeAsLong(t *testing.T) {
	defer vault.MakeDerivationDear()()
	passes, memory, lanes := vault.ShippedCost.Parts()
	if passes != 3 || memory != 64<<10 || lanes != 4 {
		t.Fatalf("the program derives with %d passes, %d KiB, %d lanes", passes, memory, lanes)
	}
	path := filepath.Join(t.TempDir(), "keys.json")
	k, _, err := vault.CreateKeys(path, "amina", aminas)
	must(t, err)
	k.Drop()
	worked := func(worker string) uint64 {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := vault.Unlock(path, worker, "wrong")
		wantCode(t, err, vault.CodeDenied)
		runtime.ReadMemStats(&after)
		return (after.TotalAlloc - before.TotalAlloc) >> 20
	}
	// On a shared machine the memory that the derivation takes is a better clock.
	if known, unknown := worked("amina"), worked("clare"); known < 64 || known != unknown {
		t.Errorf("a wrong passphrase takes %d MiB, an unknown worker %d MiB", known, unknown)
	}
}

func TestWorkersComeAndChange(t *testing.T) {
	path, recovery := keyed(t)
	k := unlock(t, path, "amina", aminas)
	want := secret(t, k)

	wantCode(t, k.AddWorker("BEN", "another passphrase"), vault.CodeWorkerThere)
	wantCode(t, k.ResetPassphrase("clare", "another passphrase"), vault.CodeNoWorker)
	wantCode(t, k.AddWorker("clare", "short"), vault.CodeTooShort)
	wantCode(t, k.ChangePassphrase("ben", "wrong", "another passphrase"), vault.CodeDenied)
	wantCode(t, k.ChangePassphrase("ben", bens, "hospital1"), vault.CodeTooCommon)
	wantCode(t, k.ChangePassphrase("clare", bens, "another passphrase"), vault.CodeDenied)
	if k.Revision() != 2 {
		t.Fatalf("what was refused was written: revision %d", k.Revision())
	}

	must(t, k.AddWorker("clare", "the third passphrase"))
	must(t, k.ChangePassphrase("ben", bens, "ben's second passphrase"))
	must(t, k.ResetPassphrase("amina", "amina's second passphrase"))
	second, err := k.ReplaceRecovery()
	must(t, err)
	for worker, passphrase := range map[string]string{
		"amina": "amina's second passphrase", "ben": "ben's second passphrase", "clare": "the third passphrase",
	} {
		k := unlock(t, path, worker, passphrase)
		if secret(t, k) != want || k.Revision() != 6 {
			t.Errorf("%s has another data key, or revision %d", worker, k.Revision())
		}
	}
	for worker, passphrase := range map[string]string{"amina": aminas, "ben": bens} {
		_, err := vault.Unlock(path, worker, passphrase)
		wantCode(t, err, vault.CodeDenied)
	}
	_, err = vault.UnlockWithRecovery(path, recovery)
	wantCode(t, err, vault.CodeDenied)
	k, err = vault.UnlockWithRecovery(path, second)
	must(t, err)
	if secret(t, k) != want {
		t.Error("the second recovery key opens another data key")
	}
}

func TestCreateKeysRefuses(t *testing.T) {
	path, _ := keyed(t)
	was := read(t, path)
	_, _, err := vault.CreateKeys(path, "clare", "the third passphrase")
	wantCode(t, err, vault.CodeKeyFileThere)
	if !bytes.Equal(read(t, path), was) {
		t.Error("the key file was written over")
	}
	path = filepath.Join(t.TempDir(), "keys.json")
	_, _, err = vault.CreateKeys(path, "clare", "password")
	wantCode(t, err, vault.CodeTooCommon)
	_, _, err = vault.CreateKeys(filepath.Join(path, "no", "folder"), "clare", "the third passphrase")
	if err == nil {
		t.Error("a key file was made where there is no folder")
	}
	if got := names(t, filepath.Dir(path)); got != "" {
		t.Errorf("a refusal leaves %q", got)
	}
}

func TestKeyFileNamesNobody(t *testing.T) {
	path, recovery := keyed(t)
	b := read(t, path)
	for _, s := range []string{"amina", aminas, bens, recovery.Text(), strings.ReplaceAll(recovery.Text(), "-", "")} {
		if bytes.Contains(bytes.ToLower(b), []byte(strings.ToLower(s))) {
			t.Errorf("the key file has %q in it", s)
		}
	}
	if got := names(t, filepath.Dir(path)); got != "keys.json" {
		t.Errorf("beside the key file lies %q", got)
	}
	if info, err := os.Stat(path); err != nil || runtime.GOOS != "windows" && info.Mode() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	k := unlock(t, path, "amina", aminas)
	for _, s := range []any{recovery, k.Held()[0]} {
		if out := fmt.Sprintf("%v %+v %s", s, s, s); strings.Contains(out, recovery.Text()) || strings.Contains(out, secret(t, k)) {
			t.Errorf("a key prints itself: %s", out)
		}
	}
}

// Every way in which someone without the data key could change the file. The digest
// at its end is made to fit, as they would.
func TestTamperedKeyFile(t *testing.T) {
	path, recovery := keyed(t)
	good := read(t, path)
	otherPath, _ := keyed(t)
	other := read(t, otherPath)
	if !bytes.Equal(vault.EditKeyFile(good, func(*vault.KeyFile) {}), good) {
		t.Fatal("editing nothing changes the file, so that nothing below would mean anything")
	}
	edit := func(e func(*vault.KeyFile)) []byte { return vault.EditKeyFile(good, e) }
	var foreign vault.KeyFile
	vault.EditKeyFile(other, func(f *vault.KeyFile) { foreign = *f })

	for _, c := range []struct {
		name     string
		file     []byte
		amina    vault.Code // what amina is told, "" for nothing
		recovery vault.Code // what is told whoever has the recovery key
	}{
		{"nothing", good, "", ""},
		{"a colleague's slot dropped", edit(func(f *vault.KeyFile) { f.Workers = f.Workers[:1] }), vault.CodeKeyFileAltered, vault.CodeKeyFileAltered},
		{"her own slot dropped", edit(func(f *vault.KeyFile) { f.Workers = f.Workers[1:] }), vault.CodeDenied, vault.CodeKeyFileAltered},
		{"a slot added", edit(func(f *vault.KeyFile) {
			s := f.Workers[1]
			s.Worker = make([]byte, 16)
			f.Workers = append(f.Workers, s)
		}), vault.CodeKeyFileAltered, vault.CodeKeyFileAltered},
		{"a slot of another file added", edit(func(f *vault.KeyFile) { f.Workers = append(f.Workers, foreign.Workers[0]) }), vault.CodeKeyFileAltered, vault.CodeKeyFileAltered},
		{"the slots in another order", edit(func(f *vault.KeyFile) { f.Workers[0], f.Workers[1] = f.Workers[1], f.Workers[0] }), vault.CodeKeyFileAltered, vault.CodeKeyFileAltered},
		{"a colleague's slot weakened", edit(func(f *vault.KeyFile) { f.Workers[1].Passes = 0 }), vault.CodeKeyFileAltered, vault.CodeKeyFileAltered},
		{"her slot weakened in passes", edit(func(f *vault.KeyFile) { f.Workers[0].Passes-- }), vault.CodeWeakened, vault.CodeKeyFileAltered},
		{"her slot weakened in memory", edit(func(f *vault.KeyFile) { f.Workers[0].Memory-- }), vault.CodeWeakened, vault.CodeKeyFileAltered},
		{"her slot without lanes", edit(func(f *vault.KeyFile) { f.Workers[0].Lanes = 0 }), vault.CodeWeakened, vault.CodeKeyFileAltered},
		{"her slot made to hang the program", edit(func(f *vault.KeyFile) { f.Workers[0].Memory = 1 << 31 }), vault.CodeWeakened, vault.CodeKeyFileAltered},
		{"her slot made to take for ever", edit(func(f *vault.KeyFile) { f.Workers[0].Passes = 1 << 31 }), vault.CodeWeakened, vault.CodeKeyFileAltered},
		{"her slot made dearer", edit(func(f *vault.KeyFile) { f.Workers[0].Passes++ }), vault.CodeDenied, vault.CodeKeyFileAltered},
		{"her salt changed", edit(func(f *vault.KeyFile) { f.Workers[0].Salt[0] ^= 1 }), vault.CodeDenied, vault.CodeKeyFileAltered},
		{"her private key changed", edit(func(f *vault.KeyFile) { f.Workers[0].Private[20] ^= 1 }), vault.CodeDenied, vault.CodeKeyFileAltered},
		{"her public key changed", edit(func(f *vault.KeyFile) { f.Workers[0].Public[0] ^= 1 }), vault.CodeDenied, vault.CodeKeyFileAltered},
		{"a colleague's public key put for another", edit(func(f *vault.KeyFile) { f.Workers[1].Public = foreign.Workers[1].Public }), vault.CodeKeyFileAltered, vault.CodeKeyFileAltered},
		{"a colleague's private key in her slot", edit(func(f *vault.KeyFile) { f.Workers[0].Private = f.Workers[1].Private }), vault.CodeDenied, vault.CodeKeyFileAltered},
		{"her data key changed", edit(func(f *vault.KeyFile) { f.Workers[0].Keys[0][40] ^= 1 }), vault.CodeKeyFileAltered, vault.CodeKeyFileAltered},
		{"her data key that of a colleague", edit(func(f *vault.KeyFile) { f.Workers[0].Keys = f.Workers[1].Keys }), vault.CodeKeyFileAltered, vault.CodeKeyFileAltered},
		{"another recovery key", edit(func(f *vault.KeyFile) { f.Recovery = foreign.Recovery }), vault.CodeKeyFileAltered, vault.CodeDenied},
		{"the recovery key's data key changed", edit(func(f *vault.KeyFile) { f.Recovery.Keys[0][40] ^= 1 }), vault.CodeKeyFileAltered, vault.CodeKeyFileAltered},
		{"an earlier revision", edit(func(f *vault.KeyFile) { f.Revision-- }), vault.CodeKeyFileAltered, vault.CodeKeyFileAltered},
		{"another generation", edit(func(f *vault.KeyFile) { f.Generation++ }), vault.CodeKeyFileDamaged, vault.CodeKeyFileDamaged},
		{"another file's identifier", edit(func(f *vault.KeyFile) { f.File = foreign.File }), vault.CodeDenied, vault.CodeDenied},
		{"an HMAC of another file", vault.WithSum(splice(t, good, other)), vault.CodeKeyFileAltered, vault.CodeKeyFileAltered},
		{"a newer program's", edit(func(f *vault.KeyFile) { f.Version++ }), vault.CodeNewer, vault.CodeNewer},
		{"of no version", edit(func(f *vault.KeyFile) { f.Version = 0 }), vault.CodeKeyFileDamaged, vault.CodeKeyFileDamaged},
		{"of another format", edit(func(f *vault.KeyFile) { f.Format = "other" }), vault.CodeKeyFileDamaged, vault.CodeKeyFileDamaged},
		{"without workers", edit(func(f *vault.KeyFile) { f.Workers = nil }), vault.CodeKeyFileDamaged, vault.CodeKeyFileDamaged},
		{"with two slots for one worker", edit(func(f *vault.KeyFile) { f.Workers[1].Worker = f.Workers[0].Worker }), vault.CodeKeyFileDamaged, vault.CodeKeyFileDamaged},
		{"with more workers than it can have", edit(func(f *vault.KeyFile) {
			for len(f.Workers) <= vault.MaxWorkers {
				f.Workers = append(f.Workers, f.Workers[0])
			}
		}), vault.CodeKeyFileDamaged, vault.CodeKeyFileDamaged},
		{"with a data key missing", edit(func(f *vault.KeyFile) { f.Workers[0].Keys = nil }), vault.CodeKeyFileDamaged, vault.CodeKeyFileDamaged},
		{"with a data key cut short", edit(func(f *vault.KeyFile) { f.Recovery.Keys[0] = f.Recovery.Keys[0][:79] }), vault.CodeKeyFileDamaged, vault.CodeKeyFileDamaged},
		{"with a short public key", edit(func(f *vault.KeyFile) { f.Recovery.Public = f.Recovery.Public[:31] }), vault.CodeKeyFileDamaged, vault.CodeKeyFileDamaged},
		{"with a short salt", edit(func(f *vault.KeyFile) { f.Workers[0].Salt = f.Workers[0].Salt[:15] }), vault.CodeKeyFileDamaged, vault.CodeKeyFileDamaged},
		{"with another derivation", edit(func(f *vault.KeyFile) { f.Workers[0].KDF = "scrypt" }), vault.CodeKeyFileDamaged, vault.CodeKeyFileDamaged},
		{"with a key to follow that comes before", edit(func(f *vault.KeyFile) { f.Next = f.Generation }), vault.CodeKeyFileDamaged, vault.CodeKeyFileDamaged},
		{"with a key to follow that nobody has", edit(func(f *vault.KeyFile) { f.Next = 2 }), vault.CodeKeyFileDamaged, vault.CodeKeyFileDamaged},
		{"with a word of its own", vault.WithSum(bytes.Replace(withoutSum(good), []byte(`"format"`), []byte(`"hello": 1, "format"`), 1)), vault.CodeKeyFileDamaged, vault.CodeKeyFileDamaged},
		{"with a space more", vault.WithSum(bytes.Replace(withoutSum(good), []byte(`"format"`), []byte(` "format"`), 1)), vault.CodeKeyFileAltered, vault.CodeKeyFileAltered},
		{"with an HMAC twice", vault.WithSum(append(withoutSum(good), macs(good)...)), vault.CodeKeyFileDamaged, vault.CodeKeyFileDamaged},
		{"without an HMAC", vault.WithSum(bytes.Replace(withoutSum(good), macs(good), nil, 1)), vault.CodeKeyFileDamaged, vault.CodeKeyFileDamaged},
		{"with an HMAC that is none", vault.WithSum(bytes.Replace(withoutSum(good), []byte("mac 1 "), []byte("mac 1 !"), 1)), vault.CodeKeyFileDamaged, vault.CodeKeyFileDamaged},
		{"without a sum", withoutSum(good), vault.CodeKeyFileDamaged, vault.CodeKeyFileDamaged},
		{"with a line more", append(bytes.Clone(good), '\n'), vault.CodeKeyFileDamaged, vault.CodeKeyFileDamaged},
		{"cut short", good[:len(good)/2], vault.CodeKeyFileDamaged, vault.CodeKeyFileDamaged},
		{"empty", nil, vault.CodeKeyFileDamaged, vault.CodeKeyFileDamaged},
		{"not JSON", vault.WithSum([]byte("hello\nmac 1 x\n")), vault.CodeKeyFileDamaged, vault.CodeKeyFileDamaged},
		{"too long", bytes.Repeat([]byte("x"), 1<<20+1), vault.CodeKeyFileDamaged, vault.CodeKeyFileDamaged},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "keys.json")
			write(t, path, c.file)
			k, err := vault.Unlock(path, "amina", aminas)
			if got := vault.CodeOf(err); got != c.amina || err == nil != (c.amina == "") {
				t.Errorf("amina is told %v (%q), want %q", err, got, c.amina)
			}
			useless(t, k, err)
			k, err = vault.UnlockWithRecovery(path, recovery)
			if got := vault.CodeOf(err); got != c.recovery || err == nil != (c.recovery == "") {
				t.Errorf("the recovery key is told %v (%q), want %q", err, got, c.recovery)
			}
			useless(t, k, err)
			if !bytes.Equal(read(t, path), c.file) {
				t.Error("the file was changed")
			}
		})
	}
	t.Run("gone", func(t *testing.T) {
		_, err := vault.Unlock(filepath.Join(t.TempDir(), "keys.json"), "amina", aminas)
		wantCode(t, err, vault.CodeNoKeyFile)
		_, err = vault.UnlockWithRecovery(t.TempDir(), recovery)
		if err == nil {
			t.Error("a folder was read as a key file")
		}
	})
}

// useless fails if keys of an altered file can be used to write to it as it is.
func useless(t *testing.T, k *vault.Keys, err error) {
	t.Helper()
	if err == nil || k == nil {
		return
	}
	wantCode(t, k.AddWorker("dora", "the fourth passphrase"), vault.CodeKeyFileAltered)
	wantCode(t, k.BeginRenewal(), vault.CodeKeyFileAltered)
	if _, err := k.ReplaceRecovery(); err == nil {
		t.Error("an altered file was given another recovery key")
	}
}

// withoutSum cuts the last line off a key file, macs returns its HMACs, and splice
// gives one file the HMACs of another.
func withoutSum(b []byte) []byte {
	return bytes.Clone(b[:bytes.Index(b, []byte("\nsum "))+1])
}

func macs(b []byte) []byte {
	b = withoutSum(b)
	return b[bytes.Index(b, []byte("\nmac "))+1:]
}

func splice(t *testing.T, body, mac []byte) []byte {
	t.Helper()
	return bytes.Replace(withoutSum(body), macs(body), macs(mac), 1)
}

// The way back from an altered file: it is made anew, with nobody in it but whoever
// opened it.
func TestRebuild(t *testing.T) {
	path, _ := keyed(t)
	want := secret(t, unlock(t, path, "amina", aminas))
	record := filled(t, unlock(t, path, "amina", aminas).Held()[0], 50)
	write(t, path, vault.EditKeyFile(read(t, path), func(f *vault.KeyFile) { f.Workers[1].Public[0] ^= 1 }))

	k, err := vault.Unlock(path, "amina", aminas)
	wantCode(t, err, vault.CodeKeyFileAltered)
	data, err := k.KeyFor(record)
	must(t, err)
	must(t, open(t, record, vault.Options{Key: data, Access: vault.Read}).Close())
	_, err = k.Rebuild("amina", "short")
	wantCode(t, err, vault.CodeTooShort)
	wantCode(t, k.AddWorker("dora", "the fourth passphrase"), vault.CodeKeyFileAltered)
	recovery, err := k.Rebuild("amina", "a third horse battery")
	must(t, err)
	must(t, k.AddWorker("ben", "a fresh passphrase"))

	for worker, passphrase := range map[string]string{"amina": "a third horse battery", "ben": "a fresh passphrase"} {
		if secret(t, unlock(t, path, worker, passphrase)) != want {
			t.Errorf("%s has another data key", worker)
		}
	}
	_, err = vault.Unlock(path, "ben", bens)
	wantCode(t, err, vault.CodeDenied)
	if _, err := vault.UnlockWithRecovery(path, recovery); err != nil {
		t.Error(err)
	}
}

// An older copy of the file opens, and shows by its revision that it is older.
func TestOlderCopyShows(t *testing.T) {
	path, _ := keyed(t)
	older := read(t, path)
	k := unlock(t, path, "amina", aminas)
	must(t, k.ChangePassphrase("amina", aminas, "a second horse battery"))
	now := k.Revision()
	write(t, path, older)
	if got := unlock(t, path, "amina", aminas).Revision(); got >= now {
		t.Errorf("the older copy has revision %d, the newer %d", got, now)
	}
}

func TestDroppedKeysDoNothing(t *testing.T) {
	path, _ := keyed(t)
	record := filled(t, vault.NewDataKey(), 1)
	was := read(t, path)
	k := unlock(t, path, "amina", aminas)
	k.Drop()
	wantCode(t, k.AddWorker("clare", "the third passphrase"), vault.CodeLocked)
	wantCode(t, k.ChangePassphrase("amina", aminas, "another passphrase"), vault.CodeLocked)
	wantCode(t, k.BeginRenewal("ben"), vault.CodeLocked)
	_, err := k.KeyFor(record)
	wantCode(t, err, vault.CodeLocked)
	_, err = k.ReplaceRecovery()
	wantCode(t, err, vault.CodeLocked)
	_, err = k.Rebuild("amina", aminas)
	wantCode(t, err, vault.CodeLocked)
	if !bytes.Equal(read(t, path), was) {
		t.Error("the file was changed")
	}
}

// A change that cannot be written leaves the file as it was, and the keys too.
func TestChangeThatCannotBeWritten(t *testing.T) {
	path, _ := keyed(t)
	was := read(t, path)
	k := unlock(t, path, "amina", aminas)
	must(t, os.Mkdir(path+vault.PartSuffix, 0o700)) // where the new file would be written
	write(t, filepath.Join(path+vault.PartSuffix, "x"), nil)
	for name, change := range map[string]func() error{
		"add":      func() error { return k.AddWorker("clare", "the third passphrase") },
		"change":   func() error { return k.ChangePassphrase("amina", aminas, "another passphrase") },
		"recovery": func() error { _, err := k.ReplaceRecovery(); return err },
		"rebuild":  func() error { _, err := k.Rebuild("amina", "another passphrase"); return err },
		"renewal":  func() error { return k.BeginRenewal("ben") },
	} {
		if err := change(); err == nil || !bytes.Equal(read(t, path), was) || k.Workers() != 2 || k.Revision() != 2 || k.Renewing() {
			t.Errorf("%s: %v, %d workers, revision %d", name, err, k.Workers(), k.Revision())
		}
	}
	must(t, os.RemoveAll(path+vault.PartSuffix))
	must(t, k.AddWorker("clare", "the third passphrase"))
}

func TestKeyFileIsFull(t *testing.T) {
	path, _ := keyed(t)
	k := unlock(t, path, "amina", aminas)
	k.Fill()
	wantCode(t, k.AddWorker("clare", "the third passphrase"), vault.CodeTooMany)
}

// TestFlippedBitsInTheKeyFile flips one bit each time and tries everyone.
func TestFlippedBitsInTheKeyFile(t *testing.T) {
	t.Parallel()
	path, recovery := keyed(t)
	good := read(t, path)
	flipped := filepath.Join(t.TempDir(), "keys.json")
	for i := range min(times(350), 8*len(good)) {
		b := bytes.Clone(good)
		bit := i * (8 * len(good) / min(times(350), 8*len(good)))
		b[bit/8] ^= 1 << (bit % 8)
		write(t, flipped, b)
		if _, err := vault.Unlock(flipped, "amina", aminas); vault.CodeOf(err) != vault.CodeKeyFileDamaged {
			t.Fatalf("bit %d: amina is told %v", bit, err)
		}
		if _, err := vault.UnlockWithRecovery(flipped, recovery); vault.CodeOf(err) != vault.CodeKeyFileDamaged {
			t.Fatalf("bit %d: the recovery key is told %v", bit, err)
		}
	}
}

func FuzzParseKeyFile(f *testing.F) {
	path, _ := keyed(f)
	good := read(f, path)
	f.Add(good)
	f.Add(withoutSum(good))
	f.Add([]byte("{}\nmac 1 \n"))
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, b []byte) {
		for _, b := range [][]byte{b, vault.WithSum(bytes.Clone(b))} {
			workers, generations, err := vault.ParseKeyFile(b)
			switch {
			case err != nil:
				if c := vault.CodeOf(err); c != vault.CodeKeyFileDamaged && c != vault.CodeNewer {
					t.Fatalf("refused with %v", err)
				}
			case workers < 1 || workers > vault.MaxWorkers || generations < 1 || generations > 2:
				t.Fatalf("%d workers and %d data keys were taken", workers, generations)
			}
		}
	})
}
