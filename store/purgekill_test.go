//go:build unix

package store_test

import (
	"bufio"
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"alongside/dialog"
	"alongside/store"
)

func init() { children["purger"] = purger }

// purger is the child: it purges whoever may be purged, one after another, and reports
// each on descriptor 3 once it is told that it was done.
func purger() error {
	report := os.NewFile(3, "report")
	s, err := store.Open(ctx, store.Options{Dir: os.Getenv("ALONGSIDE_TEST_DIR"), Now: func() time.Time { return later }})
	if err != nil {
		return err
	}
	v := clinician(s)
	may, err := v.Purgeable(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintln(report, "begun")
	for i := range may {
		if _, err := v.Purge(ctx, may[i:i+1], "Kept long enough"); err != nil {
			return err
		}
		fmt.Fprintln(report, may[i].Person)
	}
	return s.Close()
}

// Killed anywhere in a purge, somebody is there whole or gone whole: what was told as
// done is done, and once the record was opened again not a byte of theirs is in it.
func TestKilledInAPurgeAPersonIsWholeOrGone(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "record")
	s := aged(t, dir, later)
	people := map[dialog.ID]string{}
	for i := range 8 {
		name := fmt.Sprintf("Person%cx", 'a'+i)
		p, _ := seen(t, s, name)
		people[p] = name
	}
	entries := map[dialog.ID]int{}
	for p := range people {
		all, _ := s.Entries(ctx, p)
		entries[p] = len(all)
	}
	closed(t, s)
	seed := uint64(time.Now().UnixNano())
	random := rand.New(rand.NewPCG(seed, 1))
	gone := map[dialog.ID]bool{}
	for kill := 0; kill < 20 && len(gone) < len(people); kill++ {
		told := killedPurging(t, dir, random)
		s := aged(t, dir, later)
		sound(t, s)
		for p, name := range people {
			_, err := s.Record(ctx, p)
			gone[p] = err != nil
			if all, e := s.Entries(ctx, p); e != nil || len(all) < entries[p] {
				t.Errorf("kill %d, seed %d: %s has %d entries of %d, %v", kill, seed, name, len(all), entries[p], e)
			}
			if !gone[p] {
				delete(gone, p)
				if told[p.String()] {
					t.Errorf("kill %d, seed %d: %s was told as purged and is there", kill, seed, name)
				}
			}
		}
		closed(t, s)
		b := read(t, filepath.Join(dir, store.FileName))
		for p, name := range people {
			if bytes.Contains(b, []byte(name)) == gone[p] {
				t.Errorf("kill %d, seed %d: %s is gone: %v, and the bytes say otherwise", kill, seed, name, gone[p])
			}
		}
	}
	if len(gone) == 0 {
		t.Error("nobody was purged: the test sees too little")
	}
}

// killedPurging kills a child at some moment and returns whom it told as purged.
func killedPurging(t *testing.T, dir string, random *rand.Rand) map[string]bool {
	t.Helper()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = r.Close() }()
	c := child("purger", dir)
	c.ExtraFiles = []*os.File{w}
	err = c.Start()
	_ = w.Close()
	if err != nil {
		t.Fatal(err)
	}
	told := map[string]bool{}
	lines := bufio.NewScanner(r)
	for lines.Scan() {
		if told[lines.Text()] = true; len(told) == 1 {
			time.AfterFunc(time.Duration(random.IntN(40_000))*time.Microsecond, func() { _ = c.Process.Kill() })
		}
	}
	_ = c.Wait()
	return told
}
