package dialog_test

import (
	"testing"
	"time"

	"alongside/dialog"
)

func TestParseDate(t *testing.T) {
	july := dialog.Date{Year: 1985, Month: time.July, Day: 14}
	for name, tt := range map[string]struct {
		in   string
		want dialog.Date
	}{
		"as the NHS writes it":         {"14-Jul-1985", july},
		"with a long month":            {"14 July 1985", july},
		"any case":                     {"14 jULY 1985", july},
		"with slashes":                 {"14/7/1985", july},
		"with dots":                    {"14.07.1985", july},
		"with spaces around":           {"  14-07-1985 ", july},
		"ISO":                          {"1985-07-14", july},
		"leap day":                     {"29/2/2024", dialog.Date{Year: 2024, Month: time.February, Day: 29}},
		"four letters of September":    {"1 Sept 2020", dialog.Date{Year: 2020, Month: time.September, Day: 1}},
		"no leap day in this year":     {"29-Feb-2027", dialog.Date{}},
		"31 April":                     {"31/4/2020", dialog.Date{}},
		"month 13":                     {"14/13/1985", dialog.Date{}},
		"American order":               {"7/14/1985", dialog.Date{}},
		"two digits of a year":         {"14/07/85", dialog.Date{}},
		"day zero":                     {"0/7/1985", dialog.Date{}},
		"too early":                    {"14/7/1785", dialog.Date{}},
		"an empty line":                {"", dialog.Date{}},
		"two letters of a month":       {"14 Ju 1985", dialog.Date{}},
		"a time behind":                {"14-Jul-1985 10:00", dialog.Date{}},
		"digits of another script":     {"١٤/٧/١٩٨٥", dialog.Date{}},
		"more digits than a day takes": {"014/07/1985", dialog.Date{}},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := dialog.ParseDate(tt.in)
			if got != tt.want || (err != nil) != tt.want.IsZero() {
				t.Errorf("ParseDate(%q) = %v, %v; want %v", tt.in, got, err, tt.want)
			}
			if err != nil && dialog.ErrorCode(err) != dialog.Invalid {
				t.Errorf("the code is %q", dialog.ErrorCode(err))
			}
		})
	}
}

func TestWhyADateIsRefused(t *testing.T) {
	const how = " Type it as 14-Jul-1985 or 14/07/1985."
	for name, tt := range map[string]struct{ in, want string }{
		"two digits of a year":  {"3/4/80", "The year has four digits." + how},
		"three digits of one":   {"3-Apr-198", "The year has four digits." + how},
		"no month of that name": {"3/xx/80", "That is not a date." + how},
		"no year":               {"3/4", "That is not a date." + how},
		"no such day":           {"31/4/1980", "There is no such day." + how},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := dialog.ParseDate(tt.in); dialog.ErrorMessage(err) != tt.want {
				t.Errorf("it says %q, want %q", dialog.ErrorMessage(err), tt.want)
			}
		})
	}
}

func TestDateArithmetic(t *testing.T) {
	day := func(y int, m time.Month, d int) dialog.Date { return dialog.Date{Year: y, Month: m, Day: d} }
	if got := day(2026, 8, 31).AddMonths(6); got != day(2027, 2, 28) {
		t.Errorf("six months after 31 August 2026 is %v", got)
	}
	if got := day(2026, 2, 28).DaysUntil(day(2026, 3, 1)); got != 1 {
		t.Errorf("from 28 February to 1 March 2026 are %d days", got)
	}
	if got := day(2026, 3, 29).DaysUntil(day(2026, 3, 28)); got != -1 {
		t.Errorf("a day back is %d days", got)
	}
	born := day(2000, 2, 29)
	for on, want := range map[dialog.Date]int{day(2026, 2, 28): 25, day(2026, 3, 1): 26, day(2024, 2, 29): 24} {
		if got := born.Age(on); got != want {
			t.Errorf("born on a leap day, on %v the age is %d, want %d", on, got, want)
		}
	}
}

func TestWhenText(t *testing.T) {
	london := time.FixedZone("BST", 3600)
	for name, tt := range map[string]struct {
		when dialog.When
		want string
	}{
		"an instant keeps its offset": {dialog.At(time.Date(2026, 7, 14, 0, 30, 0, 1e6, london)), "2026-07-14T00:30:00.001+01:00"},
		"UTC is written as an offset": {dialog.At(time.Date(2026, 3, 14, 10, 5, 0, 0, time.UTC)), "2026-03-14T10:05:00.000+00:00"},
		"a day alone":                 {dialog.On(dialog.Date{Year: 2026, Month: 3, Day: 14}), "2026-03-14"},
		"nothing":                     {dialog.When{}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			b, err := tt.when.MarshalText()
			if err != nil || string(b) != tt.want {
				t.Fatalf("is written %q, %v; want %q", b, err, tt.want)
			}
			var back dialog.When
			if err := back.UnmarshalText(b); err != nil || back.Compare(tt.when) != 0 || back.Exact() != tt.when.Exact() || back.String() != tt.when.String() {
				t.Errorf("comes back as %v, %v", back, err)
			}
		})
	}
	if at := dialog.At(time.Date(2026, 7, 14, 0, 30, 0, 0, london)); at.Date().Day != 14 {
		t.Errorf("half past midnight in London is on %v, the day in UTC", at.Date())
	}
}

func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"14-Jul-1985", "29/2/2027", "1985-07-14", "-", "1 Sept 2020"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := dialog.ParseDate(s)
		if err != nil {
			return
		}
		if again, err := dialog.ParseDate(d.String()); err != nil || again != d {
			t.Errorf("%q is %v, which reads back as %v, %v", s, d, again, err)
		}
	})
}
