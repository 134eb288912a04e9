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

// One person's years are as many pages among many people as among a few, and the
// caseload is read once.
func TestReadingTakesFewPages(t *testing.T) {
	const assessments = 20
	var took [2]int
	for i, people := range []int{30, 300} {
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
