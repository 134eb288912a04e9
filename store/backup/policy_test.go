package backup_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"alongside/dialog"
	"alongside/store/backup"
)

func TestParsePolicy(t *testing.T) {
	for in, want := range map[string]backup.Policy{
		"7,4,12": {Daily: 7, Weekly: 4, Monthly: 12}, "1": {Daily: 1}, " 30 , 0 ": {Daily: 30}, "1000,1000,1000": {Daily: 1000, Weekly: 1000, Monthly: 1000},
	} {
		got, err := backup.ParsePolicy(in)
		if err != nil || got != want {
			t.Errorf("%q: %v, %v", in, got, err)
		}
		if again, err := backup.ParsePolicy(got.String()); err != nil || again != got {
			t.Errorf("%q is written %q", in, got)
		}
	}
	for _, in := range []string{"", "0", "0,4,12", "-1", "7,4,12,1", "7;4", "x", "1001", "7,,1", "99999999999999999999"} {
		if _, err := backup.ParsePolicy(in); dialog.ErrorCode(err) != dialog.Invalid {
			t.Errorf("%q: %v", in, err)
		}
	}
}

// series makes backups at moments, the latest first, each with more entries than
// the one before.
func series(moments ...time.Time) []backup.Backup {
	slices.SortFunc(moments, time.Time.Compare)
	all := make([]backup.Backup, len(moments))
	for i, m := range moments {
		all[len(moments)-1-i] = backup.At(m, int64(i+1), backup.Rotating)
	}
	return all
}

func kept(p backup.Policy, all []backup.Backup) []backup.Backup {
	gone := map[time.Time]bool{}
	for _, b := range p.Surplus(all) {
		gone[b.Made] = true
	}
	var some []backup.Backup
	for _, b := range all {
		if !gone[b.Made] {
			some = append(some, b)
		}
	}
	return some
}

func days(all []backup.Backup) string {
	var s []string
	for _, b := range all {
		s = append(s, b.Made.Format("02Jan15"))
	}
	return strings.Join(s, " ")
}

func TestPolicy(t *testing.T) {
	day := func(month time.Month, d, hour int) time.Time {
		return time.Date(2026, month, d, hour, 0, 0, 0, time.UTC)
	}
	for name, c := range map[string]struct {
		policy backup.Policy
		all    []backup.Backup
		want   string
	}{
		"none":               {backup.Usual, nil, ""},
		"one":                {backup.Usual, series(day(3, 14, 9)), "14Mar09"},
		"the last of a day":  {backup.Policy{Daily: 7}, series(day(3, 14, 9), day(3, 14, 12), day(3, 13, 17), day(3, 13, 8)), "14Mar12 13Mar17"},
		"days without any":   {backup.Policy{Daily: 2}, series(day(3, 14, 9), day(3, 1, 9), day(2, 1, 9)), "14Mar09 01Mar09"},
		"the last of a week": {backup.Policy{Daily: 1, Weekly: 2}, series(day(3, 14, 9), day(3, 13, 9), day(3, 8, 9), day(3, 7, 9)), "14Mar09 08Mar09"},
		"a month":            {backup.Policy{Daily: 1, Monthly: 3}, series(day(3, 14, 9), day(2, 28, 9), day(2, 1, 9), day(1, 31, 9), day(1, 2, 9)), "14Mar09 28Feb09 31Jan09"},
		"no policy":          {backup.Policy{}, series(day(3, 14, 9), day(3, 14, 10)), "14Mar10 14Mar09"},
		"asked for": {backup.Policy{Daily: 1}, []backup.Backup{
			backup.At(day(3, 14, 9), 5, backup.Rotating), backup.At(day(3, 13, 9), 4, backup.Asked),
			backup.At(day(3, 12, 9), 3, backup.Upgrade), backup.At(day(3, 11, 9), 2, backup.Rotating)}, "14Mar09 13Mar09 12Mar09"},
		"a clock that was ahead": {backup.Policy{Daily: 1}, []backup.Backup{
			backup.At(time.Date(2099, 1, 1, 0, 0, 0, 0, time.UTC), 3, backup.Rotating), backup.At(day(3, 14, 9), 9, backup.Rotating),
			backup.At(day(3, 13, 9), 8, backup.Rotating)}, "01Jan00 14Mar09"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := days(kept(c.policy, c.all)); got != c.want {
				t.Errorf("kept %q, want %q", got, c.want)
			}
		})
	}
}

// Whatever was made when, the latest and the fullest stay, nothing that somebody
// asked for goes, there are never more than the policy says, and what is kept now
// is kept by the same policy again.
func TestPolicyKeepsWhatItMust(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := backup.Policy{Daily: rapid.IntRange(1, 9).Draw(t, "daily"), Weekly: rapid.IntRange(0, 6).Draw(t, "weekly"), Monthly: rapid.IntRange(0, 14).Draw(t, "monthly")}
		n := rapid.IntRange(1, 80).Draw(t, "n")
		var all []backup.Backup
		when := noon
		for range n {
			when = when.Add(time.Duration(rapid.IntRange(-3, 90).Draw(t, "hours")) * time.Hour).Add(time.Minute)
			why := rapid.SampledFrom([]backup.Reason{backup.Rotating, backup.Rotating, backup.Asked, backup.Upgrade}).Draw(t, "why")
			all = append(all, backup.At(when, rapid.Int64Range(1, 1000).Draw(t, "entries"), why))
		}
		slices.SortFunc(all, func(a, b backup.Backup) int { return b.Made.Compare(a.Made) })
		left := kept(p, all)
		rotating, most, mostLeft := 0, int64(0), int64(0)
		for _, b := range all {
			if b.Manifest.Reason != backup.Rotating && !slices.ContainsFunc(left, func(k backup.Backup) bool { return k.Made.Equal(b.Made) }) {
				t.Fatalf("one that was %s is gone", b.Manifest.Reason)
			}
			most = max(most, b.Entries)
		}
		for _, b := range left {
			if b.Manifest.Reason == backup.Rotating {
				rotating++
			}
			mostLeft = max(mostLeft, b.Entries)
		}
		if left[0].Made != all[0].Made || mostLeft != most {
			t.Fatalf("the latest or the fullest is gone: kept %s", days(left))
		}
		if limit := p.Daily + p.Weekly + p.Monthly + 2; rotating > limit {
			t.Fatalf("%d are kept, the policy says at most %d", rotating, limit)
		}
		if again := kept(p, left); days(again) != days(left) {
			t.Fatalf("first %s were kept, then %s", days(left), days(again))
		}
	})
}

// A year of working days, for real.
func TestAYearOfBackups(t *testing.T) {
	s, dir := opened(t)
	o := options(dir)
	o.Reason, o.Keep = backup.Rotating, backup.Policy{Daily: 3, Weekly: 2, Monthly: 4}
	asked := options(dir)
	asked.Now = at(noon.Add(-time.Hour))
	keep := made(t, s, asked)
	for day := range 40 {
		if day%10 == 9 {
			visit(t, s, s.NewID(), day)
		}
		when := noon.AddDate(0, 0, day*9)
		o.Now = at(when)
		made(t, s, o)
	}
	all := listed(t, o.Dir)
	if got, want := days(all), "28Feb12 19Feb12 10Feb12 23Jan12 27Dec12 30Nov12 14Mar11"; got != want {
		t.Errorf("kept %s, want %s", got, want)
	}
	if len(names(t, o.Dir)) != 2*len(all) {
		t.Errorf("the folder holds %v", names(t, o.Dir))
	}
	for _, b := range all {
		sound(t, b)
	}
	if all[len(all)-1].Path != keep.Path {
		t.Error("the one that was asked for is gone")
	}
	if newest := sound(t, all[0]); newest != contents(t, s) {
		t.Error("the latest does not hold everything")
	}
}

// Two records may share a drive; each takes away only its own.
func TestRecordsShareAFolder(t *testing.T) {
	one, dir := opened(t)
	two, _ := opened(t)
	o := options(dir)
	o.Reason, o.Keep = backup.Rotating, backup.Policy{Daily: 1}
	for i := range 3 {
		o.Now = at(noon.AddDate(0, 0, i))
		made(t, one, o)
		o.Now = at(noon.AddDate(0, 0, i).Add(time.Minute))
		made(t, two, o)
		if i == 0 { // a file without a manifest is nobody's to take away
			write(t, filepath.Join(o.Dir, "alongside-demo-2026-03-01T120000Z-1-0011223344556677.db"), []byte("x"))
		}
	}
	if got, want := days(listed(t, o.Dir)), "16Mar12 16Mar12 01Mar12"; got != want {
		t.Errorf("kept %s, want %s", got, want)
	}
}
