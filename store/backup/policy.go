package backup

import (
	"fmt"
	"strconv"
	"strings"

	"alongside/dialog"
)

// Policy says how many rotating backups are kept: the last one of each of so many
// days, weeks and months that have any. The zero Policy keeps them all.
type Policy struct{ Daily, Weekly, Monthly int }

// Usual is the policy of backups that the program makes by itself: a week of days,
// four weeks and a year of months, at most 23 files.
var Usual = Policy{Daily: 7, Weekly: 4, Monthly: 12}

// mostKept bounds each number of a policy.
const mostKept = 1000

// ParsePolicy reads a policy in the form "7,4,12": days, weeks, months. At least
// one day is kept.
func ParsePolicy(s string) (Policy, error) {
	var n [3]int
	parts := strings.Split(s, ",")
	for i, part := range parts {
		v, err := strconv.Atoi(strings.TrimSpace(part))
		if err != nil || i >= len(n) || v < 0 || v > mostKept {
			return Policy{}, refuse(dialog.Invalid, "Please say how many days, weeks and months to keep backups of, such as 7,4,12.")
		}
		n[i] = v
	}
	if n[0] == 0 {
		return Policy{}, refuse(dialog.Invalid, "Backups of at least one day have to be kept, such as 7,4,12.")
	}
	return Policy{n[0], n[1], n[2]}, nil
}

// String returns the form that ParsePolicy reads.
func (p Policy) String() string { return fmt.Sprintf("%d,%d,%d", p.Daily, p.Weekly, p.Monthly) }

// surplus returns the rotating backups of one record that the policy does not
// keep. all are the record's, the latest first. The latest is always kept, and so
// is the one with the most entries: where a clock was wrong they are not the same.
func (p Policy) surplus(all []Backup) []Backup {
	if p == (Policy{}) {
		return nil
	}
	var rotating []Backup
	most := -1
	for _, b := range all {
		if b.Manifest.Reason != Rotating {
			continue
		}
		rotating = append(rotating, b)
		if most < 0 || b.Entries > rotating[most].Entries {
			most = len(rotating) - 1
		}
	}
	keep := make([]bool, len(rotating))
	for _, series := range []struct {
		n      int
		period func(dialog.Date) string
	}{{p.Daily, dayOf}, {p.Weekly, weekOf}, {p.Monthly, monthOf}} {
		seen := map[string]bool{}
		for i, b := range rotating {
			period := series.period(b.Manifest.Made.Date())
			if !seen[period] && len(seen) < series.n {
				seen[period], keep[i] = true, true
			}
		}
	}
	var gone []Backup
	for i, b := range rotating {
		if i != 0 && i != most && !keep[i] {
			gone = append(gone, b)
		}
	}
	return gone
}

func dayOf(d dialog.Date) string { return d.ISO() }

func weekOf(d dialog.Date) string {
	year, week := d.Noon().ISOWeek()
	return fmt.Sprintf("%d week %d", year, week)
}

func monthOf(d dialog.Date) string { return d.ISO()[:7] }

// prune takes away what the policy does not keep of one record's backups, what lies
// beside them last, so that what is left of an attempt that was broken off is not
// taken for a backup. What cannot be taken away now is tried again after the next
// backup, which is no reason to call this one failed.
func prune(o Options, record dialog.ID) {
	if o.Reason != Rotating {
		return
	}
	all, err := List(o.Dir, o.Demo)
	if err != nil {
		return
	}
	for _, b := range o.Keep.surplus(of(all, record)) {
		if removeIfThere(b.Path) == nil {
			_ = removeBeside(b.Path)
		}
	}
}
