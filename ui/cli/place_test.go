//go:build unix

package cli_test

import (
	"context"
	"strings"
	"syscall"
	"testing"
	"time"

	"alongside/dialog"
)

// shiftVariable moves the clock of the program by so long.
const shiftVariable = "ALONGSIDE_TEST_SHIFT"

// places are time zones in which the day or the offset is an unusual one.
var places = []string{"Pacific/Kiritimati", "America/St_Johns", "Europe/London", "Asia/Kathmandu", "Pacific/Marquesas", "Etc/GMT+12", "UTC", "no/such place"}

// Wherever the laptop is, an answer has the day and the offset of that place.
func TestPlaces(t *testing.T) {
	t.Parallel()
	for _, place := range places {
		t.Run(place, func(t *testing.T) {
			t.Parallel()
			w, folder := openDemo(t, opening{env: []string{"TZ=" + place}})
			if w.shows("clock") {
				t.Errorf("it complains of a clock that is right: %q", w.text())
			}
			w.toFirstItem()
			w.press("5")
			w.sees("saved")
			w.signal(syscall.SIGTERM)
			w.ends(0)
			zone, err := time.LoadLocation(place)
			if err != nil {
				zone = time.UTC // as the language does
			}
			e := lastAnswer(t, folder)
			was := e.RecordedAt.Time()
			_, offset := was.Zone()
			_, want := was.In(zone).Zone()
			if offset != want || e.DoneAt.Date() != dialog.DateOf(was.In(zone)) {
				t.Errorf("the answer was given on %v with the offset %d, and should have %v and %d", e.DoneAt.Date(), offset, dialog.DateOf(was.In(zone)), want)
			}
		})
	}
}

// lastAnswer is the answer that was recorded last about Jane Smith.
func lastAnswer(t *testing.T, folder string) (last dialog.Entry) {
	t.Helper()
	ctx := context.Background()
	s := entered(t, folder, true)
	all, err := s.Caseload(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for i := range all {
		if all[i].Person.Family != "Smith" || all[i].Person.Given != "Jane" {
			continue
		}
		entries, err := s.Entries(ctx, all[i].Person.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			if _, ok := e.Body.(*dialog.AnswerRecorded); ok && e.DeviceSeq > last.DeviceSeq {
				last = e
			}
		}
	}
	return last
}

// A clock that is behind the record is told on the first screen, one that is right
// or ahead is not, and whatever the clock says, what is recorded comes last.
func TestAClockBehindTheRecordIsTold(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		shift string
		told  string // "" for nothing
	}{
		"right":          {"0s", ""},
		"an hour ahead":  {"1h", ""},
		"twenty minutes": {"-20m", "minutes behind the last entry"},
		"three hours":    {"-3h30m", "3 hours behind the last entry"},
		"forty days":     {"-972h", "40 days behind the last entry"},
		"back in 1970":   {"-498000h", "days behind the last entry"},
		"in 2099":        {"639480h", ""},
		"an hour":        {"-1h", "behind the last entry"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w, folder := openDemo(t, opening{env: []string{shiftVariable + "=" + test.shift}})
			w.settle(200 * time.Millisecond)
			text := w.text()
			if told := strings.Contains(text, "clock"); told != (test.told != "") || !strings.Contains(text, test.told) {
				t.Errorf("the screen shows %q, and should tell %q", text, test.told)
			}
			w.toFirstItem()
			w.press("5")
			w.sees("saved")
			w.signal(syscall.SIGTERM)
			w.ends(0)
			answers := recorded(t, folder)
			if got := answers.Get(dialog.MentalHealth).Rating; got != 5 {
				t.Errorf("the record has %d", got)
			}
		})
	}
}
