package store_test

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"alongside/dialog"
	"alongside/store"
)

// Times depend on the machine and counts do not, so what must not grow is counted here.

// logBytes is how much of the log was written since it was emptied. Its header has 32
// bytes and each page in it a header of 24.
func logBytes(t *testing.T, dir string) int64 {
	t.Helper()
	info, err := os.Stat(filepath.Join(dir, store.FileName+"-wal"))
	if err != nil {
		t.Fatal(err)
	}
	return info.Size() - 32
}

func number(t *testing.T, s *store.Store, query string) int {
	t.Helper()
	text, err := s.Ask(ctx, query)
	if err != nil {
		t.Fatal(err)
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// An answer writes a few pages and rows, as many after a hundred assessments as after
// none.
func TestAnAnswerWritesFewPagesAndRows(t *testing.T) {
	const answers, frame = 22, 24 + 4096
	for _, history := range []int{0, 100} {
		s, dir := opened(t)
		p, a := s.NewID(), s.NewID()
		group := []dialog.Change{personNamed(p, "Counted", "Ada")}
		for i := range history {
			group = append(group, takenOver(p, s.NewID(), noon.AddDate(0, -1-i, 0), i))
		}
		add(t, s, group...)
		add(t, s, start(p, a))
		if err := s.Checkpoint(ctx); err != nil {
			t.Fatal(err)
		}
		rows := number(t, s, "select total_changes()")
		for i := range answers {
			add(t, s, rate(p, a, dialog.Domains()[i%11], 1+i%7))
		}
		rows = number(t, s, "select total_changes()") - rows
		if pages := float64(logBytes(t, dir)) / frame / answers; pages > 7 {
			t.Errorf("after %d assessments an answer writes %.1f pages of the log; 7 would do", history, pages)
		}
		if rows > 3*answers {
			t.Errorf("after %d assessments %d answers write %d rows; the entry, the person and the assessment are 3 each", history, answers, rows)
		}
	}
}

// work is what something costs: the statements that are run and the rows that are
// written, changed and deleted.
type work struct{ statements, rows int }

func workOf(t *testing.T, s *store.Store, do func()) work {
	t.Helper()
	rows := number(t, s, "select total_changes()")
	statements := len(s.Ran(do))
	return work{statements, number(t, s, "select total_changes()") - rows}
}

// An answer is three statements, each of which writes a row, between the two of a
// transaction, and reads nothing.
func TestAnAnswerIsThreeStatements(t *testing.T) {
	s, _ := opened(t)
	p, a := s.NewID(), s.NewID()
	add(t, s, personNamed(p, "Counted", "Ada"))
	add(t, s, start(p, a))
	for i := range 22 {
		change := rate(p, a, dialog.Domains()[i%11], 1+i%7)
		if got := workOf(t, s, func() { add(t, s, change) }); got != (work{2 + 3, 3}) {
			t.Errorf("answer %d takes %+v", i, got)
		}
	}
}

// Whatever is taken over, an assessment is three rows: its entry, it itself, and that it
// is to be sent. The entry is a statement, and so are eight of the others. A person has a
// few more, however many assessments they have. Making the rows again is no entry, and
// reads all that a person has at once; the rows that were there go with one statement for
// each table.
func TestBulkWorkTakesFewStatements(t *testing.T) {
	const people, each, more = 20, 8, 16
	var appended, replayed [2]work
	for i, assessments := range []int{each, each + more} {
		s, _ := opened(t)
		groups := crowd(s, people, assessments)
		appended[i] = workOf(t, s, func() {
			if _, err := s.AppendAll(ctx, groups, nil); err != nil {
				t.Fatal(err)
			}
		})
		replayed[i] = workOf(t, s, func() {
			if err := s.Rederive(ctx); err != nil {
				t.Fatal(err)
			}
		})
	}
	for _, c := range []struct {
		name             string
		took             [2]work
		eight            work // so many assessments cost exactly so much
		person, whatever int  // statements of a person, and of the rest, at most
	}{
		// The entries of person and referral, the rows of both and of what is counted;
		// and what is read: the lines about them, and whether they were purged.
		{"append", appended, work{8 + 2, 3 * 8}, 7, 5},
		// The rows and what is read. The rows that were there are deleted beside.
		{"replay", replayed, work{2, 4 * 8}, 4, 17},
	} {
		n := people * more / 8
		got := work{c.took[1].statements - c.took[0].statements, c.took[1].rows - c.took[0].rows}
		if want := (work{n * c.eight.statements, n * c.eight.rows}); got != want {
			t.Errorf("%s: %d assessments take %+v; %+v would do", c.name, 8*n, got, want)
		}
		if rest := c.took[0].statements - people*each/8*c.eight.statements; rest > people*c.person+c.whatever {
			t.Errorf("%s: %d statements beside those of assessments; %d a person and %d more would do", c.name, rest, c.person, c.whatever)
		}
	}
}

// reads is how often this process has read from a file, 0 where the system does not
// say. The store reads a page at a time.
func reads() int {
	text, err := os.ReadFile("/proc/self/io")
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(text)) {
		if rest, ok := strings.CutPrefix(line, "syscr: "); ok {
			n, _ := strconv.Atoi(strings.TrimSpace(rest))
			return n
		}
	}
	return 0
}

// reopened is a record with a crowd in it that nothing is in memory of but its caseload.
func reopened(t *testing.T, people, assessments int) (*store.Store, []*dialog.Summary) {
	t.Helper()
	s, dir := opened(t)
	if _, err := s.AppendAll(ctx, crowd(s, people, assessments), nil); err != nil {
		t.Fatal(err)
	}
	closed(t, s)
	s = openWith(t, store.Options{Dir: dir, Demo: true})
	all, err := s.Caseload(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return s, all
}

// One person's years are as many pages among many people as among a few, and the
// caseload is read once.
func TestReadingTakesFewPages(t *testing.T) {
	const assessments = 20
	var took [2]int
	for i, people := range []int{30, 300} {
		s, all := reopened(t, people, assessments)
		before := reads()
		if _, err := s.Caseload(ctx); err != nil {
			t.Fatal(err)
		}
		if again := reads() - before; again > 5 {
			t.Errorf("the caseload is read again, %d pages of it", again)
		}
		before = reads()
		if _, err := s.Record(ctx, all[people/2].Person.ID); err != nil {
			t.Fatal(err)
		}
		took[i] = reads() - before
	}
	if most := assessments + 5; took[0] > most || took[1] > most {
		t.Errorf("%d assessments of one person take %v reads among 30 and 300 people; %d would do", assessments, took, most)
	}
}

// The lines of the caseload are shared by all who look at them, and somebody's years
// are read straight into their record: an assessment in one entry is its line, two texts
// of it, and few more.
func TestReadingTakesFewAllocations(t *testing.T) {
	const people, few, many = 12, 20, 100
	var years [2]float64
	for i, assessments := range []int{few, many} {
		s, all := reopened(t, people, assessments)
		again := testing.AllocsPerRun(5, func() {
			if _, err := s.Caseload(ctx); err != nil {
				t.Fatal(err)
			}
		})
		if again > 1 {
			t.Errorf("looking at the caseload again takes %.0f allocations; 1 would do", again)
		}
		n := 0
		years[i] = testing.AllocsPerRun(people, func() { // more people than are kept in memory
			if _, err := s.Record(ctx, all[n%people].Person.ID); err != nil {
				t.Fatal(err)
			}
			n++
		})
	}
	if each := (years[1] - years[0]) / (many - few); each > 14 {
		t.Errorf("an assessment of somebody's years takes %.1f allocations; 12 would do", each)
	}
}
