package report

import (
	"fmt"
	"strings"

	"alongside/dialog"
)

// FollowWords say what came of asking for help, in full sentences; "" where nobody
// asked. They set what was agreed beside what was wanted later and do not say that the
// one is why the other.
func FollowWords(f dialog.FollowThrough) string {
	if f.Asked == 0 {
		return ""
	}
	said := []string{fmt.Sprintf("More help was asked for %s, each area at each DIALOG counted.", often(f.Asked))}
	if f.Agreed.All == 0 {
		said = append(said, "Nothing was agreed for it in that area before the next DIALOG.")
	} else {
		said = append(said, fmt.Sprintf("Something was agreed for %d of %d: for %d of these something was done, for %d something in part.",
			f.Agreed.All, f.Asked, f.Done, f.Partly))
	}
	said = append(said, thenWords("Where something was agreed", f.Agreed)...)
	return strings.Join(append(said, thenWords("Where nothing was agreed", f.Not)...), " ")
}

// thenWords say what was answered at the next DIALOG.
func thenWords(where string, w dialog.WishesThen) []string {
	answered := w.Still + w.NotNow
	if w.All == 0 {
		return nil
	}
	var more []string
	if w.NotAsked > 0 {
		more = append(more, fmt.Sprintf("%d not answered", w.NotAsked))
	}
	if w.NoneYet > 0 {
		more = append(more, fmt.Sprintf("%d without a DIALOG since", w.NoneYet))
	}
	aside := ""
	if len(more) > 0 {
		aside = " (" + strings.Join(more, ", ") + ")"
	}
	if answered == 0 {
		return []string{fmt.Sprintf("%s, it is not known yet whether help is still wanted%s.", where, aside)}
	}
	return []string{fmt.Sprintf("%s, help was still wanted the next time in %d of %d%s.", where, w.Still, answered, aside)}
}

// often says how often, from once on.
func often(n int) string {
	if n == 1 {
		return "once"
	}
	return times(n)
}
