//go:build linux

package store_test

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/sys/unix"

	"alongside/dialog"
	"alongside/store"
)

func init() {
	children["writer"] = writeUntilRefused
	children["reader"] = readAsNobody
}

// note is an answer with as long a note as there may be, so that a disk is full
// soon.
func note(person, assessment dialog.ID, i int) dialog.Change {
	c := rate(person, assessment, dialog.Domains()[i%dialog.DomainCount], 1+i%7)
	c.Body.(*dialog.AnswerRecorded).Answer.Note = strings.Repeat("wordy ", 600) + fmt.Sprint(i)
	return c
}

// fillUp appends answers until one is refused and returns how many were
// acknowledged and the refusal.
func fillUp(s *store.Store, person, assessment dialog.ID, from int) (acked int, err error) {
	for acked < 5000 {
		if _, err := s.Append(ctx, note(person, assessment, from+acked)); err != nil {
			return acked, err
		}
		acked++
	}
	return acked, errors.New("the disk never filled")
}

// held says that exactly the given number of answers are in the record, the last
// of each item as it was acknowledged.
func held(t *testing.T, s *store.Store, person dialog.ID, answers int) {
	t.Helper()
	entries, err := s.Entries(ctx, person)
	if err != nil {
		t.Fatal(err)
	}
	i := 0
	for _, e := range entries {
		b, ok := e.Body.(*dialog.AnswerRecorded)
		if !ok {
			continue
		}
		want := note(person, b.Assessment, i).Body.(*dialog.AnswerRecorded)
		if diff := cmp.Diff(want, b, sameWhen); diff != "" {
			t.Fatalf("answer %d is not as acknowledged:\n%s", i, diff)
		}
		i++
	}
	if i != answers {
		t.Fatalf("%d answers are in the record, %d were acknowledged", i, answers)
	}
	people, err := s.Caseload(ctx)
	if err != nil || len(people) != 1 {
		t.Fatal(len(people), err)
	}
}

// mounted makes a small file system in memory, where that is allowed.
func mounted(t *testing.T, size string) (dir string, ok bool) {
	t.Helper()
	dir = t.TempDir()
	if err := unix.Mount("tmpfs", dir, "tmpfs", 0, "size="+size); err != nil {
		t.Logf("no file system can be mounted here (%v); the limit on file size stands in for a full disk", err)
		return "", false
	}
	t.Cleanup(func() { _ = unix.Unmount(dir, unix.MNT_DETACH) })
	return dir, true
}

// A full disk refuses, loses nothing, lets everything be read, and goes on when
// there is room again, without opening the record anew.
func TestFullDisk(t *testing.T) {
	for _, size := range []string{"700k", "1500k"} {
		dir, ok := mounted(t, size)
		if !ok {
			return
		}
		s := open(t, filepath.Join(dir, "record"))
		p, a := s.NewID(), s.NewID()
		add(t, s, personNamed(p, "Smith", "Jane"), start(p, a))
		acked, err := fillUp(s, p, a, 0)
		wantCode(t, err, dialog.Full)
		for range 3 { // asking again changes nothing
			_, err := s.Append(ctx, note(p, a, acked))
			wantCode(t, err, dialog.Full)
		}
		held(t, s, p, acked)
		if err := unix.Mount("tmpfs", dir, "tmpfs", unix.MS_REMOUNT, "size=16m"); err != nil {
			t.Fatal(err)
		}
		add(t, s, note(p, a, acked))
		held(t, s, p, acked+1)
		if _, err := s.Check(ctx); err != nil {
			t.Fatal(err)
		}
		closed(t, s)
		s = open(t, filepath.Join(dir, "record"))
		held(t, s, p, acked+1)
		closed(t, s)
	}
}

// A record that was open when the disk filled, and the program died, can still be
// opened and read while the disk is full.
func TestFullDiskAndACrash(t *testing.T) {
	dir, ok := mounted(t, "1200k")
	if !ok {
		return
	}
	s := open(t, filepath.Join(dir, "record"))
	p, a := s.NewID(), s.NewID()
	add(t, s, personNamed(p, "Smith", "Jane"), start(p, a))
	closed(t, s)
	lines := run(t, child("writer", filepath.Join(dir, "record"), "ALONGSIDE_TEST_PERSON="+p.String(), "ALONGSIDE_TEST_ASSESSMENT="+a.String()))
	if last := lines[len(lines)-1]; last != string(dialog.Full) {
		t.Fatalf("the child ended with %q", last)
	}
	s = openWith(t, store.Options{Dir: filepath.Join(dir, "record"), Demo: true})
	held(t, s, p, len(lines)-1)
	if _, err := s.Check(ctx); err != nil {
		t.Fatal(err)
	}
}

// A new record is not half made on a full disk.
func TestCreateOnAFullDisk(t *testing.T) {
	for _, size := range []string{"4k", "32k", "64k", "100k", "140k"} {
		dir, ok := mounted(t, size)
		if !ok {
			return
		}
		_, err := store.Open(ctx, store.Options{Dir: filepath.Join(dir, "record"), Demo: true, Create: true})
		if err == nil {
			t.Logf("a record fits in %s", size)
			continue
		}
		wantCode(t, err, dialog.Full)
		if _, err := os.Stat(filepath.Join(dir, "record", store.FileName)); err == nil {
			t.Errorf("half a record was left in %s", size)
		}
		if err := unix.Mount("tmpfs", dir, "tmpfs", unix.MS_REMOUNT, "size=16m"); err != nil {
			t.Fatal(err)
		}
		closed(t, open(t, filepath.Join(dir, "record")))
	}
}

// writeUntilRefused answers items until it is refused, reporting each on standard
// output and the code of the refusal last, and ends without closing. With a limit
// it may write no file beyond so many bytes.
func writeUntilRefused() error {
	if limit := os.Getenv("ALONGSIDE_TEST_LIMIT"); limit != "" {
		signal.Ignore(unix.SIGXFSZ)
		var bytes uint64
		if _, err := fmt.Sscan(limit, &bytes); err != nil {
			return err
		}
		if err := unix.Setrlimit(unix.RLIMIT_FSIZE, &unix.Rlimit{Cur: bytes, Max: bytes}); err != nil {
			return err
		}
	}
	key, err := childKey()
	if err != nil {
		return err
	}
	s, err := store.Open(ctx, store.Options{Dir: os.Getenv("ALONGSIDE_TEST_DIR"), Demo: true, Key: key})
	if err != nil {
		return err
	}
	p, err := dialog.ParseID(os.Getenv("ALONGSIDE_TEST_PERSON"))
	if err != nil {
		return err
	}
	a, err := dialog.ParseID(os.Getenv("ALONGSIDE_TEST_ASSESSMENT"))
	if err != nil {
		return err
	}
	for i := 0; ; i++ {
		if _, err := s.Append(ctx, note(p, a, i)); err != nil {
			fmt.Println(dialog.ErrorCode(err))
			return nil
		}
		fmt.Println("answer", i)
	}
}

// A limit on the size of files, or a quota, refuses in another way than a full
// disk and comes to the same.
func TestFileSizeLimit(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "record")
	s := open(t, dir)
	p, a := s.NewID(), s.NewID()
	add(t, s, personNamed(p, "Smith", "Jane"), start(p, a))
	closed(t, s)
	lines := run(t, child("writer", dir, "ALONGSIDE_TEST_LIMIT=300000", "ALONGSIDE_TEST_PERSON="+p.String(), "ALONGSIDE_TEST_ASSESSMENT="+a.String()))
	if last := lines[len(lines)-1]; last != string(dialog.Full) || len(lines) < 5 {
		t.Fatalf("after %d answers the child ended with %q", len(lines)-1, last)
	}
	s = openWith(t, store.Options{Dir: dir, Demo: true})
	held(t, s, p, len(lines)-1)
	if _, err := s.Check(ctx); err != nil {
		t.Fatal(err)
	}
}

// readAsNobody opens a record as a user who may not write, or not even look, and
// says on standard output what came of it.
func readAsNobody() error {
	if os.Getuid() == 0 {
		if err := errors.Join(unix.Setgroups(nil), unix.Setgid(65534), unix.Setuid(65534)); err != nil {
			return err
		}
	}
	s, err := store.Open(ctx, store.Options{Dir: os.Getenv("ALONGSIDE_TEST_DIR"), Demo: true, Create: true})
	if err != nil {
		fmt.Println("open", dialog.ErrorCode(err))
		return nil
	}
	people, err := s.Caseload(ctx)
	fmt.Println("read", s.ReadOnly(), len(people), dialog.ErrorCode(err))
	_, err = s.Append(ctx, personNamed(s.NewID(), "Jones", "Ed"))
	fmt.Println("write", dialog.ErrorCode(err))
	return s.Close()
}

func TestWithoutPermission(t *testing.T) {
	const viewOnly = "read true 1 |write read-only"
	for _, c := range []struct {
		name         string
		folder, file os.FileMode
		crash        bool
		lockFile     bool
		want         string
	}{
		{"a folder to look into", 0o555, 0o444, false, true, viewOnly},
		{"a folder to look into, no lock file", 0o555, 0o444, false, false, viewOnly},
		{"a file to read in a folder to write", 0o777, 0o444, false, true, viewOnly},
		{"a file to read in a folder to write, no lock file", 0o777, 0o444, false, false, viewOnly},
		{"files to write in a folder to look into", 0o555, 0o666, false, true, viewOnly},
		{"a closed folder", 0o700, 0o600, false, true, "open unavailable"},
		{"a closed file", 0o755, 0o600, false, false, "open unavailable"},
		{"a folder to look into after a crash", 0o555, 0o444, true, true, "open read-only"},
		{"everything to write", 0o777, 0o666, false, true, "read false 1 |write "},
	} {
		t.Run(c.name, func(t *testing.T) {
			root := t.TempDir()
			dir := filepath.Join(root, "record")
			filled(t, dir)
			if c.crash {
				s := open(t, dir)
				add(t, s, personNamed(s.NewID(), "Jones", "Ed"))
				dir = crashed(t, dir)
				closed(t, s)
			}
			if !c.lockFile {
				_ = os.Remove(filepath.Join(dir, store.LockName))
			}
			before := permit(t, dir, c.folder, c.file)
			got := strings.Join(run(t, child("reader", dir)), "|")
			if got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
			if diff := cmp.Diff(before, snapshot(t, dir)); diff != "" && c.want != "read false 1 |write " {
				t.Errorf("something was changed:\n%s", diff)
			}
			_ = os.Chmod(dir, 0o700)
		})
	}
}

// permit sets what others may do with a folder and its files, and lets them get
// that far.
func permit(t *testing.T, dir string, folder, file os.FileMode) map[string]string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if err := os.Chmod(filepath.Join(dir, e.Name()), file); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chmod(dir, folder); err != nil {
		t.Fatal(err)
	}
	for up := filepath.Dir(dir); up != os.TempDir() && up != "/"; up = filepath.Dir(up) {
		if err := os.Chmod(up, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	return snapshot(t, dir)
}

func TestReadOnlyMedium(t *testing.T) {
	dir, ok := mounted(t, "4m")
	if !ok {
		return
	}
	person := filled(t, filepath.Join(dir, "record"))
	if err := unix.Mount("tmpfs", dir, "tmpfs", unix.MS_REMOUNT|unix.MS_RDONLY, ""); err != nil {
		t.Fatal(err)
	}
	s := openWith(t, store.Options{Dir: filepath.Join(dir, "record"), Demo: true, Create: true})
	if !s.ReadOnly() {
		t.Error("it does not say that it can only be read")
	}
	if _, err := s.Record(ctx, person); err != nil {
		t.Error(err)
	}
	_, err := s.Append(ctx, personNamed(s.NewID(), "Jones", "Ed"))
	wantCode(t, err, dialog.ReadOnly)
	_, err = store.Open(ctx, store.Options{Dir: filepath.Join(dir, "new"), Demo: true, Create: true})
	wantCode(t, err, dialog.ReadOnly)
}

// Nobody else can read a record, whatever the umask; and its owner always can.
func TestPermissions(t *testing.T) {
	for _, mask := range []int{0, 0o022, 0o777} {
		old := unix.Umask(mask)
		root, err := os.MkdirTemp("", "umask")
		if err != nil {
			t.Fatal(err)
		}
		_ = os.Chmod(root, 0o755)
		t.Cleanup(func() { _ = os.RemoveAll(root) })
		dir := filepath.Join(root, "new", "record")
		if mask == 0o777 {
			dir = filepath.Join(root, "record") // a folder between could not be entered
		}
		s := open(t, dir)
		add(t, s, personNamed(s.NewID(), "Smith", "Jane"))
		unix.Umask(old)
		for name, what := range snapshot(t, dir) {
			want := "-rw-------"
			if name == "." {
				want = "drwx------"
			}
			if !strings.HasPrefix(what, want) {
				t.Errorf("umask %o: %s is %s, want %s", mask, name, what[:10], want)
			}
		}
		closed(t, s)
	}
}

// run starts a process, waits for it, and returns the lines it wrote.
func run(t *testing.T, c interface {
	Output() ([]byte, error)
}) []string {
	t.Helper()
	out, err := c.Output()
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for s := bufio.NewScanner(strings.NewReader(string(out))); s.Scan(); {
		lines = append(lines, s.Text())
	}
	if len(lines) == 0 {
		t.Fatal("the process said nothing")
	}
	return lines
}
