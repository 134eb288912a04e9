package report

import (
	"strings"

	"alongside/dialog"
	"alongside/dialog/instrument"
)

// FollowWords say what came of asking for help, in full sentences; "" where nobody
// asked. They set what was agreed beside what was wanted later and do not say that the
// one is why the other.
func FollowWords(f dialog.FollowThrough, words *instrument.Text) string {
	if f.Asked == 0 {
		return ""
	}
	w := &words.Words.Years
	said := []string{w.Asked.With("times", often(f.Asked, w))}
	if f.Agreed.All == 0 {
		said = append(said, w.AskedNothing)
	} else {
		said = append(said, w.AskedAgreed.With("n", f.Agreed.All, "of", f.Asked, "done", f.Done, "partly", f.Partly))
	}
	said = append(said, thenWords(w.WhereAgreed, w.UnknownAgreed, f.Agreed, w)...)
	return strings.Join(append(said, thenWords(w.WhereNot, w.UnknownNot, f.Not, w)...), " ")
}

// thenWords say what was answered at the next DIALOG, or that it is not known yet.
func thenWords(known, unknown instrument.Phrase, then dialog.WishesThen, w *instrument.YearsWords) []string {
	answered := then.Still + then.NotNow
	if then.All == 0 {
		return nil
	}
	var more []string
	if then.NotAsked > 0 {
		more = append(more, w.AsideUnanswered.With("n", then.NotAsked))
	}
	if then.NoneYet > 0 {
		more = append(more, w.AsideNoneYet.With("n", then.NoneYet))
	}
	aside := ""
	if len(more) > 0 {
		aside = " (" + strings.Join(more, ", ") + ")"
	}
	if answered == 0 {
		return []string{unknown.With("aside", aside)}
	}
	return []string{known.With("n", then.Still, "of", answered, "aside", aside)}
}

// often says how often, from once on.
func often(n int, w *instrument.YearsWords) string {
	if n == 1 {
		return w.OneTime
	}
	return times(n, w)
}
