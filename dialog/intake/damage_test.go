package intake_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"alongside/dialog"
	"alongside/dialog/intake"
	"alongside/dialog/trial"
)

// damaged changes a file in one to four places, as a disk, a program or a person may.
func damaged(random *rand.Rand, whole string) []byte {
	b := []byte(whole)
	for range 1 + random.IntN(4) {
		b = append(b, 0)[:max(1, len(b))] // never empty
		i := random.IntN(len(b))
		switch random.IntN(5) {
		case 0:
			b[i] = byte(random.IntN(256))
		case 1:
			b = slices.Delete(b, i, min(len(b), i+1+random.IntN(8)))
		case 2:
			b = slices.Insert(b, i, []byte{',', '"', '\n', 0, ';', 0xff}[random.IntN(6)])
		case 3:
			b = b[:max(1, i)]
		case 4:
			b = slices.Insert(b, i, slices.Clone(b[i:min(len(b), i+random.IntN(60))])...)
		}
	}
	return b
}

// Damaged files are taken whole, with what every row says, or not at all.
func TestDamagedFiles(t *testing.T) {
	for name, c := range map[string]struct {
		whole string
		taken func(testing.TB, []byte) bool
	}{
		"caseload":         {twoPeople + strings.Repeat("Example,Robin,01/02/1990,,,South Hub,01/03/2026\r\n", 5), takenWhole},
		"tablet":           {tablet(), func(t testing.TB, b []byte) bool { return historyTakenWhole(t, b, intake.Tablet) }},
		"free-dialog-plus": {strings.NewReplacer("7,", "0,", "Activitie ", "Activities ").Replace(tablet()), func(t testing.TB, b []byte) bool { return historyTakenWhole(t, b, intake.FreeDIALOGPlus) }},
	} {
		t.Run(name, func(t *testing.T) {
			if !c.taken(t, []byte(c.whole)) {
				t.Fatal("the file is not taken as it is")
			}
			random, times, taken := rand.New(rand.NewPCG(1, 2)), trial.Times(1000, 10_000), 0
			for range times {
				if c.taken(t, damaged(random, c.whole)) {
					taken++
				}
			}
			t.Logf("%d of %d damaged files were taken", taken, times)
			if taken == 0 || taken > times*9/10 {
				t.Errorf("%d of %d were taken; the damage shows nothing", taken, times)
			}
		})
	}
}

// refused fails where a file is refused without a sentence.
func refused(t testing.TB, b []byte, err error) bool {
	t.Helper()
	if err != nil && (dialog.ErrorMessage(err) == "" || dialog.ErrorCode(err) == dialog.Internal) {
		t.Fatalf("%q is refused without a sentence: %v", b, err)
	}
	return err != nil
}

// valid fails where something would be recorded that may not be.
func valid(t testing.TB, b []byte, groups [][]dialog.Change) {
	t.Helper()
	for _, group := range groups {
		for _, c := range group {
			if err := dialog.Validate(c); err != nil {
				t.Fatalf("%q: something that cannot be recorded is taken: %v", b, err)
			}
		}
	}
}

// takenWhole reports whether a caseload was taken, and fails where only a part was.
func takenWhole(t testing.TB, b []byte) bool {
	t.Helper()
	s, err := intake.ReadSheet(b)
	if refused(t, b, err) {
		return false
	}
	c, err := s.Caseload(intake.Reading{Mapping: s.Guess(), Order: intake.DayFirst, Today: today, Demo: true})
	if refused(t, b, err) {
		return false
	}
	groups, err := c.Changes(true, dialog.On(today), numbered())
	if refused(t, b, err) {
		if len(groups) > 0 {
			t.Fatalf("%q is taken in part", b)
		}
		return false
	}
	if len(groups) != len(s.Rows) {
		t.Fatalf("%q: %d people of %d rows", b, len(groups), len(s.Rows))
	}
	valid(t, b, groups)
	return true
}

// historyTakenWhole does the same for an export of a program.
func historyTakenWhole(t testing.TB, b []byte, from intake.Source) bool {
	t.Helper()
	h, err := intake.ReadHistory(b, from, today)
	if refused(t, b, err) {
		return false
	}
	choices, nobody := make([]intake.Choice, len(h.Clients)), 0
	for i := range h.Clients {
		choices[i] = intake.Choice{Add: h.Clients[i].Named(), Leave: !h.Clients[i].Named()}
		if !h.Clients[i].Named() {
			nobody += len(h.Clients[i].Past)
		}
	}
	taking, err := h.Changes(choices, nil, dialog.On(today), numbered())
	if refused(t, b, err) {
		if taking != nil {
			t.Fatalf("%q is taken in part", b)
		}
		return false
	}
	if got := taking.Assessments + len(h.Doubled) + len(h.Empty) + nobody; got != h.Rows {
		t.Fatalf("%q: %d of %d rows are accounted for", b, got, h.Rows)
	}
	valid(t, b, taking.Groups)
	return true
}

// FuzzCaseload gives anything as a caseload.
func FuzzCaseload(f *testing.F) {
	f.Add([]byte(twoPeople))
	f.Add([]byte("\xff\xfeS\x00u\x00r\x00n\x00a\x00m\x00e\x00\n\x00A\x00"))
	f.Add([]byte("Surname;Forename\nM\xfcller;Ren\xe9\n"))
	f.Add([]byte("'=Surname,NHS number\n'=1+1,999 073 2574\n"))
	f.Add([]byte("sep=;\nSurname;DOB\nA;03/04/1985\n"))
	f.Fuzz(func(t *testing.T, b []byte) { takenWhole(t, b) })
}

// FuzzHistory gives anything as an export of one of the programs.
func FuzzHistory(f *testing.F) {
	f.Add([]byte(tablet()), true)
	f.Add([]byte(strings.ReplaceAll(tablet(), "7,", "0,")), false)
	f.Add([]byte(twoPeople), true)
	f.Fuzz(func(t *testing.T, b []byte, app bool) {
		from := intake.FreeDIALOGPlus
		if app {
			from = intake.Tablet
		}
		historyTakenWhole(t, b, from)
	})
}
