//go:build unix

package store_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"sync/atomic"
	"testing"

	"alongside/dialog/trial"
	"alongside/store"
	"alongside/store/baddisk"
	"alongside/store/vault"
)

// powerStory is what was done to a disk while a record was worked with, and what
// came of it.
type powerStory struct {
	key *vault.DataKey
	ops []baddisk.Op
	all [][32]byte // the entries that were there at the end
}

// tellPowerStory makes a record and works with it. What people were told is marked
// between what was done to the disk.
func tellPowerStory(t testing.TB, d *baddisk.Disk, key *vault.DataKey, r *rand.Rand, others []store.Foreign, tune string) powerStory {
	t.Helper()
	dir := filepath.Join(d.Dir(), "record")
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	d.Record()
	l := newLife(t, r, dir, key)
	l.said, l.others = d.Mark, others
	l.tune = func(s *store.Store) {
		if err := s.SQL(ctx, `pragma wal_autocheckpoint=30; `+tune); err != nil {
			t.Fatal(err)
		}
	}
	l.open()
	for range 60 {
		l.step()
	}
	all, err := digests(l.s)
	l.must(err)
	l.must(l.s.Close())
	return powerStory{key, d.Recorded(), all}
}

// verdict is what an image shows.
type verdict struct {
	lost, wrong string // "" when it does not
	unfinished  bool   // whether there was a log to finish
}

// afterPowerCut looks at what one power cut may leave.
func (p *powerStory) afterPowerCut(r *rand.Rand, dir string) (v verdict) {
	cut := r.IntN(len(p.ops) + 1)
	made, acked := false, int64(0)
	for _, o := range p.ops[:cut] {
		if o.Kind == baddisk.Mark {
			made, acked = true, o.Off
		}
	}
	most := acked
	for _, o := range p.ops[cut:] {
		if o.Kind == baddisk.Mark {
			most = max(most, o.Off)
			break
		}
	}
	if err := baddisk.AfterPowerCut(p.ops[:cut], r).WriteTo(dir); err != nil {
		return verdict{wrong: err.Error()}
	}
	dir = filepath.Join(dir, "record")
	v.unfinished = vault.Unfinished(filepath.Join(dir, store.FileName))
	v.lost, v.wrong = p.look(dir, made, acked, most)
	if v.lost+v.wrong != "" {
		where := fmt.Sprintf(" (cut before %d of %d: %v)", cut, len(p.ops), p.ops[max(0, cut-3):min(len(p.ops), cut+1)])
		if v.lost != "" {
			v.lost += where
		} else {
			v.wrong += where
		}
	}
	return v
}

// look opens what is left: all that was acknowledged is there, at most one more thing
// that was under way, and all of it is sound.
func (p *powerStory) look(dir string, made bool, acked, most int64) (lost, wrong string) {
	o := store.Options{Dir: dir, Demo: true, Key: p.key, Create: !made}
	s, err := store.Open(ctx, o)
	if err != nil {
		return "", fmt.Sprintf("it does not open: %v (holds %s)", err, listed(dir))
	}
	defer func() { _ = s.Close() }()
	all, err := digests(s)
	switch {
	case err != nil:
		return "", fmt.Sprintf("it cannot be read: %v", err)
	case int64(len(all)) < acked:
		return fmt.Sprintf("%d entries are there, %d were acknowledged", len(all), acked), ""
	case int64(len(all)) > most:
		return "", fmt.Sprintf("%d entries are there, %d at most were recorded", len(all), most)
	case !begins(all, p.all):
		return "", "other entries are there than were recorded"
	}
	if problem := s.Problem(); problem != "" {
		return "", "it says of a power cut: " + problem
	}
	_, err = s.Check(ctx)
	if err == nil {
		p := s.NewID()
		_, err = s.Append(ctx, personNamed(p, "After", "Ada"), start(p, s.NewID()))
	}
	if err = errors.Join(err, s.Close()); err != nil {
		return "", fmt.Sprintf("it opens and is not sound: %v", err)
	}
	return "", ""
}

// cutting says which power cuts are looked at.
type cutting struct {
	kind, tune string
	leave      baddisk.Kind // what the disk says it did and did not
	images     int
	atATime    int  // of one story
	told       bool // whether the test fails for what is found
}

// findings counts images.
type findings struct{ lost, wrong, unfinished atomic.Int64 }

// powerCuts looks at many images of stories.
func powerCuts(t *testing.T, tr *trial.Trial, c cutting) *findings {
	t.Helper()
	var found findings
	d, others, mem := baddisk.Mount(t), another(t), baddisk.InMemory(t)
	for story := range (c.images + c.atATime - 1) / c.atATime {
		if tr.Over() {
			break
		}
		p := tellPowerStory(t, d, keyFor(c.kind), tr.Rand(1<<20+story), others, c.tune)
		p.ops = slices.DeleteFunc(p.ops, func(o baddisk.Op) bool { return o.Kind == c.leave })
		tr.Each(min(c.atATime, c.images-story*c.atATime), 4, func(i int, _ *rand.Rand) {
			n := story*c.atATime + i
			dir := filepath.Join(mem, fmt.Sprint("image", n))
			found.add(tr, n, p.afterPowerCut(tr.Rand(n), dir), c.told)
			_ = os.RemoveAll(dir)
		})
	}
	return &found
}

func (f *findings) add(tr *trial.Trial, image int, v verdict, told bool) {
	if v.unfinished {
		f.unfinished.Add(1)
	}
	if v.lost != "" {
		f.lost.Add(1)
		if told {
			tr.Lost("image %d: %s", image, v.lost)
		}
	}
	if v.wrong != "" {
		f.wrong.Add(1)
		if told {
			tr.Wrong("image %d: %s", image, v.wrong)
		}
	}
}

// Whatever a power cut leaves of what was not flushed yet, all that was acknowledged
// is there, and the record opens and is sound.
func TestNothingAcknowledgedIsLostInAPowerCut(t *testing.T) {
	for _, kind := range sealedOrNot {
		t.Run(kind, func(t *testing.T) {
			tr := trial.Start(t, "store/power-cuts "+kind)
			images := map[string]int{"sealed": trial.Times(1500, 70_000), "plain": trial.Times(500, 30_000)}[kind]
			found := powerCuts(t, tr, cutting{kind: kind, images: images, atATime: trial.Times(125, 500), told: true})
			tr.Note("with-a-log", int(found.unfinished.Load()))
		})
	}
}

// The same test finds what it is there to find: a record that is not flushed at each
// commit, as is usual elsewhere, and disks that say they have flushed and have not.
func TestAPowerCutShowsWhatIsNotFlushed(t *testing.T) {
	for _, c := range []struct {
		name  string
		tune  string
		leave baddisk.Kind // what the disk leaves out
		least int
	}{
		{"commits are not flushed", `pragma synchronous=normal; pragma wal_autocheckpoint=1000`, "", 4},
		{"the disk flushes no files", ``, baddisk.Sync, 10},
		{"the disk flushes no names", ``, baddisk.SyncDir, 3},
	} {
		for _, kind := range sealedOrNot {
			t.Run(c.name+"/"+kind, func(t *testing.T) {
				tr := trial.Start(t, "store/power-cuts-control "+kind)
				found := powerCuts(t, tr, cutting{kind: kind, tune: c.tune, leave: c.leave, images: 60, atATime: 60})
				n := found.lost.Load() + found.wrong.Load()
				tr.Note("found", int(n))
				if int(n) < c.least {
					t.Errorf("where %s, %d of 60 images showed it", c.name, n)
				}
			})
		}
	}
}
