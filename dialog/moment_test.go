package dialog_test

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"alongside/dialog"
)

// The quick way reads days and moments as package time does, or leaves them to it.
func TestMomentsAreReadTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := func(name string, most int) int { return rapid.IntRange(0, most).Draw(t, name) }
		s := fmt.Sprintf("%04d-%02d-%02dT%02d:%02d:%02d.%03d%s%02d:%02d", n("year", 2300), n("month", 14), n("day", 33), n("hour", 25), n("minute", 61), n("second", 61), n("ms", 999),
			rapid.SampledFrom([]string{"+", "-"}).Draw(t, "sign"), n("hours", 25), n("minutes", 61))
		if rapid.IntRange(0, 3).Draw(t, "spoilt") == 0 {
			at := n("at", len(s)-1)
			s = s[:at] + rapid.SampledFrom([]string{"", "x", " ", "7", "Z"}).Draw(t, "put in") + s[at+1:]
		}
		if got, ok := dialog.QuickWhen([]byte(s)); ok {
			want, err := time.Parse(dialog.LayoutWhen, s)
			if err != nil || got != dialog.At(want) && fmt.Sprint(got.Time()) != fmt.Sprint(dialog.At(want).Time()) || got.Date() != dialog.DateOf(want) {
				t.Fatalf("%q is read as %v, by package time as %v, %v", s, got, want, err)
			}
		}
		day := s[:min(10, len(s))]
		if got, ok := dialog.QuickDate([]byte(day)); ok {
			if want, err := time.Parse(time.DateOnly, day); err != nil || got != dialog.DateOf(want) {
				t.Fatalf("%q is read as %v, by package time as %v, %v", day, got, want, err)
			}
		}
	})
}

// Days are written and ordered as package time does it.
func TestDaysAreWrittenAndOrderedTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day := func(name string) dialog.Date {
			return dialog.DateOf(time.Date(1900, 1, 1+rapid.IntRange(0, 99_000).Draw(t, name), 0, 0, 0, 0, time.UTC))
		}
		a, b := day("a"), day("b")
		if got, ok := dialog.QuickDay(a); !ok || got != a.Noon().Format(time.DateOnly) {
			t.Fatalf("%v is written as %q", a, got)
		}
		if got := a.Compare(b); got != a.Noon().Compare(b.Noon()) || (dialog.Date{}).Compare(a) >= 0 {
			t.Fatalf("%v beside %v gives %d", a, b, got)
		}
	})
}

// Usual moments are read the quick way.
func TestUsualMomentsAreReadQuickly(t *testing.T) {
	for _, s := range []string{"2026-03-14T10:05:00.000+00:00", "2026-07-14T23:59:59.999+01:00", "2019-12-31T00:00:00.123-03:30"} {
		if _, ok := dialog.QuickWhen([]byte(s)); !ok {
			t.Errorf("%s is left to package time", s)
		}
	}
}
