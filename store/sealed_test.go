package store_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"time"

	"alongside/dialog"
	"alongside/store"
	"alongside/store/vault"
)

// TestASealedRecord keeps a record under a key: it works as a plain one does, shows
// nothing of what it holds, and opens with no other key and without one.
func TestASealedRecord(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "record")
	key := vault.NewDataKey()
	o := store.Options{Dir: dir, Demo: true, Create: true, Key: key}
	s := openWith(t, o)
	person := s.NewID()
	add := func(body dialog.Body) {
		t.Helper()
		if _, err := s.Append(t.Context(), dialog.Change{Person: person, DoneAt: dialog.At(time.Now()), Body: body}); err != nil {
			t.Fatal(err)
		}
	}
	add(&dialog.PersonRecorded{Person: dialog.Person{Family: "Canarybird", Given: "Jane", NHSNumber: "9990732574"}})
	add(&dialog.GoalRecorded{Goal: dialog.Goal{ID: s.NewID(), Text: "Sing in the yellow choir", Kind: dialog.LifeGoal, Status: dialog.GoalActive}})
	silent(t, dir) // while it is open, its log beside it
	backup := filepath.Join(t.TempDir(), "copy.db")
	if err := s.CopyTo(t.Context(), backup); err != nil {
		t.Fatal(err)
	}
	closed(t, s)
	silent(t, dir)
	silent(t, filepath.Dir(backup))

	for name, wrong := range map[string]*vault.DataKey{"another key": vault.NewDataKey(), "no key": nil} {
		if _, err := store.Open(t.Context(), store.Options{Dir: dir, Demo: true, Key: wrong}); err == nil {
			t.Errorf("it opens with %s", name)
		}
	}
	s = openWith(t, store.Options{Dir: dir, Demo: true, Key: key})
	r, err := s.Record(t.Context(), person)
	if err != nil || r.Person.Family != "Canarybird" || len(r.Goals) != 1 {
		t.Errorf("opened again it holds %+v, %v", r, err)
	}
	if _, err := s.Check(t.Context()); err != nil {
		t.Error(err)
	}
	c, err := store.OpenCopy(t.Context(), backup, store.Options{Dir: t.TempDir(), Demo: true, Key: key})
	if err != nil {
		t.Fatal(err)
	}
	if all, err := c.Caseload(t.Context()); err != nil || len(all) != 1 {
		t.Errorf("the copy holds %d people, %v", len(all), err)
	}
	if err := c.Close(); err != nil {
		t.Error(err)
	}
}

// silent looks for what was recorded in every file of a folder.
func silent(t *testing.T, dir string) {
	t.Helper()
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		b, err := os.ReadFile(filepath.Join(dir, f.Name()))
		if err != nil {
			t.Fatal(err)
		}
		for _, canary := range []string{"Canarybird", "CANARYBIRD", "canarybird", "9990732574", "yellow choir", "SQLite format 3", "journal_person"} {
			if bytes.Contains(b, []byte(canary)) {
				t.Errorf("%s holds %q in clear", f.Name(), canary)
			}
		}
	}
}
