package interview

import (
	"fmt"
	"strconv"
	"strings"

	"alongside/dialog"
	"alongside/dialog/instrument"
	"alongside/dialog/text"
	"alongside/ui/theme"
)

// The words for the states of an item. The short ones are for lists.
const (
	wordDeclined      = "did not want to answer"
	wordNotApplicable = "does not apply"
	wordLater         = "left for later"
	wordNotSeen       = "not seen"
	wordAlone         = "alone" // at the keyboard

	// localReason says what kind of answer "does not apply" is.
	localReason = "a local reason, outside the scale"
)

// stateWords says what became of an item, with the rating's own words.
func stateWords(a dialog.Answer, t *instrument.Text) string {
	switch a.State {
	case dialog.Rated:
		return strconv.Itoa(a.Rating) + " " + t.Label(a.Rating)
	case dialog.Declined:
		return wordDeclined
	case dialog.NotApplicable:
		return wordNotApplicable
	case dialog.Later:
		return wordLater
	}
	return wordNotSeen
}

// helpWords says what became of the help question, in a list.
func helpWords(h dialog.Help) string {
	switch h {
	case dialog.HelpWanted:
		return "help: yes"
	case dialog.HelpNot:
		return "help: no"
	}
	return ""
}

// completions are the ways of completing a DIALOG, in the order of their keys.
var completions = []struct {
	c    dialog.Completion
	name string // short, for a heading
	what string // for the list to choose from
}{
	{dialog.Together, "together", "together, side by side"},
	{dialog.Alone, "alone", "alone: the person without help"},
	{dialog.Interpreter, "with an interpreter", "with an interpreter"},
	{dialog.Helper, "with a helper", "with a helper, such as a relative or an advocate"},
	{dialog.Proxy, "by proxy", "by proxy: somebody else answers for the person"},
}

// completionWords says who completed it.
func completionWords(c dialog.Completion) string {
	for _, known := range completions {
		if known.c == c {
			return known.name
		}
	}
	return "not recorded"
}

// stateNames are the states in the order in which they are counted.
var stateNames = []struct {
	state dialog.State
	name  string
}{
	{dialog.Rated, "rated"},
	{dialog.Declined, wordDeclined},
	{dialog.NotApplicable, wordNotApplicable},
	{dialog.Later, wordLater},
	{dialog.NotSeen, wordNotSeen},
}

// counts says how many items are in which state, leaving out those with none:
// "9 rated, 1 did not want to answer, 1 not seen".
func counts(a *dialog.Answers) string {
	var words []string
	for _, s := range stateNames {
		if n := a.Count(s.state); n > 0 {
			words = append(words, fmt.Sprintf("%d %s", n, s.name))
		}
	}
	return strings.Join(words, ", ")
}

// meanWords says a mean with how many items it rests on, or why there is none.
func meanWords(name string, m dialog.Mean) string {
	v, ok := m.Value()
	if !ok {
		return fmt.Sprintf("%s: no mean (%d of %d answered)", name, m.N, m.Of)
	}
	return fmt.Sprintf("%s %.1f (mean of %d of %d answered)", name, v, m.N, m.Of)
}

// callName is what the person is called, safe to show.
func (m *Model) callName(th *theme.Theme) string {
	if th.Masked {
		return "this person"
	}
	return text.Show(m.record.Person.CallName())
}

// askedOfEveryone are the items for which there is no reason not to ask: having
// no job, partner or friends is itself something to be satisfied with or not.
func askedOfEveryone(d dialog.Domain) bool {
	return d == dialog.JobSituation || d == dialog.PartnerFamily || d == dialog.Friendships
}
