//go:build unix

package cli_test

import (
	"fmt"
	"maps"
	"math"
	"slices"

	"alongside/dialog"
	"alongside/dialog/report/figures"
)

// numbers are those of the team report that testdata/duckdb.mjs works out too, by the
// keys that it gives them. Those that are 0 may be missing there.
type numbers map[string]float64

func numbersOf(f *figures.Figures) numbers {
	n := numbers{}
	n.counts("reach", map[string]int{"people": f.People, "finished": f.Finished, "incomplete": f.Incomplete, "other": f.Other, "no-referral": f.NoReferral})
	for i, d := range dialog.Domains() {
		c := f.Items[i]
		n.counts("completeness/"+d.String(), map[string]int{"rated": c.Rated, "declined": c.Declined, "not-applicable": c.NotApplicable, "later": c.Later, "not-seen": c.NotSeen})
		n.spread("latest/"+d.String(), &f.Latest[i])
	}
	n.spread("life", &f.Life)
	n.spread("treatment", &f.Treat)
	for group, name := range map[figures.Group]string{figures.OpenLong: "open", figures.Closed: "closed"} {
		r := f.Referrals[group]
		n.counts("followed/"+name, map[string]int{"referrals": r.All, "twice": r.Twice, "paired": r.Paired})
		for i, d := range dialog.Domains() {
			o := &f.Outcomes[group][i]
			key := "outcomes/" + name + "/" + d.String()
			n.counts(key, map[string]int{"improved": o.Improved, "same": o.Same, "worse": o.Worse})
			n.spread(key, &o.Change)
		}
	}
	n.counts("left-out", map[string]int{"acute": f.LeftOut[figures.Acute], "no-received": f.LeftOut[figures.NoReceived], "early": f.LeftOut[figures.TooEarly],
		"no-birth-date": f.LeftOut[figures.NoBirthDate], "under-age": f.LeftOut[figures.UnderAge], "short": f.LeftOut[figures.OpenShort]})
	wishes := f.Wishes.Not
	n.counts("asked", map[string]int{"still": wishes.Still, "not-now": wishes.NotNow, "not-answered": wishes.NotAsked, "none-yet": wishes.NoneYet})
	return n
}

func (n numbers) counts(key string, all map[string]int) {
	for name, count := range all {
		n[key+"/"+name] = float64(count)
	}
}

func (n numbers) spread(key string, s *figures.Spread) {
	n[key+"/people"], n[key+"/mean"], n[key+"/spread"] = float64(s.N), s.Mean(), s.SD()
}

// differ lists the numbers that are not the same in both.
func (n numbers) differ(other numbers) (all []string) {
	keys := maps.Clone(n)
	maps.Copy(keys, other)
	for _, key := range slices.Sorted(maps.Keys(keys)) {
		if math.Abs(n[key]-other[key]) > 1e-9 {
			all = append(all, fmt.Sprintf("%s: %v and %v", key, n[key], other[key]))
		}
	}
	return all
}
