package interview

import (
	"strconv"
	"strings"

	"alongside/dialog"
	"alongside/dialog/instrument"
	"alongside/dialog/text"
	"alongside/ui/theme"
)

// stateWords says what became of an item, with the rating's own words.
func stateWords(a dialog.Answer, t *instrument.Text) string {
	if rating, ok := a.Score(); ok {
		return strconv.Itoa(rating) + " " + t.Label(rating)
	}
	return stateName(a.State, t)
}

// stateOn is stateWords of an answer in an assessment of a layout.
func stateOn(a dialog.Answer, l dialog.Layout, t *instrument.Text) string {
	if a.State == dialog.Rated {
		return stateWords(a, t)
	}
	return nameOn(a.State, l, t)
}

// nameOn is stateName in an assessment of a layout. Nobody leaves anything on paper for
// later: it was left blank.
func nameOn(s dialog.State, l dialog.Layout, t *instrument.Text) string {
	if l == dialog.Paper && s == dialog.Later {
		return t.Words.Value.LeftBlank
	}
	return stateName(s, t)
}

// stateName is what a state is called.
func stateName(s dialog.State, t *instrument.Text) string {
	w := &t.Words.State
	switch s {
	case dialog.Rated:
		return w.Rated
	case dialog.Declined:
		return w.Declined
	case dialog.NotApplicable:
		return w.NotApplicable
	case dialog.Later:
		return w.Later
	case dialog.NotSeen:
	}
	return w.NotSeen
}

// helpWords says what became of the help question, in a list.
func helpWords(h dialog.Help, t *instrument.Text) string {
	switch h {
	case dialog.HelpWanted:
		return t.Words.Item.HelpYes
	case dialog.HelpNot:
		return t.Words.Item.HelpNo
	case dialog.HelpNotAsked:
	}
	return ""
}

// completions are the ways of completing a DIALOG, in the order of their keys.
var completions = []struct {
	c    dialog.Completion
	what string // for the list to choose from
}{
	{dialog.Together, "together, side by side"},
	{dialog.Alone, "alone: the person without help"},
	{dialog.Interpreter, "with an interpreter"},
	{dialog.Helper, "with a helper, such as a relative or an advocate"},
	{dialog.Proxy, "by proxy: somebody else answers for the person"},
}

// completionWords says who completed it.
func completionWords(c dialog.Completion, t *instrument.Text) string {
	w := &t.Words.Review
	switch c {
	case dialog.Together:
		return w.Together
	case dialog.Alone:
		return w.Alone
	case dialog.Interpreter:
		return w.Interpreter
	case dialog.Helper:
		return w.Helper
	case dialog.Proxy:
		return w.Proxy
	case dialog.CompletionUnknown:
	}
	return w.NotRecorded
}

// doneWords says who completed it, and how many answers were given alone where the
// keyboard was handed over for some of them.
func doneWords(a *dialog.Assessment, t *instrument.Text) string {
	alone := len(a.Answers.Alone())
	switch {
	case alone == 0 || a.Completion == dialog.Alone:
	case a.Status != dialog.Draft && alone == a.Answers.Given() && a.Completion == dialog.Together:
		return t.Words.Review.Alone
	default:
		return completionWords(a.Completion, t) + t.Words.Review.AloneKeys.With("n", alone)
	}
	return completionWords(a.Completion, t)
}

// counted are the states in the order in which they are counted.
var counted = []dialog.State{dialog.Rated, dialog.Declined, dialog.NotApplicable, dialog.Later, dialog.NotSeen}

// counts says how many items are in which state, leaving out those with none:
// "9 rated, 1 did not want to answer, 1 not seen".
func counts(a *dialog.Answers, l dialog.Layout, t *instrument.Text) string {
	var words []string
	for _, s := range counted {
		if n := a.Count(s); n > 0 {
			words = append(words, t.Words.State.Counted.With("n", n, "state", nameOn(s, l, t)))
		}
	}
	return strings.Join(words, ", ")
}

// meanWords says a mean with how many items it rests on, or why there is none.
func meanWords(name string, m dialog.Mean, t *instrument.Text) string {
	if m.String() == "" {
		return t.Words.Mean.None.With("name", name, "n", m.N, "of", m.Of)
	}
	return t.Words.Mean.Value.With("name", name, "value", m, "n", m.N, "of", m.Of)
}

// meansWords says both means.
func meansWords(a *dialog.Answers, t *instrument.Text) []string {
	w := &t.Words.Mean
	return []string{meanWords(w.Life, dialog.LifeMean(a), t), meanWords(w.Treatment, dialog.TreatmentMean(a), t)}
}

// callName is what the person is called, safe to show.
func (m *Model) callName(th *theme.Theme) string {
	if th.Masked {
		return m.tongue.Words.Note.ThisPerson
	}
	return text.Show(m.record.Person.CallName())
}
