package vault_test

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"alongside/store/vault"
)

var (
	errWrong = &vault.Error{Code: vault.CodeDenied}
	errOther = errors.New("the key file could not be read")
)

func wrong() error { return errWrong }
func right() error { return nil }

// counted makes a count of nothing and returns where it is kept.
func counted(t testing.TB) (path string, secret []byte) {
	t.Helper()
	dir := t.TempDir()
	path = filepath.Join(dir, "tries")
	secret, err := vault.DeviceSecret(filepath.Join(dir, "device"))
	must(t, err)
	must(t, vault.OpenTries(path, secret, vault.RunningTime()).Forget())
	return path, secret
}

// waits fails unless a try now has to wait, for no longer than the pause.
func waits(t *testing.T, tries *vault.Tries) {
	t.Helper()
	ran := false
	err := tries.Try(func() error { ran = true; return nil })
	if ran || vault.CodeOf(err) != vault.CodeWait {
		t.Fatalf("a try ran (%v) and answered %v", ran, err)
	}
	e, ok := errors.AsType[*vault.Error](err)
	if !ok || e.Wait <= 0 || e.Wait > vault.TriesPause || e.Wait-tries.Wait() > time.Second {
		t.Fatalf("it waits %v, and says %v", e.Wait, tries.Wait())
	}
}

func TestTenFreeTries(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		path, secret := counted(t)
		tries := vault.OpenTries(path, secret, vault.RunningTime())
		for range vault.FreeTries {
			if err := tries.Try(wrong); err != errWrong {
				t.Fatal(err)
			}
		}
		for range 5 {
			waits(t, tries)
			time.Sleep(vault.TriesPause - time.Millisecond)
			waits(t, tries)
			time.Sleep(time.Millisecond)
			if err := tries.Try(wrong); err != errWrong {
				t.Fatal(err)
			}
		}
		time.Sleep(vault.TriesPause)
		must(t, tries.Try(right))
		for range vault.FreeTries {
			if err := tries.Try(wrong); err != errWrong {
				t.Fatal(err)
			}
		}
		waits(t, tries)
	})
}

// The screen counts down, and must not stand still while a try derives keys.
func TestWaitDoesNotWait(t *testing.T) {
	path, secret := counted(t)
	tries := vault.OpenTries(path, secret, vault.RunningTime())
	for range vault.FreeTries {
		_ = tries.Try(func() error {
			asked := make(chan time.Duration)
			go func() { asked <- tries.Wait() }()
			select {
			case <-asked:
			case <-time.After(10 * time.Second):
				t.Error("asking how long to wait waits for the try")
			}
			return errWrong
		})
	}
}

func TestRestartsDoNotHelp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		path, secret := counted(t)
		for range vault.FreeTries {
			if err := vault.OpenTries(path, secret, vault.RunningTime()).Try(wrong); err != errWrong {
				t.Fatal(err)
			}
		}
		for range 20 {
			tries := vault.OpenTries(path, secret, vault.RunningTime())
			waits(t, tries)
			time.Sleep(vault.TriesPause - time.Second)
			waits(t, tries)
		}
		time.Sleep(vault.TriesPause)
		waits(t, vault.OpenTries(path, secret, vault.RunningTime())) // time that passed while it did not run
	})
}

// A process that is ended in the middle of a try has made it.
func TestTryIsCountedBeforeItBegins(t *testing.T) {
	path, secret := counted(t)
	for range vault.FreeTries {
		was := read(t, path)
		if err := vault.OpenTries(path, secret, vault.RunningTime()).Try(func() error {
			if bytes.Equal(read(t, path), was) {
				t.Error("the try was not counted when it began")
			}
			return errWrong
		}); err != errWrong {
			t.Fatal(err)
		}
	}
	waits(t, vault.OpenTries(path, secret, vault.RunningTime()))
}

func TestWhatIsNoGuessIsNotCounted(t *testing.T) {
	path, secret := counted(t)
	tries := vault.OpenTries(path, secret, vault.RunningTime())
	for range 3 * vault.FreeTries {
		if err := tries.Try(func() error { return errOther }); err != errOther {
			t.Fatal(err)
		}
	}
	must(t, vault.OpenTries(path, secret, vault.RunningTime()).Try(right))
}

func TestCountThatIsNotAsItWasWritten(t *testing.T) {
	_, otherSecret := counted(t)
	for name, change := range map[string]func(path string, secret *[]byte) error{
		"gone":       func(path string, _ *[]byte) error { return os.Remove(path) },
		"empty":      func(path string, _ *[]byte) error { return os.Truncate(path, 0) },
		"cut short":  func(path string, _ *[]byte) error { return os.Truncate(path, 20) },
		"less":       func(path string, _ *[]byte) error { return edit(path, "tries 3", "tries 0") },
		"negative":   func(path string, _ *[]byte) error { return edit(path, "tries 3", "tries -3") },
		"huge":       func(path string, _ *[]byte) error { return edit(path, "tries 3", "tries 999999999") },
		"spaced":     func(path string, _ *[]byte) error { return edit(path, "tries 3", "tries  3") },
		"longer":     func(path string, _ *[]byte) error { return edit(path, "\n", "\n\n") },
		"a folder":   func(path string, _ *[]byte) error { return errors.Join(os.Remove(path), os.Mkdir(path, 0o700)) },
		"not ours":   func(_ string, secret *[]byte) error { *secret = otherSecret; return nil },
		"not a word": func(path string, _ *[]byte) error { return os.WriteFile(path, []byte("hello"), 0o600) },
	} {
		t.Run(name, func(t *testing.T) {
			path, secret := counted(t)
			tries := vault.OpenTries(path, secret, vault.RunningTime())
			for range 3 {
				_ = tries.Try(wrong)
			}
			must(t, change(path, &secret))
			waits(t, vault.OpenTries(path, secret, vault.RunningTime()))
		})
	}
}

func edit(path, from, to string) error {
	b, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	return os.WriteFile(path, bytes.Replace(b, []byte(from), []byte(to), 1), 0o600)
}

// Where the count cannot be kept, people can still get in, but every try waits.
func TestCountThatCannotBeWritten(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		path, secret := counted(t)
		must(t, os.Mkdir(path+vault.PartSuffix, 0o700))
		write(t, filepath.Join(path+vault.PartSuffix, "x"), nil)
		tries := vault.OpenTries(path, secret, vault.RunningTime())
		for range 5 {
			waits(t, tries)
			time.Sleep(vault.TriesPause)
			if err := tries.Try(wrong); err != errWrong {
				t.Fatal(err)
			}
		}
		if err := tries.Forget(); err == nil {
			t.Error("a count that cannot be written was forgotten")
		}
	})
}

// TestTimelines plays a person, a program that is restarted and a clock that is set at
// random, against the rule in one sentence: after ten wrong tries since the last right
// one, no try runs within 30 seconds of running time of the one before or of a start.
func TestTimelines(t *testing.T) {
	for seed := range uint64(times(20)) {
		synctest.Test(t, func(t *testing.T) { timeline(t, rand.New(rand.NewPCG(seed, 1))) })
	}
}

func timeline(t *testing.T, r *rand.Rand) {
	path, secret := counted(t)
	var running time.Duration // the injected clock: it stands still while nothing runs
	clock := func() time.Duration { return running }
	tries := vault.OpenTries(path, secret, clock)
	failures, from := 0, time.Duration(0)
	for i := range 60 {
		switch r.IntN(6) {
		case 0: // off and on again; a new clock starts anywhere
			running = time.Duration(r.Int64N(1e15))
			from = running
			tries = vault.OpenTries(path, secret, clock)
		case 1: // the laptop's own clock goes on, or back, and does not matter
			time.Sleep(time.Duration(r.Int64N(int64(time.Hour))))
		default:
			running += time.Duration(r.Int64N(int64(40 * time.Second)))
			isRight := r.IntN(15) == 0
			mayRun := failures < vault.FreeTries || running >= from+vault.TriesPause
			ran := false
			err := tries.Try(func() error {
				if ran = true; isRight {
					return nil
				}
				return errWrong
			})
			if ran != mayRun || ran == (vault.CodeOf(err) == vault.CodeWait) {
				t.Fatalf("step %d: ran %v, might %v, after %d wrong tries: %v", i, ran, mayRun, failures, err)
			}
			if ran && isRight {
				failures = 0
			} else if ran {
				failures, from = failures+1, running
			}
		}
	}
}

func TestDeviceSecret(t *testing.T) {
	path := filepath.Join(t.TempDir(), "device")
	first, err := vault.DeviceSecret(path)
	must(t, err)
	again, err := vault.DeviceSecret(path)
	must(t, err)
	if len(first) != 32 || !bytes.Equal(first, again) {
		t.Fatalf("secrets %x and %x", first, again)
	}
	must(t, os.Truncate(path, 31))
	other, err := vault.DeviceSecret(path)
	must(t, err)
	if len(other) != 32 || bytes.Equal(first, other) {
		t.Errorf("a damaged secret was taken, or not replaced: %x", other)
	}
	if _, err := vault.DeviceSecret(t.TempDir()); err == nil {
		t.Error("a folder was read as a secret")
	}
	if _, err := vault.DeviceSecret(filepath.Join(path, "under a file")); err == nil {
		t.Error("a secret was written under a file")
	}
	must(t, os.Remove(path))
	must(t, os.Mkdir(path+vault.PartSuffix, 0o700))
	if _, err := vault.DeviceSecret(path); err == nil {
		t.Error("a secret was written where nothing can be")
	}
}

func ExampleTries() {
	dir, err := os.MkdirTemp("", "vault")
	if err != nil {
		panic(err)
	}
	defer func() { _ = os.RemoveAll(dir) }()
	secret, err := vault.DeviceSecret(filepath.Join(dir, "device"))
	if err != nil {
		panic(err)
	}
	tries := vault.OpenTries(filepath.Join(dir, "tries"), secret, vault.RunningTime())
	err = tries.Try(func() error {
		_, err := vault.Unlock(filepath.Join(dir, "keys.json"), "amina", "a guess")
		return err
	})
	fmt.Println(vault.CodeOf(err)) // nobody has called Forget: a missing count counts as ten
	// Output: wait
}
