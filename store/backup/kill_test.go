package backup_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"alongside/dialog"
	"alongside/dialog/trial"
	"alongside/store"
	"alongside/store/backup"
)

func init() {
	children["restorer"] = restoreAndDie
	children["maker"] = makeUntilKilled
	children["closer"] = closeUntilKilled
}

// restoreAndDie restores a backup, says each step it comes to, and is ended at the
// one that the environment names.
func restoreAndDie() error {
	backup.OnStep(func(step string) {
		fmt.Println(step)
		if step == os.Getenv("ALONGSIDE_TEST_DIE") {
			die()
		}
	})
	p, err := backup.Prepare(ctx, os.Getenv("ALONGSIDE_TEST_BACKUP"), target(os.Getenv("ALONGSIDE_TEST_DIR")))
	if err != nil {
		return err
	}
	_, err = p.Restore(ctx)
	return err
}

func die() {
	if p, err := os.FindProcess(os.Getpid()); err == nil {
		_ = p.Kill()
	}
	select {} // it may take a moment
}

// scene is a record's folder before a restore, with what must not be lost.
type scene struct {
	dir, backup string
	whole       []byte         // the file as it was
	was         store.Contents // what it held; zero where it could not be opened
	want        store.Contents // what the backup holds
}

// scenes are the records that a backup takes the place of.
var scenes = map[string]func(t *testing.T) scene{
	"a sound record": func(t *testing.T) scene { return makeScene(t, nil) },
	"a damaged record": func(t *testing.T) scene {
		return makeScene(t, func(b []byte) []byte { clear(b[4096:12288]); return b })
	},
	"no record": func(t *testing.T) scene {
		s := makeScene(t, nil)
		s.dir, s.whole, s.was = t.TempDir(), nil, store.Contents{}
		return s
	},
	"another record in which nobody is": func(t *testing.T) scene {
		s := makeScene(t, nil)
		s.dir = filepath.Join(t.TempDir(), "other")
		empty := open(t, s.dir)
		s.was = contents(t, empty)
		closed(t, empty)
		s.whole = read(t, store.FilePath(s.dir))
		return s
	},
}

func makeScene(t *testing.T, harm func([]byte) []byte) scene {
	t.Helper()
	s, dir := opened(t)
	o := options(dir)
	o.Dir = t.TempDir()
	b := made(t, s, o)
	sc := scene{dir: dir, backup: b.Path, want: contents(t, s)}
	visit(t, s, s.NewID(), 5)
	sc.was = contents(t, s)
	closed(t, s)
	sc.whole = read(t, store.FilePath(dir))
	if harm != nil {
		sc.whole, sc.was = harm(sc.whole), store.Contents{}
		write(t, store.FilePath(dir), sc.whole)
	}
	return sc
}

// again is the scene in a folder of its own, for one kill.
func (s scene) again(t *testing.T) scene {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "record")
	if err := os.CopyFS(dir, os.DirFS(s.dir)); err != nil {
		t.Fatal(err)
	}
	s.dir = dir
	return s
}

func (s *scene) restorer(env ...string) *exec.Cmd {
	return child("restorer", s.dir, append(env, "ALONGSIDE_TEST_BACKUP="+s.backup)...)
}

// survived holds a folder after a kill to what must be there: a record that opens,
// which is the one or the other, wherever there was one that opened; otherwise a
// refusal that leaves things as they are, never a new record; and the file that
// was there, whole, in its place or aside.
func (s *scene) survived(t *testing.T) (restored bool) {
	t.Helper()
	if s.whole != nil && !findFile(t, s.dir, s.whole) {
		t.Fatal("the file that was there is gone")
	}
	r, err := store.Open(ctx, store.Options{Dir: s.dir, Demo: true, Now: at(noon)})
	if err != nil {
		code := dialog.ErrorCode(err)
		if s.was.Record != (dialog.ID{}) || code != dialog.Damaged && code != dialog.NotFound || code == dialog.NotFound && s.whole != nil {
			t.Fatalf("the record does not open: %v", err)
		}
		return false
	}
	defer closed(t, r)
	if _, err := r.Check(ctx); err != nil {
		t.Fatal(err)
	}
	got := contents(t, r)
	restored = got.Head == s.want.Head && got.Device != s.want.Device && got.Record == s.want.Record
	if !restored && got != s.was {
		t.Fatalf("the record holds %+v, which is neither the one nor the other", got)
	}
	return restored
}

// findFile says whether a file with given bytes is in a folder, in its place or
// set aside.
func findFile(t *testing.T, dir string, whole []byte) bool {
	t.Helper()
	found := false
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err == nil && filepath.Base(path) == "alongside.db" && bytes.Equal(read(t, path), whole) {
			found = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestARestoreKilledAtEachStep(t *testing.T) {
	for name, make := range scenes {
		t.Run(name, func(t *testing.T) {
			first := make(t)
			s := first.again(t)
			out, err := s.restorer().Output()
			if err != nil || !s.survived(t) {
				t.Fatalf("without a kill: %v", err)
			}
			steps := strings.Split(strings.TrimSpace(string(out)), "\n")
			t.Logf("steps: %s", strings.Join(steps, ", "))
			for _, step := range steps {
				s := first.again(t)
				c := s.restorer("ALONGSIDE_TEST_DIE=" + step)
				if err := c.Run(); err == nil || c.ProcessState.ExitCode() != -1 {
					t.Fatalf("%s: it did not die there: %v", step, err)
				}
				if got, want := s.survived(t), step == "in place"; got != want {
					t.Errorf("killed when %s, the record is the restored one: %v", step, got)
				}
				if err := s.restorer().Run(); err != nil || !s.survived(t) {
					t.Errorf("killed when %s, the next restore: %v", step, err)
				}
			}
		})
	}
}

func TestARestoreKilledAtAnyMoment(t *testing.T) {
	tr := trial.Start(t, "backup/kills restore")
	random := tr.Rand(0)
	first := scenes["a sound record"](t)
	s, whole := first.again(t), time.Now()
	if err := s.restorer().Run(); err != nil {
		t.Fatal(err)
	}
	takes := time.Since(whole)
	replaced := 0
	s = first.again(t)
	for range trial.Times(60, 1_000) {
		tr.Done(1)
		c := s.restorer()
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		timer := time.AfterFunc(time.Duration(random.Int64N(int64(takes))), func() { _ = c.Process.Kill() })
		err := c.Wait()
		timer.Stop()
		if err != nil && c.ProcessState.ExitCode() != -1 {
			t.Fatal(err)
		}
		restored := s.survived(t)
		if err == nil && !restored {
			t.Fatal("it says it restored the backup, and did not")
		}
		if restored {
			replaced++
			s = first.again(t)
		}
	}
	tr.Note("restored", replaced)
}

// makeUntilKilled makes one backup after another, and reports each.
func makeUntilKilled() error {
	s, err := store.Open(ctx, store.Options{Dir: os.Getenv("ALONGSIDE_TEST_DIR"), Demo: true})
	if err != nil {
		return err
	}
	o := options(os.Getenv("ALONGSIDE_TEST_DIR"))
	o.Reason, o.Keep = backup.Rotating, backup.Policy{Daily: 2}
	day, err := strconv.Atoi(os.Getenv("ALONGSIDE_TEST_DAY"))
	if err != nil {
		return err
	}
	for ; ; day++ {
		o.Now = at(noon.AddDate(0, 0, day))
		b, err := backup.Make(ctx, s, o)
		if err != nil {
			return err
		}
		fmt.Println(b.Name())
	}
}

// closeUntilKilled opens and closes a record day after day, with one entry more
// each day, and reports what was recorded.
func closeUntilKilled() error {
	day, err := strconv.Atoi(os.Getenv("ALONGSIDE_TEST_DAY"))
	if err != nil {
		return err
	}
	dir := os.Getenv("ALONGSIDE_TEST_DIR")
	for ; ; day++ {
		s, err := store.Open(ctx, store.Options{Dir: dir, Demo: true})
		if err != nil {
			return err
		}
		now := noon.AddDate(0, 0, day)
		_, err = s.Append(ctx, dialog.Change{DoneAt: dialog.At(now), Body: &dialog.WorkerRecorded{Worker: dialog.Worker{ID: s.NewID(), Name: fmt.Sprint("Sam ", day)}}})
		if err != nil {
			return err
		}
		fmt.Println(day)
		if _, err := backup.Close(ctx, s, usual(dir, now)); err != nil {
			return err
		}
	}
}

// Whatever a program was at when it was killed, what has the name of a backup is a
// sound one, the record is none the worse, and the next backup clears up.
func TestBackupsKilledAtAnyMoment(t *testing.T) {
	for _, part := range []string{"maker", "closer"} {
		t.Run(part, func(t *testing.T) {
			tr := trial.Start(t, "backup/kills "+part)
			random := tr.Rand(0)
			s, dir := opened(t)
			made(t, s, options(dir))
			closed(t, s)
			checkedNames := map[string]bool{}
			reported := 0
			for i := range trial.Times(40, 500) {
				tr.Done(1)
				var out bytes.Buffer
				c := child(part, dir, fmt.Sprint("ALONGSIDE_TEST_DAY=", 1+i*1000))
				c.Stdout = &out
				if err := c.Start(); err != nil {
					t.Fatal(err)
				}
				time.AfterFunc(time.Duration(8000+random.IntN(60000))*time.Microsecond, func() { _ = c.Process.Kill() })
				if err := c.Wait(); err == nil || c.ProcessState.ExitCode() != -1 {
					t.Fatalf("it ended by itself: %v", err)
				}
				lines := strings.Fields(out.String())
				reported += len(lines)
				all := listed(t, options(dir).Dir)
				if len(all) == 0 {
					t.Fatal("there is no backup left")
				}
				for _, b := range all {
					if !checkedNames[b.Name()] {
						sound(t, b)
						checkedNames[b.Name()] = true
					}
				}
				if part == "maker" && len(lines) > 0 && all[0].Name() < lines[len(lines)-1] {
					t.Fatalf("%s was reported, the latest is %s", lines[len(lines)-1], all[0].Name())
				}
			}
			checked(t, dir)
			s = open(t, dir)
			o := options(dir)
			o.Reason, o.Keep, o.Now = backup.Rotating, backup.Policy{Daily: 1}, at(noon.AddDate(500, 0, 0))
			made(t, s, o)
			left := names(t, o.Dir)
			pending := 0
			for _, n := range left {
				if strings.HasSuffix(n, ".pending") {
					pending++
				}
			}
			if n := len(listed(t, o.Dir)); len(left) != 2*n+pending || n > 3 || pending > 1 {
				t.Errorf("the folder holds %v", left)
			}
			tr.Note("reported", reported)
			tr.Note("looked-at", len(checkedNames))
		})
	}
}
